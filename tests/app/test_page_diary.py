"""The Diary page: empty, full, filtered, with the database away, and right after each write."""

import datetime
import re
import uuid

import pytest

from components import acts
from lib import messages
from lib.gateway.direct import Direct
from lib.gateway.port import UNREACHABLE
from tests.support.pages import go, listed, shown, troubles

TODAY = datetime.datetime.now(datetime.UTC).date()
AWAY = messages.SENTENCES[UNREACHABLE]


@pytest.fixture
def anna(browser):
    browser.sign_up()
    return browser.house.store.accounts.restore(browser.secret).backend


def draft(kind, days_ago=0, items=None, **row):
    day = TODAY - datetime.timedelta(days=days_ago)
    moment = {"logged_at": f"{day}T10:00:00Z", "local_date": day.isoformat(), "time_zone": "UTC"}
    made = {"kind": kind, "row": {**moment, **row, "client_key": str(uuid.uuid4())}}
    return made | ({"items": items} if items else {})


def meal(name, kcal, days_ago=0, meal_type="lunch"):
    return draft("meal", days_ago, [{"food_name": name, "kcal": kcal}], meal_type=meal_type)


def save(backend, *drafts):
    return backend.gateway.rpc("save_entries", {"p_entries": list(drafts)})


def entries(tab):
    return [entry.splitlines()[0] for entry in listed(tab)]


def set_numbers(tab, **typed):
    for name, value in typed.items():
        tab.number_input(f"history_filter_{name}").set_value(value)
    return tab.run()


@pytest.fixture
def meals(anna):
    save(anna, meal("Oats", 300, 0, "breakfast"), meal("Soup", 150, 1), meal("Pasta", 700, 2, "dinner"))


def test_empty_diary_says_what_will_stand_here(browser, anna):
    tab = browser.open("diary")

    assert not tab.exception
    assert tab.title[0].value == "Diary"
    assert "Meals: nothing is logged yet." in shown(tab)
    assert "Clear filters" not in shown(tab)


@pytest.mark.parametrize(
    ("kind", "entry", "says"),
    [
        ("water", draft("water", ml=250, beverage="coffee"), "Black coffee, 250 ml"),
        ("gym", draft("gym", activity="running", minutes=30), "Running, 30 min"),
        ("mood", draft("mood", wellbeing=7, feelings=["calm"]), "7 of 10"),
        ("body", draft("body", metric="weight", value=70), "Weight 70 kg"),
        (
            "sleep",
            draft("sleep", started_at=f"{TODAY}T00:00:00Z", ended_at=f"{TODAY}T07:30:00Z"),
            "7 h 30 min, 00:00 to 07:30",
        ),
    ],
)
def test_every_kind_has_its_history(browser, anna, kind, entry, says):
    save(anna, entry)

    tab = browser.open("diary")
    tab.radio("history_kind").set_value(kind).run()

    assert not tab.exception
    assert says in shown(tab)
    assert f"{TODAY:%Y}" in shown(tab)


def test_newest_entry_comes_first(browser, meals):
    assert entries(browser.open("diary")) == ["Oats", "Soup", "Pasta"]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("oldest", ["Pasta", "Soup", "Oats"]),
        ("most", ["Pasta", "Oats", "Soup"]),
        ("least", ["Soup", "Oats", "Pasta"]),
    ],
)
def test_entries_are_sorted_as_asked(browser, meals, order, found):
    tab = browser.open("diary")

    tab.selectbox("history_filter_order_meal").set_value(order).run()

    assert entries(tab) == found


def test_entries_are_found_by_text(browser, meals):
    tab = browser.open("diary")

    tab.text_input("history_filter_text").set_value(" sou ").run()

    assert entries(tab) == ["Soup"]


def test_entries_are_found_by_dates(browser, meals):
    tab = browser.open("diary")

    yesterday = TODAY - datetime.timedelta(days=1)
    tab.date_input("history_filter_first").set_value(yesterday)
    tab.date_input("history_filter_last").set_value(yesterday).run()

    assert entries(tab) == ["Soup"]


def test_meals_are_found_by_type(browser, meals):
    tab = browser.open("diary")

    tab.selectbox("history_filter_meal_type").set_value("dinner").run()

    assert entries(tab) == ["Pasta"]


