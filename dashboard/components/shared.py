"""Finished panels, made once for each build and filter and shared by all readers."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, wraps
from typing import Any

# Of all pages together; each is a figure, a small table and a small file: a tenth of a megabyte.
MOST_PANELS = 2500
# Small pictures of every force are 43 charts in one: up to 11 MB each until they are forgotten.
MOST_LARGE = 12
few_shared = lru_cache(maxsize=MOST_LARGE)

_kept: OrderedDict[tuple, Any] = OrderedDict()
_lock = threading.Lock()
_ABSENT = object()


def shared(make: Callable) -> Callable:
    """Keep what a function made, among the latest of all such functions.

    One limit for all holds memory, whatever is asked for. Streamlit's own cache hashes every
    question anew, which took a tenth of each redraw.
    """

    @wraps(make)
    def made(*asked: Any, **named: Any) -> Any:
        key = (made, asked, tuple(sorted(named.items())))
        with _lock:
            found = _kept.get(key, _ABSENT)
            if found is not _ABSENT:
                _kept.move_to_end(key)
                return found
        found = make(*asked, **named)
        with _lock:
            _kept[key] = found
            if len(_kept) > MOST_PANELS:
                _kept.popitem(last=False)
        return found

    made.cache_clear = lambda: _forget(made)
    return made


def shared_by_periods(make: Callable) -> Callable:
    """As `shared`, for what shows all periods: made once, whichever of them is chosen.

    So that it cannot depend on the choice, it is asked without one.
    """
    return _shared_without("period", make)


def shared_by_areas(make: Callable) -> Callable:
    """As `shared_by_periods`, for what is the same whichever area is chosen."""
    return _shared_without("area", make)


def _shared_without(choice: str, make: Callable) -> Callable:
    kept = shared(make)

    @wraps(make)
    def made(ask: Any, *more: Any, **named: Any) -> Any:
        return kept(replace(ask, **{choice: None}), *more, **named)

    return made


def _forget(made: Callable) -> None:
    with _lock:
        for key in [key for key in _kept if key[0] is made]:
            del _kept[key]
