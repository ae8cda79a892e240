"""Tells the browser where the server is.

Streamlit's page otherwise guesses, and a link to one page of the dashboard begins with two requests
that find nothing and stand as errors in the browser's console.
"""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

SCRIPT = "<script>window.__streamlit = {BACKEND_BASE_URL: location.origin + %r}</script>"
# What no page can say for itself, as a file: the proxy lets no other script run.
REACH = Path(__file__).with_name("reach.js")
REACHES = '<script src="%sreach.js" defer></script>'


async def reach(request: Request) -> FileResponse:
    """The script that lets tables wider than a phone have the focus."""
    return FileResponse(REACH, media_type="text/javascript")


HTML = b"text/html"


class OneAddress:
    """ASGI middleware that puts the server's address into each HTML page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "_stcore" in scope["path"] or "/static/" in scope["path"]:
            await self.app(scope, receive, send)
            return
        # Packed text cannot be added to; the page is small.
        headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self.app(scope | {"headers": headers}, receive, _Adding(send))


class _Adding:
    """Passes a response on, with the script at the head of its HTML."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_all()

    async def _send_all(self) -> None:
        path = config.get_option("server.baseUrlPath").strip("/")
        root = f"/{path}/" if path else "/"
        script = SCRIPT % root + REACHES % root
        body = self.body.replace(b"<head>", b"<head>" + script.encode(), 1) if self.body else b""
        headers = [pair for pair in self.start["headers"] if pair[0] != b"content-length"]
        length = (b"content-length", str(len(body)).encode())
        await self.send(self.start | {"headers": [*headers, length]})
        await self.send({"type": "http.response.body", "body": body})


def _is_html(message: Message) -> bool:
    kinds = [value for name, value in message["headers"] if name == b"content-type"]
    return message["status"] == 200 and any(kind.startswith(HTML) for kind in kinds)
