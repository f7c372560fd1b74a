"""Invitations, consents, and what a person and their coach do together."""

import uuid
from typing import Any

import psycopg
import pytest

from lib.gateway.port import GatewayError
from tests.db.coaching import DAY, KINDS, accept, invite, make_coach, share, today
from tests.db.coaching_diary import METRICS, board, entries, iso, lines, log_everything, page, series
from tests.db.diary import reading, save
from tests.db.refusals import all_at_once, refused
from tests.support.people import Make, Someone, delete_account, new_email, set_profile

NOT_SHARED, NOT_OPEN, CLOSED = "WC001", "WC010", "WC011"
# What a preview cannot know: it is of one person, before anything is agreed to.
NOT_IN_A_PREVIEW = {"ends_on", "label", "check_in", "unread"}


@pytest.fixture
def coach(person: Make, admin: psycopg.Connection) -> Someone:
    return make_coach(admin, person())


@pytest.fixture
def client(person: Make) -> Someone:
    return person(name="Kim", birth_date="1990-01-01", sex="female", height_cm=170)


def coaching(client: Someone) -> dict[str, Any]:
    return dict(client.gateway.rpc("my_coaching", {"p_today": iso(0)}))


def today_card(client: Someone) -> dict[str, Any] | None:
    found: dict[str, Any] | None = client.gateway.rpc("coaching_today", {"p_day": iso(0)})
    return found


def propose(coach: Someone, client: Someone, **instead: Any) -> str:
    asked = {
        "p_client": client.id, "p_title": "Walk at lunch", "p_metric": None, "p_low": None, "p_high": None,
        "p_times": 3, "p_starts_on": iso(0),
    }  # fmt: skip
    return str(coach.gateway.rpc("propose", asked | instead))


def answer(client: Someone, agreement: str, yes: bool = True) -> None:
    client.gateway.rpc("answer_proposal", {"p_agreement": agreement, "p_accept": yes, "p_today": iso(0)})


def message(text: str = "Hello", **more: Any) -> dict[str, Any]:
    return {"text": text, **more}


def to_client(coach: Someone, client: Someone, text: str = "Hello", **more: Any) -> None:
    coach.gateway.rpc("write_to_client", {"p_client": client.id, "p_message": message(text, **more)})


def to_coach(client: Someone, coach: Someone, text: str = "Hello", **more: Any) -> None:
    client.gateway.rpc("write_to_coach", {"p_coach": coach.id, "p_message": message(text, **more)})


def check_in(client: Someone, coach: Someone, said: str = "Well", week: str | None = None) -> str:
    monday = week or this_week()
    client.gateway.rpc("send_check_in", {
        "p_coach": coach.id, "p_week": monday, "p_answers": [{"question": "How was it?", "answer": said}]
    })  # fmt: skip
    return str(client.gateway.select("check_ins", eq={"week": monday})[0]["id"])


def this_week() -> str:
    return (today() - today().weekday() * DAY).isoformat()


def set_sharing(client: Someone, coach: Someone, state: str) -> None:
    client.gateway.rpc("set_sharing", {"p_coach": coach.id, "p_state": state})


def set_care(coach: Someone, client: Someone, hide: bool = True) -> None:
    coach.gateway.rpc("set_care", {"p_client": client.id, "p_hide": hide})


def care_until(client: Someone) -> str | None:
    found: str | None = client.gateway.select("profiles")[0]["care_until"]
    return found


# Invitations -------------------------------------------------------------------------------------------------------


def test_an_invitation_to_an_address_is_seen_and_taken_by_its_owner_only(
    coach: Someone, person: Make, admin: psycopg.Connection
) -> None:
    email = new_email()
    client, other = person(email), person()
    invited = invite(coach.gateway, f" {email.upper()} ")

    (seen,) = coaching(client)["invites"]
    assert (seen["coach_id"], seen["coach_name"], invited["code"]) == (coach.id, "Coach", None)
    assert today_card(client) == {"invites": 1}
    assert coaching(other)["invites"] == [] and today_card(other) is None
    with refused(NOT_OPEN):
        accept(other.gateway, invite=invited["id"])

    assert accept(client.gateway, invite=invited["id"], p_kinds=["mood", "mood", "body"]) == coach.id
    (consent,) = coaching(client)["consents"]
    assert (consent["kinds"], consent["state"], consent["coach_name"]) == (["body", "mood"], "live", "Coach")
    assert coaching(client)["invites"] == []
    with refused(NOT_OPEN):
        accept(client.gateway, invite=invited["id"])


def test_an_invitation_says_nothing_about_who_has_an_account(coach: Someone, person: Make) -> None:
    email = new_email()
    person(email)

    known, unknown = invite(coach.gateway, email), invite(coach.gateway, new_email())

    assert known.keys() == unknown.keys()
    kept = coach.gateway.select("coach_invites")
    assert {row["used_at"] for row in kept} == {None} and len(kept) == 2


def test_a_code_is_read_as_people_type_it_and_serves_once(coach: Someone, client: Someone, person: Make) -> None:
    code = invite(coach.gateway)["code"]
    assert client.gateway.rpc("see_invite", {"p_code": f" {code.lower().replace('-', ' ')} "})["coach_id"] == coach.id

    accept(client.gateway, code.lower())

    assert client.gateway.rpc("see_invite", {"p_code": code}) is None
    with refused(NOT_OPEN):
        accept(person().gateway, code)


