"""Why do these numbers differ? The published figures of one year, step by step."""

import polars as pl
import streamlit as st

from dashboard.charts.bridge import bridge_figure
from dashboard.components.files import OFFICIAL, csv_bytes, file_name
from dashboard.components.filters import choose
from dashboard.components.official_panel import official_panel, worded
from dashboard.components.panel import Panel, show
from dashboard.components.shared import shared
from dashboard.queries import record
from dashboard.queries.connection import Build
from dashboard.text import bridge as words
from dashboard.text.prose import prose

WORKED_OUT = "worked out from the published figures around it, not published"


def show_bridges(build: Build) -> None:
    """The bridges of a year of the reader's choice."""
    panels = {}
    for bridge in prose("bridges")["bridges"]:
        if panel := bridge_panel(build, bridge["name"]):
            panels.setdefault(bridge["period"], []).append(panel)
    if not panels:
        st.info("No figures to set beside each other came with this build.")
        return
    st.markdown(prose("bridges")["words"]["case_records"])
    for panel in panels[choose("Year", "published_year", sorted(panels, reverse=True))]:
        show(panel)


@shared
def bridge_panel(build: Build, name: str) -> Panel | None:
    """One bridge as chart and table; None where the record holds none of its figures."""
    bridge = next(each for each in prose("bridges")["bridges"] if each["name"] == name)
    found = [_printed(build, bridge["period"], line) for line in bridge["lines"]]
    rows = [frame for frame in found if not frame.is_empty()]
    if not rows:
        return None
    steps = words.bridge_steps(
        [line | _figure(frame) for line, frame in zip(bridge["lines"], found, strict=True)]
    )
    steps = [step | {"words": words.step_words(step)} for step in steps]
    title = f"{bridge['title']}, {bridge['period']}"
    return official_panel(
        pl.concat(rows),
        name=f"bridge-{name}",
        title=title,
        subtitle="Figures count different things, so the steps between them are named.",
        finding=_absent(steps),
        note=bridge["why"],
        table=words.bridge_table(steps),
        file_name=file_name("published", title),
        figure=bridge_figure(steps),
        alt=words.bridge_alt(title, steps),
        kind="record_bridge",
        file=_file(steps),
        many=len(steps),
    )


def _printed(build: Build, period: str, line: dict) -> pl.DataFrame:
    key = (line["measure"], line["unit"], line["category"], period)
    return worded(record.printed(build, *key))


def _figure(frame: pl.DataFrame) -> dict:
    return {"value": None} if frame.is_empty() else frame.row(0, named=True)


def _absent(steps: list[dict]) -> str:
    absent = [step["label"] for step in steps if step["value"] is None]
    return f"{prose('bridges')['words']['missing']}: {'; '.join(absent)}." if absent else ""


def _file(steps: list[dict]) -> bytes:
    """All steps, each saying whether a publisher prints it."""
    columns = ["label", "value", "unit", "measure", "category", "area_name", "period"]
    columns += ["publisher", "publication", "edition", "table_name", "cell", "url", "licence"]
    rows = [
        {"dataset_note": WORKED_OUT if step["as"] == "remainder" else OFFICIAL, "role": step["as"]}
        | {column: step.get(column) for column in columns}
        for step in steps
    ]
    return csv_bytes(pl.DataFrame(rows, infer_schema_length=None))
