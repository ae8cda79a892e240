"""One simulated reader, who speaks Streamlit's protocol as a browser does.

What a browser sends was recorded from Chromium: with each change all choices of the page, the
query of the address, and the hashes of large messages that it still has.
"""

import asyncio
from dataclasses import dataclass, field
from html import unescape
from time import perf_counter
from typing import Self
from urllib.parse import parse_qsl, urlencode
from urllib.request import urlopen

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.deploy.front import trusting

STREAM = "/_stcore/stream"
FINISHED = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)
KEPT_RUNS = 2  # redraws for which a browser keeps a message that it was not sent again
LARGEST = 20_000_000
PATIENCE = 60


@dataclass
class Choice:
    """A filter, or the tabs of a panel; what it offers."""

    id: str
    options: list[str]
    value: str
    default: str
    section: str = ""  # that it draws anew; without one the whole page


@dataclass
class Shown:
    """What stands on the page: elements, choices by key; and how many bytes the last redraw had."""

    elements: list[tuple[str, Message]] = field(default_factory=list)
    choices: dict[str, Choice] = field(default_factory=dict)
    received: int = 0

    def of(self, kind: str) -> list[Message]:
        """The elements of one kind, as they were sent."""
        return [getattr(each, kind) for _, each in self.elements if each.WhichOneof("type") == kind]

    def without(self, section: str) -> "Shown":
        """What stays while a section is drawn anew; without one, nothing."""
        if not section:
            return Shown()
        choices = {key: each for key, each in self.choices.items() if each.section != section}
        return Shown([each for each in self.elements if each[0] != section], choices)

    @property
    def words(self) -> str:
        """Titles and sentences of the page."""
        said = [each.body for each in self.of("heading") + self.of("html") + self.of("alert")]
        return unescape("\n".join(said))


def _cookies(url: str) -> str:
    """What a browser sends with all else, once it was given the page itself."""
    with urlopen(url, context=trusting(), timeout=PATIENCE) as answer:
        given = answer.headers.get_all("Set-Cookie") or []
    return "; ".join(each.split(";")[0] for each in given)


class Person:
    """Somebody with one page open. `async with Person(url) as person: await person.open(...)`."""

    def __init__(self, url: str) -> None:
        self._address = url.replace("http", "ws", 1) + STREAM
        self._socket: ClientConnection | None = None
        self._kept: dict[str, tuple[ForwardMsg, int]] = {}
        self._runs = 0
        self._query: dict[str, str] = {}
        self._pages: dict[str, str] = {}
        self.page = ""
        self.shown = Shown()

    async def __aenter__(self) -> Self:
        url = self._address.replace("ws", "http", 1).removesuffix(STREAM)
        cookies = await asyncio.to_thread(_cookies, url)
        # A browser's own origin; the server packs nothing by itself, so neither is asked.
        self._socket = await connect(
            self._address,
            origin=url,
            additional_headers={"Cookie": cookies} if cookies else None,
            ssl=trusting() if url.startswith("https") else None,
            subprotocols=["streamlit"],
            compression=None,
            # Nor does a browser ask whether the server is still there.
            ping_interval=None,
            max_size=LARGEST,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def open(self, page: str, **query: str) -> float:
        """Follow a link to a page, as a new session does; seconds until all has come."""
        self._query = query
        message = BackMsg()
        message.rerun_script.query_string = urlencode(query)
        message.rerun_script.page_name = page
        self.page = page
        return await self._asked(message)

    async def choose(self, key: str, value: str) -> float:
        """Choose in a filter, or open a tab; seconds until all has come."""
        choice = self.shown.choices[key]
        choice.value = value
        self._query.pop(key, None)
        # What a page shows anyway is not in its address.
        self._query |= {key: value} if value != choice.default else {}
        message = self._message(self._pages[self.page])
        message.rerun_script.fragment_id = choice.section
        return await self._asked(message)

    async def go(self, page: str) -> float:
        """Change to another page by its link; area and period go along."""
        self._query = {key: self._query[key] for key in ("area", "period") if key in self._query}
        self.page = page
        self.shown.choices = {
            key: each for key, each in self.shown.choices.items() if key in ("area", "period")
        }
        return await self._asked(self._message(self._pages[page]))

    def _message(self, page: str) -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = urlencode(self._query)
        state.page_script_hash = page
        state.cached_message_hashes.extend(self._kept)
        for choice in self.shown.choices.values():
            state.widget_states.widgets.add(id=choice.id, string_value=choice.value)
        return message

    async def _asked(self, message: BackMsg) -> float:
        begun = perf_counter()
        await self._socket.send(message.SerializeToString())
        shown = self.shown.without(message.rerun_script.fragment_id)
        while not self._take(await self._socket.recv(), shown):
            pass
        seconds = perf_counter() - begun
        self._forget()
        self.shown = shown
        return seconds

    def _take(self, sent: bytes, shown: Shown) -> bool:
        """Take in one message; whether it is the last of the redraw."""
        shown.received += len(sent)
        message = ForwardMsg()
        message.ParseFromString(sent)
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            message = self._kept[message.ref_hash][0]
            self._kept[message.hash] = (message, self._runs)
            kind = "delta"
        if kind == "delta":
            self._show(message, shown)
        elif kind == "navigation":
            self._pages = {
                each.url_pathname: each.page_script_hash for each in message.navigation.app_pages
            }
        elif kind == "page_info_changed":
            self._query = dict(parse_qsl(message.page_info_changed.query_string))
        elif kind == "page_not_found":
            raise AssertionError(f"there is no page {self.page}")
        return kind == "script_finished" and message.script_finished in FINISHED

    def _show(self, message: ForwardMsg, shown: Shown) -> None:
        if message.metadata.cacheable:
            self._kept[message.hash] = (message, self._runs)
        kind, section = message.delta.WhichOneof("type"), message.delta.fragment_id
        if kind == "new_element":
            element = message.delta.new_element
            shown.elements.append((section, element))
            sort = element.WhichOneof("type")
            if sort in ("selectbox", "radio"):
                box = getattr(element, sort)
                shown.choices[box.query_param_key] = self._choice(box, section)

    def _choice(self, box: Message, section: str) -> Choice:
        options = list(box.options)
        # The server says what is chosen where that is not what the browser would think.
        known = self.shown.choices.get(box.query_param_key)
        asked = self._query.get(box.query_param_key, known.value if known else None)
        value = box.raw_value if box.set_value else asked
        default = options[box.default]
        value = value if value in options else default
        return Choice(box.id, options, value, default, section)

    def _forget(self) -> None:
        self._runs += 1
        self._kept = {
            each: (message, run)
            for each, (message, run) in self._kept.items()
            if self._runs - run <= KEPT_RUNS
        }
