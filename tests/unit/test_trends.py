"""What the Trends page says of a metric, from days to words."""

import dataclasses
import datetime

import pytest

from components import trend_chart
from lib.diary import trends
from lib.diary.series import DAY, Daily, Values
from lib.units import Units

END = datetime.date(2026, 3, 29)
METRIC, POUNDS = Units(), Units("imperial", "kJ", "mg/dl")


def days(count: int, value: float = 60.0, slope: float = 0.0, swing: float = 0.4) -> dict[datetime.date, float]:
    """The last so many days; every other one a little higher."""
    return {END - DAY * n: value + slope * (count - n) + (swing if n % 2 else -swing) for n in range(count)}


def daily(values: Values, metric: str = "weight", **more: object) -> Daily:
    whole = {"complete": frozenset(), "goals": ()} | more
    return Daily(END - DAY * 400, END, {metric: values}, {}, whole["complete"], {}, frozenset(), whole["goals"])  # type: ignore[arg-type]


def drawn(
    values: Values, metric: str = "weight", window: int = 28, shown: Units = METRIC, **more: object
) -> trends.Drawn:
    return trends.drawn(daily(values, metric, **more), metric, window, shown)


def test_days_that_do_not_move_have_no_clear_change() -> None:
    assert drawn(days(28)).label == "No clear change"


def test_few_days_say_how_many_are_needed() -> None:
    assert drawn(days(4)).label == "Not enough days yet: 4 of the 9 that are needed"


def test_a_metric_without_a_better_way_says_only_where_it_goes() -> None:
    assert drawn(days(28, slope=-0.1)).label == "Falling: 2.7 kg over 27 days"


def test_a_better_way_is_said() -> None:
    one = drawn(days(28, 60, -0.5, 1.0), "resting_heart_rate")

    assert one.label.startswith("Falling: 13.5 bpm over 27 days") and one.label.endswith("the better way")


def test_with_a_goal_a_band_is_judged_by_the_distance() -> None:
    goal = {"metric": "sleep", "low": 7.0, "high": 9.0, "starts_on": "2026-01-01"}

    one = drawn(days(28, 5.0, 0.1, 0.1), "sleep", goals=(goal,))

    assert one.label.startswith("Closer to your goal")
    assert one.goal == (7.0, 9.0)


def test_a_goal_that_ended_is_no_goal() -> None:
    goals = [
        {"metric": "sleep", "low": 7.0, "high": None, "starts_on": "2026-01-01"},
        {"metric": "sleep", "low": None, "high": None, "starts_on": "2026-02-01"},
    ]

    assert drawn(days(28, 7.0), "sleep", goals=goals).goal is None


def test_figures_are_in_the_units_of_the_person_and_the_label_stays_the_same() -> None:
    kilos, pounds = drawn(days(28, slope=-0.1)), drawn(days(28, slope=-0.1), shown=POUNDS)

    assert (kilos.unit, pounds.unit) == ("kg", "lb")
    assert pounds.points[0].value == pytest.approx(kilos.points[0].value / 0.45359237, abs=0.05)
    assert pounds.label == "Falling: 5.95 lb over 27 days"


def test_a_gap_is_a_gap() -> None:
    values = {day: value for day, value in days(28).items() if not END - DAY * 18 < day < END - DAY * 6}

    one = drawn(values)

    assert dict(one.smooth)[END - DAY * 12] is None
    assert len(one.points) == len(values)


def test_a_day_that_is_not_called_complete_is_hollow() -> None:
    values = days(28, 2000, 0, 50)
    whole = frozenset(list(values)[5:])

    one = drawn(values, "energy", complete=whole)

    assert {point.day for point in one.points if point.hollow} == set(values) - whole


def test_half_logged_days_do_not_pull_the_average_down() -> None:
    values = days(28, 2000, 0, 0)
    whole = frozenset(day for day in values if day.day % 3)
    values |= {day: 300.0 for day in values if day not in whole}

    one = drawn(values, "energy", complete=whole)

    assert any(line.startswith("On average 2,000 kcal") and "called complete" in line for line in one.evidence)


def test_today_is_not_over_for_whoever_never_calls_a_day_complete() -> None:
    values = days(28, 2000, 0, 0) | {END: 100.0}

    one = drawn(values, "energy")

    assert any(line.startswith("On average 2,000 kcal") for line in one.evidence)


def test_a_day_far_off_is_marked() -> None:
    values = days(60) | {END - DAY * 3: 90.0}

    assert drawn(values).unusual == {END - DAY * 3}


def test_a_chart_of_years_has_weeks() -> None:
    one = drawn(days(1000), window=1826)

    assert one.weekly and len(one.points) <= trends.MOST_POINTS
    assert all(point.day.weekday() == 0 for point in one.points)


def test_nothing_logged_is_said() -> None:
    one = drawn({})

    assert one.points == () and one.alt.endswith("nothing logged.")


def test_the_words_for_whoever_cannot_see_the_chart_say_what_it_shows() -> None:
    alt = drawn(days(28)).alt

    assert alt.startswith("Weight from 2 March 2026 to 29 March 2026: 28 days with a figure")
    assert alt.endswith("No clear change.")


def test_weeks_and_months_are_means_with_their_days() -> None:
    one = drawn(days(28))

    weeks, months = trends.by_period(one, months=False), trends.by_period(one, months=True)

    assert weeks[0][0] == "Week of 23 March 2026" and weeks[0][2] == 7
    assert [(name, count) for name, _, count in months] == [("March 2026", 28)]


def test_the_time_before_stands_under_these_days() -> None:
    values = days(28, 60.0, 0, 0) | {END - DAY * n: 70.0 for n in range(28, 56)}

    before = dict(drawn(values).before)

    assert set(before) == {END - DAY * n for n in range(28)}
    assert before[END - DAY * 10] == 70.0


def test_years_are_not_compared_with_the_years_before() -> None:
    assert drawn(days(300), window=1826).before == ()


def test_a_note_is_text_and_no_markup_on_the_chart() -> None:
    noted = ((END - DAY, '<a href="https://evil.example">x</a> ran'), (END - DAY * 200, "long ago"))
    whole = daily(days(28))
    one = trends.drawn(dataclasses.replace(whole, notes=noted), "weight", 28, METRIC)

    figure = trend_chart.chart(one, compare=True, notes=True).to_dict()

    (marks,) = [trace for trace in figure["data"] if trace.get("yaxis") == "y2"]
    assert len(marks["text"]) == 1 and "&lt;a" in marks["text"][0] and "<a" not in marks["text"][0]
    assert any(trace.get("line", {}).get("dash") == "dot" for trace in figure["data"])
