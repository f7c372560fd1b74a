"""Starting the browser, and knowing when a page has come to rest."""

import os
import shutil

from playwright.sync_api import Browser, Page, Playwright

from tools.browser import NAMES, VARIABLE

# Without its sandbox it also runs in a bare container; nothing but our own pages is opened in it.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
# A made-up picture stands in for the camera, and nobody is asked whether a page may see it.
ARGUMENTS += ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]

_AT_REST = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const rest = app?.dataset.testScriptState === 'notRunning'
        && document.fonts.status === 'loaded'
        && !document.querySelector('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"]')
        && [...document.images].every(image => image.complete);
    // What is drawn may ask for more, a font or a part of the page, so rest has to last a moment.
    const now = performance.now();
    if (!rest) window.atRestSince = undefined;
    else window.atRestSince ??= now;
    return rest && now - window.atRestSince > 250;
}"""


def launch(playwright: Playwright) -> Browser:
    """WELLSPRING_CHROMIUM, or one on the PATH, else Playwright's own."""
    found = os.environ.get(VARIABLE) or next(filter(None, map(shutil.which, NAMES)), None)
    return playwright.chromium.launch(executable_path=found, args=ARGUMENTS)


def settle(page: Page) -> None:
    """Waits until the page has run to its end and everything on it is drawn."""
    page.wait_for_function(_AT_REST, polling=50)
