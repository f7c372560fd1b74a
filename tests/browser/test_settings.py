"""The Settings page: what is saved stays, units change what is shown, the password changes."""

from playwright.sync_api import expect

from tests.browser.chromium import settle
from tests.browser.visitor import Visitor, Visitors


def test_profile_is_there_after_a_reload(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.open("settings")

    visitor.field("Height (cm)").fill("171.5")
    visitor.save_name("  Ada O'Neill <b>&amp;</b> 水  ")
    visitor.reload()

    expect(visitor.field("Name")).to_have_value("Ada O'Neill <b>&amp;</b> 水")
    expect(visitor.field("Height (cm)")).to_have_value("171.5")
    expect(visitor.page.get_by_test_id("stSidebar").get_by_text("Ada O'Neill <b>&amp;</b> 水")).to_be_visible()


def test_name_is_greeted_at_once(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.open("settings")

    visitor.save_name("Greta")

    expect(visitor.page.get_by_test_id("stSidebar").get_by_text("Greta")).to_be_visible()
    visitor.page.get_by_role("link", name="Today").click()
    expect(visitor.page.get_by_text(", Greta.")).to_be_visible()


def test_height_stays_what_it_was_through_other_units(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.open("settings")
    visitor.field("Height (cm)").fill("180")
    visitor.save_name("Hanna")

    choose_units(visitor, "Imperial")
    expect(visitor.field("Height (ft)")).to_have_value("5")
    expect(visitor.field("and (in)")).to_have_value("11")
    visitor.save_name("Hanna Inch")
    choose_units(visitor, "Metric")

    expect(visitor.field("Height (cm)")).to_have_value("180.0")
    visitor.reload()
    expect(visitor.field("Height (cm)")).to_have_value("180.0")


def choose_units(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_text(f"{name} (").click()
    visitor.press("Save", nth=1)
    expect(visitor.page.get_by_text("Saved.")).to_be_visible()


def test_impossible_height_is_not_taken(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.open("settings")

    visitor.field("Height (cm)").fill("900")
    visitor.press("Save")

    expect(visitor.page.get_by_text("Saved.")).to_have_count(0)


def test_new_password_replaces_the_old_one_and_ends_other_browsers(visitor: Visitor, visitors: Visitors) -> None:
    visitor.sign_up()
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
    visitor.sign_up()
    visitor.open("settings")

    visitor.field("Present password").fill(visitor.password)
    visitor.field("New password").fill("eleven brisk otters")
    visitor.page.get_by_role("button", name="Change password").dblclick()

    expect(visitor.page.get_by_text("Your password is changed")).to_be_visible()
    settle(visitor.page)
    expect(visitor.page.get_by_text("The present password is not right.")).to_have_count(0)


def test_password_does_not_change_without_the_present_one(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.open("settings")

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
        visitor.sign_up()
        visitor.open("settings")
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
