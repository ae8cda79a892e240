"""What makes Streamlit lighter changes nothing of a page; the tests in a browser run with it."""

from collections.abc import Callable

import pytest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from dashboard.lighter import Kept, put_theme
from tests.dashboard.pages import PAGES
from tests.dashboard.reading import pieces, said


@pytest.mark.parametrize("view", PAGES)
def test_a_page_is_the_same_where_choices_are_looked_up(
    open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, view: str
):
    asked = {"area": "Northmoor", "period": "2024-25, one year", "tab-trend-R1": "Table"}
    before = open_page(view, **asked)
    monkeypatch.setattr(SafeSessionState, "filtered_state", property(Kept))
    after = open_page(view, **asked)

    assert said(after) == said(before)
    assert list(pieces(after)) == list(pieces(before))
    boxes = [[(each.key, each.value) for each in one.selectbox] for one in (before, after)]
    assert boxes[0] == boxes[1]


def test_what_is_looked_up_is_what_a_session_keeps():
    state = SafeSessionState(SessionState(), lambda: None)
    state["area"], state["period"] = "Northmoor", None
    kept = Kept(state)

    assert dict(kept) == {"area": "Northmoor", "period": None}
    assert len(kept) == 2
    assert "period" in kept
    assert "tab" not in kept
    with pytest.raises(KeyError):
        kept["tab"]


SECTIONS = ["theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar"]


@pytest.mark.parametrize("section", SECTIONS)
def test_colours_and_type_are_as_streamlit_reads_them(section: str):
    read, put = CustomThemeConfig(), CustomThemeConfig()
    app_session._populate_theme_msg(read, section)
    for _ in range(2):
        put.Clear()
        put_theme(put, section)
        assert put == read


def test_the_theme_has_something_to_read():
    read = CustomThemeConfig()
    put_theme(read)
    assert read.primary_color
