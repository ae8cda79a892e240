"""Tells the browser where the server is, leads addresses that are not here to one, sends scripts.

Streamlit's page otherwise guesses, and a link to one page of the dashboard begins with two requests
that find nothing and stand as errors in the browser's console.
"""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

SCRIPT = "<script>window.__streamlit = {BACKEND_BASE_URL: location.origin + %r}</script>"
# What no page can say for itself, as files: the proxy lets no other script run.
SCRIPTS = ("reach.js", "focus.js", "pictures.js")
RUNS = '<script src="%s%s" defer></script>'


async def script(request: Request) -> FileResponse:
    """One of them."""
    path = Path(__file__).with_name(request.url.path.rsplit("/", 1)[-1])
    return FileResponse(path, media_type="text/javascript")


HTML = b"text/html"
HERE = {view.stem for view in Path(__file__).with_name("views").glob("[a-z]*.py")} - {"overview"}
MISSING = "missing"


def root() -> str:
    """The path under which all pages lie."""
    path = config.get_option("server.baseUrlPath").strip("/")
    return f"/{path}/" if path else "/"


def led_to(path: str, query: str) -> str | None:
    """Where an address without a page leads, below the root; None where there is one.

    A page is also found by its name on the static pages, or under a folder that it is not in.
    """
    asked = path.strip("/")
    if asked in HERE or not asked:
        return None
    name = asked.rsplit("/", 1)[-1].removesuffix(".html").replace("-", "_").lower()
    told = [] if name in HERE | {"overview", "index"} else [f"{MISSING}=page"]
    kept = "&".join([*filter(None, [query]), *told])
    return (name if name in HERE else "") + (f"?{kept}" if kept else "")


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
        await self.app(scope | {"headers": headers}, receive, _Adding(scope, send))


class _Adding:
    """Passes a response on, with the script at the head of its HTML."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope = scope
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
        asked = self.scope["path"].removeprefix(root().rstrip("/"))
        leads = led_to(asked, self.scope.get("query_string", b"").decode("latin-1"))
        if leads is not None:
            headers = [(b"location", (root() + leads).encode("latin-1")), (b"content-length", b"0")]
            await self.send({"type": "http.response.start", "status": 303, "headers": headers})
            await self.send({"type": "http.response.body", "body": b""})
            return
        script = SCRIPT % root() + "".join(RUNS % (root(), name) for name in SCRIPTS)
        body = self.body.replace(b"<head>", b"<head>" + script.encode(), 1) if self.body else b""
        headers = [pair for pair in self.start["headers"] if pair[0] != b"content-length"]
        length = (b"content-length", str(len(body)).encode())
        await self.send(self.start | {"headers": [*headers, length]})
        await self.send({"type": "http.response.body", "body": body})


def _is_html(message: Message) -> bool:
    kinds = [value for name, value in message["headers"] if name == b"content-type"]
    return message["status"] == 200 and any(kind.startswith(HTML) for kind in kinds)
