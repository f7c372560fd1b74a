"""Readings that a text tells in words and figures: "bp 190/125", "my sugar is 40", "fever of 41"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lib.advice.triage_readings import MMOL, Reading
from lib.advice.triage_words import letters

# What may stand between the name of a reading and its figure. "Below", "goal" and "went up" say another thing.
_BETWEEN = (
    "(?:is|was|at|of|now|today|tonight|currently|still|again|only|just|about|around|almost|nearly|reading|reads|read"
    "|level|levels|count|value|rate|shows?|showed|says|said|measured|hit|hits|reached|going|beating|racing|pounding"
    "|came|out|came back|my|the|a|it|its|it is|as high as|as low as|right|and|has|gone|been"
    "|(?:up|down|dropped|fell|went|jumped|spiked|shot|climbed|rose|fallen|risen|crashed) to|shot up to|sank to|like)"
)
_GAP = rf"(?:[ \t]*(?:{_BETWEEN}\b|[:=(~-])){{0,5}}[ \t]*"
_FIGURE = r"(?<![\d.,/])(\d{1,3}(?:[.,]\d{1,2})?)(?![\d/]|[.,]\d)"
# What makes a figure one of something else: "sugar 45 g", "pulse 30 min", "hr 10 am".
_NOT_OF = (
    r"(?![ \t]*(?:g|gr|gram|grams|kg|ml|l|kcal|cal|calories|kj|mg(?!/)|tsp|tbsp|spoons?|teaspoons?|cubes?|points?|pts"
    r"|min|mins|minutes?|hours?|hrs?|sec|seconds?|s|times|days?|weeks?|months?|years?|am|pm|km|x|reps?|sets?)\b)"
)
PRESSURE = re.compile(
    rf"\b(?:bp|rr|blood press?ures?|press?ure|blutdruck|systolic){_GAP}(\d{{2,3}})[ \t]*(?:/|over|auf|zu)[ \t]*"
    r"(\d{2,3})\b(?!/)"
)
PRESSURE_BEFORE = re.compile(r"(?<![\d/.,])(\d{2,3})[ \t]*/[ \t]*(\d{2,3})[ \t]*(?:mmhg|mm hg|bp|blood press?ure)\b")
SYSTOLIC = re.compile(
    rf"\b(?:bp|blood press?ure|systolic|blutdruck){_GAP}(\d{{2,3}})\b(?![ \t]*(?:/|over|auf|zu|\d|[.,]\d)){_NOT_OF}"
)
DIASTOLIC = re.compile(rf"\bdiastolic{_GAP}(\d{{2,3}})\b(?![.,/]\d){_NOT_OF}")
GLUCOSE = re.compile(
    r"\b(?:blood[ \t]?(?:sugar|glucose)s?|(?:my|his|her|mums|dads|sons|daughters) (?:sugars?|glucose)|glucose"
    r"|sugar(?= (?:is|was|at|reads"
    rf"|dropped|fell|crashed|went|just|now))|blutzucker|bg){_GAP}{_FIGURE}[ \t]*(mmol)?{_NOT_OF}"
)
FEVER = re.compile(rf"\b(?:fever|fieber){_GAP}{_FIGURE}{_NOT_OF}")
FEVER_BEFORE = re.compile(
    r"(?<![\d.,/])(\d{2,3}(?:[.,]\d)?)[ \t]*°?[ \t]?(?:degrees?|grad|celsius|[cf]\b)?[ \t]*(?:of )?(?:fever|fieber)\b"
)
TEMPERATURE = re.compile(rf"\b(?:temp|temperature|temperatur){_GAP}{_FIGURE}{_NOT_OF}")
OXYGEN = re.compile(
    rf"\b(?:oxygen|o2|spo2|sp02|sats|saturation|sauerstoff)(?: (?:saturation|sats?|levels?))?{_GAP}{_FIGURE}{_NOT_OF}"
)
HEART = re.compile(
    rf"\b(?:heart[ \t]?rate|pulse|puls|bpm|rhr|(?<!\d)(?<!\d )hr|heart(?= (?:is |was |keeps |been )?(?:going|beating"
    rf"|racing|pounding|at))"
    rf"|heartbeat){_GAP}{_FIGURE}{_NOT_OF}"
)
BEATS = re.compile(rf"{_FIGURE}[ \t]*(?:bpm\b|beats (?:a|per) min)")

ELSEWHERE = re.compile(
    r"\b(?:outside|outdoors|weather|sun|sauna|room|water|pool|oven|bath|shower|tea|coffee|office|meat|chicken|steak"
    r"|tub|bedroom|air|car|wind|sky|shade|desert|summer|winter|heatwave|heat wave|baking|bake|roast|house|studio|yoga"
    r"|jacuzzi|spa|fridge|grill|phone|engine|laptop|too hot to)\b"
)
MINE = re.compile(r"\b(?:body|my|his|her|mums|dads|babys|ear|fever|mouth|forehead|thermometer) ?(?:temp|temperature)")
SPORT = re.compile(
    r"\b(?:run|runs|running|ran|ride|rode|riding|bike|biking|cycling|cycled|swim|swimming|swam|row|rowing|rower|gym"
    r"|workout|training|trained|train|sprints?|sprinting|intervals?|hiit|hills?|race|max|maximum|peak|peaked|zone"
    r"|average|avg|exercise|exercising|treadmill|spinning|spin|football|soccer|tennis|basketball|squash|climb|climbing"
    r"|climbed|hike|hiking|jog|jogging|jogged|tempo|threshold|cardio|burpees|squats|stairs|dance|danced|dancing|boxing"
    r"|crossfit|marathon|5k|10k|km|ergo|erg|ski|skiing|lactate|test|laps?|uphill|set|sets|match|game|session|pb)\b"
)
AT_REST = re.compile(
    r"\b(?:rest|resting|rhr|sitting|sat|lying|laying|bed|asleep|sleep|sleeping|woke|waking|sofa|couch|desk|night)\b"
)
# Before a reading that is none of now.
NOT_SO = re.compile(
    r"\b(?:no|not|never|without|if|when|whether|what does|tires?|tyres?|goal|target|limit|below|under|above|over|than"
    r"|normal|kein|ohne"
    r"|last year|years ago|used to|in 20\d\d|dads?|cats?|dogs?)\b[^.!?;\n]{0,12}$"
)
PAST = re.compile(r"^[^.!?\n]{0,30}\b(?:(?:years?|months) ago|last year|in (?:19|20)\d\d|as a (?:child|kid|baby))\b")

AROUND = 90
SENTENCE_END = re.compile(r"[.!?;] |\n")
# The lowest and highest that a body has, so that a price or a time is none.
SPANS = {
    "systolic": (30, 300),
    "diastolic": (20, 200),
    "glucose": (10, 900),
    "temperature": (25, 45),
    "spo2": (40, 100),
    "heart_rate": (15, 320),
}
# Nobody alive has so little of mg/dl: without a unit it is mmol/l. More than any thermometer of Celsius shows.
LEAST_MG = 34
FAHRENHEIT = 90
# Up to here a temperature may be one of the weather.
WARM = 37.5


@dataclass(frozen=True)
class _Found:
    figures: tuple[str | None, ...]
    before: str
    words: str
    after: str

    @property
    def sentence(self) -> str:
        return f"{SENTENCE_END.split(self.before)[-1]}{self.words}{SENTENCE_END.split(self.after)[0]}"

    @property
    def nearby(self) -> str:
        return f"{self.before}{self.words}{self.after}"


def told(text: str) -> list[Reading]:
    """What the text says was measured, in the units in which readings are kept."""
    line = letters(text)
    found = (reading for pattern, meant in _MEANINGS for one in _found(pattern, line) for reading in meant(one))
    return [(metric, value) for metric, value in found if _is_possible(metric, value)]


def _found(pattern: re.Pattern[str], line: str) -> Iterator[_Found]:
    for one in pattern.finditer(line):
        found = _Found(
            one.groups(), line[max(0, one.start() - AROUND) : one.start()], one[0], line[one.end() : one.end() + AROUND]
        )
        if not (NOT_SO.search(found.before) or PAST.search(found.after)):
            yield found


def _is_possible(metric: str, value: float) -> bool:
    lowest, highest = SPANS[metric if metric in SPANS else "heart_rate"]
    return lowest <= value <= highest


def _pressures(found: _Found) -> list[Reading]:
    systolic, diastolic = (_number(figure) for figure in found.figures[:2])
    # "190 to 125" has the greater figure first; a date or a fraction has not.
    return [("systolic", systolic), ("diastolic", diastolic)] if systolic > diastolic else []


def _systolic(found: _Found) -> list[Reading]:
    return [("systolic", _number(found.figures[0]))]


def _diastolic(found: _Found) -> list[Reading]:
    return [("diastolic", _number(found.figures[0]))]


def _glucose(found: _Found) -> list[Reading]:
    value, unit = _number(found.figures[0]), found.figures[1]
    return [("glucose", value * MMOL if unit or value < LEAST_MG else value)]


def _fever(found: _Found) -> list[Reading]:
    value = _celsius(_number(found.figures[0]))
    return [("temperature", value)] if value > WARM else []


def _temperature(found: _Found) -> list[Reading]:
    mine = MINE.search(found.nearby)
    value = _celsius(_number(found.figures[0]))
    if ELSEWHERE.search(found.sentence) or not (mine or value > WARM):
        return []
    return [("temperature", value)]


def _oxygen(found: _Found) -> list[Reading]:
    return [("spo2", _number(found.figures[0]))]


def _heart(found: _Found) -> list[Reading]:
    value = _number(found.figures[0])
    if AT_REST.search(found.sentence):
        return [("resting_heart_rate", value)]
    return [("heart_rate" if SPORT.search(found.nearby) else "heart_rate_told", value)]


def _number(figure: str | None) -> float:
    return float((figure or "0").replace(",", "."))


def _celsius(value: float) -> float:
    return (value - 32) / 1.8 if value >= FAHRENHEIT else value


_MEANINGS: tuple[tuple[re.Pattern[str], Callable[[_Found], list[Reading]]], ...] = (
    (PRESSURE, _pressures),
    (PRESSURE_BEFORE, _pressures),
    (SYSTOLIC, _systolic),
    (DIASTOLIC, _diastolic),
    (GLUCOSE, _glucose),
    (FEVER, _fever),
    (FEVER_BEFORE, _fever),
    (TEMPERATURE, _temperature),
    (OXYGEN, _oxygen),
    (HEART, _heart),
    (BEATS, _heart),
)
