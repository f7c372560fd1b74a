"""Sharing: who may see what, each kind by itself; who looked; and what a coach and a client do together."""

import datetime
import re
import uuid

import pytest

from lib import messages
from lib.coach import board, kinds, sharing
from lib.gateway.port import UNREACHABLE, Backend, GatewayError, Person
from lib.units import Units
from tests.db import coaching
from tests.db.coaching import DAY
from tests.support.pages import PASSWORD, go, shown, today, troubles
from tests.support.people import Someone, new_email

AWAY = messages.SENTENCES[UNREACHABLE]
CODE = "sharing_code"
FORM = "sharing_invite_"
HOSTILE = "![x](https://evil.example/x.png) **b** <script>alert(1)</script> :red[r] $x$ `c` [l](javascript:1)"


@pytest.fixture(autouse=True)
def _quick(quick_fingers):
    pass


@pytest.fixture
def anna(browser):
    browser.sign_up()
    return browser.house.store.accounts.restore(browser.secret).backend


@pytest.fixture
def mine(anna):
    return anna.gateway


@pytest.fixture
def carla(house, house_admin, browser):
    """A coach, who is at no page here."""
    signed_in = house.store.accounts.sign_up(new_email(), PASSWORD, browser.caller())
    backend = house.store.accounts.restore(signed_in.secret).backend
    return coaching.make_coach(house_admin, Someone(backend.person.id, backend.gateway))


@pytest.fixture
def shared(anna, carla):
    """Anna shares meals and sleep with Carla."""
    coaching.share(carla, Someone(anna.person.id, anna.gateway), "meal", "sleep")
    return carla


def tap(tab, key):
    return tab.button(key).click().run()


def toasts(tab):
    return [toast.value.replace("\\", "") for toast in tab.toast]


def consent(gateway):
    (row,) = gateway.select("consents")
    return row


def see(tab, code):
    tab.text_input(CODE).set_value(code)
    return tap(tab, "sharing_code_see")


def opened(tab, coach, what):
    """A part of what there is with this coach."""
    return tap(tab, f"toggle_sharing_{what}_{coach.id}_")


def drink(gateway, days_ago):
    day = (today() - days_ago * DAY).isoformat()
    gateway.insert("drinks", {"ml": 300, "time_zone": "UTC", "local_date": day, "logged_at": f"{day}T12:00:00+00:00"})


# Nothing yet --------------------------------------------------------------------------------------------------


def test_nobody_sees_anything_and_it_says_how_that_would_change(browser, anna):
    tab = browser.open("sharing")

    assert not tab.exception
    said = shown(tab)
    assert "You share nothing with anybody." in said
    assert "A code from a coach" in said
    assert "Nobody has looked." in said
    assert "Shared before" not in said


# Invitations --------------------------------------------------------------------------------------------------


def test_invitation_to_the_address_is_looked_at_and_agreed_to(browser, anna, mine, carla):
    coaching.invite(carla.gateway, anna.person.email)
    tab = browser.open("sharing")
    assert "Coach invites you" in shown(tab)
    (invite,) = mine.rpc("my_coaching", {"p_today": today().isoformat()})["invites"]

    tap(tab, f"sharing_open_invite_{invite['id']}")
    assert not any(tab.checkbox(f"{FORM}kind_{kind}").value for kind in kinds.SHARED)
    assert "Nothing is ticked yet" in shown(tab)
    assert "I let this coach read the kinds of entries that I ticked" in shown(tab)
    tab.checkbox(f"{FORM}kind_sleep").check().run()
    tab.checkbox(f"{FORM}kind_water").check().run()
    tap(tab, f"{FORM}agree")

    assert not tab.exception
    found = consent(mine)
    assert (found["kinds"], found["state"], found["since"]) == (["sleep", "water"], "live", today().isoformat())
    assert datetime.date.fromisoformat(found["ends_on"]) > today() + 88 * DAY
    said = shown(tab)
    assert "Sharing: Drinks and Sleep" in said
    assert "Not shared: Meals, Photos of meals, Movement, Mood, Body readings, Daily score and Notes" in said
    assert "Coach invites you" not in said


def test_preview_says_at_this_moment_what_is_ticked_and_what_is_not(browser, anna, mine, carla):
    drink(mine, 1)
    tab = see(browser.open("sharing"), coaching.invite(carla.gateway)["code"])
    tab.radio(f"{FORM}first").set_value("all").run()

    tab.checkbox(f"{FORM}kind_water").check().run()
    ticked = shown(tab)
    tab.checkbox(f"{FORM}kind_mood").check().run()
    tab.checkbox(f"{FORM}kind_water").uncheck().run()
    other = shown(tab)

    assert "Drinks: logged on 1 of the last 30 days" in ticked
    assert "Mood: not shared" in ticked
    assert "What your coach is pointed to" in ticked
    assert "Drinks: not shared" in other
    assert "Mood: nothing logged yet" in other


