"""Board packs: what an area's page says, on four sides at most, printed as tagged PDF."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from kaleido import Kaleido

from dashboard.charts.style import SYNTHETIC
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
MOST_SIDES = 4
# All forces have more measures than one force; what does not fit is set smaller.
SCALES = (1, 0.94, 0.88, 0.82)
COUNT = re.compile(rb"/Type /Pages\s[^>]*/Count (\d+)")
# When it was printed is no part of what it says; the day is that of the build.
NODE = re.compile(rb"node\d{8}")
DATES = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}([^)]*\))")


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
            foot=_foot(ask),
            day=day_words(ask.build.built_on),
            changed=changed,
            charts=[(panel, stem(page, panel)) for panel in charts_of(page)],
            topics=[
                (prose("site")["pages"][name], short_table(each))
                for name in TOPICS
                if (each := rows[name])
            ],
            records=short_table(rows[RECORDS]) if rows[RECORDS] else None,
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
        for scale in SCALES:
            pack = await printed(browser, page, scale)
            if sides(pack) <= MOST_SIDES:
                break
        (folder / name).write_bytes(steady(pack, day))

    await each_of(pages.items(), one, done)


def sides(pack: bytes) -> int:
    """How many pages a PDF has: the count of its root, which is the largest."""
    return max(int(each) for each in COUNT.findall(pack))


def steady(pack: bytes, day: date) -> bytes:
    """The pack dated by its build, with no byte more or less: places in a PDF are counted."""

    def dated(found: re.Match) -> bytes:
        return b"/%s (D:%s000000%s" % (found[1], f"{day:%Y%m%d}".encode(), found[2])

    pack = DATES.sub(dated, pack)
    # The browser numbers elements through all pages it has shown; their order stays.
    ranks = {name: rank for rank, name in enumerate(sorted(set(NODE.findall(pack))))}
    return NODE.sub(lambda found: b"node%08d" % ranks[found[0]], pack)


def _foot(ask: Ask) -> str:
    """What stands at the foot of each side."""
    release, build = ask.build.release, f"build {ask.build.id}"
    told = [ask.area.label, ask.period.name, f"release {release}" if release else build]
    return " · ".join([*told, SYNTHETIC] if ask.build.synthetic else told)


def _rows(ask: Ask, name: str) -> list[dict]:
    return published.all_windows(ask.build, ask.area.code, name).to_dicts()


def _quality(ask: Ask, rows: list[dict]) -> str:
    """How many forces sent every return, and how many figures of the window are hidden."""
    complete, forces = forces_complete(ask.build, ask.area.code, ask.area.level, ask.period.years)
    latest = [row for row in rows if row["period"] == ask.period.name]
    returns = f"{complete} of {forces} forces sent every return for {ask.period.name}."
    if ask.area.level == "force":
        sent = "All returns arrived" if complete else "Returns are missing"
        returns = f"{sent} for {ask.period.name}."
    return f"{returns} {symbols_words(latest)}"
