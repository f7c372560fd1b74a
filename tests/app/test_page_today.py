"""Today: logging with a tap, taking it back, and what stays when the database is away."""

import datetime
from zoneinfo import ZoneInfo

import psycopg
import pytest

from lib.diary import overview
from lib.gateway.direct import Direct
from tests.app.conftest import Away
from tests.db import coaching
from tests.support.pages import PASSWORD, ZONE, Browser, listed, shown, today, troubles
from tests.support.people import Someone, new_email

MOOD = "mood_good"


@pytest.fixture
def anna(browser):
    return browser.sign_up()


@pytest.fixture
def mine(anna, house) -> Direct:
    return house.store.accounts.restore(anna.secret).backend.gateway


def tap(tab, key):
    return tab.button(key).click().run()


def toasts(tab):
    return [toast.value.replace("\\", "") for toast in tab.toast]


def test_an_empty_day_says_what_will_be_here(anna, browser):
    tab = browser.open()

    assert "Nothing yet." in shown(tab)
    assert not tab.exception


def test_one_tap_logs_water(anna, browser, mine):
    tab = tap(browser.open(), "water_330")

    (drink,) = mine.select("drinks")
    assert (drink["ml"], drink["beverage"], drink["time_zone"]) == (330, "water", "Europe/Berlin")
    assert toasts(tab) == ["Water, 330 ml: logged."]
    assert "330 ml" in shown(tab)


def test_undo_takes_it_back_and_undo_again_brings_it_back(anna, browser, mine):
    tab = tap(browser.open(), "water_330")

    tap(tab, "undo")
    assert mine.select("drinks") == []
    tab.session_state["_acts_desk"].tapped.clear()
    tap(tab, "undo")

    assert [drink["ml"] for drink in mine.select("drinks")] == [330]


def test_two_quick_taps_are_one(anna, browser, mine):
    tab = browser.open()

    tap(tap(tab, "water_330"), "water_330")

    assert len(mine.select("drinks")) == 1


def test_two_taps_with_a_pause_are_two(anna, browser, mine):
    tab = tap(browser.open(), "water_330")
    tab.session_state["_acts_desk"].tapped.clear()

    tap(tab, "water_330")

    assert len(mine.select("drinks")) == 2


def test_a_face_logs_a_mood_and_last_night_is_one_tap(anna, browser, mine):
    tab = tap(tap(browser.open(), MOOD), "sleep_usual") if in_the_morning_or_later() else tap(browser.open(), MOOD)

    assert mine.select("moods")[0]["wellbeing"] == 7
    if in_the_morning_or_later():
        assert mine.select("sleeps")[0]["minutes"] in (420, 480, 540)
    assert not tab.exception


def in_the_morning_or_later() -> bool:
    return datetime.datetime.now(ZoneInfo(ZONE)).hour >= 8


def test_a_usual_food_and_the_meal_of_the_day_before_are_one_tap(anna, browser, mine, house_admin):
    day_before(mine, food_name="Oats", grams=60, kcal=220)
    tab = browser.open()
    tab.radio("today_meal_type").set_value("breakfast").run()

    tap(tab, "food_breakfast_0")
    tap(tab, "yesterday_breakfast")

    copied = [meal for meal in mine.select("meals") if meal["local_date"] == today().isoformat()]
    assert [(meal["meal_type"], meal["words"], meal["kcal"]) for meal in copied] == [("breakfast", "Oats", 220)] * 2


def test_two_tabs_copy_the_meal_of_the_day_before_once(anna, browser, mine):
    day_before(mine, food_name="Oats", grams=60, kcal=220)
    first, second = browser.open(), browser.open()
    for tab in (first, second):
        tab.radio("today_meal_type").set_value("breakfast").run()

    tap(first, "yesterday_breakfast")
    tap(second, "yesterday_breakfast")

    assert len(mine.select("meals")) == 2
    assert toasts(second) == ["This is copied already."]


def test_a_repeat_is_offered_on_its_weekday_and_taken_once_by_two_tabs(anna, browser, mine):
    entry = {"kind": "water", "row": {"ml": 250, "beverage": "coffee"}}
    weekday = today().isoweekday()
    beverage = mine.select("beverages", limit=2)[1]["id"]
    entry["row"]["beverage"] = beverage
    mine.insert("repeats", {"title": "Morning *cup*", "weekdays": [weekday], "entries": [entry]})
    mine.insert("repeats", {"title": "Other day", "weekdays": [weekday % 7 + 1], "entries": [entry]})
    first, second = browser.open(), browser.open()
    key = next(button.key for button in first.button if str(button.key).startswith("repeat_"))

    tap(first, key)
    tap(second, key)

    assert [drink["beverage"] for drink in mine.select("drinks")] == [beverage]
    assert "Other day" not in shown(first)


