"""What the board makes of the database's one answer: lines, alerts, good news, and the words for them."""

import datetime
import random
from typing import Any

import numpy as np
import pytest

from lib.analysis import attention
from lib.coach import board, board_words
from lib.diary.series import DAY
from lib.units import Units

# A Thursday.
TODAY = datetime.date(2026, 11, 19)
START = board.start_of(TODAY)
SHOWN = Units()
LAST = board.DAYS - 1
EVERYTHING = ["meal", "photos", "water", "gym", "mood", "sleep", "body", "score", "notes"]


def row(client: str = "a", days: list[int] | None = None, **instead: Any) -> dict[str, Any]:
    """A line as coach_board answers it, of somebody who logged on these days."""
    found = list(range(board.DAYS)) if days is None else days
    return {
        "client": client, "name": f"Client {client}", "state": "live", "ends_on": "2027-06-01", "label": "",
        "kinds": EVERYTHING, "since": "2020-01-01", "hide_numbers": False, "status": "active", "status_until": None,
        "quiet_since": None, "quiet_until": None, "check_in_weekday": 1, "check_in": None, "unread": 0,
        "last_day": (START + DAY * found[-1]).isoformat() if found else None, "days": found, "complete": [],
        "series": {}, "goals": [], "scores": None, "agreements": [], "agreed_on": "2026-01-01",
    } | instead  # fmt: skip


def agreement(**instead: Any) -> dict[str, Any]:
    return {
        "id": "habit", "title": "Walk", "metric": None, "low": None, "high": None, "times": 7, "state": "accepted",
        "starts_on": (TODAY - 14 * DAY).isoformat(), "ticks": [],
    } | instead  # fmt: skip


def steady(base: float, spread: float, *, last: float = 0.0, days: int = 0, seed: int = 1) -> list[float]:
    """Every day one figure; the last `days` of them lie by `last` higher."""
    rng = random.Random(seed)
    return [base + rng.gauss(0, spread) + (last if at > LAST - days else 0.0) for at in range(board.DAYS)]


def read(**instead: Any) -> board.Client:
    return board.read(row(**instead), TODAY)


def assess(*rows: dict[str, Any], alerts: int = 5) -> board.Board:
    clients = board.read_all(rows, TODAY)
    return board.assess(clients, alerts_a_week=alerts, today=TODAY, shown=SHOWN)


def test_whoever_has_just_begun_is_not_silent_yet() -> None:
    new = [row(str(ago), [], agreed_on=(TODAY - DAY * ago).isoformat()) for ago in (0, 3, 20)]

    found = assess(*new)

    assert [need.client.id for need in found.attention] == ["20"]
    assert "20 days" in found.attention[0].reasons[0]


def silent(client: str = "a", **instead: Any) -> dict[str, Any]:
    return row(client, list(range(LAST - 9)), **instead)


def many(count: int = 20) -> list[dict[str, Any]]:
    return [row(f"other{n:02}") for n in range(count)]


def test_somebody_who_does_not_share_is_a_name_and_a_state() -> None:
    short = {"client": "a", "name": "Ada", "state": "paused", "ends_on": "2026-12-01", "label": "Evening"}

    client = board.read(short, TODAY)

    assert (client.name, client.state, client.label) == ("Ada", "paused", "Evening")
    assert client.kinds == () and client.case is None
    assert assess(short).away[0].id == "a" and not assess(short).clients


def test_days_logged_count_what_may_be_known() -> None:
    since = TODAY - 9 * DAY

    client = read(days=[LAST - 5, LAST - 1], since=since.isoformat())

    # Nothing is logged today yet, so the last whole days are those up to yesterday.
    assert (client.logged_7, client.known_7) == (2, 7)
    assert (client.logged_30, client.known_30) == (2, 9)


def test_today_counts_once_something_is_logged() -> None:
    assert (read().logged_7, read().known_7) == (7, 7)
    assert read(days=list(range(LAST))).logged_7 == 7


def test_consent_that_begins_today_knows_of_no_day_before() -> None:
    client = read(days=[], since=TODAY.isoformat())

    assert (client.logged_7, client.known_7, client.logged_30) == (0, 0, 0)


def test_days_half_logged_are_no_fall() -> None:
    kcal = [2000.0] * (board.DAYS - 3) + [300.0, 250.0, 200.0]
    whole = list(range(board.DAYS - 3))

    client = read(series={"energy": kcal}, complete=whole)

    assert client.case is not None
    values = client.case.values["energy"]
    assert np.isnan(values[-3:]).all() and (values[:-3] == 2000).all()


def test_without_complete_days_all_but_today_count() -> None:
    client = read(series={"water": [1500.0] * board.DAYS, "active_minutes": [30.0] * board.DAYS})

    assert client.case is not None
    for metric in ("water", "active_minutes"):
        assert np.isnan(client.case.values[metric][-1])
        assert not np.isnan(client.case.values[metric][:-1]).any()


