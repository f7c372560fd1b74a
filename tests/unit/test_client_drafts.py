"""Drafts of messages: kind and short, what calls for help first, nothing that is hidden."""

import datetime
import re

import pytest

from lib.analysis.attention import Finding
from lib.coach import drafts
from tests.unit.test_client_reading import DAY, TODAY, read, series

NOW = datetime.datetime.combine(TODAY, datetime.time(9), datetime.UTC).isoformat()
FIGURES = {
    "stopped": {"days_silent": 9.0, "usual_gap": 1.0},
    "worse": {"before": 7.4, "after": 6.1},
    "plan": {"kept": 1.0, "agreed": 8.0},
    "goal": {"before": 6.0, "after": 7.5, "value": 7.5, "low": 7.0},
    "unusual": {"value": 4.0, "low": 6.0, "high": 8.0},
}


def found(reason, metric="sleep", **figures):
    return Finding("x", reason, metric, 0.01, FIGURES[reason] | figures, TODAY - DAY)


def wrote(text, **more):
    return {
        "id": "m", "from_coach": False, "text": text, "sent_at": NOW, "read_at": None, "about_day": None,
        "about_kind": None, "about_id": None,
    } | more  # fmt: skip


@pytest.mark.parametrize("reason", FIGURES)
def test_each_reason_has_words_that_fit(reason) -> None:
    client = read(agreements=[{"id": "sleep", "title": "Lights out at eleven"}])

    said = drafts.message(client, [found(reason)], TODAY)

    assert said.startswith("Hi Dana, ")
    assert drafts.fits(said, False)
    assert said != drafts.message(client, [], TODAY)


def test_good_news_comes_first_and_two_things_are_enough() -> None:
    every = [found("stopped", None), found("worse"), found("goal"), found("unusual")]

    said = drafts.message(read(), every, TODAY)

    assert said.index("Well done") < said.index("quiet in your diary")
    assert "unusual" not in said
    assert len(said.split()) <= drafts.MOST_WORDS


def test_nothing_to_say_is_a_question() -> None:
    assert "How has your week been" in drafts.message(read(name="dana@example.org"), [], TODAY)
    assert "dana" not in drafts.message(read(name="dana@example.org"), [], TODAY)


def test_hidden_and_unshared_figures_are_not_named() -> None:
    hidden = read(kinds=["body", "meal", "sleep"], hide_numbers=True)
    unshared = read(kinds=["sleep"])
    alerts = [found("worse", "weight"), found("unusual", "energy"), found("goal", "weight")]

    for client in (hidden, unshared):
        said = drafts.message(client, alerts, TODAY).lower()
        assert "weight" not in said and "energy" not in said
    assert not re.search(r"\d", drafts.message(hidden, [found("stopped", None), found("worse")], TODAY))


def test_title_with_a_number_is_not_named_where_numbers_are_hidden() -> None:
    client = read(hide_numbers=True, agreements=[{"id": "sleep", "title": "Stay under 1500 kcal"}])

    assert "1500" not in drafts.message(client, [found("plan")], TODAY)


@pytest.mark.parametrize(
    "written",
    [
        {"messages": [wrote("I do not want to live any more")]},
        {"check_ins": [{"sent_at": NOW, "answers": [{"question": "?", "answer": "I made myself vomit after dinner"}]}]},
    ],
    ids=["message", "check-in"],
)
def test_what_calls_for_help_comes_before_everything(written) -> None:
    client = read(**written)

    said = drafts.message(client, [found("worse"), found("goal")], TODAY)

    assert drafts.concern(client, TODAY).kind in ("self_harm", "eating")
    assert "thank you for writing this down" in said
    assert "Well done" not in said
    assert len(said.split()) <= drafts.MOST_WORDS


def test_dangerous_reading_comes_first() -> None:
    daily = series([0], systolic=[205])
    client = read(kinds=["body"], daily=daily)

    assert drafts.concern(client, TODAY).kind != "ok"
    assert "emergency" in drafts.message(client, [], TODAY)


def test_words_of_the_coach_and_old_ones_are_no_concern() -> None:
    old = (datetime.datetime.fromisoformat(NOW) - 30 * DAY).isoformat()
    client = read(messages=[wrote("I want to die", from_coach=True), wrote("I want to die", sent_at=old)])

    assert drafts.concern(client, TODAY).kind == "ok"


@pytest.mark.parametrize("text", ["You should eat less.", "Your weight is too much.", "word " * 61, "You failed."])
def test_harsh_and_long_drafts_do_not_fit(text) -> None:
    assert not drafts.fits(text, False)


def test_name_cannot_carry_more_than_a_word() -> None:
    said = drafts.message(read(name="Eve\u202e\n![x](http://evil/x.png) you should"), [], TODAY)

    assert said.startswith("Hi Eve, ")
    assert "evil" not in said