def test_the_day_is_complete_when_the_person_says_so_and_open_again(anna, browser, mine):
    tab = tap(browser.open(), "day_complete")
    assert [row["local_date"] for row in mine.select("complete_days")] == [today().isoformat()]

    tap(tab, "day_open")

    assert mine.select("complete_days") == []


def test_another_day_is_chosen_and_logged_to(anna, browser, mine):
    tab = tap(browser.open(), "day_bar_back")

    tap(tab, "water_200")

    (drink,) = mine.select("drinks")
    assert drink["local_date"] == (today() - datetime.timedelta(days=1)).isoformat()
    assert tab.title[0].value == "Yesterday"


def test_an_entry_is_changed_in_place_and_the_change_taken_back(anna, browser, mine):
    tab = tap(browser.open(), "water_330")
    entry = mine.select("drinks")[0]["id"]
    tap(tab, f"more_{entry}")
    tap(tab, f"change_{entry}")

    tab.number_input(f"edit_{entry}_ml").set_value(400)
    tap(tab, f"edit_{entry}_save")
    assert mine.select("drinks")[0]["ml"] == 400
    tap(tab, "undo")

    assert mine.select("drinks")[0]["ml"] == 330


def test_an_entry_is_deleted_and_brought_back_as_it_was(anna, browser, mine):
    tab = tap(browser.open(), MOOD)
    (before,) = mine.select("moods")
    tap(tab, f"more_{before['id']}")

    tap(tab, f"delete_{before['id']}")
    assert mine.select("moods") == []
    tap(tab, "undo")

    (after,) = mine.select("moods")
    assert after | {"updated_at": None} == before | {"updated_at": None}


def test_an_entry_is_logged_again(anna, browser, mine):
    tab = tap(browser.open(), "water_330")
    entry = mine.select("drinks")[0]["id"]

    tap(tap(tab, f"more_{entry}"), f"again_{entry}")

    assert [drink["ml"] for drink in mine.select("drinks")] == [330, 330]


def test_a_form_says_what_is_missing_and_keeps_what_was_typed(anna, browser, mine):
    tab = tap(browser.open(), "toggle_water")
    tab.text_input("new_water_note").set_value("with lemon")

    tap(tab, "new_water_save")

    assert troubles(tab) == ["Amount is needed."]
    assert tab.text_input("new_water_note").value == "with lemon"
    assert mine.select("drinks") == []


def test_a_form_says_no_more_what_has_been_mended(anna, browser, mine):
    activity = next(row["id"] for row in mine.select("activities") if not row["strength"])
    tab = tap(tap(browser.open(), "toggle_gym"), "new_gym_save")
    assert troubles(tab) == ["Activity is needed."]

    tab.selectbox("new_gym_activity").set_value(activity).run()
    assert troubles(tab) == ["Say how long it took, or add a set if it was lifting."]
    tab.number_input("new_gym_minutes").set_value(45).run()

    assert troubles(tab) == []
    assert mine.select("workouts") == []
    tap(tab, "new_gym_save")
    assert [workout["minutes"] for workout in mine.select("workouts")] == [45]


def test_an_entry_that_another_tab_has_deleted_is_said_to_be_gone(anna, browser, mine):
    tab = tap(browser.open(), "water_330")
    entry = mine.select("drinks")[0]["id"]
    tap(tap(tab, f"more_{entry}"), f"change_{entry}")
    mine.rpc("take_entries", {"p_entries": [{"kind": "water", "id": entry}]})

    tab.number_input(f"edit_{entry}_ml").set_value(400)
    tap(tab, f"edit_{entry}_save")

    assert troubles(tab) == ["This entry is not there any more; it was deleted in another tab or browser."]
    assert mine.select("drinks") == []


def test_an_unusual_reading_is_asked_about_once(anna, browser, mine):
    tab = tap(browser.open(), "toggle_body")
    tab.selectbox("new_body_metric").set_value("weight").run()
    tab.number_input("new_body_weight_value").set_value(210.0)
    tap(tab, "new_body_save")
    assert "unusual" in tab.warning[0].value
    assert mine.select("measurements") == []

    tap(tab, "new_body_sure")

    assert [m["value"] for m in mine.select("measurements")] == [210]