def test_of_many_who_take_a_code_at_once_one_gets_it(coach: Someone, person: Make, admin: psycopg.Connection) -> None:
    code = invite(coach.gateway)["code"]
    people = [person() for _ in range(3)]

    came = all_at_once([lambda who=who: accept(who.gateway, code) for who in [*people, people[0]]])

    assert came.count(coach.id) == 1
    assert {error.code for error in came if isinstance(error, GatewayError)} == {NOT_OPEN}
    assert admin.execute("select count(*) from public.consents where coach_id = %s", (coach.id,)).fetchone() == (1,)


def test_the_same_invitation_accepted_twice_at_once_makes_one_consent(
    coach: Someone, person: Make, admin: psycopg.Connection
) -> None:
    email = new_email()
    client = person(email)
    first, second = invite(coach.gateway)["code"], invite(coach.gateway, email)["id"]

    came = all_at_once([lambda: accept(client.gateway, first), lambda: accept(client.gateway, invite=second)])

    assert came == [coach.id, coach.id]
    assert admin.execute("select count(*) from public.consents where user_id = %s", (client.id,)).fetchone() == (1,)


@pytest.mark.parametrize("code", ["", "AAAAA-AAAAA", "x" * 5000, "'; drop table x; --"])
def test_a_wrong_code_opens_nothing(client: Someone, code: str) -> None:
    assert client.gateway.rpc("see_invite", {"p_code": code}) is None
    with refused(NOT_OPEN):
        accept(client.gateway, code)


def test_an_invitation_expires_and_a_coach_takes_none_of_their_own(
    coach: Someone, client: Someone, admin: psycopg.Connection
) -> None:
    code = invite(coach.gateway)["code"]
    with refused(NOT_OPEN):
        accept(coach.gateway, code)
    assert coach.gateway.rpc("see_invite", {"p_code": code}) is None

    admin.execute("update public.coach_invites set expires_at = now() where user_id = %s", (coach.id,))

    assert client.gateway.rpc("see_invite", {"p_code": code}) is None
    with refused(NOT_OPEN):
        accept(client.gateway, code)


def test_ones_own_address_is_no_invitation(person: Make, admin: psycopg.Connection) -> None:
    email = new_email()
    coach = make_coach(admin, person(email))
    invite(coach.gateway, email)

    assert (coaching(coach)["invites"], today_card(coach)) == ([], None)


def test_an_invitation_is_taken_back_declined_or_replaced_by_the_next(
    coach: Someone, person: Make, client: Someone
) -> None:
    email = new_email()
    invited = person(email)
    invite(coach.gateway, email)
    again = invite(coach.gateway, email)["id"]
    assert [one["id"] for one in coaching(invited)["invites"]] == [again]

    client.gateway.rpc("decline_invite", {"p_invite": again})
    assert len(coach.gateway.select("coach_invites")) == 1
    invited.gateway.rpc("decline_invite", {"p_invite": again})
    assert coach.gateway.select("coach_invites") == []

    code = invite(coach.gateway)
    coach.gateway.delete("coach_invites", eq={"id": code["id"]})
    with refused(NOT_OPEN):
        accept(client.gateway, code["code"])


def test_who_coaches_no_more_is_nobodys_coach(coach: Someone, person: Make, client: Someone) -> None:
    email = new_email()
    invited = person(email)
    code = invite(coach.gateway)["code"]
    invite(coach.gateway, email)
    coach.gateway.update("profiles", {"is_coach": False}, eq={"user_id": coach.id})

    assert coaching(invited)["invites"] == []
    with refused(NOT_OPEN):
        accept(client.gateway, code)
    with refused("WC005"):
        invite(coach.gateway)


@pytest.mark.parametrize("email", ["nobody", "a@", "a b@example.org", "a@b@c", "@", f"{'a' * 320}@example.org"])
def test_what_is_no_address_is_refused(coach: Someone, email: str) -> None:
    with refused("WC006"):
        invite(coach.gateway, email)


def test_invitations_and_tried_codes_have_an_end(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    invite(coach.gateway)
    client.gateway.rpc("see_invite", {"p_code": "x"})
    admin.execute("update public.quota_uses set used = 60 where user_id = %s", (coach.id,))
    admin.execute("update public.quota_uses set used = 40 where user_id = %s", (client.id,))

    with refused("WC007"):
        invite(coach.gateway)
    with refused("WC008"):
        client.gateway.rpc("see_invite", {"p_code": "x"})


def test_codes_are_kept_as_hashes_and_are_of_clear_letters(coach: Someone) -> None:
    codes = [invite(coach.gateway)["code"] for _ in range(8)]

    assert len(set(codes)) == 8
    assert all(len(code) == 11 and code[5] == "-" and not set(code) & set("01IO") for code in codes)
    assert not any(code.replace("-", "") in str(coach.gateway.select("coach_invites")) for code in codes)


# Consent -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instead", "code"),
    [
        ({"p_kinds": []}, "WC004"), ({"p_kinds": None}, "WC004"), ({"p_kinds": ["mood", None]}, "WC004"),
        ({"p_kinds": ["everything"]}, "23514"), ({"p_ends_on": iso(-1)}, "WC002"), ({"p_ends_on": iso(740)}, "WC002"),
        ({"p_ends_on": None}, "WC002"), ({"p_since": iso(99)}, "WC003"), ({"p_since": None}, "WC003"),
        ({"p_since": "1899-01-01"}, "23514"), ({"p_wording": 0}, "WC009"), ({"p_wording": None}, "WC009"),
    ],
)  # fmt: skip
def test_a_consent_is_complete_or_refused(coach: Someone, client: Someone, instead: dict[str, Any], code: str) -> None:
    with refused(code):
        accept(client.gateway, invite(coach.gateway)["code"], **instead)
    assert coaching(client)["consents"] == []


