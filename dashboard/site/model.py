"""What a page holds: sections of blocks, each block a panel or a few sentences."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from dashboard.components.files import file_name
from dashboard.components.panel import Panel

SYNTHETIC = "-synthetic.csv"


@dataclass(frozen=True)
class Section:
    """A heading with sentences (Markdown), bare tables and panels under it."""

    heading: str
    sentences: list[str] = field(default_factory=list)
    panels: list[Panel] = field(default_factory=list)
    tables: list[tuple[str, pl.DataFrame]] = field(default_factory=list)
    details: list[tuple[str, str]] = field(default_factory=list)
    template: str = ""

    @property
    def id(self) -> str:
        return anchor(self.heading)


@dataclass(frozen=True)
class Page:
    """One HTML file; `path` begins at the site's root, `nav` is the entry of the menu it is in.

    `related` names areas by code, under words for what they share.
    """

    path: str
    title: str
    nav: str
    question: str
    sections: list[Section]
    not_shown: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    pack: str = ""
    code: str = ""
    related: dict[str, list[str]] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return self.path.rsplit("/", 1)[-1].removesuffix(".html")

    @property
    def root(self) -> str:
        """The way from this page to the root of the site."""
        return "../" * self.path.count("/")

    @property
    def panels(self) -> Iterator[Panel]:
        return (panel for section in self.sections for panel in section.panels)


def section(heading: str, *panels: Panel | None, sentences: list[str] | None = None) -> Section:
    """A section of the panels that there are."""
    return Section(heading, sentences or [], [panel for panel in panels if panel is not None])


def stem(page: Page, panel: Panel) -> str:
    """The name of a panel's picture, chart and file; of invented cases it says so, as its file."""
    is_synthetic = panel.file_name.endswith(SYNTHETIC)
    return anchor(f"{page.slug} {panel.name}" + is_synthetic * " synthetic")


def anchor(words: str) -> str:
    """A name for a place on a page."""
    return file_name(words, ending="").removesuffix(".")
