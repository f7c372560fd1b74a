"""Facts in one to three plain sentences. Every number is one of a fact, and every fact that was used is named."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lib.advice.facts import Fact
from lib.assistant import answers_entries, answers_series, entry_facts, shown, verdicts
from lib.assistant.answers_parts import Part, capital, list_of, lower, nothing, part, sentence
from lib.assistant.examples import near
from lib.assistant.plans import Plan
from lib.diary.days import Clock
from lib.profile import Profile

__all__ = ["EXAMPLES", "MEDICINES", "NOT_UNDERSTOOD", "OTHER_DAY", "TO_LOG", "Answer", "answer", "is_nothing", "near"]

NOT_UNDERSTOOD = (
    "I did not understand that. I answer from what you logged: how much, how often, when last, whether it goes up or "
    'down, and where your goals stand. Try "How much water did I drink today?", "Am I sleeping better?" or "What did I '
    'eat yesterday?".'
)
EXAMPLES = ("How much water did I drink today?", "Am I sleeping better?", "What did I eat yesterday?")
MEDICINES = "I keep no medicines. Ask your clinician or pharmacist about them."
OTHER_DAY = "From here only today can be logged; open the Diary or choose the day before on Today."
TO_LOG = "That is something to log. Look it over first; nothing is saved before you say so."
MOST_SENTENCES = 3
_FOOD_SUMMARY = ("kcal", "protein_g", "carbs_g", "fat_g", "fibre_g")
_MANY = {"meal": "Meals", "water": "Drinks", "gym": "Training", "mood": "Mood", "sleep": "Sleep", "body": "Readings"}


@dataclass(frozen=True)
class Answer:
    """`text` holds names that people gave to things: it is drawn as plain text. `cited` are ids of `facts`."""

    text: str
    facts: tuple[Fact, ...] = ()
    cited: tuple[str, ...] = ()


def answer(plan: Plan, facts: Sequence[Fact], here: Clock, me: Profile) -> Answer:
    parts = [one for one in _WRITERS[plan.tool](plan, facts, me) if one.said][:MOST_SENTENCES]
    cited = tuple(dict.fromkeys(id for one in parts for id in one.cited))
    said = [verdicts.opening(plan, facts), *(one.said for one in parts)]
    return Answer(" ".join(one for one in said if one), tuple(facts), cited)


def is_nothing(facts: Sequence[Fact]) -> bool:
    """Whether nothing is logged of what was asked for."""
    ids = [fact.id for fact in facts]
    return len(ids) == 1 and ids[0].endswith((".none", ".days"))


def _of_day(plan: Plan, facts: Sequence[Fact], me: Profile) -> Iterable[Part]:
    kind = str(plan.arguments.get("kind", "all"))
    entries = [fact for fact in facts if fact.rows and ".total." not in fact.id]
    itself = next((fact for fact in facts if fact.id.endswith(".total.itself")), None)
    totals = [fact for fact in facts if ".total." in fact.id and fact is not itself]
    if not entries:
        yield nothing("" if kind == "all" else _MANY[kind].lower(), kind, plan.words, facts[0])
        return
    if plan.wants == "water" and itself:
        in_all = [fact for fact in totals if ".total.water" in fact.id]
        rest = f"; {_value(in_all[0])} of drinks in all" if in_all else ""
        yield part(sentence(f"{_value(itself)} of water {plan.words}{rest}"), itself, *in_all)
        return
    if kind != "all":
        listed = [_in_list(kind, fact) for fact in entries]
        yield list_of(f"{_MANY[kind]} {plan.words}", listed, entries)
        if kind in ("meal", "water"):
            yield from (part(sentence(fact.said), fact) for fact in totals[:1])
        return
    if totals:
        said = ", ".join(f"{lower(_label(fact))} {_value(fact)}" for fact in totals)
        yield part(sentence(f"{capital(plan.words)}: {said}"), *totals)
    others = [fact for fact in entries if fact.id.split(".")[2] in ("gym", "mood", "body")]
    if others:
        yield list_of("Also logged", [entry_facts.said_alone(fact) for fact in others], others)
    elif not totals:
        yield list_of(f"Logged {plan.words}", [entry_facts.said_alone(fact) for fact in entries], entries)


def _in_list(kind: str, fact: Fact) -> str:
    """ "lunch (Lentil soup; Bread, 520 kcal)"."""
    said = entry_facts.said_alone(fact)
    if kind != "meal":
        return said
    meal, _, what = said.partition(": ")
    return f"{meal} ({what})"


def _label(fact: Fact) -> str:
    """ "Energy eaten today: 1,200 kcal" is about energy eaten."""
    return fact.said.partition(": ")[0].rsplit(" on ", 1)[0].removesuffix(" today").removesuffix(" yesterday")


def _value(fact: Fact) -> str:
    return fact.said.partition(": ")[2]


def _of_goals(plan: Plan, facts: Sequence[Fact], me: Profile) -> Iterable[Part]:
    if facts[0].said.startswith("No goal is set"):
        yield part(f"{facts[0].said} that I can show. You can set goals on the Goals page.", facts[0])
        return
    if plan.wants in ("missed", "reached"):
        yield _only_some_goals(plan, facts)
        return
    if len(facts) <= MOST_SENTENCES:
        yield from (part(sentence(fact.said), fact) for fact in facts)
        return
    yield list_of("Your goals", [fact.said.rstrip(".") for fact in facts], facts)


def _only_some_goals(plan: Plan, facts: Sequence[Fact]) -> Part:
    """Which of them were reached, or were not. One that may harm is neither."""
    judged = [fact for fact in facts if not fact.id.endswith(".harm")]
    reached = [fact for fact in judged if fact.id.endswith(".met") or "which is within it" in fact.said]
    # Of a goal that is an upper bound alone, nobody knows before the day is called complete.
    unknown = [fact for fact in judged if "your goal is at most" in fact.said and fact.id.endswith(".open")]
    told = reached if plan.wants == "reached" else [fact for fact in judged if fact not in (*reached, *unknown)]
    if told:
        return list_of(
            f"Goals {'not ' if plan.wants == 'missed' else ''}reached {plan.words}",
            [fact.said.rstrip(".") for fact in told],
            told,
        )
    return part(f"{'No goal was' if plan.wants == 'reached' else 'All your goals were'} reached {plan.words}.", *judged)


def _of_overview(plan: Plan, facts: Sequence[Fact], me: Profile) -> Iterable[Part]:
    told = [fact for fact in facts if fact.amounts and not fact.id.endswith(".none")]
    if not told:
        yield nothing("", "all", f"{plan.words} and {plan.before}" if plan.before else plan.words, facts[0])
        return
    step = 2 if plan.before else 1
    said = [
        " against ".join(_level(fact, me) for fact in told[n : n + step]) for n in range(0, len(told), step)
    ]  # fmt: skip
    named = [f"{shown.noun(told[n * step].id.partition('.')[0])} {one}" for n, one in enumerate(said)]
    title = f"{capital(plan.words)} against {plan.before}" if plan.before else capital(plan.words)
    basis = "a day, on average" if any(".mean" in fact.id for fact in told) else "so far" if not plan.before else ""
    yield part(sentence(f"{title}{f' ({basis})' if basis else ''}: {'; '.join(named)}"), *told)
    if any(fact.id.endswith("mean_complete") for fact in told):
        yield part("What you eat and drink is of the days you called complete.")


def _level(fact: Fact, me: Profile) -> str:
    return shown.figure(fact.id.partition(".")[0], fact.amounts[0], me.shown_in)


def _of_insights(plan: Plan, facts: Sequence[Fact], me: Profile) -> Iterable[Part]:
    links = [fact for fact in facts if fact.id.split(".")[-1].isdigit() and "waiting" not in fact.id]
    if links:
        yield from (part(sentence(fact.said), fact) for fact in links[: MOST_SENTENCES - 1])
        yield from (part(sentence(fact.said), fact) for fact in facts if fact.id.endswith(".not_why"))
        return
    yield from (part(sentence(fact.said), fact) for fact in facts)


def _of_foods(plan: Plan, facts: Sequence[Fact], me: Profile) -> Iterable[Part]:
    nutrients = [fact for fact in facts if fact.amounts]
    others = [fact for fact in facts if fact.id.endswith(".others")]
    if not nutrients:
        yield from (part(sentence(fact.said), fact) for fact in facts)
        return
    if plan.arguments.get("metric") is None:
        nutrients = [fact for fact in nutrients if fact.id.rpartition(".")[2] in _FOOD_SUMMARY]
    what = nutrients[0].said.rpartition("): ")[0]
    said = ", ".join(fact.said.rpartition("): ")[2] for fact in nutrients)
    yield part(sentence(f"{what}): {said}"), *nutrients)
    yield from (part(sentence(fact.said), fact) for fact in others)


def _of_logged(plan: Plan, facts: Sequence[Fact], me: Profile) -> Iterable[Part]:
    days, streak = facts
    inside, length = (f"{amount.value:,.0f}" for amount in days.amounts[:2])
    within = "the last" if plan.words == f"in the last {length} days" else "the"
    words = "" if within == "the last" else f" {plan.words}"
    yield part(f"You logged something on {inside} of {within} {length} days{words}.", days)
    count = int(streak.amounts[0].value)
    upto = streak.id.rpartition(".")[2]
    if not count:
        yield part("There is no streak at the moment; whatever you log today begins a new streak.", streak)
        return
    at_least = "at least " if "at_least" in streak.id else ""
    yield part(f"Your streak is {at_least}{count:,} {'day' if count == 1 else 'days'}, up to {upto}.", streak)


_WRITERS: Mapping[str, Callable[[Plan, Sequence[Fact], Profile], Iterable[Part]]] = {
    "day": _of_day,
    "entries": answers_entries.of_entries,
    "overview": _of_overview,
    "goals": _of_goals,
    "insights": _of_insights,
    "foods": _of_foods,
    "logged": _of_logged,
    "series": answers_series.of_period,
    "trend": answers_series.of_trend,
    "compare": answers_series.of_two,
}
