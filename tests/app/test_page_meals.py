"""Meals: a sentence, a search, a meal put together, own foods, repeats and copies; and what stays while all is away."""

import datetime
import uuid
from zoneinfo import ZoneInfo

import psycopg
import pytest

from lib.gateway.direct import Direct
from tests.app.conftest import Away
from tests.support.pages import ZONE, Browser, go, shown, today, troubles

HOSTILE = "![x](https://evil.example/x.png) <b>`y`</b>"


@pytest.fixture
def anna(browser):
    return browser.sign_up()


@pytest.fixture
def mine(anna, house) -> Direct:
    return house.store.accounts.restore(anna.secret).backend.gateway


@pytest.fixture
def page(anna, browser: Browser):
    return browser.open("meals")


def tap(tab, key):
    return tab.button(key).click().run()


def tap_named(tab, name):
    return next(button for button in tab.button if button.label.replace("\\", "") == name).click().run()


def names(tab):
    return [button.label.replace("\\", "") for button in tab.button]


def read(tab, text):
    tab.text_area("sentence_text").set_value(text)
    return tap(tab, "sentence_read")


def search(tab, text):
    return tab.text_input("search_text").set_value(text).run()


def choose(tab, name):
    return next(b for b in tab.button if (b.key or "").startswith("found_") and name in b.label).click().run()


def in_search(tab, suffix):
    return next(b for b in tab.button if (b.key or "").startswith("search_") and b.key.endswith(suffix)).click().run()


def put_together(tab, name, calories=100):
    if not any(button.key == "quick_log" for button in tab.button):
        tap(tab, "toggle_meals_quick_")
    tab.text_input("quick_name").set_value(name)
    tab.number_input("quick_energy").set_value(calories)
    return tap(tab, "quick_add")


def eaten(mine):
    return sorted(item["food_name"] for item in mine.select("meal_items"))


def had(mine, day, *foods, meal_type="lunch"):
    mine.rpc("save_entries", {"p_entries": [{
        "kind": "meal",
        "row": {"meal_type": meal_type, "time_zone": "Europe/Berlin", "logged_at": f"{day}T12:00:00+01:00",
                "local_date": str(day)},
        "items": [{"food_name": food, "kcal": 100} for food in foods],
    }]})  # fmt: skip


# Empty ------------------------------------------------------------------------------------------------------------


def test_an_empty_page_says_what_will_be_here(page):
    for key in ("quick", "copy", "own", "repeats"):
        tap(page, f"toggle_meals_{key}_")

    text = shown(page)
    assert not page.exception
    assert "What you eat often" in text
    assert "Foods you add to the meal are gathered here" in text
    assert "No meals are logged on that day" in text
    assert text.count("None yet.") == 2


# A sentence -------------------------------------------------------------------------------------------------------


def test_a_sentence_is_read_looked_over_and_saved_at_once(page, mine):
    read(page, "2 eggs, 100 g toast with butter, black coffee; 500 ml water; slept 23:30-7; feeling good; <blah> ^^")
    assert mine.select("meals") == []
    assert "Not understood: <blah> ^^" in shown(page)

    tap(page, "review_save")

    assert len(mine.select("meals")) == 1
    assert [name.split(",")[0].split()[-1] for name in eaten(mine)] == ["Butter", "Egg", "toast"]
    assert sorted(drink["ml"] for drink in mine.select("drinks")) == [240, 500]
    assert len(mine.select("sleeps")) == len(mine.select("moods")) == 1
    assert page.text_area("sentence_text").value == "<blah> ^^"


def test_undo_takes_a_whole_sentence_back(page, mine):
    tap(read(page, "2 eggs, 500 ml water"), "review_save")

    tap(page, "undo")

    assert mine.select("meals") == mine.select("drinks") == []


def test_a_line_can_be_left_out_and_another_food_chosen(page, mine):
    read(page, "2 eggs, 300 ml water")
    tap(page, "review_1_turn")
    page.selectbox("review_0_which").set_value(-1).run()

    tap(page, "review_save")

    assert eaten(mine) == ["eggs"]
    assert mine.select("drinks") == []


