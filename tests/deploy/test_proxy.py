"""The shipped proxy before the dashboard, which has what its image holds, and no rights."""

import asyncio
import base64
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from dashboard.queries.connection import Build, current_build
from dashboard.queries.published import areas, series
from tests.browser.server import Server, start_server
from tests.deploy.front import (
    NOBODY,
    Front,
    Meter,
    as_nobody,
    lay_out,
    start_front,
    trusting,
)
from tests.load.crowd import gather
from tests.load.person import Person

# Bytes to the first chart. The demonstration's own messages are 50 kB larger than the sample's, and
# the shipped files, compressed harder, 130 kB smaller.
MOST = 2_100_000
CHART = ".js-plotly-plot .main-svg"
HEADERS = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
    "frame-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "connect-src": "'self'",
}
# What only a file of this machine, or a database, holds.
# What the server notes of a message that is none; it stays with it.
OF_THE_ATTACKS = re.compile("BackMsg|^Traceback|exceeds the limit|back message")
SECRET = re.compile(rb"root:|DUCK|BEGIN [A-Z ]*PRIVATE KEY|def warm_up")


@pytest.fixture(scope="module")
def public(
    sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:  # fmt: skip
    """`python -m etl serve` where only that lies which the image holds; as nobody, if root."""
    base = tmp_path_factory.mktemp("image")
    for path in (base, *base.parents[:4]):
        _let_in(path)
    image = lay_out(base / "srv")
    data = shutil.copytree(sample, base / "data")
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PYTHONPATH": str(image),
                   "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": "/nonexistent"}  # fmt: skip
    program = [*as_nobody(), sys.executable, "-m", "etl"]
    server = start_server(data, base / "server.log", program=program, cwd=image, env=environment)
    yield server
    server.stop()
    assert [line for line in server.errors() if not OF_THE_ATTACKS.search(line)] == []


def _let_in(path: Path) -> None:
    if path.stat().st_uid == os.geteuid() and str(path) != "/":
        path.chmod(path.stat().st_mode | 0o011)


