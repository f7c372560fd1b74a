"""Photographs every page, signed out, as the demo person and as the demo coach: light, dark and on a phone."""

import html
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from components import client_page
from lib.gateway import embedded
from tests.browser import accounts, addresses
from tests.browser.addresses import Address
from tests.browser.chromium import launch, settle
from tests.support.server import RunningApp, running_app
from tools.running import sentences


class Look(NamedTuple):
    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"]


LOOKS = (Look("light", 1280, 800, "light"), Look("dark", 1280, 800, "dark"), Look("phone", 390, 844, "light"))
DEMO = {"person": "As a person", "coach": "As a coach"}
# One of the demo coach's, who shares much and says why they stand out.
CLIENT = "client06@wellspring.example"


class Shot(NamedTuple):
    file: str
    caption: str
    look: str


def main(folder: str | Path = "shots", data: Path | None = None) -> None:
    """Of the app with this data folder, or with one of its own that goes afterwards."""
    folder = Path(folder).resolve()
    if data is not None:
        with sentences():
            embedded.refuse_others(data.resolve())
    folder.mkdir(parents=True, exist_ok=True)
    # The database's own user must be able to enter when root takes the photographs.
    place = Path(tempfile.mkdtemp(prefix="wellspring-shots-"))
    place.chmod(0o755)
    try:
        with running_app(data or place / "data") as app, sync_playwright() as playwright:
            browser = launch(playwright)
            shots = [shot for who in ("", *DEMO) for shot in _walk(browser, app, who, folder)]
            browser.close()
        app.log.unlink(missing_ok=True)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    (folder / "index.html").write_text(_index(shots), encoding="utf-8")
    print(f"{len(shots)} photographs, to look at in {folder / 'index.html'}")


def _pages(app: RunningApp, who: str) -> list[Address]:
    """As one person has them; nobody in particular sees the door."""
    if who != "coach":
        return addresses.of_the_house() if who else addresses.of_the_door()
    with accounts.of(app) as admin:
        found = admin.execute("select id::text from auth.users where email = %s", (CLIENT,)).fetchone()
    assert found
    return [
        *(page for page in addresses.of_the_house() if page.path != "client"),
        *(Address(f"Client, {name}", f"client?part={part}&id={found[0]}") for part, name in client_page.PARTS.items()),
    ]


def _walk(browser: Browser, app: RunningApp, who: str, folder: Path) -> Iterable[Shot]:
    url = app.url
    context = browser.new_context(reduced_motion="reduce", locale="en-GB")
    page = context.new_page()
    if who:
        page.goto(url)
        page.get_by_role("button", name=DEMO[who]).click()
        page.get_by_test_id("stSidebar").wait_for(state="attached")
    for address in _pages(app, who):
        for look in LOOKS:
            shot = _shot(who, address, look)
            _photograph(page, f"{url}/{address.path}", look, folder / shot.file)
            yield shot
    context.close()


def _photograph(page: Page, url: str, look: Look, file: Path) -> None:
    page.emulate_media(color_scheme=look.scheme)
    page.set_viewport_size({"width": look.width, "height": look.height})
    page.goto(url)
    settle(page)
    # The page scrolls inside a box of the window's height, so the window is made as high as what is in it.
    inside = page.get_by_test_id("stMain").evaluate("box => box.scrollHeight")
    page.set_viewport_size({"width": look.width, "height": max(look.height, inside)})
    settle(page)
    page.screenshot(path=file, animations="disabled")


def _shot(who: str, address: Address, look: Look) -> Shot:
    path = address.path.partition("&")[0].replace("?part=", "-")
    file = "-".join(filter(None, (who or "door", path or "first", look.name))) + ".png"
    return Shot(file, f"{address.title}, {f'demo {who}' if who else 'signed out'}", look.name)


def _index(shots: list[Shot]) -> str:
    parts = []
    for look in LOOKS:
        figures = "\n".join(_figure(shot) for shot in shots if shot.look == look.name)
        parts.append(f'<h2>{look.name.title()}</h2>\n<div class="{look.name}">\n{figures}\n</div>')
    return PAGE.replace("BODY", "\n".join(parts))


def _figure(shot: Shot) -> str:
    file, caption = html.escape(shot.file), html.escape(shot.caption)
    return (
        f'<figure><a href="{file}"><img src="{file}" alt="{caption}" loading="lazy"></a>'
        f"<figcaption>{caption}</figcaption></figure>"
    )


PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Wellspring, every page</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; color: #111; background: #fff }
div { display: grid; gap: 1.5rem; align-items: start; grid-template-columns: repeat(auto-fill, minmax(26rem, 1fr)) }
div.phone { grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)) }
figure { margin: 0 }
img { width: 100%; border: 1px solid #999 }
</style>
<h1>Wellspring, every page</h1>
BODY
</html>
"""