def test_a_later_wording_is_read_before_it_is_agreed_to(
    coach: Someone, client: Someone, connect: Any, database: Any
) -> None:
    code = invite(coach.gateway)["code"]
    admin = connect("admin")
    with admin.transaction(force_rollback=True):
        admin.execute("insert into public.consent_wordings (version, wording) values (2, 'Later words.')")
        admin.execute("set role authenticated")
        admin.execute(
            "select set_config('request.jwt.claims', json_build_object('sub', %s::text)::text, true)", (client.id,)
        )
        call = "select public.accept_invite(null, %s, '{mood}', %s, %s, %s)"
        with pytest.raises(psycopg.Error) as old, admin.transaction():
            admin.execute(call, (code, iso(-5), iso(5), 1))
        admin.execute(call, (code, iso(-5), iso(5), 2))
        assert admin.execute("select wording from public.consents").fetchall() == [(2,)]
        (mine,) = admin.execute("select public.my_coaching(current_date)").fetchone()
    assert old.value.sqlstate == "WC009"
    assert mine["wording"] == {"version": 2, "wording": "Later words."}


def test_pausing_going_on_changing_and_ending(coach: Someone, client: Someone) -> None:
    share(coach, client)
    set_sharing(client, coach, "paused")
    change = {"p_coach": coach.id, "p_kinds": ["sleep"], "p_since": iso(-3), "p_ends_on": iso(3)}
    client.gateway.rpc("change_consent", change)
    assert [line["state"] for line in board(coach.gateway)] == ["paused"]
    set_sharing(client, coach, "live")
    (line,) = board(coach.gateway)
    assert (line["kinds"], line["since"], line["ends_on"]) == (["sleep"], iso(-3), iso(3))

    set_sharing(client, coach, "revoked")
    set_sharing(client, coach, "revoked")

    for state in ("live", "paused"):
        with refused(NOT_SHARED):
            set_sharing(client, coach, state)
    with refused(NOT_SHARED):
        client.gateway.rpc("change_consent", change)
    with refused("22023"):
        set_sharing(client, coach, "expired")
    accept(client.gateway, invite(coach.gateway)["code"])
    assert [line["state"] for line in board(coach.gateway)] == ["live"]


def test_nobody_changes_a_consent_for_somebody_else(coach: Someone, client: Someone) -> None:
    share(coach, client, "mood")

    with refused(NOT_SHARED):
        set_sharing(coach, client, "paused")
    with refused(NOT_SHARED):
        coach.gateway.rpc("change_consent", {
            "p_coach": coach.id, "p_kinds": ["mood"], "p_since": iso(-3), "p_ends_on": iso(3)})  # fmt: skip
    with refused():
        client.gateway.update("consents", {"state": "paused"}, eq={"user_id": client.id})


def test_letting_go_takes_along_what_the_coach_kept(coach: Someone, client: Someone) -> None:
    share(coach, client)
    coach.gateway.insert("coach_notes", {"client_id": client.id, "text": "Likes mornings."})
    answer(client, propose(coach, client))
    to_client(coach, client)

    coach.gateway.rpc("let_go", {"p_client": client.id})

    assert (board(coach.gateway), coach.gateway.select("coach_notes"), coach.gateway.select("coached")) == ([], [], [])
    # What they wrote to each other stays with the client.
    (consent,) = coaching(client)["consents"]
    assert (consent["state"], len(consent["agreements"]), len(consent["messages"])) == ("revoked", 1, 1)


@pytest.mark.parametrize("goes", ["the coach", "the client"])
def test_with_either_account_everything_goes(
    coach: Someone, client: Someone, admin: psycopg.Connection, goes: str
) -> None:
    share(coach, client)
    coach.gateway.insert("coach_notes", {"client_id": client.id, "text": "Likes mornings."})
    habit = propose(coach, client)
    answer(client, habit)
    client.gateway.rpc("tick_habit", {"p_agreement": habit, "p_day": iso(0), "p_done": True})
    check_in(client, coach)
    to_client(coach, client)
    set_care(coach, client)

    delete_account(admin, coach.id if goes == "the coach" else client.id)

    for table, columns in {
        "consents": ("user_id", "coach_id"), "coached": ("user_id", "client_id"),
        "coach_notes": ("user_id", "client_id"),
        "agreements": ("user_id", "coach_id"), "coach_messages": ("user_id", "coach_id"),
        "check_ins": ("user_id", "coach_id"), "habit_ticks": ("user_id", "user_id"),
    }.items():  # fmt: skip
        query = f"select count(*) from public.{table} where {columns[0]} = any (%s) or {columns[1]} = any (%s)"
        assert admin.execute(query.encode(), ([coach.id, client.id],) * 2).fetchone() == (0,), table
    if goes == "the coach":
        assert care_until(client) is None
        assert coaching(client)["consents"] == []


def test_a_deleted_client_with_a_live_token_does_nothing(
    coach: Someone, client: Someone, admin: psycopg.Connection
) -> None:
    code = invite(coach.gateway)["code"]
    delete_account(admin, client.id)

    with refused():
        accept(client.gateway, code)
    with refused():
        client.gateway.rpc("see_invite", {"p_code": code})
    assert coaching(client)["consents"] == [] and today_card(client) is None


