"""The browser and the accessibility checker that the tests and the photographs need."""

import base64
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import urllib.request
from pathlib import Path

from tools.words import Refusal, note

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Read by the browser tests and the photographs; unset, they use the browser that Playwright installed.
VARIABLE = "WELLSPRING_CHROMIUM"

AXE = "4.14.1"
AXE_FILE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="


def find_or_install() -> None:
    """A Chromium that starts: one that is here, else Playwright's own, else Debian's."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        if not starts(chosen):
            raise Refusal(f"{VARIABLE} is {chosen}, which does not start: name a Chromium or Chrome, or unset it.")
        return
    if _is_here():
        return
    note("Installing a browser for the tests.")
    quietly(sys.executable, "-m", "playwright", "install", "chromium")
    if not _is_here() and os.geteuid() == 0 and shutil.which("apt-get"):
        if Path(_playwrights_own()).exists():
            note("Installing the system libraries that it needs.")
            quietly(sys.executable, "-m", "playwright", "install-deps", "chromium")
        else:
            note("Playwright's own browser cannot be had here; installing the one of this system.")
            quietly("apt-get", "update")
            quietly("apt-get", "install", "-y", "--no-install-recommends", "chromium")
    if not _is_here():
        raise Refusal(
            f"No browser could be installed: install Chromium or Chrome, or set {VARIABLE} to one, then try again."
        )


def _is_here() -> bool:
    for name in NAMES:
        path = shutil.which(name)
        if path and starts(path):
            os.environ[VARIABLE] = path
            return True
    return starts(_playwrights_own())


def starts(program: str) -> bool:
    try:
        said = subprocess.run(
            [program, "--version"], capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0


def _playwrights_own() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def quietly(*command: str) -> None:
    """What came of it is seen by whether the browser starts."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)


def fetch_axe() -> None:
    """The tests that need it skip and say so when it cannot be had."""
    mark = AXE_FILE.with_name("wellspring-version")
    if AXE_FILE.exists() and mark.exists() and mark.read_text() == AXE:
        return
    try:
        content = _from_registry()
    except (OSError, ValueError, KeyError, tarfile.TarError) as error:
        note(f"axe-core could not be fetched from npm ({error}), so the accessibility tests will be skipped.")
        return
    AXE_FILE.parent.mkdir(parents=True, exist_ok=True)
    AXE_FILE.write_bytes(content)
    mark.write_text(AXE)


def _from_registry() -> bytes:
    address = f"https://registry.npmjs.org/axe-core/-/axe-core-{AXE}.tgz"
    with urllib.request.urlopen(address, timeout=60) as answer:
        archive = answer.read()
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != AXE_SHA512:
        raise ValueError("the download is not the file that was reviewed")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        member = tar.extractfile("package/axe.min.js")
        assert member is not None
        return member.read()
