"""What facts and hostile texts come to. How people write stands in test_triage_texts."""

import random
import time

import pytest

from lib.advice.facts import Fact
from lib.advice.triage import (
    LOW_GLUCOSE,
    PAST_READING,
    RATHER_LOW_GLUCOSE,
    READING,
    SENTENCES,
    Verdict,
    triage,
)

LONG = 100_000


def reading(metric: str, value: float | None) -> Fact:
    return Fact(id=metric, said=f"{metric}: a reading", metric=metric, value=value)


def days(*energy: float) -> list[Fact]:
    return [reading("energy", value) for value in energy]


@pytest.mark.parametrize(
    "metric, beyond, at, inside",
    [
        ("systolic", 181, 180, 179),
        ("diastolic", 121, 120, 119),
        ("glucose", 401, 400, 299),
        ("glucose", 53, 53.9, 70),
        ("systolic", 79, 80, 91),
        ("temperature", 40.6, 40.5, 39.3),
        ("temperature", 34.9, 35, 35.1),
        ("spo2", 89, 89.9, 93),
        ("resting_heart_rate", 131, 130, 129),
        ("resting_heart_rate", 34, 35, 36),
        ("heart_rate", 221, 220, 219),
        ("heart_rate", 34, 35, 36),
    ],
)
def test_readings_past_a_limit_are_an_emergency(metric: str, beyond: float, at: float, inside: float) -> None:
    assert triage([reading(metric, beyond)]).kind == "emergency"
    assert triage([reading(metric, at)]).kind == "emergency"
    assert triage([reading(metric, inside)]) == Verdict("ok", "")


@pytest.mark.parametrize(
    "metric, value, kind",
    [
        ("glucose", 399, "clinician"),
        ("glucose", 300, "clinician"),
        ("glucose", 69.9, "clinician"),
        ("glucose", 54, "clinician"),
        ("systolic", 90, "clinician"),
        ("systolic", 81, "clinician"),
        ("systolic", 90.5, "ok"),
        ("spo2", 90, "clinician"),
        ("spo2", 92, "clinician"),
        ("spo2", 92.1, "ok"),
        ("temperature", 40.4, "clinician"),
        ("temperature", 39.4, "clinician"),
    ],
)
def test_readings_close_to_a_limit_are_for_a_clinician(metric: str, value: float, kind: str) -> None:
    assert triage([reading(metric, value)]).kind == kind


def test_low_glucose_has_a_sentence_of_its_own() -> None:
    assert triage([reading("glucose", 50)]).sentence == LOW_GLUCOSE
    assert triage([reading("glucose", 450)]).sentence == READING
    assert triage([reading("glucose", 60)]) == Verdict("clinician", RATHER_LOW_GLUCOSE)
    assert triage([reading("glucose", 60), Fact(id="note", said="my metformin")]).sentence == RATHER_LOW_GLUCOSE


def test_what_a_fact_says_of_a_reading_is_no_reading_of_now() -> None:
    assert triage([Fact(id="then", said="Blood pressure 190/125 on 3 May")]).kind == "ok"


@pytest.mark.parametrize("value", [None, float("nan")])
def test_a_fact_without_a_figure_says_nothing(value: float | None) -> None:
    assert triage([reading("systolic", value), reading("spo2", value)]).kind == "ok"


def test_no_facts_and_no_text_are_nothing_serious() -> None:
    assert triage([]) == Verdict("ok", "")
    assert triage("") == Verdict("ok", "")


def test_a_metric_without_limits_may_be_anything() -> None:
    assert triage([reading("steps", 0), reading("hrv_rmssd", 1), reading("weight", 20)]).kind == "ok"


@pytest.mark.parametrize(
    "energy, kind",
    [
        ((799, 799, 799), "eating"),
        ((2100, 500, 600, 700), "eating"),
        ((500, 600, 700, 2100), "eating"),
        ((800, 799, 799), "ok"),
        ((799, 799), "ok"),
        ((500, 600, 1500, 700), "ok"),
        ((500, 0, 600, 700), "ok"),
        ((0, 0, 0), "ok"),
    ],
)
def test_three_days_running_of_very_little_food(energy: tuple[float, ...], kind: str) -> None:
    assert triage(days(*energy)).kind == kind


def test_days_stay_neighbours_when_other_facts_stand_between_them() -> None:
    facts = [reading("energy", 500), reading("sleep", 7), reading("energy", 500), reading("energy", 500)]

    assert triage(facts).kind == "eating"


@pytest.mark.parametrize("bmi, kind", [(18.4, "eating"), (18.5, "ok"), (22, "ok")])
def test_a_goal_to_lose_weight_one_does_not_have(bmi: float, kind: str) -> None:
    goal = Fact(id="goal_weight_loss", said="You want to weigh less")

    assert triage([reading("bmi", bmi), goal]).kind == kind
    assert triage([reading("bmi", bmi)]).kind == "ok"


