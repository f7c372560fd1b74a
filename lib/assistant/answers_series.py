"""Answers over days: a period, a trend, two periods beside each other. What is missing is always said."""

from collections.abc import Iterable, Sequence

from lib.advice.facts import Fact
from lib.assistant import shown
from lib.assistant.answers_parts import Part, lower, nothing, part, sentence
from lib.assistant.plans import Plan
from lib.diary import catalog
from lib.profile import Profile

_MEANS = ("mean", "mean_complete")
_VALUES = ("value", "value_so_far", "value_at_least")
_MOVED = ("moved_up", "moved_down", "moved_same")
_DIFFERENCES = ("more", "less", "same")
# The night's hours add up over a day, and nobody asks for those of a week.
_NEVER_IN_ALL = ("sleep",)


def of_period(plan: Plan, facts: Sequence[Fact], me: Profile) -> Iterable[Part]:
    metric = str(plan.arguments["metric"])
    days = _one(facts, "days")
    if days is None:
        return
    if not _count(days):
        yield nothing(shown.noun(metric), catalog.metrics()[metric].kind, plan.words, days)
        return
    if plan.wants == "change":
        yield from _change(metric, plan, facts, days)
        return
    if plan.wants == "goal_row":
        yield _row(metric, facts)
        return
    some = _one(facts, "some")
    if metric == "alcohol" and some and plan.wants in ("enough", "without", "days", "value") and _asked(days) > 1:
        yield from _alcohol(plan, facts, some, me)
        return
    if plan.wants == "days":
        yield _days_with(metric, plan, days, _one(facts, "some"))
        return
    if plan.wants in ("highest", "lowest"):
        yield from _end(metric, plan, facts, days)
        return
    if value := _one(facts, *_VALUES):
        yield _of_one_day(metric, plan, value, me)
    else:
        yield _of_days(metric, plan, facts, me)
    if plan.wants in ("goal", "enough"):
        yield _goal(metric, facts, me)
    yield _missing(metric, days)


def _of_one_day(metric: str, plan: Plan, value: Fact, me: Profile) -> Part:
    text = shown.figure(metric, value.amounts[0], me.shown_in)
    if value.id.endswith("value_so_far"):
        text = f"{text} so far"
    if value.id.endswith("value_at_least"):
        text = f"at least {text}; of some foods the figure is not known"
    return part(sentence(f"{shown.label(metric)} {plan.words}: {text}"), value)


def _of_days(metric: str, plan: Plan, facts: Sequence[Fact], me: Profile) -> Part:
    """A sum and a mean of the same days stand together; of other days, each says of which."""
    total, mean = _one(facts, "sum"), _one(facts, *_MEANS)
    title = f"{shown.label(metric)} {plan.words}"
    every = " (all drinks together)" if metric == "water" else ""
    in_all = f"{shown.figure(metric, total.amounts[0], me.shown_in)} in all" if total else ""
    if mean is None:
        # Today alone is known, and is not over.
        said = in_all.replace("in all", "so far")
        return part(sentence(f"{title}: {said}{every}"), *([total] if total else []))
    on_average = f"{shown.figure(metric, mean.amounts[0], me.shown_in)}{_a_day(metric)} on average {_over(mean)}"
    if total is None or metric in _NEVER_IN_ALL or plan.wants not in ("value", "goal"):
        return part(sentence(f"{title}: {on_average}{every}"), mean)
    if int(mean.amounts[1].value) == int(total.amounts[1].value):
        return part(sentence(f"{title}: {in_all}, {on_average}{every}"), total, mean)
    counted = shown.days(int(total.amounts[1].value))
    return part(sentence(f"{title}: {in_all} on {counted}{every}. {on_average}"), total, mean)


def _over(mean: Fact) -> str:
    count = int(mean.amounts[1].value)
    which = " you called complete" if mean.id.endswith("mean_complete") else ""
    return f"over {'the ' if which else ''}{shown.days(count)}{which}"