def test_a_day_without_a_figure_is_no_zero() -> None:
    client = read(days=[3, 7], series={"sleep": [7.5, None], "weight": [None, None]})

    assert client.case is not None
    assert client.case.values["sleep"][3] == 7.5
    assert np.isnan(client.case.values["sleep"][7])
    assert "weight" not in client.case.values


def test_the_goal_that_holds_is_the_last_one() -> None:
    goals = [
        {"metric": "water", "low": 1500, "high": None, "starts_on": "2026-01-01"},
        {"metric": "water", "low": 2000, "high": None, "starts_on": "2026-06-01"},
        {"metric": "protein", "low": 90, "high": None, "starts_on": "2026-01-01"},
        {"metric": "protein", "low": None, "high": None, "starts_on": "2026-06-01"},
    ]

    client = read(goals=goals)

    assert client.case is not None
    assert dict(client.case.goals) == {"water": attention.Goal(2000.0, None, datetime.date(2026, 6, 1))}


@pytest.mark.parametrize(
    ("ticked", "kept"),
    [([1, 2, 3], 3), ([0, 1, 2, 3], 4), ([7], 1), ([8], 0), ([0, 7], 1), ([], 0)],
)
def test_kept_of_agreed_looks_at_seven_days(ticked: list[int], kept: int) -> None:
    """Today counts once it is kept, and then the seventh day before does not."""
    ticks = [(TODAY - n * DAY).isoformat() for n in ticked]

    client = read(agreements=[agreement(ticks=ticks)])

    assert (client.kept, client.agreed) == (kept, 7)


def test_more_of_one_agreement_makes_no_good_for_another() -> None:
    ticks = [(TODAY - n * DAY).isoformat() for n in range(1, 8)]
    both = [agreement(id="a", times=3, ticks=ticks), agreement(id="b", times=3)]

    client = read(agreements=both)

    assert (client.kept, client.agreed) == (3, 6)


def test_a_new_agreement_asks_for_the_days_it_had() -> None:
    begun = agreement(starts_on=(TODAY - 2 * DAY).isoformat())

    assert read(agreements=[begun]).agreed == 2
    assert read(agreements=[agreement(state="proposed")]).agreed == 0
    assert read(agreements=[agreement(starts_on=(TODAY + DAY).isoformat())]).agreed == 0


def test_an_agreed_goal_is_kept_on_days_within_it() -> None:
    water = [1000.0] * (board.DAYS - 4) + [2100.0, 2200.0, 500.0, 100.0]
    goal = agreement(metric="water", low=2000)

    client = read(series={"water": water}, agreements=[goal])

    assert (client.kept, client.agreed) == (2, 7)


def test_a_day_half_logged_keeps_no_upper_bound() -> None:
    energy = [1900.0] * board.DAYS
    limit = agreement(metric="energy", high=2000)

    client = read(series={"energy": energy}, complete=list(range(LAST - 3)), agreements=[limit])

    assert client.kept == 4


def test_a_status_holds_up_to_its_last_day() -> None:
    client = read(status="holiday", status_until=TODAY.isoformat())

    assert client.status_on(TODAY) == "holiday"
    assert client.status_on(TODAY + DAY) == "active"
    assert read(status="sick").status_on(TODAY + 1000 * DAY) == "sick"


@pytest.mark.parametrize(
    ("weekday", "week", "due"),
    [
        (1, None, TODAY - 3 * DAY),
        (4, None, TODAY),
        (5, None, TODAY + DAY),
        (5, "2026-11-09", TODAY + DAY),
        (1, "2026-11-16", TODAY + 4 * DAY),
        (5, "2026-11-16", TODAY + 8 * DAY),
    ],
)
def test_the_next_check_in_is_that_of_a_week_without_one(weekday: int, week: str | None, due: datetime.date) -> None:
    check_in = {"week": week, "replied": True} if week else None

    assert read(check_in_weekday=weekday, check_in=check_in).next_check_in(TODAY) == due


def test_whoever_stops_logging_needs_attention() -> None:
    found = assess(silent(), *many())

    (need,) = found.attention
    assert need.client.id == "a"
    assert need.reasons == ("Nothing logged for 10 days; usually every day",)
    assert need.surprise == "By chance less than once in 20 years"
    ((heading, lines),) = need.evidence
    assert heading == "Days with an entry, by week"
    assert "13 to 19 Nov: 0 of 7" in lines


def test_whoever_gets_worse_needs_attention_with_their_numbers() -> None:
    slept = steady(7.3, 0.4, last=-1.4, days=18)

    found = assess(row(series={"sleep": slept}), *many())

    (need,) = found.attention
    assert need.findings[0].reason == "worse"
    assert need.reasons[0].startswith("Sleep 7.")
    assert need.reasons[0].endswith(" h: lower in the last two weeks than in the eight before")
    heading, lines = need.evidence[0]
    assert heading == "Sleep, mean of each week"
    assert lines[0].startswith("On average 5.") and " on 14 days, and 7." in lines[0]


