"""The pages of somebody who is signed in."""

import datetime

import pytest
from psycopg.types.json import Jsonb

from lib import profile
from lib.gateway import passwords
from tests.support.pages import PASSWORD, elements, go, send, sent_to, shown, troubles

OTHER = "nine damp umbrellas"
FULL = {
    "name": "Anna Schmidt", "birth_date": "1990-02-28", "sex": "female", "height_cm": 171.5, "units": "imperial",
    "energy_unit": "kJ", "time_zone": "America/Argentina/Buenos_Aires", "first_weekday": 7, "hide_numbers": True,
}  # fmt: skip
HOSTILE = {
    "image": "![x](https://evil.example/x.png)",
    "link": "[click](javascript:alert(1))",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "latex": "$\\href{https://evil.example}{x}$ $$1$$",
    "colour": ":red[angry] :material/delete: :small[x]",
    "backticks": "`rm -rf` ```x```",
    "right to left": "\u202eannA \u2066x\u2069 مرحبا",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈🐢",
    "marks": "Z̷̢͔a̵l̴g̷o " * 4,
    "lines": "one\ntwo\n\n# three\n- four",
    "long": "W" * 80,
    "quotes": 'O\'Brien "Bob" \\ % {name} %s',
    "nothing to see": "\u200b\u200b",
}


@pytest.fixture
def anna(browser):
    return browser.sign_up()


@pytest.fixture
def kept(anna, house_admin):
    """The person's profile as the database has it, and a way to set it."""

    class Kept:
        def __getitem__(self, column):
            row = house_admin.execute("select to_jsonb(p) from profiles p where user_id = %s", (anna.person.id,))
            return row.fetchone()[0][column]

        def set(self, **columns):
            names = ", ".join(columns)
            house_admin.execute(
                f"update profiles p set ({names}) = (select {', '.join('r.' + c for c in columns)} "
                "from jsonb_populate_record(p, %s) r) where user_id = %s",
                (Jsonb(columns), anna.person.id),
            )

    return Kept()


def save_profile(tab):
    return tab.button("profile_save").click().run()


def save_units(tab):
    return tab.button("units_save").click().run()


# Today --------------------------------------------------------------------------------------------------------


def test_today_greets_a_new_person_and_says_what_will_stand_here(browser, anna):
    tab = browser.open()

    assert not tab.exception
    assert tab.title[0].value == "Today"
    assert tab.main.text[0].value in ("Good morning.", "Good afternoon.", "Good evening.")
    assert "Nothing yet." in shown(tab)
    assert "Choose what you want to track" in tab.get("page_link")[0].proto.label
    assert tab.sidebar.text[0].value == anna.person.email


def test_today_greets_a_known_person_by_name(browser, kept):
    kept.set(**FULL)

    tab = browser.open()

    assert tab.main.text[0].value.endswith(", Anna Schmidt.")
    assert tab.sidebar.text[0].value == "Anna Schmidt"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])
def test_today_is_the_day_of_the_persons_own_place(browser, kept, zone):
    kept.set(time_zone=zone)
    tab = browser.open()

    # A browser that does not say where it is.
    tab.context = {"timezone": None}
    tab.run()

    today = datetime.datetime.now(profile.zone(zone))
    assert tab.main.caption[0].value == f"{today:%A}, {today.day} {today:%B %Y}"


def test_every_time_zone_that_is_offered_can_be_kept(anna, house_admin):
    known = house_admin.execute(
        "select z from unnest(%s::text[]) z where not private.is_time_zone(z)", (list(profile.time_zones()),)
    ).fetchall()

    assert known == []


@pytest.mark.parametrize("zone", ["Etc/GMT+5", "Etc/GMT-14"])
def test_time_zone_that_is_not_offered_stays_what_it_is(browser, kept, zone):
    kept.set(time_zone=zone)

    tab = browser.open("settings")
    save_units(tab)

    assert not tab.exception
    assert tab.selectbox("units_time_zone").value == zone
    assert kept["time_zone"] == zone


