"""The real app over the network: what somebody gets who holds only a part of another person's session."""

import re
import socket
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from lib.web import cookies
from lib.web.uploads import MOST_FILES, REFUSAL
from tests.support.server import RunningApp, running_app
from tests.support.server_child import server_folder
from tests.support.tab import Browser, Tab

PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    with server_folder() as folder:
        yield folder / "data"


@pytest.fixture(scope="module")
def outside() -> Iterator[socket.socket]:
    """Where the app's requests to the world arrive, if it makes any."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.fixture(scope="module")
def app(data: Path, outside: socket.socket) -> Iterator[RunningApp]:
    proxy = f"http://127.0.0.1:{outside.getsockname()[1]}"
    with running_app(data, env={"http_proxy": proxy, "https_proxy": proxy}) as found:
        yield found


@pytest.fixture(scope="module")
def photo_app(app: RunningApp, data: Path) -> Iterator[RunningApp]:
    """A second app on the same database, so a sign-in at one counts at the other."""
    with running_app(data, script="tests/support/photo_app.py") as found:
        yield found


@pytest.fixture
def browser(app: RunningApp) -> Browser:
    return Browser(app.url)


def is_at_the_door(tab: Tab) -> bool:
    return "Sign in" in tab.text() and is_outside(tab)


def is_outside(tab: Tab) -> bool:
    """Nothing of the house is on the screen: no way out of it, and nobody's name."""
    return not re.search(r"Sign out|Signed in as|Demo Dana|Coach Carla", tab.text())


def test_the_same_cookie_comes_back_to_the_same_session(browser):
    first = browser.sign_in_as_demo()
    first.socket.close()

    again = browser.open(session_id=first.session_id)

    assert again.session_id == first.session_id
    assert not is_at_the_door(again)


def test_a_session_id_without_a_cookie_opens_only_the_door(app, browser):
    mine = browser.sign_in_as_demo()

    thief = Tab.open(app.url, cookies={}, session_id=mine.session_id)

    assert thief.session_id != mine.session_id
    assert is_at_the_door(thief)
    # The one it belongs to was not thrown out by the attempt.
    mine.run()
    assert not is_at_the_door(mine)


def test_a_session_id_with_another_cookie_opens_only_the_door(app, browser):
    mine = browser.sign_in_as_demo()

    thief = Browser(app.url).open(session_id=mine.session_id)

    assert thief.session_id != mine.session_id
    assert is_at_the_door(thief)


@pytest.mark.parametrize("name", ["X-Session-Bind", "X_Session_Bind", "x-session-BIND"])
def test_a_session_id_with_a_forged_binding_opens_only_the_door(app, browser, name):
    mine = browser.sign_in_as_demo()
    bound = cookies.binding(browser.cookie.partition("=")[2])

    thief = Tab.open(app.url, cookies={}, session_id=mine.session_id, headers={name: bound})

    assert thief.session_id != mine.session_id
    assert is_at_the_door(thief)


def test_a_disconnected_session_cannot_be_picked_up_by_another_browser(app, browser):
    mine = browser.sign_in_as_demo()
    mine.socket.close()

    thief = Browser(app.url).open(session_id=mine.session_id)

    assert thief.session_id != mine.session_id
    assert is_at_the_door(thief)


def own_network_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 1))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


@pytest.mark.parametrize(
    "origin", ["http://localhost:1", "http://127.0.0.1:1", f"http://{own_network_address()}:1", "https://evil.example"]
)
def test_a_page_of_another_site_cannot_open_the_socket(app, browser, origin):
    browser.sign_in_as_demo()

    with pytest.raises(InvalidStatus) as refused:
        Tab.open(app.url, cookies=dict(browser.http.cookies), origin=origin)

    assert refused.value.response.status_code == 403


def test_no_socket_makes_the_app_ask_the_outside(app, browser, outside):
    cookies_here = dict(browser.http.cookies)

    with pytest.raises(InvalidStatus):
        Tab.open(app.url, cookies=cookies_here, origin="https://evil.example")
    proxied = {"X-Forwarded-Host": "app.example"}
    tab = Tab.open(app.url, cookies=cookies_here, origin="https://app.example", headers=proxied)

    assert is_at_the_door(tab)
    with pytest.raises(BlockingIOError):
        outside.accept()


