"""Consents, and what they open and close, through each adapter with both sides signed in."""

import datetime
from typing import Any

import pytest

from lib.gateway.port import Gateway, GatewayError
from tests.contract.sides import Somebody
from tests.db.coaching import DAY, accept, invite, today
from tests.db.diary import drink, mood

MONDAY = today() - today().weekday() * DAY


def iso(days: int) -> str:
    return (today() + days * DAY).isoformat()


@pytest.fixture
def coach(side: Any) -> Somebody:
    found: Somebody = side.somebody()
    found.gateway.update("profiles", {"is_coach": True, "name": "Coach"}, eq={"user_id": found.id})
    return found


@pytest.fixture
def shared(coach: Somebody, me: Somebody) -> Somebody:
    """Two drinks and a mood of mine, of which the coach may read the drinks."""
    at = [f"{iso(day)}T09:00Z" for day in (-3, -1)]
    me.gateway.rpc("save_entries", {"p_entries": [
        drink(at[0], 250, note="mine"), drink(at[1], 500), mood(at[1], note="mine"),
    ]})  # fmt: skip
    accept(me.gateway, invite(coach.gateway)["code"], p_kinds=["water"])
    return me


def board(coach: Somebody) -> list[dict[str, Any]]:
    asked = {"p_metrics": ["water", "wellbeing"], "p_from": iso(-10), "p_today": iso(0)}
    return list(coach.gateway.rpc("coach_board", asked))


def page(coach: Somebody, client: Somebody, kind: str = "water") -> dict[str, Any]:
    span = {"from": iso(-10), "to": iso(0)}
    return dict(coach.gateway.rpc("client_page", {
        "p_client": client.id, "p_today": iso(0), "p_series": {"metrics": ["water", "wellbeing"], **span},
        "p_entries": {"kind": kind, "limit": 10, "offset": 0, **span}}))  # fmt: skip


def coaching(me: Somebody) -> dict[str, Any]:
    return dict(me.gateway.rpc("my_coaching", {"p_today": iso(0)}))


def code_of(gateway: Gateway, function: str, **asked: Any) -> str:
    with pytest.raises(GatewayError) as refused:
        gateway.rpc(function, {f"p_{name}": value for name, value in asked.items()})
    return refused.value.code


def test_what_is_shared_is_read_and_the_rest_is_not(coach: Somebody, shared: Somebody) -> None:
    (line,) = board(coach)
    seen = page(coach, shared)

    assert (line["kinds"], line["series"], line["days"]) == (["water"], {"water": [250, 500]}, [7, 9])
    assert (line["client"], line["state"], line["last_day"]) == (shared.id, "live", iso(-1))
    assert seen["daily"]["series"] == line["series"]
    assert [(row["ml"], "note" in row) for row in seen["entries"]["entries"]] == [(500, False), (250, False)]
    assert page(coach, shared, "mood")["entries"] is None
    mood_asked = {"client": shared.id, "kind": "mood", "from": iso(-10), "to": iso(0)}
    assert code_of(coach.gateway, "client_entries", **mood_asked) == "WC001"
    series_asked = {"client": shared.id, "metrics": ["wellbeing"], "from": iso(-10), "to": iso(0)}
    assert code_of(coach.gateway, "client_series", **series_asked) == "WC001"


def test_the_person_reads_who_looked_at_what(coach: Somebody, shared: Somebody) -> None:
    board(coach)

    assert [(look["coach_name"], look["kinds"]) for look in coaching(shared)["looks"]] == [("Coach", ["water"])]
    with pytest.raises(GatewayError):
        shared.gateway.delete("access_log", eq={"user_id": shared.id})


def test_changes_hold_from_the_next_read(coach: Somebody, shared: Somebody) -> None:
    them = {"p_coach": coach.id}
    shared.gateway.rpc("change_consent", them | {"p_kinds": ["mood"], "p_since": iso(-2), "p_ends_on": iso(5)})
    assert board(coach)[0]["series"] == {"wellbeing": [7.5]}
    shared.gateway.rpc("set_sharing", them | {"p_state": "paused"})
    assert set(board(coach)[0]) == {"client", "name", "state", "ends_on", "label"}
    shared.gateway.rpc("set_sharing", them | {"p_state": "revoked"})
    assert page(coach, shared)["state"] == "revoked"
    assert code_of(shared.gateway, "set_sharing", coach=coach.id, state="live") == "WC001"


def test_a_preview_is_what_the_coach_gets(coach: Somebody, shared: Somebody) -> None:
    found = shared.gateway.rpc("coach_preview", {
        "p_coach": coach.id, "p_kinds": ["water"], "p_since": "2000-01-01", "p_metrics": ["water", "wellbeing"],
        "p_from": iso(-10), "p_today": iso(0)})  # fmt: skip
    (line,) = board(coach)

    assert {name: value for name, value in found.items() if name not in ("ends_on", "label")} == {
        name: value for name, value in line.items() if name not in ("ends_on", "label")
    }