# Addresses ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["sign_in", "sign_up", "reset_password"])
def test_address_of_the_door_leads_whoever_is_in_to_today(browser, anna, address):
    tab = browser.open(address)

    assert not tab.exception
    assert tab.title[0].value == "Today"


@pytest.mark.parametrize("address", ["", "settings"])
def test_every_page_of_the_house_leads_to_the_source(browser, anna, address):
    tab = browser.open(address)

    assert shown(tab).count("AGPL") == 1


# Settings -----------------------------------------------------------------------------------------------------


def test_settings_of_a_new_person_are_empty(browser, anna):
    tab = browser.open("settings")

    assert not tab.exception
    assert tab.text_input("profile_name").value == ""
    assert tab.text_input("profile_birth_date").value == ""
    assert tab.selectbox("profile_sex").value is None
    assert tab.text_input("profile_height_cm").value == ""


def test_settings_show_everything_a_person_has_said(browser, kept):
    kept.set(**FULL)

    tab = browser.open("settings")

    assert not tab.exception
    assert tab.text_input("profile_name").value == "Anna Schmidt"
    assert tab.text_input("profile_birth_date").value == "1990-02-28"
    assert tab.selectbox("profile_sex").value == "female"
    assert (tab.text_input("profile_feet").value, tab.text_input("profile_inches").value) == ("5", "8")
    assert (tab.radio("units_units").value, tab.radio("units_energy").value) == ("imperial", "kJ")
    assert tab.selectbox("units_weekday").value == 7
    assert tab.selectbox("units_time_zone").value == FULL["time_zone"]
    assert tab.toggle("units_hide_numbers").value is True


def test_profile_is_saved_and_shown_as_it_is_kept(browser, anna, kept):
    tab = browser.open("settings")
    tab.text_input("profile_name").set_value("  Anna ")
    tab.text_input("profile_birth_date").set_value("1990/2/28")
    tab.selectbox("profile_sex").set_value("other")
    tab.text_input("profile_height_cm").set_value(" 171,5 cm")

    save_profile(tab)

    assert not troubles(tab)
    assert tab.toast[0].value == "Saved."
    assert tab.sidebar.text[0].value == "Anna"
    assert (kept["name"], kept["birth_date"], kept["sex"], kept["height_cm"]) == ("Anna", "1990-02-28", "other", 171.5)
    fields = [tab.text_input(f"profile_{name}").value for name in ("name", "birth_date", "height_cm")]
    assert fields == ["Anna", "1990-02-28", "171.5"]


def test_units_are_saved_and_the_page_follows(browser, anna, kept):
    tab = browser.open("settings")
    tab.radio("units_units").set_value("imperial")
    tab.radio("units_energy").set_value("kJ")
    tab.selectbox("units_weekday").set_value(6)
    tab.selectbox("units_time_zone").set_value("Asia/Kolkata")
    tab.toggle("units_hide_numbers").set_value(True)

    save_units(tab)

    assert not troubles(tab)
    assert tab.text_input("profile_feet")
    assert {name: kept[name] for name in ("units", "energy_unit", "first_weekday", "time_zone", "hide_numbers")} == {
        "units": "imperial", "energy_unit": "kJ", "first_weekday": 6, "time_zone": "Asia/Kolkata", "hide_numbers": True,
    }  # fmt: skip


def test_settings_say_when_the_time_zone_counts(browser, anna):
    assert "Used when your browser does not say where it is." in shown(browser.open("settings"))


def test_what_was_said_can_be_taken_back(browser, kept):
    kept.set(**FULL | {"units": "metric"})
    tab = browser.open("settings")
    tab.text_input("profile_name").set_value(" ")
    tab.text_input("profile_birth_date").set_value("")
    tab.selectbox("profile_sex").set_value(None)
    tab.text_input("profile_height_cm").set_value("")

    save_profile(tab)

    assert not troubles(tab)
    assert [kept[name] for name in ("name", "birth_date", "sex", "height_cm")] == [None] * 4