def test_coach_records_are_the_coachs_alone(coach: Someone, client: Someone, person: Make) -> None:
    share(coach, client)
    coach.gateway.insert("coach_notes", {"client_id": client.id, "text": "Likes mornings."})
    coach.gateway.update("coached", {"label": "Mornings", "status": "injured"}, eq={"client_id": client.id})

    assert (client.gateway.select("coach_notes"), client.gateway.select("coached")) == ([], [])
    assert "mornings" not in str(coaching(client)).lower()
    with refused():
        coach.gateway.update("coached", {"client_id": person().id}, eq={"client_id": client.id})
    with refused("23503"):
        coach.gateway.insert("coach_notes", {"client_id": person().id, "text": "Of a stranger"})


@pytest.mark.parametrize(
    "columns",
    [{"label": "x" * 41}, {"status": "lost"}, {"questions": ["x" * 201]}, {"questions": ["a"] * 6}, {"questions": [""]},
     {"questions": ["a\x1fb"]}, {"questions": [None]}, {"check_in_weekday": 8}, {"quiet_until": "2999-01-01"}],
)  # fmt: skip
def test_what_a_coach_keeps_has_bounds(coach: Someone, client: Someone, columns: dict[str, Any]) -> None:
    share(coach, client)

    with refused("23514"):
        coach.gateway.update("coached", columns, eq={"client_id": client.id})
    coach.gateway.update("coached", {"questions": [], "label": "", "status_until": iso(9)}, eq={"client_id": client.id})


