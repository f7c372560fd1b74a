import pytest

from lib.web import cookies


def test_cookie_over_https_is_bound_to_its_host():
    name = cookies.session_cookie(True, "ab12")

    line = cookies.set_cookie(name, "value", https=True, days=30)

    assert name == "__Host-wellspring_ab12"
    assert line == "__Host-wellspring_ab12=value; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure"


def test_cookie_over_http_carries_no_promise_it_cannot_keep():
    name = cookies.session_cookie(False, "ab12")

    line = cookies.set_cookie(name, "value", https=False)

    assert line == "wellspring_ab12=value; Path=/; HttpOnly; SameSite=Lax"


def test_two_installations_on_one_host_use_different_cookies():
    secret = cookies.new_secret()

    found, _ = cookies.read({cookies.session_cookie(False, "one"): secret}, "two")

    assert found == ""


def test_https_cookie_wins_over_a_plain_one():
    mine, planted = cookies.new_secret(), cookies.new_secret()
    jar = {cookies.session_cookie(False, "s"): planted, cookies.session_cookie(True, "s"): mine}

    found, _ = cookies.read(jar, "s")

    assert found == mine


@pytest.mark.parametrize("value", ["", "short", "a" * 44, "ä" * 43, "a" * 42 + ";", "a" * 42 + " "])
def test_a_value_this_app_never_made_counts_as_no_cookie(value):
    jar = {cookies.session_cookie(False, "s"): value}

    found, _ = cookies.read(jar, "s")

    assert found == ""


def test_secrets_are_long_and_differ():
    secrets = {cookies.new_secret() for _ in range(100)}

    shapes = {bool(cookies.SECRET.fullmatch(secret)) for secret in secrets}

    assert len(secrets) == 100
    assert shapes == {True}


def test_binding_does_not_give_the_secret_away():
    secret = cookies.new_secret()

    bound = cookies.binding(secret)

    assert len(bound) == 64
    assert secret not in bound
    assert bound == cookies.binding(secret)


@pytest.mark.parametrize("value", ["a; Domain=evil", "a\r\nX: y", "", "ä"])
def test_a_value_that_would_break_out_of_the_header_is_refused(value):
    name = cookies.session_cookie(False, "s")

    with pytest.raises(ValueError, match="cookie's value"):
        cookies.set_cookie(name, value, https=False)
