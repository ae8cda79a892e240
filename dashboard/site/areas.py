"""One page per area: what changed, the four topics, every figure, the quality of its records."""

import polars as pl

from dashboard.components import incidence, ladder, quality, topic
from dashboard.components.files import case_file, file_name
from dashboard.components.filters import Ask
from dashboard.components.glance import TOPICS as HEADLINES
from dashboard.components.glance import glance
from dashboard.components.over_time import whole
from dashboard.components.panel import Panel
from dashboard.components.sources import checks_words, source_words
from dashboard.queries import comparisons, published
from dashboard.site.asks import area_path, former
from dashboard.site.model import Page, Section, section
from dashboard.text import site as words
from dashboard.text.markdown import plain
from dashboard.text.prose import prose

CHANGED = "What changed"
QUESTIONS = "Questions to ask"
QUALITY = "Quality of the records"
RECORDS = "data_quality"


def area_page(ask: Ask) -> Page:
    """The page of an area in the latest window."""
    text = prose("site")["area"]
    return Page(
        path=area_path(ask.area),
        title=ask.area.label,
        nav="areas",
        question=prose("pages")["force"]["question"]
        if ask.area.level == "force"
        else f"What do the records say about {ask.area.label}?",
        lead=[f"**{plain(ask.period.name)}** ({ask.period.dates}). {text['intro']}"],
        sections=[
            changed(ask),
            *(_topic(ask, name) for name in _CHARTS),
            section(QUALITY, quality.returns(ask), every(ask, RECORDS)),
            Section(QUESTIONS, questions()),
        ],
        not_shown=prose("pages")["force"]["not_shown"],
        pack=f"packs/{pack_name(ask)}",
        code=ask.area.code,
        related=_related(ask),
    )


def _related(ask: Ask) -> dict[str, list[str]]:
    """Forces of the same region and of like size; of a region, its forces."""
    text = prose("site")["area"]
    if ask.area.level == "region":
        inside = published.areas(ask.build).filter(region_code=ask.area.code)
        return {text["inside"]: inside["area_code"].to_list()}
    found = published.peers(ask.build, ask.area.code).filter(pl.col("area_code") != ask.area.code)
    return {
        text[way]: found.filter(way)["area_code"].to_list()
        for way in ("is_same_region", "is_same_size")
    }


def pack_name(ask: Ask) -> str:
    """The file name of an area's board pack."""
    return file_name(
        "board-pack", ask.area.label, ask.area.code, ending="pdf", synthetic=ask.build.synthetic
    )


def changed(ask: Ask) -> Section:
    """What is clearly different from the window before and from all forces, then the headlines."""
    text = prose("site")["area"]
    before, everywhere = former(ask), whole(ask).area
    here = (ask.build, headlines(), ask.area.code, ask.period.name)
    sentences = [text["nothing_before"]]
    if before:
        found = words.clear_changes(_rows(ask), comparisons.from_before(*here, before.name))
        sentences = [_told(found, "since", "no_change", before.name)]
    if everywhere.code != ask.area.code:
        found = words.clear_changes(_rows(ask), comparisons.from_others(*here, everywhere.code))
        sentences.append(_told(found, "beside", "no_difference", everywhere.name))
    return section(CHANGED, glance(ask), sentences=[*sentences, text["rule"]])


def _told(found: list[str], opening: str, nothing: str, other: str) -> str:
    """A list of what is clear under its opening, or the sentence that there is nothing."""
    text = prose("site")["area"]
    if not found:
        return plain(text[nothing].format(other=other))
    lines = "\n".join(f"- {plain(each)}" for each in found)
    return f"**{plain(text[opening].format(other=other))}:**\n\n{lines}"


def headlines() -> list[str]:
    """The measures of the glance."""
    return [name for listed in HEADLINES.values() for name in listed]


def _rows(ask: Ask) -> list[dict]:
    return published.side_by_side(ask.build, headlines(), ask.area.code, ask.period.name).to_dicts()


def questions() -> list[str]:
    """What a board may want to ask."""
    return prose("panels")["force"]["questions"]


def _topic(ask: Ask, name: str) -> Section:
    title = prose("site")["pages"][name]
    return section(title, *(make(ask) for make in _CHARTS[name]), every(ask, name))


def every(ask: Ask, name: str) -> Panel | None:
    """Every measure of a topic that is published for the area, by window."""
    rows = published.all_windows(ask.build, ask.area.code, name)
    if rows.is_empty():
        return None
    each = rows.to_dicts()
    latest = [row for row in each if row["period"] == ask.period.name]
    return Panel(
        name=f"figures-{name}",
        title=f"All figures: {prose('site')['pages'][name].lower()}",
        subtitle=prose("site")["area"]["every_subtitle"],
        alt="",
        figure=None,
        table=words.windows_table(each),
        file=case_file(rows, ask.build),
        file_name=file_name("all-figures", name, ask.area.label, synthetic=ask.build.synthetic),
        about="",
        source=source_words(ask.build),
        checks=checks_words(ask.build),
        finding=words.symbols_words(latest) if latest else "",
        rows=rows.height,
        hidden=rows.filter(symbol="c").height,
    )


def _named(ask: Ask) -> Panel | None:
    return topic.parts(ask, "D2", "characteristic")


_CHARTS = {
    "referrals": [lambda ask: topic.trend(ask, "R1")],
    "gross_misconduct": [ladder.ladder, lambda ask: topic.trend(ask, "G4")],
    "discrimination": [_named, lambda ask: topic.trend(ask, "D1")],
    "time_to_hearing": [incidence.incidence, lambda ask: topic.trend(ask, "T2")],
}
