"""Where the app may live: below a base path, and behind a proxy that speaks https for it."""

from collections.abc import Iterator

import httpx
import pytest

from tests.browser.visitor import Visitors
from tests.support.server import RunningApp, running_app


@pytest.fixture(scope="module")
def app_below(app: RunningApp) -> Iterator[RunningApp]:
    with running_app(app.data, base_path="well") as running:
        yield running


def test_sign_in_works_below_a_base_path(app_below: RunningApp, visitors: Visitors) -> None:
    visitor = visitors(app_below)
    visitor.sign_up()
    visitor.sign_out()

    visitor.open("settings")
    visitor.expect_door()
    visitor.sign_in()

    visitor.expect_heading("Settings")
    assert visitor.page.url == f"{app_below.url}/settings"
    visitor.reload()
    visitor.expect_heading("Settings")


@pytest.mark.parametrize("path", ["", "settings"])
def test_source_link_leads_to_the_source_below_a_base_path(
    app_below: RunningApp, visitors: Visitors, path: str
) -> None:
    visitor = visitors(app_below)
    visitor.open(path)

    address = visitor.page.get_by_role("link", name="Source code").evaluate("link => link.href")
    answer = httpx.get(address)

    assert answer.headers["content-type"] == "application/zip"


def test_cookie_behind_an_https_proxy_is_for_https_only(app: RunningApp) -> None:
    answer = httpx.get(app.url, headers={"X-Forwarded-Proto": "https", "Accept": "text/html"})

    lines = answer.headers.get_list("set-cookie")
    ours = [line for line in lines if line.startswith("__Host-wellspring_")]
    assert len(ours) == 1
    assert all("; Secure" in line for line in lines)
    assert "; Path=/" in ours[0] and "Domain" not in ours[0]
    assert "strict-transport-security" in answer.headers
