"""The page learns its server's address, so that it asks for nothing that is not there."""

import asyncio

import pytest

from dashboard.address import OneAddress

PAGE = b"<html><head><title>x</title></head></html>"


def answer(path: str, content_type: bytes, body: list[bytes], status: int = 200) -> list[dict]:
    """What a browser gets for a path, through the middleware."""
    sent: list[dict] = []
    asked: list[dict] = []

    async def app(scope, receive, send):
        asked.append(scope)
        size = str(sum(map(len, body))).encode()
        headers = [(b"content-type", content_type), (b"content-length", size)]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        for number, part in enumerate(body, start=1):
            more = number < len(body)
            await send({"type": "http.response.body", "body": part, "more_body": more})

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": path, "headers": [(b"accept-encoding", b"gzip")]}
    asyncio.run(OneAddress(app)(scope, None, send))
    return sent


def test_a_page_is_told_the_address_and_its_length_is_right():
    start, body = answer("/referrals", b"text/html; charset=utf-8", [PAGE[:10], PAGE[10:]])

    assert b"BACKEND_BASE_URL: location.origin + '/'" in body["body"]
    for name in (b"reach.js", b"focus.js", b"pictures.js"):
        assert b'<script src="/%s" defer></script>' % name in body["body"]
    assert body["body"].endswith(b"<title>x</title></head></html>")
    assert dict(start["headers"])[b"content-length"] == str(len(body["body"])).encode()


@pytest.mark.parametrize(
    ("path", "kind", "status"),
    [
        ("/static/js/index.js", b"text/javascript", 200),
        ("/_stcore/health", b"text/plain", 200),
        ("/media/file.csv", b"text/csv", 200),
        ("/referrals", b"text/html", 304),
    ],
)
def test_everything_else_passes_unchanged(path: str, kind: bytes, status: int):
    _, body = answer(path, kind, [b"<head>"], status)

    assert body["body"] == b"<head>"
