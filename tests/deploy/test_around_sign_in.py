"""The way to the sign-in and back, and the one function of Streamlit's own that files need."""

import asyncio
import os
from urllib.parse import quote

import pytest
from streamlit.web.server.starlette import starlette_app_utils, starlette_websocket

from dashboard import guard
from dashboard.asked_for import COOKIE, AskedFor, own_page
from etl.config import ACCESS_VARIABLE, DATA_VARIABLE, INTERNAL, TIER_VARIABLE, Settings

HOST = "conduct.example"


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/force?area=Northmoor&period=2023-26", "/force?area=Northmoor&period=2023-26"),
        (f"https://{HOST}/referrals", "/referrals"),
        ("/", "/"),
        ("/?area=A%26B", "/?area=A%26B"),
        ("/explore?area=%0d%0aSet-Cookie:%20a=b", "/explore?area=%0D%0ASet-Cookie%3A+a%3Db"),
        ("/force?next=https://evil.example", "/force?next=https%3A%2F%2Fevil.example"),
        # Whatever comes before the path is left out.
        ("https://evil.example/force", "/force"),
        ("//evil.example/force", "/force"),
        ("//evil.example", "/"),
        ("/nowhere", None),
        ("/auth/logout", None),
        ("/../force", None),
        ("/media/abc.csv", None),
        ("/\\evil.example", None),
        ("javascript:alert(1)", None),
        ("http://[::1", None),
        ("/force?area=%ff", None),
        ("/" + "a" * 100_000, None),
    ],
)
def test_a_sign_in_leads_back_to_pages_of_this_dashboard_only(address: str, page: str | None):
    assert own_page(address) == page


def passed(path: str, answer: dict[str, str], **headers: str) -> dict[str, list[str]]:
    """The headers that go out for a request, where the dashboard answers so."""
    sent: dict[str, list[str]] = {}

    async def app(scope, receive, send) -> None:
        listed = [(name.encode(), value.encode()) for name, value in answer.items()]
        await send({"type": "http.response.start", "status": 302, "headers": listed})

    async def send(message) -> None:
        for name, value in message["headers"]:
            sent.setdefault(name.decode(), []).append(value.decode())

    listed = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    scope = {"type": "http", "path": path, "headers": [(b"host", HOST.encode()), *listed]}
    asyncio.run(AskedFor(app)(scope, None, send))
    return sent


@pytest.mark.parametrize(
    ("referer", "kept"),
    [
        (f"https://{HOST}/force?area=Northmoor", quote("/force?area=Northmoor", safe="")),
        ("https://evil.example/force?area=Northmoor", ""),
        (f"https://{HOST}.evil.example/force", ""),
        (f"https://{HOST}/nowhere", ""),
        ("", ""),
    ],
)
def test_what_is_kept_while_somebody_signs_in_is_a_page_of_this_host(referer: str, kept: str):
    [cookie] = passed("/auth/login", {"location": "https://login.example/"}, referer=referer)[
        "set-cookie"
    ]
    assert cookie.startswith(f"{COOKIE}={kept}; Path=/; Max-Age={600 if kept else 0}; HttpOnly")


@pytest.mark.parametrize(
    ("kept", "location", "leads_to"),
    [
        ("/force?area=Northmoor", "/", "/force?area=Northmoor"),
        ("https://evil.example/force", "/", "/"),
        ("//evil.example/%0d%0ax", "/", "/"),
        ("", "/", "/"),
        ("/force", "https://login.example/again", "https://login.example/again"),
    ],
)
def test_who_comes_back_is_led_where_they_were(kept: str, location: str, leads_to: str):
    cookie = f"other=1; {COOKIE}={quote(kept, safe='')}"
    sent = passed("/oauth2callback", {"location": location}, cookie=cookie)
    assert sent["location"] == [leads_to]
    assert "Max-Age=0" in sent["set-cookie"][-1]


def test_other_requests_pass_as_they_are():
    assert passed("/force", {"location": "/"}, cookie=f"{COOKIE}=%2Fexplore") == {"location": ["/"]}


def test_streamlit_still_reads_its_cookie_where_the_guard_of_files_looks_for_it(
    monkeypatch: pytest.MonkeyPatch,
):
    """There is no public way: if this fails after an upgrade, see `dashboard/guard.py`."""
    assert hasattr(starlette_websocket, "_get_signed_cookie_with_chunks"), (
        "Streamlit has moved the function that reads the cookie of a sign-in. dashboard/guard.py "
        "imports it to keep files from who has not signed in; find its new place there."
    )
    secret = "s" * 32
    monkeypatch.setattr(starlette_websocket, "get_cookie_secret", lambda: secret)
    signed = starlette_app_utils.create_signed_value(
        secret, guard.USER_COOKIE_NAME, '{"is_logged_in": true, "sub": "1"}'
    ).decode()
    for cookie, claims in ((signed, {"is_logged_in": True, "sub": "1"}), (signed[:-2] + "xx", {})):
        header = f'{guard.USER_COOKIE_NAME}="{cookie}"'.encode()
        assert guard._claims({"headers": [(b"cookie", header)]}) == claims


def test_the_internal_tier_is_drawn_before_it_answers_and_asks_for_the_sign_in_after(
    sample, tmp_path, monkeypatch: pytest.MonkeyPatch
):
    for name, value in ((DATA_VARIABLE, sample), (TIER_VARIABLE, INTERNAL)):
        monkeypatch.setenv(name, str(value))
    monkeypatch.setenv(ACCESS_VARIABLE, str(tmp_path))
    from dashboard import server

    drawn: list[bool] = []

    class Page:
        def run(self) -> "Page":
            drawn.append(Settings.from_environment().asks_sign_in)
            return self

        def switch_page(self, view: str) -> "Page":
            return self

    monkeypatch.setattr(server.AppTest, "from_file", lambda *_, **__: Page())
    server.warm_up()
    assert len(drawn) == 13
    assert not any(drawn)
    assert os.environ[ACCESS_VARIABLE] == str(tmp_path)
    assert Settings.from_environment().asks_sign_in