def test_first_day_chosen_hides_what_was_before_it(browser, anna, mine, carla):
    drink(mine, 3)
    tab = see(browser.open("sharing"), coaching.invite(carla.gateway)["code"])

    tab.checkbox(f"{FORM}kind_water").check().run()
    assert "Drinks: nothing logged yet from the first day on that you chose." in shown(tab)
    tab.radio(f"{FORM}first").set_value("day").run()
    tab.date_input(f"{FORM}first_day").set_value(today() - 5 * DAY).run()
    assert "Drinks: logged on 1 of the last 30 days" in shown(tab)
    tab.radio(f"{FORM}last").set_value("Another day").run()
    tab.date_input(f"{FORM}last_day").set_value(today() + 10 * DAY).run()
    tap(tab, f"{FORM}agree")

    found = consent(mine)
    days = (found["since"], found["ends_on"])
    assert days == ((today() - 5 * DAY).isoformat(), (today() + 10 * DAY).isoformat())


def test_link_brings_its_code_along_and_is_used_up(browser, anna, mine, carla):
    tab = browser.open("sharing", invite=coaching.invite(carla.gateway)["code"])
    assert "Coach invites you" in shown(tab)

    tab.checkbox(f"{FORM}kind_meal").check().run()
    tap(tab, f"{FORM}agree")

    assert not tab.exception
    assert consent(mine)["kinds"] == ["meal"]
    assert not tab.query_params.get("invite")
    assert tab.text_input(CODE).value == ""
    assert "Coach invites you" not in shown(tab)


def test_code_of_a_link_is_tried_once(browser, anna, carla, house_admin):
    tab = browser.open("sharing", invite="WRONG-WRONG")
    tab.run()
    tab.run()

    used = house_admin.execute(
        "select used from quota_uses where user_id = %s and feature = 'invite_codes'", (anna.person.id,)
    ).fetchone()
    assert used == (1,)


@pytest.mark.parametrize("what", ["mistyped", "used", "out of date", "their own"])
def test_code_that_opens_nothing_says_so(browser, anna, mine, carla, house_admin, what):
    code = coaching.invite(carla.gateway)["code"]
    if what == "mistyped":
        code = "ABCDE-ABCDE"
    elif what == "used":
        coaching.accept(mine, code)
    elif what == "out of date":
        house_admin.execute(
            "update coach_invites set expires_at = now() - interval '1 minute' where user_id = %s", (carla.id,)
        )
    else:
        mine.update("profiles", {"is_coach": True}, eq={"user_id": anna.person.id})
        code = coaching.invite(mine)["code"]

    tab = see(browser.open("sharing"), code)

    assert not tab.exception
    assert troubles(tab)[0].startswith("This code opens nothing")
    assert tab.text_input(CODE).value == code
    assert "I agree" not in shown(tab)


def test_no_code_says_what_is_missing(browser, anna):
    tab = see(browser.open("sharing"), "  ")

    assert troubles(tab) == ["Nothing is saved yet. Type the code that your coach gave you."]


@pytest.mark.parametrize("name", ["Anna A.", None])
def test_agreement_says_what_the_coach_sees_as_ones_name(browser, anna, mine, carla, name):
    mine.update("profiles", {"name": name}, eq={"user_id": anna.person.id})

    tab = see(browser.open("sharing"), coaching.invite(carla.gateway)["code"])

    links = [link.proto.label for link in tab.get("page_link")]
    if name:
        assert "Your coach sees you by the name in your profile: Anna A." in shown(tab)
    else:
        assert f"so your coach sees your e-mail address: {anna.person.email}" in shown(tab)
    assert ("Add a name in Settings" in links) is (name is None)


def test_preview_with_hidden_numbers_says_that_meals_have_no_figures(browser, anna, mine, carla):
    mine.update("profiles", {"hide_numbers": True}, eq={"user_id": anna.person.id})
    tab = see(browser.open("sharing"), coaching.invite(carla.gateway)["code"])

    tab.checkbox(f"{FORM}kind_meal").check().run()

    assert "Meals: the foods you ate, and when. Every figure of your meals is hidden." in shown(tab)


def test_nothing_ticked_agrees_to_nothing(browser, anna, mine, carla):
    tab = see(browser.open("sharing"), coaching.invite(carla.gateway)["code"])

    tap(tab, f"{FORM}agree")

    assert troubles(tab) == ["Nothing is saved yet. Tick at least one kind."]
    assert mine.select("consents") == []


