"""`./dev run`: the app on a free port, until Ctrl-C, and its database stopped after it."""

import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from lib.gateway import embedded
from lib.settings import ROOT, Settings, SettingsError, load, odd_names
from tools import arguments as declared
from tools.listening import Listening
from tools.words import Refusal, note, parse

# How many of somebody's own files are named before they are only counted.
SHOWN = 5


def run(arguments: list[str]) -> int:
    given = parse("run", arguments, declared.run)
    if given.no_demo:
        os.environ["WELLSPRING_DEMO"] = "0"
    # The app itself says what is odd in `.env`.
    settings = settings_or_refuse(warn=False)
    listening = Listening.chosen(given.address, given.port)
    if settings.mode == "embedded":
        # Before anything is asked or made.
        with sentences():
            embedded.refuse_others(settings.WELLSPRING_DATA.resolve())
    if given.fresh:
        empty(settings, sure=given.yes)
    note("Starting Wellspring.")
    code = _serve(listening)
    if settings.mode == "embedded":
        # A second Ctrl-C, or a crash, ends the app before it has stopped its database.
        with sentences():
            embedded.stop_unused(settings.WELLSPRING_DATA)
    return code


@contextmanager
def sentences() -> Iterator[None]:
    try:
        yield
    except embedded.EmbeddedError as error:
        raise Refusal(str(error)) from error


def settings_or_refuse(*, warn: bool = True) -> Settings:
    try:
        settings = load()
        odd = odd_names() if warn else ""
    except SettingsError as error:
        raise Refusal(str(error), 2) from error
    if odd:
        note(odd)
    return settings


def empty(settings: Settings, *, sure: bool) -> None:
    if settings.mode != "embedded":
        raise Refusal(
            f"--fresh empties the embedded database only, and the settings choose the {settings.mode} mode: "
            "leave --fresh out."
        )
    data = settings.WELLSPRING_DATA.absolute()
    with sentences():
        if not embedded.is_ours(data):
            return
        if embedded.in_use(data):
            raise Refusal(embedded.in_use_sentence(data))
        if not sure:
            if not sys.stdin.isatty():
                raise Refusal("--fresh asks before it empties the data folder, and there is nobody to ask: add --yes.")
            answer = input(f"Delete everything that was entered into {data}? [y/N] ")
            if answer.strip().lower() not in ("y", "yes"):
                raise Refusal("Nothing was deleted.")
        stays = embedded.erase(data)
    note(f"Everything that was entered into {data} is deleted.")
    if stays:
        note(f"Other files there are not Wellspring's and stay: {', '.join(stays[:SHOWN])}{_more(stays)}.")


def _more(names: list[str]) -> str:
    return f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""


def _serve(listening: Listening) -> int:
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += listening.options
    command += ["--server.headless", "true", "--logger.hideWelcomeMessage", "true"]
    # For whoever is changing the code; elsewhere nothing watches it.
    command += ["--server.fileWatcherType", "auto"]
    # In a process group of its own it gets each signal once, from here.
    app = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, process_group=0)
    asked_to_stop = threading.Event()

    def pass_on(number: int, frame: FrameType | None) -> None:
        # The app answers the first with a quiet and orderly end, and SIGINT after it with leaving at once.
        app.send_signal(signal.SIGINT if asked_to_stop.is_set() else signal.SIGTERM)
        asked_to_stop.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, pass_on)
    threading.Thread(target=_announce, args=(listening, app, asked_to_stop), daemon=True).start()
    code = app.wait()
    if asked_to_stop.is_set():
        note("Stopped.")
        return 0
    if code < 0:
        note(f"The app was ended by signal {-code}.")
        return 128 - code
    return code


def _announce(listening: Listening, app: subprocess.Popen[bytes], asked_to_stop: threading.Event) -> None:
    # A proxy that the environment names is for the world outside.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while app.poll() is None and not asked_to_stop.wait(0.2):
        try:
            opener.open(f"{listening.url}/health", timeout=5).close()
        except (urllib.error.URLError, OSError, ValueError):
            continue
        note(f"Wellspring is open at {listening.url} (Ctrl-C stops it).")
        if listening.url_in_the_network:
            note(f"Other devices in the same network find it at {listening.url_in_the_network}.")
        return
