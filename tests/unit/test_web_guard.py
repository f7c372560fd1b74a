import logging

import anyio
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocketDisconnect
from streamlit import net_util
from streamlit.web.server.starlette import starlette_websocket

from lib.web import cookies, uploads
from lib.web.guard import Guard
from tests.support.asgi import TestClient

MINE = cookies.new_secret()
OTHER = cookies.new_secret()


async def page(request: Request) -> HTMLResponse:
    return HTMLResponse("<p>page</p>", headers={"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"})


async def show_headers(request: Request) -> JSONResponse:
    return JSONResponse(request.headers.items())


async def picture(request: Request) -> PlainTextResponse:
    return PlainTextResponse("picture", headers={"Cache-Control": "public"})


async def take_file(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"took {len(await request.body())}")


async def broken(request: Request) -> PlainTextResponse:
    raise RuntimeError("/srv/app/secret.py password=hunter2")


async def socket(websocket) -> None:
    await websocket.accept()
    await websocket.send_json(list(websocket.headers.items()))
    await websocket.close()


INNER = Starlette(
    routes=[
        Route("/media/{name:path}", picture, methods=["GET", "POST"]),
        Route("/_stcore/upload_file/{session}/{file}", take_file, methods=["PUT", "DELETE"]),
        Route("/_stcore/health", show_headers),
        Route("/headers", show_headers),
        Route("/broken", broken),
        WebSocketRoute("/_stcore/stream", socket),
        Route("/{rest:path}", page),
    ]
)


class Here:
    """The guard in front of a small app; one browser is signed in and has been shown one file."""

    def __init__(self, *, base_path="", frame_ancestors="'none'", trusted=(), peer="203.0.113.9", app=INNER):
        self.signed_in = {cookies.binding(MINE)}
        self.owners = {"pic": {cookies.binding(MINE)}}
        self.sessions = {"session-of-mine": cookies.binding(MINE)}
        self.held = 0
        self.guard = Guard(
            app,
            suffix="s",
            base_path=base_path,
            media_owners=lambda name: self.owners.get(name, set()),
            upload_session_owner=self.sessions.get,
            uploaded_bytes=lambda: self.held,
            is_signed_in=lambda binding: binding in self.signed_in,
            frame_ancestors=frame_ancestors,
            script_hashes=["'sha256-abc='"],
            trusted_proxies=trusted,
        )
        self.client = TestClient(self.guard, client=(peer, 40000), raise_server_exceptions=False)

    def ask(self, path, *, secret=MINE, method="GET", **headers):
        given = {"Cookie": f"wellspring_s={secret}"} if secret else {}
        return self.client.request(method, path, headers=given | headers)

    def put(self, data=b"x" * 10, *, session="session-of-mine", secret=MINE, **headers):
        given = {"Cookie": f"wellspring_s={secret}"} if secret else {}
        return self.client.put(f"/_stcore/upload_file/{session}/f", content=data, headers=given | headers)


def values(answer, name):
    return [value for key, value in answer.json() if key == name]


@pytest.mark.parametrize("forged", ["X-Session-Bind", "x-session-bind", "X_Session_Bind", "x-session_bind"])
def test_a_forged_binding_is_replaced_by_the_real_one(forged):
    here = Here()

    answer = here.ask("/_stcore/health", **{forged: cookies.binding(OTHER)})

    assert values(answer, "x-session-bind") == [cookies.binding(MINE)]
    assert cookies.binding(OTHER) not in answer.text


def test_a_forged_binding_reaches_no_other_page_either():
    here = Here()

    answer = here.ask("/headers", **{"X-Session-Bind": "forged", "X_Client_Address": "forged"})

    assert "forged" not in answer.text


def test_the_socket_carries_the_binding_of_the_cookie_only():
    here = Here()
    headers = {"Cookie": f"wellspring_s={MINE}", "X-Session-Bind": cookies.binding(OTHER)}

    with here.client.websocket_connect("/_stcore/stream", headers=headers) as connection:
        seen = connection.receive_json()

    assert [value for name, value in seen if name == "x-session-bind"] == [cookies.binding(MINE)]


def test_a_socket_without_a_cookie_gets_a_binding_that_never_comes_again():
    here = Here()
    bindings = []

    for _ in range(2):
        with here.client.websocket_connect("/_stcore/stream") as connection:
            bindings += [value for name, value in connection.receive_json() if name == "x-session-bind"]

    assert len(set(bindings)) == 2