def test_an_invitation_is_seen_declined_and_never_guessed(coach: Somebody, me: Somebody) -> None:
    code = invite(coach.gateway)["code"]

    assert me.gateway.rpc("see_invite", {"p_code": code})["coach_name"] == "Coach"
    assert me.gateway.rpc("see_invite", {"p_code": "AAAAA-AAAAA"}) is None
    assert code_of(me.gateway, "invite_client", email=None) == "WC005"
    coach.gateway.delete("coach_invites", eq={"user_id": coach.id})
    assert me.gateway.rpc("see_invite", {"p_code": code}) is None


def test_a_habit_from_proposal_to_tick(coach: Somebody, shared: Somebody) -> None:
    habit = coach.gateway.rpc("propose", {
        "p_client": shared.id, "p_title": "Walk", "p_metric": None, "p_low": None, "p_high": None, "p_times": 3,
        "p_starts_on": iso(0)})  # fmt: skip
    shared.gateway.rpc("answer_proposal", {"p_agreement": habit, "p_accept": True, "p_today": iso(0)})
    shared.gateway.rpc("tick_habit", {"p_agreement": habit, "p_day": iso(0), "p_done": True})

    (agreed,) = board(coach)[0]["agreements"]
    assert (agreed["title"], agreed["state"], agreed["ticks"]) == ("Walk", "accepted", [iso(0)])
    card = shared.gateway.rpc("coaching_today", {"p_day": iso(0)})
    assert card["habits"] == [{"id": habit, "title": "Walk", "times": 3, "ticks": 1, "done": True}]
    coach.gateway.rpc("end_agreement", {"p_agreement": habit})
    assert "habits" not in (shared.gateway.rpc("coaching_today", {"p_day": iso(0)}) or {})


def test_a_check_in_and_words_to_each_other(coach: Somebody, shared: Somebody) -> None:
    shared.gateway.rpc("send_check_in", {
        "p_coach": coach.id, "p_week": MONDAY.isoformat(), "p_answers": [{"question": "How?", "answer": "Grün, 10 €"}]
    })  # fmt: skip
    shared.gateway.rpc("write_to_coach", {"p_coach": coach.id, "p_message": {"text": "Hello"}})
    seen = page(coach, shared)
    (check_in,) = seen["check_ins"]
    coach.gateway.rpc("reply_to_check_in", {"p_check_in": check_in["id"], "p_reply": "Good"})
    coach.gateway.rpc("write_to_client", {"p_client": shared.id, "p_message": {"text": "Well done"}})
    coach.gateway.rpc("mark_read", {"p_other": shared.id})

    (consent,) = coaching(shared)["consents"]
    assert check_in["answers"] == [{"question": "How?", "answer": "Grün, 10 €"}]
    assert consent["check_ins"][0]["reply"] == "Good"
    assert {(m["text"], m["read_at"] is None) for m in consent["messages"]} == {("Hello", False), ("Well done", True)}
    assert datetime.datetime.fromisoformat(consent["messages"][0]["sent_at"]).tzinfo is not None


def test_what_a_coach_keeps_is_written_and_read_by_the_coach_alone(coach: Somebody, shared: Somebody) -> None:
    (note,) = coach.gateway.insert("coach_notes", {"client_id": shared.id, "text": "Likes mornings."})
    coach.gateway.update("coach_notes", {"text": "Likes evenings."}, eq={"id": note["id"]})
    coach.gateway.update(
        "coached", {"label": "Evenings", "status": "holiday", "questions": ["How was it?"]}, eq={"client_id": shared.id}
    )

    assert [one["text"] for one in page(coach, shared)["notes"]] == ["Likes evenings."]
    assert (board(coach)[0]["label"], board(coach)[0]["status"]) == ("Evenings", "holiday")
    assert coaching(shared)["consents"][0]["questions"] == ["How was it?"]
    assert (shared.gateway.select("coach_notes"), shared.gateway.select("coached")) == ([], [])
    coach.gateway.rpc("let_go", {"p_client": shared.id})
    assert coach.gateway.select("coach_notes") == []


def test_the_switch_hides_numbers(coach: Somebody, shared: Somebody) -> None:
    coach.gateway.rpc("set_care", {"p_client": shared.id, "p_hide": True})

    assert shared.gateway.select("profiles")[0]["care_until"] == iso(90)
    assert board(coach)[0]["hide_numbers"] is True
    (entry, _) = page(coach, shared)["entries"]["entries"]
    assert "kcal" not in entry and entry["ml"] == 500


def test_strangers_get_nothing(side: Any, coach: Somebody, shared: Somebody) -> None:
    stranger = side.somebody()
    stranger.gateway.update("profiles", {"is_coach": True}, eq={"user_id": stranger.id})

    assert board(stranger) == []
    assert code_of(stranger.gateway, "client_page", client=shared.id, today=iso(0)) == "WC001"
    assert stranger.gateway.select("consents") == []
    for function, asked in (
        ("my_coaching", {"today": iso(0)}),
        ("client_page", {"client": shared.id, "today": iso(0)}),
    ):
        code_of(side.anonymous, function, **asked)