def test_a_changed_amount_is_what_is_saved(page, mine):
    read(page, "2 eggs")
    amount = next(n for n in page.number_input if n.key.startswith("review_0_"))
    amount.set_value(3.0).run()

    tap(page, "review_save")

    (item,) = mine.select("meal_items")
    assert (item["amount"], item["grams"]) == (3, 150)


def test_meals_named_in_the_sentence_are_meals_of_their_own(page, mine):
    tap(read(page, "2 eggs for breakfast; pizza for dinner"), "review_save")

    assert sorted(meal["meal_type"] for meal in mine.select("meals")) == ["breakfast", "dinner"]


def test_an_unusual_value_asks_before_it_is_saved(page, mine):
    tap(read(page, "weight 260 kg"), "review_save")
    assert mine.select("measurements") == []

    tap(page, "review_sure")

    assert [reading["value"] for reading in mine.select("measurements")] == [260]


def test_a_night_that_is_logged_already_is_asked_about_before_it_is_saved_twice(page, mine):
    # The last night that is over.
    day = (datetime.datetime.now(ZoneInfo(ZONE)) - datetime.timedelta(hours=7)).date()
    night = day - datetime.timedelta(1)
    mine.rpc("save_entries", {"p_entries": [{"kind": "sleep", "row": {
        "started_at": f"{night}T23:00:00+01:00", "ended_at": f"{day}T07:00:00+01:00", "time_zone": "Europe/Berlin",
    }}]})  # fmt: skip

    tap(read(page, "slept 23:30-7, 2 eggs"), "review_save")
    assert len(mine.select("sleeps")) == 1
    assert mine.select("meals") == []
    assert "overlaps with the sleep from 23:00 to 07:00" in shown(page).replace("\\", "")

    tap(page, "review_sure")

    assert len(mine.select("sleeps")) == 2
    assert eaten(mine) == ["Egg, boiled"]


def test_a_food_nobody_knows_is_not_saved_and_stays_in_the_box(page, mine):
    tap(read(page, "2 eggs, quux blarg 7, no dessert, 100 g Brot"), "review_save")

    assert eaten(mine) == ["Egg, boiled"]
    assert page.text_area("sentence_text").value == "quux blarg 7; 100 g Brot"


def test_a_food_nobody_knows_is_saved_once_somebody_says_how(page, mine):
    read(page, "quux blarg 7")
    assert "Save all" not in names(page)
    page.selectbox("review_0_which").set_value(-1).run()
    tap(page, "review_save")

    assert eaten(mine) == ["quux blarg 7"]


def test_what_cannot_be_saved_yet_stays_in_the_box(page, mine):
    tap(read(page, "500 ml water; slept 7 hours"), "review_save")

    assert page.text_area("sentence_text").value == "slept 7 hours"
    assert mine.select("sleeps") == []


def test_a_changed_text_is_read_again_before_it_is_saved(page, mine):
    read(page, "2 eggs")

    page.text_area("sentence_text").set_value("2 eggs and rice").run()

    assert "Read it again." in shown(page)
    assert "Save all" not in names(page)


def test_a_new_reading_begins_afresh(page):
    read(page, "2 eggs")
    page.selectbox("review_0_which").set_value(-1).run()

    read(page, "3 eggs")

    assert page.selectbox("review_0_which").value == 0
    assert next(n for n in page.number_input if n.key.startswith("review_0_")).value == 3


def test_cancelling_keeps_the_text(page):
    tap(read(page, "weight 260 kg; <blah>"), "review_save")

    tap(page, "review_cancel")

    assert page.text_area("sentence_text").value == "weight 260 kg; <blah>"
    assert "Save all" not in names(page)


# Search -----------------------------------------------------------------------------------------------------------


def test_a_food_is_found_and_logged(page, mine):
    choose(search(page, "lentil so"), "Lentil soup")
    assert "Potassium unknown" in shown(page) or "Potassium" in shown(page)

    in_search(page, "_log")

    assert eaten(mine) == ["Lentil soup"]
    assert page.text_input("search_text").value == ""


def test_more_of_what_was_found_is_shown_when_asked_for_and_a_new_word_begins_anew(page):
    search(page, "milk")
    assert len(found(page)) == 8

    tap(page, "search_show_more")

    assert 8 < len(found(page)) <= 30
    assert "Show more" not in names(page)
    assert len(found(search(page, "bread"))) == 8


