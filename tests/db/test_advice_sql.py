"""What leaves the app: only what was agreed to, counted for the person and for all, and written down before it goes."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from lib.gateway.port import Gateway
from tests.db.refusals import all_at_once, refused
from tests.support.people import Make, act_as, set_profile

Connect = Callable[..., psycopg.Connection]
CLICKS = 50
SENT = ["figures of the day"]
KEY = "a" * 64
AGREED = {"ask_gemini": True, "advise_gemini": True}


@pytest.fixture(autouse=True)
def plenty_for_all(admin: psycopg.Connection) -> Iterator[None]:
    allow(admin, 1000)
    yield
    allow(admin, 10)


def allow(admin: psycopg.Connection, per_minute: int) -> None:
    admin.execute("update private.budgets set per_minute = %s, minute = '-infinity', used = 0", (per_minute,))


def begin(mine: Gateway, purpose: str = "advice") -> dict[str, Any]:
    return dict(mine.rpc("begin_call", {"p_purpose": purpose, "p_model": "m", "p_sent": SENT}))


def begin_line(mine: Gateway, key: str = KEY, moment: str = "water") -> dict[str, Any]:
    asked = {"p_key": key, "p_day": "2026-03-10", "p_moment": moment, "p_model": "m", "p_sent": SENT}
    return dict(mine.rpc("begin_advice", asked))


def line(text: str | None = "Have a glass of water.", key: str = KEY, **more: Any) -> dict[str, Any]:
    return {"key": key, "local_date": "2026-03-10", "moment": "water", "line": text, "said_by": "m", **more}


def calls(mine: Gateway) -> list[dict[str, Any]]:
    return mine.select("external_calls", order="called_at")


def used(mine: Gateway) -> int:
    return sum(row["used"] for row in mine.select("quota_uses"))


@pytest.mark.parametrize(
    ("agreed", "purpose", "allowed"),
    [
        ({}, "advice", False), ({}, "photo", False), ({"ask_gemini": True}, "photo", True),
        ({"ask_gemini": True}, "advice", False), ({"advise_gemini": True}, "advice", True),
        ({"advise_gemini": True}, "summary", True), ({"advise_gemini": True}, "assistant", False),
        ({"advise_gemini": True}, "voice", False), ({"advise_gemini": True, "send_words": True}, "assistant", True),
        ({"advise_gemini": True, "send_words": True}, "voice", True),
        ({"advise_gemini": True}, "photo", False), ({**AGREED, "only_here": True}, "advice", False),
        ({**AGREED, "only_here": True}, "photo", False), ({**AGREED, "is_demo": True}, "advice", False),
        ({"send_words": True}, "advice", False),
    ],
)  # fmt: skip
def test_a_call_needs_what_it_is_for_to_be_agreed_to(
    person: Make, admin: psycopg.Connection, agreed: dict[str, bool], purpose: str, allowed: bool
) -> None:
    me, mine = person()
    if agreed:
        set_profile(admin, me, **agreed)

    answer = begin(mine, purpose)

    assert answer["allowed"] is allowed
    assert allowed or answer["why"] == "not_agreed"
    assert (len(calls(mine)), used(mine)) == ((1, 1) if allowed else (0, 0))


def test_own_words_go_along_only_where_that_is_agreed_to(person: Make) -> None:
    _, mine = person(**AGREED)
    sent = {"p_purpose": "advice", "p_model": "m", "p_sent": ["figures of the day", "your own words"]}

    refused_ = mine.rpc("begin_call", sent)
    mine.update("profiles", {"send_words": True}, eq={"user_id": mine.select("profiles")[0]["user_id"]})

    assert (refused_["why"], mine.rpc("begin_call", sent)["allowed"]) == ("not_agreed", True)


def test_a_call_is_written_down_before_it_goes_out_and_how_it_ended_after(person: Make) -> None:
    _, mine = person(**AGREED)

    answer = begin(mine)
    (before,) = calls(mine)
    mine.rpc("end_call", {"p_call": answer["call"], "p_outcome": "timeout", "p_milliseconds": 4001})
    mine.rpc("end_call", {"p_call": answer["call"], "p_outcome": "ok", "p_milliseconds": 1})
    (after,) = calls(mine)

    assert (before["service"], before["purpose"], before["model"], before["sent"]) == ("gemini", "advice", "m", SENT)
    assert (before["outcome"], before["milliseconds"]) == (None, None)
    assert (after["outcome"], after["milliseconds"]) == ("timeout", 4001)


def test_what_was_sent_is_there_to_read_and_for_nobody_to_change(person: Make) -> None:
    (me, mine), (_, other) = person(**AGREED), person(**AGREED)
    call = begin(mine)["call"]

    for act in (
        lambda: mine.insert("external_calls", {"service": "gemini", "purpose": "advice", "model": "m", "sent": SENT}),
        lambda: mine.update("external_calls", {"outcome": "ok"}, eq={"id": call}),
        lambda: mine.delete("external_calls", eq={"id": call}),
    ):
        with refused():
            act()
    other.rpc("end_call", {"p_call": call, "p_outcome": "ok", "p_milliseconds": 1})

    assert calls(other) == []
    assert [row["outcome"] for row in calls(mine)] == [None]
    assert me


def test_ten_lines_a_day_are_free(person: Make, admin: psycopg.Connection) -> None:
    (_, mine), (premium, theirs) = person(**AGREED), person(**AGREED)
    set_profile(admin, premium, tier="premium")

    assert [begin(mine)["allowed"] for _ in range(12)] == [True] * 10 + [False] * 2
    assert begin(mine)["why"] == "quota"
    assert all(begin(theirs)["allowed"] for _ in range(12))


def test_the_minute_is_everybodys_and_what_it_refuses_costs_nobody_anything(
    person: Make, admin: psycopg.Connection
) -> None:
    (_, mine), (_, other) = person(**AGREED), person(**AGREED)
    allow(admin, 3)

    answers = [begin(one) for one in (mine, other, mine, other, mine)]

    assert [answer["allowed"] for answer in answers] == [True, True, True, False, False]
    assert {answer["why"] for answer in answers[3:]} == {"busy"}
    assert (used(mine), used(other)) == (2, 1)
    # A call of the minute before, which came late, does not open it again.
    admin.execute("update private.budgets set minute = minute + interval '1 minute'")
    assert begin(other)["why"] == "busy"
    admin.execute("update private.budgets set minute = minute - interval '2 minutes'")
    assert begin(other)["allowed"]


def at_once(connect: Connect, people: list[str], asked: str) -> list[Any]:
    connections = [act_as(connect("authenticator"), people[n % len(people)]) for n in range(CLICKS)]

    def click(connection: psycopg.Connection) -> Any:
        row = connection.execute(asked.encode()).fetchone()
        assert row
        return row[0]

    results = all_at_once([lambda c=c: click(c) for c in connections])
    assert not [result for result in results if isinstance(result, Exception)], results
    return results


def test_fifty_clicks_at_once_pass_no_limit(person: Make, admin: psycopg.Connection, connect: Connect) -> None:
    people = [person(**AGREED).id for _ in range(5)]
    asked = "select (public.begin_call('advice', 'm', '{figures}') ->> 'allowed')::boolean"

    one = at_once(connect, people[:1], asked)
    allow(admin, 7)
    several = at_once(connect, people[1:], asked)

    assert (sum(one), sum(several)) == (10, 7)
    uses = admin.execute("select sum(used) from public.quota_uses where user_id = any (%s)", (people[1:],)).fetchone()
    assert uses and uses[0] == 7


def test_fifty_clicks_at_once_ask_once_for_the_same_facts(person: Make, connect: Connect) -> None:
    me, mine = person(**AGREED)

    granted = at_once(
        connect, [me],
        f"select (public.begin_advice('{KEY}', '2026-03-10', 'water', 'm', '{{figures}}') ->> 'allowed')::boolean",
    )  # fmt: skip

    assert sum(granted) == 1
    assert (len(calls(mine)), used(mine)) == (1, 1)


def test_a_line_is_made_once_and_read_again(person: Make) -> None:
    (_, mine), (_, other) = person(**AGREED), person(**AGREED)

    first, second = begin_line(mine), begin_line(mine)
    mine.rpc("keep_advice", {"p_line": line()})
    third, theirs = begin_line(mine), begin_line(other)

    assert (first["allowed"], second["allowed"], second["line"]) == (True, False, None)
    assert (third["allowed"], third["why"], third["line"]) == (False, "asked", "Have a glass of water.")
    # The same facts of somebody else are another line.
    assert theirs["allowed"]
    assert [row["line"] for row in other.select("advice_lines")] == [None]


def test_what_was_not_allowed_can_be_asked_for_later(person: Make, admin: psycopg.Connection) -> None:
    me, mine = person()
    first = begin_line(mine)
    set_profile(admin, me, **AGREED)

    assert (first["allowed"], begin_line(mine)["allowed"]) == (False, True)


def test_lines_are_forgotten_after_a_day_but_not_summaries_nor_what_was_judged(
    person: Make, admin: psycopg.Connection
) -> None:
    me, mine = person(**AGREED)
    mine.rpc("keep_advice", {"p_line": line(key="1" * 64)})
    mine.rpc("keep_advice", {"p_line": line(key="2" * 64, thumb=-1)})
    mine.rpc("keep_advice", {"p_line": line(key="3" * 64, moment="summary")})
    mine.rpc("keep_advice", {"p_line": line(None, key="4" * 64, moment="summary")})
    admin.execute("update public.advice_lines set made_at = now() - interval '25 hours' where user_id = %s", (me,))

    begin_line(mine, "5" * 64)

    assert sorted(row["key"][0] for row in mine.select("advice_lines")) == ["2", "3", "5"]


def test_a_thumb_is_kept_and_taken_back(person: Make) -> None:
    _, mine = person()

    thumbs = []
    for thumb in (1, -1, None):
        mine.rpc("keep_advice", {"p_line": line(thumb=thumb)})
        thumbs += [row["thumb"] for row in mine.select("advice_lines")]

    assert thumbs == [1, -1, None]


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "short"}, {"key": None}, {"moment": "sleep"}, {"line": ""}, {"line": "x" * 221}, {"thumb": 5},
        {"facts": {}}, {"facts": ["x" * 30_000 + str(n) for n in range(9)]}, {"said_by": ""},
        {"local_date": "3000-01-01"}, {"local_date": None},
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_is_refused(person: Make, wrong: dict[str, Any]) -> None:
    _, mine = person()

    with pytest.raises(Exception, match=r"23514|23502|54000"):
        mine.rpc("keep_advice", {"p_line": line() | wrong})

    assert mine.select("advice_lines") == []


def test_a_line_is_kept_in_ones_own_name_only(person: Make) -> None:
    (_, mine), (other, theirs) = person(), person()

    mine.rpc("keep_advice", {"p_line": line(user_id=other)})

    assert (len(mine.select("advice_lines")), theirs.select("advice_lines")) == (1, [])


def test_what_somebody_agrees_to_and_takes_back_is_evidence(person: Make, admin: psycopg.Connection) -> None:
    me, mine = person()
    for patch in ({"advise_gemini": True}, {"name": "Nora"}, {"send_words": True}, {"only_here": True, "name": "N"}):
        mine.update("profiles", patch, eq={"user_id": me})
    mine.update("profiles", {"only_here": True}, eq={"user_id": me})

    found = admin.execute(
        "select detail from public.audit_log where user_id = %s and event = 'consent' order by created_at", (me,)
    ).fetchall()

    nothing = {"version": 1, "ask_gemini": False, "advise_gemini": False, "send_words": False, "only_here": False}
    assert [row[0] for row in found] == [
        nothing | {"advise_gemini": True}, nothing | {"advise_gemini": True, "send_words": True},
        nothing | {"advise_gemini": True, "send_words": True, "only_here": True},
    ]  # fmt: skip


def test_the_day_brings_the_energy_of_the_three_days_before_where_all_of_it_is_known(person: Make) -> None:
    _, mine = person()
    before = [datetime.date(2026, 3, 10) - datetime.timedelta(days=n) for n in (4, 3, 2, 1)]
    for n, day in enumerate(before):
        item = {"food_name": "Soup", "kcal": 500 + n}
        row = {"logged_at": f"{day}T12:00+01:00", "time_zone": "Europe/Berlin", "meal_type": "lunch"}
        mine.rpc("save_entries", {"p_entries": [{"kind": "meal", "row": row, "items": [item]}]})

    def seen() -> list[float]:
        return list(mine.rpc("day_overview", {"p_date": "2026-03-10"})["energy_before"])

    nothing_complete = seen()
    mine.insert("complete_days", [{"local_date": day.isoformat()} for day in before])
    assert (nothing_complete, seen()) == ([], [501, 502, 503])
