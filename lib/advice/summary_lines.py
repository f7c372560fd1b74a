"""The line of a day in short that the app writes by itself: what went well, and one thing to try."""

import random
from collections.abc import Mapping, Sequence

from lib import units
from lib.advice import summary_words as say
from lib.advice.checker import check
from lib.advice.facts import Amount, Fact
from lib.advice.summary_facts import NOTHING, OPEN, TRY, WELL
from lib.advice.templates import Line
from lib.advice.templates_draft import Draft, Filling, Texts, wordings
from lib.advice.templates_read import of, words
from lib.diary import catalog

# From then on nobody is sent for a walk or told to drink a glass more.
LATE = 21
MOST_THINGS = 3
_LAST = "You kept your diary, and that is good. More of the same is a fine plan."


def line(moment: str, facts: Sequence[Fact], *, seed: str, hide_numbers: bool = False, hour: int = 12) -> Line:
    """`hour` is the person's own. The same seed and facts give the same line."""
    found = variants(facts, hide_numbers=hide_numbers, hour=hour)
    random.Random(f"{moment} {seed}").shuffle(found)
    for one in found:
        # What had to be cut is left to a wording that fits.
        if check(one.text, facts, one.facts, no_numbers=hide_numbers).line == one.text:
            return one
    return Line(_LAST, ())


def variants(facts: Sequence[Fact], *, hide_numbers: bool = False, hour: int = 12) -> list[Line]:
    """Every wording there is for these facts, always in the same order."""
    draft = _draft(facts, hour)
    return [Line(one.text, one.facts) for one in wordings(draft, hide_numbers=hide_numbers)] if draft else []


def _draft(facts: Sequence[Fact], hour: int) -> Draft | None:
    """None for facts of which there is no day."""
    is_open = of(facts, OPEN) is not None
    if nothing := of(facts, NOTHING):
        fillings = {"weekday": Filling(nothing.names[0], nothing.id)}
        return Draft((say.NOTHING,), say.START_TODAY if is_open else say.START, fillings, (nothing.id,))
    well, to_try = (next((fact for fact in facts if fact.id.startswith(start)), None) for start in (WELL, TRY))
    if well is None or to_try is None:
        return None
    fillings = {**_of_well(well), **_of_try(to_try)}
    evening = say.THIS_EVENING.get(to_try.metric, ()) if is_open and hour < LATE else ()
    return Draft((_openings(well),), (*evening, *_steps(to_try)), fillings, (well.id, to_try.id))


def _openings(well: Fact) -> Texts:
    return say.WELL[well.id.removeprefix(WELL)]


def _steps(to_try: Fact) -> Texts:
    how = to_try.id.removeprefix(TRY)
    if how == "log":
        return say.LOG[to_try.metric]
    if how == "over":
        return say.OVER.get(to_try.metric, say.OVER_ANY)
    if how in ("whole", "same"):
        return say.WHOLE if how == "whole" else say.SAME
    ways = say.WAYS.get(to_try.metric, say.ANY_WAY)
    # What is left of a day half logged is not known.
    is_known = how == "goal" and ": up to " not in to_try.said and not _is_scale(to_try.amounts[-1])
    return (*ways, *say.LEFT) if is_known else ways


def _of_well(well: Fact) -> Mapping[str, Filling]:
    found = {"name": _name(well.metric)} if well.metric else {}
    if well.metric and well.amounts:
        at_least = "at least " if " at least " in well.said.partition(" (")[0] else ""
        found["value"] = at_least + _say(well.amounts[0]) + (" steps" if well.metric == "steps" else "")
    if well.id == f"{WELL}usual":
        found |= {"better": say.BETTER[well.metric], "usual": _say(well.amounts[1])}
    if not well.metric and 0 < len(well.names) <= MOST_THINGS:
        found["things"] = " and ".join(filter(None, [", ".join(well.names[:-1]), well.names[-1]]))
    return {name: Filling(text, well.id) for name, text in found.items()}


def _of_try(to_try: Fact) -> Mapping[str, Filling]:
    if not to_try.amounts:
        return {}
    left, aim = _say(to_try.amounts[-1]), _name(to_try.metric)
    return {"left": Filling(left, to_try.id), "aim": Filling(aim, to_try.id)}


def _is_scale(amount: Amount) -> bool:
    return amount.unit in ("0-10", "1-5")


def _say(amount: Amount) -> str:
    """ "7.5 of 10", "4 of 5", "1,250 ml"."""
    return f"{units.number(amount.value, 1)} of {amount.unit.partition('-')[2]}" if _is_scale(amount) else words(amount)


def _name(metric: str) -> str:
    return say.NAMES.get(metric) or catalog.metric_label(metric).lower()
