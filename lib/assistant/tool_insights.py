"""What goes together in a person's own days, as Insights has found it. Never why."""

from dataclasses import dataclass

from lib.advice.facts import Amount, Fact
from lib.assistant import shown
from lib.diary import insight_words, insights
from lib.diary.days import Clock
from lib.gateway.port import Backend
from lib.profile import Profile

NOT_WHY = "These go together in what you wrote down, which is not why: something else may move both"
MOST_LINKS = 5
MOST_WAITING = 2
# Asked for one, the other is meant as well.
_TOGETHER = (
    frozenset(("sleep", "sleep_quality")),
    frozenset(("wellbeing", "mood_energy")),
    frozenset(("hrv_rmssd", "hrv_sdnn")),
    frozenset(("active_minutes", "steps", "distance", "training_energy")),
)


@dataclass(frozen=True)
class InsightsAsked:
    metric: str | None = None
    other: str | None = None


def found(backend: Backend, here: Clock, me: Profile, asked: InsightsAsked) -> list[Fact]:
    daily = insights.fetch(backend, here.today, hide_numbers=me.hide_numbers)
    known = insights.find(daily, hide_numbers=me.hide_numbers)
    links = [one.link for one in known.links if _is_meant(asked, one.link.cause, one.link.effect)]
    facts = []
    for n, link in enumerate(links[:MOST_LINKS]):
        said, names = _with_plain_tags(insight_words.link(link, me.shown_in).rstrip("."), link.cause, link.effect)
        facts.append(Fact(f"links.{asked.metric or 'all'}.{n}", said, shown.in_text(said, names), tuple(names)))
    if facts:
        return [*facts, Fact("links.not_why", NOT_WHY)]
    about = f" for {shown.noun(asked.metric)}" if asked.metric else ""
    if asked.metric and asked.other:
        about = f" for {shown.noun(asked.other)} and {shown.noun(asked.metric)}"
    facts.append(Fact(f"links.{asked.metric or 'all'}.none", f"Nothing goes together clearly so far{about}"))
    waiting = [one for one in known.waiting if _is_meant(asked, one.cause, one.effect)]
    for n, one in enumerate(waiting[:MOST_WAITING]):
        to_go = insights.days_to_go(one)
        named, names = _with_plain_tags(insight_words.name(one), one.cause, one.effect)
        said = f"{named}: {shown.days(to_go)} more are needed at the least"
        amounts = (Amount(float(to_go), "days"), *shown.in_text(named, names))
        facts.append(Fact(f"links.{asked.metric or 'all'}.waiting.{n}", said, amounts, tuple(names)))
    return facts


def _with_plain_tags(said: str, *ends: str) -> tuple[str, list[str]]:
    """Tags are words of the person's own, and are names."""
    tags = [end.removeprefix("tag:") for end in ends if end.startswith("tag:")]
    for tag in tags:
        said = said.replace(tag, shown.name(tag))
    return said, [shown.name(tag) for tag in tags]


def _is_meant(asked: InsightsAsked, *ends: str) -> bool:
    return _is_about(asked.metric, *ends) and _is_about(asked.other, *ends)


def _is_about(metric: str | None, *ends: str) -> bool:
    if metric is None:
        return True
    meant = next((group for group in _TOGETHER if metric in group), frozenset((metric,)))
    if metric == "caffeine":
        meant = frozenset((metric, insights.NAMES["late_caffeine"]))
    return any(end in meant for end in ends)
