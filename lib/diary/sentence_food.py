"""Foods and drinks: how much of what, and when."""

from collections.abc import Sequence
from dataclasses import replace

from lib.diary.sentence_amounts import Amount, amount, is_mark, is_number, low, unit
from lib.diary.sentence_drinks import drink_named, drink_of
from lib.diary.sentence_piece import Fields, Reading, Scene, is_wordlike, strip_moments, unknown
from lib.diary.sentence_times import take_time
from lib.diary.sentence_tokens import CLOCK, MARK, NUMBER, ODD, WORD, Token, phrase
from lib.diary.sentence_words import Words, singular
from lib.nutrition import portions
from lib.units import KJ_PER_KCAL

# One unit in grams, for the bound only: what a food weighs is the matcher's business.
WEIGHTS = {**portions.GRAMS, **portions.MILLILITRES}
MOST_GRAMS = 10_000.0
MOST_PIECES = 200.0
MOST_KCAL = 10_000.0
# A trailing amount ("oats 60 g") begins at most this many tokens before the end.
TRAILING = 8
MOST_TOKENS = 40
# After these a number belongs to what stands before it.
LEADING = ("with", "times", "at", "in", "and", "for", "to", "from", "of", "approximate")
MEASURES = ("units", "times", "distances", "speeds")
WITH = "with"
NO_FOOD = ("sets", "reps", "times", "household")
ENDS = frozenset("-:,=()/?!.'\"“”„«»")


def read_food(tokens: Sequence[Token], scene: Scene, meal: str | None, *, added: bool = False) -> Reading | None:
    """The food or drink of a phrase. What was added to a drink ("with milk") is a food, even if one could drink it."""
    words = scene.words
    if len(tokens) > MOST_TOKENS:
        return None
    at, rest = take_time(strip_moments(tokens, words), words)
    rest = _without_opening(rest, scene)
    kcal, rest = _take_kcal(rest, words)
    measure, name = _measured(rest, scene)
    if _is_timed(rest, words) and not scene.lexicon.is_food(phrase(name)):
        return None
    fields: Fields = {"meal": meal, "at": at.at(meal) if at else None}
    if measure is not None and measure.approximate:
        fields["approximate"] = True
    if not added and kcal is None:
        drink = drink_of(measure, name, scene)
        if drink is not None:
            return Reading("drink", drink.fields | fields) if drink.kind == "drink" else drink
    return _food(measure, name, kcal, fields, scene)


def split_additions(tokens: Sequence[Token], scene: Scene) -> list[Sequence[Token]]:
    """ "tea with milk" is a drink and a food, unless the whole is a name of its own."""
    for i, token in enumerate(tokens):
        if scene.words.has("with", token.low) and 0 < i < len(tokens) - 1 and len(tokens) <= MOST_TOKENS:
            _, whole = _measured(_without_opening(tokens, scene), scene)
            _, left = _measured(_without_opening(tokens[:i], scene), scene)
            known = drink_named(whole, scene) or scene.lexicon.is_food(phrase(whole))
            return [tokens] if known or not drink_named(left, scene) else [tokens[:i], tokens[i:]]
    return [tokens]


def split_amounts(tokens: Sequence[Token], scene: Scene) -> list[Sequence[Token]]:
    """ "2 eggs 100 g toast" is two foods without a comma between them."""
    first = amount(tokens, 0, scene.words)
    if first is None or len(tokens) > MOST_TOKENS:
        return [tokens]
    for i in range(first.next + 1, len(tokens) - 1):
        leading = any(scene.words.has(name, low(tokens, i - 1)) for name in LEADING)
        if not is_number(tokens, i) or tokens[i - 1].kind != WORD or leading:
            continue
        named = unit(tokens, i + 1, scene.words)
        if (named and i + 2 < len(tokens) and tokens[i + 2].kind == WORD) or _counts(tokens, i, first, scene):
            return [tokens[:i], *split_amounts(tokens[i:], scene)]
    return [tokens]