def test_invitation_taken_back_meanwhile_says_so_and_the_ticks_stay(browser, anna, mine, carla):
    made = coaching.invite(carla.gateway)
    tab = see(browser.open("sharing"), made["code"])
    tab.checkbox(f"{FORM}kind_mood").check().run()
    carla.gateway.delete("coach_invites", eq={"id": made["id"], "user_id": carla.id})

    tap(tab, f"{FORM}agree")

    assert troubles(tab) == [messages.SENTENCES["WC010"]]
    assert tab.checkbox(f"{FORM}kind_mood").value is True
    assert mine.select("consents") == []


def test_not_now_declines_an_invitation_to_the_address(browser, anna, mine, carla):
    coaching.invite(carla.gateway, anna.person.email)
    tab = browser.open("sharing")
    (invite,) = mine.rpc("my_coaching", {"p_today": today().isoformat()})["invites"]

    tap(tab, f"{FORM}decline_{invite['id']}")

    assert carla.gateway.select("coach_invites") == []
    assert "invites you" not in shown(tab)
    assert toasts(tab) == ["Declined. Nothing is shared."]


def test_not_now_puts_a_code_away_that_stays_good(browser, anna, mine, carla):
    code = coaching.invite(carla.gateway)["code"]
    tab = browser.open("sharing", invite=code)

    tap(tab, f"{FORM}close")
    away = shown(tab)
    see(tab, code)

    assert "invites you" not in away
    assert "Coach invites you" in shown(tab)


def test_agreeing_while_the_database_is_away_shares_nothing_until_it_is_said_again(browser, anna, mine, carla, away):
    tab = see(browser.open("sharing"), coaching.invite(carla.gateway)["code"])
    tab.checkbox(f"{FORM}kind_mood").check().run()
    tab.checkbox(f"{FORM}kind_sleep").check().run()
    with away():
        tap(tab, f"{FORM}agree")

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
        assert tab.checkbox(f"{FORM}kind_mood").value is True

    # Changed one's mind before it was back.
    tab.checkbox(f"{FORM}kind_mood").uncheck().run()
    assert mine.select("consents") == []
    tap(tab, f"{FORM}agree")

    assert not troubles(tab)
    assert consent(mine)["kinds"] == ["sleep"]


# What is shared -----------------------------------------------------------------------------------------------


def test_kinds_and_days_are_changed(browser, mine, shared):
    tab = browser.open("sharing")

    tap(tab, f"toggle_sharing_change_{shared.id}_")
    prefix = f"sharing_change_{shared.id}_"
    assert [kind for kind in kinds.SHARED if tab.checkbox(f"{prefix}kind_{kind}").value] == ["meal", "sleep"]
    tab.checkbox(f"{prefix}kind_meal").uncheck().run()
    assert "Meals: not shared" in shown(tab)
    tab.radio(f"{prefix}last").set_value("1 month").run()
    tap(tab, f"{prefix}save")

    assert not tab.exception
    found = consent(mine)
    assert (found["kinds"], found["since"]) == (["sleep"], "2000-01-01")
    assert datetime.date.fromisoformat(found["ends_on"]) < today() + 32 * DAY
    assert "Sharing: Sleep" in shown(tab)


def test_change_to_nothing_is_refused_and_says_so(browser, mine, shared):
    tab = browser.open("sharing")
    tap(tab, f"toggle_sharing_change_{shared.id}_")
    for kind in ("meal", "sleep"):
        tab.checkbox(f"sharing_change_{shared.id}_kind_{kind}").uncheck().run()

    tap(tab, f"sharing_change_{shared.id}_save")

    assert troubles(tab) == ["Nothing is saved yet. Tick at least one kind."]
    assert consent(mine)["kinds"] == ["meal", "sleep"]


def test_sharing_is_paused_and_goes_on(browser, anna, mine, shared):
    tab = browser.open("sharing")

    tap(tab, f"consent_pause_{shared.id}")
    paused, said = consent(mine)["state"], shown(tab)
    with pytest.raises(GatewayError):
        shared.gateway.rpc(
            "client_entries",
            {"p_client": anna.person.id, "p_kind": "meal", "p_from": "2000-01-01", "p_to": "2100-01-01"},
        )
    tap(tab, f"consent_on_{shared.id}")

    assert paused == "paused"
    assert "Paused: Meals and Sleep" in said
    assert consent(mine)["state"] == "live"


def test_pause_offers_no_undo_that_would_share_again_elsewhere(browser, mine, shared):
    tab = tap(browser.open("sharing"), f"consent_pause_{shared.id}")

    assert toasts(tab) == ["Paused. Your coach reads nothing from now on."]
    assert not [button for button in tab.button if button.key == "undo"]
    go(tab, "")
    assert not [button for button in tab.button if button.key == "undo"]


def test_pause_waits_while_the_database_is_away(browser, mine, shared, away):
    tab = browser.open("sharing")
    with away():
        tap(tab, f"consent_pause_{shared.id}")
        assert set(troubles(tab)) == {AWAY}

    tap(tab, "try_again_acts")

    assert consent(mine)["state"] == "paused"


