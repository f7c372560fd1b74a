"""What app.py does once, before the server runs."""

import logging
import os
from collections.abc import Callable
from typing import Any

from lib.web.headers import BIND
from lib.web.logs import quiet

log = logging.getLogger(__name__)

# Without these a door that the guard closes would stand open again.
_NEEDED = {
    "server.trustedUserHeaders": {BIND.decode(): "bind"},
    "server.enableStaticServing": False,
}
# A host may set these from outside. The guard and app.py do the same work, so they are a second lock only.
_WANTED = {
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.headless": True,
    "client.showErrorDetails": "none",
}


class UnsafeStart(Exception):
    """Why the app does not start, as a sentence for whoever starts it."""


def prepare(option: Callable[[str], Any]) -> None:
    """`option` reads Streamlit's configuration."""
    for name, value in _NEEDED.items():
        if option(name) != value:
            raise UnsafeStart(
                f"Streamlit's {name} must be {value!r}, but is {option(name)!r}. Start the app from its own "
                "folder, so that .streamlit/config.toml is read, and do not override this setting."
            )
    other = [f"{name} is {option(name)!r}" for name, value in _WANTED.items() if option(name) != value]
    if other:
        log.warning("Streamlit runs with other settings than in .streamlit/config.toml: %s.", ", ".join(other))
    # The web server must not decide by itself whose X-Forwarded-For counts; the guard does.
    os.environ["FORWARDED_ALLOW_IPS"] = ""
    quiet()
