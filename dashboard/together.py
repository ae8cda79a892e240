"""What a page sends goes out together, where Streamlit hands over each message alone.

A page has a hundred messages. For each, Streamlit wakes the thread that sends twice, that thread
looks at the network between any two, writes each to the network alone, which wakes the proxy and
the browser for each, and a browser may draw the page again.
"""

from asyncio import AbstractEventLoop, Transport
from collections import deque
from collections.abc import Sequence
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.session_manager import ActiveSessionInfo
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

MESSAGE = ScriptRunnerEvent.ENQUEUE_FORWARD_MSG
# Seconds that a message waits for others: most pages are drawn by then. Their end waits for none.
PATIENCE = 0.06
# Other readers get their turn after so many; of one reader 500 may wait, and then it is cut off.
AT_ONCE = 50

_act_on = AppSession._handle_scriptrunner_event_on_event_loop
_take = AppSession.flush_browser_queue
_send = Runtime._send_message
_connect = WebSocketsSansIOProtocol.connection_made


class Told:
    """What the thread that draws has told its session, in order; the thread that sends hears it."""

    def __init__(self, session: AppSession) -> None:
        self._session = session
        self._waiting: deque[tuple[ScriptRunner, ScriptRunnerEvent, dict]] = deque()
        self._is_called = False

    def tell(self, sender: ScriptRunner, event: ScriptRunnerEvent, **more: Any) -> None:
        """By any thread. A message alone calls later; what begins or ends a page calls now."""
        self._waiting.append((sender, event, more))
        if event is not MESSAGE:
            self._session._call_soon_on_event_loop(self.hear)
        elif not self._is_called:
            # Two threads at one moment both call; the second call finds nothing.
            self._is_called = True
            self._session._call_soon_on_event_loop(self._hear_later)

    def _hear_later(self) -> None:
        self._session._event_loop.call_later(PATIENCE, self.hear)

    def hear(self) -> None:
        """By the thread that sends, as Streamlit does for each alone."""
        # First of all: what is told from here on calls again.
        self._is_called = False
        if not self._waiting:
            return
        try:
            while self._waiting:
                self._act_on_next()
        finally:
            if self._waiting:
                self._session._call_soon_on_event_loop(self.hear)
            self._session._message_enqueued_callback()

    def _act_on_next(self) -> None:
        sender, event, more = self._waiting.popleft()
        if event is not MESSAGE:
            _act_on(self._session, sender, event, **more)
        elif sender is self._session._scriptrunner:
            self._session._browser_queue.enqueue(more["forward_msg"])


def _tell(session: AppSession, sender: ScriptRunner, event: ScriptRunnerEvent, **more: Any) -> None:
    told = vars(session).get("_told") or vars(session).setdefault("_told", Told(session))
    told.tell(sender, event, **more)


def _take_parts(session: AppSession) -> list[list[ForwardMsg]]:
    messages = _take(session)
    return [messages[first : first + AT_ONCE] for first in range(0, len(messages), AT_ONCE)]


def _send_part(runtime: Runtime, to: ActiveSessionInfo, messages: Sequence[ForwardMsg]) -> None:
    for message in messages:
        _send(runtime, to, message)


class Gathered:
    """A connection; what is written to it in one turn of the loop goes out at the end of that."""

    def __init__(self, transport: Transport, loop: AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> None:
        """In the order of what was written before."""
        if not self._waiting:
            self._loop.call_soon(self._write)
        self._waiting.append(data)

    def close(self) -> None:
        """Once all is written."""
        self._write()
        self._transport.close()

    def _write(self) -> None:
        data, self._waiting = b"".join(self._waiting), []
        if data and not self._transport.is_closing():
            self._transport.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


def _gather(protocol: WebSocketsSansIOProtocol, transport: Transport) -> None:
    _connect(protocol, Gathered(transport, protocol.loop))


def hand_over_together() -> None:
    """From now on, in all sessions of this process."""
    WebSocketsSansIOProtocol.connection_made = _gather
    AppSession._on_scriptrunner_event = _tell
    AppSession.flush_browser_queue = _take_parts
    Runtime._send_message = _send_part
