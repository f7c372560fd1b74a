import pytest

from lib.web import addresses

PROXIES = addresses.networks(["10.0.0.0/8", "::1/128", "127.0.0.1"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.5", "", "203.0.113.5"),
        ("203.0.113.5", "198.51.100.1", "203.0.113.5"),
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "6.6.6.6, 198.51.100.1, 10.0.0.9", "198.51.100.1"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("::1", "[2001:db8::7]:4431", "2001:db8::7"),
        ("::ffff:10.0.0.2", "198.51.100.1:5000", "198.51.100.1"),
        ("10.0.0.2", "6.6.6.6, nonsense", "10.0.0.2"),
        ("10.0.0.2", "10.0.0.3, 10.0.0.4", "10.0.0.3"),
        ("", "198.51.100.1", ""),
    ],
)
def test_address_is_the_nearest_one_that_is_not_our_own_proxy(peer, forwarded, expected):
    assert addresses.client_address(peer, forwarded, PROXIES) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"sec-fetch-site": "same-origin", "host": "app"}, True),
        ({"sec-fetch-site": "same-site", "host": "app", "referer": "https://app/"}, False),
        ({"sec-fetch-site": "cross-site", "host": "app"}, False),
        ({"sec-fetch-site": "none", "host": "app"}, False),
        ({"host": "app:8501", "referer": "http://app:8501/settings"}, True),
        ({"host": "app:8501", "referer": "http://app:9999/"}, False),
        ({"host": "app", "origin": "https://evil", "referer": "https://app/"}, False),
        ({"host": "app", "referer": "https://app.evil/"}, False),
        ({"host": "app"}, False),
        ({"referer": "/"}, False),
    ],
)
def test_only_a_page_of_this_app_counts_as_same_origin(headers, expected):
    assert addresses.same_origin(headers) is expected


@pytest.mark.parametrize(
    "headers",
    [{"sec-purpose": "prefetch;prerender"}, {"purpose": "prefetch"}, {"x-moz": "prefetch"}],
)
def test_fetching_on_a_guess_is_recognised(headers):
    assert addresses.is_ahead_of_time(headers)


@pytest.mark.parametrize(
    ("origin", "headers"),
    [
        ("http://localhost:8501", {"host": "localhost:8501"}),
        ("http://[::1]:8501", {"host": "[::1]:8501"}),
        ("HTTPS://App.Example", {"host": "app.example"}),
        ("https://app.example", {"host": "APP.example:443"}),
        ("http://app.example", {"host": "app.example:80"}),
        ("https://app.example", {"host": "10.0.0.2:8501", "x-forwarded-host": "app.example, inner"}),
        ("https://app.example:8443", {"host": "app.example", "x-forwarded-proto": "https"}),
        ("https://app.example:8443", {"host": "app.example", "x-forwarded-proto": "wss"}),
    ],
)
def test_a_page_of_this_app_may_open_a_socket(origin, headers):
    assert addresses.may_open_socket({"origin": origin, **headers})


@pytest.mark.parametrize(
    ("origin", "headers"),
    [
        ("http://localhost:3000", {"host": "localhost:8501"}),
        ("http://127.0.0.1:8501", {"host": "localhost:8501"}),
        ("http://192.168.1.7:3000", {"host": "192.168.1.7:8501"}),
        ("http://192.168.1.7:3000", {"host": "192.168.1.7"}),
        ("https://other.example", {"host": "app.example"}),
        ("https://other.example", {"host": "app.example", "x-forwarded-proto": "https"}),
        ("http://app.example:3000", {"host": "app.example", "x-forwarded-proto": "https"}),
        ("https://app.example:8443", {"host": "app.example:443", "x-forwarded-proto": "https"}),
        ("https://app.example", {"host": "app.example:80"}),
        ("https://app.example.evil", {"host": "app.example", "x-forwarded-host": "app.example"}),
        ("null", {"host": "null"}),
        ("", {"host": "app.example"}),
        ("", {"host": ""}),
        ("https://", {"host": "", "x-forwarded-proto": "https"}),
        ("https://:443", {"host": ":443"}),
        ("file://", {}),
        ("http://[bad", {"host": "app.example"}),
    ],
)
def test_a_page_of_anybody_else_may_not(origin, headers):
    assert not addresses.may_open_socket({"origin": origin, **headers})


def test_what_is_no_browser_may_open_a_socket():
    assert addresses.may_open_socket({"host": "app.example"})


@pytest.mark.parametrize(
    ("address", "expected"),
    [("93.184.216.34", "93.184.216.0/24"), ("::ffff:93.184.216.34", "93.184.216.0/24"),
     ("2600:1f18:1:2::5", "2600:1f18:1::/56"), ("192.168.1.7", ""), ("::ffff:10.0.0.2", ""), ("127.0.0.1", ""),
     ("fd00::1", ""), ("100.64.0.1", ""), ("", "")],
)  # fmt: skip
def test_only_a_public_address_has_a_network_of_its_own(address, expected):
    assert addresses.public_network(address) == expected


@pytest.mark.parametrize(
    ("scheme", "forwarded", "expected"),
    [("http", "", False), ("https", "", True), ("wss", "", True), ("http", "https", True), ("ws", "wss", True),
     ("http", "https, http", True), ("http", "http", False)],
)  # fmt: skip
def test_https_may_end_at_a_proxy(scheme, forwarded, expected):
    headers = {"x-forwarded-proto": forwarded} if forwarded else {}

    assert addresses.is_https({"scheme": scheme}, headers) is expected
