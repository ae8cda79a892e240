"""What a missing return or figure means for the figures of all: how many forces are in each."""

import polars as pl

from dashboard.components.files import OFFICIAL, case_file, csv_bytes, file_name
from dashboard.components.filters import Ask
from dashboard.components.panel import Panel, show
from dashboard.components.quality import accounting, headcounts, returns, totals
from dashboard.components.shared import shared
from dashboard.components.sources import source_words
from dashboard.queries import quality
from dashboard.queries.connection import Build
from dashboard.text import completeness as words


def show_rows(ask: Ask) -> None:
    """What became of the rows delivered, which returns arrived, and where forces are missing."""
    show(accounting(ask.build), nothing="No row accounting came with this build.")
    show(returns(ask), nothing="No list of returns came with these records.")
    show(incomplete(ask), nothing="Every figure of this area and period has all forces.")


def show_official(build: Build) -> None:
    """Printed totals that were worked out again, forces without a figure, doubted headcounts."""
    show(totals(build), nothing="No printed totals were checked.")
    show(official_gaps(build), nothing="Every official figure has all 43 forces.")
    if doubted := headcounts(build):
        show(doubted)


@shared
def incomplete(ask: Ask) -> Panel | None:
    """Figures of the chosen area and period that rest on some of its forces only."""
    rows = quality.incomplete(ask.build, ask.area.code, ask.period.name)
    if rows.is_empty():
        return None
    title = f"Figures without all forces: {ask.area.name}, {ask.period.dates}"
    return Panel(
        name="quality-incomplete",
        title=title,
        subtitle="A force with no return in a period is left out of the counts and of their base.",
        alt="",
        figure=None,
        table=lambda: words.incomplete_table(rows.to_dicts()),
        file=lambda: case_file(rows, ask.build),
        file_name=file_name(
            "incomplete", ask.area.name, ask.period.name, synthetic=ask.build.synthetic
        ),
        about=words.ABOUT,
        source=source_words(ask.build),
        rows=rows.height,
    )


@shared
def official_gaps(build: Build) -> Panel | None:
    """Official figures by force that some of the 43 forces lack, latest first."""
    rows = quality.official_gaps(build)
    if rows.is_empty():
        return None
    return Panel(
        name="quality-official-gaps",
        title="Official figures that some forces lack",
        subtitle="A publisher’s total stands for the forces that gave a figure.",
        alt="",
        figure=None,
        table=words.gaps_table(rows.to_dicts()),
        file=csv_bytes(rows.select(pl.lit(OFFICIAL).alias("dataset_note"), pl.all())),
        file_name=file_name("published", "forces without a figure"),
        about=words.ABOUT_OFFICIAL,
        source="Source: named in each row of the table",
        rows=rows.height,
    )
