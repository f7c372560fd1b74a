"""Starts Wellspring: opens the database, then serves the pages behind the guard.

Run by `./dev run` or `streamlit run app.py`.
"""

import gc
import logging
import os
import sys
import threading
import tomllib
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NoReturn

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware
from streamlit import config

from lib import session
from lib.advice.triage import triage
from lib.gateway.opening import OpeningError, installation_id, open_store
from lib.gateway.port import Health
from lib.settings import ROOT, SettingsError, load, odd_names
from lib.vision.detector import Eyes
from lib.vision.labels import WANTED
from lib.web.browsers import Browsers
from lib.web.guard import Guard
from lib.web.install import UnsafeStart, prepare
from lib.web.policy import script_hashes
from lib.web.prompt import answer_promptly
from lib.web.routes import health_routes, session_routes
from lib.web.source import source_routes
from lib.web.tickets import Tickets

log = logging.getLogger("wellspring")

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def refuse(sentence: str, status: int) -> NoReturn:
    """A start that cannot work ends with its one sentence; the server around us would add a page of traceback."""
    sys.stderr.write(f"Wellspring did not start. {sentence}\n")
    sys.stderr.flush()
    os._exit(status)


def warm() -> None:
    """Loads what the first page would otherwise wait for, then spares it from every later collection."""
    import plotly.graph_objects  # noqa: F401

    from lib.gateway import passwords

    # One of these packages draws something while it is imported and is told off for it; nobody needs to read that.
    talker = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    level = talker.level
    talker.setLevel(logging.ERROR)
    passwords.matches("warm", None)
    passwords.normalise_email("warm@wellspring.example")
    talker.setLevel(level)
    gc.collect()
    gc.freeze()
    # Its rules take a second to be put together, for which the start does not wait.
    threading.Thread(target=triage, args=("warm",), daemon=True, name="warm").start()


def on_script_error(error: Exception) -> bool:
    # Messages can quote what a person typed, so only the kind of error and its place are written down.
    places = traceback.extract_tb(error.__traceback__)
    place = next((f"{p.filename}:{p.lineno}" for p in reversed(places) if str(ROOT) in p.filename), "outside the app")
    log.error("A page failed with %s at %s", type(error).__name__, place)
    st.error("Something went wrong on this page. What was saved is safe; reload the page to go on.")
    return True


answer_promptly()
try:
    prepare(config.get_option)
    settings = load()
    if odd := odd_names():
        log.warning("%s", odd)
except (SettingsError, UnsafeStart) as error:
    refuse(str(error), 2)

suffix = installation_id(settings)
base_path = config.get_option("server.baseUrlPath") or ""
tickets = Tickets()
eyes = Eyes(settings.YOLO_WEIGHTS, settings.WELLSPRING_DATA, wanted=WANTED)
browsers = Browsers()


def health(*, detailed: bool = False) -> Health:
    return session.house().store.health(detailed=detailed)


def facts() -> dict[str, Any]:
    return {"mode": settings.mode, "version": VERSION, "model": eyes.model or eyes.state}


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[dict[str, Any]]:
    try:
        store = await anyio.to_thread.run_sync(open_store, settings)
    except OpeningError as error:
        refuse(str(error), 3)
    session.install(session.House(settings, store, suffix, tickets, eyes))
    browsers.attach(app._runtime)
    warm()
    eyes.start()
    try:
        yield {}
    finally:
        session.install(None)
        await anyio.to_thread.run_sync(eyes.close)
        await anyio.to_thread.run_sync(store.close)


app = st.App(
    ROOT / "pages" / "router.py",
    lifespan=lifespan,
    routes=[
        *session_routes(tickets, suffix, base_path),
        *health_routes(health, facts, base_path),
        *source_routes(ROOT, base_path),
    ],
    middleware=[
        Middleware(
            Guard,
            suffix=suffix,
            base_path=base_path,
            media_owners=browsers.media_owners,
            upload_session_owner=browsers.upload_session_owner,
            uploaded_bytes=browsers.uploaded_bytes,
            is_signed_in=lambda binding: session.house().browsers.is_signed_in(binding),
            frame_ancestors=settings.FRAME_ANCESTORS,
            script_hashes=script_hashes(),
            trusted_proxies=settings.TRUSTED_PROXIES,
        )
    ],
    on_script_error=on_script_error,
)
