"""How much: "2", "half a", "1 1/2", "2-3", "2 x 100 g", "a dozen", "about 250 grams"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.diary.sentence_tokens import MARK, NUMBER, VULGAR, WORD, Token
from lib.diary.sentence_words import Words, singular

# A comma before three digits is a decimal comma with these: "1,500 l" is a litre and a half.
LARGE_UNITS = frozenset({"kg", "l", "lb", "oz", "fl oz", "dl", "cl"})
LARGEST_DENOMINATOR = 16


@dataclass(frozen=True)
class Amount:
    value: float
    next: int
    unit: str | None = None
    approximate: bool = False
    # "2 x 100 g" is a count of 2 and a value of 100.
    count: float = 1.0
    decimal: float = 0.0
    # "a", "an" and "some" promise less than a number does.
    spelled: bool = False


def low(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].low if 0 <= i < len(tokens) else ""


def is_number(tokens: Sequence[Token], i: int) -> bool:
    return 0 <= i < len(tokens) and tokens[i].kind == NUMBER


def amount(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """The amount that begins at i, with its unit if there is one."""
    first = quantity(tokens, i, words)
    if first is None:
        return None
    at = first.next
    if words.has("times", low(tokens, at)):
        second = quantity(tokens, at + 1, words)
        if second is not None:
            return replace(_with_unit(tokens, second, words), count=first.value)
        return replace(first, next=at + 1)
    whole = _with_unit(tokens, first, words)
    packed = whole.unit is None or words.has("household", whole.unit)
    if packed and is_number(tokens, whole.next) and not first.spelled:
        # "2 330 ml cans", "2 cans 330 ml": a count, then a size.
        second = quantity(tokens, whole.next, words)
        sized = _with_unit(tokens, second, words) if second else None
        if sized is not None and words.variant("units", sized.unit or ""):
            return replace(sized, count=first.value)
    return whole


def _with_unit(tokens: Sequence[Token], found: Amount, words: Words) -> Amount:
    named = unit(tokens, found.next, words)
    if named is None and words.has("sizes", low(tokens, found.next)) and words.has("of", low(tokens, found.next + 2)):
        # "a large bowl of"
        named = unit(tokens, found.next + 1, words)
    if named is None:
        return found
    name, after = named
    after = after + 1 if words.has("of", low(tokens, after)) else after
    half = _and_a_half(tokens, after, words)
    value = found.decimal if name in LARGE_UNITS else found.value
    return replace(found, unit=name, value=value + (0.5 if half else 0.0), next=half or after)


def unit(tokens: Sequence[Token], i: int, words: Words) -> tuple[str, int] | None:
    """The name of the unit that begins at i, and where it ends."""
    if low(tokens, i) == "-" and i + 1 < len(tokens) and not tokens[i + 1].gap:
        i += 1
    two = words.variant("units", f"{low(tokens, i)} {low(tokens, i + 1)}")
    if two:
        return two, i + 2
    one = words.variant("units", low(tokens, i))
    if one:
        return one, i + 1
    household = singular(low(tokens, i), words)
    return (household, i + 1) if words.has("household", household) else None


def quantity(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """A number or what stands for one, and ranges of them."""
    approximate = False
    while words.has("approximate", low(tokens, i)) or low(tokens, i) in ("~", "≈"):
        approximate, i = True, i + 1
    first = _one(tokens, i, words)
    if first is None:
        return None
    joint = low(tokens, first.next)
    if (joint == "-" or words.has("to", joint)) and not first.spelled:
        second = _one(tokens, first.next + 1, words)
        if second is not None and second.value > first.value and not second.spelled:
            mean, decimal = (first.value + second.value) / 2, (first.decimal + second.decimal) / 2
            return Amount(mean, second.next, approximate=True, decimal=decimal)
    return replace(first, approximate=approximate or first.approximate)


def _one(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    if is_number(tokens, i):
        return _figure(tokens, i, words)
    if i < len(tokens) and tokens[i].kind == WORD:
        return _spelled(tokens, i, words)
    return None


def _figure(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    """ "2", "1/2", "1 1/2", "1½", "2 and a half", "2 dozen"."""
    value, decimal, at = tokens[i].value, tokens[i].decimal, i + 1
    if low(tokens, at) == "%":
        return None
    over = _over(tokens, i)
    if over is not None:
        return Amount(over, i + 3, decimal=over)
    if is_number(tokens, at) and value == int(min(value, 1e9)):
        part = VULGAR.get(tokens[at].text)
        mixed = _over(tokens, at)
        more = part if part is not None else mixed if mixed is not None and mixed < 1 else None
        if more is not None:
            return Amount(value + more, at + (1 if part is not None else 3), decimal=value + more)
    half = _and_a_half(tokens, at, words)
    if half:
        return Amount(value + 0.5, half, decimal=value + 0.5)
    return _grouped(tokens, Amount(value, at, decimal=decimal), words)


def _over(tokens: Sequence[Token], i: int) -> float | None:
    """The fraction that begins at i: "3/4"."""
    if not (is_number(tokens, i) and low(tokens, i + 1) == "/" and is_number(tokens, i + 2)):
        return None
    top, bottom = tokens[i].value, tokens[i + 2].value
    whole = top == int(min(top, 1e9)) and 1 < bottom <= LARGEST_DENOMINATOR and bottom == int(bottom)
    return top / bottom if whole and top < LARGEST_DENOMINATOR else None


def _and_a_half(tokens: Sequence[Token], i: int, words: Words) -> int | None:
    """Where "and a half" ends that begins at i."""
    if not words.has("and", low(tokens, i)):
        return None
    at = i + 2 if words.has("article", low(tokens, i + 1)) else i + 1
    if not words.has("half", low(tokens, at)):
        return None
    # "2 and half a pizza" is two things.
    return None if words.has("article", low(tokens, at + 1)) else at + 1


def _grouped(tokens: Sequence[Token], found: Amount, words: Words) -> Amount:
    """Followed by "dozen" or "hundred"."""
    at = found.next
    many = words.value("groups", singular(low(tokens, at), words))
    if words.has("hundred", low(tokens, at)):
        many = 100.0
    if many is None:
        return found
    value = found.value * many
    return replace(found, value=value, decimal=value, next=_past_of(tokens, at + 1, words), spelled=False)


def _past_of(tokens: Sequence[Token], i: int, words: Words) -> int:
    return i + 1 if words.has("of", low(tokens, i)) else i


def _spelled(tokens: Sequence[Token], i: int, words: Words) -> Amount | None:
    word = low(tokens, i)
    number = words.value("numbers", word)
    if number is not None:
        at = i + 1
        if number >= 20:
            dashed = at + 1 if low(tokens, at) == "-" else at
            ones = words.value("numbers", low(tokens, dashed))
            if ones is not None and 0 < ones < 10:
                number, at = number + ones, dashed + 1
        return _fractional(tokens, number, at, words)
    fraction = words.value("fractions", word)
    if fraction is not None:
        return _part(tokens, fraction, i + 1, words)
    vague = words.value("vague", word)
    if vague is not None:
        return Amount(vague, _past_of(tokens, i + 1, words), approximate=True, decimal=vague)
    if words.value("groups", word) is not None:
        return _grouped(tokens, Amount(1.0, i, decimal=1.0), words)
    if words.has("article", word):
        return _after_article(tokens, i + 1, words)
    return None


def _fractional(tokens: Sequence[Token], number: float, at: int, words: Words) -> Amount:
    """ "three quarters of", "one and a half", "two dozen"."""
    part = words.value("fractions", low(tokens, at))
    if part is not None and number < LARGEST_DENOMINATOR:
        return _part(tokens, number * part, at + 1, words)
    half = _and_a_half(tokens, at, words)
    if half:
        return Amount(number + 0.5, half, decimal=number + 0.5)
    return _grouped(tokens, Amount(number, at, decimal=number), words)


def _part(tokens: Sequence[Token], value: float, at: int, words: Words) -> Amount:
    """ "half", "half a", "half of the", "half a dozen"; the hyphen of "half-litre" too."""
    if low(tokens, at) == "-":
        at += 1
    at = _past_of(tokens, at, words)
    while words.has("article", low(tokens, at)) or words.has("fillers", low(tokens, at)):
        at += 1
    return _grouped(tokens, Amount(value, at, decimal=value), words)


def _after_article(tokens: Sequence[Token], at: int, words: Words) -> Amount | None:
    if is_number(tokens, at):
        # "a 500 ml bottle": the article says nothing.
        return None
    word = low(tokens, at)
    fraction = words.value("fractions", word)
    if fraction is not None:
        return _part(tokens, fraction, at + 1, words)
    vague = words.value("vague", word)
    if vague is not None:
        return Amount(vague, _past_of(tokens, at + 1, words), approximate=True, decimal=vague)
    grouped = _grouped(tokens, Amount(1.0, at, decimal=1.0), words)
    if grouped.next != at:
        return grouped
    return Amount(1.0, at, decimal=1.0, spelled=True)


def is_mark(tokens: Sequence[Token], i: int, mark: str) -> bool:
    return 0 <= i < len(tokens) and tokens[i].kind == MARK and tokens[i].low == mark
