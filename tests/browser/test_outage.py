"""The database goes away while somebody is typing: nothing typed is lost, and it goes on without a reload."""

from playwright.sync_api import Page, expect

from tests.browser.chromium import settle
from tests.browser.outage import database_away
from tests.browser.visitor import Visitor, Visitors
from tests.support.server import RunningApp

SENTENCE = "Wellspring cannot reach its database right now."


def expect_sentence_once(page: Page) -> None:
    expect(page.get_by_text(SENTENCE).first).to_be_visible()
    settle(page)
    expect(page.get_by_text(SENTENCE)).to_have_count(1)


def test_what_was_typed_in_settings_waits_for_the_database(visitor: Visitor, app: RunningApp) -> None:
    visitor.come_in("settings")
    visitor.field("New password").fill("typed elsewhere")

    with database_away(app):
        visitor.field("Name").fill("Wanda Waits")
        visitor.field("Height (cm)").fill("166.5")
        visitor.press("Save")

        expect_sentence_once(visitor.page)
        expect(visitor.field("Name")).to_have_value("Wanda Waits")
        expect(visitor.field("Height (cm)")).to_have_value("166.5")
        expect(visitor.field("New password")).to_have_value("typed elsewhere")
    visitor.press("Save")
    expect(visitor.page.get_by_text("Saved.")).to_be_visible()
    expect(visitor.page.get_by_text(SENTENCE)).to_have_count(0)

    visitor.reload()
    expect(visitor.field("Name")).to_have_value("Wanda Waits")
    expect(visitor.field("Height (cm)")).to_have_value("166.5")


def test_page_opened_during_the_outage_goes_on_with_try_again(visitor: Visitor, app: RunningApp) -> None:
    visitor.come_in()

    with database_away(app):
        visitor.page.get_by_role("link", name="Settings").click()
        expect_sentence_once(visitor.page)
        visitor.field("Name").fill("Trude Tries")
        fresh = visitor.open_tab("settings")
        expect_sentence_once(fresh)
        expect(fresh.get_by_role("textbox")).to_have_count(0)
    for page in (visitor.page, fresh):
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_text(SENTENCE)).to_have_count(0)
        visitor.expect_heading("Settings", tab=page)

    expect(visitor.field("Name")).to_have_value("Trude Tries")


def test_sign_in_form_keeps_what_was_typed(visitor: Visitor, app: RunningApp) -> None:
    visitor.come_in()
    visitor.sign_out()
    visitor.field("E-mail").fill(visitor.email)
    visitor.field("Password").fill(visitor.password)

    with database_away(app):
        visitor.press("Sign in")
        expect_sentence_once(visitor.page)
        expect(visitor.field("E-mail")).to_have_value(visitor.email)
        expect(visitor.field("Password")).to_have_value(visitor.password)
    visitor.press("Sign in")

    visitor.expect_heading("Today")


def test_signing_out_during_the_outage_says_that_it_did_not_work(visitor: Visitor, app: RunningApp) -> None:
    visitor.come_in()

    with database_away(app):
        visitor.press("Sign out")
        expect_sentence_once(visitor.page)
    visitor.press("Sign out")

    visitor.expect_door()


def test_short_crash_is_not_noticed(visitors: Visitors, app: RunningApp) -> None:
    visitor = visitors()
    visitor.come_in()

    with database_away(app):
        pass
    visitor.page.get_by_role("link", name="Settings").click()

    visitor.expect_heading("Settings")
    expect(visitor.page.get_by_text(SENTENCE)).to_have_count(0)
