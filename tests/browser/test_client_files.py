"""A client's files for their coach: made at the click, and no more once sharing has ended."""

import re
import uuid
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import accounts
from tests.browser.chromium import settle
from tests.browser.visitor import Visitor

NAME = "Clara Client"


@pytest.fixture
def client(visitor: Visitor) -> str:
    """Of the visitor, who coaches; with a week of nights."""
    visitor.come_in()
    with accounts.of(visitor.app) as admin:
        client = accounts.add(admin, f"{uuid.uuid4().hex}@example.org", visitor.password)
        (coach,) = admin.execute("select id from auth.users where email = %s", (visitor.email,)).fetchone()
        admin.execute("update public.profiles set is_coach = true where user_id = %s", (coach,))
        admin.execute("update public.profiles set name = %s where user_id = %s", (NAME, client))
        admin.execute(
            "insert into public.consents (user_id, coach_id, kinds, since, ends_on, wording) "
            "values (%s, %s, '{sleep}', '2000-01-01', current_date + 60, 1)",
            (client, coach),
        )
        admin.execute("insert into public.coached (user_id, client_id) values (%s, %s)", (coach, client))
        admin.execute(
            "insert into public.sleeps (user_id, started_at, ended_at, time_zone) "
            "select %s, at - interval '8 hours', at, 'UTC' from generate_series(0, 6) n, "
            "lateral (select now() - n * interval '1 day' as at) x",
            (client,),
        )
    return client


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def kept(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as started:
        button(page, name).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def test_files_are_made_at_the_click_and_not_after_the_end(visitor: Visitor, client: str, tmp_path: Path) -> None:
    page = visitor.open(f"client?id={client}")
    visitor.expect_heading(NAME)
    button(page, "Files of a period").click()
    settle(page)

    packed = kept(page, "Download the tables (CSV)", tmp_path)
    with zipfile.ZipFile(packed) as file:
        assert file.namelist() == ["sleeps.csv"]
    settle(page)
    sheet = kept(page, "Download a page to print", tmp_path)
    assert "Sleep" in sheet.read_text()
    settle(page)
    assert packed.suffix == ".zip" and sheet.suffix == ".html"
    expect(page.get_by_test_id("stAlert")).to_have_count(0)

    # What would be empty is said to be so, beside the button that was clicked.
    with accounts.of(visitor.app) as admin:
        admin.execute("delete from public.sleeps where user_id = %s", (client,))
    button(page, "Download a page to print").click()
    expect(page.get_by_text(re.compile("^Nothing of this was logged from"))).to_be_visible()

    with accounts.of(visitor.app) as admin:
        admin.execute("update public.consents set state = 'revoked' where user_id = %s", (client,))
    files: list[str] = []
    page.on("download", lambda file: files.append(file.suggested_filename))
    button(page, "Download the tables (CSV)").click()
    expect(page.get_by_text("Not shared any more", exact=False)).to_be_visible()
    settle(page)
    assert files == []
    visitor.faults.clear()
