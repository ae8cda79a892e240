"""What a page sends goes out together: in order, all of it, the end of a page at once.

The tests in a browser run with it.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner.script_runner import ScriptRunnerEvent
from streamlit.web.server.starlette.starlette_server import _get_websocket_protocol
from uvicorn.config import WS_PROTOCOLS
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from dashboard import together
from dashboard.together import AT_ONCE, MESSAGE, PATIENCE, Gathered, Told

STARTED = ScriptRunnerEvent.SCRIPT_STARTED
ENDED = ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS
DRAWS, DREW = object(), object()  # the one that draws a session's page, and one before


def message(name: str) -> dict:
    sent = ForwardMsg()
    sent.page_info_changed.query_string = name
    return {"forward_msg": sent}


class Session:
    """What of Streamlit's session is used, with what it was asked in `heard`."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._event_loop = loop
        self._scriptrunner = DRAWS
        self._browser_queue = SimpleNamespace(enqueue=self._enqueue)
        self.heard: list[str] = []
        self.flushed = 0

    def _enqueue(self, sent: ForwardMsg) -> None:
        self.heard.append(sent.page_info_changed.query_string)

    def _call_soon_on_event_loop(self, callback: Callable[[], None]) -> None:
        self._event_loop.call_soon_threadsafe(callback)

    def _message_enqueued_callback(self) -> None:
        self.flushed += 1


@pytest.fixture(autouse=True)
def acted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "_act_on", lambda self, _, event: self.heard.append(event.name))


# told: (by whom, event, message) · heard at once · heard when all waited long enough
TOLD = {
    "a message waits for others": ([(DRAWS, MESSAGE, "a")], [], ["a"]),
    "the end of a page waits for nothing": (
        [(DRAWS, MESSAGE, "a"), (DRAWS, MESSAGE, "b"), (DRAWS, ENDED, "")],
        ["a", "b", ENDED.name],
        ["a", "b", ENDED.name],
    ),
    "the next page comes after the last": (
        [(DRAWS, MESSAGE, "a"), (DRAWS, ENDED, ""), (DRAWS, STARTED, ""), (DRAWS, MESSAGE, "b")],
        ["a", ENDED.name, STARTED.name, "b"],
        ["a", ENDED.name, STARTED.name, "b"],
    ),
    "of a page that nobody waits for nothing is sent": (
        [(DREW, MESSAGE, "old"), (DRAWS, MESSAGE, "a"), (DRAWS, ENDED, "")],
        ["a", ENDED.name],
        ["a", ENDED.name],
    ),
}


@pytest.mark.parametrize(("told", "at_once", "later"), TOLD.values(), ids=TOLD)
def test_what_is_told_is_heard_in_order(told: list, at_once: list, later: list):
    async def run() -> None:
        session = Session(asyncio.get_running_loop())
        waiting = Told(session)
        for sender, event, name in told:
            waiting.tell(sender, event, **(message(name) if name else {}))
        await asyncio.sleep(0)
        assert session.heard == at_once
        await asyncio.sleep(PATIENCE * 2)
        assert session.heard == later
        assert session.flushed == 1

    asyncio.run(run())


def test_nothing_is_lost_where_threads_tell_at_once():
    names = [[f"{thread} {each}" for each in range(2_000)] for thread in range(4)]

    async def run() -> Session:
        session = Session(asyncio.get_running_loop())
        waiting = Told(session)

        def tell(told: list[str]) -> None:
            for name in told:
                waiting.tell(DRAWS, MESSAGE, **message(name))

        with ThreadPoolExecutor(len(names)) as pool:
            all_told = [session._event_loop.run_in_executor(pool, tell, each) for each in names]
            await asyncio.gather(*all_told)
        await asyncio.sleep(PATIENCE * 2)
        return session

    heard = asyncio.run(run()).heard
    assert len(heard) == sum(map(len, names))
    for told in names:
        assert [name for name in heard if name in set(told)] == told


def test_what_fails_holds_nothing_up(monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise RuntimeError("no")

    async def run() -> list[str]:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda *_: None)
        session = Session(loop)
        waiting = Told(session)
        monkeypatch.setattr(together, "_act_on", fail)
        waiting.tell(DRAWS, ENDED)
        waiting.tell(DRAWS, MESSAGE, **message("after"))
        await asyncio.sleep(PATIENCE * 2)
        return session.heard

    assert asyncio.run(run()) == ["after"]


@pytest.mark.parametrize("many", [0, 1, AT_ONCE, AT_ONCE + 1, 311])
def test_a_long_page_goes_in_parts(many: int):
    queue = ForwardMsgQueue()
    session = SimpleNamespace(_browser_queue=queue)
    sent = [message(str(each))["forward_msg"] for each in range(many)]
    for each in sent:
        queue.enqueue(each)

    parts = together._take_parts(session)
    assert [each for part in parts for each in part] == sent
    assert all(0 < len(part) <= AT_ONCE for part in parts)
    assert together._take_parts(session) == []


class Wire:
    """A connection, with each write to it in `written`."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.is_closed = False

    def write(self, data: bytes) -> None:
        assert not self.is_closed
        self.written.append(data)

    def close(self) -> None:
        self.is_closed = True

    def is_closing(self) -> bool:
        return self.is_closed


# done in one turn of the loop ("|" ends it, "." closes the connection) · what was written
WRITTEN = {
    "what is written in one turn goes out at once": ("abc|", [b"abc"]),
    "in the next turn once more": ("ab|c|", [b"ab", b"c"]),
    "nothing is written where there is nothing": ("||", []),
    "nothing is lost of what was written before the end": ("ab.", [b"ab"]),
    "nothing is written after the end": ("a|.b|", [b"a"]),
}


@pytest.mark.parametrize(("done", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_what_is_written_in_one_turn_goes_out_in_order_at_its_end(done: str, expected: list[bytes]):
    wire = Wire()

    async def run() -> None:
        gathered = Gathered(wire, asyncio.get_running_loop())
        for each in done:
            if each == "|":
                await asyncio.sleep(0)
            elif each == ".":
                gathered.close()
            else:
                gathered.write(each.encode())
        await asyncio.sleep(0)
        assert gathered.is_closing() == wire.is_closed

    asyncio.run(run())
    assert wire.written == expected


def test_the_connections_of_the_server_are_those_that_are_gathered():
    module, name = WebSocketsSansIOProtocol.__module__, WebSocketsSansIOProtocol.__name__
    assert WS_PROTOCOLS[_get_websocket_protocol()] == f"{module}:{name}"
