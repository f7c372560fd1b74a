"""Numbers in words, and the few words of number that count nothing."""

from lib.advice.checker_stems import listed

SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
BIG = {
    "hundred": 100, "hundreds": 100, "thousand": 1000, "thousands": 1000, "million": 10**6, "millions": 10**6,
    "billion": 10**9,
}  # fmt: skip
PARTS = {
    "half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4,
    "fifth": 1 / 5, "fifths": 1 / 5, "sixth": 1 / 6, "sixths": 1 / 6, "eighth": 1 / 8, "eighths": 1 / 8,
    "tenth": 1 / 10, "tenths": 1 / 10,
}  # fmt: skip
# What is said of numbers without one. "third" alone may be a part or a place in a row; both are tried.
OTHER: dict[str, tuple[float, ...]] = {
    "once": (1,), "twice": (2,), "thrice": (3,), "dozen": (12,), "dozens": (12,), "couple": (2,), "pair": (2,),
    "double": (2,), "doubled": (2,), "doubles": (2,), "doubling": (2,), "twofold": (2,), "triple": (3,),
    "tripled": (3,), "triples": (3,), "threefold": (3,), "quadruple": (4,), "half": (0.5,), "halfway": (0.5,),
    "halved": (0.5,), "halve": (0.5,), "quarter": (0.25,), "second": (2,), "third": (3, 1 / 3), "fourth": (4, 1 / 4),
    "fifth": (5, 1 / 5), "sixth": (6, 1 / 6), "seventh": (7,), "eighth": (8, 1 / 8), "ninth": (9,),
    "tenth": (10, 0.1), "eleventh": (11,), "twelfth": (12,), "thirteenth": (13,), "fourteenth": (14,),
    "fifteenth": (15,), "sixteenth": (16,), "seventeenth": (17,), "eighteenth": (18,), "nineteenth": (19,),
    "twentieth": (20,), "thirtieth": (30,), "fiftieth": (50,), "hundredth": (100,), "first": (1,),
}  # fmt: skip
CARDINALS = {**SMALL, **TENS}

# Where "one", "first" and the like count nothing: "one more glass", "this one", "water first". Everywhere else they say
# that it was one, or the first, and have to stand in the facts like any number.
_ONE_BEFORE = listed("this that each every any no next last another good which the")
_ONE_NEXT = listed(
    "more extra small little glass cup step thing at of last easy early short quiet calm good sip bite bottle beside "
    "by near nearby next ready protein fibre"
)
_FIRST_BEFORE = listed("your this my a the")
_FIRST_NEXT = listed("step thing things glass sip")
_ONCE_NEXT = listed("you your more the it")
_PAIR_NEXT = listed("it your them this that")


def goes_on(last: str, joint: str, word: str) -> bool:
    """ "twenty-five", "two hundred", "seven hundred and fifty"; not "two and three"."""
    if word in BIG:
        return joint != " and "
    if word not in CARDINALS:
        return False
    return last in BIG or (last in TENS and 0 < SMALL.get(word, 0) < 10 and joint != " and ")


def sum_of(said: list[str]) -> float:
    total, current = 0, 0
    for word in said:
        big = BIG.get(word, 0)
        if big > 100:
            total, current = total + max(current, 1) * big, 0
        elif big:
            current = max(current, 1) * big
        else:
            current += CARDINALS[word]
    return float(total + current)


def counts_nothing(word: str, before: str, after: str, *, unit: bool) -> bool:
    """`before` and `after` are the words around it, `unit` whether a unit follows: "one hour" is never harmless."""
    if word == "once":
        # "at once", "once you are home"; "once this week" is a count.
        return before == "at" or after in _ONCE_NEXT
    if word == "first":
        return before not in _FIRST_BEFORE or after in _FIRST_NEXT
    if word == "pair":
        return after in _PAIR_NEXT
    return word == "one" and not unit and (before in _ONE_BEFORE or after in _ONE_NEXT)
