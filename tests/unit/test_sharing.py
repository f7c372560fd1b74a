"""What is read of one's own sharing, and what cannot be agreed to or sent."""

import datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from lib.coach import sharing
from lib.coach.between import monday
from lib.coach.sharing import Choice, Coaching, Consent, Earlier, Invite, Look
from lib.gateway.port import Backend, GatewayError, Person

TODAY = datetime.date(2026, 5, 20)
NOW = datetime.datetime(2026, 5, 20, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
KINDS = ("meal", "sleep")


def raw_consent(**instead: object) -> dict[str, object]:
    return {
        "coach_id": "c", "coach_name": "Carla", "kinds": ["meal", "sleep"], "since": "1900-01-01",
        "ends_on": "2026-08-20", "state": "live", "agreed_at": "2026-05-01T10:00:00+00:00", "hide_numbers": False,
        "questions": ["How was it?"], "check_in_weekday": 3, "agreements": [], "check_ins": [], "messages": [],
    } | instead  # fmt: skip


def consent(**instead: object) -> Consent:
    return read(consents=[raw_consent(**instead)]).consents[0]


def read(**instead: object) -> Coaching:
    raw: dict[str, object] = {
        "consents": [], "invites": [], "looks": [], "looked_earlier": [],
        "wording": {"version": 1, "wording": "I let"},
    }  # fmt: skip
    return sharing.read(raw | instead)


class Asked:
    """A database that keeps what it was asked, and always answers the same."""

    def __init__(self, answer: object = None) -> None:
        self.answer = answer
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def rpc(self, function: str, args: dict[str, Any]) -> object:
        self.calls.append((function, args))
        return self.answer

    @property
    def backend(self) -> Backend:
        gateway: Any = self
        photos: Any = SimpleNamespace()
        return Backend(Person("me", "anna@example.com"), gateway, photos)


def message(
    text: str, *, from_coach: bool = True, read: bool = False, sent: str = "2026-05-19T10:00:00+00:00"
) -> dict[str, object]:
    return {
        "id": text, "from_coach": from_coach, "text": text, "about_day": None, "about_kind": None, "about_id": None,
        "sent_at": sent, "read_at": "2026-05-19T11:00:00+00:00" if read else None,
    }  # fmt: skip


def check_in(week: str, **instead: object) -> dict[str, object]:
    return {
        "id": week, "week": week, "answers": [{"question": "How was it?", "answer": "Good"}], "reply": None,
        "sent_at": "2026-05-19T10:00:00+00:00",
    } | instead  # fmt: skip


def test_coach_who_let_go_left_nothing_behind() -> None:
    found = consent(state="revoked", questions=None, check_in_weekday=None)

    assert (found.questions, found.goes_on, found.check_in_due(TODAY)) == ((), False, False)


def test_messages_stand_in_their_order_and_only_the_coachs_count_as_unread() -> None:
    found = consent(messages=[message("third"), message("second", from_coach=False), message("first", read=True)])

    assert [one.text for one in found.messages] == ["first", "second", "third"]
    assert found.unread == 1


def test_reading_one_coach_leaves_the_others_unread() -> None:
    rows = [raw_consent(coach_id=coach, messages=[message("new")]) for coach in ("c", "d")]
    coaching = read(consents=rows)

    after = sharing.with_read(coaching, "d")

    assert [one.unread for one in after.consents] == [1, 0]


def test_messages_are_marked_as_read_up_to_the_newest_that_is_known() -> None:
    asked = Asked()
    found = consent(
        messages=[message("b", sent="2026-05-19T10:00:00.123456+00:00"), message("a", sent="2026-05-18T10:00:00+00:00")]
    )

    sharing.mark_read(asked.backend, found)

    assert asked.calls == [("mark_read", {"p_other": "c", "p_up_to": "2026-05-19T10:00:00.123456+00:00"})]


def test_without_any_message_there_is_nothing_to_mark() -> None:
    asked = Asked()

    sharing.mark_read(asked.backend, consent())

    assert asked.calls == []


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([[{"question": "How was it?", "answer": "Good"}]], ()),
        (["Good", None, 3, {}, {"question": "How was it?"}, {"question": 1, "answer": 2}], ()),
        ([["Good"], {"question": "How was it?", "answer": "Good"}], (("How was it?", "Good"),)),
        ({"question": "How was it?", "answer": "Good"}, ()),
        ("Good", ()),
        (None, ()),
    ],
    ids=["list of lists", "no answers", "one of them", "not a list", "a word", "nothing"],
)
def test_answers_in_an_odd_form_are_left_out(answers: object, found: object) -> None:
    (read_in,) = consent(check_ins=[check_in("2026-05-18", answers=answers)]).check_ins

    assert read_in.answers == found


@pytest.mark.parametrize("odd", [None, [], "row", {}, {"id": "x", "week": "some week", "sent_at": "then"}])
def test_odd_row_takes_none_of_the_others_with_it(odd: object) -> None:
    agreement = {
        "id": "a", "title": "Walk", "metric": None, "low": None, "high": None, "times": 3, "starts_on": "2026-05-01",
        "state": "accepted", "ticks": [],
    }  # fmt: skip

    found = consent(check_ins=[odd, check_in("2026-05-18")], messages=[message("a"), odd], agreements=[odd, agreement])

    assert (len(found.check_ins), len(found.messages), len(found.agreements)) == (1, 1, 1)


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


@pytest.mark.parametrize("invite", [Invite("Carla", "c", NOW, id="i"), Invite("Carla", "c", NOW, code="ABCDE")])
def test_invitation_that_opens_nothing_is_refused(invite: Invite) -> None:
    with pytest.raises(GatewayError) as refused:
        sharing.accept(Asked(None).backend, invite, Choice(KINDS, TODAY, TODAY), 1)

    assert refused.value.code == "WC010"


def test_invitation_that_is_open_is_accepted() -> None:
    asked = Asked("c")

    sharing.accept(asked.backend, Invite("Carla", "c", NOW, code="ABCDE"), Choice(KINDS, TODAY, TODAY), 1)

    assert [function for function, _ in asked.calls] == ["accept_invite"]


def look(at: str, kinds: str, coach: str = "c", name: str = "Carla") -> Look:
    return Look(coach, name, tuple(kinds.split()), datetime.datetime.fromisoformat(at))


def test_looks_are_read_by_quarter_of_an_hour_and_before_that_by_day() -> None:
    found = read(
        looks=[{"coach_id": "c", "coach_name": "Carla", "seen_at": "2026-05-20T08:00:00+00:00", "kinds": ["meal"]}],
        looked_earlier=[
            {"coach_id": "d", "coach_name": "Dora", "day": "2026-05-19", "times": 7, "kinds": ["meal", "sleep"]},
            {"coach_id": "d"},
        ],
    )

    assert found.looks == (look("2026-05-20T08:00:00+00:00", "meal"),)
    assert found.looked_earlier == (Earlier("d", "Dora", datetime.date(2026, 5, 19), 7, ("meal", "sleep")),)


def test_looks_are_told_by_day_and_coach_with_the_same_kinds_together() -> None:
    looks = [
        look("2026-05-20T08:00:00+00:00", "sleep meal"),
        look("2026-05-20T06:00:00+00:00", "meal sleep"),
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