@pytest.fixture(scope="module")
def front(
    nginx: Path, public: Server, static: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    port = int(public.url.rsplit(":", 1)[1])
    front = start_front(nginx, [port], tmp_path_factory.mktemp("nginx") / "run", static)
    yield front
    front.stop()


# --- What readers get -----------------------------------------------------------------------------


def test_the_first_chart_costs_at_most_two_megabytes_over_the_wire_and_comes_packed(
    front: Front, visit: Callable[[], Page]
):
    meter, page, packed = Meter(front.port), visit(), {}
    page.on("response", lambda answer: packed.update({answer.url: answer.headers}))
    page.goto(f"https://127.0.0.1:{meter.port}/")
    page.wait_for_selector(CHART, timeout=60_000)
    received = meter.received
    meter.close()

    assert 500_000 < received <= MOST
    scripts = [headers for url, headers in packed.items() if url.endswith((".js", ".css"))]
    # Files of a few bytes are sent as they are.
    large = [each for each in scripts if int(each.get("content-length", 10_000)) >= 512]
    assert {each.get("content-encoding") for each in large} == {"br"}
    assert any("PlotlyChart" in url for url in packed)


def test_a_picture_is_saved_under_the_policy_for_scripts(front: Front, visit: Callable[[], Page]):
    page = visit()
    page.goto(f"https://127.0.0.1:{front.port}/referrals")
    page.wait_for_selector(CHART, timeout=60_000)
    with page.expect_download() as download:
        page.locator("button[data-picture=png]").first.click()
    assert download.value.suggested_filename.endswith("-synthetic.png")


@pytest.mark.parametrize(("accepts", "packed"), [("gzip, br", "br"), ("gzip", "gzip"), ("", None)])
def test_text_comes_as_the_browser_can_take_it(front: Front, accepts: str, packed: str | None):
    for path in ("/", script_of(front)):
        answer, _ = front.ask(path, Accept_Encoding=accepts)
        assert answer.getheader("Content-Encoding") == packed
        assert "accept-encoding" in answer.getheader("Vary", "").lower()


def script_of(front: Front) -> str:
    _, page = front.ask("/")
    return re.search(rb'src="\.(/static/js/index[^"]+)"', page).group(1).decode()


@pytest.mark.parametrize("path", ["/", "/referrals?area=Northmoor", "script", "/health",
                                  "/_stcore/metrics", "/nowhere/at/all"])  # fmt: skip
def test_every_answer_has_the_headers(front: Front, path: str):
    answer, _ = front.ask(script_of(front) if path == "script" else path)
    for name, value in HEADERS.items():
        assert answer.msg.get_all(name) == [value], name
    policy = dict(part.split(" ", 1)
                  for part in answer.getheader("Content-Security-Policy").split("; "))  # fmt: skip
    assert POLICY.items() <= policy.items()
    assert "unsafe" not in policy["script-src"]
    assert "*" not in str(policy)
    assert answer.getheader("Server") == "nginx"


def test_the_policy_names_the_scripts_of_the_page_and_no_others(front: Front):
    answer, page = front.ask("/")
    inside = re.findall(rb"<script>(.*?)</script>", page, re.S)
    hashes = {base64.b64encode(hashlib.sha256(each).digest()).decode() for each in inside}
    policy = answer.getheader("Content-Security-Policy")
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == hashes


def test_the_plain_door_leads_to_the_locked_one(front: Front):
    connection = HTTPConnection("127.0.0.1", front.plain_port, timeout=20)
    connection.request("GET", "/referrals?area=Northmoor")
    answer = connection.getresponse()
    assert answer.status == 308
    assert answer.getheader("Location") == "https://127.0.0.1/referrals?area=Northmoor"
    connection.close()


def test_health_tells_the_age_of_the_data(front: Front):
    answer, content = front.ask("/health")
    told = json.loads(content)
    assert (answer.status, told["status"]) == (200, "ok")
    assert told["build_id"] == "20260701-sample"
    assert told["data_age_days"] == (date.today() - date.fromisoformat(told["data_until"])).days
    assert told["synthetic"] is True


def test_the_app_runs_without_rights_and_cannot_write_where_it_lies(public: Server):
    if not as_nobody():
        pytest.skip("only root can start a process as another user")
    status = Path(f"/proc/{public.process.pid}/status").read_text()
    assert re.search(rf"^Uid:\s+{NOBODY}\s", status, re.M)
    image = public.log.parent / "srv"
    write = [*as_nobody(), sys.executable, "-c", "open('x', 'w')"]
    tried = subprocess.run(write, cwd=image, capture_output=True, check=False)
    assert b"PermissionError" in tried.stderr
    assert not list(image.rglob("__pycache__"))


# --- Many at once ---------------------------------------------------------------------------------


def apart(coroutine: Coroutine) -> Any:
    """Its result, from a thread of its own: the browser of this module has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result(timeout=60)


def test_who_speaks_as_a_browser_is_sent_the_panels_of_the_area_chosen(
    public: Server, sample: Path
):
    build = current_build(sample / "public" / "public.duckdb")
    codes = dict(areas(build).select("area_name", "area_code").rows())

    async def walk() -> None:
        async with Person(public.url) as person:
            await person.open("referrals", area="Northmoor")
            assert drawn_of(person) == [*published_of(build, codes["Northmoor"])]
            await person.choose("area", "Coldmere")
            assert drawn_of(person) == [*published_of(build, codes["Coldmere"])]
            assert "Coldmere" in person.shown.words
            tables = person.shown.words.count("<table ")
            await person.choose("tab-trend-R1", "Table")
            assert person.shown.words.count("<table ") == tables + 1
            await person.go("force")
            assert person.shown.of("heading")[0].body == "Force"
            assert person.shown.choices["area"].value == "Coldmere"

    apart(walk())


def drawn_of(person: Person) -> list[float]:
    """The figures of the first chart, as they were sent."""
    sent = json.loads(person.shown.of("plotly_chart")[0].spec)
    figures = [trace["y"] for trace in sent["data"] if trace["name"] in ("value", "u")]
    return sorted(value for values in figures for value in values)


def published_of(build: Build, area: str) -> list[float]:
    return sorted(series(build, "R1", area).drop_nulls("value")["value"])


def test_a_few_people_at_once_get_what_they_ask_for_and_each_click_is_timed(public: Server):
    clicks = apart(gather(public.url, people=3, seconds=3, seed=1, every=0.5))
    assert len(clicks) > 10
    assert {"open", "area", "tab"} <= {click.kind for click in clicks}
    assert [click for click in clicks if click.wrong] == []
    assert all(0 < click.seconds < 30 for click in clicks)
    # A tab, and a filter of a section, draw that section alone.
    assert all(
        click.received > (500 if click.kind in ("tab", "filter") else 5_000) for click in clicks
    )


# --- What attackers get ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json",
                                  "/_stcore/upload_file/a/b", "/_stcore/script-health-check",
                                  "/_stcore/anything-new"])  # fmt: skip
def test_what_readers_do_not_need_is_not_there_with_or_without_the_proxy(
    front: Front, public: Server, path: str
):
    assert front.ask(path)[0].status == 404
    assert status_of(public, path) == 404


def status_of(public: Server, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", int(public.url.rsplit(":", 1)[1]), timeout=20)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_sent_in(front: Front, method: str):
    assert front.ask("/", method, b"x")[0].status == 403
    assert front.ask(script_of(front), method, b"x")[0].status == 403


@pytest.mark.parametrize(
    "path",
    """/static/../../../../etc/passwd /static/%2e%2e/%2e%2e/%2e%2e/etc/passwd /../../etc/passwd
    /static/..%2f..%2f..%2fetc%2fpasswd /static/js/..%5c..%5cserver.py //etc/passwd /%00/etc/passwd
    /media/../../data/public/public.duckdb /media/..%2f..%2fpublic%2fpublic.duckdb
    /app/static/../server.py /static../dashboard/server.py /public/public.duckdb
    /component/x/../../../etc/passwd /.streamlit/secrets.toml /static/tls/key.pem""".split(),
)
def test_no_path_leads_to_a_file_that_is_not_meant(front: Front, public: Server, path: str):
    answer, content = front.ask(path)
    # Any other path leads to a page of this place, which says that it knows no such page.
    leads_here = answer.status == 303 and re.match(r"/(?!/)", answer.getheader("location"))
    assert answer.status in (400, 403, 404) or leads_here or b"<title>Streamlit</title>" in content
    assert not SECRET.search(content)
    assert status_of(public, path) in (200, 303, 400, 403, 404)


@pytest.mark.parametrize("size", [7_000, 15_000, 30_000])
def test_an_address_that_is_too_long_is_refused(front: Front, public: Server, size: int):
    path = f"/referrals?area={'A' * size}"
    assert front.ask(path)[0].status in (400, 414)
    if size > 8_000:
        assert status_of(public, path) in (400, 414, 431)


def test_a_body_that_is_too_large_is_refused(front: Front):
    assert front.ask("/auth/login", "POST", b"x" * 100_000)[0].status == 413


def knock(front: Front, origin: str) -> bytes:
    """The first line of the answer to a page that asks for a session."""
    raw = socket.create_connection(("127.0.0.1", front.port), timeout=20)
    with trusting().wrap_socket(raw) as line:
        line.sendall(
            f"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{front.port}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nOrigin: {origin}\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            "Sec-WebSocket-Protocol: streamlit\r\n\r\n".encode()
        )
        return line.recv(4096).split(b"\r\n")[0]


def test_a_page_of_another_site_gets_no_session(front: Front):
    assert b" 101 " in knock(front, front.url)
    for origin in ("https://evil.example", "http://localhost", "null", "", f"{front.url}.evil"):
        assert b" 403 " in knock(front, origin), origin


def drain(session: ClientConnection) -> None:
    while True:
        session.recv(timeout=20)


@pytest.mark.parametrize(("size", "code"), [(2_000_000, 1009), (20, 1002)])
def test_a_message_that_is_too_large_or_no_message_ends_the_session(
    public: Server, size: int, code: int
):
    address = public.url.replace("http", "ws") + "/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None) as session:
        session.send(b"\xff" * size)
        with pytest.raises(ConnectionClosed) as closed:
            drain(session)
    assert closed.value.rcvd.code == code
    assert status_of(public, "/health") == 200


def test_who_asks_too_often_is_told_to_wait_and_others_are_not(front: Front):
    mine, other = "127.0.0.9", "127.0.0.8"
    tries = (front.ask("/auth/login", source=mine)[0].status for _ in range(60))
    assert 429 in tries
    assert front.ask("/auth/login", source=other)[0].status != 429


def test_the_proxy_keeps_no_address_and_no_choice_of_a_reader(front: Front):
    front.ask("/referrals?area=Northmoor")
    lines = (front.folder / "access.log").read_text()
    assert "/referrals 200" in lines
    assert "127.0.0" not in lines
    assert "Northmoor" not in lines
