"""Rows as they are shown: put together by what they share."""

from collections.abc import Callable, Hashable, Sequence

from dashboard.text.figures import Row


def grouped(rows: Sequence[Row], key: Callable[[Row], Hashable]) -> dict:
    """The rows by key, keys in the order in which they first come."""
    found: dict = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