def test_going_on_is_done_at_once_or_not_at_all(browser, mine, shared, away):
    mine.rpc("set_sharing", {"p_coach": shared.id, "p_state": "paused"})
    tab = browser.open("sharing")
    with away():
        tap(tab, f"consent_on_{shared.id}")

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
        assert "Nothing more is shared than before." in shown(tab)

    go(tab, "")
    go(tab, "sharing")
    assert consent(mine)["state"] == "paused"
    tap(tab, f"consent_on_{shared.id}")

    assert consent(mine)["state"] == "live"
    assert toasts(tab) == ["Your coach can read again."]


def test_going_on_does_not_undo_an_end_of_another_tab(browser, mine, shared):
    mine.rpc("set_sharing", {"p_coach": shared.id, "p_state": "paused"})
    tab = browser.open("sharing")
    mine.rpc("set_sharing", {"p_coach": shared.id, "p_state": "revoked"})

    tap(tab, f"consent_on_{shared.id}")

    assert not tab.exception
    assert consent(mine)["state"] == "revoked"
    assert "Shared before" in shown(tab)


def test_ending_takes_two_taps_and_offers_no_way_back(browser, mine, shared):
    tab = browser.open("sharing")

    tap(tab, f"toggle_sharing_end_{shared.id}_")
    asked = shown(tab)
    assert consent(mine)["state"] == "live"
    tap(tab, f"consent_end_{shared.id}")

    assert "only a new invitation can share again" in asked
    assert consent(mine)["state"] == "revoked"
    said = shown(tab)
    assert "Shared before" in said
    assert "Not shared any more. It was Meals and Sleep" in said
    assert not [button for button in tab.button if button.key == "undo"]


def test_revoking_while_the_database_is_away_is_done_when_it_is_back(browser, mine, shared, away):
    tab = browser.open("sharing")
    tap(tab, f"toggle_sharing_end_{shared.id}_")
    with away():
        tap(tab, f"consent_end_{shared.id}")

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}

    tap(tab, "try_again_acts")

    assert not troubles(tab)
    assert consent(mine)["state"] == "revoked"


def test_end_is_announced_and_put_off_with_one_tap(browser, anna, mine, carla):
    soon = today() + 4 * DAY
    coaching.share(carla, Someone(anna.person.id, mine), "meal", p_ends_on=soon.isoformat())
    tab = browser.open("sharing")
    assert "This ends within a week." in [info.value for info in tab.info]

    tap(tab, f"consent_extend_{carla.id}")

    assert datetime.date.fromisoformat(consent(mine)["ends_on"]) > soon + 80 * DAY
    assert "This ends within a week." not in [info.value for info in tab.info]
    assert toasts(tab)[0].startswith("Sharing goes on until ")


def test_end_is_put_off_at_once_or_not_at_all(browser, anna, mine, carla, away):
    soon = today() + 4 * DAY
    coaching.share(carla, Someone(anna.person.id, mine), "meal", p_ends_on=soon.isoformat())
    tab = browser.open("sharing")
    with away():
        tap(tab, f"consent_extend_{carla.id}")

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
        assert "Nothing more is shared than before." in shown(tab)

    go(tab, "")
    go(tab, "sharing")

    assert consent(mine)["ends_on"] == soon.isoformat()


def test_putting_the_end_off_shares_no_kind_that_another_tab_took_back(browser, anna, mine, carla):
    days = {"p_since": "2000-01-01", "p_ends_on": (today() + 4 * DAY).isoformat()}
    coaching.share(carla, Someone(anna.person.id, mine), "meal", "sleep", **days)
    tab = browser.open("sharing")
    mine.rpc("change_consent", {"p_coach": carla.id, "p_kinds": ["sleep"], **days})

    tap(tab, f"consent_extend_{carla.id}")

    assert consent(mine)["kinds"] == ["sleep"]
    assert datetime.date.fromisoformat(consent(mine)["ends_on"]) > today() + 80 * DAY


def test_what_ended_by_itself_stays_listed_and_can_be_shared_again(browser, mine, shared, house_admin):
    house_admin.execute("update consents set ends_on = '2026-01-01' where coach_id = %s", (shared.id,))
    tab = browser.open("sharing")
    assert "Ended on its last day. It was Meals and Sleep" in shown(tab)

    tap(tab, f"toggle_sharing_change_{shared.id}_")
    assert tab.radio(f"sharing_change_{shared.id}_last").value == "3 months"
    tap(tab, f"sharing_change_{shared.id}_save")

    assert not troubles(tab)
    assert "Sharing: Meals and Sleep" in shown(tab)
    assert datetime.date.fromisoformat(consent(mine)["ends_on"]) > today()


