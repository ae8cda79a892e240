"""Several processes behind the shipped proxy: each reader is kept with one of them."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.deploy.front import Front, start_front, trusting
from tests.deploy.stand_in import SESSION, StandIn, abrupt, standing_in

COOKIE = re.compile("conduct_process=([0-9]+); Path=/; Secure; HttpOnly; SameSite=Lax")
PATIENCE = 10
NAMES = ("first", "second")
READERS = 8
FILE = "/media/figures.csv"
CLOSES = b"\x88\x02\x03\xe8"  # a websocket's last frame: all went well


@contextmanager
def behind_proxy(nginx: Path, folder: Path) -> Iterator[tuple[Front, list[StandIn]]]:
    with standing_in(*NAMES) as processes:
        ports = [each.port for each in processes]
        front = start_front(nginx, ports, folder / "run", folder / "none")
        try:
            yield front, processes
        finally:
            front.stop()


@pytest.fixture(scope="module")
def both(
    nginx: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Front, list[StandIn]]]:
    """The proxy before two processes, of which each has the file."""
    with behind_proxy(nginx, tmp_path_factory.mktemp("several")) as (front, processes):
        for each in processes:
            each.files.add(FILE)
        yield front, processes


@pytest.fixture
def front(both: tuple[Front, list[StandIn]]) -> Front:
    return both[0]


@pytest.fixture
def own(both: tuple[Front, list[StandIn]]) -> str:
    """The cookie of who is kept with the first process."""
    return f"conduct_process={both[1][0].port}"


def logged(front: Front, requests: int = 0) -> list[str]:
    """Lines of the proxy's log, once it has so many; it writes after it has answered."""
    give_up = time.monotonic() + PATIENCE
    while True:
        lines = (front.folder / "access.log").read_text(encoding="latin-1").splitlines()
        if len(lines) >= requests:
            return lines
        assert time.monotonic() < give_up
        time.sleep(0.01)


def arrive(front: Front, path: str = "/") -> str:
    """Open a page as a browser does that was never here; the cookie it sends from then on."""
    [sent] = front.ask(path)[0].msg.get_all("Set-Cookie")
    assert COOKIE.fullmatch(sent)
    return sent.split(";")[0]


def session(front: Front, cookie: str = "", source: str = "127.0.0.1") -> str:
    """Who answers a page that asks for a session."""
    answer = b"".join(opened(front, f"Cookie: {cookie}\r\n" if cookie else "", source))
    assert answer.startswith(b"HTTP/1.1 101 ")
    [name] = [each for each in NAMES if each.encode() in answer.split(b"\r\n\r\n")[1]]
    return name


def opened(front: Front, cookie: str, source: str) -> Iterator[bytes]:
    """What comes until the other side closes; one thread reads and writes, as TLS asks for."""
    raw = socket.create_connection(("127.0.0.1", front.port), 20, source_address=(source, 0))
    with trusting().wrap_socket(raw) as line:
        line.sendall(
            f"GET {SESSION} HTTP/1.1\r\nHost: 127.0.0.1:{front.port}\r\n{cookie}"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nOrigin: {front.url}\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            "\r\n".encode()
        )
        came = line.recv(4096)
        while came:
            yield came
            # A frame of a few bytes says that it closes; nobody answers it.
            came = b"" if came.endswith(CLOSES) else line.recv(4096)


def asked(front: Front, path: str, cookie: str = "") -> str:
    """Who answers."""
    answer, content = front.ask(path, **({"Cookie": cookie} if cookie else {}))
    assert answer.status == 200
    return content.decode()


# --- One reader, one process ----------------------------------------------------------------------


