"""Sets of a lift: "3x8 60 kg", "5 x 5 @ 100kg", "3 sets of 10 at 60 lb", "60 kg 3x8", "3x8x60"."""

from collections.abc import Sequence

from lib.diary.sentence_amounts import is_number, low
from lib.diary.sentence_piece import Fields
from lib.diary.sentence_tokens import Token
from lib.diary.sentence_words import Words
from lib.units import KG_PER_POUND

MOST_SETS = 50


def take_sets(tokens: Sequence[Token], words: Words, imperial: bool) -> tuple[list[Fields], list[Token]]:
    """The sets, and the tokens that tell the exercise. Amounts of food ("2 x 100 g") are left alone."""
    for at in range(len(tokens)):
        found = _sets_and_reps(tokens, at, words)
        if found is None:
            continue
        count, reps, end = found
        weight = _weight(tokens, end, words, imperial)
        if weight is None:
            weight, before = _weight_before(tokens[:at], words, imperial)
        else:
            before, end = list(tokens[:at]), weight[1]
        one: Fields = {"exercise": "", "reps": reps, "kg": round(weight[0], 2) if weight else None}
        return [dict(one) for _ in range(count)], [*before, *tokens[end:]]
    return [], list(tokens)


def _weight_before(
    tokens: Sequence[Token], words: Words, imperial: bool
) -> tuple[tuple[float, int] | None, list[Token]]:
    """The weight of "60 kg squats 3x8", which needs its unit there, and the tokens without it."""
    for i in range(len(tokens)):
        if is_number(tokens, i) and words.variant("body_units", low(tokens, i + 1)) in ("kg", "lb"):
            return _weight(tokens, i, words, imperial), [*tokens[:i], *tokens[i + 2 :]]
    return None, list(tokens)


def _sets_and_reps(tokens: Sequence[Token], at: int, words: Words) -> tuple[int, int, int] | None:
    if not is_number(tokens, at):
        return None
    middle = at + 1
    if words.has("sets", low(tokens, middle)):
        middle += 1
        if not (words.has("of", low(tokens, middle)) or words.has("times", low(tokens, middle))):
            return None
    elif not words.has("times", low(tokens, middle)):
        return None
    second = middle + 1
    if not is_number(tokens, second):
        return None
    sets, reps = tokens[at].value, tokens[second].value
    if not (1 <= sets <= MOST_SETS and sets == int(sets)) or not (0 <= reps <= 1e6 and reps == int(reps)):
        return None
    end = second + 1
    if words.has("reps", low(tokens, end)):
        end += 1
    elif _is_measured(tokens, end, words):
        return None
    return int(sets), int(reps), end


def _is_measured(tokens: Sequence[Token], i: int, words: Words) -> bool:
    """Whether the number before i counts grams, kilometres or slices, not repetitions."""
    word = low(tokens, i)
    measured = any(words.variant(name, word) for name in ("units", "distances", "times"))
    return measured or words.has("household", word) or word == "%"


def _weight(tokens: Sequence[Token], i: int, words: Words, imperial: bool) -> tuple[float, int] | None:
    """The weight that begins at i, in kg, and where it ends."""
    if any(words.has(name, low(tokens, i)) for name in ("at", "with", "times")):
        i += 1
    if not is_number(tokens, i):
        return None
    unit = words.variant("body_units", low(tokens, i + 1))
    if unit in ("kg", "lb"):
        return tokens[i].decimal * (KG_PER_POUND if unit == "lb" else 1.0), i + 2
    other = any(words.variant(name, low(tokens, i + 1)) for name in ("units", "times", "distances"))
    if other or words.has("am", low(tokens, i + 1)) or words.has("pm", low(tokens, i + 1)):
        return None
    return tokens[i].decimal * (KG_PER_POUND if imperial else 1.0), i + 1
