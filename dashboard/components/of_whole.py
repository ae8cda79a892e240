"""What is published for all forces together only, to protect people: shown for them, saying so."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from dashboard.components.filters import Area, Ask
from dashboard.components.panel import Panel
from dashboard.components.shared import shared
from dashboard.queries import published

WHOLE_ONLY = "Published for all forces together only, to protect people; shown here for them."


def whole(ask: Ask) -> Ask:
    """The same question about all forces together."""
    row = published.areas(ask.build).row(0)
    return replace(ask, area=Area(*row[:4]))


def of_whole(make: Callable[..., Panel | None]) -> Callable[..., Panel | None]:
    """`make` is asked about all forces, once for them, and once for all smaller areas: with a note.

    A panel of its own for each area would be drawn anew for each.
    """
    kept = shared(make)

    @shared
    def noted(ask: Ask, *more: Any, **named: Any) -> Panel | None:
        panel = kept(ask, *more, **named)
        return panel and panel.but(note=WHOLE_ONLY)

    @wraps(make)
    def made(ask: Ask, *more: Any, **named: Any) -> Panel | None:
        is_whole = ask.area.level == "country"
        return (kept if is_whole else noted)(whole(ask), *more, **named)

    return made
