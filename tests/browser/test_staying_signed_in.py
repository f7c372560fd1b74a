"""How long a sign-in lasts: over reloads, tabs and restarts, until somebody ends it."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.visitor import Visitor, Visitors
from tests.support.server import running_app


def test_sign_in_survives_a_reload_and_a_second_tab(visitor: Visitor) -> None:
    visitor.come_in()

    visitor.reload()
    second = visitor.open_tab("settings")

    visitor.expect_heading("Today")
    visitor.expect_heading("Settings", tab=second)


def test_sign_in_survives_closing_the_browser(visitor: Visitor, visitors: Visitors) -> None:
    visitor.sign_up()
    kept = [cookie for cookie in visitor.context.cookies() if cookie["expires"] > 0]

    again = visitors()
    again.context.add_cookies(kept)
    again.open()

    again.expect_heading("Today")


def test_sign_in_and_data_survive_a_restart_of_the_app(visitors: Visitors, place: Path) -> None:
    data = place / "restarted"
    with running_app(data) as first:
        visitor = visitors(first)
        visitor.come_in("settings")
        visitor.save_name("Renate Restart")
        visitor.page.goto("about:blank")

    with running_app(data) as second:
        visitor.url = second.url
        visitor.open("settings")

        visitor.expect_heading("Settings")
        expect(visitor.field("Name")).to_have_value("Renate Restart")
        visitor.page.goto("about:blank")


def test_sign_out_ends_it_in_every_tab_at_the_next_action(visitor: Visitor) -> None:
    visitor.come_in()
    other = visitor.open_tab("settings")

    visitor.sign_out()
    other.get_by_label("Name", exact=True).fill("Too late")
    other.get_by_role("button", name="Save", exact=True).first.click()

    visitor.expect_door(tab=other)
    expect(other.get_by_text("You are signed out.")).to_be_visible()
    expect(other.get_by_text(visitor.email)).to_have_count(0)


def test_tab_that_was_signed_out_elsewhere_can_sign_in_again(visitor: Visitor) -> None:
    visitor.come_in()
    other = visitor.open_tab()
    visitor.sign_out()
    other.get_by_role("link", name="Settings").click()
    visitor.expect_door(tab=other)

    visitor.page = other
    visitor.sign_in()

    visitor.expect_heading("Today")


def test_sign_out_everywhere_reaches_the_other_browser(visitor: Visitor, visitors: Visitors) -> None:
    visitor.come_in()
    phone = visitors()
    phone.email = visitor.email
    phone.open()
    phone.sign_in()
    phone.expect_heading("Today")

    visitor.open("settings")
    visitor.press("Sign out everywhere")
    visitor.expect_door()
    phone.page.get_by_role("link", name="Settings").click()

    phone.expect_door()


def test_sign_out_there_ends_the_other_browser_only(visitor: Visitor, visitors: Visitors) -> None:
    visitor.come_in()
    phone = visitors()
    phone.email = visitor.email
    phone.open()
    phone.sign_in()
    phone.expect_heading("Today")

    visitor.open("settings")
    visitor.press("Sign out there")
    expect(visitor.page.get_by_role("button", name="Sign out there")).to_have_count(0)
    phone.page.get_by_role("link", name="Settings").click()

    phone.expect_door()
    visitor.reload()
    visitor.expect_heading("Settings")


def test_back_button_after_signing_out_shows_nothing_personal(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.open("settings")
    visitor.save_name("Berta Back")
    visitor.open()
    visitor.sign_out()

    for _ in range(2):
        visitor.page.go_back()
        visitor.expect_door()

        said = visitor.page.locator("body").inner_text()
        assert "Berta Back" not in said
        assert visitor.email not in said


def test_old_cookie_is_worth_nothing_after_signing_out(visitor: Visitor, visitors: Visitors) -> None:
    visitor.come_in()
    stolen = visitor.context.cookies()
    visitor.sign_out()

    thief = visitors()
    thief.context.add_cookies(stolen)
    thief.open("settings")

    thief.expect_door()


def test_no_script_can_read_the_cookie(visitor: Visitor) -> None:
    visitor.come_in()

    readable = visitor.page.evaluate("document.cookie")

    held = visitor.cookie()
    assert held["httpOnly"] and held["sameSite"] == "Lax"
    assert str(held["value"]) not in readable
    assert "wellspring_" not in readable


def test_cookie_changes_with_every_sign_in_and_sign_out(visitor: Visitor) -> None:
    visitor.open()
    secrets = [visitor.cookie()["value"]]

    visitor.sign_up()
    secrets.append(visitor.cookie()["value"])
    visitor.sign_out()
    secrets.append(visitor.cookie()["value"])
    visitor.sign_in()
    visitor.expect_heading("Today")
    secrets.append(visitor.cookie()["value"])

    assert len(set(secrets)) == 4