def test_a_time_to_come_is_asked_about(anna, browser, mine):
    tab = tap(tap(browser.open(), "day_bar_back"), "toggle_water")
    tomorrow = today() + datetime.timedelta(days=1)
    tab.date_input("day_bar_picked").set_value(tomorrow).run()
    tap(tab, "toggle_water")
    tab.number_input(f"new_water_{tomorrow}_ml").set_value(300)

    tap(tab, f"new_water_{tomorrow}_save")
    asked = [warning.value for warning in tab.warning]
    tap(tab, f"new_water_{tomorrow}_sure")

    assert asked == ["That time is still to come. Save it all the same?"]
    assert [(drink["ml"], drink["local_date"]) for drink in mine.select("drinks")] == [(300, tomorrow.isoformat())]


def test_what_was_typed_for_one_day_does_not_follow_to_another(anna, browser, mine):
    tab = tap(browser.open(), "toggle_water")
    tab.number_input("new_water_ml").set_value(300)

    tap(tab, "day_bar_back")

    assert not [box for box in tab.number_input if box.value == 300]
    assert "Save" not in [button.label for button in tab.button]


def test_what_was_logged_last_comes_first_and_the_whole_day_by_the_clock(anna, browser, mine):
    tab = browser.open()
    midnight = datetime.datetime.combine(today(), datetime.time(), ZoneInfo(ZONE)).isoformat()
    for row in (*({"ml": 200} for _ in range(7)), {"ml": 999, "logged_at": midnight, "local_date": str(today())}):
        entry = {"kind": "water", "row": {"time_zone": "Europe/Berlin", **row}}
        mine.rpc("save_entries", {"p_entries": [entry]})

    tab.run()
    short = listed(tab)
    tap(tab, "whole_day")

    assert len(short) == 6 and short[0].startswith("Water, 999 ml")
    assert len(listed(tab)) == 8 and listed(tab)[-1].startswith("Water, 999 ml")


def test_a_band_is_shown_with_both_its_ends(anna, browser, mine):
    mine.insert("goals", {"metric": "energy", "low": 1750, "high": 2200, "starts_on": str(today())})
    mine.rpc("save_entries", {"p_entries": [
        {"kind": "meal", "row": {"meal_type": "lunch", "time_zone": "Europe/Berlin"},
         "items": [{"food_name": "Soup", "kcal": 2000}]}]})  # fmt: skip

    tab = browser.open()

    assert "2,000 kcal of 1,750 to 2,200 kcal" in shown(tab)
    assert [bar.proto.text for bar in tab.get("progress")] == [
        "Energy eaten: 2,000 kcal, goal of 1,750 to 2,200 kcal met"
    ]


def test_strength_sets_are_logged_with_last_times_numbers(anna, browser, mine):
    activity = next(row["id"] for row in mine.select("activities") if row["strength"])
    row = {"activity": activity, "minutes": 40, "time_zone": "UTC"}
    done = [{"exercise": "Squat", "reps": 5, "kg": 80}, {"exercise": "Squat", "reps": 4, "kg": 85}]
    mine.rpc("save_entries", {"p_entries": [{"kind": "gym", "row": row, "items": done}]})
    tab = tap(browser.open(), "toggle_gym")
    tab.selectbox("new_gym_activity").set_value(activity).run()
    tab.number_input("new_gym_minutes").set_value(45)
    tab.selectbox("new_gym_exercise0").set_value("Squat").run()

    tap(tab, "new_gym_add")
    tap(tab, "new_gym_add")
    tab.session_state["_acts_desk"].tapped.clear()
    tap(tab, "new_gym_save")

    newest = mine.select("workouts", order="created_at", desc=True)[0]
    sets = mine.select("workout_sets", eq={"workout_id": newest["id"]}, order="position")
    assert [(s["reps"], s["kg"]) for s in sets] == [(5, 80), (4, 85)]


def test_while_the_database_is_away_a_tap_waits_and_is_done_when_it_is_back(anna, browser, mine, away: Away):
    tab = browser.open()

    with away():
        tap(tab, "water_330")
        assert len(troubles(tab)) == 1
    tab.run()

    assert [drink["ml"] for drink in mine.select("drinks")] == [330]
    assert troubles(tab) == []