def _change(metric: str, plan: Plan, facts: Sequence[Fact], days: Fact) -> Iterable[Part]:
    first, last, moved = _one(facts, "first"), _one(facts, "last"), _one(facts, *_MOVED)
    if first is None or last is None or moved is None:
        yield part(
            f"{shown.label(metric)} {plan.words}: nothing to compare it with, so there is no difference to tell.", days
        )
        return
    ends = [fact.said.rpartition(": ")[2].replace(", with", " was", 1) for fact in (first, last)]
    yield part(sentence(f"{shown.label(metric)} {plan.words}: {ends[0]}, and {ends[1]}"), first, last)
    yield part(sentence(f"That is {moved.said.rpartition(': ')[2]}"), moved)


def _row(metric: str, facts: Sequence[Fact]) -> Part:
    row = next((fact for fact in facts if ".goal_row" in fact.id), None)
    if row is None:
        return part(f"I see no goal for {shown.noun(metric)} to compare it with; you can set goals on the Goals page.")
    at_least = "at least " if "at_least" in row.id else ""
    head, _, count = row.said.rpartition(": ")
    return part(sentence(f"{head}: {at_least}{count}"), row)


def _alcohol(plan: Plan, facts: Sequence[Fact], some: Fact, me: Profile) -> Iterable[Part]:
    """A day with a drink logged is one of which it is known: most hold none."""
    has, known, none = (int(amount.value) for amount in some.amounts[:3])
    if plan.wants == "without":
        yield part(f"Days without alcohol {plan.words}: {none} of the {shown.days(known)} with a drink logged.", some)
        return
    total = _one(facts, "sum")
    in_all = f", {shown.figure('alcohol', total.amounts[0], me.shown_in)} of alcohol in all" if total and has else ""
    said = f"You drank alcohol on {has} of the {shown.days(known)} {plan.words} with a drink logged{in_all}."
    yield part(said, some, *([total] if in_all and total else []))
    if plan.wants == "enough":
        yield _goal("alcohol", facts, me)


def _a_day(metric: str) -> str:
    if metric == "sleep":
        return " a night"
    return " a day" if catalog.metrics()[metric].aggregate == "sum" else ""


def _so_many(known: int, asked: int, rest: str = "") -> str:
    """ "3 of the 7 days", "all 7 days"."""
    return f"all {shown.days(asked)}{rest}" if known == asked > 1 else f"{known:,} of the {shown.days(asked)}{rest}"


def _goal(metric: str, facts: Sequence[Fact], me: Profile) -> Part:
    goal, reached = _one(facts, "goal"), _one(facts, "goal_days")
    if goal is None and metric == "protein" and me.hide_numbers:
        return part("A goal for protein can follow from your weight, which you chose not to see, so it is left out.")
    if goal is None:
        return part(f"I see no goal for {shown.noun(metric)} to compare it with; you can set goals on the Goals page.")
    if reached is None:
        return part(sentence(goal.said), goal)
    met, judged = (int(amount.value) for amount in reached.amounts[:2])
    return part(f"{goal.said}, reached on {_so_many(met, judged, ' with a figure')}.", goal, reached)


def _missing(metric: str, days: Fact) -> Part:
    """ "Sleep is logged on 3 of the 7 days."."""
    known, asked = (_count(days), _asked(days))
    if asked == 1 or known == asked:
        return part("")
    are = "are" if _is_many(metric) else "is"
    return part(f"{shown.label(metric)} {are} logged on {known} of the {asked} days.", days)


def _is_many(metric: str) -> bool:
    return shown.label(metric).endswith(("s", "tes")) and metric not in ("hrv_rmssd",)


def _days_with(metric: str, plan: Plan, days: Fact, some: Fact | None) -> Part:
    label = shown.label(metric)
    if some:
        has, known = (int(amount.value) for amount in some.amounts[:2])
        return part(f"{label} {plan.words}: some on {has} of the {shown.days(known)} with a figure.", some)
    are = "are" if _is_many(metric) else "is"
    lately = plan.words == f"in the last {_asked(days)} days"
    said = f"the last {_asked(days)} days" if lately else f"the {_asked(days)} days {plan.words}"
    return part(f"{label} {are} logged on {_count(days)} of {said}.", days)


