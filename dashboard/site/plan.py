"""Which pages and pictures there are, before anything is written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.components.cards import Card, card_of
from dashboard.components.filters import Ask
from dashboard.queries.connection import Build
from dashboard.site import reference, topics
from dashboard.site.areas import area_page
from dashboard.site.images import Chart
from dashboard.site.model import Page, anchor, stem
from dashboard.site.packs import PICTURES
from dashboard.text.prose import prose

Tell = Callable[[str, int], Callable[[], None]]


@dataclass
class Site:
    """What is written where, as far as it is known."""

    build: Build
    folder: Path
    out: Path
    asks: list[Ask]
    pages: list[Page] = field(default_factory=list)
    charts: dict[str, Chart] = field(default_factory=dict)
    drawn: dict[str, Chart] = field(default_factory=dict)
    packs: dict[str, bytes] = field(default_factory=dict)
    cards: list[tuple[Card, str]] = field(default_factory=list)


def planned(site: Site, tell: Tell) -> Site:
    """The site with all pages but those that list what was written, and what is to be drawn."""
    first = site.asks[0] if site.asks else None
    done = tell("Pages", len(site.asks) + 1)
    site.pages = [topics.overview(site.build, first), *topics.topics(site.build, first)]
    done()
    for ask in site.asks:
        site.pages.append(area_page(ask))
        done()
    site.pages += [
        reference.data_quality(site.build, first),
        reference.methods_page(site.build),
    ]
    for page in site.pages:
        for panel in page.panels:
            if panel.figure is not None:
                name = stem(page, panel)
                on_paper = bool(page.pack) and panel.name in PICTURES
                site.charts[name] = Chart(
                    name, panel.figure, on_paper=on_paper, around=panel.around
                )
    if first:
        _plan_cards(site, first)
    return site


def _plan_cards(site: Site, ask: Ask) -> None:
    for each in prose("overview")["cards"]:
        if card := card_of(ask, each["measure"]):
            synthetic = "-synthetic" if site.build.synthetic else ""
            name = f"card-{anchor(card.title)}{synthetic}"
            site.cards.append((card, name))
            site.charts[name] = Chart(name, card.figure, is_small=True)
