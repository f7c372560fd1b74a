"""Keeps session ids and tickets out of the log: whoever reads it must not be able to act as anybody."""

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


def quiet() -> None:
    """Call once at the start, before the server runs."""
    without_ids = _WithoutIds()
    for name in _TALKERS:
        logger = logging.getLogger(name)
        logger.filters = [kept for kept in logger.filters if not isinstance(kept, _WithoutIds)]
        logger.addFilter(without_ids)
    # Its lines are whole addresses, uploads and tickets included.
    logging.getLogger("uvicorn.access").disabled = True