@pytest.mark.parametrize("height", [50.0, 59.9, 61.0, 152.4, 180.0, 271.9, 272.0])
def test_height_survives_a_look_at_it_in_feet(browser, kept, height):
    kept.set(height_cm=height, units="imperial")

    tab = browser.open("settings")
    save_profile(tab)

    assert not tab.exception
    assert not troubles(tab)
    assert kept["height_cm"] == height


def test_height_typed_in_feet_is_kept_in_centimetres(browser, kept):
    kept.set(units="imperial")
    tab = browser.open("settings")
    tab.text_input("profile_feet").set_value("5")
    tab.text_input("profile_inches").set_value("11")

    save_profile(tab)

    assert kept["height_cm"] == 180.3


REFUSED = [
    ("profile_name", "W" * 94, "A name has room for 80 characters, and this one has 94."),
    ("profile_birth_date", "2990-01-01", "The birth date lies in the future. Check its year."),
    ("profile_birth_date", "1800-05-05", "The birth date lies before 1900. Check its year."),
    ("profile_birth_date", "1990-02-31", "There is no such day in the calendar. Check the birth date."),
    ("profile_birth_date", "1990--28", "A birth date is typed as year, month and day, such as 1990-02-28."),
    ("profile_height_cm", "5000", "A height is a number from 50 to 272 cm, such as 171.5."),
    ("profile_height_cm", "inf", "A height is a number from 50 to 272 cm, such as 171.5."),
    ("profile_height_cm", "x" * 100_000, "A height is a number from 50 to 272 cm, such as 171.5."),
    ("profile_feet", "9", "A height is whole feet and inches, from 1 ft 8 in to 8 ft 11 in."),
    ("profile_inches", "12", "A height is whole feet and inches, from 1 ft 8 in to 8 ft 11 in."),
]


