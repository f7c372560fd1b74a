import logging
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
        ("server.enableStaticServing", True),
    ],
)
def test_a_start_without_the_protection_is_refused_in_one_sentence(name, value):
    given = SAFE | {name: value}

    with pytest.raises(UnsafeStart, match=name):
        prepare(given.__getitem__)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.enableXsrfProtection", False),
        ("server.enableCORS", False),
        ("server.headless", False),
        ("client.showErrorDetails", False),
    ],
)
def test_a_host_may_change_what_the_guard_does_anyway(name, value, caplog):
    given = SAFE | {name: value}

    with caplog.at_level(logging.WARNING, "lib.web.install"):
        prepare(given.__getitem__)

    assert f"{name} is {value!r}" in caplog.text
    assert len(caplog.records) == 1
