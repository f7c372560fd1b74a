"""Coming in: new, again, as a demo person, and being refused."""

import pytest
from playwright.sync_api import expect

from tests.browser import addresses
from tests.browser.visitor import PASSWORD, Visitor, Visitors

WRONG = "The e-mail or the password is not right."


def test_new_person_is_signed_in_at_once(visitor: Visitor) -> None:
    visitor.sign_up()

    expect(visitor.page.get_by_test_id("stSidebar").get_by_text(visitor.email)).to_be_visible()


def test_person_comes_back_with_their_password(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.sign_out()

    visitor.sign_in()

    visitor.expect_heading("Today")


def test_enter_in_the_password_field_signs_in(visitor: Visitor) -> None:
    visitor.have_account()
    visitor.open()

    visitor.field("E-mail").fill(visitor.email)
    visitor.field("Password").fill(visitor.password)
    visitor.field("Password").press("Enter")

    visitor.expect_heading("Today")


@pytest.mark.parametrize("button", ["Create account", "Sign in", "As a person"])
def test_double_click_comes_in_once(visitor: Visitor, button: str) -> None:
    if button == "Sign in":
        visitor.have_account()
    visitor.open("sign_up" if button == "Create account" else "")
    if button != "As a person":
        visitor.field("E-mail").fill(visitor.email)
        visitor.field("Password").fill(visitor.password)

    visitor.page.get_by_role("button", name=button, exact=True).dblclick()

    visitor.expect_heading("Today")
    visitor.open("settings")
    expect(visitor.page.get_by_text("This browser")).to_be_visible()
    expect(visitor.page.get_by_role("button", name="Sign out there")).to_have_count(0)


def test_wrong_password_and_unknown_address_get_the_same_sentence(visitor: Visitor, visitors: Visitors) -> None:
    visitor.have_account()
    guesser = visitors()
    said = []

    for email in (visitor.email, f"nobody-{visitor.email}"):
        # A page of its own for each, so that the sentence seen is the answer to this try.
        guesser.open()
        guesser.type_in(email, "not the right one", "Sign in")
        expect(guesser.page.get_by_role("alert").filter(has_text=WRONG)).to_be_visible()
        said.append(guesser.page.get_by_role("alert").all_inner_texts())

    assert said[0] == said[1]


def test_taken_address_is_refused_and_what_was_typed_stays(visitor: Visitor, visitors: Visitors) -> None:
    visitor.have_account()
    second = visitors()
    second.open("sign_up")

    second.type_in(visitor.email, PASSWORD, "Create account")

    expect(second.page.get_by_text("This e-mail already has an account.")).to_be_visible()
    expect(second.field("E-mail")).to_have_value(visitor.email)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("password123", "among the first that others would guess"),
        ("short", "at least 10 characters"),
    ],
)
def test_weak_password_is_refused_with_a_reason(visitor: Visitor, password: str, sentence: str) -> None:
    visitor.open("sign_up")

    visitor.type_in(visitor.email, password, "Create account")

    expect(visitor.page.get_by_text(sentence)).to_be_visible()


def test_too_many_tries_are_told_how_long_to_wait(visitor: Visitor) -> None:
    for _ in range(5):
        # A page of its own for each, so that the sentence seen is the answer to this try: a click on a page that
        # still shows the last answer could come before the next one, and two tries would count as one.
        visitor.open()
        visitor.type_in(visitor.email, "not the right one", "Sign in")
        expect(visitor.page.get_by_text(WRONG)).to_be_visible()
    visitor.open()
    visitor.type_in(visitor.email, "not the right one", "Sign in")

    expect(visitor.page.get_by_text("too many tries from here. Please wait")).to_be_visible()


@pytest.mark.parametrize(("label", "name"), [("As a person", "Demo Dana"), ("As a coach", "Coach Carla")])
def test_demo_is_one_click_away_and_says_that_it_is_shared(visitor: Visitor, label: str, name: str) -> None:
    visitor.open()

    visitor.press(label)

    visitor.expect_heading("Today")
    expect(visitor.page.get_by_test_id("stSidebar").get_by_text(name)).to_be_visible()
    expect(visitor.page.get_by_text("This demo is shared")).to_be_visible()


def test_demo_people_do_not_see_who_else_tries_the_demo(visitors: Visitors) -> None:
    first, second = visitors(), visitors()
    first.try_demo()
    second.try_demo()

    second.open("settings")

    expect(second.page.get_by_text("This browser")).to_have_count(1)
    expect(second.page.get_by_role("button", name="Sign out there")).to_have_count(0)
    expect(second.page.get_by_role("button", name="Sign out everywhere")).to_have_count(0)


@pytest.mark.parametrize("page", addresses.of_the_house(), ids=lambda page: page.title)
def test_deep_link_waits_behind_the_door(visitor: Visitor, page: addresses.Address) -> None:
    visitor.have_account()

    visitor.open(page.path)
    visitor.expect_door()
    visitor.sign_in()

    visitor.expect_heading(page.title)
    assert visitor.page.url == f"{visitor.url}/{page.path}"


def test_what_an_address_asks_for_waits_behind_the_door_as_well(visitor: Visitor) -> None:
    visitor.have_account()

    visitor.open("trends?metrics=Weight&metrics=Sleep&window=12+weeks")
    visitor.expect_door()
    visitor.sign_in()

    visitor.expect_heading("Trends")
    expect(visitor.page.get_by_role("button", name="Remove Sleep")).to_be_visible()
    expect(visitor.page.get_by_role("radio", name="12 weeks")).to_be_checked()


@pytest.mark.parametrize("label", ["As a person", "As a coach"])
def test_demo_also_leads_to_the_page_that_was_asked_for(visitor: Visitor, label: str) -> None:
    visitor.open("settings")

    visitor.press(label)

    visitor.expect_heading("Settings")


def test_address_that_is_no_page_says_so(visitor: Visitor) -> None:
    visitor.come_in("nowhere")

    expect(visitor.page.get_by_text("Page not found")).to_be_visible()


@pytest.mark.parametrize("path", ["sign_in", "sign_up", "reset_password"])
def test_somebody_signed_in_passes_the_door_quietly(visitor: Visitor, path: str) -> None:
    visitor.come_in(path)

    visitor.expect_heading("Today")
    expect(visitor.page.get_by_text("Page not found")).to_have_count(0)
    assert visitor.page.url == f"{visitor.url}/"
    expect(visitor.page.get_by_test_id("stSidebarNavLink")).to_have_count(
        sum(page.in_navigation for page in addresses.of_the_house())
    )


def test_sign_in_has_an_address_of_its_own(visitor: Visitor) -> None:
    visitor.open("sign_in")

    visitor.expect_door()
    expect(visitor.page.get_by_text("Page not found")).to_have_count(0)


def test_address_below_a_page_leads_to_the_page(visitor: Visitor) -> None:
    visitor.come_in("settings/deeper/still")

    visitor.expect_heading("Settings")
    assert visitor.page.url == f"{visitor.url}/settings"