def _counts(tokens: Sequence[Token], i: int, first: Amount, scene: Scene) -> bool:
    """Whether the number at i counts a food of its own, as in "3 eggs 2 toasts", and is no time, set or size."""
    words = scene.words
    found = amount(tokens, i, words)
    if found is None or found.unit or found.next >= len(tokens) or tokens[found.next].kind != WORD:
        return False
    if drink_named(tokens[first.next :], scene) or scene.lexicon.is_food(phrase(tokens[first.next :])):
        return False
    after, before = low(tokens, found.next), low(tokens, i - 1)
    measured = any(words.variant(name, after) for name in (*MEASURES, "body_units"))
    measured = measured or any(words.variant(name, before) for name in MEASURES)
    timed = any(words.has(name, after) for name in ("am", "pm", "oclock", "moments"))
    return not (measured or timed or any(words.has(name, word) for name in NO_FOOD for word in (before, after)))


def _food(
    measure: Amount | None, name: Sequence[Token], kcal: float | None, fields: Fields, scene: Scene
) -> Reading | None:
    words = scene.words
    name = clean(name, words)
    if not is_wordlike(name) or any(token.kind in (CLOCK, ODD) for token in name):
        return None
    if measure is not None and name[0].kind == NUMBER:
        # "1 000 nuts", "2 3 eggs": two numbers, and nobody knows which.
        return None
    named, value = None, None
    if measure is not None:
        named, value = measure.unit, measure.value * measure.count
        largest = MOST_GRAMS / WEIGHTS[named] if named in WEIGHTS else MOST_PIECES
        if not 0 < value <= largest:
            return unknown("bounds")
        value = round(value, 4)
    if kcal is not None and not 0 <= kcal <= MOST_KCAL:
        return unknown("bounds")
    parts, all_said = _parts(name, words)
    # "Eggs with no salt" are eggs.
    called = phrase(name) if all_said or not parts else f" {WITH} ".join(parts)
    fields = {"amount": value, "unit": named, "name": called, **fields}
    if len(parts) > 1:
        fields["parts"] = parts
    if kcal is not None:
        fields["kcal"] = round(kcal, 1)
    return Reading("food", fields)


def clean(tokens: Sequence[Token], words: Words) -> list[Token]:
    """The name itself: without "of", "a", "some" before it and marks around it."""
    rest = list(tokens)
    while rest and (_is_edge(rest[0]) or words.has("fillers", rest[0].low) or words.has("with", rest[0].low)):
        rest = rest[1:]
    while rest and (_is_edge(rest[-1]) or words.has("with", rest[-1].low)):
        # "oats (rolled)" keeps its bracket, "(toast)" and "toast)" lose it.
        if rest[-1].low == ")" and any(token.low == "(" for token in rest):
            break
        rest = rest[:-1]
    return rest


def _is_edge(token: Token) -> bool:
    return token.kind == MARK and token.low in ENDS


def _parts(name: Sequence[Token], words: Words) -> tuple[list[str], bool]:
    """What was eaten with what, and whether nothing of it is said not to be there."""
    parts: list[list[Token]] = [[]]
    for token in name:
        if words.has("with", token.low):
            parts.append([])
        else:
            parts[-1].append(token)
    cleaned = [part for one in parts if (part := clean(one, words))]
    there = [part for part in cleaned if not words.has("negations", part[0].low)]
    return [text for part in there if (text := phrase(part))], len(there) == len(cleaned)


def _without_opening(tokens: Sequence[Token], scene: Scene) -> list[Token]:
    """Without "I had" and the like; without an article before a figure ("a 500 ml bottle")."""
    rest, words = list(tokens), scene.words
    while len(rest) > 1 and not drink_named(rest, scene):
        article = words.has("fillers", rest[0].low) and is_number(rest, 1)
        if not (words.has("openings", rest[0].low) or words.has("with", rest[0].low) or article or _is_edge(rest[0])):
            break
        rest = rest[1:]
    return rest


