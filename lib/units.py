"""Units: what is stored, what a person reads and types, and how a number is written.

Stored are kg, cm, km, ml, kcal, degrees Celsius and mg/dl. Only here is anything turned into other units.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

KG_PER_POUND = 0.45359237
CM_PER_INCH = 2.54
KM_PER_MILE = 1.609344
# The fluid ounce of the United States; the British one is 28.4 ml.
ML_PER_FLUID_OUNCE = 29.5735295625
KJ_PER_KCAL = 4.184
# Glucose weighs 180.156 g a mole.
MG_DL_PER_MMOL_L = 18.0156

INCHES_PER_FOOT = 12


@dataclass(frozen=True)
class Units:
    """What a person chose to read and type in."""

    system: str = "metric"
    energy: str = "kcal"
    glucose: str = "mg/dl"

    def __post_init__(self) -> None:
        for name, choice in vars(self).items():
            if choice not in CHOICES[name]:
                raise ValueError(f"{name} is {' or '.join(CHOICES[name])}, not {choice!r}.")


CHOICES: Mapping[str, tuple[str, str]] = {
    "system": ("metric", "imperial"),
    "energy": ("kcal", "kJ"),
    "glucose": ("mg/dl", "mmol/l"),
}


@dataclass(frozen=True)
class _Scale:
    label: str
    decimals: int
    step: float
    factor: float = 1.0
    offset: float = 0.0


# Mass is a person's weight or a barbell's. Length is a waist; a height is read in feet and inches.
_SCALES: Mapping[str, Mapping[str, _Scale]] = {
    "mass": {"metric": _Scale("kg", 1, 0.1), "imperial": _Scale("lb", 1, 0.2, 1 / KG_PER_POUND)},
    "length": {"metric": _Scale("cm", 1, 0.5), "imperial": _Scale("in", 1, 0.5, 1 / CM_PER_INCH)},
    "height": {"metric": _Scale("cm", 1, 0.5), "imperial": _Scale("in", 0, 1.0, 1 / CM_PER_INCH)},
    "distance": {"metric": _Scale("km", 2, 0.1), "imperial": _Scale("mi", 2, 0.1, 1 / KM_PER_MILE)},
    "volume": {"metric": _Scale("ml", 0, 50.0), "imperial": _Scale("fl oz", 1, 1.0, 1 / ML_PER_FLUID_OUNCE)},
    "energy": {"kcal": _Scale("kcal", 0, 10.0), "kJ": _Scale("kJ", 0, 50.0, KJ_PER_KCAL)},
    "temperature": {"metric": _Scale("°C", 1, 0.1), "imperial": _Scale("°F", 1, 0.1, 1.8, 32.0)},
    "glucose": {"mg/dl": _Scale("mg/dl", 0, 1.0), "mmol/l": _Scale("mmol/l", 1, 0.1, 1 / MG_DL_PER_MMOL_L)},
}
QUANTITIES = tuple(_SCALES)

# What is kept is fine enough that a number typed in any unit is read back as it was typed: with one decimal, 98.7 °F
# would come back as 98.8.
STORED_DECIMALS: Mapping[str, int] = {
    "mass": 2,
    "length": 1,
    "height": 1,
    "distance": 3,
    "volume": 0,
    "energy": 1,
    "temperature": 2,
    "glucose": 1,
}


def _scale(quantity: str, units: Units) -> _Scale:
    choice = {"energy": units.energy, "glucose": units.glucose}.get(quantity, units.system)
    return _SCALES[quantity][choice]


def to_shown(quantity: str, value: float, units: Units) -> float:
    """The stored value in the person's units, rounded as it is shown. A height is in inches where not in cm."""
    return showing(quantity, units)(value)


def showing(quantity: str, units: Units) -> Callable[[float], float]:
    """What turns many stored values into the person's units."""
    scale = _scale(quantity, units)
    return lambda value: _round(value * scale.factor + scale.offset, scale.decimals)


def difference(quantity: str, value: float, units: Units) -> float:
    """How much more or less it is in the person's units: 1 °C more is 1.8 °F more, and not 33.8.

    Not rounded: many differences are smaller than the last digit that is shown.
    """
    return value * _scale(quantity, units).factor


def from_shown(quantity: str, shown: float, units: Units) -> float:
    """What is stored for a value typed in the person's units."""
    scale = _scale(quantity, units)
    return _round((shown - scale.offset) / scale.factor, STORED_DECIMALS[quantity])


def same(quantity: str, stored: float | None, typed: float | None, units: Units) -> bool:
    """Whether typing changed anything: 72.35 kg shows as 72.4 and must stay 72.35 where nobody touched the field."""
    if stored is None or typed is None:
        return stored is typed
    return to_shown(quantity, stored, units) == _round(typed, decimals(quantity, units))


def unit_label(quantity: str, units: Units) -> str:
    return _scale(quantity, units).label


def step(quantity: str, units: Units) -> float:
    """How far one click on a number field's plus goes."""
    return _scale(quantity, units).step


def decimals(quantity: str, units: Units) -> int:
    return _scale(quantity, units).decimals


def say(quantity: str, value: float, units: Units) -> str:
    """ "1,850 kcal", "72.5 kg", "5 ft 11 in"."""
    shown = to_shown(quantity, value, units)
    if quantity == "height" and units.system == "imperial":
        feet, inches = divmod(round(shown), INCHES_PER_FOOT)
        return f"{feet} ft {inches} in"
    return f"{number(shown, decimals(quantity, units))} {unit_label(quantity, units)}"


def number(value: float, decimals: int = 0) -> str:
    """ "1,850", "72.5", "72": commas between thousands, no zeros that say nothing, never "-0"."""
    text = f"{_round(value, decimals):,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text


def _round(value: float, decimals: int) -> float:
    # Adding zero makes the minus zero a plain one.
    return round(float(value), decimals) + 0.0
