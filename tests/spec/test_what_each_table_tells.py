"""Which linear facts each published table gives a reader, and that hidden cells reach none of them.

Where a table holds counts, the attack on the release takes them for known; all others are worked
out from shown cells, stand for all forces together (without threshold), or are not about people.
"""

from dataclasses import dataclass, replace

import polars as pl
import pytest

from etl.config import Settings
from etl.contracts import load_published
from etl.publish import tables
from etl.publish.protect import Protected
from etl.publish.tables import Marts
from etl.publish.waits import KINDS
from tests.spec.invented import FORCES, Invented
from tests.spec.publishing import count_deliveries, public_policy

SUMS = "sums over areas, periods and categories, parts and bases: attacked by every build"
SHOWN = "worked out from figures that are shown: no fact that these do not give"
NATIONAL = "all forces together only: no threshold, and counted by no other table in these parts"
ABOUT = "says what was received, defined or checked: no count of people by force"
OFFICIAL = "printed by others: what they print by force is known to the attack (decision 2f)"
TELLS = {
    "counts": SUMS,
    "measure_values": "numerators and bases of `counts`; times of cohorts shown whole",
    "time_to_event": "events between steps: attacked curve by curve by every build, and several "
    "against one another in test_curves_against_one_another.py",
    "smoothed_values": SHOWN,
    "force_signals": SHOWN,
    "funnels": SHOWN,
    "control_limits": SHOWN,
    "spc_points": SHOWN,
    "differences": SHOWN,
    "disparity": "pairs of `counts`, each within the step before: attacked with them",
    "cluster_checks": NATIONAL,
    "before_after": NATIONAL,
    "bridges": "counts of all forces, read off `counts`",
    "validation_by_force": "rows that failed: no fewer than that were delivered; small ones about "
    "people are hidden, and how many were delivered is not told (etl/publish/drill.py)",
    "validation": ABOUT,
    "row_accounting": ABOUT,
    "submissions": ABOUT,
    "coverage": ABOUT,
    "disclosure": "how many cells are hidden, by topic and level",
    "areas": "which area adds up into which: taken for known",
    **dict.fromkeys(("breaks", "build", "build_inputs", "categories", "measures", "policy"), ABOUT),
    **dict.fromkeys(("boundaries", "official_coverage", "official_figures", "revisions"), OFFICIAL),
}


@dataclass(frozen=True)
class Told:
    """A release: its marts, the cells as protected, and the tables that come of them."""

    marts: Marts
    protected: Protected
    tables: dict[str, pl.DataFrame]


def told(marts: Marts, protected: Protected | None = None) -> Told:
    """The tables of these marts, with the cells protected anew or as they were."""
    kept = [protected] if protected else []

    def protect(*given: object, **more: object) -> Protected:
        if not kept:
            kept.append(original(*given, **more))
        return kept[0]

    original = tables.protect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "protect", protect)
        # Line by line only: what is hidden for the attack besides is blanked in the same way.
        quick = tables.Known(are_bound=True)
        made = tables.case_tables(marts, public_policy(), "test", quick)
    return Told(marts, kept[0], made)


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Told:
    folder = tmp_path_factory.mktemp("tells")
    about = {"coverage_from": "2020-04-01", "coverage_to": "2023-03-31"}
    invented = Invented(11, 120, FORCES, **about, extracted_on="2026-06-30")
    counted = count_deliveries([invented.write(folder / "delivery")], folder / "conduct.duckdb")
    return told(counted.marts)


def test_every_published_table_is_judged():
    assert TELLS.keys() == load_published(Settings().published_contract_dir).keys()


def test_what_is_said_to_be_of_all_forces_is_of_no_force(release):
    for name, told in TELLS.items():
        if told == NATIONAL:
            table = release.tables[name]
            levels = {"area_level", "area_code"} & set(table.columns)
            assert not levels or set(table["area_level"]) <= {"country"}, name


def test_no_table_changes_with_a_count_or_a_wait_that_is_hidden(release):
    cells = release.protected.cells
    hidden = cells.filter(symbol="c")
    assert hidden.height > 50
    assert hidden["count"].null_count() == hidden.height
    other = replace(
        release.marts,
        cells=_other_counts(release.marts.cells, cells),
        waits=_other_waits(release.marts.waits, cells),
    )
    assert not other.waits.equals(release.marts.waits)
    after = told(other, release.protected).tables
    for name, table in release.tables.items():
        assert table.equals(after[name]), name


CELL = ["area_code", "period_type", "period", "breakdown", "category"]


def _other_counts(counts: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    hidden = cells.filter(symbol="c").select("count_name", *CELL, is_hidden=True)
    marked = counts.join(hidden, on=["count_name", *CELL], how="left", maintain_order="left")
    return marked.with_columns(
        count=pl.when(pl.col("is_hidden")).then(pl.col("count") + 7).otherwise("count")
    ).drop("is_hidden")


def _other_waits(waits: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Each wait of a cohort of which a count is hidden is a hundred days longer."""
    parts = pl.DataFrame(
        [(kind.id, name) for kind in KINDS.values() for name in kind.parts],
        schema=["kind", "count_name"],
        orient="row",
    )
    hidden = cells.filter(symbol="c").join(parts, on="count_name").select("kind", *CELL)
    marked = waits.join(
        hidden.unique().with_columns(is_hidden=True), on=["kind", *CELL], how="left",
        maintain_order="left",
    )  # fmt: skip
    return marked.with_columns(
        days=pl.when(pl.col("is_hidden")).then(pl.col("days") + 100).otherwise("days")
    ).drop("is_hidden")