@pytest.mark.parametrize(("key", "typed", "sentence"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_not_taken_gets_a_sentence_and_stays_in_its_field(browser, kept, key, typed, sentence):
    was = {"name": "Anna", "birth_date": "1990-02-28", "sex": "female", "height_cm": 171.5}
    kept.set(**was, units="imperial" if key in ("profile_feet", "profile_inches") else "metric")
    tab = browser.open("settings")
    tab.selectbox("profile_sex").set_value("other")
    tab.text_input(key).set_value(typed)

    save_profile(tab)

    assert not tab.exception
    assert troubles(tab) == [f"Nothing is saved yet. {sentence}"]
    assert not tab.toast
    assert tab.text_input(key).value == typed
    assert {name: kept[name] for name in was} == was


def test_everything_that_is_not_taken_is_said_at_once(browser, kept):
    tab = browser.open("settings")
    tab.text_input("profile_birth_date").set_value("1800-05-05")
    tab.text_input("profile_height_cm").set_value("5000")

    save_profile(tab)

    assert "lies before 1900" in troubles(tab)[0]
    assert "from 50 to 272 cm" in troubles(tab)[0]


def test_what_was_not_taken_can_be_mended_and_saved(browser, kept):
    tab = browser.open("settings")
    tab.text_input("profile_birth_date").set_value("1990-02-31")
    save_profile(tab)
    tab.text_input("profile_birth_date").set_value("1990-02-28")

    save_profile(tab)

    assert not troubles(tab)
    assert tab.toast[0].value == "Saved."
    assert kept["birth_date"] == "1990-02-28"


@pytest.mark.parametrize("typed", ["Anna\u202e\0 S.", "\x1bAnna S.\u2066", "Anna\nS."])
def test_name_is_kept_without_what_turns_or_breaks_the_line(browser, kept, typed):
    tab = browser.open("settings")
    tab.text_input("profile_name").set_value(typed)

    save_profile(tab)

    assert kept["name"] == "Anna S."


def test_time_zones_are_named_after_their_place(browser, anna):
    tab = browser.open("settings")

    assert {"UTC", "New York (America)", "Buenos Aires (America, Argentina)"} <= set(
        tab.selectbox("units_time_zone").options
    )


@pytest.mark.parametrize(
    ("kind", "key", "wire"),
    [
        ("radio", "units_units", {"string_value": "cubits"}),
        ("radio", "units_units", {"int_value": 99}),
        ("radio", "units_energy", {"string_value": "BTU"}),
        ("selectbox", "units_weekday", {"string_value": "Wednesday"}),
        ("selectbox", "units_weekday", {"string_value": "3"}),
        ("selectbox", "units_time_zone", {"string_value": "Mars/Olympus"}),
        ("selectbox", "units_time_zone", {"string_value": "![x](https://evil.example)"}),
        ("selectbox", "units_time_zone", {"int_value": -1}),
    ],
)
def test_choice_that_is_not_offered_changes_nothing(browser, kept, kind, key, wire):
    tab = browser.open("settings")
    tab.button("units_save").click()

    send(tab, getattr(tab, kind)(key), **wire)

    assert not [e for e in tab.exception if "Traceback" in e.message]
    columns = ("units", "energy_unit", "first_weekday", "time_zone", "hide_numbers")
    assert [kept[column] for column in columns] == ["metric", "kcal", 1, "UTC", False]


@pytest.mark.parametrize(
    ("kind", "key", "wire"),
    [
        ("selectbox", "profile_sex", {"string_value": "Robot"}),
        ("text_input", "profile_birth_date", {"int_value": 5}),
        ("text_input", "profile_birth_date", {"string_value": "1990-02-30"}),
        ("text_input", "profile_height_cm", {"double_value": float("nan")}),
        ("text_input", "profile_height_cm", {"string_value": "tall"}),
        ("text_input", "profile_name", {"int_value": 5}),
    ],
)
def test_nonsense_on_the_wire_is_never_kept(browser, kept, kind, key, wire):
    kept.set(name="Anna", birth_date="1990-02-28", sex="female", height_cm=171.5)
    tab = browser.open("settings")
    tab.button("profile_save").click()

    send(tab, getattr(tab, kind)(key), **wire)

    was = {"name": "Anna", "birth_date": "1990-02-28", "sex": "female", "height_cm": 171.5}
    assert all(kept[column] in (value, None) for column, value in was.items())


def test_settings_opened_again_show_what_is_kept(browser, kept):
    tab = browser.open("settings")
    go(tab, "")
    kept.set(**FULL)

    go(tab, "settings")

    assert tab.selectbox("profile_sex").value == "female"
    assert tab.text_input("profile_birth_date").value == "1990-02-28"
    assert tab.text_input("profile_feet").value == "5"


def test_height_follows_the_units_after_a_change_of_both(browser, anna, kept):
    tab = browser.open("settings")
    tab.text_input("profile_height_cm").set_value("180")
    save_profile(tab)
    tab.radio("units_units").set_value("imperial")
    save_units(tab)
    assert (tab.text_input("profile_feet").value, tab.text_input("profile_inches").value) == ("5", "11")
    tab.text_input("profile_inches").set_value("6")
    save_profile(tab)
    tab.radio("units_units").set_value("metric")
    save_units(tab)

    assert tab.text_input("profile_height_cm").value == "167.6"
    assert kept["height_cm"] == 167.6


@pytest.mark.parametrize("units", ["metric", "imperial"])
def test_every_answer_can_be_emptied_in_the_browser(browser, kept, units):
    kept.set(**FULL | {"units": units})
    tab = browser.open("settings")

    # Streamlit's page lets nobody empty a field that was given a default.
    heights = ["profile_height_cm"] if units == "metric" else ["profile_feet", "profile_inches"]
    fields = ["profile_name", "profile_birth_date", *heights]
    assert [tab.text_input(key).proto.default for key in fields] == [""] * len(fields)
    assert not tab.selectbox("profile_sex").proto.HasField("default")


# Text from people ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("page", ["", "settings"])
def test_hostile_name_is_shown_as_it_is_and_never_read_as_markup(browser, kept, name, page):
    kept.set(name=name[:80])

    tab = browser.open(page)

    assert not tab.exception
    words = ("label", "value", "help", "placeholder")
    showing = [e for e in elements(tab) if any(name[:80] in str(getattr(e, word, "")) for word in words)]
    assert showing
    assert {e.type for e in showing} <= {"text", "text_input"}
    assert not sent_to(tab)


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_hostile_name_is_saved_and_comes_back_letter_by_letter(browser, anna, kept, name):
    name = profile.read_name(name)
    tab = browser.open("settings")
    tab.text_input("profile_name").set_value(name)

    save_profile(tab)

    assert kept["name"] == name
    assert browser.open("settings").text_input("profile_name").value == name


@pytest.mark.parametrize("device", ["![x](https://evil.example/x.png)", "<b>x</b>", "`x` $x$"])
def test_hostile_device_name_is_shown_as_it_is(browser, anna, house_admin, device):
    house_admin.execute("update app_sessions set device = %s where user_id = %s", (device, anna.person.id))

    tab = browser.open("settings")

    assert [e.type for e in elements(tab) if device in str(getattr(e, "value", ""))] == ["text"]


# Where one is signed in ---------------------------------------------------------------------------------------


def test_list_names_this_browser_and_signs_another_one_out(browser, anna):
    elsewhere = browser.house.store.accounts.sign_in(anna.person.email, PASSWORD, browser.caller())
    tab = browser.open("settings")
    buttons = [b for b in tab.button if b.label == "Sign out there"]

    buttons[0].click().run()

    assert len(buttons) == 1
    assert browser.house.store.accounts.restore(elsewhere.secret) is None
    assert not [b for b in tab.button if b.label == "Sign out there"]
    assert "This browser" in shown(tab)


@pytest.mark.parametrize("button", ["sidebar_sign_out", "sign_out_here", "sign_out_everywhere"])
def test_signing_out_ends_the_sign_in_and_forgets_the_tab(browser, anna, button):
    tab = browser.open("settings")
    tab.text_input("profile_name").set_value("typed and not saved")

    tab.button(button).click().run()

    assert sent_to(tab).startswith("session/end?ticket=")
    assert browser.house.store.accounts.restore(anna.secret) is None
    browser.follow(tab)
    assert browser.open("settings").text_input("sign_in_email")


def test_signing_out_everywhere_reaches_the_other_browser(browser, anna):
    elsewhere = browser.house.store.accounts.sign_in(anna.person.email, PASSWORD, browser.caller())

    browser.open("settings").button("sign_out_everywhere").click().run()

    assert browser.house.store.accounts.restore(elsewhere.secret) is None


@pytest.mark.parametrize("page", ["", "settings"])
def test_sign_in_ended_elsewhere_empties_the_tab_and_leads_to_the_door(browser, kept, anna, page):
    kept.set(**FULL)
    tab = browser.open(page)
    browser.house.store.accounts.sign_out(anna.secret)

    tab.run()

    assert not tab.exception
    assert "Anna" not in shown(tab)
    assert not [key for key, value in tab.session_state.items() if "Anna" in str(value)]
    assert "sign-in%3Dexpired" in sent_to(tab) or "sign-in=expired" in sent_to(tab)


def test_sign_in_ended_elsewhere_saves_nothing_more(browser, kept, anna):
    tab = browser.open("settings")
    browser.house.store.accounts.sign_out(anna.secret)
    tab.text_input("profile_name").set_value("Too late")

    save_profile(tab)

    assert not tab.exception
    assert kept["name"] is None


def test_account_deleted_while_a_tab_is_open_leads_to_the_door(browser, anna, house_admin):
    tab = browser.open("settings")
    house_admin.execute("delete from auth.users where id = %s", (anna.person.id,))

    save_profile(tab)

    assert not tab.exception
    assert "About you" not in shown(tab)


def test_another_person_in_the_same_browser_sees_nothing_of_the_first(browser, kept, anna):
    kept.set(**FULL)
    first = browser.open("settings")
    browser.house.store.accounts.sign_out(anna.secret)
    browser.sign_up()

    second = browser.open("settings")
    first.run()

    for tab in (first, second):
        assert not tab.exception
        assert "Anna" not in shown(tab)


# Password -----------------------------------------------------------------------------------------------------


def change_password(tab, old, new):
    tab.text_input("pw_old").set_value(old)
    tab.text_input("pw_new").set_value(new)
    return tab.button("pw_save").click().run()


def test_password_is_changed_and_the_fields_are_emptied(browser, anna):
    elsewhere = browser.house.store.accounts.sign_in(anna.person.email, PASSWORD, browser.caller())
    tab = browser.open("settings")

    change_password(tab, PASSWORD, OTHER)

    assert not troubles(tab)
    assert "Your password is changed" in tab.success[0].value
    assert (tab.text_input("pw_old").value, tab.text_input("pw_new").value) == ("", "")
    assert browser.house.store.accounts.restore(anna.secret)
    assert browser.house.store.accounts.restore(elsewhere.secret) is None
    assert browser.house.store.accounts.sign_in(anna.person.email, OTHER, browser.caller())


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("wrong", OTHER, "The present password is not right."),
        ("", OTHER, "The present password is not right."),
        ("x" * 100_000, OTHER, "The present password is not right."),
        (PASSWORD, "short", passwords.TOO_SHORT),
        (PASSWORD, "", passwords.TOO_SHORT),
        (PASSWORD, "password123!", passwords.TOO_COMMON),
        (PASSWORD, "x" * 100_000, passwords.TOO_LONG),
        (PASSWORD, "nine\0damp\0umbrellas", passwords.NOT_TYPED),
        (
            PASSWORD,
            PASSWORD,
            "Nothing is saved yet. Both fields hold the same password, and the new one must be another.",
        ),
    ],
    ids=range(9),
)
def test_refused_password_change_says_why_and_changes_nothing(browser, anna, old, new, sentence):
    tab = browser.open("settings")

    change_password(tab, old, new)

    assert not tab.exception
    assert troubles(tab) == [sentence]
    assert not tab.success
    assert browser.house.store.accounts.sign_in(anna.person.email, PASSWORD, browser.caller())