def _take_kcal(tokens: Sequence[Token], words: Words) -> tuple[float | None, list[Token]]:
    for i in range(len(tokens) - 1):
        energy = words.variant("units", low(tokens, i + 1))
        if is_number(tokens, i) and energy in ("kcal", "kj"):
            kcal = tokens[i].value / (KJ_PER_KCAL if energy == "kj" else 1.0)
            begin = i - 1 if is_mark(tokens, i - 1, "~") else i
            return kcal, [*tokens[:begin], *tokens[i + 2 :]]
    return None, list(tokens)


def _measured(tokens: Sequence[Token], scene: Scene) -> tuple[Amount | None, Sequence[Token]]:
    """The amount, in front or behind, and the name."""
    first = amount(tokens, 0, scene.words) or _one_of(tokens, scene.words)
    if first is not None and first.unit is None and _is_hyphened(tokens, first.next):
        # "5-spice chicken" has no amount.
        first = None
    name = _past_package(tokens[first.next :], first, scene) if first is not None else tokens
    if first is not None and drink_named(name, scene):
        return first, name
    if drink_named(tokens, scene) or scene.lexicon.is_food(phrase(tokens)):
        # "7 up" and "half and half" only look like amounts.
        return None, tokens
    return (first, name) if first is not None else _trailing(tokens, scene)


def _is_hyphened(tokens: Sequence[Token], i: int) -> bool:
    return is_mark(tokens, i, "-") and not tokens[i].gap and i + 1 < len(tokens) and not tokens[i + 1].gap


def _one_of(tokens: Sequence[Token], words: Words) -> Amount | None:
    """ "bowl of soup" is one bowl."""
    if len(tokens) < 3 or not words.has("of", low(tokens, 1)):
        return None
    household = singular(low(tokens, 0), words)
    named = words.variant("units", low(tokens, 0)) or (household if words.has("household", household) else None)
    return Amount(1.0, 2, unit=named, decimal=1.0) if named else None


def _past_package(name: Sequence[Token], measure: Amount, scene: Scene) -> Sequence[Token]:
    """The "cans of" in "2 330 ml cans of cola"."""
    packed = measure.unit in WEIGHTS and scene.words.has("household", singular(low(name, 0), scene.words))
    if packed and len(name) > 1:
        if scene.words.has("of", low(name, 1)) and len(name) > 2:
            return name[2:]
        if drink_named(name[1:], scene):
            return name[1:]
    return name


def _trailing(tokens: Sequence[Token], scene: Scene) -> tuple[Amount | None, Sequence[Token]]:
    words = scene.words
    end = len(tokens)
    while end and tokens[end - 1].kind == MARK and tokens[end - 1].low in ").":
        end -= 1
    for i in range(max(1, end - TRAILING), end):
        times = words.has("times", low(tokens, i))
        found = amount(tokens[:end], i + 1 if times else i, words)
        if found is None or found.next != end or found.spelled:
            continue
        name = tokens[:i]
        joined = times or low(tokens, i - 1) in (":", "-", "=", "(")
        last = next((token.low for token in reversed(name) if token.kind != MARK), "")
        plural = singular(last, words) != last or drink_named(name, scene) is not None
        if found.unit or joined or (plural and tokens[i].kind == NUMBER):
            return replace(found, next=end), name
    return _amid(tokens, words)


def _amid(tokens: Sequence[Token], words: Words) -> tuple[Amount | None, Sequence[Token]]:
    """ "chicken 200 g grilled": a weight in the middle. That of "oats with 200 ml milk" is the milk's own."""
    for i in range(1, len(tokens) - 2):
        if words.has("with", tokens[i].low):
            break
        if is_number(tokens, i) and words.variant("units", low(tokens, i + 1)) in WEIGHTS:
            found = amount(tokens, i, words)
            if found is not None and found.next < len(tokens):
                return found, [*tokens[:i], *tokens[found.next :]]
    return None, tokens


def _is_timed(tokens: Sequence[Token], words: Words) -> bool:
    """A number of minutes or kilometres belongs to something that is no food."""
    return any(
        is_number(tokens, i)
        and i + 1 < len(tokens)
        and tokens[i + 1].kind == WORD
        and (words.variant("times", low(tokens, i + 1)) or words.variant("distances", low(tokens, i + 1)))
        for i in range(len(tokens))
    )
