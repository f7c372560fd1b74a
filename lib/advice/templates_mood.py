"""What is said after a mood."""

from collections.abc import Sequence

from lib.advice import templates_hours as hours
from lib.advice import templates_mood_words as say
from lib.advice import templates_read as read
from lib.advice.facts import Fact
from lib.advice.templates_draft import Draft, Filling, Texts

VERY_LOW = 2
# Where the nearest face is a low one, up to its middle with the next.
LOW = 4.5
HIGH = 6.5
SHORT_NIGHT_HOURS = 6.5
GOOD_NIGHT_HOURS = 7.5
_HEAVY = ("sad", "lonely", "anxious", "overwhelmed", "stressed", "angry", "irritable", "tired", "unwell", "bored")
_LIGHT = ("calm", "content", "happy", "excited", "grateful", "proud", "hopeful", "focused")


def draft(facts: Sequence[Fact], hour: int) -> Draft:
    logged, sleep = read.of(facts, "logged"), read.standing(facts, "sleep")
    active = read.standing(facts, "active_minutes")
    fillings = read.fillings(sleep, "sleep") | read.fillings(active, "active_minutes")
    fillings |= _of_the_mood(logged)
    score = logged.amounts[0].value if logged and logged.amounts else None
    late = hours.is_late(hour)
    rests_on = (logged.id,) if logged else ()
    if score is None:
        return Draft((say.MIDDLING[3:8],), say.MIDDLING_STEPS["late" if late else "day"], fillings, rests_on)
    nights = (say.SHORT_NIGHT,) if sleep and sleep.value.value < SHORT_NIGHT_HOURS else ()
    asked_for = say.FOR.get(fillings["heavy"].text, ()) if "heavy" in fillings else ()
    if score < LOW:
        fillings.pop("heavy", None) if asked_for == say.FOR["bored"] else None
        return Draft((say.LOW,), (*_low_steps(score, hour), *asked_for, *nights), fillings, rests_on)
    if score < HIGH:
        steps = say.MIDDLING_STEPS["late" if late else "day"]
        return Draft((say.MIDDLING,), (*steps, *asked_for, *nights), fillings, rests_on)
    good = (say.GOOD_NIGHT,) if sleep and sleep.value.value >= GOOD_NIGHT_HOURS else ()
    moved = (say.ACTIVE,) if active and active.value.value else ()
    return Draft((say.HIGH,), (*say.HIGH_STEPS["late" if late else "day"], *good, *moved), fillings, rests_on)


def _low_steps(score: float, hour: int) -> Texts:
    part = hours.part(hour)
    if score <= VERY_LOW:
        return say.VERY_LOW_STEPS["night" if part == hours.NIGHT else "day"]
    return say.LOW_STEPS[part if hours.is_late(hour) else "day"]


def _of_the_mood(logged: Fact | None) -> dict[str, Filling]:
    """The feelings that can be ticked. Tags are a person's own words, and stay with them."""
    if logged is None or not logged.amounts:
        return {}
    found = {"score": Filling(read.words(logged.amounts[0]), logged.id)}
    for name, feelings in (("heavy", _HEAVY), ("light", _LIGHT)):
        if felt := [feeling for feeling in feelings if feeling in logged.names]:
            found[name] = Filling(felt[0], logged.id)
    return found
