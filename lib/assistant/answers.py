"""Facts in one to three plain sentences. Every number is one of a fact, and every fact that was used is named."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lib.advice.facts import Fact
from lib.assistant import answers_series, entry_facts, shown
from lib.assistant.answers_parts import Part, lower, nothing, part, sentence
from lib.assistant.plans import Plan
from lib.diary import catalog
from lib.diary.days import Clock
from lib.profile import Profile

NOT_UNDERSTOOD = (
    "I did not understand that. I answer from what you logged: how much, how often, when last, whether it goes up or "
    'down, and where your goals stand. Try "How much water did I drink today?", "Am I sleeping better?" or "What did I '
    'eat yesterday?".'
)
EXAMPLES = ("How much water did I drink today?", "Am I sleeping better?", "What did I eat yesterday?")
TO_LOG = "That is something to log. Look it over first; nothing is saved before you say so."
MOST_SENTENCES = 3
MOST_IN_A_LIST = 8
_FOOD_SUMMARY = ("kcal", "protein_g", "carbs_g", "fat_g", "fibre_g")
_ONE = {"meal": "meal", "water": "drink", "gym": "workout", "mood": "mood", "sleep": "night", "body": "reading"}
_PLURAL = {
    "meal": "meals",
    "water": "drinks",
    "gym": "workouts",
    "mood": "moods",
    "sleep": "nights",
    "body": "readings",
}
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
    return Answer(" ".join(one.said for one in parts), tuple(facts), cited)


def is_nothing(facts: Sequence[Fact]) -> bool:
    """Whether nothing is logged of what was asked for."""
    ids = [fact.id for fact in facts]
    return len(ids) == 1 and ids[0].endswith((".none", ".days"))


def _of_day(plan: Plan, facts: Sequence[Fact], me: Profile) -> Iterable[Part]:
    kind = str(plan.arguments.get("kind", "all"))
    entries = [fact for fact in facts if fact.rows and ".total." not in fact.id]
    totals = [fact for fact in facts if ".total." in fact.id]
    if not entries:
        yield nothing("" if kind == "all" else _MANY[kind].lower(), kind, plan.words, facts[0])
        return
    if kind != "all":
        listed = [_in_list(kind, fact) for fact in entries]
        yield _list(f"{_MANY[kind]} {plan.words}", listed, entries)
        if kind in ("meal", "water"):
            yield from (part(sentence(fact.said), fact) for fact in totals[:1])
        return
    if totals:
        said = ", ".join(f"{lower(_label(fact))} {_value(fact)}" for fact in totals)
        yield part(sentence(f"{_capital(plan.words)}: {said}"), *totals)
    others = [fact for fact in entries if fact.id.split(".")[2] in ("gym", "mood", "body")]
    if others:
        yield _list("Also logged", [entry_facts.said_alone(fact) for fact in others], others)
    elif not totals:
        yield _list(f"Logged {plan.words}", [entry_facts.said_alone(fact) for fact in entries], entries)


def _in_list(kind: str, fact: Fact) -> str:
    """ "lunch (Lentil soup; Bread, 520 kcal)"."""
    said = entry_facts.said_alone(fact)
    if kind != "meal":
        return said
    meal, _, what = said.partition(": ")
    return f"{meal} ({what})"


def _list(title: str, said: Sequence[str], facts: Sequence[Fact]) -> Part:
    told = "; ".join(said[:MOST_IN_A_LIST])
    more = "; and more" if len(said) > MOST_IN_A_LIST else ""
    return part(sentence(f"{title}: {told}{more}"), *facts[:MOST_IN_A_LIST])


def _label(fact: Fact) -> str:
    """ "Energy eaten today: 1,200 kcal" is about energy eaten."""
    return fact.said.partition(": ")[0].rsplit(" on ", 1)[0].removesuffix(" today").removesuffix(" yesterday")


def _value(fact: Fact) -> str:
    return fact.said.partition(": ")[2]


def _of_entries(plan: Plan, facts: Sequence[Fact], me: Profile) -> Iterable[Part]:
    kind, text = str(plan.arguments["kind"]), str(plan.arguments.get("text", ""))
    entries = [fact for fact in facts if fact.id.split(".")[-1].isdigit() and fact.rows]
    with_it = f' with "{facts[0].names[-1]}" in the name' if text and kind != "body" else ""
    if not entries:
        what = shown.noun(text) if text in catalog.metrics() else f"{_PLURAL[kind]}{with_it}"
        yield nothing(what, kind, plan.words, facts[0])
        return
    if plan.wants == "last":
        yield part(sentence(f"Your last {_ONE[kind]}{with_it}: {_with_its_day(entries[0])}"), entries[0])
        return
    counts = [fact for fact in facts if fact.id.rpartition(".")[2].startswith("count")]
    sums = [fact for fact in facts if fact.id.split(".")[-2] == "sum"]
    if plan.wants == "count" and counts:
        totals = " and ".join(_value(fact).removesuffix(" in all") for fact in sums)
        in_all = f", {totals} in all" if totals else ""
        said = f"{_capital(_PLURAL[kind])}{with_it} {plan.words}: {_value(counts[0])}{in_all}"
        yield part(sentence(said), counts[0], *sums)
        yield part(sentence(f"The last: {_with_its_day(entries[0])}"), entries[0])
        return
    yield _list(f"{_MANY[kind]} {plan.words}", [_with_its_day(fact) for fact in entries], entries)


def _with_its_day(fact: Fact) -> str:
    """ "on 3 May, Running, 30 min"."""
    day, _, what = fact.said.partition(": ")
    return f"{day[:1].lower()}{day[1:]}, {what}"


def _of_goals(plan: Plan, facts: Sequence[Fact], me: Profile) -> Iterable[Part]:
    if facts[0].said.startswith("No goal is set"):
        yield part(f"{facts[0].said} that I can show. You can set goals on the Goals page.", facts[0])
        return
    if len(facts) <= MOST_SENTENCES:
        yield from (part(sentence(fact.said), fact) for fact in facts)
        return
    yield _list("Your goals", [fact.said.rstrip(".") for fact in facts], facts)


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


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_WRITERS: Mapping[str, Callable[[Plan, Sequence[Fact], Profile], Iterable[Part]]] = {
    "day": _of_day,
    "entries": _of_entries,
    "goals": _of_goals,
    "insights": _of_insights,
    "foods": _of_foods,
    "logged": _of_logged,
    "series": answers_series.of_period,
    "trend": answers_series.of_trend,
    "compare": answers_series.of_two,
}