def found(tab):
    return [button.key for button in tab.button if (button.key or "").startswith("found_")]


def test_a_drink_that_is_found_is_logged_as_a_drink(page, mine):
    choose(search(page, "black coffee"), "Black coffee")

    in_search(page, "_log")

    assert [(drink["beverage"], drink["ml"]) for drink in mine.select("drinks")] == [("coffee", 240)]
    assert mine.select("meals") == []


def test_what_was_eaten_is_offered_before_anything_is_typed(page, mine, browser):
    in_search(choose(search(page, "lentil so"), "Lentil soup"), "_log")

    again = browser.open("meals")

    assert any(name.startswith("Lentil soup") for name in names(again))


def test_an_impossible_amount_says_so_and_saves_nothing(page, mine):
    choose(search(page, "black coffee"), "Black coffee")

    next(n for n in page.number_input if n.key.startswith("search_")).set_value(90.0).run()
    in_search(page, "_log")

    assert any("at most 10,000 ml" in text.replace("\\", "") for text in troubles(page))
    assert mine.select("drinks") == []


# The meal ---------------------------------------------------------------------------------------------------------


def test_several_foods_become_one_meal(page, mine):
    put_together(page, "Soup", 200)
    put_together(page, "Bread")
    assert "Energy 300 kcal" in shown(page)

    page.text_input("basket_title").set_value("At the canteen")
    tap(page, "basket_save")

    (meal,) = mine.select("meals")
    assert (meal["title"], meal["kcal"]) == ("At the canteen", 300)
    assert eaten(mine) == ["Bread", "Soup"]
    assert "Nothing yet." in shown(page)
    put_together(page, "Cake")
    assert page.text_input("basket_title").value == ""


def test_a_sum_with_something_unknown_says_at_least(page):
    put_together(page, "Soup", 200)
    put_together(page, "Something", None)

    assert "Energy at least 200 kcal" in shown(page)


def test_a_food_can_be_changed_and_taken_out(page, mine):
    in_search(choose(search(page, "lentil so"), "Lentil soup"), "_add")
    put_together(page, "Bread")

    page.number_input("basket_1_amount").set_value(2.0).run()
    tap(page, "basket_drop_2")
    tap(page, "basket_save")

    (item,) = mine.select("meal_items")
    assert (item["food_name"], item["amount"], item["grams"]) == ("Lentil soup", 2, 620)


def test_a_meal_survives_other_pages_and_an_outage(page, mine, away: Away):
    put_together(page, "Soup")
    go(page, "")
    go(page, "meals")
    assert "Soup" in shown(page)

    with away():
        tap(page, "basket_save")
        assert len(troubles(page)) == 1
        assert "Soup" in shown(page)
    page.run()

    assert eaten(mine) == ["Soup"]
    assert troubles(page) == []


def test_a_quick_entry_is_logged_with_its_energy(page, mine):
    tap(page, "toggle_meals_quick_")
    page.text_input("quick_name").set_value("Cake")
    page.number_input("quick_energy").set_value(350)

    tap(page, "quick_log")

    assert [(item["food_name"], item["kcal"]) for item in mine.select("meal_items")] == [("Cake", 350)]
    assert mine.select("meals")[0]["made_by"] == "quick"


def test_a_quick_entry_needs_a_name(page, mine):
    tap(tap(page, "toggle_meals_quick_"), "quick_log")

    assert troubles(page) == ["Say what it was."]


def test_energy_is_typed_in_the_unit_somebody_reads(anna, browser, mine, house_admin: psycopg.Connection):
    house_admin.execute("update profiles set energy_unit = 'kJ' where user_id = %s", (anna.person.id,))

    tab = put_together(browser.open("meals"), "Soup", 836.8)
    assert "Energy 837 kJ" in shown(tab)
    tap(tab, "basket_save")

    assert [item["kcal"] for item in mine.select("meal_items")] == [200]


# Own foods --------------------------------------------------------------------------------------------------------


def own(mine):
    return [food for food in mine.select("foods", order="name") if food["user_id"]]


