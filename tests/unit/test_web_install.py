import os

import pytest

from lib.web.install import UnsafeStart, prepare

SAFE = {
    "server.trustedUserHeaders": {"x-session-bind": "bind"},
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.headless": True,
    "server.enableStaticServing": False,
    "client.showErrorDetails": "none",
}


def test_the_config_in_the_repository_is_one_the_app_starts_with(monkeypatch):
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")

    prepare(SAFE.__getitem__)

    assert os.environ["FORWARDED_ALLOW_IPS"] == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.trustedUserHeaders", {}),
        ("server.enableXsrfProtection", False),
        ("server.headless", False),
        ("client.showErrorDetails", "full"),
    ],
)
def test_a_start_without_the_protection_is_refused_in_one_sentence(name, value):
    given = SAFE | {name: value}

    with pytest.raises(UnsafeStart, match=name):
        prepare(given.__getitem__)
