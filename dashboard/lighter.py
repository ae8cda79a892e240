"""Streamlit made lighter where it does much for little, for as long as it does."""

from collections.abc import Iterator, Mapping
from copy import copy
from functools import cache
from typing import Any

from streamlit import config
from streamlit.cursor import Cursor, SparseList
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.util import calc_hash


class Kept(Mapping):
    """What a session keeps, looked up when it is asked for.

    Streamlit puts all of it together for each choice on a page, to look at one: with twenty choices
    a tenth of the time of a page.
    """

    def __init__(self, state: SafeSessionState) -> None:
        self._state = state

    def __contains__(self, key: object) -> bool:
        return key in self._state

    def __getitem__(self, key: str) -> Any:
        return self._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def _whole(self) -> dict[str, Any]:
        return _together(self._state)


_together = SafeSessionState.filtered_state.fget
_write_theme = app_session._populate_theme_msg
_put_name = script_run_context.populate_hash_if_needed


@cache
def _theme(section: str) -> CustomThemeConfig:
    written = CustomThemeConfig()
    _write_theme(written, section)
    return written


def put_theme(message: CustomThemeConfig, section: str = "theme") -> None:
    """The colours and type of a section, which Streamlit reads from its settings at each redraw."""
    message.MergeFrom(_theme(section))


def copied(cursor: Cursor, _: dict) -> Cursor:
    """A place on the page, of which Streamlit keeps several copies for each section.

    All of it are numbers that are put anew, not changed; but for the list of what comes and goes.
    """
    made = copy(cursor)
    made._transient_elements = SparseList()
    made._transient_elements._data |= cursor._transient_elements._data
    return made


class InOrder(ForwardMsgQueue):
    """Messages as they came.

    Streamlit looks for each whether it takes the place of one before, which no page of ours has: a
    sixteenth of a click.
    """

    def enqueue(self, msg: ForwardMsg) -> None:
        self._queue.append(msg)


def put_name(message: ForwardMsg) -> None:
    """By what it says, so that a browser knows a part of the page again that has not changed.

    Streamlit takes what is said of the part off and puts it back, and reads a setting for each.
    """
    if message.hash or message.WhichOneof("type") != "delta":
        _put_name(message)
        return
    content = message.delta.SerializeToString(deterministic=True)
    message.hash = calc_hash(content)
    is_element = message.delta.WhichOneof("type") == "new_element"
    message.metadata.cacheable = is_element and len(content) >= _least_kept()


@cache
def _least_kept() -> int:
    """Bytes from which on a browser keeps a part, and is told its name alone the next time."""
    return int(config.get_option("global.minCachedMessageSize"))


def make_lighter() -> None:
    """From now on, in all sessions of this process."""
    script_run_context.populate_hash_if_needed = put_name
    SafeSessionState.filtered_state = property(Kept)
    app_session._populate_theme_msg = put_theme
    Cursor.__deepcopy__ = copied
    app_session.ForwardMsgQueue = InOrder