# Coaching -----------------------------------------------------------------------------------------------------


def test_coaching_is_switched_on_and_adds_a_page(browser, anna, kept):
    tab = browser.open("settings")
    assert "Sharing with a coach" in [link.proto.label for link in tab.get("page_link")]
    assert not [field for field in tab.number_input if field.key == "coaching_settings_alerts"]

    tab.toggle("coaching_settings_is_coach").set_value(True)
    tab.button("coaching_settings_save").click().run()
    assert kept["is_coach"] is True
    tab.number_input("coaching_settings_alerts").set_value(12)
    tab.button("coaching_settings_save").click().run()

    assert not tab.exception
    assert kept["alerts_a_week"] == 12
    tab.toggle("coaching_settings_is_coach").set_value(False)
    tab.button("coaching_settings_save").click().run()
    assert (kept["is_coach"], kept["alerts_a_week"]) == (False, 12)


def test_coaching_switched_on_while_the_database_is_away_stays_chosen(browser, anna, away):
    tab = browser.open("settings")
    tab.toggle("coaching_settings_is_coach").set_value(True)
    with away():
        tab.button("coaching_settings_save").click().run()

        assert not tab.exception
        assert len(troubles(tab)) == 1
        assert tab.toggle("coaching_settings_is_coach").value is True

    tab.button("coaching_settings_save").click().run()

    assert browser.house.store.accounts.restore(browser.secret).profile["is_coach"] is True


def test_numbers_that_a_coach_hides_say_until_when(browser, kept):
    until = datetime.date.today() + datetime.timedelta(days=30)
    kept.set(care_until=until.isoformat())

    tab = browser.open("settings")

    assert f"A coach hides calories and weight from you both until {until.day} {until:%B %Y}" in shown(tab)
    assert tab.toggle("units_hide_numbers").value is False
    save_units(tab)
    assert kept["hide_numbers"] is False
