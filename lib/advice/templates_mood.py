"""What is said after a mood."""

from collections.abc import Mapping, Sequence

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
GOOD_NIGHT_HOURS, LONG_NIGHT_HOURS = 7.5, 10.0
# From then on a day can be said to be a good one.
DAY_IS_KNOWN = 17
_HEAVY = ("sad", "lonely", "anxious", "overwhelmed", "stressed", "angry", "irritable", "tired", "unwell", "bored")
_LIGHT = ("calm", "content", "happy", "excited", "grateful", "proud", "hopeful", "focused")


def draft(facts: Sequence[Fact], hour: int) -> Draft:
    logged = read.of(facts, "logged")
    score = logged.amounts[0].value if logged and logged.amounts else None
    fillings = read.fillings(read.standing(facts, "sleep"), "sleep") | _of_the_mood(logged, score)
    fillings |= read.fillings(read.standing(facts, "active_minutes"), "active_minutes")
    heavy = say.FOR.get(fillings["heavy"].text, ()) if "heavy" in fillings else ()
    openings, steps = _by_score(score, hour)
    if score is not None:
        # Where it is worst, it is people that are pointed to.
        steps = (*steps, *(heavy if VERY_LOW < score < HIGH else ()), *_part_played(facts, score))
        openings, steps = _mixed(score, fillings, openings, steps, heavy)
    return Draft(
        (openings,), steps, fillings, (logged.id,) if logged else (),
        unsaid=hours.unsaid(hour), unasked=read.unasked(facts),
    )  # fmt: skip


def _mixed(
    score: float, fillings: Mapping[str, Filling], openings: Texts, steps: Texts, heavy: Texts
) -> tuple[Texts, Texts]:
    """A feeling that does not go with the score is taken up beside it."""
    if score >= HIGH and "heavy" in fillings:
        return say.HIGH_AND_HEAVY, (*heavy, *say.MIXED_STEPS)
    if VERY_LOW < score < LOW and "light" in fillings and "heavy" not in fillings:
        return say.LOW_AND_LIGHT, steps
    return openings, steps


def _by_score(score: float | None, hour: int) -> tuple[Texts, Texts]:
    late = hours.part(hour) if hours.is_late(hour) else "day"
    if score is None:
        return say.UNKNOWN, say.MIDDLING_STEPS[late]
    if score < LOW:
        return say.LOW, _low_steps(score, hour)
    # In the morning nothing is known yet of the day.
    has_begun = hour >= hours.NOON
    if score < HIGH:
        return (*say.MIDDLING, *(say.MIDDLING_DAY if has_begun else ())), say.MIDDLING_STEPS[late]
    return (*say.HIGH, *(say.HIGH_DAY if hour >= DAY_IS_KNOWN else ())), say.HIGH_STEPS[late]


def _part_played(facts: Sequence[Fact], score: float) -> Texts:
    """A short night asks for a slower day; a good one, and movement, may be behind a good mood."""
    sleep, active = read.standing(facts, "sleep"), read.standing(facts, "active_minutes")
    if score < HIGH:
        return say.SHORT_NIGHT if sleep and sleep.value.value < SHORT_NIGHT_HOURS else ()
    slept_well = sleep is not None and GOOD_NIGHT_HOURS <= sleep.value.value <= LONG_NIGHT_HOURS
    moved = active is not None and active.value.value > 0
    return (*(say.GOOD_NIGHT if slept_well else ()), *(say.ACTIVE if moved else ()))


def _low_steps(score: float, hour: int) -> Texts:
    part = hours.part(hour)
    if score <= VERY_LOW:
        return say.VERY_LOW_STEPS["night" if part == hours.NIGHT else "day"]
    return say.LOW_STEPS[part if hours.is_late(hour) else "day"]


def _of_the_mood(logged: Fact | None, score: float | None) -> dict[str, Filling]:
    """The feelings that can be ticked. Tags are a person's own words, and stay with them."""
    if logged is None or score is None:
        return {}
    found = {"score": Filling(read.words(logged.amounts[0]), logged.id)}
    heavy = _HEAVY if score >= LOW else tuple(feeling for feeling in _HEAVY if feeling != "bored")
    for name, feelings in (("heavy", heavy), ("light", _LIGHT)):
        if felt := [feeling for feeling in feelings if feeling in logged.names]:
            found[name] = Filling(felt[0], logged.id)
    return found
