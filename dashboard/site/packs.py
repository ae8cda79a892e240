"""Board packs: what an area's page says, on four sides at most, printed as tagged PDF."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from kaleido import Kaleido

from dashboard.components.filters import Ask
from dashboard.components.panel import Panel
from dashboard.queries import published
from dashboard.queries.quality import forces_complete
from dashboard.site.areas import CHANGED, RECORDS
from dashboard.site.browser import each_of, printed
from dashboard.site.markup import environment
from dashboard.site.model import Page, stem
from dashboard.site.topics import TOPICS
from dashboard.text.periods import day_words
from dashboard.text.prose import prose
from dashboard.text.site import short_table, symbols_words

# One picture per topic; the page of the area has more.
PICTURES = ("trend-R1", "trend-G4", "parts-D2-characteristic", "incidence-T1")
# When it was printed is no part of what it says; the day is that of the build.
DATES = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[^)]*\)")


def charts_of(page: Page) -> list[Panel]:
    """The panels of a page whose pictures go on paper."""
    return [panel for panel in page.panels if panel.name in PICTURES and panel.figure is not None]


def pack_html(ask: Ask, page: Page, drawn: dict) -> str:
    """The pack as a page to print, to lie at the root of the site."""
    changed = next(each for each in page.sections if each.heading == CHANGED)
    rows = {name: _rows(ask, name) for name in (*TOPICS, RECORDS)}
    return (
        environment()
        .get_template("pack.html")
        .render(
            build=ask.build,
            page=page,
            period=ask.period.name,
            day=day_words(ask.build.built_on),
            text=prose("site"),
            changed=changed,
            charts=[(panel, stem(ask.build, page, panel)) for panel in charts_of(page)],
            topics=[
                (prose("site")["pages"][name], short_table(each))
                for name, each in rows.items()
                if each
            ],
            questions=prose("panels")["force"]["questions"],
            not_shown=page.not_shown,
            quality=_quality(ask, [row for each in rows.values() for row in each]),
            status=changed.panels[0].status if changed.panels else "",
            drawn=drawn,
        )
    )


async def print_packs(
    browser: Kaleido, pages: dict[str, Path], folder: Path, day: date, done: Callable[[], None]
) -> None:
    """`pages`: HTML to print by the name of the pack that it becomes in `folder`."""

    async def one(item: tuple[str, Path]) -> None:
        name, page = item
        (folder / name).write_bytes(steady(await printed(browser, page), day))

    await each_of(pages.items(), one, done)


def steady(pack: bytes, day: date) -> bytes:
    """The pack dated by its build, with no byte more or less: places in a PDF are counted."""

    def dated(found: re.Match) -> bytes:
        head = b"/" + found[1] + b" (D:" + f"{day:%Y%m%d}000000".encode()
        return (head + b"+00'00')").ljust(len(found[0])) if found[0].endswith(b"00')") else found[0]

    return DATES.sub(dated, pack)


def _rows(ask: Ask, name: str) -> list[dict]:
    return published.all_windows(ask.build, ask.area.code, name).to_dicts()


def _quality(ask: Ask, rows: list[dict]) -> str:
    """How many forces sent every return, and how many figures of the window are hidden."""
    complete, forces = forces_complete(
        ask.build, ask.area.code, ask.area.level, ask.period.years
    )
    latest = [row for row in rows if row["period"] == ask.period.name]
    returns = f"{complete} of {forces} forces sent every return for {ask.period.name}."
    if ask.area.level == "force":
        sent = "All returns arrived" if complete else "Returns are missing"
        returns = f"{sent} for {ask.period.name}."
    return f"{returns} {symbols_words(latest)}"
