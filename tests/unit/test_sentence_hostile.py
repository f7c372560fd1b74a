"""Whatever is typed: nothing raises, nothing is lost, nothing takes long."""

import re
import time
import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.diary.sentence import Piece
from tests.unit.sentence_world import NOW, only, read

KINDS = {"food", "drink", "gym", "sleep", "mood", "body", "unknown"}
SEPARATOR = re.compile(r"(?:\b(?:and|plus|then)\b|[,;.!?…。；！？|•·▪●◦،、，+&*\-–—−‐‑\s])+", re.IGNORECASE)
VOCABULARY = re.split(
    " ",
    "2 eggs , ; and with toast 100 g ml water ran 5 km in 28 min slept 23:30 - 7 feeling good / x ½ at for breakfast "
    "bp 120/80 a of ( ) . : weight 1,500 then plus + & tired h m's 3x8 @ kg up bed hrv 0 lunch half dozen yesterday \n",
)

sentences = st.lists(st.sampled_from(VOCABULARY), max_size=40).map(" ".join)
glued = st.lists(st.sampled_from(VOCABULARY), max_size=40).map("".join)


def covers(text: str, pieces: list[Piece]) -> bool:
    """Whether the pieces and the separators between them are the whole text, in its order."""
    end = 0
    for piece in pieces:
        if piece.start < end or piece.end <= piece.start or piece.text != text[piece.start : piece.end]:
            return False
        if not is_separator(text[end : piece.start]):
            return False
        end = piece.end
    return is_separator(text[end:])


def is_separator(gap: str) -> bool:
    visible = "".join(letter for letter in gap if unicodedata.category(letter) not in ("Cc", "Cf") or letter.isspace())
    return not visible or SEPARATOR.fullmatch(visible) is not None


@settings(deadline=None)
@given(st.one_of(st.text(max_size=300), sentences, glued))
def test_nothing_that_was_typed_is_lost(text: str) -> None:
    pieces = read(text)

    assert covers(text, pieces)
    assert {piece.kind for piece in pieces} <= KINDS


@settings(deadline=None)
@given(sentences)
def test_what_is_read_lies_within_sane_bounds(text: str) -> None:
    for piece in read(text):
        fields = piece.fields
        if piece.kind == "food":
            assert fields["name"]
            assert fields["amount"] is None or 0 < fields["amount"] <= 10_000_000
        if piece.kind == "drink":
            assert 0 < fields["count"] * (fields["ml"] or 0.1) <= 10_000
        if piece.kind == "sleep":
            assert fields["minutes"] is None or 0 < fields["minutes"] <= 24 * 60
            assert fields["end"] is None or fields["end"] <= NOW + timedelta(minutes=30) or fields["start"] is not None
        if piece.kind == "mood":
            assert fields["wellbeing"] is None or (0 <= fields["wellbeing"] <= 10 and fields["wellbeing"] * 2 % 1 == 0)
        if piece.kind == "gym":
            assert fields["minutes"] is None or 0 <= fields["minutes"] <= 24 * 60
            assert fields["distance_km"] is None or 0 <= fields["distance_km"] <= 1000


@settings(deadline=None)
@given(st.integers(1, 200), st.sampled_from(["eggs", "dates", "tomatoes"]), st.sampled_from([" ", " x ", "  "]))
def test_a_count_comes_back_as_it_was_typed(count: int, name: str, between: str) -> None:
    fields = only(f"{count}{between}{name}").fields

    assert (fields["amount"], fields["unit"], fields["name"]) == (count, None, name)


@settings(deadline=None)
@given(st.integers(1, 9999), st.sampled_from(["g", " g", " grams of", "-g"]))
def test_grams_come_back_as_they_were_typed(grams: int, unit: str) -> None:
    fields = only(f"{grams}{unit} rice").fields

    assert (fields["amount"], fields["unit"], fields["name"]) == (grams, "g", "rice")


@settings(deadline=None)
@given(st.integers(0, 23), st.integers(0, 59), st.integers(4 * 60, 13 * 60))
def test_a_night_written_with_both_times_has_its_length(hour: int, minute: int, length: int) -> None:
    end = (hour * 60 + minute + length) % (24 * 60)

    fields = only(
        f"slept {hour:02}:{minute:02}-{end // 60:02}:{end % 60:02}", now=datetime(2026, 6, 1, 9, tzinfo=UTC)
    ).fields

    assert fields["minutes"] == length
    assert fields["end"] - fields["start"] == timedelta(minutes=length)


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31)))
def test_no_moment_is_too_early_or_too_late_to_parse_in(moment: datetime) -> None:
    text = "slept 23:30-7; bed 22; up 7; slept 7 h from 23:00; eggs at 8"

    assert covers(text, read(text, now=moment.replace(tzinfo=NOW.tzinfo)))


HOSTILE = {
    "digits": "9" * 100_000,
    "letters": "a" * 100_000,
    "commas": "," * 100_000,
    "numbers with commas": "1," * 50_000,
    "dots": "a." * 50_000,
    "an address": "a/" + "b." * 50_000,
    "control characters": "\x00\u200f\u202e" * 33_000,
    "accents": "é" + "\u0301" * 100_000,
    "vowel signs": "का" * 50_000,
    "surrogates": "\ud800" * 10_000,
    "feelings": "sad, " * 20_000,
    "ands": "a and " * 16_000,
    "long ands": "b c d e and " * 8_000,
    "withs": ("a with " * 19 + ", ") * 750,
    "meals": "x for lunch and " * 6_000,
    "headings": "breakfast, " * 9_000,
    "sets": "bench 3x8, " + "3x8, " * 19_000,
    "hours": ("1 h and " * 9 + ",") * 1_300,
    "halves": "half a " * 14_000,
    "runs": ("run " * 38 + ",") * 640,
    "one long line": "word " * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_read_to_its_end_and_nothing_of_it_is_lost(name: str) -> None:
    text = HOSTILE[name]

    pieces = read(text)

    assert covers(text, pieces)
    assert ends(text[:20_000])


def test_an_ordinary_text_of_20000_characters_is_read_to_its_end() -> None:
    day = (
        "2 eggs, 100 g toast with butter, black coffee; 500 ml water; ran 5 km in 28 min; slept 23:30-7; feeling good\n"
    )

    assert ends((day * 200)[:20_000])


def ends(text: str) -> bool:
    """Far from what it takes: reading that goes back over the text again and again takes minutes."""
    begun = time.process_time()
    read(text)
    return time.process_time() - begun < 20


@pytest.mark.parametrize(
    "text",
    [
        *(
            "9" * 400 + " km run",
            "slept 99999999999999999999 h",
            "weight " + "9" * 5000,
            "1/0 eggs",
            "0/0 cup",
            "mood 7/0",
        ),
        *("²³ eggs", "½½½ eggs", "x x x", "3x", "@", "bp /", "1 st", "at at at", "24:00 eggs", "slept 24-24", "-", "'"),
        *(f"{'9' * 400} x {'9' * 400} ml water", f"{'9' * 400}-{'9' * 401} eggs", "1e309 eggs", "ran 0 km in 0 min"),
        *(
            "(((",
            "))) 2",
            "\u2028",
            "(lunch",
            "breakfast at",
            "nap",
            "up",
            "and half",
            "2 and",
            "with",
            "tea with",
            "3 x",
        ),
    ],
)
def test_odd_texts_raise_nothing_and_are_not_lost(text: str) -> None:
    assert covers(text, read(text))


def test_marks_that_turn_the_writing_around_do_not_hide_a_word() -> None:
    (piece,) = read("2 eg\u200fgs")

    assert piece.text == "2 eg\u200fgs"
