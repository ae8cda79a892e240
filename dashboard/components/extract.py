"""The reader's own extract: chosen measures, splits, areas and periods; rows, words, codebook."""

import polars as pl
import streamlit as st

from dashboard.components.breakdown import NAMES, told_apart
from dashboard.components.bundle import Choice, made
from dashboard.components.citing import citation
from dashboard.components.extract_files import show_files
from dashboard.components.filters import WIDTH, Ask, choose
from dashboard.components.origin import origin_of
from dashboard.components.panel import show_table
from dashboard.components.words import say
from dashboard.queries import extracts, published
from dashboard.text.markdown import plain
from dashboard.text.tables import extract_table
from etl.files.codebook import codebook
from etl.files.extract import Extract

KINDS = {
    "values": "Measure values",
    "counts": "Counts behind them",
    "differences": "Differences between areas and periods",
    "limits": "Funnel limits",
    "signals": "Signals and smoothed figures of forces",
}
# Differences are those of totals.
WITHOUT_SPLITS = "differences"
TOPICS = {
    "all": "All topics",
    "referrals": "Referrals",
    "gross_misconduct": "Gross misconduct",
    "discrimination": "Discrimination",
    "time_to_hearing": "Time to hearing",
    "data_quality": "Data quality",
}
SPLITS = {"total": "Totals, not split"} | NAMES
PREVIEW = 20


def choose_extract(ask: Ask) -> Extract:
    """Topic, measures, splits, areas and periods: those of the row above are in, others can be."""
    topic = choose("Topic", "topic", list(TOPICS), words=TOPICS)
    # What misleads by itself stands only beside the figure it explains.
    rows = published.measures(ask.build).filter(pl.col("explains").is_null()).rows(named=True)
    topics = {row["measure"]: row["topic"] for row in rows if topic in ("all", row["topic"])}
    titles = told_apart({row["measure"]: row["title"] for row in rows if row["measure"] in topics})
    measure = choose("Measure", "measure", list(titles), words=titles)
    same = {name: title for name, title in titles.items() if topics[name] == topics[measure]}
    measures = [measure, *_some("More measures of its topic", "more_measures", same, measure)]
    kind = choose("Table", "table", list(KINDS), words=KINDS)
    splits = _choose_splits(ask, measures) if kind != WITHOUT_SPLITS else []
    areas, periods = _area_names(ask), _period_labels(ask)
    choice = Choice(
        kind,
        topics[measure],
        measures,
        [ask.area.code, *_some("More areas", "more_areas", areas, ask.area.code)],
        [ask.period.name, *_some("More periods", "more_periods", periods, ask.period.name)],
        splits,
    )
    return made(ask.build, choice, _words(choice, titles, areas, periods))


def show_extract(ask: Ask, extract: Extract) -> None:
    """How much it is, the filter in words, the files and the first rows."""
    say(
        f"**{extract.rows.height:,} rows, {extract.hidden:,} of them hidden \\[c\\].** "
        f"{plain(extract.words)}"
    )
    if extract.rows.is_empty():
        st.info(
            "Nothing is published for this choice. Some measures are published by force in "
            "three-year windows only: choose a longer period, a region or all forces."
        )
        return
    show_files(ask.build, extract)
    st.header("Preview", anchor=False)
    _show_preview(extract.rows)


def _show_preview(rows: pl.DataFrame) -> None:
    # Of one measure alone the words above say which; counts have names of their own.
    several = "measure" in rows.columns and rows["measure"].n_unique() > 1
    show_table(extract_table(rows.head(PREVIEW).to_dicts(), several), "First rows of the file")
    if rows.height > PREVIEW:
        say(f"The first {PREVIEW} of {rows.height:,} rows.")


def show_codebook(ask: Ask, extract: Extract) -> None:
    """What each column of the file means, how to cite it, and under which licence it comes."""
    st.header("Codebook", anchor=False)
    show_table(codebook(extract.rows.columns), "Columns of the file and their meaning")
    st.header("How to cite", anchor=False)
    st.code(citation(ask.build, extract.words), language=None, wrap_lines=True)
    say(f"Licence of the file: {plain(origin_of(ask.build).licence)}.")


def _choose_splits(ask: Ask, measures: list[str]) -> list[str]:
    offered = extracts.breakdowns(ask.build, measures)
    words = {name: _split_words(name) for name in offered}
    return _some("Only these splits", "splits", words, none="All")


def _split_words(breakdown: str) -> str:
    """Two at once are `a*b`."""
    return " and ".join(SPLITS.get(name, name) for name in breakdown.split("*"))


def _area_names(ask: Ask) -> dict[str, str]:
    # A region and a force may share a name.
    return {
        row["area_code"]: row["area_name"] + " (region)" * (row["area_level"] == "region")
        for row in published.areas(ask.build).to_dicts()
    }


def _period_labels(ask: Ask) -> dict[str, str]:
    return {period.name: period.label for period in published.all_periods(ask.build)}


def _words(
    choice: Choice, titles: dict[str, str], areas: dict[str, str], periods: dict[str, str]
) -> str:
    """The filter in words."""
    said = {
        KINDS[choice.kind]: "; ".join(titles[name] for name in choice.measures),
        "Splits": "; ".join(map(_split_words, choice.splits)),
        "Areas": ", ".join(areas[code] for code in choice.areas),
        "Periods": "; ".join(periods[name] for name in choice.periods),
    }
    return " ".join(f"{name}: {words}." for name, words in said.items() if words)


def _some(
    label: str, key: str, words: dict[str, str], without: str = "", none: str = "None"
) -> list[str]:
    """What is chosen of these, in their own order, besides what is in the file anyway."""
    others = [option for option in words if option != without]
    if key in st.session_state:
        # Chosen before another choice on this page that offers other things.
        st.session_state[key] = [each for each in st.session_state[key] if each in others]
    chosen = st.multiselect(
        label,
        others,
        # A forged choice that is no option is taken out below.
        format_func=lambda option: words.get(option, option),
        key=key,
        bind="query-params",
        placeholder=none,
        width=WIDTH,
    )
    # The browser is not to be trusted: what is not on the list does not reach a query.
    return [option for option in others if option in chosen]