def test_a_search_that_finds_nothing_offers_a_food_of_ones_own(page, mine):
    tap(search(page, "xyzzy bar"), "own_food_offer")
    assert page.text_input("food_new_name").value == "xyzzy bar"
    page.number_input("food_new_1_kcal").set_value(400)
    page.number_input("food_new_1_salt_g").set_value(1.0)

    tap(page, "food_new_save")
    in_search(page, "_log")

    (food,) = own(mine)
    assert (food["name"], food["kcal"], food["sodium_mg"], food["fat_g"]) == ("xyzzy bar", 400, 400, None)
    assert eaten(mine) == ["xyzzy bar"]


def test_an_impossible_label_is_refused_in_a_sentence(page, mine):
    tap(search(page, "xyzzy bar"), "own_food_offer")
    page.number_input("food_new_1_kcal").set_value(4000)

    tap(page, "food_new_save")

    assert any("even pure fat has 902" in text for text in troubles(page))
    assert own(mine) == []


def test_deleting_a_food_keeps_what_was_logged_and_can_be_undone(page, mine):
    (food,) = mine.insert("foods", {"name": "Bar", "kcal": 400, "portions": [{"label": "serving", "grams": 40}]})
    mine.rpc("save_entries", {"p_entries": [{
        "kind": "meal", "row": {"meal_type": "snack", "time_zone": "UTC"},
        "items": [{"food_id": food["id"], "food_name": "Bar", "grams": 40, "kcal": 160}],
    }]})  # fmt: skip
    tap(page, "toggle_meals_own_")

    tap(page, f"own_delete_{food['id']}")
    assert own(mine) == []
    assert [(item["food_name"], item["kcal"]) for item in mine.select("meal_items")] == [("Bar", 160)]
    tap(page, "undo")

    assert [(kept["id"], kept["portions"]) for kept in own(mine)] == [(food["id"], food["portions"])]
    assert "Bar" in shown(page)


def test_a_meal_in_the_making_outlives_a_food_that_is_deleted(page, mine):
    (food,) = mine.insert("foods", {"name": "Xyzzy bar", "kcal": 400})
    in_search(choose(search(page, "xyzzy"), "Xyzzy bar"), "_add")
    tap(page, "toggle_meals_own_")
    tap(page, f"own_delete_{food['id']}")

    tap(page, "basket_save")

    assert eaten(mine) == ["Xyzzy bar"]
    assert troubles(page) == []


def test_a_food_is_changed_where_it_stands(page, mine):
    (food,) = mine.insert("foods", {"name": "Bar", "kcal": 400})
    tap(page, "toggle_meals_own_")
    tap(page, f"own_change_{food['id']}")
    page.number_input(f"food_{food['id']}_1_kcal").set_value(450)

    tap(page, f"food_{food['id']}_save")

    assert own(mine)[0]["kcal"] == 450
    assert "450 kcal" in shown(page)


# Repeats and copies -----------------------------------------------------------------------------------------------


def test_a_meal_is_repeated_on_weekdays_and_the_repeat_ends_and_comes_back(page, mine):
    put_together(page, "Oats")
    tap(page, "toggle_repeat_basket_")
    page.checkbox("repeat_basket_day_1").check()
    page.checkbox("repeat_basket_day_3").check()
    tap(page, "repeat_basket_save")

    (repeat,) = mine.select("repeats")
    assert (repeat["title"], repeat["weekdays"]) == ("Oats", [1, 3])
    assert page.toast[0].value == "Oats\\: offered every Monday and Wednesday, on the Today page."
    assert repeat["entries"][0]["items"] == [{"food_name": "Oats", "kcal": 100}]
    tap(page, "toggle_meals_repeats_")
    tap(page, f"repeat_delete_{repeat['id']}")
    assert mine.select("repeats") == []
    tap(page, "undo")
    assert [kept["id"] for kept in mine.select("repeats")] == [repeat["id"]]


def test_a_repeat_without_a_weekday_is_refused(page, mine):
    put_together(page, "Oats")
    tap(tap(page, "toggle_repeat_basket_"), "repeat_basket_save")

    assert troubles(page) == ["Choose at least one weekday."]
    assert mine.select("repeats") == []


