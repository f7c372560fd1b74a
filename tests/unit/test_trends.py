"""What the Trends page says of a metric, from days to words."""

import dataclasses
import datetime

import pytest
from streamlit.elements.lib.streamlit_plotly_theme import GRAY_90

from components import figures, trend_chart
from components import trend_pair as trend_pair_chart
from lib.diary import trend_pair, trend_points, trends
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


def test_years_of_which_few_days_are_known_have_weeks_too() -> None:
    one = drawn({day: value for n, (day, value) in enumerate(days(1820).items()) if n % 4 == 0}, window=1826)

    # Every second week or so has two of these days.
    assert one.weekly and len(one.points) > 150


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

    assert weeks[0][0] == datetime.date(2026, 3, 23) and weeks[0][2] == 7
    assert [(first, count) for first, _, count in months] == [(datetime.date(2026, 3, 1), 28)]


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

    (marks,) = [trace for trace in figure["data"] if trace.get("marker", {}).get("symbol") == "triangle-up"]
    assert len(marks["text"]) == 1 and "&lt;a" in marks["text"][0] and "<a" not in marks["text"][0]
    assert any(trace.get("line", {}).get("dash") == "dot" for trace in figure["data"])


def goal(day: datetime.date, low: float | None, high: float | None = None, metric: str = "water") -> dict[str, object]:
    return {"metric": metric, "low": low, "high": high, "starts_on": day.isoformat()}


@pytest.fixture
def with_goals() -> trends.Drawn:
    goals = [
        goal(END - DAY * 200, 1500),
        goal(END - DAY * 20, 2000),
        goal(END - DAY * 15, 7, metric="sleep"),
        goal(END - DAY * 12, 2000),
        goal(END - DAY * 8, 2000, 3000),
        goal(END - DAY * 3, None),
    ]
    return drawn(days(28, 1800, 0, 100), "water", complete=frozenset(days(28)), goals=goals)


def test_the_days_from_which_another_goal_holds_are_known(with_goals: trends.Drawn) -> None:
    assert with_goals.goal_changes == (
        (END - DAY * 20, "at least 2,000 ml"),
        (END - DAY * 8, "2,000 to 3,000 ml"),
        (END - DAY * 3, ""),
    )


def test_a_goal_set_before_the_chart_begins_is_not_marked_on_it() -> None:
    goals = [goal(END - DAY * 20, 2000), goal(END - DAY * 9, 2200)]

    # The chart begins a week before its first point.
    one = drawn({END - DAY * 4: 1800.0, END: 1900.0}, "water", goals=goals)

    assert [day for day, _ in one.goal_changes] == [END - DAY * 9]


def test_changes_of_a_goal_are_diamonds_with_words(with_goals: trends.Drawn) -> None:
    figure = trend_chart.chart(with_goals, compare=False, notes=True).to_dict()
    without = trend_chart.chart(with_goals, compare=False, notes=False).to_dict()

    (marks,) = [trace for trace in figure["data"] if trace.get("marker", {}).get("symbol") == "diamond"]
    assert marks["yaxis"] == "y2"
    assert marks["text"] == [
        "9 Mar 2026<br>Goal from here on: at least 2,000 ml",
        "21 Mar 2026<br>Goal from here on: 2,000 to 3,000 ml",
        "26 Mar 2026<br>No goal from here on",
    ]
    assert not [trace for trace in without["data"] if trace.get("yaxis") == "y2"]


def test_goals_are_said_to_whoever_cannot_see_the_chart(with_goals: trends.Drawn) -> None:
    assert trend_points.alt(with_goals, notes=False) == with_goals.alt
    assert trend_points.alt(with_goals, notes=True) == (
        f"{with_goals.alt} Goal from 9 March 2026 on: at least 2,000 ml. "
        "Goal from 21 March 2026 on: 2,000 to 3,000 ml. No goal from 26 March 2026 on."
    )


def test_a_table_has_what_is_marked_also_on_days_without_a_figure() -> None:
    values = {END: 1800.0, END - DAY * 2: 1900.0}
    whole = dataclasses.replace(
        daily(values, "water", goals=[goal(END - DAY, 2000)]), notes=((END - DAY * 2, "hot, out"),)
    )
    one = trends.drawn(whole, "water", 28, METRIC)

    assert trend_points.table(one, notes=False)["Day"] == [END, END - DAY * 2]
    assert trend_points.table(one, notes=True) == {
        "Day": [END, END - DAY, END - DAY * 2],
        "ml": [1800, None, 1900],
        "": ["so far", "Goal from here on: at least 2,000 ml", "day not complete; note: hot, out"],
    }


def test_in_a_table_of_weeks_a_goal_stands_in_its_week() -> None:
    change = END - DAY * 4
    whole = daily(days(1000, 1800, 0, 100), "water", complete=frozenset(days(1000)), goals=[goal(change, 2000)])

    table = trend_points.table(trends.drawn(whole, "water", 1826, METRIC, 7), notes=True)

    # Sunday is the first day of the week.
    assert dict(zip(table["Week of"], table[""], strict=True))[datetime.date(2026, 3, 22)] == (
        "Goal from 25 Mar 2026 on: at least 2,000 ml"
    )


