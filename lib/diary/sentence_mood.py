"""How somebody feels: "feeling good", "mood 7/10", "tired and a bit anxious", "energy low"."""

import math
from collections.abc import Sequence

from lib.diary.sentence_amounts import is_mark, is_number, low
from lib.diary.sentence_piece import Fields, Reading, Scene, named_in, unknown
from lib.diary.sentence_times import take_time
from lib.diary.sentence_tokens import MARK, Token, phrase
from lib.diary.sentence_words import Words

BEST = 10.0
MOST_TOKENS = 30
MOST_FEELINGS = 12
FEELING_WORDS = 4


def half_steps(value: float) -> float:
    return math.floor(value * 2 + 0.5) / 2


def read_mood(tokens: Sequence[Token], scene: Scene) -> Reading | None:
    words, lexicon = scene.words, scene.lexicon
    if len(tokens) > MOST_TOKENS:
        return None
    asked = any(words.has("mood", token.low) for token in tokens)
    at, rest = take_time(tokens, words)
    feelings: list[tuple[float, str]] = []
    scores: dict[str, float] = {}
    left: list[Token] = []
    about, place = "wellbeing", 0
    while place < len(rest):
        if words.has("energy", rest[place].low):
            scores |= _energy_before(rest, place, words)
            about, place = "energy", place + 1
        elif words.has("mood", rest[place].low):
            about, place = "wellbeing", place + 1
        elif is_number(rest, place):
            value, place = _score(rest, place)
            if value is None:
                return unknown("bounds") if asked else None
            if about in scores or (about == "wellbeing" and not asked):
                return unknown() if asked else None
            scores[about] = value
        elif found := _energy_after(rest, place, about, scores, words):
            scores["energy"], place = found
        elif felt := named_in(lexicon.feelings, rest, place, FEELING_WORDS):
            feelings.append(felt[0])
            place = felt[1]
        else:
            known = (
                words.has("mood_fillers", rest[place].low) or words.value("energy_words", rest[place].low) is not None
            )
            if not known and not (rest[place].kind == MARK and rest[place].low in ":-=,()~!?"):
                left.append(rest[place])
            place += 1
    said = bool(feelings) or bool(scores)
    if not said or (left and not asked):
        return unknown() if asked and _first(tokens, words) else None
    if left and not feelings and "wellbeing" not in scores:
        return None
    return mood_of(feelings, scores, phrase(left) or None, at.at() if at else None)


def mood_of(feelings: list[tuple[float, str]], scores: dict[str, float], note: str | None, at: object) -> Reading:
    names = list(dict.fromkeys(word for _, word in feelings))[:MOST_FEELINGS]
    mean = half_steps(sum(value for value, _ in feelings) / len(feelings)) if feelings else None
    fields: Fields = {
        "wellbeing": scores.get("wellbeing", mean),
        "word": names[0] if names else None,
        "feelings": names,
        "energy": scores.get("energy"),
        "note": note,
        "at": at,
    }
    return Reading("mood", fields, memo=(feelings, scores))


def _first(tokens: Sequence[Token], words: Words) -> bool:
    first = next((token.low for token in tokens if not words.has("openings", token.low)), "")
    return words.has("mood", first)


def _score(tokens: Sequence[Token], i: int) -> tuple[float | None, int]:
    """ "7", "7/10", "4/5", "70%" on the scale from 0 to 10."""
    value, end, scale = tokens[i].decimal, i + 1, BEST
    if is_mark(tokens, end, "/") and is_number(tokens, end + 1):
        scale, end = tokens[end + 1].value, end + 2
    elif is_mark(tokens, end, "%"):
        scale, end = 100.0, end + 1
    if scale not in (5.0, 10.0, 100.0) or not 0 <= value <= scale:
        return None, end
    return half_steps(value * BEST / scale), end


def _energy_before(tokens: Sequence[Token], i: int, words: Words) -> dict[str, float]:
    """ "low energy", "full of energy"."""
    near = low(tokens, i - 2) if words.has("of", low(tokens, i - 1)) else low(tokens, i - 1)
    value = words.value("energy_words", near)
    return {"energy": value} if value is not None else {}


def _energy_after(
    tokens: Sequence[Token], i: int, about: str, scores: dict[str, float], words: Words
) -> tuple[float, int] | None:
    """The "low" of "energy low", and the "low" of "low energy", which says nothing about the mood."""
    value = words.value("energy_words", low(tokens, i))
    if value is None:
        return None
    if about == "energy" and "energy" not in scores:
        return value, i + 1
    ahead = i + 2 if words.has("of", low(tokens, i + 1)) else i + 1
    return (value, ahead) if words.has("energy", low(tokens, ahead)) and "energy" not in scores else None


def together(first: Reading, second: Reading) -> Reading | None:
    """ "tired and a bit anxious" is one mood; two different scores are two."""
    one, two = first.fields, second.fields
    if first.memo is None or second.memo is None:
        return None
    if set(first.memo[1]) & set(second.memo[1]) or (one["at"] and two["at"]) or (one["note"] and two["note"]):
        return None
    feelings = [*first.memo[0], *second.memo[0]]
    if len(feelings) > MOST_FEELINGS:
        return None
    return mood_of(feelings, first.memo[1] | second.memo[1], one["note"] or two["note"], one["at"] or two["at"])
