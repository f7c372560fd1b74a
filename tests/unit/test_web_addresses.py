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
    ("origin", "host", "expected"),
    [
        ("http://localhost:8501", "localhost:8501", False),
        ("http://localhost:3000", "localhost:8501", True),
        ("http://127.0.0.1:3000", "localhost:8501", True),
        ("https://app.example", "app.example", False),
        ("https://other.example", "app.example", False),
        ("", "app.example", False),
    ],
)
def test_another_app_on_this_machine_is_recognised(origin, host, expected):
    assert addresses.from_another_local_app({"origin": origin, "host": host}) is expected


@pytest.mark.parametrize(
    ("scheme", "forwarded", "expected"),
    [("http", "", False), ("https", "", True), ("wss", "", True), ("http", "https", True), ("ws", "wss", True),
     ("http", "https, http", True), ("http", "http", False)],
)  # fmt: skip
def test_https_may_end_at_a_proxy(scheme, forwarded, expected):
    headers = {"x-forwarded-proto": forwarded} if forwarded else {}

    assert addresses.is_https({"scheme": scheme}, headers) is expected