def test_what_was_typed_stays_while_the_database_is_away(anna, browser, mine, away: Away):
    tab = tap(browser.open(), "toggle_water")
    tab.number_input("new_water_ml").set_value(275)

    with away():
        tap(tab, "new_water_save")
        assert len(troubles(tab)) == 1
        assert tab.number_input("new_water_ml").value == 275
    tab.run()

    assert [drink["ml"] for drink in mine.select("drinks")] == [275]


def test_hidden_numbers_are_nowhere_on_the_page(anna, browser, mine, house_admin: psycopg.Connection):
    day_before(mine, food_name="Oats", grams=60, kcal=220)
    mine.rpc("save_entries", {"p_entries": [
        {"kind": "body", "row": {"metric": "weight", "value": 71.3, "time_zone": "Europe/Berlin"}},
        {"kind": "meal", "row": {"meal_type": "lunch", "time_zone": "Europe/Berlin"},
         "items": [{"food_name": "Soup", "kcal": 333}]}]})  # fmt: skip
    house_admin.execute("update profiles set hide_numbers = true where user_id = %s", (anna.person.id,))

    tab = browser.open()

    assert "Soup" in shown(tab)
    assert not any(number in shown(tab) for number in ("333", "71.3", "220", "kcal"))


@pytest.mark.parametrize("text", ["![x](https://evil.example/x.png)", "<img src=x>", ":red[x] `y` **z**", "\u202eabc"])
def test_what_people_type_is_never_drawn_as_anything_else(anna, browser: Browser, mine, text):
    day_before(mine, food_name=text, grams=60)
    mine.rpc("save_entries", {"p_entries": [{
        "kind": "meal", "row": {"meal_type": "lunch", "time_zone": "Europe/Berlin", "title": text, "note": text},
        "items": [{"food_name": text, "grams": 10}]}]})  # fmt: skip
    tab = browser.open()

    drawn = [e.value for e in (*tab.markdown, *tab.caption)] + [b.label for b in tab.button]

    assert not any(text in words for words in drawn)


def day_before(mine: Direct, **item) -> None:
    yesterday = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    day = today() - datetime.timedelta(days=1)
    mine.rpc("save_entries", {"p_entries": [{
        "kind": "meal",
        "row": {"meal_type": "breakfast", "time_zone": "Europe/Berlin", "logged_at": yesterday.isoformat(),
                "local_date": day.isoformat()},
        "items": [item]}]})  # fmt: skip


def test_undo_goes_back_to_what_another_tab_had_made_of_it(anna, browser, mine):
    tab = tap(browser.open(), "water_200")
    entry = mine.select("drinks")[0]["id"]
    tap(tap(tab, f"more_{entry}"), f"change_{entry}")
    mine.update("drinks", {"ml": 500}, eq={"id": entry})

    tab.number_input(f"edit_{entry}_ml").set_value(330)
    tap(tab, f"edit_{entry}_save")
    tap(tab, "undo")

    assert mine.select("drinks")[0]["ml"] == 500


# With a coach -------------------------------------------------------------------------------------------------


@pytest.fixture
def coach(anna, house, browser, house_admin, mine) -> Someone:
    """Anna shares meals with her."""
    signed_in = house.store.accounts.sign_up(new_email(), PASSWORD, browser.caller())
    backend = house.store.accounts.restore(signed_in.secret).backend
    found = coaching.make_coach(house_admin, Someone(backend.person.id, backend.gateway))
    coaching.share(found, Someone(anna.person.id, mine), "meal")
    # As if the week's check-in was not due yet.
    house_admin.execute("update coached set questions = '{}' where user_id = %s", (found.id,))
    return found


@pytest.fixture
def habit(anna, coach, mine) -> str:
    asked = {
        "p_client": anna.person.id, "p_title": "Walk **now** after lunch", "p_metric": None, "p_low": None,
        "p_high": None, "p_times": 3, "p_starts_on": (today() - datetime.timedelta(days=9)).isoformat(),
    }  # fmt: skip
    made: str = coach.gateway.rpc("propose", asked)
    day = (today() - datetime.timedelta(days=9)).isoformat()
    mine.rpc("answer_proposal", {"p_agreement": made, "p_accept": True, "p_today": day})
    return made


def links(tab):
    return [link.proto.label.replace("\\", "") for link in tab.get("page_link")]


def test_without_a_coach_there_is_no_word_of_one(anna, browser):
    assert "coach" not in shown(browser.open()).lower()


