"""`./dev run`: the app on a free port, until Ctrl-C, and its database stopped after it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from lib.gateway import embedded
from lib.settings import ROOT, Settings, SettingsError, load
from tools.words import Parser, Refusal, note, parse

FIRST_PORT = 8501
PORTS_TO_TRY = 100


def run(arguments: list[str]) -> int:
    given = parse("run", arguments, _options)
    # Relative to where the person is, not to where the project is.
    if given.data is not None:
        os.environ["WELLSPRING_DATA"] = str(given.data.expanduser().absolute())
    if given.no_demo:
        os.environ["WELLSPRING_DEMO"] = "0"
    settings = settings_or_refuse()
    if given.fresh:
        empty(settings, sure=given.yes)
    port = chosen_port(given.port)
    note("Starting Wellspring.")
    code = _serve(port)
    if settings.mode == "embedded":
        # A second Ctrl-C, or a crash, ends the app before it has stopped its database.
        try:
            embedded.stop_unused(settings.WELLSPRING_DATA)
        except embedded.EmbeddedError as error:
            raise Refusal(str(error)) from error
    return code


def _options(parser: Parser) -> None:
    parser.add_argument("--port", type=int, metavar="N")
    parser.add_argument("--data", type=Path, metavar="DIR")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--yes", action="store_true")
    parser.add_argument("--no-demo", action="store_true")


def settings_or_refuse() -> Settings:
    try:
        return load()
    except SettingsError as error:
        raise Refusal(str(error), 2) from error


def empty(settings: Settings, *, sure: bool) -> None:
    if settings.mode != "embedded":
        raise Refusal(
            f"--fresh empties the embedded database only, and the settings choose the {settings.mode} mode: "
            "leave --fresh out."
        )
    data = settings.WELLSPRING_DATA.absolute()
    if not data.exists() or (data.is_dir() and not any(data.iterdir())):
        return
    if not data.is_dir() or not embedded.is_ours(data):
        raise Refusal(f"{data} was not made by Wellspring, so it is not emptied: choose another folder with --data.")
    if not sure:
        if not sys.stdin.isatty():
            raise Refusal("--fresh asks before it empties the data folder, and there is nobody to ask: add --yes.")
        answer = input(f"Delete everything that was entered into {data}? [y/N] ")
        if answer.strip().lower() not in ("y", "yes"):
            raise Refusal("Nothing was deleted.")
    try:
        embedded.erase(data)
    except embedded.EmbeddedError as error:
        raise Refusal(str(error)) from error
    note(f"{data} is empty now.")


def chosen_port(wanted: int | None) -> int:
    if wanted is not None:
        if not 1 <= wanted <= 65535:
            raise Refusal(f"--port {wanted} is no port: choose one between 1 and 65535.", 2)
        if not is_free(wanted):
            raise Refusal(f"Port {wanted} is taken or not allowed: choose another with --port, or leave --port out.")
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY):
        if is_free(port):
            return port
    raise Refusal(f"The ports {FIRST_PORT} to {FIRST_PORT + PORTS_TO_TRY - 1} are all taken: choose one with --port.")


def is_free(port: int) -> bool:
    # Some systems let two programs listen, one on every address and one on this machine's own.
    with socket.socket() as caller:
        caller.settimeout(1)
        if caller.connect_ex(("127.0.0.1", port)) == 0:
            return False
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("", port))
        except OSError:
            return False
    return True


def _serve(port: int) -> int:
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += ["--server.port", str(port), "--server.headless", "true", "--logger.hideWelcomeMessage", "true"]
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
    threading.Thread(target=_announce, args=(port, app, asked_to_stop), daemon=True).start()
    code = app.wait()
    if asked_to_stop.is_set():
        note("Stopped.")
        return 0
    if code < 0:
        note(f"The app was ended by signal {-code}.")
        return 128 - code
    return code


def _announce(port: int, app: subprocess.Popen[bytes], asked_to_stop: threading.Event) -> None:
    base = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", "").strip("/")
    address = f"http://localhost:{port}" + (f"/{base}" if base else "")
    while app.poll() is None and not asked_to_stop.wait(0.2):
        try:
            urllib.request.urlopen(f"{address}/health", timeout=5).close()
        except (urllib.error.URLError, OSError):
            continue
        note(f"Wellspring is open at {address} (Ctrl-C stops it).")
        return
