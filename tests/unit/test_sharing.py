"""What is read of one's own sharing, and what cannot be agreed to or sent."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from lib.coach import sharing
from lib.coach.between import monday
from lib.coach.sharing import Choice, Consent, Look

TODAY = datetime.date(2026, 5, 20)
DAY = datetime.timedelta(days=1)
KINDS = ("meal", "sleep")


def raw_consent(**instead: object) -> dict[str, object]:
    return {
        "coach_id": "c", "coach_name": "Carla", "kinds": ["meal", "sleep"], "since": "1900-01-01",
        "ends_on": "2026-08-20", "state": "live", "agreed_at": "2026-05-01T10:00:00+00:00", "hide_numbers": False,
        "questions": ["How was it?"], "check_in_weekday": 3, "agreements": [], "check_ins": [], "messages": [],
    } | instead  # fmt: skip


def consent(**instead: object) -> Consent:
    raw = {
        "consents": [raw_consent(**instead)], "invites": [], "looks": [], "wording": {"version": 1, "wording": "I let"},
    }  # fmt: skip
    return sharing.read(raw).consents[0]


def message(text: str, *, from_coach: bool = True, read: bool = False) -> dict[str, object]:
    return {
        "id": text, "from_coach": from_coach, "text": text, "about_day": None, "about_kind": None, "about_id": None,
        "sent_at": "2026-05-19T10:00:00+00:00", "read_at": "2026-05-19T11:00:00+00:00" if read else None,
    }  # fmt: skip


def check_in(week: str) -> dict[str, object]:
    return {
        "id": week, "week": week, "answers": [{"question": "How was it?", "answer": "Good"}], "reply": None,
        "sent_at": "2026-05-19T10:00:00+00:00",
    }  # fmt: skip


def test_coach_who_let_go_left_nothing_behind() -> None:
    found = consent(state="revoked", questions=None, check_in_weekday=None)

    assert (found.questions, found.goes_on, found.check_in_due(TODAY)) == ((), False, False)


def test_messages_stand_in_their_order_and_only_the_coachs_count_as_unread() -> None:
    found = consent(messages=[message("third"), message("second", from_coach=False), message("first", read=True)])

    assert [one.text for one in found.messages] == ["first", "second", "third"]
    assert found.unread == 1


def test_reading_one_coach_leaves_the_others_unread() -> None:
    rows = [raw_consent(coach_id=coach, messages=[message("new")]) for coach in ("c", "d")]
    coaching = sharing.read({"consents": rows, "invites": [], "looks": [], "wording": {"version": 1, "wording": "x"}})

    after = sharing.with_read(coaching, "d")

    assert [one.unread for one in after.consents] == [1, 0]


@pytest.mark.parametrize(
    ("instead", "due"),
    [
        ({}, True),
        ({"check_in_weekday": 4}, False),
        ({"questions": []}, False),
        ({"state": "paused"}, False),
        ({"check_ins": [check_in("2026-05-18")]}, False),
        ({"check_ins": [check_in("2026-05-11")]}, True),
    ],
    ids=["it is their day", "not yet", "nothing is asked", "paused", "sent", "sent last week"],
)
def test_check_in_is_due_once_a_week(instead: dict[str, object], due: bool) -> None:
    # A Wednesday.
    assert consent(**instead).check_in_due(TODAY) is due


@pytest.mark.parametrize(
    ("state", "ends_on", "soon"),
    [
        ("live", "2026-05-20", True),
        ("live", "2026-05-27", True),
        ("live", "2026-05-28", False),
        ("paused", "2026-05-21", False),
        ("expired", "2026-05-19", False),
    ],
)
def test_end_is_announced_a_week_ahead(state: str, ends_on: str, soon: bool) -> None:
    assert consent(state=state, ends_on=ends_on).ends_soon(TODAY) is soon


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-05-20", 12, "2027-05-20"),
    ],
)
def test_months_are_those_of_the_calendar(day: str, months: int, found: str) -> None:
    assert sharing.months_on(datetime.date.fromisoformat(day), months).isoformat() == found


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        (Choice(KINDS, TODAY, TODAY), ""),
        (Choice(KINDS, sharing.EVERYTHING, TODAY + 731 * DAY), ""),
        (Choice((), TODAY, TODAY), "Tick at least one kind."),
        (Choice(KINDS, None, TODAY), "Choose the first day and the last one."),
        (Choice(KINDS, TODAY, None), "Choose the first day and the last one."),
        (Choice(KINDS, TODAY, TODAY - DAY), "The last day is one from today on, at most two years ahead."),
        (Choice(KINDS, TODAY, TODAY + 732 * DAY), "The last day is one from today on, at most two years ahead."),
        (Choice(KINDS, TODAY + 2 * DAY, TODAY + DAY), "The first day has to come before the last one."),
    ],
)
def test_choice_that_cannot_be_agreed_to_says_why(choice: Choice, says: str) -> None:
    assert sharing.problem(choice, TODAY) == says


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (" abcde-fghjk ", "abcde-fghjk"),
        ("https://wellspring.example/sharing?invite=ABCDE-FGHJK", "ABCDE-FGHJK"),
        ("https://wellspring.example/app/sharing?invite=ABCDE-FGHJK&x=1", "ABCDE-FGHJK"),
        ("", ""),
        ("9" * 999, "9" * 200),
    ],
)
def test_code_is_read_alone_or_in_its_link(typed: str, code: str) -> None:
    assert sharing.read_code(typed) == code


def look(at: str, kind: str, coach: str = "c", name: str = "Carla") -> Look:
    return Look(coach, name, kind, datetime.datetime.fromisoformat(at))


def test_looks_are_told_by_day_and_coach_with_the_same_kinds_together() -> None:
    looks = [
        look("2026-05-20T08:00:00+00:00", "sleep"),
        look("2026-05-20T08:00:00+00:00", "meal"),
        look("2026-05-20T06:00:00+00:00", "sleep"),
        look("2026-05-20T06:00:00+00:00", "meal"),
        look("2026-05-20T07:00:00+00:00", "meal"),
        look("2026-05-20T07:30:00+00:00", "meal", "d", "Dora"),
        look("2026-05-19T20:00:00+00:00", "meal"),
    ]

    found = sharing.looked(looks, ZoneInfo("Europe/Berlin"))

    assert [(one.day.day, one.name, one.times, one.kinds) for one in found] == [
        (20, "Carla", ("08:00", "10:00"), ("meal", "sleep")),
        (20, "Carla", ("09:00",), ("meal",)),
        (20, "Dora", ("09:30",), ("meal",)),
        (19, "Carla", ("22:00",), ("meal",)),
    ]


def test_looks_stand_on_the_day_it_was_where_the_person_is() -> None:
    looks = [look("2026-05-19T22:30:00+00:00", "meal")]

    days = [sharing.looked(looks, ZoneInfo(zone))[0].day.day for zone in ("UTC", "Asia/Tokyo", "America/New_York")]

    assert days == [19, 20, 19]


def test_two_coaches_of_one_name_are_two() -> None:
    looks = [look("2026-05-20T08:00:00+00:00", "meal", coach) for coach in ("c", "d")]

    assert len(sharing.looked(looks, datetime.UTC)) == 2


def test_text_is_kept_without_what_no_database_takes() -> None:
    assert sharing.read_text(" a\x00b\ud800\nc\t \x07") == "ab\nc"


def test_message_sent_twice_has_one_key_and_a_changed_one_another() -> None:
    drawn = "5f0c7f1e-52c2-4b5f-8a6b-6f0d8f5b1c11"

    assert sharing.message_key(drawn, "Hello") == sharing.message_key(drawn, "Hello")
    assert sharing.message_key(drawn, "Hello") != sharing.message_key(drawn, "Hello there")


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (["Good", ""], ""),
        (["", ""], "Answer at least one of the questions."),
        (["x" * 1000] * 5, ""),
        (["水" * 1000] * 5, "These answers are longer than what is kept of a check-in. Make them a little shorter."),
    ],
)
def test_check_in_that_cannot_be_sent_says_why(answers: list[str], says: str) -> None:
    assert sharing.check_in_problem([("Question", answer) for answer in answers]) == says


@pytest.mark.parametrize("day", range(18, 25))
def test_week_begins_on_monday(day: int) -> None:
    assert monday(datetime.date(2026, 5, day)) == datetime.date(2026, 5, 18)