def test_notes_have_bounds(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    share(coach, client)
    for text in ("", "x" * 4001):
        with refused("23514"):
            coach.gateway.insert("coach_notes", {"client_id": client.id, "text": text})
    admin.execute(
        "insert into public.coach_notes (user_id, client_id, text) select %s, %s, 'x' from generate_series(1, 999)",
        (coach.id, client.id),
    )
    coach.gateway.insert("coach_notes", {"client_id": client.id, "text": "The last."})
    with refused("54000"):
        coach.gateway.insert("coach_notes", {"client_id": client.id, "text": "One more."})


# Proposals and habits ------------------------------------------------------------------------------------------------


def test_an_accepted_habit_is_ticked_and_counted(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    share(coach, client, "mood")
    habit = propose(coach, client)
    assert today_card(client) == {"proposals": 1, "check_ins": 1}
    answer(client, habit)
    for done in (True, True, False, True):
        client.gateway.rpc("tick_habit", {"p_agreement": habit, "p_day": iso(0), "p_done": done})

    card = today_card(client)

    assert card and card["habits"] == [{"id": habit, "title": "Walk at lunch", "times": 3, "ticks": 1, "done": True}]
    assert [a["ticks"] for a in board(coach.gateway)[0]["agreements"]] == [[iso(0)]]
    overview = client.gateway.rpc("day_overview", {"p_date": iso(0)})
    assert overview["coaching"] == card
    with refused(CLOSED):
        answer(client, habit)
    assert lines(admin, client.id) == [(coach.id, "mood")]


def test_ticks_from_before_the_first_day_are_not_told(coach: Someone, client: Someone) -> None:
    share(coach, client, "mood", p_since=iso(-2))
    habit = propose(coach, client)
    answer(client, habit)
    for day in (-5, -2, 0):
        client.gateway.rpc("tick_habit", {"p_agreement": habit, "p_day": iso(day), "p_done": True})

    assert board(coach.gateway)[0]["agreements"][0]["ticks"] == [iso(-2), iso(0)]
    assert page(coach.gateway, client.id)["agreements"][0]["ticks"] == [iso(-2), iso(0)]
    assert coaching(client)["consents"][0]["agreements"][0]["ticks"] == [iso(-5), iso(-2), iso(0)]


def test_a_habit_of_somebody_else_is_not_ticked(coach: Someone, client: Someone, person: Make) -> None:
    share(coach, client)
    habit = propose(coach, client)

    for stranger in (coach, person()):
        with refused("23503"):
            stranger.gateway.rpc("tick_habit", {"p_agreement": habit, "p_day": iso(0), "p_done": True})
        with refused(CLOSED):
            answer(stranger, habit)
    with refused(CLOSED):
        person().gateway.rpc("end_agreement", {"p_agreement": habit})


def test_an_accepted_goal_becomes_the_persons_own_and_stays(coach: Someone, client: Someone) -> None:
    share(coach, client, "water")
    drink_more = propose(coach, client, p_title="Drink", p_metric="water", p_low=1800, p_starts_on=iso(-3))
    answer(client, drink_more)
    coach.gateway.rpc("end_agreement", {"p_agreement": drink_more})

    (goal,) = client.gateway.select("goals")

    assert (goal["metric"], float(goal["low"]), goal["starts_on"]) == ("water", 1800, iso(0))
    assert goal["source"] == "agreed with Coach"
    assert client.gateway.select("agreements")[0]["state"] == "ended"
    with refused(CLOSED):
        client.gateway.rpc("end_agreement", {"p_agreement": drink_more})


def test_a_declined_proposal_changes_nothing(coach: Someone, client: Someone) -> None:
    share(coach, client, "water")
    answer(client, propose(coach, client, p_metric="water", p_low=1800), yes=False)

    assert client.gateway.select("goals") == []
    assert [a["state"] for a in client.gateway.select("agreements")] == ["declined"]


@pytest.mark.parametrize(
    ("goal", "code"),
    [({"p_metric": "energy", "p_high": 1250}, "WG001"), ({"p_metric": "weight", "p_high": 45}, "WG003")],
)
def test_a_goal_that_would_harm_is_refused_when_it_is_accepted(
    coach: Someone, client: Someone, goal: dict[str, Any], code: str
) -> None:
    save(client.gateway, reading("weight", 80))
    share(coach, client)
    harmful = propose(coach, client, **goal)

    with refused(code):
        answer(client, harmful)

    assert client.gateway.select("goals") == []
    assert [a["state"] for a in client.gateway.select("agreements")] == ["proposed"]


@pytest.mark.parametrize(
    ("instead", "code"),
    [
        ({"p_metric": "energy", "p_high": 900}, "WG001"), ({"p_metric": "water", "p_low": -1}, "23514"),
        ({"p_metric": "water", "p_low": 2500, "p_high": 2400}, "23514"), ({"p_metric": "water"}, "23514"),
        ({"p_low": 5}, "23514"), ({"p_title": " "}, "23514"), ({"p_title": "x" * 121}, "23514"),
        ({"p_times": 8}, "23514"), ({"p_times": 0}, "23514"), ({"p_metric": "luck", "p_low": 1}, NOT_SHARED),
        ({"p_metric": "blood_pressure", "p_low": 1}, "23514"), ({"p_starts_on": None}, "23502"),
        ({"p_metric": "water", "p_low": 1_000_000}, "23514"),
    ],
)  # fmt: skip
def test_a_proposal_is_sound_or_refused(coach: Someone, client: Someone, instead: dict[str, Any], code: str) -> None:
    share(coach, client)

    with refused(code):
        propose(coach, client, **instead)


def test_proposals_have_an_end(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    share(coach, client)
    add = (
        "insert into public.agreements (user_id, coach_id, title, times, starts_on, state) "
        "select %s, %s, 'x', 1, current_date, %s from generate_series(1, %s)"
    )
    admin.execute(add, (client.id, coach.id, "proposed", 29))
    last = propose(coach, client)
    with refused("54000"):
        propose(coach, client)
    client.gateway.rpc("end_agreement", {"p_agreement": last})
    propose(coach, client)
    admin.execute("update public.agreements set state = 'ended' where user_id = %s", (client.id,))
    admin.execute(add, (client.id, coach.id, "declined", 480))
    with refused("54000"):
        propose(coach, client)


def test_of_a_kind_not_shared_or_hidden_nothing_is_proposed_or_told(coach: Someone, client: Someone) -> None:
    share(coach, client, "meal", "body")
    propose(coach, client, p_title="Eat", p_metric="energy", p_low=2000)
    propose(coach, client, p_title="Protein", p_metric="protein", p_low=80)
    with refused(NOT_SHARED):
        propose(coach, client, p_metric="water", p_low=1800)

    set_care(coach, client)

    for metric in ("energy", "weight", "waist", "protein"):
        with refused(NOT_SHARED):
            propose(coach, client, p_metric=metric, p_low=60)
    for shown in (board(coach.gateway)[0], page(coach.gateway, client.id)):
        assert shown["agreements"] == []
        assert shown["hide_numbers"] is True
    client.gateway.rpc("change_consent", {
        "p_coach": coach.id, "p_kinds": ["body"], "p_since": iso(-3), "p_ends_on": iso(3)})  # fmt: skip
    assert board(coach.gateway)[0]["agreements"] == []


# Check-ins and messages ----------------------------------------------------------------------------------------------


def test_a_check_in_is_sent_again_until_it_is_answered(coach: Someone, client: Someone) -> None:
    share(coach, client, "mood")
    coach.gateway.update("coached", {"check_in_weekday": 1}, eq={"client_id": client.id})
    assert today_card(client) == {"check_ins": 1}
    check_in(client, coach, "Not so well")
    sent = check_in(client, coach, "Well")
    assert today_card(client) is None
    assert board(coach.gateway)[0]["check_in"] == {"week": this_week(), "replied": False}

    coach.gateway.rpc("reply_to_check_in", {"p_check_in": sent, "p_reply": " Good work. "})

    with refused("WC012"):
        check_in(client, coach, "On second thoughts")
    (kept,) = coaching(client)["consents"][0]["check_ins"]
    assert (kept["answers"][0]["answer"], kept["reply"]) == ("Well", "Good work.")
    assert page(coach.gateway, client.id)["check_ins"] == [kept]
    assert board(coach.gateway)[0]["check_in"]["replied"] is True
    with refused("23514"):
        coach.gateway.rpc("reply_to_check_in", {"p_check_in": sent, "p_reply": None})


@pytest.mark.parametrize(
    "answers",
    ['{}', [], [{"question": "a"}], [{"question": "a", "answer": 1}], ["a"], [{"question": "a", "answer": "b"}] * 6,
     [{"question": "a", "answer": "x" * 13_000}], [[{"question": "a", "answer": "b"}]]],
)  # fmt: skip
def test_answers_are_few_and_words(coach: Someone, client: Someone, answers: Any) -> None:
    share(coach, client)

    with pytest.raises(GatewayError):
        client.gateway.rpc("send_check_in", {"p_coach": coach.id, "p_week": this_week(), "p_answers": answers})
    assert client.gateway.select("check_ins") == []


@pytest.mark.parametrize(("week", "code"), [(iso(-70), "22008"), (iso(21), "22008"), (None, "23502")])
def test_a_check_in_is_about_a_week_lately(coach: Someone, client: Someone, week: str | None, code: str) -> None:
    share(coach, client)
    answers = [{"question": "a", "answer": "b"}]

    with refused(code):
        client.gateway.rpc("send_check_in", {"p_coach": coach.id, "p_week": week, "p_answers": answers})


def test_check_ins_of_others_are_not_answered(
    coach: Someone, client: Someone, person: Make, admin: psycopg.Connection
) -> None:
    share(coach, client)
    sent = check_in(client, coach)
    another = make_coach(admin, person())
    share(another, client)

    with refused(NOT_SHARED):
        another.gateway.rpc("reply_to_check_in", {"p_check_in": sent, "p_reply": "Hm"})
    assert page(another.gateway, client.id)["check_ins"] == []


def test_a_message_arrives_once_and_is_unread_until_it_is_seen(coach: Someone, client: Someone) -> None:
    share(coach, client, "mood")
    coach.gateway.update("coached", {"questions": []}, eq={"client_id": client.id})
    key = str(uuid.uuid4())
    to_client(coach, client, " Well done ", client_key=key)
    to_client(coach, client, "Well done again", client_key=key)
    to_coach(client, coach, "Thanks", about_day=iso(0), about_kind="mood", about_id=str(uuid.uuid4()))
    assert (today_card(client), board(coach.gateway)[0]["unread"]) == ({"unread": 1}, 1)

    coach.gateway.rpc("mark_read", {"p_other": client.id})
    assert (today_card(client), board(coach.gateway)[0]["unread"]) == ({"unread": 1}, 0)
    client.gateway.rpc("mark_read", {"p_other": coach.id})
    assert today_card(client) is None

    said = page(coach.gateway, client.id)["messages"]
    assert {(m["text"], m["from_coach"], m["about_kind"]) for m in said} == {
        ("Thanks", False, "mood"), ("Well done", True, None),
    }  # fmt: skip
    assert coaching(client)["consents"][0]["messages"] == said


def test_of_a_kind_not_shared_nothing_is_written_about_or_seen(coach: Someone, client: Someone) -> None:
    share(coach, client, "mood")
    with refused(NOT_SHARED):
        to_client(coach, client, about_day=iso(0), about_kind="body")
    to_coach(client, coach, "About my weight", about_day=iso(0), about_kind="body")

    coach.gateway.rpc("mark_read", {"p_other": client.id})

    assert page(coach.gateway, client.id)["messages"] == [] and board(coach.gateway)[0]["unread"] == 0
    assert client.gateway.select("coach_messages")[0]["read_at"] is None


@pytest.mark.parametrize(
    ("said", "code"),
    [({"text": ""}, "23514"), ({"text": "x" * 2001}, "23514"), ({}, "23502"),
     ({"text": "a", "about_kind": "mood"}, "23514"),
     ({"text": "a", "about_day": "2026-01-01", "about_kind": "score"}, "23514"),
     ({"text": "a", "about_day": "2026-01-01", "about_id": str(uuid.UUID(int=0))}, "23514")],
)  # fmt: skip
def test_a_message_is_sound_or_refused(coach: Someone, client: Someone, said: dict[str, Any], code: str) -> None:
    share(coach, client)

    with refused(code):
        coach.gateway.rpc("write_to_client", {"p_client": client.id, "p_message": said})
    with refused(code):
        client.gateway.rpc("write_to_coach", {"p_coach": coach.id, "p_message": said})


def test_messages_of_a_day_have_an_end(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    share(coach, client)
    admin.execute(
        "insert into public.coach_messages (user_id, coach_id, from_coach, text, client_key) "
        "select %s, %s, true, 'x', gen_random_uuid() from generate_series(1, 100)",
        (client.id, coach.id),
    )

    with refused("54000"):
        to_client(coach, client)
    to_coach(client, coach)


def test_strangers_write_to_nobody(coach: Someone, client: Someone, person: Make) -> None:
    share(coach, client)
    set_sharing(client, coach, "revoked")

    for stranger in (client, person()):
        with refused(NOT_SHARED):
            to_coach(stranger, coach)
        with refused(NOT_SHARED):
            check_in(stranger, coach)
    with refused(NOT_SHARED):
        to_client(coach, client)


# Care ----------------------------------------------------------------------------------------------------------------


def test_the_switch_hides_numbers_from_both_as_long_as_one_coach_asks_for_it(
    coach: Someone, client: Someone, person: Make, admin: psycopg.Connection
) -> None:
    log_everything(admin, client, -1)
    another = make_coach(admin, person())
    share(coach, client, p_ends_on=iso(20))
    share(another, client, p_ends_on=iso(40))
    set_care(coach, client)
    assert care_until(client) == iso(20)
    set_care(another, client)
    assert care_until(client) == iso(40)
    for one in (coach, another):
        assert "energy" not in series(one.gateway, client.id, *METRICS)["series"]

    set_sharing(client, another, "paused")
    assert care_until(client) == iso(40)
    set_sharing(client, another, "revoked")
    assert care_until(client) == iso(20)
    set_care(coach, client, hide=False)
    assert care_until(client) is None
    assert "energy" in series(coach.gateway, client.id, *METRICS)["series"]
    accept(client.gateway, invite(another.gateway)["code"])
    assert care_until(client) is None
    with refused("23502"):
        coach.gateway.rpc("set_care", {"p_client": client.id, "p_hide": None})


def test_nobody_lifts_the_switch_in_their_profile(coach: Someone, client: Someone) -> None:
    share(coach, client)
    set_care(coach, client)

    with refused():
        client.gateway.update("profiles", {"care_until": None}, eq={"user_id": client.id})


def test_the_switch_ends_with_its_consent(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    share(coach, client)
    set_care(coach, client)
    set_profile(admin, client.id, care_until=iso(-1))

    assert board(coach.gateway)[0]["hide_numbers"] is False


# What is read --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hide", [False, True])
@pytest.mark.parametrize("kinds", [("mood",), ("water", "score"), ("meal", "body"), KINDS])
def test_a_preview_is_what_the_coach_then_gets(
    coach: Someone, client: Someone, admin: psycopg.Connection, kinds: tuple[str, ...], hide: bool
) -> None:
    log_everything(admin, client, -1, -6)
    set_profile(admin, client.id, hide_numbers=hide)
    asked = {"p_kinds": sorted(kinds), "p_since": iso(-4), "p_metrics": list(METRICS), "p_from": iso(-30)}
    before = client.gateway.rpc("coach_preview", {"p_coach": coach.id, "p_today": iso(0), **asked})
    share(coach, client, *kinds, p_since=iso(-4))
    if "water" in kinds:
        propose(coach, client, p_metric="water", p_low=1900)
    coach.gateway.update("coached", {"status": "holiday", "check_in_weekday": 5}, eq={"client_id": client.id})

    (line,) = board(coach.gateway)
    after = client.gateway.rpc("coach_preview", {"p_coach": coach.id, "p_today": iso(0), **asked})

    # What the coach keeps about a client is the coach's.
    theirs = {"status", "check_in_weekday"}
    assert without(after, NOT_IN_A_PREVIEW | theirs) == without(line, NOT_IN_A_PREVIEW | theirs)
    theirs |= {"agreements"}
    assert without(before, NOT_IN_A_PREVIEW | theirs) == without(line, NOT_IN_A_PREVIEW | theirs)
    assert before.keys() == line.keys()


def without(line: dict[str, Any], left_out: set[str]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name not in left_out}


def test_the_series_of_somebody_else_are_empty(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    log_everything(admin, client, -1)
    share(coach, client)
    asked = {"p_user": client.id, "p_metrics": [*METRICS, "goals", "notes", "tags"], "p_from": iso(-30), "p_to": iso(0)}

    found = coach.gateway.rpc("series_of", asked)

    assert (found["days"], found["series"], found["version"]) == ([], {}, None)
    assert (found["goals"], found["notes"], found["tags"], found["told"]) == ([], [], {}, [])
    assert found["complete"] == [] and found["at_least"] == {}
    own = client.gateway.rpc("series_of", asked)
    del asked["p_user"]
    assert own == client.gateway.rpc("daily_series", asked) and own["days"] == [29]


def test_photos_and_notes_come_with_their_own_consent(
    coach: Someone, client: Someone, admin: psycopg.Connection
) -> None:
    log_everything(admin, client, -1)
    share(coach, client, "meal")
    (bare,) = entries(coach.gateway, client.id, "meal")
    assert "photos" not in bare and "note" not in bare
    client.gateway.rpc("change_consent", {
        "p_coach": coach.id, "p_kinds": ["meal", "photos", "notes"], "p_since": iso(-9), "p_ends_on": iso(9)
    })  # fmt: skip

    (whole,) = entries(coach.gateway, client.id, "meal")

    assert whole["photos"] == ["AAAA"] and whole["note"]
    assert not whole.keys() & {"user_id", "client_key", "source", "external_id", "import_id", "words"}
    assert not whole["items"][0].keys() & {"user_id", "food_id", "meal_id"}


def test_more_than_a_page_is_not_read_at_once(coach: Someone, client: Someone) -> None:
    share(coach, client)
    span = {"p_from": "1900-01-01", "p_today": "2100-01-01"}

    with refused("54000"):
        coach.gateway.rpc("coach_board", {"p_metrics": [], **span})
    with refused("54000"):
        coach.gateway.rpc("coach_board", {"p_metrics": ["water"] * 21, "p_from": iso(-1), "p_today": iso(0)})
    with refused("54000"):
        client.gateway.rpc("coach_preview", {
            "p_coach": coach.id, "p_kinds": ["mood"], "p_since": iso(0), "p_metrics": [], **span})  # fmt: skip
    with refused("54000"):
        series(coach.gateway, client.id, "water", first=-40_001)


def test_the_end_of_a_consent_is_announced_a_week_ahead(coach: Someone, client: Someone, person: Make) -> None:
    share(coach, client, p_ends_on=iso(7))
    coach.gateway.update("coached", {"questions": []}, eq={"client_id": client.id})
    other = person()
    share(coach, other, p_ends_on=iso(8))
    coach.gateway.update("coached", {"questions": []}, eq={"client_id": other.id})

    assert (today_card(client), today_card(other)) == ({"ending": iso(7)}, None)


def test_looks_and_words_of_others_are_not_among_ones_own(coach: Someone, client: Someone, person: Make) -> None:
    other = person()
    for one in (client, other):
        share(coach, one, "mood")
    board(coach.gateway)
    to_client(coach, other, "For you alone")

    mine = coaching(client)

    assert len(mine["looks"]) == 1 and mine["consents"][0]["messages"] == []
    assert other.id not in str(mine)


def test_names_alone_are_no_look_at_anybody(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    share(coach, client, "mood")
    log_everything(admin, client, 0)

    asked = {"p_metrics": [], "p_from": iso(-1), "p_today": iso(0)}
    (line,) = coach.gateway.rpc("coach_board", asked)

    assert (line["client"], line["state"], line["kinds"], line["hide_numbers"]) == (client.id, "live", ["mood"], False)
    assert not {"days", "series", "last_day"} & set(line)
    assert client.gateway.select("access_log") == []


# What a look around by somebody hostile brought up -----------------------------------------------------------------


HARMFUL = [
    ("protein", None, 1), ("carbs", None, 0), ("fat", None, 5), ("water", None, 0), ("water", 9000, None),
    ("sleep", None, 2), ("active_minutes", 1000, None), ("waist", None, 40),
]  # fmt: skip


@pytest.mark.parametrize(("metric", "low", "high"), HARMFUL)
def test_a_goal_that_harms_anybody_is_neither_proposed_nor_set(
    coach: Someone, client: Someone, metric: str, low: float | None, high: float | None
) -> None:
    share(coach, client)

    with refused("WG004"):
        propose(coach, client, p_metric=metric, p_low=low, p_high=high)
    with refused("WG004"):
        client.gateway.insert("goals", {"metric": metric, "low": low, "high": high, "starts_on": iso(0)})


def test_a_proposal_is_written_once_however_often_it_is_sent(coach: Someone, client: Someone) -> None:
    share(coach, client)
    key = str(uuid.uuid4())

    assert propose(coach, client, p_client_key=key) == propose(coach, client, p_client_key=key)

    assert len(client.gateway.select("agreements")) == 1


def test_codes_that_open_nothing_are_counted(coach: Someone, client: Someone) -> None:
    for _ in range(40):
        with refused(NOT_OPEN):
            accept(client.gateway, "AAAAA-AAAAA")

    with refused("WC008"):
        accept(client.gateway, invite(coach.gateway)["code"])


def test_what_came_after_the_last_word_that_was_drawn_stays_unread(coach: Someone, client: Someone) -> None:
    share(coach, client)
    to_client(coach, client)
    (drawn,) = client.gateway.select("coach_messages")
    to_client(coach, client)

    client.gateway.rpc("mark_read", {"p_other": coach.id, "p_up_to": drawn["sent_at"]})

    assert sorted(row["read_at"] is None for row in client.gateway.select("coach_messages")) == [False, True]
    assert today_card(client)["unread"] == 1


def test_nothing_of_a_coach_whose_sharing_ended_stands_on_today(coach: Someone, client: Someone) -> None:
    share(coach, client)
    answer(client, propose(coach, client))
    open_one = propose(coach, client)
    to_client(coach, client)

    set_sharing(client, coach, "revoked")

    assert today_card(client) is None
    assert {row["state"] for row in client.gateway.select("agreements")} == {"ended"}
    with refused(CLOSED):
        answer(client, open_one)


def test_what_was_said_before_an_end_is_not_told_after_a_new_beginning(coach: Someone, client: Someone) -> None:
    share(coach, client)
    answer(client, propose(coach, client))
    client.gateway.rpc("write_to_coach", {"p_coach": coach.id, "p_message": {"text": "I weigh 70"}})
    check_in(client, coach)
    set_sharing(client, coach, "revoked")

    share(coach, client, "water")

    found = page(coach.gateway, client.id)
    assert (found["messages"], found["check_ins"], found["agreements"]) == ([], [], [])
    (line,) = board(coach.gateway)
    assert (line["unread"], line["check_in"], line["agreements"]) == (0, None, [])
    assert len(coaching(client)["consents"][0]["messages"]) == 1


def test_whoever_looks_often_hides_nobody_else(coach: Someone, client: Someone, admin: psycopg.Connection) -> None:
    share(coach, client)
    admin.execute(
        "insert into public.access_log (user_id, coach_id, coach_name, kind, seen_at) "
        "select %s::uuid, %s::uuid, 'Busy', k, "
        "date_bin('15 minutes', now(), timestamptz '2000-01-01') - n * interval '15 minutes' "
        "from generate_series(1, 300) n, unnest(array['mood', 'sleep']) k "
        "union all select %s::uuid, gen_random_uuid(), 'Rare', 'body', now() - interval '30 days'",
        (client.id, coach.id, client.id),
    )

    found = coaching(client)

    assert len(found["looks"]) == 100 and found["looks"][0]["kinds"] == ["mood", "sleep"]
    busy = [day for day in found["looked_earlier"] if day["coach_name"] == "Busy"]
    assert sum(day["times"] for day in busy) == 200
    assert [(day["times"], day["kinds"]) for day in found["looked_earlier"] if day["coach_name"] == "Rare"] == [
        (1, ["body"])
    ]


def test_a_goal_for_protein_is_told_only_with_readings_of_the_body(coach: Someone, client: Someone) -> None:
    client.gateway.insert("goals", {"metric": "protein", "low": 61, "starts_on": iso(-9)})
    share(coach, client, "meal")
    save(client.gateway, reading("weight", 73))

    assert board(coach.gateway)[0]["goals"] == []
    assert series(coach.gateway, client.id, "protein", "goals")["goals"] == []
    client.gateway.rpc("change_consent", {
        "p_coach": coach.id, "p_kinds": ["meal", "body"], "p_since": iso(-30), "p_ends_on": iso(3)})  # fmt: skip
    assert [goal["low"] for goal in series(coach.gateway, client.id, "protein", "goals")["goals"]] == [61]


@pytest.mark.parametrize(
    ("name", "read"), [("Carla\n\nNobody looked", "Carla  Nobody looked"), ("\u202eevil", " evil"), ("a\x07b", "a b")]
)
def test_a_name_stays_in_its_line(coach: Someone, client: Someone, name: str, read: str) -> None:
    share(coach, client)

    client.gateway.update("profiles", {"name": name}, eq={"user_id": client.id})

    assert board(coach.gateway)[0]["name"] == read