def test_habit_is_ticked_with_one_tap_and_taken_back(anna, browser, mine, habit):
    tab = browser.open()
    assert "0 of 3 this week" in shown(tab)

    tap(tab, f"habit_{habit}")
    ticked, said = mine.select("habit_ticks"), shown(tab)
    assert toasts(tab) == ["Walk **now** after lunch: kept."]
    tap(tab, "undo")

    assert [row["local_date"] for row in ticked] == [today().isoformat()]
    assert "Kept; 1 of 3 this week" in said
    assert mine.select("habit_ticks") == []
    assert "0 of 3 this week" in shown(tab)
    assert not any("**now**" in button.label for button in tab.button)


def test_tick_needs_no_other_look_at_the_day(anna, browser, habit, monkeypatch):
    tab = browser.open()
    monkeypatch.setattr(overview, "fetch", lambda *_: pytest.fail("the day is asked for again"))

    tap(tab, f"habit_{habit}")

    assert not tab.exception
    assert "Kept; 1 of 3 this week" in shown(tab)


def test_second_tap_on_a_habit_takes_the_tick_back(anna, browser, mine, habit, quick_fingers):
    tab = tap(tap(browser.open(), f"habit_{habit}"), f"habit_{habit}")

    assert mine.select("habit_ticks") == []
    assert "0 of 3 this week" in shown(tab)


def test_habit_of_the_day_before_is_ticked_there(anna, browser, mine, habit):
    tab = tap(browser.open(), "day_bar_back")

    tap(tab, f"habit_{habit}")

    yesterday = today() - datetime.timedelta(days=1)
    assert [row["local_date"] for row in mine.select("habit_ticks")] == [yesterday.isoformat()]


def test_habit_ticked_while_the_database_is_away_waits_for_it(anna, browser, mine, habit, away: Away):
    tab = browser.open()
    with away():
        tap(tab, f"habit_{habit}")
        assert not tab.exception
        assert len(troubles(tab)) == 1

    tap(tab, "try_again_acts")

    assert len(mine.select("habit_ticks")) == 1
    assert "Kept; 1 of 3 this week" in shown(tab)


@pytest.mark.parametrize("how", ["ended", "out of date"])
def test_coach_of_whom_nothing_is_shared_any_more_is_not_spoken_of(anna, browser, mine, coach, habit, house_admin, how):
    message = {"text": "Hello", "client_key": "00000000-0000-4000-8000-000000000001"}
    coach.gateway.rpc("write_to_client", {"p_client": anna.person.id, "p_message": message})
    house_admin.execute("update coached set questions = array['How was it?'] where user_id = %s", (coach.id,))
    if how == "ended":
        mine.rpc("set_sharing", {"p_coach": coach.id, "p_state": "revoked"})
    else:
        house_admin.execute("update consents set ends_on = '2026-01-01' where coach_id = %s", (coach.id,))

    said = shown(browser.open())

    assert "coach" not in said.lower()
    assert "Walk" not in said


def test_what_waits_has_a_line_each_that_leads_to_sharing(anna, browser, mine, coach, house_admin):
    house_admin.execute(
        "update coached set questions = array['How was it?'], check_in_weekday = 1 where user_id = %s", (coach.id,)
    )
    soon = today() + datetime.timedelta(days=5)
    asked = {"p_coach": coach.id, "p_kinds": ["meal"], "p_since": "2000-01-01", "p_ends_on": soon.isoformat()}
    mine.rpc("change_consent", asked)
    for number in range(2):
        message = {"text": "Hello", "client_key": f"00000000-0000-4000-8000-00000000000{number}"}
        coach.gateway.rpc("write_to_client", {"p_client": anna.person.id, "p_message": message})
    proposal = {
        "p_client": anna.person.id, "p_title": "Walk", "p_metric": None, "p_low": None, "p_high": None, "p_times": 3,
        "p_starts_on": today().isoformat(),
    }  # fmt: skip
    coach.gateway.rpc("propose", proposal)
    coaching.invite(coach.gateway, anna.person.email)

    told = links(browser.open())

    assert [line for line in told if line in {
        "A coach invites you", "Your coach proposes something", "2 new messages from your coach",
        "Your weekly check-in is due", f"Sharing ends on {soon:%A}, {soon.day} {soon:%B}",
    }] == [
        "A coach invites you", "Your coach proposes something", "2 new messages from your coach",
        "Your weekly check-in is due", f"Sharing ends on {soon:%A}, {soon.day} {soon:%B}",
    ]  # fmt: skip