def test_hidden_numbers_are_told_with_their_last_day(browser, anna, shared):
    shared.gateway.rpc("set_care", {"p_client": anna.person.id, "p_hide": True})

    said = shown(browser.open("sharing"))

    until = datetime.datetime.now(datetime.UTC).date() + 90 * DAY
    assert "A coach hides calories and weight" in said
    assert f"This holds until {until.day} {until:%B %Y}" in said


# Who looked ---------------------------------------------------------------------------------------------------


def look(admin, client, coach, kind, minutes_ago, name="Coach"):
    admin.execute(
        "insert into access_log (user_id, coach_id, coach_name, kind, seen_at) values (%s, %s, %s, %s, "
        "date_bin('15 minutes', now() - make_interval(mins => %s), timestamptz '2000-01-01')) on conflict do nothing",
        (client, coach, name, kind, minutes_ago),
    )


def test_one_who_looks_often_hides_nobody_else(browser, anna, shared, house_admin):
    day = 60 * 24
    look(house_admin, anna.person.id, shared.id, "sleep", 3 * day, name="Dora")
    house_admin.execute(
        "insert into access_log (user_id, coach_id, coach_name, kind, seen_at) select %s, %s, 'Coach', 'meal', "
        "date_bin('15 minutes', now(), timestamptz '2000-01-01') - n * interval '15 minutes' "
        "from generate_series(1, 150) n",
        (anna.person.id, shared.id),
    )
    look(house_admin, anna.person.id, shared.id, "water", 40 * day, name="Eve")

    tab = browser.open("sharing")
    lately = shown(tab)
    tap(tab, "toggle_sharing_looks_")

    assert "Earlier" in lately
    assert re.search(r"^Coach in \d+ quarters of an hour: Meals$", lately, re.MULTILINE)
    assert "Dora in a quarter of an hour: Sleep" in lately
    assert "Eve" not in lately
    assert "Eve in a quarter of an hour: Drinks" in shown(tab)


def test_what_one_sends_is_said_to_be_no_look(browser, anna, shared):
    assert "reading them is no look" in shown(browser.open("sharing"))


def test_looks_are_listed_and_stay_after_the_end(browser, anna, mine, shared, house_admin):
    shared.gateway.rpc(
        "coach_board", {"p_metrics": ["sleep"], "p_from": (today() - DAY).isoformat(), "p_today": today().isoformat()}
    )
    look(house_admin, anna.person.id, shared.id, "meal", 60 * 24 * 20)
    mine.rpc("set_sharing", {"p_coach": shared.id, "p_state": "revoked"})

    tab = browser.open("sharing")
    lately = shown(tab)
    tap(tab, "toggle_sharing_looks_")

    assert "quarter of an hour" in lately
    assert ": Meals and Sleep" in lately
    assert lately.count("Coach at ") == 1
    assert shown(tab).count("Coach at ") == 2


# Together -----------------------------------------------------------------------------------------------------


def propose(coach, client, title, metric=None, low=None, high=None, times=3, since=0):
    return coach.gateway.rpc(
        "propose",
        {
            "p_client": client.person.id, "p_title": title, "p_metric": metric, "p_low": low, "p_high": high,
            "p_times": times, "p_starts_on": (today() - since * DAY).isoformat(),
        },
    )  # fmt: skip


def test_goal_that_is_proposed_is_told_in_ones_own_units_and_accepted(browser, anna, mine, shared):
    mine.update("profiles", {"energy_unit": "kJ"}, eq={"user_id": anna.person.id})
    goal = propose(shared, anna, "Eat enough", "energy", 2000, None, 5)
    tab = browser.open("sharing")
    assert "Energy eaten: at least 8,368 kJ, on 5 days a week" in shown(tab)

    tap(tab, f"proposal_accept_{goal}")

    (found,) = mine.select("goals")
    assert (found["metric"], found["low"]) == ("energy", 2000)
    assert mine.select("agreements")[0]["state"] == "accepted"
    opened(tab, shared, "agreed")
    assert "Counted from what you log." in shown(tab)


def test_proposal_is_declined(browser, anna, mine, shared):
    habit = propose(shared, anna, "Walk after lunch", times=7)
    tab = browser.open("sharing")
    assert "Every day" in shown(tab)

    tap(tab, f"proposal_decline_{habit}")

    assert mine.select("agreements")[0]["state"] == "declined"
    assert "Walk after lunch" not in shown(tab)


