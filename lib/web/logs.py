"""Keeps session ids, tickets and what people typed out of the log."""

import logging
import re

# Streamlit names sessions by UUIDs; its messages about reconnects and uploads carry them.
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_TICKET = re.compile(r"(ticket=)[^&\s\"']+")

_TALKERS = (
    "streamlit.runtime.app_session",
    "streamlit.runtime.media_file_manager",
    "streamlit.runtime.runtime",
    "streamlit.runtime.websocket_session_manager",
    "streamlit.web.server.starlette.starlette_routes",
    "streamlit.web.server.starlette.starlette_websocket",
    "uvicorn.error",
)


class _WithoutIds(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        record.msg = _TICKET.sub(r"\1...", _ID.sub("...", text))
        record.args = ()
        return True


class _WithoutWords(logging.Filter):
    """The kind of an error is enough: its message may quote what a person typed, and app.py logs the place."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0]:
            record.msg, record.args = f"{record.getMessage()}: {record.exc_info[0].__name__}", ()
        record.exc_info = record.exc_text = None
        return True


def quiet() -> None:
    """Call once at the start, before the server runs."""
    shown = logging.getLogger("streamlit.error_util")
    shown.filters = [kept for kept in shown.filters if not isinstance(kept, _WithoutWords)]
    shown.addFilter(_WithoutWords())
    # During an outage it would write several lines a second; what matters is said elsewhere.
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    without_ids = _WithoutIds()
    for name in _TALKERS:
        logger = logging.getLogger(name)
        logger.filters = [kept for kept in logger.filters if not isinstance(kept, _WithoutIds)]
        logger.addFilter(without_ids)
    # Its lines are whole addresses, uploads and tickets included.
    logging.getLogger("uvicorn.access").disabled = True
