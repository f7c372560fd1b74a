"""The Settings page: what is saved stays, units change what is shown, the password changes."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import settle
from tests.browser.visitor import Visitor, Visitors


def test_profile_is_there_after_a_reload(visitor: Visitor) -> None:
    visitor.come_in("settings")

    visitor.field("Height (cm)").fill("171.5")
    visitor.save_name("  Ada O'Neill <b>&amp;</b> 水  ")
    visitor.reload()

    expect(visitor.field("Name")).to_have_value("Ada O'Neill <b>&amp;</b> 水")
    expect(visitor.field("Height (cm)")).to_have_value("171.5")
    expect(visitor.page.get_by_test_id("stSidebar").get_by_text("Ada O'Neill <b>&amp;</b> 水")).to_be_visible()


def test_name_is_greeted_at_once(visitor: Visitor) -> None:
    visitor.come_in("settings")

    visitor.save_name("Greta")

    expect(visitor.page.get_by_test_id("stSidebar").get_by_text("Greta")).to_be_visible()
    visitor.page.get_by_role("link", name="Today").click()
    expect(visitor.page.get_by_text(", Greta.")).to_be_visible()


def test_height_stays_what_it_was_through_other_units(visitor: Visitor) -> None:
    visitor.come_in("settings")
    visitor.field("Height (cm)").fill("180")
    visitor.save_name("Hanna")

    choose_units(visitor, "Imperial")
    expect(visitor.field("Height (ft)")).to_have_value("5")
    expect(visitor.field("and (in)")).to_have_value("11")
    visitor.save_name("Hanna Inch")
    choose_units(visitor, "Metric")

    expect(visitor.field("Height (cm)")).to_have_value("180")
    visitor.reload()
    expect(visitor.field("Height (cm)")).to_have_value("180")


def choose_units(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_text(f"{name} (").click()
    visitor.press("Save", nth=1)
    expect(visitor.page.get_by_text("Saved.")).to_be_visible()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("Height (cm)", "5000", "from 50 to 272 cm"),
        ("Birth date", "2990-01-01", "lies in the future"),
        ("Name", "W" * 94, "room for 80 characters"),
    ],
)
def test_what_is_not_taken_says_so_and_stays(visitor: Visitor, field: str, typed: str, sentence: str) -> None:
    visitor.come_in("settings")

    visitor.field(field).fill(typed)
    visitor.press("Save")

    expect(visitor.page.get_by_role("alert").filter(has_text=sentence)).to_be_visible()
    settle(visitor.page)
    expect(visitor.page.get_by_text("Saved.")).to_have_count(0)
    expect(visitor.field(field)).to_have_value(typed)
    visitor.reload()
    expect(visitor.field(field)).to_have_value("")


def test_birth_date_is_shown_as_it_is_kept(visitor: Visitor) -> None:
    visitor.come_in("settings")

    visitor.field("Birth date").fill("1990/2/8")
    visitor.press("Save")
    expect(visitor.page.get_by_text("Saved.")).to_be_visible()

    expect(visitor.field("Birth date")).to_have_value("1990-02-08")
    visitor.field("Birth date").fill("")
    visitor.press("Save")
    settle(visitor.page)
    visitor.reload()
    expect(visitor.field("Birth date")).to_have_value("")


def test_saving_one_card_leaves_what_was_typed_in_the_other(visitor: Visitor) -> None:
    visitor.come_in("settings")

    visitor.field("Name").fill("Not yet saved")
    choose_units(visitor, "Imperial")

    expect(visitor.field("Height (ft)")).to_be_visible()
    expect(visitor.field("Name")).to_have_value("Not yet saved")


def test_time_zone_is_found_by_its_place_typed_with_a_space(visitor: Visitor) -> None:
    visitor.come_in("settings")

    visitor.field("Time zone").click()
    visitor.page.keyboard.type("new york")
    visitor.page.get_by_role("option", name="New York (America)").click()
    visitor.press("Save", nth=1)
    expect(visitor.page.get_by_text("Saved.")).to_be_visible()
    visitor.reload()

    expect(visitor.field("Time zone")).to_have_value("New York (America)")


def test_password_that_is_the_present_one_is_no_change(visitor: Visitor) -> None:
    visitor.come_in("settings")

    visitor.field("Present password").fill(visitor.password)
    visitor.field("New password").fill(visitor.password)
    visitor.press("Change password")

    expect(visitor.page.get_by_text("Both fields hold the same password")).to_be_visible()
    expect(visitor.page.get_by_text("Your password is changed")).to_have_count(0)


def test_new_password_replaces_the_old_one_and_ends_other_browsers(visitor: Visitor, visitors: Visitors) -> None:
    visitor.come_in()
    phone = visitors()
    phone.email = visitor.email
    phone.open()
    phone.sign_in()
    phone.expect_heading("Today")
    visitor.open("settings")

    visitor.field("Present password").fill(visitor.password)
    visitor.field("New password").fill("eleven brisk otters")
    visitor.press("Change password")
    expect(visitor.page.get_by_text("Your password is changed")).to_be_visible()

    expect(visitor.field("Present password")).to_have_value("")
    expect(visitor.field("New password")).to_have_value("")
    phone.page.get_by_role("link", name="Settings").click()
    phone.expect_door()
    phone.sign_in()
    expect(phone.page.get_by_text("The e-mail or the password is not right.")).to_be_visible()
    phone.password = "eleven brisk otters"
    phone.sign_in()
    phone.expect_heading("Today")


def test_double_click_changes_the_password_once(visitor: Visitor) -> None:
    visitor.come_in("settings")

    visitor.field("Present password").fill(visitor.password)
    visitor.field("New password").fill("eleven brisk otters")
    visitor.page.get_by_role("button", name="Change password").dblclick()

    expect(visitor.page.get_by_text("Your password is changed")).to_be_visible()
    settle(visitor.page)
    expect(visitor.page.get_by_text("The present password is not right.")).to_have_count(0)


def test_password_does_not_change_without_the_present_one(visitor: Visitor) -> None:
    visitor.come_in("settings")

    visitor.field("Present password").fill("not the right one")
    visitor.field("New password").fill("eleven brisk otters")
    visitor.press("Change password")

    expect(visitor.page.get_by_text("The present password is not right.")).to_be_visible()
    visitor.sign_out()
    visitor.sign_in()
    visitor.expect_heading("Today")


def test_two_people_never_see_each_other(visitors: Visitors) -> None:
    people = {name: visitors() for name in ("Xanthippe", "Yolanda")}
    for visitor in people.values():
        visitor.come_in("settings")
    for name, visitor in people.items():
        visitor.save_name(name)

    for path in ("", "settings"):
        for name, visitor in people.items():
            (other,) = (someone for someone in people if someone != name)
            visitor.open(path)
            said = visitor.page.locator("body").inner_text()
            typed = visitor.page.locator("input").evaluate_all("fields => fields.map(field => field.value)")
            assert name in said
            assert other not in said + " ".join(typed)
            assert people[other].email not in said + " ".join(typed)
    expect(people["Yolanda"].page.get_by_role("button", name="Sign out there")).to_have_count(0)