def test_goal_that_would_harm_is_refused_with_its_reason(browser, anna, mine, shared, house_admin):
    mine.update(
        "profiles",
        {"birth_date": "1990-02-28", "sex": "male", "height_cm": 190, "activity_level": "moderate"},
        eq={"user_id": anna.person.id},
    )
    mine.insert("measurements", {"metric": "weight", "value": 95, "time_zone": "UTC"})
    goal = propose(shared, anna, "Less", "energy", None, 1300)
    tab = browser.open("sharing")

    tap(tab, f"proposal_accept_{goal}")

    assert troubles(tab) == [messages.SENTENCES["WG001"]]
    assert mine.select("goals") == []
    assert mine.select("agreements")[0]["state"] == "proposed"


def test_proposal_about_hidden_numbers_tells_none(browser, anna, mine, shared):
    propose(shared, anna, "At most 2100 a day", "energy", None, 2100)
    mine.update("profiles", {"hide_numbers": True}, eq={"user_id": anna.person.id})

    said = shown(browser.open("sharing"))

    assert "It is about calories or weight, which are hidden for you." in said
    assert "2100" not in said
    assert "2,100" not in said
    assert "Accept" not in said


def test_habit_that_is_agreed_tells_its_weeks_and_is_ended(browser, anna, mine, shared):
    habit = propose(shared, anna, "Walk after lunch", since=13)
    mine.rpc(
        "answer_proposal",
        {"p_agreement": habit, "p_accept": True, "p_today": (today() - 13 * DAY).isoformat()},
    )
    monday = today() - DAY * today().weekday()
    for day in (monday, monday - DAY, monday - 2 * DAY):
        mine.rpc("tick_habit", {"p_agreement": habit, "p_day": day.isoformat(), "p_done": True})
    tab = opened(browser.open("sharing"), shared, "agreed")
    week_before = monday - 7 * DAY
    assert f"Kept: 1 in this week, 2 in the week of {week_before.day} {week_before:%B}" in shown(tab)

    tap(tab, f"agreed_end_{habit}")

    assert mine.select("agreements")[0]["state"] == "ended"
    assert "Nothing yet. Goals and habits" in shown(tab)


def write(coach, client, text, **about):
    message = {"text": text, "client_key": str(uuid.uuid4()), **about}
    coach.gateway.rpc("write_to_client", {"p_client": client.person.id, "p_message": message})


def badges(tab):
    return [mark.value for mark in tab.markdown if "New" in mark.value]


def test_messages_are_new_on_the_draw_that_reads_them_and_no_more_after(browser, anna, mine, shared):
    write(shared, anna, "How was your week?")
    tab = browser.open("sharing")
    assert "Messages, 1 new" in shown(tab)
    assert mine.select("coach_messages")[0]["read_at"] is None

    opened(tab, shared, "thread")
    first = badges(tab)
    assert "How was your week?" in shown(tab)
    assert mine.select("coach_messages")[0]["read_at"] is not None
    tab.run()

    assert len(first) == 1
    assert badges(tab) == []


def test_message_that_came_in_meanwhile_is_not_marked_as_seen(browser, anna, mine, shared, monkeypatch):
    write(shared, anna, "First")
    tab = browser.open("sharing")
    marking = sharing.mark_read

    def one_more_before(backend, consent):
        monkeypatch.setattr(sharing, "mark_read", marking)
        write(shared, anna, "Second")
        marking(backend, consent)

    monkeypatch.setattr(sharing, "mark_read", one_more_before)
    opened(tab, shared, "thread")
    read = {row["text"]: row["read_at"] is not None for row in mine.select("coach_messages")}
    tab.run()

    assert read == {"First": True, "Second": False}
    assert "Second" in shown(tab)
    assert len(badges(tab)) == 1


def test_answer_is_written_once(browser, anna, mine, shared):
    tab = opened(browser.open("sharing"), shared, "thread")
    tab.text_area(f"sharing_write_{shared.id}_text").set_value(" Good,\nthank you. ")

    tap(tab, f"sharing_write_{shared.id}_send")
    tab.run()

    (found,) = mine.select("coach_messages")
    assert (found["text"], found["from_coach"]) == ("Good,\nthank you.", False)
    assert toasts(tab) == [] or toasts(tab) == ["Sent."]
    assert tab.text_area(f"sharing_write_{shared.id}_text").value == ""
    assert "Good,\nthank you." in shown(tab)


def test_empty_answer_is_not_sent(browser, mine, shared):
    tab = opened(browser.open("sharing"), shared, "thread")
    tab.text_area(f"sharing_write_{shared.id}_text").set_value(" \n ")

    tap(tab, f"sharing_write_{shared.id}_send")

    assert troubles(tab) == ["Nothing is saved yet. Write something first."]
    assert mine.select("coach_messages") == []


