""" "Yes", "No" or "Not enough is logged to say", where a question asks for it and the facts decide it."""

from collections.abc import Sequence

from lib.advice.facts import Fact
from lib.assistant.plans import Plan
from lib.diary import catalog

YES, NO, UNKNOWN = "Yes.", "No.", "Not enough is logged to say."


def opening(plan: Plan, facts: Sequence[Fact]) -> str:
    """Empty where the facts leave it open; entries that were asked for say it themselves."""
    if not plan.asks:
        return ""
    if plan.tool == "goals":
        return _of_goal(facts)
    if plan.tool == "series":
        return _of_days(plan, facts) if plan.wants in ("goal", "enough") else ""
    if plan.tool == "trend":
        return _of_trend(plan, facts)
    return _of_two(plan, facts) if plan.tool == "compare" else ""


def _of_goal(facts: Sequence[Fact]) -> str:
    if len(facts) != 1 or facts[0].id.endswith((".none", ".harm")):
        return ""
    said, state = facts[0].said, facts[0].id.rpartition(".")[2]
    if "no figure" in said:
        return UNKNOWN
    if state == "met" or "which is within it" in said:
        return YES
    # Of a day that is not over the fact says how much is to go.
    return NO


def _of_days(plan: Plan, facts: Sequence[Fact]) -> str:
    days, reached = _one(facts, "days"), _one(facts, "goal_days")
    if days is not None and "nothing is logged" in days.said:
        return UNKNOWN
    if reached is None:
        return ""
    met, judged = (amount.value for amount in reached.amounts[:2])
    if met in (0, judged):
        return YES if met else NO
    return "Yes, on most days." if met * 2 > judged else "No, not on most days."


def _of_trend(plan: Plan, facts: Sequence[Fact]) -> str:
    verdict = _one(facts, "verdict")
    said = verdict.said.partition(": ")[2] if verdict else ""
    if verdict is None or said.startswith("Not enough"):
        return UNKNOWN
    if plan.asks == "any":
        return ""
    if said.startswith("No clear change"):
        return NO
    if plan.asks in ("up", "down"):
        way = {"Rising": "up", "Falling": "down"}.get(said.partition(":")[0])
        return "" if way is None else YES if way == plan.asks else NO
    better = "better way" in said or said.startswith("Closer")
    if not better and not ("wrong way" in said or said.startswith("Further")):
        return ""
    return YES if better == (plan.asks == "better") else NO


def _of_two(plan: Plan, facts: Sequence[Fact]) -> str:
    difference = _one(facts, "more", "less", "same")
    if difference is None:
        return UNKNOWN
    way = difference.id.rpartition(".")[2]
    wanted = {"up": "more", "down": "less"}.get(plan.asks)
    if wanted is None and plan.asks in ("better", "worse"):
        better = {"up": "more", "down": "less"}.get(catalog.metrics()[str(plan.arguments["metric"])].better)
        wanted = better if plan.asks == "better" else {"more": "less", "less": "more"}.get(better or "")
    return "" if wanted is None else YES if way == wanted else NO


def _one(facts: Sequence[Fact], *ends: str) -> Fact | None:
    return next((fact for fact in facts if fact.id.rpartition(".")[2] in ends), None)
