"""Stands before every request: what is too long, not for readers, or not for this reader.

The proxy does the same where there is one; this holds without it.
"""

import json
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import (
    USER_COOKIE_NAME,
    _get_signed_cookie_with_chunks,
)

from etl.access import admitted
from etl.config import Settings

# A link with every area and period chosen has under 4,000 characters.
LONGEST = 8_000
# What of Streamlit's own the pages need: no metrics, uploads or interface for programs.
OWN = "/_stcore/"
NEEDED = ("/_stcore/stream", "/_stcore/health", "/_stcore/host-config")
FILES = "/media/"


class Guard:
    """ASGI middleware that refuses before the dashboard sees a request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope) if scope["type"] == "http" else None
        await (refusal or self.app)(scope, receive, send)


def _refusal(scope: Scope) -> ASGIApp | None:
    path = scope["path"]
    if len(scope["query_string"]) + len(scope.get("raw_path") or b"") > LONGEST:
        return PlainTextResponse("This address is too long.", 414)
    if path.startswith(OWN) and path not in NEEDED:
        return PlainTextResponse("Not found.", 404)
    if path.startswith(FILES) and not _may_have_files(scope):
        return PlainTextResponse("Sign in first.", 403)
    return None


def _may_have_files(scope: Scope) -> bool:
    """A file made for one reader has an address that works for all who know it."""
    settings = Settings.from_environment()
    return not settings.asks_sign_in or admitted(settings.access_dir, _claims(scope))


def _claims(scope: Scope) -> Mapping:
    """What the signed cookie says of the reader; nothing if it is not signed by us.

    Streamlit tells pages alone who somebody is, so one function of its own is used; a test says
    where it has moved.
    """
    sent = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
    try:
        cookies = {name: morsel.value for name, morsel in SimpleCookie(sent).items()}
        claims = json.loads(_get_signed_cookie_with_chunks(cookies, USER_COOKIE_NAME) or b"{}")
    except (CookieError, ValueError):
        return {}
    return claims if isinstance(claims, dict) else {}
