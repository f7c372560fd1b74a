"""A coach and a client in a browser each: what is shared, what is seen of it, who looked, and the end of it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import accounts
from tests.browser.charts import ZONE, log_weeks, sideways
from tests.browser.chromium import settle
from tests.browser.test_every_page import BOTH_THEMES, PHONE, serious_faults
from tests.browser.visitor import Visitor, Visitors

COACH, CLIENT = "Carla Coach", "Clara Client"


@pytest.fixture
def coach(visitors: Visitors) -> Visitor:
    """Somebody who has just switched on that they coach others."""
    found = visitors(timezone_id=ZONE, reduced_motion="reduce")
    found.come_in("settings")
    name(found, COACH)
    form = found.page.get_by_test_id("stForm").filter(has_text="I coach others")
    form.get_by_text("I coach others").click()
    form.get_by_role("button", name="Save").click()
    expect(found.page.get_by_text("Saved.")).to_be_visible()
    settle(found.page)
    return found


@pytest.fixture
def client(visitors: Visitors) -> Visitor:
    """Somebody on a phone at night, who has logged for ten weeks."""
    found = visitors(timezone_id=ZONE, reduced_motion="reduce", color_scheme="dark", viewport=PHONE)
    found.have_account()
    name(found, CLIENT)
    log_weeks(found)
    return found


def name(visitor: Visitor, said: str) -> None:
    with accounts.of(visitor.app) as admin:
        admin.execute(
            "update public.profiles p set name = %s from auth.users u where u.id = p.user_id and u.email = %s",
            (said, visitor.email),
        )


def link_of(coach: Visitor) -> str:
    coach.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Clients").click()
    coach.expect_heading("Clients")
    coach.press("Make a one-time code")
    made = coach.page.get_by_test_id("stCode").filter(has_text="invite=")
    expect(made).to_be_visible()
    settle(coach.page)
    return made.inner_text().strip()


def kind(page: Page, called: str) -> Locator:
    return page.get_by_test_id("stCheckbox").filter(has_text=called)


def part(page: Page, called: str) -> Locator:
    return page.get_by_role("radiogroup", name="Part").get_by_text(called, exact=True)


def faults(page: Page) -> list[str]:
    # What lies under the mouse looks different.
    page.mouse.move(0, 0)
    settle(page)
    return serious_faults(page) + sideways(page)


def test_two_kinds_are_shared_seen_written_down_and_taken_back(coach: Visitor, client: Visitor) -> None:
    link = link_of(coach)
    found: list[str] = []

    # The link leads through the door to the invitation.
    client.page.goto(link)
    settle(client.page)
    client.sign_in()
    client.expect_heading("Sharing")
    page = client.page
    expect(page.get_by_role("heading", name=f"{COACH} invites you")).to_be_visible()
    for shared in ("Drinks", "Sleep"):
        expect(kind(page, shared).get_by_role("checkbox")).not_to_be_checked()
        kind(page, shared).locator("label").click()
        settle(page)
    page.get_by_text("Everything, from the beginning").click()
    settle(page)
    preview = page.locator("[class*=st-key-sharing_invite_preview]")
    expect(preview.get_by_text(re.compile(r"^Sleep: logged on \d+ of the last 30 days"))).to_be_visible()
    expect(preview.get_by_text("Body readings: not shared")).to_be_visible()
    expect(page.get_by_text("I let this coach read the kinds of entries that I ticked")).to_be_visible()
    found += [f"invited: {fault}" for fault in faults(page)]
    client.press("I agree")
    expect(page.get_by_text("Sharing: Drinks and Sleep")).to_be_visible()
    settle(page)
    assert "invite=" not in page.url

    # The coach sees these two and no other.
    coach.open("clients")
    coach.page.get_by_role("link", name=CLIENT).first.click()
    coach.expect_heading(CLIENT)
    expect(coach.page.get_by_text("Shared with you: Drinks and Sleep.")).to_be_visible()
    expect(coach.page.get_by_text(re.compile("^Not shared with you: Meals, .*Body readings"))).to_be_visible()
    expect(coach.page.get_by_text("Weight")).to_have_count(0)

    # What was sent leaves an empty field, and what is half written waits while another part is looked at.
    part(coach.page, "Messages").click()
    words = coach.field("Your message")
    words.fill("How was the week?")
    coach.press("Send")
    expect(coach.page.get_by_text("How was the week?").last).to_be_visible()
    expect(words).to_have_value("")
    words.fill("And the")
    words.blur()
    settle(coach.page)
    part(coach.page, "Log").click()
    expect(coach.page.get_by_text("Comment on this day").first).to_be_visible()
    settle(coach.page)
    coach.page.go_back()
    expect(words).to_have_value("And the")

    # Which the client sees.
    client.open("sharing")
    looks = page.locator(".st-key-card_looks")
    expect(looks.get_by_text(re.compile(rf"^{COACH} at \d\d:\d\d.*: Drinks and Sleep$"))).to_be_visible()
    found += [f"shared: {fault}" for fault in faults(page)]

    # What is taken back is gone with the coach's next click.
    client.press("End sharing")
    client.press("End it for good")
    expect(page.get_by_text("Not shared any more. It was Drinks and Sleep", exact=False)).to_be_visible()
    part(coach.page, "Trends").click()
    expect(coach.page.get_by_text("Not shared any more: they ended it.", exact=False)).to_be_visible()
    expect(coach.page.get_by_text("Shared with you:", exact=False)).to_have_count(0)
    client.open("sharing")
    expect(looks.get_by_text(re.compile("Drinks and Sleep$"))).to_be_visible()

    assert found == []


@BOTH_THEMES
def test_everything_opened_is_accessible_and_fits_a_phone(visitors: Visitors, scheme: str) -> None:
    visitor = visitors(color_scheme=scheme, reduced_motion="reduce", viewport=PHONE)
    visitor.open("sharing")
    visitor.press("As a person")
    visitor.expect_heading("Sharing")
    page = visitor.page

    parts = ("Messages", "What you agreed on", "Check-ins", "What your coach is pointed to")
    for part in ("Change", "End sharing", *parts):
        page.get_by_role("button", name=re.compile(part)).first.click()
        settle(page)

    expect(page.get_by_role("heading", name="As your coach sees it")).to_be_visible()
    expect(visitor.field("Write to your coach")).to_be_visible()
    expect(page.get_by_role("button", name="End it for good")).to_be_visible()
    assert faults(page) == []