def test_answer_waits_while_the_database_is_away(browser, mine, shared, away):
    tab = opened(browser.open("sharing"), shared, "thread")
    tab.text_area(f"sharing_write_{shared.id}_text").set_value("Still here")
    with away():
        tap(tab, f"sharing_write_{shared.id}_send")

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
        assert tab.text_area(f"sharing_write_{shared.id}_text").value == "Still here"

    tap(tab, "try_again_acts")

    assert [row["text"] for row in mine.select("coach_messages")] == ["Still here"]
    assert tab.text_area(f"sharing_write_{shared.id}_text").value == ""


def test_message_about_a_day_leads_to_it_in_the_diary(browser, anna, shared):
    day = today() - 3 * DAY
    write(shared, anna, "You slept little here.", about_day=day.isoformat(), about_kind="sleep")
    tab = opened(browser.open("sharing"), shared, "thread")
    assert ", Sleep" in shown(tab)

    (button,) = (button for button in tab.button if button.label == "Open in the Diary")
    button.click().run()

    assert not tab.exception
    assert tab.title[0].value == "Diary"
    assert tab.radio("history_kind").value == "sleep"
    assert (tab.date_input("history_filter_first").value, tab.date_input("history_filter_last").value) == (day, day)


def test_message_about_a_meal_leads_to_that_meal(browser, anna, mine, shared):
    (meal,) = mine.insert("meals", {"meal_type": "lunch", "time_zone": "UTC"})
    write(shared, anna, "Good", about_day=meal["local_date"], about_kind="meal", about_id=meal["id"])

    tab = opened(browser.open("sharing"), shared, "thread")

    links = [link.proto for link in tab.get("page_link") if link.proto.label == "Open the meal"]
    assert [meal["id"] in link.query_string for link in links] == [True]


def due(house_admin, coach):
    house_admin.execute("update coached set check_in_weekday = 1 where user_id = %s", (coach.id,))


def test_check_in_is_answered_and_can_be_changed_until_the_coach_replied(browser, mine, shared, house_admin):
    due(house_admin, shared)
    prefix = f"sharing_check_in_{shared.id}_"
    tab = browser.open("sharing")
    assert "Your check-in of this week" in shown(tab)
    assert "What went well this week?" in shown(tab)

    tab.text_area(f"{prefix}0").set_value("Slept well")
    tap(tab, f"{prefix}send")
    (sent,) = mine.select("check_ins")
    assert "Your check-in of this week" not in shown(tab)
    opened(tab, shared, "check_ins")
    assert tab.text_area(f"{prefix}0").value == "Slept well"
    tab.text_area(f"{prefix}0").set_value("Slept better")
    tap(tab, f"{prefix}send")
    (changed,) = mine.select("check_ins")
    shared.gateway.rpc("reply_to_check_in", {"p_check_in": sent["id"], "p_reply": "Keep to it."})
    go(tab, "")
    tab = opened(browser.open("sharing"), shared, "check_ins")

    assert sent["week"] == (today() - DAY * today().weekday()).isoformat()
    assert [one["answer"] for one in sent["answers"]] == ["Slept well", "", ""]
    assert changed["answers"][0]["answer"] == "Slept better"
    said = shown(tab)
    assert "Your coach: Keep to it." in said
    assert "Not answered" in said
    assert not [area for area in tab.text_area if area.key.startswith(prefix)]


def test_check_in_in_an_odd_form_leaves_the_page_as_it_is(browser, mine, shared, monkeypatch):
    mine.rpc(
        "send_check_in",
        {
            "p_coach": shared.id,
            "p_week": (today() - DAY * today().weekday()).isoformat(),
            "p_answers": [{"question": "How was it?", "answer": "Good"}],
        },
    )
    reading = sharing.read

    def odd(raw):
        raw["consents"][0]["check_ins"][0]["answers"] = [[{"question": "How was it?", "answer": "Good"}], "Good"]
        return reading(raw)

    monkeypatch.setattr(sharing, "read", odd)
    tab = opened(browser.open("sharing"), shared, "check_ins")
    shared.gateway.rpc("reply_to_check_in", {"p_check_in": mine.select("check_ins")[0]["id"], "p_reply": "Fine."})
    tab.run()

    assert not tab.exception
    assert "What was sent cannot be shown." in shown(tab)
    assert "Your coach: Fine." in shown(tab)


def test_what_was_agreed_with_a_coach_is_listed_as_ended_with_nothing_to_do(browser, anna, mine, shared):
    habit = propose(shared, anna, "Walk after lunch")
    mine.rpc("answer_proposal", {"p_agreement": habit, "p_accept": True, "p_today": today().isoformat()})
    mine.rpc("set_sharing", {"p_coach": shared.id, "p_state": "revoked"})

    tab = opened(browser.open("sharing"), shared, "agreed")

    said = shown(tab)
    assert "Walk after lunch" in said
    assert "Ended." in said
    assert not [button for button in tab.button if button.key == f"agreed_end_{habit}"]


