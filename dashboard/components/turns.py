"""Pages are drawn one at a time, in the order in which they were asked for.

Python runs one thread at once. Of many pages drawn at the same time all would be finished last, and
the thread that sends what is finished would wait for each of them. A section drawn anew, and a file
that is made, wait for no turn.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Seconds; a page that hangs must not hold up all others.
LONGEST = 5.0

_turns = threading.BoundedSemaphore()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn, but not for ever; it ends with the page, however that ends."""
    has_turn = _turns.acquire(timeout=LONGEST)
    try:
        yield
    finally:
        if has_turn:
            _turns.release()
