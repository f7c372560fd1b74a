import time

import pytest
from starlette.applications import Starlette

from lib.web import cookies
from lib.web.session_routes import local_page, session_routes
from lib.web.tickets import Tickets
from tests.support.asgi import TestClient

FROM_THE_APP = {"Sec-Fetch-Site": "same-origin"}


class Here:
    """An app with the two routes, and one browser that has been given its first cookie."""

    def __init__(self, *, base_path="", address="http://testserver"):
        self.tickets = Tickets()
        self.old = cookies.new_secret()
        self.new = cookies.new_secret()
        self.binding = cookies.binding(self.old)
        app = Starlette(routes=session_routes(self.tickets, "s", base_path))
        self.client = TestClient(app, base_url=address, follow_redirects=False)
        self.name = cookies.session_cookie(address.startswith("https"), "s")
        self.client.cookies.set(self.name, self.old)

    def ask(self, path, **headers):
        return self.client.get(path, headers=FROM_THE_APP | headers)

    def keep(self, known="", days=30):
        return self.tickets.keep(self.new, self.binding, known, days)


def test_sign_in_replaces_the_cookie_and_returns_to_the_page():
    here = Here()

    answer = here.ask(f"/session/keep?ticket={here.keep()}&to=/settings")

    assert answer.status_code == 303
    assert answer.headers["location"] == "../settings"
    assert answer.headers["set-cookie"].startswith(f"wellspring_s={here.new}; Path=/; HttpOnly")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_mark_of_a_known_browser_outlives_the_sign_in():
    here = Here()

    answer = here.ask(f"/session/keep?ticket={here.keep(known='mark')}")

    marked = answer.headers.get_list("set-cookie")[1]
    assert marked.startswith("wellspring_s_known=mark;")
    assert "HttpOnly" in marked
    assert "Max-Age=34560000" in marked


def test_sign_out_leaves_a_fresh_anonymous_cookie():
    here = Here()
    ticket = here.tickets.end(here.binding)

    answer = here.ask(f"/session/end?ticket={ticket}")

    line = answer.headers["set-cookie"]
    assert line.startswith("wellspring_s=")
    assert here.old not in line
    assert "Max-Age" not in line


def test_over_https_the_cookie_is_secure_and_bound_to_the_host():
    here = Here(address="https://testserver")

    answer = here.ask(f"/session/keep?ticket={here.keep()}")

    assert answer.headers["set-cookie"].startswith("__Host-wellspring_s=")
    assert answer.headers["set-cookie"].endswith("; Secure")


def test_behind_a_proxy_that_speaks_https_the_cookie_is_secure_too():
    here = Here()
    here.client.cookies.set(cookies.session_cookie(True, "s"), here.old)

    answer = here.ask(f"/session/keep?ticket={here.keep()}", **{"X-Forwarded-Proto": "https"})

    assert answer.headers["set-cookie"].startswith("__Host-wellspring_s=")


def test_under_a_base_path_the_way_back_stays_below_it():
    here = Here(base_path="app")

    answer = here.ask(f"/app/session/keep?ticket={here.keep()}&to=/settings")

    assert str(answer.request.url.join(answer.headers["location"])) == "http://testserver/app/settings"


def test_a_ticket_works_once():
    here = Here()
    ticket = here.keep()

    first, second = (here.ask(f"/session/keep?ticket={ticket}") for _ in range(2))

    assert "set-cookie" in first.headers
    assert "set-cookie" not in second.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_another_site_can_neither_sign_in_nor_out(headers):
    here = Here()

    answers = [
        here.ask(f"/session/keep?ticket={here.keep()}", **headers),
        here.ask(f"/session/end?ticket={here.tickets.end(here.binding)}", **headers),
    ]

    assert [answer.headers["location"] for answer in answers] == ["../?sign-in=expired"] * 2
    assert not any("set-cookie" in answer.headers for answer in answers)


def test_a_browser_that_says_less_is_known_by_its_referrer():
    here = Here()
    here.client.headers.pop("sec-fetch-site", None)

    stranger = here.client.get(f"/session/keep?ticket={here.keep()}")
    own = here.client.get(f"/session/keep?ticket={here.keep()}", headers={"Referer": "http://testserver/"})

    assert "set-cookie" not in stranger.headers
    assert "set-cookie" in own.headers


def test_a_ticket_in_another_browser_changes_nothing():
    here = Here()
    ticket = here.keep()
    here.client.cookies.set(here.name, cookies.new_secret())

    answer = here.ask(f"/session/keep?ticket={ticket}")

    assert answer.headers["location"] == "../?sign-in=expired"
    assert "set-cookie" not in answer.headers


def test_a_wrong_or_missing_ticket_leads_back_to_the_door():
    here = Here()

    answers = [here.ask(path) for path in ("/session/keep", "/session/keep?ticket=x", "/session/end?ticket=x")]

    assert {answer.headers["location"] for answer in answers} == {"../?sign-in=expired"}


@pytest.mark.parametrize("mark", [{"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}])
def test_fetching_on_a_guess_does_not_use_up_the_ticket(mark):
    here = Here()
    ticket = here.keep()

    guess = here.ask(f"/session/keep?ticket={ticket}", **mark)
    head = here.client.head(f"/session/keep?ticket={ticket}", headers=FROM_THE_APP)
    real = here.ask(f"/session/keep?ticket={ticket}")

    assert (guess.status_code, head.status_code) == (204, 204)
    assert "set-cookie" in real.headers


def test_only_get_is_answered():
    here = Here()

    answer = here.client.post(f"/session/keep?ticket={here.keep()}", headers=FROM_THE_APP)

    assert answer.status_code == 405


@pytest.mark.parametrize("to", ["/", "/settings", "/settings/", "/a-b_c", "/trends?days=30&kind=mood", "/x?y=a%20b"])
def test_pages_of_the_app_are_returned_to(to):
    assert local_page(to) == to


@pytest.mark.parametrize(
    "to",
    ["", "settings", "//evil.example", "/\\evil.example", "\\\\evil", "https://evil.example", "javascript:alert(1)",
     "/a\r\nSet-Cookie: x=y", "/a\nb", "/../../etc", "/./x", "/a//b", "/%2F%2Fevil", "/x#y", "/\t/evil", "/x?u=http://e",
     "/" + "a" * 600],
)  # fmt: skip
def test_anything_else_becomes_the_first_page(to):
    assert local_page(to) == "/"


@pytest.mark.parametrize(
    "to", ["/" + "a" * 498 + "!", "/" + "a/" * 249 + "!", "/a?" + "=" * 490 + "!", "/" + "a" * 400 + "//"]
)
def test_address_that_is_none_is_refused_at_once(to: str) -> None:
    started = time.perf_counter()

    assert local_page(to) == "/"

    # What looks for a match in every way there is takes longer than the world will stand.
    assert time.perf_counter() - started < 5