def test_a_plan_that_is_not_followed_is_said_with_its_title() -> None:
    found = assess(row(agreements=[agreement()]), *many())

    (need,) = found.attention
    assert need.reasons == ("“Walk”: kept 0 of 14 times since 5 November",)
    assert need.evidence == [("Walk", ("Agreed: 7 days a week since 5 November", "Kept on no day yet"))]


def test_an_unusual_reading_is_said_in_the_coachs_units() -> None:
    weights = steady(80.0, 0.3)
    weights[LAST - 2] = 60.0
    client = board.read(row(series={"weight": weights}), TODAY)

    found = board.assess(
        [client, *board.read_all(many(), TODAY)], alerts_a_week=5, today=TODAY, shown=Units("imperial")
    )

    (need,) = found.attention
    assert need.reasons[0].startswith("Weight 132.3 lb on 17 November; usually 17")


def test_more_of_a_good_thing_is_no_reason_to_worry() -> None:
    minutes = steady(40.0, 5.0)
    minutes[LAST - 2] = 180.0

    assert not assess(row(series={"active_minutes": minutes}), *many()).attention


def test_a_goal_reached_is_good_news_and_no_alert() -> None:
    water = steady(1200.0, 80.0, last=900.0, days=8)
    goal = {"metric": "water", "low": 1800, "high": None, "starts_on": "2026-10-01"}

    found = assess(row(series={"water": water}, goals=[goal]), *many())

    (need,) = found.good_news
    assert "goal of at least 1,800 ml reached" in need.reasons[0]
    assert not found.attention


@pytest.mark.parametrize(
    "instead",
    [
        {"status": "holiday"},
        {"status": "sick", "status_until": TODAY.isoformat()},
        {"quiet_since": "2026-11-17", "quiet_until": "2026-11-23"},
        {"state": "paused", "kinds": None},
    ],
)
def test_whoever_is_silenced_is_in_no_alert(instead: dict[str, Any]) -> None:
    assert not assess(silent(**instead), *many()).attention


@pytest.mark.parametrize(
    "instead",
    [
        {"status": "holiday", "status_until": (TODAY - DAY).isoformat()},
        {"quiet_since": "2026-11-10", "quiet_until": "2026-11-16"},
    ],
)
def test_silence_ends(instead: dict[str, Any]) -> None:
    assert len(assess(silent(**instead), *many()).attention) == 1


def test_no_more_alerts_than_wanted_and_those_looked_at_count() -> None:
    quiet = {"quiet_since": "2026-11-16", "quiet_until": "2026-11-23"}
    three = [silent("a"), silent("b"), silent("c")]

    assert len(assess(*three, *many(), alerts=2).attention) == 2
    assert len(assess(*three, silent("d", **quiet), *many(), alerts=2).attention) == 1
    assert len(assess(*three, silent("d", **quiet), silent("e", **quiet), *many(), alerts=2).attention) == 0


def test_nobody_seems_to_stop_who_shares_no_entries() -> None:
    found = assess(row(days=[], kinds=["score", "notes"]), *many())

    assert not found.attention
    assert not found.clients[0].shares_entries


def test_counts_of_the_board() -> None:
    ending = row("b", ends_on=(TODAY + 7 * DAY).isoformat(), unread=3)
    later = row("c", ends_on=(TODAY + 8 * DAY).isoformat(), check_in={"week": "2026-11-16", "replied": False})

    found = assess(row(), ending, later, row("d", check_in={"week": "2026-11-16", "replied": True}))

    assert [one.id for one in found.ending] == ["b"]
    assert (found.unread, found.waiting) == (3, 1)


def test_the_client_reads_what_the_coach_reads() -> None:
    mine = silent(agreements=[agreement()])

    (need,) = assess(mine, *many()).attention

    assert board.assessment(board.read(mine, TODAY), today=TODAY, shown=SHOWN) == list(need.reasons)


def test_hidden_figures_are_not_shared() -> None:
    client = read(hide_numbers=True)

    assert not client.shares("weight") and not client.shares("energy")
    assert not client.shares("protein") and client.is_hidden("protein")
    assert client.shares("water") and not read(kinds=["mood"]).shares("protein")
    assert read().shares("protein") and not read(kinds=["mood"], hide_numbers=True).is_hidden("protein")


def test_a_trend_of_28_days_is_told_where_there_are_figures() -> None:
    client = read(series={"wellbeing": [6 + at * 0.05 for at in range(board.DAYS)]})

    found = board.trend(client, "wellbeing", TODAY)

    assert found is not None and found.label == "improving"
    assert board.trend(client, "sleep", TODAY) is None


def test_nobody_at_all() -> None:
    found = assess()

    assert not found.attention and not found.clients and found.unread == 0


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (1.0, "By chance in almost any week"),
        (0.025, "By chance about once in 40 weeks"),
        (0.005, "By chance about once in 4 years"),
        (0.0, "By chance less than once in 20 years"),
    ],
)
def test_how_surprising(chance: float, said: str) -> None:
    assert board_words.surprise(chance) == said


def test_every_metric_of_the_board_is_one_of_the_catalog() -> None:
    assert set(board.WATCHED) == set(board.METRICS) and len(board.WATCHED) <= 20