@pytest.mark.parametrize("origin", ["http://localhost:3000", "http://192.168.1.7:3000", "https://evil.example", "null"])
def test_a_socket_from_another_page_is_refused(origin):
    here = Here()
    headers = {"Cookie": f"wellspring_s={MINE}", "Origin": origin, "Host": "192.168.1.7:8501"}

    with pytest.raises(WebSocketDisconnect), here.client.websocket_connect("/_stcore/stream", headers=headers):
        pass


@pytest.mark.parametrize(
    "headers",
    [{"Host": "app.example:443"}, {"Host": "inner:8501", "X-Forwarded-Host": "app.example"}, {"Host": "App.Example"}],
)
def test_streamlit_has_no_origin_to_ask_an_outside_service_about(headers, monkeypatch):
    asked = []
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, timeout: asked.append(url))
    here = Here()

    with here.client.websocket_connect(
        "/_stcore/stream", headers=headers | {"Origin": "https://app.example"}
    ) as connection:
        seen = dict(connection.receive_json())
    allowed = starlette_websocket._is_origin_allowed(seen.get("origin"), seen.get("host"))

    assert allowed
    assert asked == []


@pytest.mark.parametrize(
    ("peer", "trusted", "forwarded", "expected"),
    [
        ("203.0.113.9", (), "6.6.6.6", "203.0.113.9"),
        ("10.0.0.2", ("10.0.0.0/8",), "6.6.6.6, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.2", ("10.0.0.0/8",), "", "10.0.0.2"),
    ],
)
def test_the_client_address_is_the_one_our_own_proxy_saw(peer, trusted, forwarded, expected):
    here = Here(peer=peer, trusted=trusted)
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    answer = here.ask("/headers", **headers, **{"X-Client-Address": "1.1.1.1"})

    assert values(answer, "x-client-address") == [expected]


def test_over_https_a_plain_cookie_counts_for_nothing():
    here = Here()
    both = f"wellspring_s={OTHER}; __Host-wellspring_s={MINE}; theme=dark"

    answer = here.ask("/_stcore/health", secret="", Cookie=both, **{"X-Forwarded-Proto": "https"})
    planted = here.ask("/", secret="", Cookie=f"wellspring_s={OTHER}", **{"X-Forwarded-Proto": "https"})

    assert values(answer, "x-session-bind") == [cookies.binding(MINE)]
    assert values(answer, "cookie") == [f"__Host-wellspring_s={MINE}; theme=dark"]
    assert planted.headers["set-cookie"].startswith("__Host-wellspring_s=")


def test_the_first_page_gives_a_visitor_a_cookie():
    here = Here()

    first, second = here.ask("/", secret=""), here.ask("/")

    assert first.headers["set-cookie"].startswith("wellspring_s=")
    assert "HttpOnly" in first.headers["set-cookie"]
    assert "set-cookie" not in second.headers


def test_a_page_is_kept_nowhere():
    here = Here()

    answer = here.ask("/settings", **{"If-None-Match": '"x"', "Accept": "text/html"})

    assert answer.headers.get_list("cache-control") == ["no-store"]


def test_nothing_but_a_page_sets_a_cookie():
    here = Here()

    answers = [here.ask(path, secret="") for path in ("/headers", "/media/pic.jpg", "/_stcore/metrics")]

    assert not any("set-cookie" in answer.headers for answer in answers)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/", 200), ("GET", "/media/pic.jpg", 200), ("GET", "/media/none", 404), ("GET", "/broken", 500),
     ("GET", "/_stcore/metrics", 404), ("POST", "/", 405), ("GET", "/_stcore/upload_file/a/b", 403),
     ("GET", "/_stcore/health", 200)],
)  # fmt: skip
def test_every_kind_of_answer_carries_the_headers(method, path, status):
    here = Here()

    answer = here.ask(path, method=method)

    assert answer.status_code == status
    for name in ("content-security-policy", "permissions-policy", "cross-origin-resource-policy"):
        assert len(answer.headers.get_list(name)) == 1
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors" in answer.headers["content-security-policy"]
    assert "access-control-allow-origin" not in answer.headers
    assert "strict-transport-security" not in answer.headers


def test_over_https_browsers_are_told_to_stay_there():
    here = Here()

    answer = here.ask("/", secret="", **{"X-Forwarded-Proto": "https"})

    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert answer.headers["set-cookie"].endswith("; Secure")


def test_framing_follows_the_setting():
    here = Here(frame_ancestors="'self'")

    answer = here.ask("/")

    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"


def test_an_odd_host_cannot_add_to_the_policy():
    here = Here()

    answer = here.ask("/", Host="evil; script-src *")

    assert "evil" not in answer.headers["content-security-policy"]
    assert "script-src *" not in answer.headers["content-security-policy"]


