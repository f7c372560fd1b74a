"""Units as an advice writes them: which spelling is which unit, and what may be turned into what."""

import re

# Only these are turned into each other: ml and l, g and kg, min and h. Everything else stays in its own unit.
_SCALES: dict[str, tuple[str, float]] = {
    "ml": ("volume", 1.0),
    "l": ("volume", 1000.0),
    "g": ("mass", 1.0),
    "kg": ("mass", 1000.0),
    "min": ("time", 1.0),
    "h": ("time", 60.0),
}

_SPELLINGS = {
    "ml": "ml mls millilitre millilitres milliliter milliliters",
    "cl": "cl centilitre centilitres",
    "dl": "dl decilitre decilitres",
    "l": "l litre litres liter liters",
    "fl oz": "fl_oz fl._oz fluid_ounce fluid_ounces",
    "kcal": "kcal kcals cal cals calorie calories kilocalorie kilocalories",
    "kj": "kj kilojoule kilojoules",
    "g": "g gram grams gramme grammes",
    "kg": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
    "mg": "mg milligram milligrams milligramme milligrammes",
    "µg": "µg μg ug mcg microgram micrograms",
    "lb": "lb lbs pound pounds",
    "oz": "oz ounce ounces",
    "stone": "stone stones",
    "h": "h hr hrs hour hours",
    "min": "min mins minute minutes",
    "s": "sec secs seconds",
    "ms": "ms msec millisecond milliseconds",
    "bpm": "bpm beats_per_minute beats_a_minute beats/min",
    "%": "% percent per_cent",
    "km": "km kms kilometre kilometres kilometer kilometers",
    "mi": "mi mile miles",
    "m": "m metre metres meter meters",
    "cm": "cm centimetre centimetres centimeter centimeters",
    "in": "inch inches",
    "ft": "ft foot feet",
    "°c": "°c ° degrees degrees_celsius celsius",
    "°f": "°f degrees_fahrenheit fahrenheit",
    "mmhg": "mmhg",
    "mg/dl": "mg/dl",
    "mmol/l": "mmol/l",
    "km/h": "km/h kmh kph",
    "mph": "mph",
    "min/km": "min/km minutes_per_kilometre",
    "iu": "iu",
    "w": "w watt watts",
}
_UNIT_OF = {spelling.replace("_", " "): unit for unit, line in _SPELLINGS.items() for spelling in line.split()}

# A unit may stand some words after its number: "750 more ml", "30-minute", "half an hour", "a quarter of an hour".
_BETWEEN = r"[ ]?-?[ ]?(?:(?:of[ ])?an?[ ])?(?:(?:more|extra|full|whole|further|solid|good|active|additional)[ ])?"
_NAMES = "|".join(re.escape(name) for name in sorted(_UNIT_OF, key=len, reverse=True))
_AFTER = re.compile(rf"{_BETWEEN}(?P<unit>{_NAMES})(?![^\W\d]|/)")


def unit_of(label: str) -> str:
    """The unit that a label means, "" where it is none: "kJ" is "kj", "steps" is a thing to count."""
    low = label.strip().lower()
    return low if low == "in" else _UNIT_OF.get(low, "")


def unit_after(line: str, at: int) -> tuple[str, int]:
    """The unit that stands behind a number, and where it ends."""
    found = _AFTER.match(line, at)
    return (_UNIT_OF[found["unit"]], found.end()) if found else ("", at)


def factor(unit: str, into: str) -> float | None:
    """How many of the other unit one of this is; None where the two do not go together."""
    if unit == into:
        return 1.0
    scale, other = _SCALES.get(unit), _SCALES.get(into)
    if scale is None or other is None or scale[0] != other[0]:
        return None
    return scale[1] / other[1]
