"""It moves the browser to an address that sets or drops its cookie.

The content policy lists its hash, so its text never varies; where to go stands in a data attribute.
"""

import html
import re
from urllib.parse import quote

# `currentScript` is this very element. The address of Streamlit's own bundle tells where the app lives below
# any base path. A later run of the script does nothing while the first one is still on its way.
LEAVE_SCRIPT = (
    "(() => {"
    " const to = document.currentScript.dataset.to || '';"
    " if (!/^session\\/(keep|end)\\?ticket=[\\w-]+(&to=[\\w/%.~-]*)?$/.test(to)) return;"
    " if (window.leavingUntil > Date.now()) return;"
    " window.leavingUntil = Date.now() + 10000;"
    " const bundle = document.querySelector('script[type=module][src]');"
    " const home = bundle ? bundle.src.split('/static/')[0] + '/' : document.baseURI;"
    " location.replace(new URL(to, home));"
    " })()"
)

_PATH = re.compile(r"/(session/(?:keep|end)\?ticket=[A-Za-z0-9_-]+(?:&to=[A-Za-z0-9_/%.~-]*)?)")


def keep_path(ticket: str, page: str = "/") -> str:
    return f"/session/keep?ticket={ticket}&to={quote(page)}"


def end_path(ticket: str) -> str:
    return f"/session/end?ticket={ticket}"


def leave_markup(path: str) -> str:
    """The script element for st.html; `path` is `/session/keep` or `/session/end` with its ticket."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise ValueError("A browser is only ever sent to /session/keep or /session/end with a ticket.")
    return f'<script data-to="{html.escape(match[1], quote=True)}">{LEAVE_SCRIPT}</script>'