def test_signing_in_changes_the_cookie(browser):
    before = browser.cookie

    browser.sign_in_as_demo()

    assert browser.cookie != before


def test_the_cookie_from_before_signing_in_stays_worthless(app, browser):
    name, _, before = browser.cookie.partition("=")
    browser.sign_in_as_demo()

    planted = Tab.open(app.url, cookies={name: before})

    assert is_at_the_door(planted)


def test_a_ticket_is_of_no_use_to_another_browser(app, browser):
    other = Browser(app.url)
    with browser.open() as door:
        door.click("As a person")
        path = door.sent_to()

    stolen = other.follow(path)
    own = browser.follow(path)
    again = browser.follow(path)

    assert stolen.headers["location"] == "../?sign-in=expired"
    assert "set-cookie" in own.headers
    assert again.headers["location"] == "../?sign-in=expired"
    assert is_at_the_door(other.open())


def test_a_ticket_cannot_be_used_from_another_site(browser):
    with browser.open() as door:
        door.click("As a person")
        path = door.sent_to()

    answers = [browser.follow(path, **{"Sec-Fetch-Site": site}) for site in ("cross-site", "same-site", "none")]

    assert not any("set-cookie" in answer.headers for answer in answers)
    assert is_at_the_door(browser.open())


def test_after_signing_out_cookie_session_and_second_tab_give_nothing(app, browser):
    tab, second = browser.sign_in_as_demo(), browser.open()
    kept = dict(browser.http.cookies)

    tab.click("Sign out")
    browser.follow(tab.sent_to())

    second.run()
    old_cookie = Tab.open(app.url, cookies=kept)
    old_session = Tab.open(app.url, cookies=kept, session_id=tab.session_id)
    assert [is_outside(found) for found in (second, old_cookie, old_session)] == [True, True, True]
    assert is_at_the_door(browser.open())
    assert browser.upload(second.session_id, "f", b"x").status_code == 403


def test_signing_out_in_one_browser_leaves_another_signed_in(app, browser):
    here, there = browser.sign_in_as_demo(), Browser(app.url).sign_in_as_demo()

    here.click("Sign out")

    there.run()
    assert not is_at_the_door(there)


def test_two_people_at_once_see_their_own_names(app):
    person, coach = Browser(app.url), Browser(app.url)

    tabs = [person.sign_in_as_demo("As a person"), coach.sign_in_as_demo("As a coach")]
    for tab in tabs:
        tab.run()

    names = [set(re.findall(r"Demo Dana|Coach Carla", tab.text())) for tab in tabs]
    assert names == [{"Demo Dana"}, {"Coach Carla"}]


def test_a_picture_is_given_to_the_browser_that_sees_it_and_to_no_other(photo_app, app):
    mine, other = Browser(app.url), Browser(app.url)
    mine.sign_in_as_demo("As a person")
    other.sign_in_as_demo("As a coach")
    address = Tab.open(photo_app.url, cookies=dict(mine.http.cookies)).pictures()[0]

    own = mine.http.get(photo_app.url + address)
    answers = [
        other.http.get(photo_app.url + address),
        httpx.get(photo_app.url + address),
        httpx.get(photo_app.url + address, headers={"X-Session-Bind": "anything"}),
        mine.http.get(photo_app.url + "/media/" + "0" * 32 + ".jpg"),
    ]

    assert own.status_code == 200
    assert own.headers.get_list("cache-control") == ["no-store"]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


def test_after_signing_out_the_address_of_a_picture_gives_nothing(photo_app, app):
    mine = Browser(app.url)
    tab = mine.sign_in_as_demo()
    kept = dict(mine.http.cookies)
    # Its socket stays open: the session that shows the picture is still alive.
    seeing = Tab.open(photo_app.url, cookies=kept)
    address = photo_app.url + seeing.pictures()[0]
    before = httpx.get(address, cookies=kept).status_code

    tab.click("Sign out")
    mine.follow(tab.sent_to())
    seeing.run()

    assert before == 200
    assert "Signed out" in seeing.text()
    assert httpx.get(address, cookies=kept).status_code == 404
    assert mine.http.get(address).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/", "/settings", "/nothing-here", "/health", "/health/detailed", "/session/keep", "/session/end?ticket=x",
     "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/upload_file/a/b", "/media/x.png",
     "/component/x", "/favicon.png", "//x", "/static/none.js", "/a%00b"],
)  # fmt: skip
def test_every_answer_carries_the_headers(app, path):
    answer = httpx.get(app.url + path)

    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] in ("same-origin", "no-referrer")
    assert "permissions-policy" in answer.headers
    assert "access-control-allow-origin" not in answer.headers


