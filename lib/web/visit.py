"""One request as the guard sees it: cleaned, with the browser it comes from."""

from dataclasses import dataclass

from starlette.types import Scope

from lib.web import addresses, cookies
from lib.web.addresses import Network
from lib.web.headers import ADDRESS, BIND, cleaned, first_values


@dataclass(frozen=True)
class Visit:
    scope: Scope
    headers: dict[str, str]
    # Below the base path.
    path: str
    secret: str
    https: bool
    address: str

    @property
    def binding(self) -> str:
        return cookies.binding(self.secret) if self.secret else ""


def visit_in(scope: Scope, *, suffix: str, base: str, trusted: list[Network]) -> Visit:
    https = addresses.is_https(scope, first_values(scope["headers"]))
    raw = cleaned(scope["headers"], suffix, https)
    headers = first_values(raw)
    secret, _ = cookies.read(cookies.parse(headers.get("cookie", "")), suffix)
    path = scope["path"].removeprefix(base) if scope["path"].startswith(f"{base}/") else scope["path"]

    peer = scope["client"][0] if scope.get("client") else ""
    address = addresses.client_address(peer, headers.get("x-forwarded-for", ""), trusted)
    raw.append((ADDRESS, address.encode("latin-1")))
    if path.startswith("/_stcore/"):
        # Without a cookie (a browser may refuse them) the page still runs and can say what is missing, in a
        # session that nobody can ever come back to.
        bind = cookies.binding(secret or cookies.new_secret())
        raw.append((BIND, bind.encode()))
    return Visit({**scope, "headers": raw}, headers, path, secret, https, address)
