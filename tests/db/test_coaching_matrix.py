"""What a coach gets: every function and every table, for every state that a consent can be in."""

import uuid
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from lib.gateway.port import Gateway, GatewayError
from tests.db.coaching import KINDS, make_coach, share
from tests.db.coaching_diary import (
    ENTRY_KINDS,
    ENTRY_TABLES,
    METRICS,
    SECRET,
    board,
    entries,
    iso,
    lines,
    log_everything,
    page,
    rows_of,
    series,
    whole_page,
)
from tests.db.matrix import RELATIONS
from tests.db.refusals import refused
from tests.db.world import insert
from tests.support.people import Make, Someone, act_as, delete_account, set_profile

NOT_SHARED = "WC001"
Connect = Callable[..., psycopg.Connection]
Pair = tuple[Someone, Someone]
# A line of the board, and a page, of somebody who shares nothing at the moment.
NAMED_ONLY = {"client", "name", "state", "ends_on", "label"}


@pytest.fixture
def pair(person: Make, admin: psycopg.Connection) -> Pair:
    coach, client = make_coach(admin, person()), person(name="Kim")
    log_everything(admin, client, -2, -8)
    return coach, client


def nothing(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    pass


def expired(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    admin.execute("update public.consents set ends_on = current_date - 1 where user_id = %s", (client.id,))


def revoked(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    client.gateway.rpc("set_sharing", {"p_coach": coach.id, "p_state": "revoked"})


def paused(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    client.gateway.rpc("set_sharing", {"p_coach": coach.id, "p_state": "paused"})


def let_go(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    coach.gateway.rpc("let_go", {"p_client": client.id})


def role_off(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    coach.gateway.update("profiles", {"is_coach": False}, eq={"user_id": coach.id})


def client_deleted(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    delete_account(admin, client.id)


def coach_deleted(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    delete_account(admin, coach.id)


# By name: whether all kinds were shared before, and what then ends it.
CLOSED = {
    "no consent": (False, nothing),
    "expired": (True, expired),
    "revoked": (True, revoked),
    "paused": (True, paused),
    "let go": (True, let_go),
    "the coach is none any more": (True, role_off),
    "the client's account is deleted": (True, client_deleted),
    "the coach's account is deleted": (True, coach_deleted),
}
READS: dict[str, Callable[[Gateway, str], Any]] = {
    **{f"entries of {kind}": lambda coach, client, kind=kind: entries(coach, client, kind) for kind in KINDS},
    **{f"series of {metric}": lambda coach, client, m=metric: series(coach, client, m) for metric in METRICS},
    "scores": lambda coach, client: series(coach, client, "score"),
    "notes": lambda coach, client: series(coach, client, "notes", "wellbeing"),
    "tags": lambda coach, client: series(coach, client, "tags"),
    "goals": lambda coach, client: series(coach, client, "goals", "water"),
}
ACTS: dict[str, Callable[[Gateway, str], Any]] = {
    "propose": lambda coach, client: coach.rpc("propose", {
        "p_client": client, "p_title": "Walk", "p_metric": None, "p_low": None, "p_high": None, "p_times": 3,
        "p_starts_on": iso(0)}),
    "propose a goal": lambda coach, client: coach.rpc("propose", {
        "p_client": client, "p_title": "Drink", "p_metric": "water", "p_low": 1500, "p_high": None, "p_times": 3,
        "p_starts_on": iso(0)}),
    "write_to_client": lambda coach, client: coach.rpc("write_to_client", {
        "p_client": client, "p_message": {"text": "Hello"}}),
    "set_care": lambda coach, client: coach.rpc("set_care", {"p_client": client, "p_hide": True}),
}  # fmt: skip


def refusals(coach: Gateway, client: str, calls: dict[str, Callable[[Gateway, str], Any]]) -> dict[str, str]:
    said = {}
    for name, call in calls.items():
        try:
            said[name] = f"answered {call(coach, client)}"
        except GatewayError as error:
            said[name] = error.code
    return said


@pytest.mark.parametrize("state", CLOSED)
def test_without_a_live_consent_every_function_refuses_and_nothing_is_written(
    pair: Pair, admin: psycopg.Connection, state: str
) -> None:
    coach, client = pair
    shared_before, end = CLOSED[state]
    agreement = check_in = str(uuid.uuid4())
    if shared_before:
        share(coach, client)
        agreement = ACTS["propose"](coach.gateway, client.id)
        client.gateway.rpc("send_check_in", {
            "p_coach": coach.id, "p_week": monday(admin), "p_answers": [{"question": "How?", "answer": "So"}]
        })  # fmt: skip
        client.gateway.rpc("write_to_coach", {"p_coach": coach.id, "p_message": {"text": "Hello"}})
        check_in = client.gateway.select("check_ins")[0]["id"]
    end(coach, client, admin)
    before, log = rows_of(admin, client.id), lines(admin, client.id)
    calls = READS | ACTS | {
        "reply": lambda mine, _: mine.rpc("reply_to_check_in", {"p_check_in": check_in, "p_reply": "Good"}),
    }  # fmt: skip

    said = refusals(coach.gateway, client.id, calls)

    assert set(said.values()) == {NOT_SHARED}, said
    with refused("WC011"):
        coach.gateway.rpc("end_agreement", {"p_agreement": agreement})
    coach.gateway.rpc("mark_read", {"p_other": client.id})
    assert admin.execute(
        "select count(*) from public.coach_messages where user_id = %s and read_at is not null", (client.id,)
    ).fetchone() == (0,)
    assert (rows_of(admin, client.id), lines(admin, client.id)) == (before, log)


@pytest.mark.parametrize("state", CLOSED)
def test_without_a_live_consent_board_and_page_say_who_and_why_and_no_more(
    pair: Pair, admin: psycopg.Connection, state: str
) -> None:
    coach, client = pair
    shared_before, end = CLOSED[state]
    if shared_before:
        share(coach, client)
        coach.gateway.insert("coach_notes", {"client_id": client.id, "text": "Likes mornings."})
        client.gateway.rpc("write_to_coach", {"p_coach": coach.id, "p_message": {"text": SECRET}})
    end(coach, client, admin)
    log = lines(admin, client.id)

    if state in ("expired", "revoked", "paused"):
        assert [(set(line), line["state"]) for line in board(coach.gateway)] == [(NAMED_ONLY, state)]
    elif state.startswith("the coach"):
        with refused("WC005"):
            board(coach.gateway)
    else:
        assert board(coach.gateway) == []
    if state in ("expired", "revoked", "paused", "the coach is none any more"):
        seen = whole_page(coach.gateway, client.id, "mood", *METRICS, "score")
        assert set(seen) == NAMED_ONLY | {"notes"}
        assert [note["text"] for note in seen["notes"]] == ["Likes mornings."]
    else:
        with refused(NOT_SHARED):
            whole_page(coach.gateway, client.id, "mood", *METRICS)
    assert lines(admin, client.id) == log


@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_one_shared_kind_opens_no_other(pair: Pair, admin: psycopg.Connection, kind: str) -> None:
    coach, client = pair
    share(coach, client, kind)

    for other in KINDS:
        if other == kind:
            continue
        with refused(NOT_SHARED):
            entries(coach.gateway, client.id, other)
    with refused(NOT_SHARED):
        series(coach.gateway, client.id, "score")
    assert lines(admin, client.id) == []

    assert len(entries(coach.gateway, client.id, kind)) == (4 if kind == "body" else 2)
    seen = series(coach.gateway, client.id, *METRICS, "score", "notes", "tags", "goals")
    (line,) = board(coach.gateway)
    whole = whole_page(coach.gateway, client.id, next(k for k in ENTRY_KINDS if k != kind), *METRICS)
    assert {m for m in METRICS if m in seen["series"]} == set(line["series"]) == set(whole["daily"]["series"])
    assert whole["entries"] is None
    assert (seen["shared"], seen["scores"], line["scores"], seen["notes"]) == ([kind], None, None, None)
    assert (seen["tags"] is not None) == (kind == "mood")
    assert bool(seen["goals"]) == bool(line["goals"]) == (kind == "water")
    assert bool(seen["complete"]) == bool(line["complete"]) == (kind in ("meal", "water"))
    assert SECRET not in str([seen, line, whole, entries(coach.gateway, client.id, kind)])
    assert {said for _, said in lines(admin, client.id)} == {kind}


def test_days_are_told_only_where_something_shared_was_logged(pair: Pair, admin: psycopg.Connection) -> None:
    coach, client = pair
    client.gateway.rpc("save_entries", {"p_entries": [
        {"kind": "water", "row": {"ml": 250, "time_zone": "UTC", "logged_at": f"{iso(-5)}T09:00Z"}}]})  # fmt: skip
    share(coach, client, "mood")

    seen = series(coach.gateway, client.id, "wellbeing")
    (line,) = board(coach.gateway)

    assert seen["days"] == line["days"] == [22, 28]
    assert "version" not in seen


@pytest.mark.parametrize("name", sorted(READS.keys() - {f"entries of {kind}" for kind in ("photos", "score", "notes")}))
def test_a_read_is_written_down_once_in_a_quarter_of_an_hour(pair: Pair, admin: psycopg.Connection, name: str) -> None:
    coach, client = pair
    kinds = {
        "entries of meal": ["meal", "notes", "photos"], "series of energy": ["meal"], "series of protein": ["meal"],
        "scores": ["score"], "notes": ["mood", "notes"], "tags": ["mood"], "goals": ["water"],
        "series of water": ["water"], "series of active_minutes": ["gym"], "series of wellbeing": ["mood"],
        "series of sleep": ["sleep"], "series of weight": ["body"], "series of resting_heart_rate": ["body"],
    }.get(name) or [name.split()[-1], "notes"]  # fmt: skip
    share(coach, client)

    started = quarter(admin)
    READS[name](coach.gateway, client.id)
    READS[name](coach.gateway, client.id)
    wanted = [(coach.id, kind) for kind in sorted(kinds)]

    # A quarter of an hour may end between the two.
    assert lines(admin, client.id) in ([wanted] if quarter(admin) == started else [wanted, wanted + wanted])


def test_board_and_page_are_written_down_as_what_they_show(pair: Pair, admin: psycopg.Connection) -> None:
    coach, client = pair
    share(coach, client, "mood", "water", "notes")

    page(coach.gateway, client.id)
    assert lines(admin, client.id) == []
    board(coach.gateway)
    assert set(lines(admin, client.id)) == {(coach.id, "mood"), (coach.id, "water")}
    whole_page(coach.gateway, client.id, "mood", "water")
    assert set(lines(admin, client.id)) == {(coach.id, "mood"), (coach.id, "water"), (coach.id, "notes")}
    mine = client.gateway.rpc("my_coaching", {"p_today": iso(0)})["looks"]
    seen = {(look["coach_name"], kind) for look in mine for kind in look["kinds"]}
    assert seen == {("Coach", kind) for kind in ("mood", "water", "notes")}


def test_no_day_before_the_first_one_is_seen(pair: Pair) -> None:
    coach, client = pair
    share(coach, client, p_since=iso(-4))

    seen = series(coach.gateway, client.id, *METRICS, "score", "notes", "tags", "goals")
    (line,) = board(coach.gateway)
    found = {kind: entries(coach.gateway, client.id, kind) for kind in ENTRY_KINDS}

    assert seen["days"] == line["days"] == seen["complete"] == line["complete"] == [28]
    assert seen["scores"] == line["scores"] == [[28, 60]]
    assert {day for _, days in seen["tags"].items() for day in days} == {28}
    assert [day for day, _ in seen["notes"]] == [28]
    assert {row["local_date"] for rows in found.values() for row in rows} == {iso(-2)}
    # The goal that held on the first day is known as of that day.
    assert [(g["low"], g["starts_on"]) for g in seen["goals"]] == [(1500, iso(-4)), (1800, iso(-3))]
    assert seen["goals"] == line["goals"]


def test_a_first_day_to_come_opens_nothing_before_it(pair: Pair) -> None:
    coach, client = pair
    share(coach, client, p_since=iso(1))

    (line,) = board(coach.gateway)

    assert (line["days"], line["series"] and any(line["series"].values()), line["last_day"]) == ([], {}, None)
    assert series(coach.gateway, client.id, *METRICS)["days"] == []
    assert [entries(coach.gateway, client.id, kind) for kind in ENTRY_KINDS] == [[]] * 6


def test_a_goal_that_ended_before_the_first_day_is_not_told(pair: Pair) -> None:
    coach, client = pair
    share(coach, client, p_since=iso(-2))

    (line,) = board(coach.gateway)

    assert [(g["low"], g["starts_on"]) for g in line["goals"]] == [(1800, iso(-2))]


@pytest.mark.parametrize("whose", ["nobody's", "the coach's own", "somebody's who shares with another coach"])
def test_a_forged_id_of_a_client_opens_nothing(pair: Pair, person: Make, admin: psycopg.Connection, whose: str) -> None:
    coach, client = pair
    share(make_coach(admin, person()), client)
    forged = {"nobody's": str(uuid.uuid4()), "the coach's own": coach.id}.get(whose, client.id)

    said = refusals(coach.gateway, forged, READS | ACTS | {"page": page})

    assert set(said.values()) == {NOT_SHARED}, said
    assert board(coach.gateway) == []
    assert lines(admin, client.id) == []


@pytest.mark.parametrize("change", ["revoked", "paused", "kind taken back", "numbers hidden", "first day moved"])
def test_a_change_holds_from_the_next_call_of_a_running_session(pair: Pair, change: str) -> None:
    coach, client = pair
    share(coach, client)
    seen = coach.gateway
    assert (len(entries(seen, client.id, "mood")), len(board(seen)[0]["days"])) == (2, 2)

    if change in ("revoked", "paused"):
        client.gateway.rpc("set_sharing", {"p_coach": coach.id, "p_state": change})
    elif change == "numbers hidden":
        client.gateway.update("profiles", {"hide_numbers": True}, eq={"user_id": client.id})
        assert "weight" not in series(seen, client.id, *METRICS)["series"]
        assert "weight" not in board(seen)[0]["series"]
        assert "kcal" not in str(entries(seen, client.id, "meal") + entries(seen, client.id, "gym"))
        assert {row["metric"] for row in entries(seen, client.id, "body")} == {"resting_heart_rate"}
        return
    else:
        kinds = ["water"] if change == "kind taken back" else list(KINDS)
        client.gateway.rpc("change_consent", {
            "p_coach": coach.id, "p_kinds": kinds, "p_since": iso(-4 if change == "first day moved" else -999),
            "p_ends_on": iso(5)})  # fmt: skip
    if change == "first day moved":
        assert (len(entries(seen, client.id, "mood")), board(seen)[0]["days"]) == (1, [28])
        return
    with refused(NOT_SHARED):
        entries(seen, client.id, "mood")
    with refused(NOT_SHARED):
        series(seen, client.id, "wellbeing")


def test_tables_are_closed_to_a_coach_with_a_consent_for_everything(
    pair: Pair, admin: psycopg.Connection, connect: Connect
) -> None:
    coach, client = pair
    share(coach, client)
    before = rows_of(admin, client.id)
    theirs = act_as(connect("authenticator"), coach.id)
    reached = []

    for relation in RELATIONS:
        if relation.whose != "user_id" or relation.name.startswith("private."):
            continue
        of_client = f"where user_id = '{client.id}'"
        for statement in (
            f"select from {relation.base} {of_client}",
            f"update {relation.base} set {relation.change or 'user_id = default'} {of_client}",
            f"delete from {relation.base} {of_client}",
            insert(relation, client.id) if not relation.view_of else "select from public.moods where false",
        ):
            try:
                with theirs.transaction():
                    if theirs.execute(statement.encode()).rowcount:
                        reached.append(statement)
            except psycopg.Error as error:
                if error.sqlstate not in ("42501", "428C9"):
                    reached.append(f"{statement}: {error}")

    assert reached == []
    assert rows_of(admin, client.id) == before


def test_no_function_lets_a_coach_write_what_a_client_logs(pair: Pair, admin: psycopg.Connection) -> None:
    coach, client = pair
    share(coach, client)
    mine, them = coach.gateway, {"p_client": client.id}
    client.gateway.rpc("send_check_in", {
        "p_coach": coach.id, "p_week": monday(admin), "p_answers": [{"question": "How?", "answer": "So"}]})  # fmt: skip
    check_in = client.gateway.select("check_ins")[0]["id"]
    calls: dict[str, Callable[[], Any]] = {
        "coach_board": lambda: board(mine),
        "client_series": lambda: series(mine, client.id, *METRICS, "score", "notes", "tags", "goals"),
        "client_entries": lambda: [entries(mine, client.id, kind) for kind in ENTRY_KINDS],
        "client_page": lambda: whole_page(mine, client.id, "meal", *METRICS),
        "propose": lambda: ACTS["propose a goal"](mine, client.id),
        "end_agreement": lambda: mine.rpc("end_agreement", {"p_agreement": ACTS["propose"](mine, client.id)}),
        "write_to_client": lambda: ACTS["write_to_client"](mine, client.id),
        "mark_read": lambda: mine.rpc("mark_read", {"p_other": client.id}),
        "reply_to_check_in": lambda: mine.rpc("reply_to_check_in", {"p_check_in": check_in, "p_reply": "Good"}),
        "set_care": lambda: mine.rpc("set_care", them | {"p_hide": False}),
        "invite_client": lambda: mine.rpc("invite_client", {"p_email": None}),
        "let_go": lambda: mine.rpc("let_go", them),
    }
    named = {name for (name,) in admin.execute(
        "select proname::text from pg_proc "
        "where pronamespace = 'public'::regnamespace and 'p_client' = any (proargnames)"
    )}  # fmt: skip
    before = rows_of(admin, client.id)

    assert named <= calls.keys()
    for name, call in calls.items():
        call()
        assert rows_of(admin, client.id) == before, name


def test_the_tables_of_entries_are_all_compared(admin: psycopg.Connection) -> None:
    """A new table of a person's own is either one of entries or named here."""
    others = {
        "profiles", "audit_log", "access_log", "app_sessions", "quota_uses", "external_calls", "consents", "coached",
        "coach_notes", "coach_invites", "agreements", "habit_ticks", "coach_messages", "check_ins",
    }  # fmt: skip
    found = {name for (name,) in admin.execute(
        "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'user_id' "
        "where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'"
    )}  # fmt: skip

    assert {name for name in found if not name.startswith("contract_")} == others | set(ENTRY_TABLES)


def test_no_policy_knows_of_coaches(admin: psycopg.Connection) -> None:
    found = admin.execute(
        "select tablename, policyname from pg_policies where coalesce(qual, '') || coalesce(with_check, '') ~ "
        "'coach|consent|client|shared_with_me'"
    ).fetchall()

    assert found == []


def test_the_log_of_looks_is_only_added_to_and_outlives_the_coach(
    pair: Pair, admin: psycopg.Connection, connect: Connect
) -> None:
    coach, client = pair
    share(coach, client, "mood")
    entries(coach.gateway, client.id, "mood")
    seen = lines(admin, client.id)
    assert seen == [(coach.id, "mood")]

    for statement in (
        f"update public.access_log set kind = 'sleep' where user_id = '{client.id}'",
        f"delete from public.access_log where user_id = '{client.id}'",
        "truncate public.access_log",
    ):
        for login in (connect("admin"), connect("owner"), *(act_as(connect("authenticator"), p.id) for p in pair)):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                login.execute(statement.encode())
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        act_as(connect("authenticator"), client.id).execute(
            "insert into public.access_log (user_id, coach_id, coach_name, kind) values (%s, %s, 'x', 'mood')",
            (client.id, coach.id),
        )
    revoked(coach, client, admin)
    assert lines(admin, client.id) == seen
    delete_account(admin, coach.id)
    assert lines(admin, client.id) == seen
    assert [row["coach_name"] for row in client.gateway.select("access_log")] == ["Coach"]


def test_every_change_of_a_consent_is_kept_as_evidence(pair: Pair, admin: psycopg.Connection) -> None:
    coach, client = pair
    them = {"p_coach": coach.id}
    share(coach, client, "mood", "water")
    client.gateway.rpc("change_consent", them | {
        "p_kinds": ["mood"], "p_since": iso(-9), "p_ends_on": iso(9)})  # fmt: skip
    client.gateway.rpc("set_sharing", them | {"p_state": "paused"})
    client.gateway.rpc("set_sharing", them | {"p_state": "paused"})
    client.gateway.rpc("set_sharing", them | {"p_state": "live"})
    coach.gateway.rpc("set_care", {"p_client": client.id, "p_hide": True})
    coach.gateway.rpc("set_care", {"p_client": client.id, "p_hide": True})
    delete_account(admin, coach.id)

    kept = [row["detail"] for row in client.gateway.select("audit_log", order="created_at")]

    assert [(k["state"], k["kinds"], k["hide_numbers"]) for k in kept] == [
        ("live", ["mood", "water"], False), ("live", ["mood"], False), ("paused", ["mood"], False),
        ("live", ["mood"], False), ("live", ["mood"], True), ("revoked", ["mood"], True),
    ]  # fmt: skip
    assert {(k["coach"], k["coach_name"], k["wording"]) for k in kept} == {(coach.id, "Coach", 1)}
    assert (kept[-1]["since"], kept[-1]["ends_on"]) == (iso(-9), iso(9))


def test_a_coach_cannot_keep_a_client_from_ending_it(pair: Pair, admin: psycopg.Connection) -> None:
    coach, client = pair
    share(coach, client)
    with refused("54000"):
        for turn in range(200):
            coach.gateway.rpc("set_care", {"p_client": client.id, "p_hide": turn % 2 == 0})
    admin.execute(
        "insert into public.audit_log (user_id, event) select %s, 'export' from generate_series(1, 1000)", (client.id,)
    )

    with refused("54000"):
        client.gateway.rpc("change_consent", {
            "p_coach": coach.id, "p_kinds": ["mood"], "p_since": iso(-9), "p_ends_on": iso(9)})  # fmt: skip
    paused(coach, client, admin)
    revoked(coach, client, admin)

    with refused(NOT_SHARED):
        entries(coach.gateway, client.id, "mood")


def test_people_of_the_demo_and_others_share_nothing(pair: Pair, person: Make, admin: psycopg.Connection) -> None:
    coach, client = pair
    set_profile(admin, coach.id, is_demo=True)
    with refused("WC010"):
        share(coach, client)
    set_profile(admin, client.id, is_demo=True)
    share(coach, client)
    assert len(board(coach.gateway)) == 1


def test_somebody_anonymous_reaches_none_of_it(anonymous: Gateway, pair: Pair) -> None:
    coach, client = pair
    share(coach, client)

    assert set(refusals(anonymous, client.id, READS | ACTS | {"page": page}).values()) == {"42501"}
    with refused():
        board(anonymous)
    with refused():
        anonymous.rpc("my_coaching", {"p_today": iso(0)})


def monday(admin: psycopg.Connection) -> str:
    found = admin.execute("select date_trunc('week', now() at time zone 'UTC')::date").fetchone()
    assert found
    return str(found[0])


def quarter(admin: psycopg.Connection) -> Any:
    return admin.execute("select date_bin('15 minutes', now(), timestamptz '2000-01-01')").fetchone()
