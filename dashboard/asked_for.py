"""Leads who signs in back to the page that was asked for, with its filters.

Streamlit always leads to the first page. What was asked for is kept in a cookie while the reader is
away at the provider; of it only the name of a page of ours and its filters are taken.
"""

from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.address import HERE, root

LEAVES, RETURNS = "auth/login", "oauth2callback"
COOKIE = "conduct_asked_for"
LASTS = 600  # seconds that somebody may take to sign in
# A link with every area and period chosen has under 4,000 characters.
LONGEST = 4_000


class AskedFor:
    """ASGI middleware around the sign-in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        step = scope["path"].removeprefix(root()) if scope["type"] == "http" else ""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = message | {"headers": _changed(message["headers"], scope, step)}
            await send(message)

        await self.app(scope, receive, sent if step in (LEAVES, RETURNS) else send)


def own_page(address: str) -> str | None:
    """The page of this dashboard that an address names, with its filters; None if it names none.

    It is put together anew, so that it can lead nowhere else.
    """
    try:
        parts = urlsplit(address[:LONGEST])
        page = parts.path.removeprefix(root()).strip("/")
        query = urlencode(parse_qsl(parts.query, errors="strict"))
    except ValueError:
        return None
    if page not in HERE | {""}:
        return None
    return root() + page + (f"?{query}" if query else "")


def _changed(headers: list, scope: Scope, step: str) -> list:
    asked = _kept(scope) if step == RETURNS else _left(scope)
    if step == RETURNS:
        # Wherever else it leads, it leads there: an error, or the provider.
        headers = [
            (name, asked.encode()) if asked and _leads_to_first(name, value) else (name, value)
            for name, value in headers
        ]
    return [*headers, (b"set-cookie", _cookie(asked if step == LEAVES else None))]


def _leads_to_first(name: bytes, value: bytes) -> bool:
    return name.lower() == b"location" and value.decode("latin-1") == root()


def _left(scope: Scope) -> str | None:
    """The page of ours on which somebody pressed the button."""
    headers = dict(scope["headers"])
    came_from = headers.get(b"referer", b"").decode("latin-1")
    is_ours = urlsplit(came_from).netloc == headers.get(b"host", b"").decode("latin-1")
    return own_page(came_from) if came_from and is_ours else None


def _kept(scope: Scope) -> str | None:
    sent = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
    try:
        cookie = SimpleCookie(sent).get(COOKIE)
    except CookieError:
        return None
    value = unquote(cookie.value) if cookie else ""
    # Who can set a cookie can name another page of ours, and nothing else.
    return own_page(value) if value.startswith(root()) else None


def _cookie(value: str | None) -> bytes:
    age = LASTS if value else 0
    kept = quote(value or "", safe="")
    return f"{COOKIE}={kept}; Path={root()}; Max-Age={age}; HttpOnly; SameSite=Lax".encode()
