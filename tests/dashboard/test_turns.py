"""Pages wait for one another, in order, and none waits for ever."""

import threading
import time
from collections.abc import Callable

import pytest

from dashboard.components import turns
from dashboard.components.turns import turn

SOON = 5  # seconds that a test waits for a thread, at most


def drawing(name: str, drawn: list[str], until: threading.Event) -> threading.Thread:
    """A page that is being drawn until it is told to end; its name stands in `drawn` meanwhile."""

    def draw() -> None:
        with turn():
            drawn.append(name)
            until.wait(SOON)
            drawn.append(f"{name} ends")

    thread = threading.Thread(target=draw)
    thread.start()
    return thread


def wait_until(holds: Callable[[], object]) -> None:
    ends = time.monotonic() + SOON
    while not holds() and time.monotonic() < ends:
        time.sleep(0.005)
    assert holds()


def wait_for(drawn: list[str], what: str) -> None:
    wait_until(lambda: what in drawn)


def test_pages_are_drawn_one_at_a_time_in_order():
    drawn: list[str] = []
    ends = {name: threading.Event() for name in "abc"}
    threads = []
    for before, name in enumerate(ends):
        threads.append(drawing(name, drawn, ends[name]))
        # That they come in order: the first has its turn, each other waits.
        wait_until(lambda waiting=before: drawn and len(turns._turns._cond._waiters) == waiting)
    assert drawn == ["a"]
    for name in ends:
        wait_for(drawn, name)
        ends[name].set()
    for thread in threads:
        thread.join(SOON)

    assert drawn == ["a", "a ends", "b", "b ends", "c", "c ends"]


def test_a_page_that_hangs_holds_no_other_up_for_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "LONGEST", 0.05)
    drawn: list[str] = []
    hangs, ends = threading.Event(), threading.Event()
    ends.set()
    one = drawing("hangs", drawn, hangs)
    wait_for(drawn, "hangs")
    drawing("other", drawn, ends).join(SOON)
    assert drawn == ["hangs", "other", "other ends"]

    hangs.set()
    one.join(SOON)
    # The turn that was given up is not given twice.
    assert turns._turns._value == 1


def test_a_page_that_fails_ends_its_turn():
    with pytest.raises(ZeroDivisionError), turn():
        _ = 1 / 0
    with turn():
        assert turns._turns._value == 0
