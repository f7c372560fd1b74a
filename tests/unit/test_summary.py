"""The summary of a period: which days count, what it is compared with, and what is said to have changed."""

import datetime
import random
from typing import Any

import pytest

from lib.diary import summary, summary_words
from lib.diary.series import Daily
from lib.diary.summary import Part, Period
from lib.units import Units
from tests.support.figures import answer

DAY = datetime.timedelta(days=1)
END = datetime.date(2026, 11, 20)
MONTH = Period(END - DAY * 27, END)
METRIC, IMPERIAL = Units(), Units("imperial", "kJ", "mmol/l")
HIDDEN = ("energy", "weight", "waist", "training_energy")


def daily(values: dict[str, dict[datetime.date, float]], complete=(), at_least=None) -> Daily:
    return Daily(END - DAY * 400, END, values, at_least or {}, frozenset(complete), {}, frozenset())


def noisy(level: float, spread: float, days: int = 250, seed: int = 1) -> dict[datetime.date, float]:
    chance = random.Random(seed)
    return {END - DAY * n: level + chance.gauss(0, spread) for n in range(days)}


def part(metric: str, values: dict[datetime.date, float], **how: Any) -> Part:
    (found,) = summary.of(daily({metric: values}, **how), [metric], MONTH).parts
    return found


class Asked:
    """A backend that answers with nothing and remembers what it was asked for."""

    def __init__(self) -> None:
        self.gateway, self.calls = self, []

    def rpc(self, function: str, args: Any = None) -> dict[str, Any]:
        self.calls.append((function, args))
        return answer()


def test_of_what_is_eaten_only_complete_days_are_averaged():
    values = {END: 100.0, END - DAY: 60.0, END - DAY * 2: 10.0}

    found = part("protein", values, complete=[END, END - DAY])

    assert found.mean == 80.0
    assert len(found.values) == 3
    assert set(found.counted) == {END, END - DAY}


def test_a_complete_day_with_unknown_foods_is_not_averaged():
    values = {END: 100.0, END - DAY: 60.0}

    found = part("protein", values, complete=values, at_least={"protein": frozenset([END])})

    assert found.mean == 60.0


def test_of_the_rest_every_day_with_a_figure_is_averaged():
    found = part("sleep", {END: 8.0, END - DAY * 3: 6.0})

    assert found.mean == 7.0
    assert found.counted == found.values


def test_as_many_days_right_before_are_compared():
    values = {MONTH.start: 8.0, MONTH.start - DAY: 6.0, MONTH.start - DAY * 28: 7.0, MONTH.start - DAY * 29: 1.0}

    found = part("sleep", values)

    assert found.mean == 8.0
    assert found.before == 6.5
    assert found.days_before == 2


def test_nothing_before_is_nothing_and_not_zero():
    found = part("sleep", {END: 8.0})

    assert found.before is None
    assert found.usual is None
    assert summary_words.average_before(found, METRIC) == "none"


def test_another_level_is_dated_and_said_once():
    values = {day: value + (1.5 if day > END - DAY * 16 else 0) for day, value in noisy(7.0, 0.4).items()}

    found = summary.of(daily({"sleep": values}), ["sleep"], MONTH)

    (said,) = summary_words.changes(found, METRIC)
    (change,) = found.parts[0].changes
    assert abs((change.day - (END - DAY * 15)).days) <= 1
    assert said.startswith("Sleep went from about 7 h ")


def test_a_change_before_the_period_is_not_part_of_it():
    values = {day: value + (1.5 if day > END - DAY * 50 else 0) for day, value in noisy(7.0, 0.4).items()}

    assert part("sleep", values).changes == ()


def test_a_slow_drift_is_said_with_how_far_it_went():
    values = {END - DAY * n: 60.0 - (27 - n) * 0.25 for n in range(28)}

    found = part("resting_heart_rate", values)

    assert found.trend.label == "improving"
    assert summary_words.trend(found, METRIC) == "falling by 6.8 bpm, the better way"


def test_nothing_is_better_where_nobody_set_a_goal():
    found = part(
        "carbs", {END - DAY * n: 200.0 + n * 5 for n in range(28)}, complete=[END - DAY * n for n in range(28)]
    )

    assert found.trend.direction == "falling"
    assert "way" not in summary_words.trend(found, METRIC)


def test_days_that_are_not_complete_make_no_trend():
    found = part("protein", {END - DAY * n: 200.0 + n * 5 for n in range(28)})

    assert found.trend.label == "insufficient_data"
    assert summary_words.trend(found, METRIC) == "too few days to tell"


