"""Goals: a lower bound, an upper one or both, for one metric, from one day on.

Setting a goal on the day another one began replaces that one; a goal with no bounds ends the one before.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lib import units
from lib.diary import catalog, say
from lib.diary.catalog import Metric
from lib.diary.metrics_shown import QUANTITIES
from lib.diary.overview import Goal, Overview
from lib.gateway.port import Backend, GatewayError, Row
from lib.nutrition import energy
from lib.profile import Profile
from lib.units import Units

ADULT = 18
# Where nobody knows what a body needs at rest: few adults need less.
LOWEST_ENERGY = 1200.0
OWN = "own"
_TAKEN = "23505"


@dataclass(frozen=True)
class Body:
    """What is known about a person for goals; None is unknown."""

    sex: str | None
    age: int | None
    cm: float | None
    kg: float | None
    activity: str | None = None

    @property
    def is_minor(self) -> bool:
        return self.age is not None and self.age < ADULT

    @property
    def basal(self) -> float | None:
        """Kilocalories at rest. For a sex nobody named it is the mean, as the database takes it too."""
        if self.kg is None or self.cm is None or self.age is None:
            return None
        return energy.basal_need(self.kg, self.cm, self.age, self.sex or "other")


def body(me: Profile, kg: float | None, today: datetime.date) -> Body:
    return Body(me.sex, age_on(me.birth_date, today), me.height_cm, kg, me.activity_level)


def age_on(birth_date: datetime.date | None, day: datetime.date) -> int | None:
    if birth_date is None:
        return None
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def metrics(me: Profile) -> list[Metric]:
    """What can have a goal: everything a day has one figure for."""
    return [
        metric
        for metric in catalog.metrics().values()
        if metric.aggregate != "none" and not (me.hide_numbers and metric.hidden)
    ]


def unit(metric: str, shown: Units) -> str:
    quantity = QUANTITIES.get(metric)
    known = catalog.metrics()[metric].unit
    return units.unit_label(quantity, shown) if quantity else {"0-10": "0 to 10", "1-5": "1 to 5"}.get(known, known)


def bounds(low: float | None, high: float | None, metric: str, shown: Units) -> str:
    """ "at least 2,000 ml", "1,750 to 2,200 kcal"."""
    if low is None and high is None:
        return "no goal"
    said = amounts(low, high, metric, shown)
    return said if low is not None and high is not None else f"at {'most' if low is None else 'least'} {said}"


def amounts(low: float | None, high: float | None, metric: str, shown: Units) -> str:
    """Without the words: "2,000 ml", "1,750 to 2,200 kcal"."""
    said = [say.metric_value(metric, bound, shown) for bound in (low, high) if bound is not None]
    number, _, unit = said[0].partition(" ")
    if len(said) == 2 and " " not in unit and said[1].endswith(f" {unit}"):
        # The unit once.
        said[0] = number
    return " to ".join(said)


def problem(metric: str, low: float | None, high: float | None, about: Body, shown: Units) -> str:
    """Why this goal is not set, as a sentence; the database refuses the harmful ones as well."""
    known = catalog.metrics()[metric]
    given = [bound for bound in (low, high) if bound is not None]
    if not given:
        return "A goal needs a number."
    if low is not None and high is not None and low > high:
        return "The lower number of a goal lies above the upper one."
    if any(not 0 <= bound <= known.highest for bound in given):
        return f"A goal for this lies between 0 and {say.metric_value(metric, known.highest, shown)}."
    if metric == "energy" and high is not None:
        return _too_little_energy(high, about, shown)
    return _too_light(low, high, about) if metric == "weight" else ""


def _too_little_energy(high: float, about: Body, shown: Units) -> str:
    if about.basal is None:
        if high >= LOWEST_ENERGY:
            return ""
        return (
            f"An energy goal below {say.energy(LOWEST_ENERGY, shown)} is not set here, because few adults need less "
            "even at rest. With your height, birth date and weight we can say what you need."
        )
    if high >= about.basal:
        return ""
    return (
        f"At rest your body needs about {say.energy(about.basal, shown)} a day, and an energy goal must not lie below "
        "that. Choose a higher one."
    )


def _too_light(low: float | None, high: float | None, about: Body) -> str:
    target = high if high is not None else low
    assert target is not None
    loses = about.kg is not None and target < about.kg
    if about.is_minor and loses:
        return "Below the age of 18 there are no goals to lose weight here. A doctor can say what is right for you."
    if about.is_minor and high is not None and about.kg is None:
        return "Below the age of 18 a highest weight needs to be compared with yours. Log your weight first."
    # The whole of a band has to be healthy, not only its upper end.
    lightest = min(bound for bound in (low, high) if bound is not None)
    if about.cm is None or energy.bmi(lightest, about.cm) >= energy.UNDERWEIGHT_BMI:
        return ""
    if high is None and about.kg is not None and target >= about.kg:
        return ""
    return "That weight means a BMI below 18.5, where underweight begins. Choose a higher one."


def save(
    backend: Backend,
    metric: str,
    low: float | None,
    high: float | None,
    starts_on: datetime.date,
    source: str = OWN,
    before: Row | None = None,
) -> tuple[Row, Row | None]:
    """The goal as it now stands, and what it replaced of the same day; `before` is what the page knows to stand."""
    said: Row = {"low": low, "high": high, "source": source[:120]}
    same = {"user_id": backend.person.id, "metric": metric, "starts_on": starts_on.isoformat()}
    if (
        before
        and before["starts_on"] == same["starts_on"]
        and (changed := backend.gateway.update("goals", said, eq=same))
    ):
        return changed[0], before
    try:
        (added,) = backend.gateway.insert("goals", {"metric": metric, "starts_on": same["starts_on"], **said})
        return added, None
    except GatewayError as error:
        if error.code != _TAKEN:
            raise
    # Another tab, or a goal that this page does not show because it has ended.
    found = backend.gateway.select("goals", eq=same, limit=1)
    changed = backend.gateway.update("goals", said, eq=same)
    if not found or not changed:
        raise GatewayError(_TAKEN, "Two tabs set and removed this goal in the same moment.")
    return changed[0], found[0]


def remove(backend: Backend, goal_id: str) -> None:
    backend.gateway.delete("goals", eq={"user_id": backend.person.id, "id": goal_id})


def put_back(backend: Backend, row: Mapping[str, Any]) -> None:
    """A goal that was replaced or removed, as it was."""
    save(
        backend,
        row["metric"],
        row["low"],
        row["high"],
        datetime.date.fromisoformat(str(row["starts_on"])),
        row["source"],
    )


def history(backend: Backend) -> list[Row]:
    """All goals there were, are and will be, the latest first."""
    return backend.gateway.select("goals", eq={"user_id": backend.person.id}, order="starts_on", desc=True)


def as_row(goal: Goal | None) -> Row | None:
    if goal is None:
        return None
    return {
        "metric": goal.metric,
        "low": goal.low,
        "high": goal.high,
        "starts_on": goal.starts_on.isoformat(),
        "source": goal.source,
    }


def with_goals(overview: Overview, now: Mapping[str, Row | None]) -> Overview:
    """The same day with the goals that hold on it from now on."""
    if not now:
        return overview
    kept = [row for row in overview.raw["goals"] if row["metric"] not in now]
    kept += [row for row in now.values() if row and (row["low"] is not None or row["high"] is not None)]
    return replace(overview, raw=dict(overview.raw) | {"goals": kept})