def test_a_kept_repeat_is_offered_on_today(page, mine, browser):
    put_together(page, "Oats")
    tap(page, "toggle_repeat_basket_")
    for day in range(1, 8):
        page.checkbox(f"repeat_basket_day_{day}").check()
    tap(page, "repeat_basket_save")

    tap_named(browser.open(), "Oats")

    assert eaten(mine) == ["Oats"]


def test_one_meal_or_all_of_a_day_are_copied(page, mine):
    before = today() - datetime.timedelta(4)
    had(mine, before, "Soup", "Bread")
    had(mine, before, "Cake", meal_type="snack")
    tap(page, "toggle_meals_copy_")
    page.date_input("copy_from").set_value(before).run()
    meal = next(meal for meal in mine.select("meals") if meal["meal_type"] == "snack")

    tap(page, f"copy_{meal['id']}")
    assert eaten(mine) == ["Bread", "Cake", "Cake", "Soup"]
    tap(page, "undo")
    tap(page, "copy_meals")

    assert eaten(mine) == ["Bread", "Bread", "Cake", "Cake", "Soup", "Soup"]


# All pages --------------------------------------------------------------------------------------------------------


def test_while_the_database_is_away_the_page_says_so_once_and_keeps_what_was_typed(page, mine, away: Away):
    with away():
        read(page, "2 eggs")
        assert len(troubles(page)) == 1
        assert page.text_area("sentence_text").value == "2 eggs"
        search(page, "egg")
        assert len(troubles(page)) == 1
        assert not page.exception
    tap(page, "sentence_read")

    assert "review_save" in [button.key for button in page.button]
    assert troubles(page) == []


def test_hidden_numbers_are_nowhere_on_the_page(anna, browser, mine, house_admin: psycopg.Connection):
    had(mine, today() - datetime.timedelta(1), "Soup")
    house_admin.execute("update profiles set hide_numbers = true where user_id = %s", (anna.person.id,))
    tab = browser.open("meals")
    for key in ("quick", "copy", "own"):
        tap(tab, f"toggle_meals_{key}_")
    read(tab, "2 eggs, weight 71.3 kg, cola")
    in_search(choose(search(tab, "lentil so"), "Lentil soup"), "_add")

    text = shown(tab).replace("weight 71.3 kg", "").replace("2 eggs, , cola", "")

    assert "Lentil soup" in text
    assert "Soup" in text
    assert [word for word in ("kcal", "Energy", "71.3") if word in text] == []


def test_what_people_type_is_never_drawn_as_anything_else(page, mine):
    food = {"name": HOSTILE[:80], "kcal": 400, "client_key": str(uuid.uuid4())}
    mine.insert("foods", food)
    put_together(page, HOSTILE[:80])
    tap(page, "toggle_meals_own_")
    read(page, HOSTILE)

    drawn = [*page.markdown, *page.caption, *page.error, *page.warning, *page.toast]
    labels = [element.label for element in [*page.button, *page.number_input, *page.selectbox]]

    for text in [*(element.value for element in drawn), *labels]:
        assert "![x](" not in text
        assert "<b>" not in text


def test_at_most_two_round_trips_a_rerun(page, monkeypatch):
    asked = []

    def counting(verb):
        plain = getattr(Direct, verb)

        def call(self, *arguments, **named):
            asked.append(arguments[0])
            return plain(self, *arguments, **named)

        return call

    for verb in ("select", "insert", "update", "delete", "rpc"):
        monkeypatch.setattr(Direct, verb, counting(verb))

    def round_trips(act, *arguments):
        """Of the rerun that asked most; each begins with the question who is signed in."""
        asked.clear()
        act(page, *arguments)
        reruns = " ".join(asked).split("session_state")
        return max(1 + len(rerun.split()) for rerun in reruns)

    assert round_trips(search, "lentil so") == 2
    assert round_trips(choose, "Lentil soup") == 1
    assert round_trips(in_search, "_log") == 2
    assert round_trips(read, "2 eggs, toast with butter; slept 23:30-7") == 2
    assert round_trips(tap, "review_save") == 2
    for key in ("copy", "own", "repeats"):
        assert round_trips(tap, f"toggle_meals_{key}_") == 2
    for _ in range(3):
        assert round_trips(lambda tab: tab.run()) <= 2
    assert round_trips(lambda tab: tab.run()) == 1
