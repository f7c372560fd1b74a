"""A person, a moment and a database that answers from what a test lays into it."""

import datetime
from typing import Any

from lib.advice.checker_numbers import fault
from lib.assistant import shown
from lib.assistant.answers import Answer
from lib.diary.days import Clock
from lib.gateway.port import Backend, Person
from lib.profile import Profile

# A Wednesday.
TODAY = datetime.date(2026, 5, 6)
DAY = datetime.timedelta(days=1)
HERE = Clock(datetime.datetime(2026, 5, 6, 13, 0, tzinfo=datetime.UTC), "UTC")
ME = Profile("Anna", None, None, None, "metric", "kcal", "UTC", 1, False, "free", False)
IMPERIAL = Profile(**vars(ME) | {"units": "imperial", "energy_unit": "kJ", "glucose_unit": "mmol/l"})
HIDING = Profile(**vars(ME) | {"hide_numbers": True})
EMPTY_DAY = {name: [] for name in ("meal", "water", "gym", "mood", "sleep", "body", "goals")} | {
    "latest": {}, "complete": False,
}  # fmt: skip


class Gateway:
    """Answers calls of functions, counts them, and knows no other way in."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def rpc(self, function: str, args: dict[str, Any] | None = None) -> Any:
        self.calls.append((function, dict(args or {})))
        answer = self.answers[function]
        return answer(args) if callable(answer) else answer

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"{name} was called: an assistant reads, and by functions alone")


def backend(**answers: Any) -> Backend:
    return Backend(Person("me", "me@wellspring.example"), Gateway(**answers), None)  # type: ignore[arg-type]


def days_of(
    figures: dict[str, dict[datetime.date, float]],
    complete: tuple[datetime.date, ...] = (),
    at_least: dict[str, tuple[datetime.date, ...]] | None = None,
    goals: tuple[dict[str, Any], ...] = (),
) -> Any:
    """What daily_series answers for these figures, whatever days it is asked for."""

    def answer(args: dict[str, Any]) -> dict[str, Any]:
        first, last = (datetime.date.fromisoformat(args[name]) for name in ("p_from", "p_to"))
        asked = [metric for metric in args["p_metrics"] if metric in figures]
        days = sorted({day for metric in asked for day in figures[metric] if first <= day <= last})
        return {
            "days": [(day - first).days for day in days],
            "series": {metric: [figures[metric].get(day) for day in days] for metric in asked},
            "at_least": {
                metric: [(day - first).days for day in known if first <= day <= last]
                for metric, known in (at_least or {}).items()
            },
            "complete": [(day - first).days for day in complete if first <= day <= last],
            "tags": {} if "tags" in args["p_metrics"] else None,
            "told": [] if "tags" in args["p_metrics"] else None,
            "goals": [goal for goal in goals if goal["metric"] in args["p_metrics"]],
            "notes": None,
            "version": 1,
        }

    return answer


def goal(metric: str, low: float | None = None, high: float | None = None, source: str = "own") -> dict[str, Any]:
    return {"metric": metric, "low": low, "high": high, "starts_on": "2020-01-01", "source": source}


def row(id: str, day: datetime.date = TODAY, **columns: Any) -> dict[str, Any]:
    return {
        "id": id, "logged_at": f"{day}T12:00:00+00:00", "local_date": f"{day}", "time_zone": "UTC", "note": "my secret",
    } | columns  # fmt: skip


def drink(id: str, ml: float, beverage: str = "water", day: datetime.date = TODAY, **more: Any) -> dict[str, Any]:
    columns = {"kcal": 0, "sodium_mg": None, "caffeine_mg": 0, "alcohol_g": 0} | more
    return row(id, day, ml=ml, beverage=beverage, **columns)


def meal(
    id: str, *items: dict[str, Any], day: datetime.date = TODAY, type: str = "lunch", **more: Any
) -> dict[str, Any]:
    known = [item["kcal"] for item in items if item["kcal"] is not None]
    columns = {
        "title": None,
        "words": "",
        "kcal": sum(known) if known else None,
        "kcal_unknown": len(items) - len(known),
    }
    return row(id, day, meal_type=type, items=list(items), **columns | more)


def food(name: str, kcal: float | None, protein: float | None = None, fibre: float | None = None) -> dict[str, Any]:
    return {"food_name": name, "kcal": kcal, "protein_g": protein, "fibre_g": fibre}


def workout(id: str, day: datetime.date = TODAY, activity: str = "running-8-kmh", **more: Any) -> dict[str, Any]:
    columns = {"minutes": 30, "distance_km": 5.0, "intensity": None, "net_kcal": 300, "items": []}
    return row(id, day, activity=activity, **columns | more)


def mood(id: str, wellbeing: float = 7, day: datetime.date = TODAY, **more: Any) -> dict[str, Any]:
    return row(id, day, wellbeing=wellbeing, **{"feelings": [], "tags": [], "energy": None} | more)


def night(id: str, minutes: int = 450, day: datetime.date = TODAY, quality: int | None = 4) -> dict[str, Any]:
    ended = datetime.datetime.combine(day, datetime.time(7, 0), tzinfo=datetime.UTC)
    started = ended - datetime.timedelta(minutes=minutes)
    return row(id, day, minutes=minutes, quality=quality, started_at=started.isoformat(), ended_at=ended.isoformat())


def reading(
    id: str, metric: str, value: float, value2: float | None = None, day: datetime.date = TODAY
) -> dict[str, Any]:
    return row(id, day, metric=metric, value=value, value2=value2)


def unbacked(answer: Answer) -> str:
    """What the checker says of the numbers of an answer, by the facts it cites; empty where they all stand there."""
    cited = [fact for fact in answer.facts if fact.id in answer.cited]
    names = [name for fact in cited for name in fact.names]
    return fault(shown.without_names(answer.text, names), cited)