def test_meals_are_found_by_energy_in_the_persons_unit(browser, anna, meals):
    anna.gateway.update("profiles", {"energy_unit": "kJ"}, eq={"user_id": anna.person.id})
    tab = browser.open("diary")

    # 200 to 400 kcal.
    set_numbers(tab, low_kJ=837.0, high_kJ=1674.0)

    assert entries(tab) == ["Oats"]


def test_nothing_that_fits_is_explained_and_the_filters_cleared(browser, meals):
    tab = browser.open("diary")
    tab.text_input("history_filter_text").set_value("cake").run()
    assert "Nothing fits these filters." in shown(tab)

    tab.button("nothing_clear").click().run()

    assert entries(tab) == ["Oats", "Soup", "Pasta"]
    assert tab.text_input("history_filter_text").value == ""


def test_filter_that_contradicts_itself_is_explained(browser, meals):
    tab = browser.open("diary")

    set_numbers(tab, low_kcal=500.0, high_kcal=100.0)

    assert troubles(tab) == ["The filter contradicts itself."]
    assert "The lowest energy lies above the highest one." in shown(tab)


def test_hidden_numbers_leave_no_energy_on_the_page(browser, anna, meals):
    anna.gateway.update("profiles", {"hide_numbers": True}, eq={"user_id": anna.person.id})

    tab = browser.open("diary")

    assert not tab.exception
    assert entries(tab) == ["Oats", "Soup", "Pasta"]
    assert "kcal" not in shown(tab)
    assert [box.key for box in tab.number_input] == []
    assert "Energy" not in "".join(tab.selectbox("history_filter_order_date").options)


def test_pages_of_fifty_follow_each_other(browser, anna):
    save(anna, *(meal(f"Oats {n}", 100 + n, n) for n in range(60)))
    tab = browser.open("diary")
    first = entries(tab)

    tab.button("history_on").click().run()
    second = entries(tab)
    tab.button("history_back").click().run()

    assert len(first) == 50
    assert second == [f"Oats {n}" for n in range(50, 60)]
    assert entries(tab) == first
    assert "Entries 1 to 50" in shown(tab)
    assert tab.button("history_back").disabled


def test_another_filter_begins_at_the_first_page(browser, anna):
    save(anna, *(meal(f"Oats {n}", 100 + n, n) for n in range(60)))
    tab = browser.open("diary")
    tab.button("history_on").click().run()

    tab.selectbox("history_filter_meal_type").set_value("lunch").run()

    assert entries(tab)[0] == "Oats 0"


def test_deleted_entry_is_gone_at_once_and_comes_back(browser, anna):
    (saved,) = save(anna, meal("Oats", 300))
    tab = browser.open("diary")
    tab.button(f"more_{saved['row']['id']}").click().run()

    tab.button(f"delete_{saved['row']['id']}").click().run()
    gone = entries(tab)
    tab.button("undo").click().run()

    assert gone == []
    assert "Oats" in entries(tab)


def test_entry_that_another_tab_has_deleted_goes_and_says_so(browser, anna):
    (saved,) = save(anna, meal("Oats", 300))
    tab = browser.open("diary")
    tab.button(f"more_{saved['row']['id']}").click().run()
    anna.gateway.rpc("take_entries", {"p_entries": [{"kind": "meal", "id": saved["row"]["id"]}]})

    tab.button(f"delete_{saved['row']['id']}").click().run()

    assert entries(tab) == []
    assert [toast.value for toast in tab.toast] == ["That was gone already."]
    assert not [button for button in tab.button if button.key == "undo"]


def test_order_of_one_kind_is_not_that_of_another(browser, anna):
    save(anna, draft("water", ml=250), draft("water", ml=500), meal("Oats", 300))
    tab = browser.open("diary")
    tab.selectbox("history_filter_order_meal").set_value("most").run()

    tab.radio("history_kind").set_value("water").run()

    assert tab.selectbox("history_filter_order_water").value == "newest"


def test_deleting_moves_up_what_the_next_page_begins_with(browser, anna):
    saved = save(anna, *(meal(f"Oats {n}", 100 + n, n) for n in range(51)))
    tab = browser.open("diary")
    first = saved[0]["row"]["id"]
    tab.button(f"more_{first}").click().run()

    tab.button(f"delete_{first}").click().run()

    assert [name for name in entries(tab) if "deleted" not in name] == [f"Oats {n}" for n in range(1, 51)]