def _end(metric: str, plan: Plan, facts: Sequence[Fact], days: Fact) -> Iterable[Part]:
    found = _one(facts, plan.wants)
    if found is None:
        return
    when = found.said.rpartition(": ")[2]
    was = "were" if _is_many(metric) else "was"
    yield part(sentence(f"{shown.label(metric)} {plan.words} {was} {when}"), found)
    yield _missing(metric, days)


def of_trend(plan: Plan, facts: Sequence[Fact], me: Profile) -> Iterable[Part]:
    """The verdict is the app's own, word for word but for its first letter and its colon."""
    metric = str(plan.arguments["metric"])
    verdict = _one(facts, "verdict")
    if verdict is None:
        window = f"in the last {facts[0].amounts[-1].value:.0f} days"
        yield nothing(shown.noun(metric), catalog.metrics()[metric].kind, window, facts[0])
        return
    title, _, said = verdict.said.partition(": ")
    yield part(sentence(f"{title}: {lower(said).replace(': ', ', ', 1)}"), verdict)
    yield from (part(sentence(fact.said), fact) for fact in facts if ".evidence." in fact.id)


def of_two(plan: Plan, facts: Sequence[Fact], me: Profile) -> Iterable[Part]:
    metric = str(plan.arguments["metric"])
    now = _of(facts, _span(plan, ""))
    before = _of(facts, _span(plan, "before_"))
    days = [_one(side, "days") for side in (now, before)]
    levels = [_one(side, *_MEANS, *_VALUES) for side in (now, before)]
    difference = _one(facts, *_DIFFERENCES)
    if days[0] is None or days[1] is None:
        return
    if levels[0] is None or levels[1] is None or difference is None:
        empty, words = (days[0], plan.words) if levels[0] is None else (days[1], plan.before)
        of = "no whole day is" if _count(empty) else "nothing is"
        yield part(f"There is nothing to compare: {of} logged for {shown.noun(metric)} {words}.", empty)
        return
    figures = [shown.figure(metric, one.amounts[0], me.shown_in) for one in levels if one]
    average = f"{_a_day(metric)} on average" if _one(now, *_MEANS) else ""
    yield part(
        sentence(f"{shown.label(metric)} {plan.words}: {figures[0]}{average}, against {figures[1]} {plan.before}"),
        levels[0],
        levels[1],
    )
    way = difference.id.rpartition(".")[2]
    if way == "same":
        yield part("That is about the same.", difference)
    else:
        yield part(f"That is {shown.figure(metric, difference.amounts[0], me.shown_in)} {way}.", difference)
    if any(_count(one) < _asked(one) for one in days if one):
        counts = [_so_many(_count(one), _asked(one)) for one in days if one]
        label = shown.label(metric)
        are = "are" if _is_many(metric) else "is"
        yield part(
            f"{label} {are} logged on {counts[0]} {plan.words} and on {counts[1]} {plan.before}.", days[0], days[1]
        )


def _one(facts: Sequence[Fact], *ends: str) -> Fact | None:
    return next((fact for fact in facts if fact.id.rpartition(".")[2] in ends), None)


def _of(facts: Sequence[Fact], days: str) -> list[Fact]:
    """The facts of one of two periods: the difference names both."""
    return [fact for fact in facts if fact.id.rpartition(".")[0].endswith(days) and not _is_difference(fact)]


def _span(plan: Plan, which: str) -> str:
    only = str(plan.arguments.get(f"{which}only", "all"))
    ends = f"{plan.arguments[f'{which}start']}.{plan.arguments[f'{which}end']}"
    return ends if only == "all" else f"{ends}.{only}"


def _is_difference(fact: Fact) -> bool:
    return fact.id.rpartition(".")[2] in _DIFFERENCES


def _count(days: Fact) -> int:
    """On how many days there is a figure."""
    return 0 if "nothing is logged" in days.said else int(days.amounts[0].value)


def _asked(days: Fact) -> int:
    """How many days were looked at."""
    return int(days.amounts[1].value)