def test_check_in_without_any_answer_is_not_sent(browser, mine, shared, house_admin):
    due(house_admin, shared)
    tab = browser.open("sharing")

    tap(tab, f"sharing_check_in_{shared.id}_send")

    assert troubles(tab) == ["Nothing is saved yet. Answer at least one of the questions."]
    assert mine.select("check_ins") == []


def test_check_in_waits_while_the_database_is_away(browser, mine, shared, house_admin, away):
    due(house_admin, shared)
    prefix = f"sharing_check_in_{shared.id}_"
    tab = browser.open("sharing")
    tab.text_area(f"{prefix}1").set_value("The weekend")
    with away():
        tap(tab, f"{prefix}send")

        assert set(troubles(tab)) == {AWAY}
        assert tab.text_area(f"{prefix}1").value == "The weekend"

    tap(tab, "try_again_acts")

    assert mine.select("check_ins")[0]["answers"][1]["answer"] == "The weekend"


def test_check_in_answered_meanwhile_is_refused_with_its_reason(browser, mine, shared, house_admin):
    due(house_admin, shared)
    prefix = f"sharing_check_in_{shared.id}_"
    first, second = browser.open("sharing"), browser.open("sharing")
    first.text_area(f"{prefix}0").set_value("Well")
    tap(first, f"{prefix}send")
    (sent,) = mine.select("check_ins")
    shared.gateway.rpc("reply_to_check_in", {"p_check_in": sent["id"], "p_reply": "Good."})

    second.text_area(f"{prefix}0").set_value("Better")
    tap(second, f"{prefix}send")

    assert troubles(second) == [messages.SENTENCES["WC012"]]


def test_same_assessment_as_the_coach_sees(browser, anna, mine, shared):
    for days_ago in range(60, 20, -1):
        drink(mine, days_ago)
    mine.rpc("change_consent", {
        "p_coach": shared.id, "p_kinds": ["water"], "p_since": "2000-01-01",
        "p_ends_on": (today() + 90 * DAY).isoformat(),
    })  # fmt: skip

    tab = opened(browser.open("sharing"), shared, "pointed")

    (line,) = board.fetch(Backend(Person(shared.id, ""), shared.gateway, anna.photos), today())
    told = board.assessment(line, today=today(), shown=Units())
    assert told
    assert all(sentence in shown(tab) for sentence in told)


# Hostile, and away --------------------------------------------------------------------------------------------


def test_what_others_wrote_is_shown_as_it_was_typed(browser, anna, mine, carla, house_admin):
    house_admin.execute("update profiles set name = %s where user_id = %s", (HOSTILE[:80], carla.id))
    coaching.share(carla, Someone(anna.person.id, mine), "meal")
    house_admin.execute(
        "update coached set questions = array[%s], check_in_weekday = 1 where user_id = %s", (HOSTILE, carla.id)
    )
    propose(carla, anna, HOSTILE[:120])
    write(carla, anna, HOSTILE)
    look(house_admin, anna.person.id, carla.id, "meal", 0, HOSTILE[:80])
    coaching.invite(carla.gateway, anna.person.email)

    tab = opened(browser.open("sharing"), carla, "thread")

    assert not tab.exception
    texts = [text.value for text in tab.main.text]
    assert HOSTILE in texts
    markdown = [m.value for m in (*tab.markdown, *tab.header, *tab.subheader, *tab.caption)]
    read_as_marks = [re.sub(r"\\.", "", text) for text in [*markdown, *(button.label for button in tab.button)]]
    assert not [text for text in read_as_marks if re.search(r"\[x|\]\(javascript|<script|\*\*b", text)]


def test_first_visit_while_the_database_is_away(browser, anna, away):
    tab = browser.open()
    with away():
        go(tab, "sharing")

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
        assert tab.title[0].value == "Sharing"
        see(tab, "ABCDE-ABCDE")
        assert set(troubles(tab)) == {AWAY}
        assert tab.text_input(CODE).value == "ABCDE-ABCDE"

    tab.run()

    assert not troubles(tab)
    assert tab.text_input(CODE).value == "ABCDE-ABCDE"


def test_what_was_read_stays_while_the_database_is_away(browser, shared, away):
    tab = browser.open("sharing")
    with away():
        tab.run()

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
        assert "Sharing: Meals and Sleep" in shown(tab)


def test_preview_while_the_database_is_away_keeps_the_ticks(browser, anna, carla, away):
    tab = see(browser.open("sharing"), coaching.invite(carla.gateway)["code"])
    with away():
        tab.checkbox(f"{FORM}kind_mood").check().run()

        assert not tab.exception
        assert set(troubles(tab)) == {AWAY}
        assert tab.checkbox(f"{FORM}kind_mood").value is True

    tab.run()

    assert not troubles(tab)
    assert "Mood: nothing logged yet" in shown(tab)