def test_a_picture_goes_to_the_browser_that_was_shown_it():
    here = Here()

    answer = here.ask("/media/pic.jpg")

    assert (answer.status_code, answer.text) == (200, "picture")
    assert answer.headers.get_list("cache-control") == ["no-store"]
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_picture_of_somebody_else_looks_like_one_that_does_not_exist():
    here = Here()
    here.signed_in.add(cookies.binding(OTHER))

    answers = [
        here.ask("/media/pic.jpg", secret=OTHER),
        here.ask("/media/pic.jpg", secret=""),
        here.ask("/media/pic.jpg", secret="", **{"X-Session-Bind": cookies.binding(MINE)}),
        here.ask("/media/never.jpg"),
        here.ask("/media/"),
        here.ask("/media/pic.jpg", method="POST"),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


def test_after_sign_out_the_picture_is_gone():
    here = Here()
    here.signed_in.clear()

    assert here.ask("/media/pic.jpg").status_code == 404


@pytest.mark.parametrize("dest", ["script", "style", "worker", "iframe", "object"])
def test_a_file_is_never_loaded_as_part_of_a_page(dest):
    here = Here()

    assert here.ask("/media/pic.js", **{"Sec-Fetch-Dest": dest}).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp",
     "/_stcore/script-health-check", "/_stcore/bidi-components/x/y.js", "/component/x/index.html", "/auth/login",
     "/oauth2callback", "/app/static/x", "/_stcore/", "/_stcore", "/page/_stcore/metrics", "/%5fstcore/metrics",
     "/_stcore/health/", "/_stcore/stream"],
)  # fmt: skip
def test_addresses_nobody_needs_are_closed(path):
    here = Here()

    assert here.ask(path).status_code == 404


@pytest.mark.parametrize("path", ["/app/_stcore/metrics", "/app/component/x", "/app/media/never"])
def test_addresses_are_closed_under_a_base_path_too(path):
    here = Here(base_path="/app/")

    assert here.ask(path).status_code == 404


def test_an_error_shows_a_sentence_and_is_logged(caplog):
    here = Here()

    with caplog.at_level(logging.ERROR, "lib.web.guard"):
        answer = here.ask("/broken")

    assert answer.status_code == 500
    assert "hunter2" not in answer.text
    assert "Traceback" not in answer.text
    assert "A request could not be answered" in caplog.text


def test_an_upload_reaches_the_session_of_its_own_browser():
    here = Here()

    answer = here.put(b"x" * 1000)

    assert (answer.status_code, answer.text) == (200, "took 1000")


def test_uploads_of_strangers_are_refused():
    here = Here()
    here.signed_in.add(cookies.binding(OTHER))

    answers = [
        here.put(secret=OTHER),
        here.put(secret=""),
        here.put(session="no-such-session"),
        here.put(secret=OTHER, **{"X-Session-Bind": cookies.binding(MINE)}),
        here.ask("/_stcore/upload_file/session-of-mine/f", method="DELETE", secret=OTHER),
        here.ask("/_stcore/upload_file/session-of-mine/f", method="POST"),
        here.ask("/_stcore/upload_file/session-of-mine", method="PUT"),
    ]

    assert {answer.status_code for answer in answers} == {403}


def test_uploads_end_with_the_sign_in():
    here = Here()
    here.signed_in.clear()

    assert here.put().status_code == 403


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(uploads.time, "monotonic", lambda: now[0])
    return now


def test_the_twenty_first_file_within_five_minutes_has_to_wait(clock):
    here = Here()

    first = [here.put().status_code for _ in range(uploads.MOST_FILES)]
    one_more = here.put()
    clock[0] += 299
    still = here.put().status_code
    clock[0] += 2
    later = here.put().status_code

    assert first == [200] * uploads.MOST_FILES
    assert one_more.status_code == 429
    assert one_more.text == uploads.REFUSAL
    assert (still, later) == (429, 200)


def test_sixty_megabytes_announced_are_enough(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 1000)
    here = Here()

    answers = [here.put(b"x" * size).status_code for size in (600, 500, 400)]

    assert answers == [200, 429, 200]


def test_what_really_arrives_counts_when_nothing_was_announced(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 1000)
    here = Here()

    def unannounced(size):
        yield b"x" * size

    answers = [here.put(unannounced(size)).status_code for size in (600, 600, 1)]

    # What had arrived when the second one was cut off stays counted.
    assert answers == [200, 429, 429]


