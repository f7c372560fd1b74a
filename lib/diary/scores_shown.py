"""The score of a day in words: what each part is made of, what is missing and what would help."""

from collections.abc import Mapping

from lib import units
from lib.analysis import score as scoring
from lib.analysis.score import Fact, Part, Score, Weights
from lib.analysis.score_parts import OWN_DAYS, OWN_GOAL, OWN_SCALE
from lib.diary import catalog, metrics_shown
from lib.diary.score_inputs import FIGURES, HRV, Body
from lib.units import Units

LABELS: Mapping[str, str] = {
    "sleep": "Sleep", "activity": "Activity", "nutrition": "Nutrition", "mood": "Mood", "hydration": "Hydration",
    "recovery": "Recovery",
}  # fmt: skip
TO_LOG: Mapping[str, str] = {
    "sleep": "your night", "activity": "workouts or steps", "nutrition": "your meals", "mood": "your mood",
    "hydration": "your drinks", "recovery": "your resting heart rate or HRV",
}  # fmt: skip
NAMES: Mapping[str, str] = {"active_minutes": "Active minutes in 7 days", "steps": "Steps a day, mean of 7 days"}
# Whoever reads what the protein is held against can work out the weight.
TELL_THE_WEIGHT = ("protein_g",)
MISSING: Mapping[str, str] = {
    scoring.NOT_LOGGED: "not logged",
    scoring.PARTLY_LOGGED: "too little of the day's food is logged to say",
    scoring.AMOUNTS_UNKNOWN: "what was eaten is not known of every food",
    scoring.NOTHING_TO_COMPARE: "nothing to compare with yet",
}
STATES: Mapping[str, str] = {
    "calm": "calm. Your HRV is higher than usual for you",
    "balanced": "balanced. Your HRV is in your usual range",
    "strained": "strained. Your HRV is lower than usual for you",
    "stressed": "stressed. Your HRV is far lower than usual for you",
    "unclear": "unclear. Your HRV lies between two states",
}


def fact(one: Fact, body: Body | None, shown: Units, hide_numbers: bool) -> str:
    """ "Sleep 6.4 h, your goal 7 to 9 h: 71 of 100"."""
    metric = _metric(one.figure, body)
    name, got = NAMES.get(metric, metrics_shown.label(metric)), f"{_whole(one.score)} of 100"
    if hide_numbers and (metrics_shown.is_hidden(metric, True) or one.figure in TELL_THE_WEIGHT):
        return f"{name}: {got}"
    if one.reference == OWN_SCALE:
        return f"{name} {amount(metric, one.value, shown)}: {got}"
    bounds = _bounds(metric, one.low, one.high, shown)
    against = {OWN_GOAL: f"your goal {bounds}", OWN_DAYS: f"usual for you {bounds}"}
    said = against.get(one.reference, f"guide value {bounds} ({one.reference})")
    return f"{name} {amount(metric, one.value, shown)}, {said}: {got}"


def amount(metric: str, value: float, shown: Units) -> str:
    return f"{_number(metric, value, shown)} {metrics_shown.unit(metric, shown)}".strip()


def points(part: Part) -> str:
    """ "Sleep: 18 of 25 points", or without a total what the part alone comes to."""
    if not part.weight:
        return f"{LABELS[part.name]}: {_whole(part.score)} of 100"
    return f"{LABELS[part.name]}: {part.points} of {units.number(part.weight)} points"


def why_missing(name: str, why: str, body: Body | None) -> str:
    """ "Mood: not logged"."""
    if name == "recovery" and body and body.state.more_days and why == scoring.NOTHING_TO_COMPARE:
        return f"{LABELS[name]}: {_more_days(body)}"
    return f"{LABELS[name]}: {MISSING.get(why, why)}"


def unknown(figures: tuple[str, ...]) -> str:
    names = [metrics_shown.label(_metric(figure, None)).lower() for figure in figures]
    return f"Left out, because not every food says how much: {', '.join(names)}."


def what_helps(found: Score, weights: Weights) -> str:
    """The fewest parts that are still to be logged, those with the most weight first."""
    if found.reason == scoring.TOO_FEW_CHOSEN:
        return "A score is made of at least three parts. Give three of them a weight above 0 below."
    whole = sum(vars(weights).values())
    missing = sorted(found.missing, key=lambda name: -getattr(weights, name))
    chosen, there, covered = [], len(found.parts), float(found.coverage)
    for name in missing:
        if there >= scoring.LEAST_PARTS and covered >= scoring.LEAST_COVERAGE:
            break
        chosen.append(TO_LOG[name])
        there, covered = there + 1, covered + getattr(weights, name) / whole * 100
    listed = " and ".join(filter(None, [", ".join(chosen[:-1]), chosen[-1] if chosen else ""]))
    return f"A score takes three parts and half of the weight. It would be enough to log {listed}."


def body_state(body: Body | None, shown: Units) -> list[str]:
    """What the heart rate variability says of the body, and that it says no more."""
    if body is None:
        return ["Body state: no HRV is logged on this day."]
    metric, state = HRV[body.kind], body.state
    said = f"{metrics_shown.label(metric)} {amount(metric, body.value, shown)}"
    if state.state == "unknown" or state.low is None:
        return [f"Body state: not known yet. {said}; {_more_days(body)}."]
    lines = [f"Body state: {STATES[state.state]}."]
    sure = f", confidence {_whole((state.confidence or 0) * 100)} of 100" if state.state != "unclear" else ""
    lines.append(f"{said}, usual for you {_bounds(metric, state.low, state.high, shown)}{sure}.")
    return [*lines, "This is a state of the body and no emotion: a run, a fever, a late meal and a sad day look alike."]


def _more_days(body: Body) -> str:
    days = body.state.more_days
    return f"{days} more {'day' if days == 1 else 'days'} with HRV are needed to know what is usual for you"


def _metric(figure: str, body: Body | None) -> str:
    if figure == "hrv":
        return HRV[body.kind] if body else HRV["rmssd"]
    return FIGURES.get(figure, figure)


def _bounds(metric: str, low: float | None, high: float | None, shown: Units) -> str:
    """ "7 to 9 h", "at least 25 g"."""
    if low is not None and high is not None:
        ends = [_number(metric, bound, shown) for bound in (low, high)]
        return f"{' to '.join(dict.fromkeys(ends))} {metrics_shown.unit(metric, shown)}".strip()
    bound = low if low is not None else high
    return "" if bound is None else f"at {'most' if low is None else 'least'} {amount(metric, bound, shown)}"


def _number(metric: str, value: float, shown: Units) -> str:
    quantity = metrics_shown.QUANTITIES.get(metric)
    decimals = units.decimals(quantity, shown) if quantity else catalog.metrics()[metric].decimals
    return units.number(metrics_shown.in_unit(metric, value, shown), decimals)


def _whole(score: float) -> str:
    return units.number(score)
