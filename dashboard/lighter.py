"""Streamlit made lighter where it does much for little, for as long as it does."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.state.safe_session_state import SafeSessionState


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


@cache
def _theme(section: str) -> CustomThemeConfig:
    written = CustomThemeConfig()
    _write_theme(written, section)
    return written


def put_theme(message: CustomThemeConfig, section: str = "theme") -> None:
    """The colours and type of a section, which Streamlit reads from its settings at each redraw."""
    message.MergeFrom(_theme(section))


def make_lighter() -> None:
    """From now on, in all sessions of this process."""
    SafeSessionState.filtered_state = property(Kept)
    app_session._populate_theme_msg = put_theme
