"""Pages are drawn a few at a time, in the order in which they were asked for.

Python runs one thread at once. Of many pages drawn at the same time all would be finished last, and
the thread that sends what is finished would wait for each of them.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# More than one, as a page waits for the database meanwhile.
AT_ONCE = 2

_turns = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn; it ends with the page, however that ends."""
    with _turns:
        yield
