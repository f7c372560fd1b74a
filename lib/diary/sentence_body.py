"""Readings of the body: "weight 72.4 kg", "bp 120/80", "8,432 steps", "temp 99.1 F"."""

from collections.abc import Sequence
from dataclasses import replace

from lib.diary.sentence_amounts import is_mark, is_number
from lib.diary.sentence_piece import Fields, Reading, Scene, named_in, unknown
from lib.diary.sentence_times import take_time
from lib.diary.sentence_tokens import MARK, NUMBER, WORD, Token
from lib.diary.sentence_words import Words
from lib.units import CM_PER_INCH, KG_PER_POUND, MG_DL_PER_MMOL_L

# As in sql/reference/metrics.csv; a test compares the two.
BOUNDS = {
    "weight": (20.0, 400.0),
    "resting_heart_rate": (20.0, 250.0),
    "heart_rate": (20.0, 300.0),
    "hrv_rmssd": (1.0, 400.0),
    "hrv_sdnn": (1.0, 500.0),
    "systolic": (50.0, 300.0),
    "diastolic": (20.0, 200.0),
    "glucose": (10.0, 1000.0),
    "temperature": (30.0, 45.0),
    "spo2": (50.0, 100.0),
    "waist": (30.0, 300.0),
    "steps": (0.0, 200_000.0),
}
LB_PER_STONE = 14
# Below this a glucose without a unit is mmol/l, above this a temperature without one is Fahrenheit.
LARGEST_MMOL = 35.0
LARGEST_CELSIUS = 45.0
# A unit that says by itself what was measured.
TELLING = {
    "st": "weight",
    "mmhg": "blood_pressure",
    "bpm": "heart_rate",
    "mmol": "glucose",
    "mgdl": "glucose",
    "steps": "steps",
}
UNITS = {
    "weight": ("kg", "lb", "st"),
    "blood_pressure": ("mmhg",),
    "resting_heart_rate": ("bpm",),
    "heart_rate": ("bpm",),
    "hrv_rmssd": ("ms",),
    "hrv_sdnn": ("ms",),
    "hrv": ("ms",),
    "glucose": ("mmol", "mgdl"),
    "temperature": ("c", "f"),
    "spo2": ("percent",),
    "waist": ("cm", "in"),
    "steps": ("steps",),
}
JOINERS = (":", "=", "-", "(", ")", "~", "≈")
# More tokens than this are no reading.
MOST_TOKENS = 20


def split_metrics(tokens: Sequence[Token], words: Words) -> list[list[Token]]:
    """ "bp 120/80 pulse 60" holds two readings without a comma between them."""
    metrics, longest = words.variants["metrics"], words.longest["metrics"]
    parts: list[list[Token]] = [[]]
    named, counted, at = False, False, 0
    while at < len(tokens):
        found = named_in(metrics, tokens, at, longest)
        if found and named and counted and any(token.kind == NUMBER for token in tokens[found[1] :]):
            parts.append([])
            counted = False
        end = found[1] if found else at + 1
        named, counted = named or found is not None, counted or tokens[at].kind == NUMBER
        parts[-1].extend(tokens[at:end])
        at = end
    return parts


def read_body(tokens: Sequence[Token], scene: Scene) -> Reading | None:
    if len(tokens) > MOST_TOKENS or not any(token.kind == NUMBER for token in tokens):
        return None
    at, rest = take_time(tokens, scene.words)
    metric, figures, unit, understood = _parts(rest, scene.words)
    if metric is None and len(figures) == 2 and _is_pressure(rest, figures):
        metric = "blood_pressure"
    if metric is None or not figures:
        return None
    if not understood:
        return unknown() if _begins(rest, scene.words) else None
    if metric == "hrv":
        return unknown("hrv")
    fields: Fields = {"metric": metric, "at": at.at() if at else None}
    if metric == "blood_pressure":
        return _pressure(fields, rest, figures, unit)
    if unit == "percent" and metric != "spo2":
        return None
    return _single(fields, metric, figures, unit, scene)