def test_page_session_file_and_sign_in_of_a_reader_are_at_one_process(front: Front):
    readers = [arrive(front) for _ in range(READERS)]
    at = [session(front, each) for each in readers]
    # All come from one address, as an office does, and are led to both in turn.
    assert sorted(at) == sorted([*NAMES] * (READERS // 2))
    for path in ("/", "/force?area=Northmoor", FILE, "/oauth2callback?code=1", "/_stcore/health"):
        assert [asked(front, path, cookie) for cookie in readers] == at, path


# --- What the cookie tells ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "headers", "is_set"),
    [
        ("/", {}, True),
        ("/referrals?area=Northmoor", {}, True),
        # The browser still had the page, but not the cookie: it goes with the window.
        ("/", {"If_None_Match": '"x"'}, True),
        (FILE, {}, False),
        # Nobody but the proxy answers.
        ("/_stcore/metrics", {}, False),
    ],
)
def test_a_page_brings_the_cookie_to_who_has_none(
    front: Front, own: str, path: str, headers: dict[str, str], is_set: bool
):
    sent = front.ask(path, **headers)[0].msg.get_all("Set-Cookie") or []
    assert [bool(COOKIE.fullmatch(each)) for each in sent] == [True] * is_set
    assert not front.ask(path, Cookie=f"other=1; {own}", **headers)[0].getheader("Set-Cookie")


def test_the_cookie_holds_the_port_of_the_process_and_nothing_of_the_reader(
    both: tuple[Front, list[StandIn]],
):
    front, processes = both
    ports = [f"conduct_process={each.port}" for each in processes]
    assert {arrive(front) for _ in range(READERS)} == {*ports}


HOSTILE = {
    "long": "8501" * 1500,
    "of no process": "22",
    "name": "process_8501",
    "all": "arriving",
    "host": "evil.example",
    "script": '"><script>alert(1)</script>',
    "path": "../../etc/passwd",
    "line": "8501%0d%0aSet-Cookie:%20x=y",
    "pattern": "^.*$",
    "variable": "$remote_addr",
    "parts": "9:text/html:9",
    "bytes": "\xff\xfe\xe9",
    "empty": "",
}


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_a_cookie_that_was_not_set_here_is_as_none_and_is_kept_nowhere(front: Front, value: str):
    before = len(logged(front))
    answer, content = front.ask("/", Cookie=f"conduct_process={value}")
    assert (answer.status, content.decode() in NAMES) == (200, True)
    [sent] = answer.msg.get_all("Set-Cookie")
    assert COOKIE.fullmatch(sent)
    assert answer.getheader("X-Frame-Options") == "DENY"
    line = logged(front, before + 1)[-1]
    assert re.fullmatch(r"\S+ GET / 200 \d+ [\d.]+", line)


def test_a_header_larger_than_any_is_refused_and_the_log_of_errors_stays_empty(
    front: Front, own: str
):
    assert front.ask("/", Cookie=f"conduct_process={'85' * 20_000}")[0].status == 400
    assert asked(front, "/", own) == "first"
    assert (front.folder / "error.log").read_text() == ""


# --- When one is away -----------------------------------------------------------------------------


def test_readers_of_a_killed_process_are_led_to_the_other_and_stay_there(
    nginx: Path, tmp_path: Path
):
    with behind_proxy(nginx, tmp_path) as (front, (first, second)):
        second.files.add(FILE)
        readers = [f"conduct_process={each.port}" for each in (first, second)]
        first.stop()
        for _ in range(4):
            assert {asked(front, "/referrals", each) for each in [*readers, ""]} == {"second"}
            assert {session(front, each) for each in readers} == {"second"}
            assert {asked(front, FILE, each) for each in readers} == {"second"}
        # What comes with the next page or session: the process where they are now.
        [sent] = front.ask("/", Cookie=readers[0])[0].msg.get_all("Set-Cookie")
        assert sent.startswith(f"{readers[1]};")


def test_who_takes_no_cookie_gets_the_file_of_either_process(nginx: Path, tmp_path: Path):
    with behind_proxy(nginx, tmp_path) as (front, (_, second)):
        second.files.add(FILE)
        assert [asked(front, FILE) for _ in range(4)] == ["second"] * 4
        assert front.ask("/media/of-nobody.csv")[0].status == 404


@pytest.mark.parametrize(("cut", "lost"), [((), 0), ((4,), 1)])
@pytest.mark.parametrize("is_kept", [False, True])
def test_a_connection_that_breaks_off_costs_no_reader_more_than_that_request(
    nginx: Path, tmp_path: Path, cut: tuple[int, ...], lost: int, is_kept: bool
):
    # The only other process is away, so nobody else could answer.
    with abrupt(frozenset(cut)) as port:
        front = start_front(nginx, [port], tmp_path / "run", tmp_path / "none")
        cookie = {"Cookie": f"conduct_process={port}"} if is_kept else {}
        answers = [front.ask("/", **cookie)[0].status for _ in range(10)]
        front.stop()
    assert sorted(answers) == [200] * (10 - lost) + [502] * lost
