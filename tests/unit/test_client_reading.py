"""What the database answered of a client, as the page reads it."""

import datetime
import uuid

import pytest

from lib.coach import board
from lib.coach import client as clients
from lib.coach.client import Asked
from lib.gateway.port import GatewayError, Person
from lib.units import Units

TODAY = datetime.date(2026, 11, 18)
DAY = datetime.timedelta(days=1)
ID = "05cfb594-6947-4f31-b8b7-c2f5dad03f38"
SHOWN = Units()


def answer(**more):
    """As client_page answers for somebody who shares sleep and the score."""
    known = {
        "client": ID, "name": "Dana Doe", "state": "live", "ends_on": "2026-12-31", "label": "Runners", "notes": [],
        "kinds": ["score", "sleep"], "since": "2026-01-01", "agreed_at": "2026-01-01T00:00:00+00:00",
        "hide_numbers": False, "care": False, "status": "active", "status_until": None, "quiet_since": None,
        "quiet_until": None, "check_in_weekday": 1, "questions": ["How was it?"], "agreements": [], "check_ins": [],
        "messages": [],
    }  # fmt: skip
    return known | more


def series(days, **figures):
    return {
        "days": days, "series": figures, "goals": [], "notes": None, "tags": None, "told": None, "at_least": {},
        "complete": [], "scores": None, "shared": ["sleep"], "since": "2026-01-01", "hide_numbers": False,
    }  # fmt: skip


def read(start=TODAY, **more):
    return clients.read(answer(**more), start, TODAY)


def test_somebody_who_does_not_share_has_only_a_name_a_state_and_the_notes() -> None:
    raw = {"client": ID, "name": "Dana", "state": "revoked", "ends_on": "2026-12-31", "label": "", "notes": [{"id": 1}]}

    found = clients.read(raw, TODAY, TODAY)

    assert not found.is_shared
    assert found.state == "revoked"
    assert found.notes == [{"id": 1}]
    assert found.metrics == []
    assert found.daily is None and found.entries is None


def test_what_is_not_shared_is_none_and_what_is_empty_is_not() -> None:
    assert read(entries=None).entries is None
    assert read(entries={"entries": []}).entries == []
    assert read(daily=None).daily is None


def test_figures_and_scores_lie_on_their_days() -> None:
    found = read(start=TODAY - 2 * DAY, daily=series([0, 2], sleep=[7, None]) | {"scores": [[1, 64]]})

    assert found.daily is not None
    assert found.daily.of("sleep") == {TODAY - 2 * DAY: 7}
    assert found.scores == {TODAY - DAY: 64.0}


def test_hidden_metrics_may_not_be_seen_though_their_kind_is_shared() -> None:
    found = read(kinds=["body", "meal"], hide_numbers=True)

    assert "weight" not in found.metrics and "energy" not in found.metrics
    assert "resting_heart_rate" in found.metrics and "protein" not in found.metrics
    assert found.is_hidden("protein") and not found.is_hidden("sleep") and not found.hides_all
    assert read(kinds=["meal", "score"], hide_numbers=True).hides_all
    assert not read(kinds=["score"], hide_numbers=True).hides_all


def test_energy_of_trainings_is_told_to_no_coach() -> None:
    found = read(kinds=["gym", "body"], entries={"entries": [{"id": "e", "net_kcal": 300}]})

    assert "training_energy" not in found.metrics and "active_minutes" in found.metrics
    assert not found.is_hidden("training_energy")
    assert found.entries is not None and found.entries[0]["net_kcal"] is None


def test_nobody_seems_to_have_stopped_whose_meals_are_hidden() -> None:
    start = board.start_of(TODAY)
    raw = series(list(range(40, 90)), sleep=[7.5] * 50) | {"hide_numbers": True}
    for kinds, stopped in ((["sleep"], True), (["sleep", "meal"], False)):
        line = clients.as_on_board(read(start=start, kinds=kinds, hide_numbers=True, daily=raw), TODAY)

        said = board.assessment(line, today=TODAY, shown=SHOWN)
        assert any("ogged" in sentence for sentence in said) is stopped, said


class Answers:
    """Plays the database, which writes what it is told and may lose its answer."""

    def __init__(self, there=None) -> None:
        self.calls, self.there = [], there
        self.gateway, self.person = self, Person(ID, "coach@example.org")

    def rpc(self, function, args):
        self.calls.append((function, args))

    def insert(self, table, row):
        if self.there:
            raise GatewayError("23505", "there")
        return [row]

    def select(self, table, eq):
        return [self.there]

    def update(self, table, patch, eq):
        self.calls.append((table, patch, eq["id"]))
        return [self.there | patch]


def test_proposal_is_one_until_it_is_another() -> None:
    backend, drawn = Answers(), str(uuid.uuid4())
    proposal = {"title": "Walk", "metric": None, "low": None, "high": None, "times": 7, "starts_on": "2026-11-18"}

    for wanted in (proposal, proposal, proposal | {"times": 3}):
        clients.propose(backend, ID, wanted, drawn)

    first, again, other = (args["p_client_key"] for _, args in backend.calls)
    assert first == again != other


def test_note_that_was_corrected_takes_the_place_of_the_one_that_was_written() -> None:
    backend = Answers({"id": "n", "text": "Late diners"})

    assert clients.add_note(backend, ID, "Late dinners", str(uuid.uuid4()))["text"] == "Late dinners"
    assert backend.calls == [("coach_notes", {"text": "Late dinners"}, "n")]
    assert clients.add_note(backend, ID, "Late diners", str(uuid.uuid4())) == backend.there
    assert len(backend.calls) == 1


