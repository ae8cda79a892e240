"""Finished panels, made once for each build and filter and shared by all readers."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, wraps
from typing import Any

# About one day's different questions; each entry is a figure, a small table and a small file.
MOST_PANELS = 400

# The standard library's cache: Streamlit's hashes every question anew, a tenth of each redraw.
shared = lru_cache(maxsize=MOST_PANELS)

# Small pictures of every force are 43 charts in one: up to 11 MB each until they are forgotten.
MOST_LARGE = 12
few_shared = lru_cache(maxsize=MOST_LARGE)


def shared_by_periods(make: Callable) -> Callable:
    """As `shared`, for what shows all periods: made once, whichever of them is chosen.

    So that it cannot depend on the choice, it is asked without one.
    """
    kept = shared(make)

    @wraps(make)
    def made(ask: Any, *more: Any, **named: Any) -> Any:
        return kept(replace(ask, period=None), *more, **named)

    return made
