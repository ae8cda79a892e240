"""How a page is cited: what, whose records, which release or build."""

from dashboard.components.origin import origin_of
from dashboard.queries.connection import Build
from etl.files import origin

OFFICIAL = "official figures as their publishers print them"


def citation(build: Build, words: str, official: bool = False) -> str:
    """The citation of what `words` name, as plain text."""
    kind = OFFICIAL if official or not build.dataset else ""
    return origin.citation(origin_of(build), words, kind)
