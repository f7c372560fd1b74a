"""The real app on a port of its own, with its own data folder: for tests that speak to it over the network."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
# A first start makes a database cluster, which a busy machine may take its time for.
STARTS_WITHIN_SECONDS = 180
STOPS_WITHIN_SECONDS = 60


@dataclass(frozen=True)
class RunningApp:
    url: str
    port: int
    data: Path
    log: Path
    process: subprocess.Popen[bytes]

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_app(
    data: Path, *, script: str = "app.py", base_path: str = "", env: Mapping[str, str] | None = None
) -> Iterator[RunningApp]:
    """`data` is made when it is missing. Two apps may share one."""
    data.mkdir(parents=True, exist_ok=True)
    port = free_port()
    log = data.parent / f"{data.name}-{port}.log"
    command = [sys.executable, "-m", "streamlit", "run", script]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.baseUrlPath", base_path]
    # The settings of whoever runs the tests must not reach the app under test.
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    # Loading a model takes longer than most of these tests: whoever needs one says so.
    settings = {"PYTHONPATH": str(ROOT), "WELLSPRING_DATA": str(data), "YOLO_WEIGHTS": "off"}
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=inherited | settings | dict(env or {}), stdout=out, stderr=subprocess.STDOUT
        )
    prefix = f"/{base_path.strip('/')}" if base_path.strip("/") else ""
    app = RunningApp(f"http://127.0.0.1:{port}{prefix}", port, data, log, process)
    try:
        _wait_until_healthy(app)
        yield app
    finally:
        stop(app)


def stop(app: RunningApp) -> None:
    """As Ctrl-C does, so that the app can stop its database."""
    if app.process.poll() is not None:
        return
    app.process.send_signal(signal.SIGINT)
    try:
        app.process.wait(STOPS_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        app.process.kill()
        app.process.wait()


def _wait_until_healthy(app: RunningApp) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if app.process.poll() is not None:
            raise RuntimeError(f"The app ended with code {app.process.returncode}:\n{app.said()}")
        try:
            if httpx.get(f"{app.url}/health", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise RuntimeError(f"The app was not ready after {STARTS_WITHIN_SECONDS} s:\n{app.said()}")
