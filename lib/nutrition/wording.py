"""Amounts in words: "2 slices", "½ cup", "1,250 g". English."""

import re

# 0.33 and 0.67 are what people type for a third.
_CLOSE = 0.005
_FRACTIONS = {1 / 4: "¼", 1 / 3: "⅓", 1 / 2: "½", 2 / 3: "⅔", 3 / 4: "¾"}

# These have no plural: abbreviations, sizes said alone ("2 large"), and nouns that stay as they are.
_ABBREVIATIONS = frozenset({
    "g", "kg", "mg", "oz", "lb", "ml", "cl", "dl", "l", "tbsp", "tsp", "kcal", "kJ", "cm", "in",
})  # fmt: skip
_SIZES = frozenset({
    "small", "medium", "large", "regular", "mini", "miniature", "thin", "thick", "whole", "individual", "extra",
    "cooked", "raw", "dry",
})  # fmt: skip
_UNCHANGED = frozenset({
    "fish", "shrimp", "squid", "cod", "salmon", "tuna", "sushi", "bread", "cheese", "fries", "chips", "oats",
    "sashimi", "tapas",
})  # fmt: skip
_IRREGULAR = {
    "half": "halves", "leaf": "leaves", "loaf": "loaves", "calf": "calves", "knife": "knives", "potato": "potatoes",
    "tomato": "tomatoes", "mango": "mangoes", "foot": "feet", "goose": "geese", "footlong": "footlongs",
    "biscotti": "biscotti", "cannoli": "cannoli", "ravioli": "ravioli", "gyros": "gyros",
}  # fmt: skip

# What follows these says more about the noun before it: "slice of bread", "piece (1/8 of a pie)", "cup, cooked".
_TAIL = re.compile(r"\s*[,(;:].*|\s+(?:of|with|without|in|on|per|from|for|to|if|as|not)\s.*", re.DOTALL)
_STARTS_WITH_A_NUMBER = re.compile(r"[\d½¼¾⅓⅔⅛]")
# The units of a measure are never said in fractions: "62.5 g".
_DECIMAL_UNITS = frozenset({"g", "kg", "mg", "ml", "cl", "dl", "l"})


def number(value: float, decimals: int = 0) -> str:
    """ "1,850", "72.5", "72": commas between thousands, no zeros that say nothing, never "-0"."""
    text = f"{round(float(value), decimals) + 0.0:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text


def say_amount(amount: float) -> str:
    """ "2", "½", "1½", "1.4": how often a portion was eaten."""
    whole = int(amount)
    for fraction, sign in _FRACTIONS.items():
        if amount > 0 and abs(amount - whole - fraction) <= _CLOSE:
            return f"{number(whole)}{sign}" if whole else sign
    return number(amount, 2)


def pluralise(label: str, amount: float) -> str:
    """The label as it stands after the amount: "slice" after 1 and ½, "slices" after 2 and 1½."""
    if amount <= 1:
        return label
    head, tail = parts(label)
    words = re.split(r"(\s+or\s+|\s*/\s*)", head)
    if len(words) > 1 and words[0] in _SIZES:
        # "small or thin slice": what comes before "or" is no noun.
        words = [head]
    return "".join(word if separator % 2 else _plural_phrase(word) for separator, word in enumerate(words)) + tail


def scaled_label(label: str, amount: float) -> str:
    """A portion some times over: "2 slices", "½ cup", "60 g", and "2 × 5 oz package" for a label with a number."""
    if label in _DECIMAL_UNITS:
        return f"{number(amount, 2)} {label}"
    if _STARTS_WITH_A_NUMBER.match(label):
        return label if amount == 1 else f"{say_amount(amount)} × {label}"
    return f"{say_amount(amount)} {pluralise(label, amount)}"


def parts(label: str) -> tuple[str, str]:
    """The noun of a label and what follows it: "slice of bread" is ("slice", " of bread")."""
    tail = _TAIL.search(label)
    if tail is None or tail.start() == 0:
        return label, ""
    return label[: tail.start()], label[tail.start() :]


def _plural_phrase(phrase: str) -> str:
    before, space, last = phrase.rpartition(" ")
    return before + space + _plural(last)


def _plural(word: str) -> str:
    lower = word.lower()
    if not lower or lower in _UNCHANGED or word in _ABBREVIATIONS or lower in _SIZES or not lower[-1].isalpha():
        return word
    if lower in _IRREGULAR:
        return word[0] + _IRREGULAR[lower][1:]
    if lower.endswith(("us", "is")) or (lower.endswith("s") and not lower.endswith("ss")):
        # "crackers" is a plural already, and "hummus" has none.
        return word
    if lower.endswith(("ss", "sh", "ch", "x", "z")):
        return word + "es"
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"