def _parts(tokens: Sequence[Token], words: Words) -> tuple[str | None, list[Token], str | None, bool]:
    """The metric, the numbers, the unit, and whether that is all there is."""
    metric, unit, resting, understood = None, None, False, True
    figures: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        counted = is_number(tokens, at - 1) or (bool(figures) and unit is None)
        measured = named_in(words.variants["body_units"], tokens, at, words.longest["body_units"]) if counted else None
        named = named_in(words.variants["metrics"], tokens, at, words.longest["metrics"])
        if measured and (unit is None or (unit, measured[0]) == ("st", "lb")):
            unit, at = unit or measured[0], measured[1]
        elif named and metric is None:
            metric, at = named
        else:
            resting = resting or words.has("resting", token.low)
            known = words.has("body_fillers", token.low) or words.has("resting", token.low)
            if token.kind == NUMBER:
                figures.append(token)
            elif words.has("thousand", token.low) and is_number(tokens, at - 1) and not token.gap:
                # "10k steps"
                many = figures.pop()
                figures.append(replace(many, value=many.decimal * 1000, decimal=many.decimal * 1000))
            elif not known and not (token.kind == MARK and token.low in (*JOINERS, "/")):
                understood = False
            at += 1
    metric = metric or TELLING.get(unit or "")
    if metric == "heart_rate" and resting:
        metric = "resting_heart_rate"
    if metric is None and unit in ("c", "f") and len(figures) == 1:
        # "38 °C" and "38 degrees" are plain, "38 c" is not.
        plain = any(token.low == "°" or (token.kind == WORD and len(token.low) > 1) for token in tokens)
        metric = "temperature" if plain else None
    return metric, figures, unit, understood


def _begins(tokens: Sequence[Token], words: Words) -> bool:
    """Whether a metric and its number stand in front, so that this is surely no food."""
    found = named_in(words.variants["metrics"], tokens, 0, words.longest["metrics"])
    return found is not None and is_number(tokens, found[1])


def _is_pressure(tokens: Sequence[Token], figures: list[Token]) -> bool:
    """Two numbers with a stroke between them, as only blood pressure has them."""
    high, low = figures[0].value, figures[1].value
    stroke = any(is_mark(tokens, i, "/") for i in range(len(tokens)))
    return stroke and len(tokens) == 3 and 70 <= high <= 260 and 40 <= low <= 150 and high > low


def _pressure(fields: Fields, tokens: Sequence[Token], figures: list[Token], unit: str | None) -> Reading | None:
    if len(figures) != 2 or unit not in (None, "mmhg"):
        return None
    high, low = figures[0].value, figures[1].value
    if not (_sane("systolic", high) and _sane("diastolic", low) and high > low):
        return unknown("bounds")
    return Reading("body", fields | {"systolic": high, "diastolic": low})


def _single(fields: Fields, metric: str, figures: list[Token], unit: str | None, scene: Scene) -> Reading | None:
    if unit is not None and unit not in UNITS[metric]:
        return unknown("unit")
    if metric == "steps":
        return _steps(fields, figures)
    first = figures[0]
    number = first.value if first.value <= BOUNDS[metric][1] else first.decimal
    if unit == "st":
        pounds = figures[1].value if len(figures) == 2 else 0.0
        value = (number * LB_PER_STONE + pounds) * KG_PER_POUND if len(figures) <= 2 and pounds < LB_PER_STONE else -1.0
    elif len(figures) != 1:
        return None
    else:
        value = canonical(metric, number, unit, imperial=scene.imperial)
    if not _sane(metric, value):
        return unknown("bounds")
    return Reading("body", fields | {"value": round(value, 2)})


def _steps(fields: Fields, figures: list[Token]) -> Reading | None:
    """ "8,432", "8.432" and "8 432" steps are the same: nobody counts parts of a step."""
    text = "".join(figure.text for figure in figures)
    thousands = len(figures) == 2 and len(figures[1].text) == 3 and len(figures[0].text) <= 3
    value = figures[0].value
    if len(figures) > 1 and not (thousands and text.isdecimal()):
        return None
    if thousands:
        value = value * 1000 + figures[1].value
    elif value != int(min(value, 1e9)) and len(text.partition(".")[2]) == 3:
        value = round(value * 1000)
    if not _sane("steps", value) or value != int(value):
        return unknown("bounds")
    return Reading("body", fields | {"value": float(value)})


def canonical(metric: str, number: float, unit: str | None, *, imperial: bool) -> float:
    """The number in the unit the app keeps, where the unit may have to be guessed."""
    if metric == "weight":
        return number * KG_PER_POUND if unit == "lb" or (unit is None and imperial) else number
    if metric == "waist":
        return number * CM_PER_INCH if unit == "in" or (unit is None and imperial) else number
    if metric == "glucose":
        small = unit == "mmol" or (unit is None and number <= LARGEST_MMOL)
        return number * MG_DL_PER_MMOL_L if small else number
    if metric == "temperature":
        return (number - 32) / 1.8 if unit == "f" or (unit is None and number > LARGEST_CELSIUS) else number
    return number


def _sane(metric: str, value: float) -> bool:
    lowest, highest = BOUNDS[metric]
    return lowest <= value <= highest
