"""What makes Streamlit lighter changes nothing of a page; the tests in a browser run with it."""

from collections.abc import Callable
from copy import deepcopy

import pytest
from streamlit.cursor import Cursor, RunningCursor
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.forward_msg_cache import populate_hash_if_needed
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from dashboard.lighter import InOrder, Kept, copied, put_name, put_theme
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


def _place(advanced: int) -> RunningCursor:
    place = RunningCursor(0, (3, 1))
    for _ in range(advanced):
        place.lock_element()
    place.get_transient_cursor()
    place.transient_elements[2] = "comes and goes"
    return place


@pytest.mark.parametrize("place", [_place(4), _place(4).lock_element(), RunningCursor(0)])
def test_a_place_on_the_page_is_copied_as_streamlit_copies_it(
    monkeypatch: pytest.MonkeyPatch, place: Cursor
):
    theirs = deepcopy(place)
    monkeypatch.setattr(Cursor, "__deepcopy__", copied, raising=False)
    ours = deepcopy(place)

    for made in (theirs, ours):
        values = vars(made) | {"_transient_elements": dict(made.transient_elements.items())}
        assert values == vars(place) | {
            "_transient_elements": dict(place.transient_elements.items())
        }
    # What is done with one changes nothing of the other.
    ours.transient_elements[0] = "another"
    if isinstance(ours, RunningCursor):
        ours.lock_element()
        assert ours.index == place.index + 1
    assert 0 not in place.transient_elements


def test_messages_are_sent_in_order_and_once():
    queue, sent = InOrder(), [ForwardMsg() for _ in range(3)]
    for place, message in zip((0, 1, 0), sent, strict=True):
        message.metadata.delta_path.extend([0, place])
        message.delta.new_element.markdown.body = "again"
        queue.enqueue(message)

    assert queue.flush() == sent
    assert queue.is_empty()


def part(words: str, *, fragment: str = "", is_block: bool = False) -> ForwardMsg:
    sent = ForwardMsg()
    sent.metadata.delta_path[:] = [0, 1]
    sent.delta.fragment_id = fragment
    if is_block:
        sent.delta.add_block.id = words
    else:
        sent.delta.new_element.html.body = words
    return sent


# Below and above what a browser keeps.
SENT = {
    "a small part": lambda: part("a"),
    "a large part": lambda: part("a" * 12_000),
    "a part of a section": lambda: part("a" * 12_000, fragment="section"),
    "what holds parts": lambda: part("a" * 12_000, is_block=True),
    "no part of a page": lambda: ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY),
}


@pytest.mark.parametrize("make", SENT.values(), ids=SENT)
def test_what_a_browser_keeps_is_told_as_streamlit_tells_it(make: Callable[[], ForwardMsg]):
    expected, named = make(), make()
    populate_hash_if_needed(expected)
    put_name(named)

    assert named.metadata == expected.metadata
    assert named.hash
    expected.hash = named.hash
    assert named == expected


def test_a_part_has_the_same_name_only_where_it_says_the_same():
    messages = [part("a"), part("b"), part("a", fragment="section"), part("a", is_block=True)]
    elsewhere = part("a")
    elsewhere.metadata.delta_path[:] = [7]
    for each in (*messages, elsewhere):
        put_name(each)

    assert len({each.hash for each in messages}) == len(messages)
    assert elsewhere.hash == messages[0].hash
