"""Odd waits end in a figure or a symbol: never an exception, never infinite, never not a number."""

from math import isfinite

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.measures.definitions import MEASURES
from etl.publish.values import CELL
from etl.publish.waits import KINDS, Kind, curve_rows, curves, wait_values
from tests.etl.publish.test_waits import POLICY, _cells

KEY = dict(zip(CELL, ("A", "three_years", "2020-23", "total", "total"), strict=True))
SCHEMA = dict.fromkeys(CELL, pl.String) | {
    "kind": pl.String,
    "entered": pl.Int64,
    "days": pl.Int64,
    "ending": pl.String,
    "is_waiting": pl.Boolean,
    "number": pl.Int64,
}
# (entered, days after that, place of the ending or none, how many alike).
alike = st.tuples(
    st.integers(0, 5),
    st.sampled_from([0, 1, 5, 364, 365, 730, 40_000]),
    st.integers(-2, 6),
    st.integers(1, 12),
)


def _waits(kind: Kind, found: list[tuple]) -> pl.DataFrame:
    rows = []
    for entered, waited, place, number in found:
        ending = kind.endings[place] if 0 <= place < len(kind.endings) else None
        start = entered if kind.enters_late else 0
        rows.append(
            KEY
            | {
                "kind": kind.id,
                "entered": start,
                "days": start + waited,
                "ending": ending,
                "is_waiting": ending is None and place == -1,
                "number": number,
            }
        )
    return pl.DataFrame(rows, schema=SCHEMA)


def _counts(kind: Kind, waits: pl.DataFrame, level: str, forces: int) -> pl.DataFrame:
    """The cells that these waits add up to."""
    number, main = waits["number"].sum(), kind.endings[0]
    reached = waits.filter(ending=main)["number"].sum()
    sizes = dict.fromkeys(kind.parts, 0) | {kind.cohort: number}
    if kind.reached != kind.cohort:
        sizes[kind.reached] = reached
    lines = "\n".join(f"{name} | {size} |" for name, size in sizes.items())
    return _cells(f"count_name | count | symbol\n{lines}", level, forces)


@pytest.mark.parametrize("name", KINDS)
@given(st.lists(alike, max_size=12), st.sampled_from([("force", 1), ("country", 43)]))
@settings(max_examples=40, deadline=None)
def test_every_figure_is_finite_or_has_a_symbol(name, found, where):
    kind = KINDS[name]
    waits = _waits(kind, found)
    cells = _counts(kind, waits, *where)
    drawn = curves(kind, cells, waits, POLICY)
    values = wait_values(kind, cells, drawn, POLICY)
    assert values.height == sum(
        item.curve == kind.id and item.numerator in kind.parts for item in MEASURES.values()
    )
    for row in values.to_dicts():
        assert (row["value"] is None) == (row["symbol"] in ("c", "x", "z"))
        for end in (row["value"], row["lower"], row["upper"]):
            assert end is None or (isfinite(end) and end >= 0)
    for row in curve_rows(kind, cells, drawn).to_dicts():
        assert (row["estimate"] is None) == (row["symbol"] is not None)
        for end in (row["estimate"], row["lower"], row["upper"]):
            assert end is None or -1e-9 <= end <= 1 + 1e-9


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        pytest.param([], ("z", "z", "z"), id="nobody"),
        pytest.param([(0, 900, -1, 9)], ("z", 0, 730), id="all still waiting"),
        pytest.param([(0, 10, -1, 9)], ("z", "z", "z"), id="all still waiting, for ten days"),
        pytest.param([(0, 100, 0, 9)], (100, 100, 100), id="all on one day"),
        pytest.param([(0, 0, 0, 9)], (0, 100, 0), id="all on the day of notice"),
        pytest.param([(0, 100, 0, 1)], (100, 100, 100), id="one case, heard"),
        pytest.param([(0, 900, -1, 1)], ("z", 0, 730), id="one case, waiting"),
    ],
)
def test_the_edges_have_a_stated_result(found, shown):
    # Median, share within 24 months, mean days within 24 months, of all forces.
    kind = KINDS["T2"]
    waits = _waits(kind, found)
    cells = _counts(kind, waits, "country", 43)
    values = wait_values(kind, cells, curves(kind, cells, waits, POLICY), POLICY)
    rows = {row["measure"]: row for row in values.to_dicts()}
    got = [rows[name]["value"] for name in ("T2", "T2_24m", "T2_rmst")]
    said = [rows[name]["symbol"] for name in ("T2", "T2_24m", "T2_rmst")]
    assert [said[at] if each == "z" else got[at] for at, each in enumerate(shown)] == list(shown)
