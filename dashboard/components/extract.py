"""The reader's own extract: chosen measure, areas and periods; rows, hidden cells, files, words."""

from dataclasses import dataclass

import polars as pl
import streamlit as st

from dashboard.components.codebook import codebook
from dashboard.components.files import (
    case_rows,
    csv_bytes,
    file_name,
    parquet_bytes,
    safe,
)
from dashboard.components.filters import Ask, choose
from dashboard.components.panel import show_table
from dashboard.queries import published
from dashboard.text.markdown import plain
from dashboard.text.periods import day_words
from dashboard.text.tables import extract_table

KINDS = {"values": "Measure values", "counts": "Counts behind them"}
PREVIEW = 20
NAMES = {"csv": "CSV", "parquet": "Parquet"}
MIMES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


@dataclass(frozen=True)
class Extract:
    """Rows of the published tables with the filter that made them, in words."""

    rows: pl.DataFrame
    words: str
    name: str


def choose_extract(ask: Ask) -> Extract:
    """Measure, areas and periods: those of the row above are in, others can be added."""
    titles = dict(published.measures(ask.build).select("measure", "title").rows())
    names = dict(published.areas(ask.build).select("area_code", "area_name").rows())
    periods = {period.name: period.label for period in published.all_periods(ask.build)}
    measure = choose("Measure", "measure", list(titles), words=titles)
    kind = choose("Table", "table", list(KINDS), words=KINDS)
    areas = _more("More areas", "more_areas", names, ask.area.code)
    chosen = _more("More periods", "more_periods", periods, ask.period.name)
    query = published.extract if kind == "values" else published.counts
    rows = query(ask.build, measure, areas, chosen)
    words = (
        f"{KINDS[kind]}: {titles[measure]}. Areas: {', '.join(names[code] for code in areas)}. "
        f"Periods: {', '.join(periods[name] for name in chosen)}."
    )
    return Extract(rows, words, f"{kind} {measure}")


def show_extract(ask: Ask, extract: Extract) -> None:
    """How much it is, the filter in words, the files and the first rows."""
    many, hidden = extract.rows.height, extract.rows.filter(symbol="c").height
    st.markdown(f"**{many:,} rows, {hidden:,} of them hidden \\[c\\].** {plain(extract.words)}")
    if extract.rows.is_empty():
        st.info(
            "Nothing is published for this choice. Some measures are published by force in "
            "three-year windows only: choose a longer period, a region or all forces."
        )
        return
    _show_files(ask, extract)
    st.header("Preview", anchor=False)
    show_table(extract_table(extract.rows.head(PREVIEW).to_dicts()), "First rows of the file")
    if extract.rows.height > PREVIEW:
        st.markdown(f"The first {PREVIEW} of {extract.rows.height:,} rows.")


def show_codebook(ask: Ask, extract: Extract) -> None:
    """What each column of the file means, and how to cite it."""
    st.header("Codebook", anchor=False)
    columns = case_rows(extract.rows.head(0), ask.build).columns
    show_table(codebook(columns), "Columns of the file and their meaning")
    st.header("How to cite", anchor=False)
    kind = "synthetic demonstration data" if ask.build.synthetic else "case records"
    st.markdown(
        f"Police conduct trends, England and Wales: {kind}, build {plain(ask.build.id)}, "
        f"{day_words(ask.build.built_on)}. {plain(extract.words)}"
    )


def _more(label: str, key: str, words: dict[str, str], first: str) -> list[str]:
    """What is chosen above, then what is added; so there is always something."""
    others = [option for option in words if option != first]
    # The browser is not to be trusted: what is not on the list does not reach a query.
    added = st.multiselect(
        label, others, format_func=words.get, key=key, bind="query-params", placeholder="None"
    )
    return [first, *(option for option in added if option in others)]


def _show_files(ask: Ask, extract: Extract) -> None:
    def rows() -> pl.DataFrame:
        return safe(case_rows(extract.rows, ask.build))

    # Made when asked for: a file of every area and period is too large for each change of a choice.
    makers = {"csv": lambda: csv_bytes(rows()), "parquet": lambda: parquet_bytes(rows())}
    with st.container(horizontal=True):
        for ending, make in makers.items():
            st.download_button(
                f"Download {NAMES[ending]} ({extract.rows.height:,} rows)",
                make,
                file_name=file_name(extract.name, ending=ending, synthetic=ask.build.synthetic),
                mime=MIMES[ending],
                key=f"extract-{ending}",
                on_click="ignore",
            )
