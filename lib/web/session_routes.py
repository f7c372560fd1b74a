"""/session/keep and /session/end: the only two places that change who a browser is."""

import re
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lib.web import addresses, cookies
from lib.web.tickets import Kind, Tickets

# A page of this app with what it shows. Dots, backslashes and a second leading slash cannot occur, so it
# never names another host or leaves the app.
_PAGE = re.compile(r"/(?:[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*/?)?(?:\?[A-Za-z0-9_.~%=&+-]*)?")
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


def session_routes(tickets: Tickets, suffix: str, base_path: str) -> list[Route]:
    async def keep(request: Request) -> Response:
        return _change("keep", request, tickets, suffix)

    async def end(request: Request) -> Response:
        return _change("end", request, tickets, suffix)

    base = "/" + base_path.strip("/") if base_path.strip("/") else ""
    return [
        Route(f"{base}/session/keep", keep, methods=["GET"]),
        Route(f"{base}/session/end", end, methods=["GET"]),
    ]


def local_page(to: str) -> str:
    return to if len(to) <= 500 and _PAGE.fullmatch(to) else "/"


def _change(kind: Kind, request: Request, tickets: Tickets, suffix: str) -> Response:
    if request.method != "GET" or addresses.is_ahead_of_time(request.headers):
        return Response(status_code=204, headers=_HEADERS)
    https = addresses.is_https(request.scope, request.headers)
    secret, _ = cookies.read(request.cookies, suffix)
    ticket = None
    if secret and addresses.same_origin(request.headers):
        ticket = tickets.take(kind, request.query_params.get("ticket", ""), cookies.binding(secret))
    if ticket is None:
        return _go("/?sign-in=expired")

    response = _go(local_page(request.query_params.get("to", "/")))
    name = cookies.session_cookie(https, suffix)
    if kind == "end":
        response.headers.append("set-cookie", cookies.set_cookie(name, cookies.new_secret(), https=https))
        return response
    kept = cookies.set_cookie(name, ticket.secret, https=https, days=ticket.days)
    response.headers.append("set-cookie", kept)
    if ticket.known:
        known = cookies.known_cookie(https, suffix)
        marked = cookies.set_cookie(known, ticket.known, https=https, days=cookies.KNOWN_DAYS)
        response.headers.append("set-cookie", marked)
    return response


def _go(page: str) -> Response:
    # Relative to /session/..., so that it holds behind a proxy that strips a path of its own.
    return RedirectResponse(quote(f"..{page}", safe="/?=&%+.~-_"), status_code=303, headers=_HEADERS)
