"""The reader's own extract: chosen measure, areas and periods; rows, hidden cells, files, words."""

import polars as pl
import streamlit as st

from dashboard.components import bundle
from dashboard.components.bundle import Extract
from dashboard.components.citing import citation
from dashboard.components.files import case_rows, file_name
from dashboard.components.filters import Ask, choose
from dashboard.components.panel import show_table
from dashboard.queries import comparisons, published
from dashboard.text.markdown import plain
from dashboard.text.tables import extract_table
from etl.files.codebook import codebook

KINDS = {
    "values": "Measure values",
    "counts": "Counts behind them",
    "differences": "Differences between areas and periods",
    "limits": "Funnel limits",
    "signals": "Signals and smoothed figures of forces",
}
QUERIES = {
    "values": published.extract,
    "counts": published.counts,
    "differences": comparisons.differences,
    "limits": comparisons.all_limits,
    "signals": comparisons.signals,
}
TOPICS = {
    "all": "All topics",
    "referrals": "Referrals",
    "gross_misconduct": "Gross misconduct",
    "discrimination": "Discrimination",
    "time_to_hearing": "Time to hearing",
    "data_quality": "Data quality",
}
PREVIEW = 20
MIMES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
    "json": "application/json",
}


def choose_extract(ask: Ask) -> Extract:
    """Topic, measure, areas and periods: those of the row above are in, others can be added."""
    topic = choose("Topic", "topic", list(TOPICS), words=TOPICS)
    # What misleads by itself stands only beside the figure it explains.
    rows = published.measures(ask.build).filter(pl.col("explains").is_null()).rows(named=True)
    titles = {row["measure"]: row["title"] for row in rows if topic in ("all", row["topic"])}
    titles = _told_apart(titles)
    names = dict(published.areas(ask.build).select("area_code", "area_name").rows())
    periods = {period.name: period.label for period in published.all_periods(ask.build)}
    measure = choose("Measure", "measure", list(titles), words=titles)
    kind = choose("Table", "table", list(KINDS), words=KINDS)
    areas = _more("More areas", "more_areas", names, ask.area.code)
    chosen = _more("More periods", "more_periods", periods, ask.period.name)
    words = (
        f"{KINDS[kind]}: {titles[measure]}. Areas: {', '.join(names[code] for code in areas)}. "
        f"Periods: {', '.join(periods[name] for name in chosen)}."
    )
    return Extract(QUERIES[kind](ask.build, measure, areas, chosen), words, f"{kind} {measure}")


def show_extract(ask: Ask, extract: Extract) -> None:
    """How much it is, the filter in words, the files and the first rows."""
    st.markdown(
        f"**{extract.rows.height:,} rows, {extract.hidden:,} of them hidden \\[c\\].** "
        f"{plain(extract.words)}"
    )
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
    st.code(citation(ask.build, extract.words), language=None, wrap_lines=True)


def _told_apart(titles: dict[str, str]) -> dict[str, str]:
    """Two measures may share a title: a step of the ladder and a share of its own."""
    said = list(titles.values())
    return {
        name: f"{title} ({name})" if said.count(title) > 1 else title
        for name, title in titles.items()
    }


def _more(label: str, key: str, words: dict[str, str], first: str) -> list[str]:
    """What is chosen above, then what is added; so there is always something."""
    others = [option for option in words if option != first]
    # The browser is not to be trusted: what is not on the list does not reach a query.
    added = st.multiselect(
        label, others, format_func=words.get, key=key, bind="query-params", placeholder="None"
    )
    return [first, *(option for option in added if option in others)]


def _show_files(ask: Ask, extract: Extract) -> None:
    def named(ending: str) -> str:
        return file_name(extract.name, ending=ending, synthetic=ask.build.synthetic)

    rows = f"{extract.rows.height:,}"
    # Made when asked for: a file of every area and period is too large for each change of a choice.
    files = {
        "csv": (f"CSV ({rows} rows)", lambda: bundle.csv_file(ask.build, extract)),
        "parquet": (f"Parquet ({rows} rows)", lambda: bundle.parquet_file(ask.build, extract)),
        "zip": (
            f"CSV with codebook and manifest ({rows} rows)",
            lambda: bundle.bundle(ask.build, extract, named("csv")),
        ),
        "json": ("manifest", lambda: bundle.manifest(ask.build, extract, named("csv"))),
    }
    with st.container(horizontal=True):
        for ending, (words, make) in files.items():
            st.download_button(
                f"Download {words}",
                make,
                file_name=named(ending),
                mime=MIMES[ending],
                key=f"extract-{ending}",
                on_click="ignore",
                wrap=True,
            )