def test_an_unusual_day_of_the_period_is_named():
    found = part("resting_heart_rate", {**noisy(60.0, 1.0), END - DAY * 4: 90.0})

    assert [one.day for one in found.unusual] == [END - DAY * 4]
    assert summary_words.unusual(found, METRIC) == "Unusual: 16 Nov (90 bpm)"


def test_of_a_year_the_unusual_days_of_the_last_twelve_weeks_are_named():
    values = {**noisy(60.0, 1.0, days=600), END - DAY * 83: 90.0, END - DAY * 84: 90.0}

    (found,) = summary.of(
        daily({"resting_heart_rate": values}), ["resting_heart_rate"], Period(END - DAY * 364, END)
    ).parts

    assert END - DAY * 83 in [one.day for one in found.unusual]
    assert END - DAY * 84 not in [one.day for one in found.unusual]


def test_quiet_weeks_have_no_change():
    found = summary.of(daily({"steps": noisy(8000.0, 900.0)}), ["steps"], MONTH)

    assert summary_words.changes(found, METRIC) == ["No clear change in what was logged."]


def test_figures_are_in_the_units_a_person_chose():
    found = part("temperature", {END: 37.0, END - DAY * 28: 36.0})

    assert summary_words.average(found, METRIC) == "37 °C"
    assert summary_words.average(found, IMPERIAL) == "98.6 °F"
    assert summary_words.change_of("temperature", 1.0, IMPERIAL) == "1.8 °F"


@pytest.mark.parametrize("metric", HIDDEN)
def test_hidden_numbers_are_neither_offered_nor_asked_for(metric):
    backend = Asked()

    found = summary.make(backend, [metric, "sleep"], MONTH, hide_numbers=True)

    assert metric in summary.offered(hide_numbers=False)
    assert metric not in summary.offered(hide_numbers=True)
    assert [one.metric for one in found.parts] == ["sleep"]
    assert backend.calls[0][1]["p_metrics"] == ["sleep"]


@pytest.mark.parametrize("length", [1, 28, 366])
def test_one_call_reaches_back_over_the_period_before_and_half_a_year(length):
    backend, chosen = Asked(), Period(END - DAY * (length - 1), END)

    found = summary.make(backend, ["sleep"], chosen, hide_numbers=False)

    ((function, asked),) = backend.calls
    start = datetime.date.fromisoformat(asked["p_from"])
    assert function == "daily_series"
    assert start <= chosen.before.start
    assert start <= chosen.start - DAY * 188
    assert found.is_empty


@pytest.mark.parametrize(
    ("choice", "today", "start", "end"),
    [
        ("28", "2026-03-01", "2026-02-01", "2026-02-28"),
        ("84", "2026-03-01", "2025-12-07", "2026-02-28"),
        ("month", "2026-03-31", "2026-02-01", "2026-02-28"),
        ("month", "2026-01-01", "2025-12-01", "2025-12-31"),
    ],
)
def test_a_period_ends_before_today(choice, today, start, end):
    found = summary.period(choice, datetime.date.fromisoformat(today))

    assert found == Period(datetime.date.fromisoformat(start), datetime.date.fromisoformat(end))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, END, "first and the last day"),
        (END, None, "first and the last day"),
        (END, END - DAY, "after the last"),
        (END, END + DAY, "future"),
        (END - DAY * 366, END, "a year at most"),
        (END - DAY * 365, END, ""),
        (END, END, ""),
    ],
)
def test_own_dates_that_make_no_summary_are_explained(start, end, said):
    found = summary.problem(start, end, END)

    assert said in found
    assert bool(found) == bool(said)


def test_what_changed_more_than_once_is_said_in_one_sentence():
    chosen = Period(END - DAY * 179, END)
    values = {day: value + (2.0 if 60 < (END - day).days < 120 else 0) for day, value in noisy(7.0, 0.4).items()}

    found = summary.of(daily({"sleep": values}), ["sleep"], chosen)

    (said,) = summary_words.changes(found, METRIC)
    assert len(found.parts[0].changes) == 2
    assert said.endswith(", and changed 1 more time before.")


@pytest.mark.parametrize(
    ("metric", "moved", "said"),
    [("steps", 1234.4, "1,234"), ("resting_heart_rate", 6.75, "6.8 bpm"), ("sleep", 1.25, "1 h 15 min"),
     ("wellbeing", 1.04, "1"), ("temperature", 1.0, "1 °C")],
)  # fmt: skip
def test_how_far_something_moved_is_said_as_finely_as_it_is_known(metric, moved, said):
    assert summary_words.change_of(metric, moved, METRIC) == said
