"""Answers leave at once.

Streamlit opens its port with a socket that does not name its protocol, and asyncio then leaves Nagle's algorithm
on: every rerun waits 40 ms for the browser to acknowledge the first message before the rest may follow.
"""

import asyncio.base_events
import socket


def _set_nodelay(connection: socket.socket) -> None:
    if connection.family in (socket.AF_INET, socket.AF_INET6) and connection.type == socket.SOCK_STREAM:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def answer_promptly() -> None:
    """Once, before the server takes connections."""
    if hasattr(asyncio.base_events, "_set_nodelay"):
        asyncio.base_events._set_nodelay = _set_nodelay