def test_newest_that_the_client_wrote_is_what_was_drawn() -> None:
    def sent(at, from_coach=False):
        return {"sent_at": at, "from_coach": from_coach}

    rows = [
        sent("2026-11-18T13:00:00+00:00", True), sent("2026-11-18T12:30:00+01:00"), sent("2026-11-18T12:00:00+00:00"),
    ]  # fmt: skip

    assert clients.newest_of_theirs(rows) == "2026-11-18T12:00:00+00:00"
    assert clients.newest_of_theirs(rows[:1]) is None


@pytest.mark.parametrize(("text", "found"), [("", None), ("x", None), ("../../etc", None), (ID.upper(), ID), (ID, ID)])
def test_address_names_somebody_or_nobody(text, found) -> None:
    assert clients.read_id(text) == found


def test_one_call_asks_for_what_the_open_part_needs() -> None:
    calls = []

    class Gateway:
        def rpc(self, function, args):
            calls.append((function, args))
            return answer()

    class Backend:
        gateway = Gateway()

    clients.fetch(Backend(), ID, TODAY, Asked(("sleep",), TODAY - DAY, "meal", 2))

    ((function, args),) = calls
    assert function == "client_page"
    assert args["p_series"] == {"metrics": ["sleep"], "from": "2026-11-17", "to": "2026-11-18"}
    assert args["p_entries"]["kind"] == "meal"
    assert (args["p_entries"]["limit"], args["p_entries"]["offset"]) == (31, 60)


@pytest.mark.parametrize(
    ("day", "monday"), [("2026-11-15", "2026-11-16"), ("2026-11-16", "2026-11-23"), ("2026-11-18", "2026-11-23")]
)
def test_looked_at_holds_until_the_next_monday(day, monday) -> None:
    patch = clients.looked_at(datetime.date.fromisoformat(day))

    assert patch == {"quiet_since": day, "quiet_until": monday}


def test_status_holds_up_to_its_last_day() -> None:
    found = read(status="sick", status_until="2026-11-18")

    assert found.status_on(TODAY) == "sick"
    assert found.status_on(TODAY + DAY) == "active"


@pytest.mark.parametrize(("ends_on", "soon"), [("2026-11-25", True), ("2026-11-26", False), ("2026-11-18", True)])
def test_end_of_sharing_is_announced_a_week_ahead(ends_on, soon) -> None:
    assert read(ends_on=ends_on).ends_soon(TODAY) is soon


def test_line_of_the_board_is_the_same_as_the_board_would_read() -> None:
    start = board.start_of(TODAY) - 4 * DAY
    # The first two lie before what the board looks at.
    days = [0, 3, *range(5, 5 + board.DAYS - 5)]
    daily = series(days, sleep=[7.5] * len(days))

    line = clients.as_on_board(read(start=start, daily=daily), TODAY)

    assert line.case is not None
    assert line.case.logged.sum() == len(days) - 2
    assert line.last_day == start + DAY * days[-1]
    assert line.logged_7 == 4
    assert isinstance(board.assessment(line, today=TODAY, shown=SHOWN), list)


def test_somebody_with_nothing_logged_has_a_line_too() -> None:
    line = clients.as_on_board(read(start=board.start_of(TODAY), daily=series([])), TODAY)

    assert line.logged_30 == 0
    assert line.last_day is None


def agreement(**more):
    kept = {"id": "a", "title": "Sleep", "metric": None, "low": None, "high": None, "times": 7, "ticks": []}
    return kept | {"starts_on": "2026-01-01", "state": "accepted"} | more


def test_habit_is_kept_on_the_days_of_the_last_seven_that_were_ticked() -> None:
    ticks = [(TODAY - n * DAY).isoformat() for n in (0, 3, 6, 7)] + [(TODAY + DAY).isoformat()]

    assert len(clients.kept_days(agreement(ticks=ticks), None, TODAY)) == 3


def test_days_before_its_first_one_do_not_count() -> None:
    ticks = [(TODAY - n * DAY).isoformat() for n in (0, 3)]

    assert len(clients.kept_days(agreement(ticks=ticks, starts_on=TODAY.isoformat()), None, TODAY)) == 1


def test_goal_is_kept_within_its_bounds() -> None:
    daily = clients.read_series(series([0, 1, 2, 3], sleep=[6.5, 7, 9, 9.5]), TODAY - 3 * DAY, TODAY)

    assert len(clients.kept_days(agreement(metric="sleep", low=7, high=9), daily, TODAY)) == 2
    assert len(clients.kept_days(agreement(metric="sleep", low=7), daily, TODAY)) == 3


def test_day_half_logged_keeps_no_upper_bound() -> None:
    raw = series([0, 1], sugar=[20, 20]) | {"complete": [0]}
    daily = clients.read_series(raw, TODAY - DAY, TODAY)

    assert clients.kept_days(agreement(metric="sugar", high=50), daily, TODAY) == {TODAY - DAY}


def test_goal_of_a_figure_is_said_of_them() -> None:
    days = list(range(84))
    raw = series(days, water=[1000.0 + 20 * day for day in days]) | {
        "goals": [{"metric": "sleep", "low": 7, "high": 9, "starts_on": "2026-01-01"}], "complete": days,
    }  # fmt: skip
    raw["series"]["sleep"] = [4 + day * 0.04 for day in days]
    daily = clients.read_series(raw, TODAY - 83 * DAY, TODAY)

    one = clients.drawn(daily, "sleep", 28, SHOWN)

    assert one.theirs
    assert "your" not in f"{one.label} {one.alt} {' '.join(one.evidence)}"


def test_questions_are_lines_of_their_own() -> None:
    typed = ["  How  was\nit? ", "", "x" * 300, "a", "b", "c", "d\x00"]

    assert clients.read_questions(typed) == ["How was it?", "x" * 200, "a", "b", "c"]
