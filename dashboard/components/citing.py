"""How a page or a file is cited: what, whose records, which build."""

from dashboard.components.sources import supplied
from dashboard.queries.connection import Build
from dashboard.text.periods import day_words

TITLE = "Police conduct trends, England and Wales"
OFFICIAL = "official figures as their publishers print them"


def citation(build: Build, words: str, official: bool = False) -> str:
    """The citation of what `words` name, as plain text."""
    kind = OFFICIAL if official else _kind(build)
    release = f"release {build.release}, " if build.release else ""
    return (
        f"{TITLE}: {kind}, {release}build {build.id}, version {build.code_version}, "
        f"{day_words(build.built_on)}. {words}"
    )


def _kind(build: Build) -> str:
    if not build.dataset:
        return OFFICIAL
    kind = "synthetic demonstration data" if build.synthetic else "case records"
    return f"{kind} ({supplied(build).replace(' · ', ', ')})"
