"""Which meal is meant: "for breakfast", "lunch:", "dinner at 8 -"."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.diary.sentence_amounts import is_mark, low
from lib.diary.sentence_piece import named_in
from lib.diary.sentence_times import Clock, clock
from lib.diary.sentence_tokens import MARK, Token
from lib.diary.sentence_words import Words, singular


@dataclass(frozen=True)
class Mention:
    meal: str
    at: Clock | None
    rest: list[Token]
    # At the front it speaks of what follows, behind of what was just listed too.
    leading: bool


def take_meal(tokens: Sequence[Token], words: Words) -> Mention | None:
    return _header(tokens, words) or _trailer(tokens, words)


def _header(tokens: Sequence[Token], words: Words) -> Mention | None:
    at = 0
    while words.has("openings", low(tokens, at)):
        at += 1
    led = words.has("for", low(tokens, at)) or words.has("at", low(tokens, at))
    at += led
    while words.has("fillers", low(tokens, at)) and led:
        at += 1
    found = _meal(tokens, at, words)
    if found is None:
        return None
    meal, at = found
    when, at = _time(tokens, at, words)
    rest = list(tokens[at:])
    if not rest or is_mark(rest, 0, ":") or is_mark(rest, 0, "-"):
        return Mention(meal, when, rest[1:], True)
    compound = words.has("meal_nouns", singular(rest[0].low, words)) and not (led or when)
    return None if compound or rest[0].kind == MARK else Mention(meal, when, rest, True)


def _trailer(tokens: Sequence[Token], words: Words) -> Mention | None:
    for i in range(1, len(tokens)):
        if not (words.has("for", low(tokens, i)) or words.has("at", low(tokens, i)) or low(tokens, i) == "("):
            continue
        at = i + 1
        while words.has("fillers", low(tokens, at)):
            at += 1
        found = _meal(tokens, at, words)
        if found is None:
            continue
        when, end = _time(tokens, found[1], words)
        if low(tokens, i) == "(":
            if low(tokens, end) != ")":
                continue
            end += 1
        return Mention(found[0], when, [*tokens[:i], *tokens[end:]], False)
    return None


def _meal(tokens: Sequence[Token], i: int, words: Words) -> tuple[str, int] | None:
    return named_in(words.variants["meals"], tokens, i, words.longest["meals"])


def _time(tokens: Sequence[Token], i: int, words: Words) -> tuple[Clock | None, int]:
    bracket = low(tokens, i) == "("
    at = i + 1 if bracket else i
    said = words.has("at", low(tokens, at))
    found = clock(tokens, at + said, words, bare=said)
    if found is None or (bracket and low(tokens, found.next) != ")"):
        return None, i
    return found, found.next + bracket