def test_what_facts_say_and_name_is_read() -> None:
    assert triage([Fact(id="note", said="chest pain all day")]).kind == "emergency"
    assert triage([Fact(id="food", said="Food", names=("laxatives to lose weight",))]).kind == "eating"


def test_words_of_two_facts_are_no_sentence() -> None:
    assert triage([Fact(id="a", said="Muscles trained: chest"), Fact(id="b", said="pain: none")]).kind == "ok"


@pytest.mark.parametrize(
    "text, kind",
    [
        ("my metformin, purged again, want to die, chest pain", "emergency"),
        ("my metformin, purged again, want to die", "self_harm"),
        ("my metformin, purged again", "eating"),
        ("my metformin", "clinician"),
    ],
)
def test_the_most_serious_decides(text: str, kind: str) -> None:
    assert triage(text) == Verdict(kind, SENTENCES[kind])


def test_the_most_serious_of_facts_decides() -> None:
    little = days(500, 500, 500)

    assert triage([*little, reading("systolic", 190)]).kind == "emergency"
    assert triage([*little, Fact(id="note", said="I want to die")]).kind == "self_harm"
    assert triage([*little, reading("glucose", 310), Fact(id="note", said="on warfarin")]).kind == "eating"


@pytest.mark.parametrize("sentence", [*SENTENCES.values(), LOW_GLUCOSE, READING, PAST_READING, RATHER_LOW_GLUCOSE])
def test_sentences_are_short(sentence: str) -> None:
    # Of harming oneself there is a line to call, and a number for danger.
    longest = 35 if sentence == SENTENCES["self_harm"] else 26
    assert len(sentence.replace("(", " ").split()) <= longest
    assert "http" not in sentence and "www" not in sentence


def test_sentences_say_whom_to_turn_to() -> None:
    for urgent in (SENTENCES["emergency"], SENTENCES["self_harm"], LOW_GLUCOSE, READING, PAST_READING):
        assert "local emergency number" in urgent and "112" in urgent and "911" in urgent
    for line in ("someone you trust", "crisis line", "988", "116 123", "findahelpline.com"):
        assert line in SENTENCES["self_harm"]
    assert not any(letter.isdigit() for letter in SENTENCES["eating"])
    assert "doctor" in SENTENCES["eating"]
    assert SENTENCES["clinician"].startswith("Ask your clinician ")


@pytest.mark.parametrize(
    "text",
    [
        "CHEST PAIN",
        "chest\npain",
        "chest\r\n\r\npain",
        "chest   \t pain",
        "chest... pain",
        "chest-pain!!!",
        "ch\u200best pa\u00adin",
        "chest\u200bpain",
        "chest\u200b\npain",
        "ｃｈｅｓｔ　ｐａｉｎ",
        "𝐜𝐡𝐞𝐬𝐭 𝐩𝐚𝐢𝐧",
        "сhеst раin",
        "ch\u0301e\u0316st p\u0308ain",
        "cheeeest paaaain",
        "\u202echest\u202c pain",
        "no alcohol\nchest pain",
    ],
)
def test_odd_letters_do_not_hide_anything(text: str) -> None:
    assert triage(text).kind == "emergency"


@pytest.mark.parametrize("text", ["\x00", "\ud800", "🫠" * 50, "...", "\n" * 9, "'" * 9, "１２３", "’s", "no no no"])
def test_odd_texts_are_read(text: str) -> None:
    assert triage(text).kind == "ok"


HOSTILE = [
    "a",
    " ",
    ". ",
    "no ",
    "cat ",
    "chest ",
    "no chest pain ",
    "no fever or ",
    "chest is really so very ",
    "my dad had a stroke last year ",
    "coughing up a lot of pink ",
    "want to want to ",
    "pain pain pain for the last ",
    "short of breath on the stairs ",
    "have to earn ",
    "movie about ",
    "do not ",
    "c\u200b",
    "\u0301\u0316",
    "\ufdfa",
    "ü ",
    "no chest pain\n",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_texts_take_no_time(piece: str) -> None:
    text = (piece * LONG)[:LONG]

    # A rule that looks for a match in every way there is would take minutes.
    assert _seconds(text) < 20


def test_long_texts_of_any_words_take_no_time() -> None:
    words = "no not my dad had i want to die chest pain for two weeks eat fast purge kill myself a the and , ."
    text = " ".join(random.Random(7).choices(words.split(), k=LONG // 4))

    # A rule that looks for a match in every way there is would take minutes.
    assert _seconds(text) < 20


def _seconds(text: str) -> float:
    # Of this process alone: other work on the machine does not count.
    start = time.process_time()
    triage(text)
    return time.process_time() - start


def test_what_is_serious_is_found_at_the_end_of_a_long_text() -> None:
    assert triage("lorem ipsum " * (LONG // 12) + "I want to die").kind == "self_harm"
