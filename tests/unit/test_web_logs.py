import logging
import uuid

import pytest

from lib.web.logs import quiet

MANAGER = "streamlit.runtime.websocket_session_manager"


@pytest.fixture
def heard():
    quiet()
    lines = []

    class Listener(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    listener = Listener()
    loggers = [logging.getLogger(name) for name in (MANAGER, "uvicorn.error")]
    for logger in loggers:
        logger.addHandler(listener)
    yield lines
    for logger in loggers:
        logger.removeHandler(listener)


def test_session_ids_are_left_out_of_what_streamlit_says(heard):
    session = str(uuid.uuid4())

    logging.getLogger(MANAGER).warning("Session with id %s is already connected!", session)

    assert heard == ["Session with id ... is already connected!"]


def test_tickets_are_left_out_too(heard):
    logging.getLogger("uvicorn.error").warning("%s failed", "/session/keep?ticket=abc-DEF_1&to=/")

    assert heard == ["/session/keep?ticket=...&to=/ failed"]


def test_addresses_are_not_logged_at_all():
    quiet()

    assert logging.getLogger("uvicorn.access").disabled


def test_asking_twice_filters_once():
    quiet()
    quiet()

    names = [type(found).__name__ for found in logging.getLogger(MANAGER).filters]

    assert names.count("_WithoutIds") == 1


def test_an_error_on_a_page_is_logged_without_what_it_quotes(caplog: pytest.LogCaptureFixture) -> None:
    quiet()
    shown = logging.getLogger("streamlit.error_util")
    shown.addHandler(caplog.handler)

    try:
        raise ValueError("my weight is 81.5")
    except ValueError as error:
        shown.error("Uncaught app execution", exc_info=error)
    shown.removeHandler(caplog.handler)

    assert "ValueError" in caplog.text
    assert "81.5" not in caplog.text