def test_changed_entry_shows_its_change(browser, anna):
    (saved,) = save(anna, draft("water", ml=250))
    id = saved["row"]["id"]
    tab = browser.open("diary")
    tab.radio("history_kind").set_value("water").run()
    tab.button(f"more_{id}").click().run()
    tab.button(f"change_{id}").click().run()

    tab.number_input(f"edit_{id}_ml").set_value(400)
    tab.button(f"edit_{id}_save").click().run()

    assert not tab.exception
    assert "Water, 400 ml" in entries(tab)


def test_day_is_copied_once_and_taken_back(browser, anna):
    save(anna, meal("Oats", 300, 1), draft("water", 1, ml=250), draft("mood", 1, wellbeing=7))
    tab = browser.open("diary")
    tab.button("toggle_copy_day").click().run()

    def of_today():
        rows = anna.gateway.rpc("day_overview", {"p_date": TODAY.isoformat()})
        return {kind: len(rows[kind]) for kind in ("meal", "water", "mood")}

    here = datetime.datetime.now(datetime.UTC).date()
    tab.date_input("copy_day_to").set_value(here)
    tab.date_input("copy_day_from").set_value(here - datetime.timedelta(days=1)).run()
    tab.button("copy_day").click().run()
    copied = of_today()
    tab.button("undo").click().run()

    assert not tab.exception
    assert copied == {"meal": 1, "water": 1, "mood": 0}
    assert of_today() == {"meal": 0, "water": 0, "mood": 0}


def test_day_is_not_copied_onto_itself(browser, anna):
    tab = browser.open("diary")
    tab.button("toggle_copy_day").click().run()

    tab.date_input("copy_day_from").set_value(tab.date_input("copy_day_to").value).run()

    assert "Choose two different days." in shown(tab)


def test_text_of_people_is_never_markdown(browser, anna):
    save(anna, meal("![x](https://evil.example/x.png) :red[x]", 300))

    tab = browser.open("diary")

    assert not tab.exception
    assert "![x](https://evil.example/x.png) :red[x]" in entries(tab)
    assert not any(re.search(r"(?<!\\)\]\(http|(?<!\\):red", markdown.value) for markdown in tab.markdown)


def test_database_away_is_said_once_and_the_page_stays(browser, anna, meals, away):
    tab = browser.open("diary")
    tab.text_input("history_filter_text").set_value("sou").run()
    with away():
        tab.run()

        assert not tab.exception
        assert troubles(tab) == [AWAY]
        assert tab.text_input("history_filter_text").value == "sou"
        assert entries(tab) == ["Soup"]


def test_first_visit_while_the_database_is_away(browser, anna, away):
    tab = browser.open()
    with away():
        go(tab, "diary")

        assert not tab.exception
        assert troubles(tab) == [AWAY]
        assert tab.title[0].value == "Diary"


def test_day_that_is_copied_already_is_not_copied_twice(browser, anna, monkeypatch):
    monkeypatch.setattr(acts, "TWICE_SECONDS", 0)
    save(anna, draft("water", 1, ml=250))
    tab = browser.open("diary")
    tab.button("toggle_copy_day").click().run()
    tab.date_input("copy_day_to").set_value(TODAY)
    tab.date_input("copy_day_from").set_value(TODAY - datetime.timedelta(days=1)).run()
    tab.button("copy_day").click().run()

    tab.button("copy_day").click().run()

    assert not tab.exception
    assert tab.toast[0].value.startswith("There was nothing to copy, or it is there already")
    assert len(anna.gateway.rpc("day_overview", {"p_date": TODAY.isoformat()})["water"]) == 1


def test_at_most_two_round_trips_a_rerun(browser, anna, monkeypatch):
    (saved,) = save(anna, draft("water", ml=250))
    id = saved["row"]["id"]
    calls = []
    usual = Direct.rpc
    monkeypatch.setattr(Direct, "rpc", lambda *given: calls.append(given[1]) or usual(*given))

    def asked(act):
        calls.clear()
        act()
        return [name for name in calls if name != "session_state"]

    tab = browser.open("diary")
    assert asked(lambda: tab.radio("history_kind").set_value("water").run()) == ["history"]
    assert asked(lambda: tab.button(f"more_{id}").click().run()) == []
    assert asked(lambda: tab.button(f"change_{id}").click().run()) == []
    tab.number_input(f"edit_{id}_ml").set_value(400)
    # Pressing Save asks for nothing: the page is known, and the write is all there is.
    assert asked(lambda: tab.button(f"edit_{id}_save").click().run()) == ["save_entries"]
    assert asked(lambda: tab.button(f"delete_{id}").click().run()) == ["take_entries"]