def test_the_bundle_is_served_and_still_kept_by_browsers(app):
    page = httpx.get(app.url + "/", headers=PAGE).text
    bundle = re.search(r'src="\./(static/js/[^"]+)"', page)[1]

    answer = httpx.get(f"{app.url}/{bundle}")

    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json",
     "/_stcore/script-health-check", "/_stcore/bidi-components/a/b", "/component/a/b", "/auth/login",
     "/oauth2callback", "/settings/_stcore/metrics"],
)  # fmt: skip
def test_addresses_nobody_needs_are_closed(app, method, path):
    answer = httpx.request(method, app.url + path)

    assert answer.status_code == 404
    assert answer.text == "There is nothing here."


def test_behind_a_proxy_that_speaks_https_cookies_are_secure(app):
    answer = httpx.get(app.url + "/", headers=PAGE | {"X-Forwarded-Proto": "https"})

    line = answer.headers["set-cookie"]
    assert line.startswith("__Host-wellspring_")
    assert "; Secure" in line
    assert "strict-transport-security" in answer.headers


def test_uploads_belong_to_their_session_and_end_at_the_quota(app, browser):
    door = browser.open()
    early = browser.upload(door.session_id, str(uuid.uuid4()), b"x")
    mine = browser.sign_in_as_demo()
    thief = Browser(app.url)
    thief.sign_in_as_demo("As a coach")

    stolen = thief.upload(mine.session_id, str(uuid.uuid4()), b"x")
    too_large = browser.upload(mine.session_id, str(uuid.uuid4()), b"x" * 13_000_000)
    answers = [browser.upload(mine.session_id, str(uuid.uuid4()), b"x" * 1000) for _ in range(MOST_FILES)]

    assert (early.status_code, stolen.status_code, too_large.status_code) == (403, 403, 413)
    assert [answer.status_code for answer in answers] == [204] * (MOST_FILES - 1) + [429]
    assert answers[-1].text == REFUSAL


def test_an_upload_without_the_pages_token_is_refused(browser):
    mine = browser.sign_in_as_demo()

    answer = browser.http.put(
        f"{browser.url}/_stcore/upload_file/{mine.session_id}/{uuid.uuid4()}", files={"file": ("f", b"x")}
    )

    assert answer.status_code == 403


def test_health_says_how_the_app_is(app):
    brief, detailed = httpx.get(app.url + "/health"), httpx.get(app.url + "/health/detailed")

    assert brief.status_code == detailed.status_code == 200
    assert set(brief.json()) == {"status", "mode", "version", "database", "latency_ms", "migrations"}
    assert brief.json()["mode"] == "embedded"
    assert {"server_version", "pool", "model"} <= set(detailed.json())


def test_neither_session_ids_nor_tickets_reach_the_log(app, browser):
    first = browser.sign_in_as_demo()

    # Both make Streamlit write a warning that names the session.
    browser.open(session_id=first.session_id)
    Browser(app.url).open(session_id=first.session_id)
    browser.upload(first.session_id, str(uuid.uuid4()), b"x")

    assert "already connected" in app.said()
    assert first.session_id not in app.said()
    assert "ticket=" not in app.said()
    assert browser.cookie.partition("=")[2] not in app.said()


def test_under_a_base_path_everything_lives_below_it(data):
    with running_app(data, base_path="our/app") as below:
        browser = Browser(below.url)
        tab = browser.sign_in_as_demo()
        outside = httpx.get(f"http://127.0.0.1:{below.port}/_stcore/metrics")
        closed = httpx.get(f"{below.url}/_stcore/metrics")
        door = browser.follow("/session/keep?ticket=wrong")

    assert not is_at_the_door(tab)
    assert {outside.status_code, closed.status_code} == {404}
    assert str(door.request.url.join(door.headers["location"])) == f"{below.url}/?sign-in=expired"
