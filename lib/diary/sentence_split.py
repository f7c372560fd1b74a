"""Where one thing ends and the next begins: commas, line ends, full stops, "and"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.diary.sentence_amounts import is_number, low
from lib.diary.sentence_lexicon import Lexicon
from lib.diary.sentence_tokens import BREAK, MARK, NUMBER, WORD, Token, phrase
from lib.diary.sentence_words import Words

# How a segment hangs on the one before: hard is a line end, a full stop, a semicolon.
HARD, SOFT, AND = "hard", "soft", "and"
HARD_MARKS = frozenset(";.!?…。；！？|•·▪●◦")
SOFT_MARKS = frozenset(",،、，")
BULLETS = frozenset("-*")
# How many words on each side of an "and" are looked up as one name.
NEAR = 4


@dataclass(frozen=True)
class Segment:
    tokens: tuple[Token, ...]
    join: str


def split(tokens: Sequence[Token], words: Words, lexicon: Lexicon) -> list[Segment]:
    (joint,) = words.lists["joint"]
    named = {name for known in (lexicon.drinks, lexicon.activities) for name in known if f" {joint} " in name}
    names = frozenset(named) | words.lists["kept"]
    segments: list[Segment] = []
    current: list[Token] = []
    join = HARD
    for i, token in enumerate(tokens):
        kind = _separates(tokens, i, words, lexicon, names)
        if kind is None and not current and token.low in BULLETS and not _is_minus(tokens, i):
            kind = SOFT if join != HARD else HARD
        if kind is None:
            # "gin & tonic" is looked up as "gin and tonic".
            ampersand = token.kind == MARK and token.gap and words.has("and", token.low)
            current.append(replace(token, low=joint) if ampersand else token)
        elif kind:
            if current:
                segments.append(Segment(tuple(current), join))
                current, join = [], kind
            elif kind == HARD:
                join = HARD
    if current:
        segments.append(Segment(tuple(current), join))
    return segments


def _is_minus(tokens: Sequence[Token], i: int) -> bool:
    """ "-3 apples" is no list; "- 3 apples" is."""
    return tokens[i].low == "-" and is_number(tokens, i + 1) and not tokens[i + 1].gap


def _separates(tokens: Sequence[Token], i: int, words: Words, lexicon: Lexicon, names: frozenset[str]) -> str | None:
    """HARD, SOFT or AND for a separator, None for a part of a phrase, "" for a dot that is neither."""
    token = tokens[i]
    if token.kind == BREAK:
        return HARD
    if token.kind == MARK:
        if token.low == ".":
            return _dot(tokens, i, words)
        if token.low in HARD_MARKS:
            return HARD
        if token.low in SOFT_MARKS:
            return SOFT
    spaced = token.kind == WORD or token.gap or (i + 1 < len(tokens) and tokens[i + 1].gap)
    if words.has("and", token.low) and spaced:
        whole = _is_amount(tokens, i, words) or _is_name(tokens, i, words, lexicon, names)
        return None if whole else AND
    if words.has("plus", token.low):
        return AND
    return SOFT if words.has("then", token.low) else None


def _dot(tokens: Sequence[Token], i: int, words: Words) -> str:
    """A dot after an abbreviation or inside a name ("St.John") ends no sentence."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    before = low(tokens, i - 1)
    if after is None or after.kind == BREAK:
        return HARD
    if words.has("abbreviations", before):
        return "" if after.kind == NUMBER or after.text[:1].islower() or not after.gap else HARD
    if not after.gap and _is_address(tokens, i):
        return ""
    return "" if len(before) == 1 and before.isalpha() and not after.gap else HARD


def _is_address(tokens: Sequence[Token], i: int) -> bool:
    """Whether the unbroken run before i is the beginning of a web or mail address."""
    for place in range(i, max(i - 12, 0), -1):
        if tokens[place].gap:
            return False
        if low(tokens, place - 1) in ("/", "@", "www"):
            return True
    return False


def _is_amount(tokens: Sequence[Token], i: int, words: Words) -> bool:
    """ "two and a half", "an hour and a half", "1 h and 30 min"."""
    before, after = low(tokens, i - 1), i + 1
    hour = words.variant("times", before) == "hour"
    if hour and is_number(tokens, after) and words.variant("times", low(tokens, after + 1)) == "minute":
        return True
    counted = i > 0 and (is_number(tokens, i - 1) or words.value("numbers", before) is not None)
    counted = counted or hour or words.variant("units", before) is not None or words.has("household", before)
    at = after + 1 if words.has("article", low(tokens, after)) else after
    return counted and words.has("half", low(tokens, at)) and not words.has("article", low(tokens, at + 1))


def _is_name(tokens: Sequence[Token], i: int, words: Words, lexicon: Lexicon, names: frozenset[str]) -> bool:
    """A dish or a drink with an "and" in its name."""
    left = _run(tokens, range(i - 1, max(i - 1 - NEAR, -1), -1), words)[::-1]
    right = _run(tokens, range(i + 1, min(i + 1 + NEAR, len(tokens))), words)
    if not left or not right:
        return False
    (joint,) = words.lists["joint"]
    for begin in range(len(left)):
        before = f"{phrase(left[begin:])} {joint} "
        if any(before + phrase(right[:end]) in names for end in range(len(right), 0, -1)):
            return True
        if lexicon.is_food(before + phrase(right)):
            return True
    return False


def _run(tokens: Sequence[Token], places: range, words: Words) -> list[Token]:
    run: list[Token] = []
    for place in places:
        token = tokens[place]
        stop = token.kind != WORD or any(words.has(name, token.low) for name in ("and", "then", "plus", "with", "of"))
        if stop:
            break
        run.append(token)
    return run
