"""Servers that stand for one process of the dashboard: one says which answered, one is abrupt."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from socketserver import StreamRequestHandler, ThreadingTCPServer

from websockets.datastructures import Headers
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

SESSION = "/_stcore/stream"
KEPT_OPEN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"
PAGE, FILE, PLAIN = "text/html; charset=utf-8", "text/csv", "text/plain"


class StandIn:
    """Answers every page, file and session with its name; `files` are those made by it alone."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.files: set[str] = set()
        self.port = 0
        self._server: Server | None = None

    def start(self) -> None:
        self._server = serve(self._greet, "127.0.0.1", self.port, process_request=self._answer,
                             compression=None)  # fmt: skip
        self.port = self._server.socket.getsockname()[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """As if it was killed."""
        self._server.shutdown()

    def _greet(self, session: ServerConnection) -> None:
        session.send(self.name)

    def _answer(self, connection: ServerConnection, request: Request) -> Response | None:
        path = request.path.split("?")[0]
        if path == SESSION:
            return None
        if "If-None-Match" in request.headers:
            return _said(HTTPStatus.NOT_MODIFIED)
        if not path.startswith("/media/"):
            return _said(HTTPStatus.OK, PAGE, self.name.encode())
        if path in self.files:
            return _said(HTTPStatus.OK, FILE, self.name.encode())
        return _said(HTTPStatus.NOT_FOUND, PLAIN)


def _said(status: HTTPStatus, kind: str = "", content: bytes = b"") -> Response:
    headers = Headers({"Connection": "close", "Content-Length": str(len(content))})
    if kind:
        headers["Content-Type"] = kind
    return Response(status, status.phrase, headers, content)


@contextmanager
def standing_in(*names: str) -> Iterator[list[StandIn]]:
    """So many, started."""
    made = [StandIn(name) for name in names]
    for each in made:
        each.start()
    try:
        yield made
    finally:
        for each in made:
            each.stop()


class _Abrupt(StreamRequestHandler):
    """Answers the first request of a connection, keeps it open, and closes it at the second.

    So does a server whose patience with an idle connection ends as the request arrives. Of the
    connections whose numbers are in `server.cut` not even the first request is answered.
    """

    def handle(self) -> None:
        self.server.seen += 1
        self._hear()
        if self.server.seen not in self.server.cut:
            self.wfile.write(KEPT_OPEN)
            self._hear()

    def _hear(self) -> None:
        while self.rfile.readline().strip():
            pass


class Abrupt(ThreadingTCPServer):
    daemon_threads = True


@contextmanager
def abrupt(cut: frozenset[int]) -> Iterator[int]:
    """The port of a server that closes connections where nobody looks for it."""
    with Abrupt(("127.0.0.1", 0), _Abrupt) as server:
        server.seen, server.cut = 0, cut
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
