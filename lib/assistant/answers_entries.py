"""Answers about entries: the last one, how many, whether there is any, which was the longest."""

from collections.abc import Iterable, Sequence

from lib.advice.facts import Fact
from lib.assistant import groups, shown
from lib.assistant.answers_parts import Part, capital, list_of, nothing, part, sentence
from lib.assistant.plans import Plan
from lib.diary import catalog
from lib.diary.kinds import MEAL_TYPES
from lib.profile import Profile

_ONE = {"meal": "meal", "water": "drink", "gym": "workout", "mood": "mood", "sleep": "night", "body": "reading"}
_PLURAL = {
    "meal": "meals", "water": "drinks", "gym": "workouts", "mood": "moods", "sleep": "nights", "body": "readings",
}  # fmt: skip
_MANY = {"meal": "Meals", "water": "Drinks", "gym": "Training", "mood": "Mood", "sleep": "Sleep", "body": "Readings"}


def of_entries(plan: Plan, facts: Sequence[Fact], me: Profile) -> Iterable[Part]:
    kind = str(plan.arguments["kind"])
    entries = [fact for fact in facts if fact.id.split(".")[-1].isdigit() and fact.rows]
    if not entries:
        yield from _none(plan, kind, facts[0])
        return
    if plan.wants == "last":
        yield part(sentence(f"Your last {_called(plan, facts[0], one=True)}: {_with_its_day(entries[0])}"), entries[0])
        return
    if plan.wants == "longest":
        yield _longest(plan, facts)
        return
    if plan.wants == "times":
        yield from (part(sentence(_times(fact)), fact) for fact in facts if fact.id.endswith(".times"))
        return
    if plan.wants == "any":
        said = f"Yes, {'; '.join(_with_its_day(fact) for fact in entries)}"
        yield part(sentence(said), *entries)
        return
    counts = [fact for fact in facts if fact.id.rpartition(".")[2].startswith("count")]
    if plan.wants == "count" and counts:
        yield from _counted(plan, facts, counts[0], entries[0])
        return
    meal = str(plan.arguments.get("text", "")) if kind == "meal" else ""
    if meal in MEAL_TYPES and plan.arguments.get("start") == plan.arguments.get("end"):
        what = [fact.said.partition(": ")[2].partition(": ")[2] for fact in entries]
        yield list_of(f"{MEAL_TYPES[meal]} {plan.words}", what, entries)
        return
    yield list_of(f"{_MANY[kind]} {plan.words}", [_with_its_day(fact) for fact in entries], entries)


def _none(plan: Plan, kind: str, fact: Fact) -> Iterable[Part]:
    text = str(plan.arguments.get("text", ""))
    if plan.wants == "any":
        what = f"No {_called(plan, fact, one=True)}"
        yield part(sentence(f"{what} is logged {plan.words}"), fact)
        return
    what = shown.noun(text) if kind == "body" and text in catalog.metrics() else _called(plan, fact)
    yield nothing(what, kind, plan.words, fact)


def _called(plan: Plan, fact: Fact, *, one: bool = False) -> str:
    """ "Coffee", "running", "lunch"; what was looked for by its letters says so."""
    kind, text = str(plan.arguments["kind"]), str(plan.arguments.get("text", ""))
    noun = (_ONE if one else _PLURAL)[kind]
    if not text or kind == "body":
        return noun
    if kind == "water" and groups.ids(kind, text):
        return f"{text} drink" if one and text in ("alcohol", "juice", "milk") else text
    if kind == "gym" and groups.ids(kind, text):
        return f"{'running' if text == 'jogging' else text} {noun}"
    if kind == "meal" and text in MEAL_TYPES:
        return text
    return f'{noun} with "{fact.names[-1]}" in the name'


def _counted(plan: Plan, facts: Sequence[Fact], count: Fact, last: Fact) -> Iterable[Part]:
    sums = [fact for fact in facts if fact.id.split(".")[-2] == "sum" and not fact.id.endswith(".pieces")]
    pieces = [fact for fact in facts if fact.id.endswith(".sum.pieces")]
    totals = " and ".join(_value(fact).removesuffix(" in all") for fact in sums)
    in_all = f", {totals} in all" if totals else ""
    said = f"{capital(_called(plan, count))} {plan.words}: {_value(count)}{in_all}"
    yield part(sentence(said), count, *sums)
    if pieces:
        yield part(sentence(f"Counted by the piece, that is {_value(pieces[0])}"), pieces[0])
    yield part(sentence(f"The last: {_with_its_day(last)}"), last)


def _longest(plan: Plan, facts: Sequence[Fact]) -> Part:
    longest = next((fact for fact in facts if fact.id.endswith(".longest")), None)
    what = _called(plan, facts[0], one=True)
    if longest is None:
        return part(f"No {what} {plan.words} has a time or a distance.")
    return part(sentence(f"Your longest {what} {plan.words}: {_with_its_day(longest)}"), longest)


def _times(fact: Fact) -> str:
    """ "Mostly to bed about 23:30, up about 07:00, on 12 nights"."""
    return capital(fact.said.partition(": ")[2])


def _value(fact: Fact) -> str:
    return fact.said.rpartition(": ")[2]


def _with_its_day(fact: Fact) -> str:
    """ "on 3 May, Running, 30 min"."""
    day, _, what = fact.said.partition(": ")
    return f"{day[:1].lower()}{day[1:]}, {what}"