def test_a_goal_that_may_tell_the_weight_is_hidden_with_it() -> None:
    goals = [goal(END - DAY * 9, 62.25, metric="protein"), goal(END - DAY * 9, 2000)]
    values = days(28, 60.0)

    protein, water = (
        trends.drawn(daily(values, metric, goals=goals), metric, 28, METRIC, hide_numbers=True)
        for metric in ("protein", "water")
    )

    assert (protein.goal, protein.goal_changes) == (None, ())
    assert water.goal == (2000, None) and len(water.goal_changes) == 1
    assert drawn(values, "protein", goals=goals).goal == (62.25, None)


def test_text_of_charts_takes_the_color_of_the_theme() -> None:
    # Were it another in the next version of Streamlit, it would be near black on the dark background.
    assert figures.TEXT == GRAY_90
    layout = trend_chart.chart(drawn(days(28)), compare=False, notes=False).to_dict()["layout"]
    assert {layout[axis]["tickfont"]["color"] for axis in ("xaxis", "yaxis")} == {GRAY_90}


def two(above: Values, below: Values, window: int = 28) -> tuple[trends.Drawn, trends.Drawn]:
    return drawn(above, "weight", window), drawn(below, "energy", window, complete=frozenset(list(below)[1:]))


def test_it_is_said_how_many_days_two_metrics_share() -> None:
    week = {END - DAY * n: 2000.0 for n in range(7)}

    assert trend_pair.counted(*two(days(28), week)) == "7 of these 28 days have a figure for both."
    assert trend_pair.counted(*two({END: 60.0}, week)) == "1 of these 28 days has a figure for both."
    assert trend_pair.counted(*two({END - DAY * 9: 60.0}, week)) == "None of these 28 days has a figure for both."


def test_at_each_point_of_one_stands_the_figure_of_the_other() -> None:
    above, below = two({END - DAY: 60.0}, {END: 2000.0, END - DAY: 1850.0})

    assert trend_pair.said(above, above, below) == ["28 Mar 2026<br>Weight: 60 kg<br>Energy eaten: 1,850 kcal"]
    assert trend_pair.said(below, above, below) == [
        "28 Mar 2026<br>Weight: 60 kg<br>Energy eaten: 1,850 kcal",
        "29 Mar 2026<br>Weight: no figure<br>Energy eaten: 2,000 kcal so far",
    ]


def test_the_table_of_two_has_every_day_of_either() -> None:
    table = trend_pair.table(*two({END - DAY: 60.04}, {END: 2000.0}))

    assert table == {
        "Day": [END, END - DAY],
        "Weight, kg": [None, 60.0],
        "Energy eaten, kcal": [2000.0, None],
        "": ["Energy eaten so far", ""],
    }


def test_without_a_figure_of_one_there_is_nothing_to_compare() -> None:
    assert trend_pair.missing(*two(days(28), {})).startswith("Energy eaten: nothing is logged")
    assert trend_pair.missing(*two({}, {})).startswith("Weight and Energy eaten: nothing is logged")
    assert trend_pair.missing(*two(days(28), days(28))) == ""


def test_two_metrics_of_years_are_two_charts_of_weeks() -> None:
    above, below = two(days(1000), days(1000, 2000, 0, 50), window=1826)

    assert trend_pair.counted(above, below) == (
        "1,000 of these 1,826 days have a figure for both. Each point is the mean of a week."
    )
    assert trend_pair.said(above, above, below)[0].startswith("week of ")
    assert next(iter(trend_pair.table(above, below))) == "Week of"
    assert trend_pair.said(above, above, below)[-1].count("<br>") == 2


def test_weeks_beside_days_are_told_apart() -> None:
    seldom = {END - DAY * n: 60.0 for n in range(0, 1800, 9)}
    above, below = two(seldom, days(1000, 2000, 0, 50), window=1826)

    assert trend_pair.counted(above, below).endswith(" Energy eaten is shown by week, Weight by day.")
    assert next(iter(trend_pair.table(above, below))) == "Day or week of"
    assert trend_pair.said(above, above, below)[-1] == "29 Mar 2026<br>Weight: 60 kg"


def test_two_charts_stand_above_each_other_over_the_same_days() -> None:
    above, below = two(days(9), days(20, 2000, 0, 50))

    figure = trend_pair_chart.chart(above, below).to_dict()

    upper, lower = figure["layout"]["yaxis"]["domain"], figure["layout"]["yaxis3"]["domain"]
    assert upper[0] > lower[1]
    assert [trace["yaxis"] for trace in figure["data"]] == ["y", "y", "y3", "y3"]
    assert [trace["legendgroup"] for trace in figure["data"]] == ["weight", "weight", "energy", "energy"]
    assert figure["layout"]["xaxis"]["range"] == [f"{END - DAY * 27}T12:00", (END + DAY).isoformat()]
    assert "circle-open" in figure["data"][3]["marker"]["symbol"]
    assert None in figure["data"][0]["y"]


@pytest.mark.parametrize("every", [1, 4, 5])
def test_no_trace_of_two_charts_has_too_many_points(every: int) -> None:
    values = {END - DAY * n: 60.0 for n in range(0, 1826, every)} | days(90)
    above, below = two(values, days(1826, 2000, 0, 50), window=1826)

    figure = trend_pair_chart.chart(above, below).to_dict()

    assert max(len(trace["x"]) for trace in figure["data"]) <= trends.MOST_POINTS


def test_the_words_of_two_charts_are_those_of_each() -> None:
    above, below = two(days(28), days(28, 2000, 0, 50))

    assert trend_pair.alt(above, below) == (
        f"Two charts over the same days. Above: {above.alt} Below: {below.alt} "
        "28 of these 28 days have a figure for both."
    )