def test_an_upload_that_outgrows_its_announcement_is_cut_off_on_the_way(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 1000)
    taken, said = [], []

    async def app(scope, receive, send):
        while (message := await receive())["more_body"]:
            taken.append(len(message["body"]))

    pieces = iter([{"type": "http.request", "body": b"x" * 300, "more_body": number < 9} for number in range(10)])

    async def receive():
        return next(pieces)

    async def send(message):
        said.append(message)

    here = Here(app=app)
    cookie = f"wellspring_s={MINE}".encode()
    headers = [(b"cookie", cookie), (b"content-length", b"10")]
    path = "/_stcore/upload_file/session-of-mine/f"
    scope = {"type": "http", "method": "PUT", "path": path, "headers": headers, "scheme": "http"}
    anyio.run(here.guard, scope, receive, send)

    assert taken == [300, 300, 300]
    assert said[0]["status"] == 429


def test_two_browsers_do_not_share_a_quota():
    here = Here()
    here.signed_in.add(cookies.binding(OTHER))
    here.sessions["session-of-other"] = cookies.binding(OTHER)

    for _ in range(uploads.MOST_FILES + 1):
        last = here.put()
    other = here.put(session="session-of-other", secret=OTHER)

    assert last.status_code == 429
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("peer", "last"), [("93.184.216.34", 429), ("192.168.1.7", 200)], ids=["a public network", "a network at home"]
)
def test_new_cookies_do_not_stretch_the_quota_of_a_public_network(peer, last):
    here = Here(peer=peer)
    answers = []

    most = uploads.NETWORK_TIMES * uploads.MOST_FILES
    for number in range(most + 1):
        secret = cookies.new_secret()
        here.signed_in.add(cookies.binding(secret))
        here.sessions[f"session-{number}"] = cookies.binding(secret)
        answers.append(here.put(session=f"session-{number}", secret=secret).status_code)

    assert answers == [200] * most + [last]


def test_uploads_wait_while_memory_is_full(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_HELD", 1000)
    here = Here()

    here.held = 950
    full, small = here.put(b"x" * 600), here.put(b"x" * 10)
    here.held = 0
    again = here.put(b"x" * 600).status_code

    assert (full.status_code, full.text) == (503, uploads.FULL)
    assert (small.status_code, again) == (200, 200)


def test_what_is_on_its_way_takes_memory_too(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_HELD", 1000)
    quota = uploads.UploadQuota(lambda: 500)

    first = quota.begin({"one": 1}, 400)
    with pytest.raises(uploads.Refused) as refused:
        quota.begin({"two": 1}, 200)
    with pytest.raises(uploads.Refused):
        quota.grow(first, 600)
    quota.end(first)

    assert refused.value.status == 503
    assert quota.begin({"two": 1}, 200).size == 200


def test_removing_a_file_costs_nothing():
    here = Here()
    for _ in range(6):
        here.put()

    answer = here.ask("/_stcore/upload_file/session-of-mine/f", method="DELETE")

    assert answer.status_code == 200


def test_a_refused_upload_does_not_reach_the_app():
    reached = []

    async def app(scope, receive, send):
        reached.append(scope["path"])
        await PlainTextResponse("ok")(scope, receive, send)

    here = Here(app=app)

    here.put(secret=OTHER)

    assert reached == []


PAGE = {"Accept": "text/html,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/settings/deeper", "/settings"),
        ("/settings/a/b?c=d", "/settings"),
        ("/a%2fb/c", "/a"),
        ("/%5Cevil.example/x", "/%5Cevil.example"),
        ("/@evil.example/x", "/%40evil.example"),
    ],
)
def test_an_address_below_a_page_leads_to_the_page(path, page):
    answer = Here().client.get(path, headers=PAGE, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (307, page)


def test_an_address_below_a_page_leads_to_the_page_below_a_base_path():
    here = Here(base_path="well")

    inside = here.client.get("/well/settings/deeper", headers=PAGE, follow_redirects=False)
    outside = here.client.get("/other/settings/deeper", headers=PAGE, follow_redirects=False)

    assert inside.headers["location"] == "/well/settings"
    assert outside.status_code == 200


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", PAGE), ("/settings", PAGE), ("/settings/", PAGE), ("/static/js/index.js", PAGE), ("/session/keep", PAGE),
        ("/health/detailed", PAGE), ("/settings/deeper", {"Accept": "*/*"}),
    ],
)  # fmt: skip
def test_every_other_address_is_left_as_it_is(path, headers):
    answer = Here().client.get(path, headers=headers, follow_redirects=False)

    assert answer.status_code == 200
