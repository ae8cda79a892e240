"""Why do these numbers differ? The published figures of one year, step by step."""

import polars as pl
import streamlit as st

from dashboard.charts.bridge import bridge_figure
from dashboard.components.files import OFFICIAL, csv_bytes, file_name
from dashboard.components.filters import choose
from dashboard.components.official_panel import official_panel
from dashboard.components.panel import Panel, show
from dashboard.components.shared import shared
from dashboard.components.words import say
from dashboard.queries import record
from dashboard.queries.connection import Build
from dashboard.text import bridge as words
from dashboard.text.prose import prose

ROLES = {
    "official": OFFICIAL,
    "worked_out": "worked out by the build from the figures around it, printed by nobody",
    "case_records": "counted from the case records, after protection",
}


def show_bridges(build: Build) -> None:
    """The bridges of a year of the reader's choice."""
    steps = record.bridges(build)
    if steps.is_empty():
        st.info("No figures to set beside each other came with this build.")
        return
    with_cases = "case_records" in steps["origin"]
    say(prose("bridges")["words"]["with_case_records" if with_cases else "case_records"])
    years = steps["period"].unique().sort(descending=True).to_list()
    year = choose("Year", "published_year", years)
    for name in steps.filter(period=year)["bridge"].unique(maintain_order=True):
        if panel := bridge_panel(build, name):
            show(panel)


@shared
def bridge_panel(build: Build, name: str) -> Panel | None:
    """One bridge as chart and table; None where the record holds none of its figures."""
    rows = record.bridges(build).filter(bridge=name)
    if rows.is_empty():
        return None
    steps = [step | {"words": words.step_words(step)} for step in rows.to_dicts()]
    first = steps[0]
    title = f"{first['title']}, {first['period']}"
    return official_panel(
        rows.filter(pl.col("url").is_not_null()),
        name=f"bridge-{name}",
        title=title,
        subtitle="Figures count different things, so the steps between them are named.",
        finding=_absent(steps),
        note=first["why"],
        table=words.bridge_table(steps),
        file_name=file_name("published", title),
        figure=bridge_figure(steps),
        alt=words.bridge_alt(title, steps),
        kind="record_bridge",
        file=_file(rows),
        many=len(steps),
    )


def _absent(steps: list[dict]) -> str:
    absent = [step["label"] for step in steps if step["symbol"] == "x"]
    return f"{prose('bridges')['words']['missing']}: {'; '.join(absent)}." if absent else ""


def _file(rows: pl.DataFrame) -> bytes:
    """All steps, each saying whether a publisher prints it."""
    origin = pl.col("origin").replace_strict(ROLES, return_dtype=pl.String)
    return csv_bytes(rows.select(origin.alias("dataset_note"), pl.exclude("why")))
