"""Held against the curves of its region and neighbours, no hidden curve tells a single event."""

import duckdb
import polars as pl
import pytest

from etl.config import Settings
from etl.measures.definitions import COUNTS
from etl.publish.waits import KINDS
from tests.soak import SOAKING
from tests.spec.curve_attack import LAST, Cohort, steps_of
from tests.spec.publishing import public_policy

POLICY = public_policy()


def test_one_hidden_force_beside_shown_ones_is_told():
    region, shown = [(-1, 100, 5), (100, 250, 4)], [(-1, 100, 3), (100, 250, 3)]
    cohort = Cohort(["A", "B"], {"A": shown}, region, [], {})
    assert (-1, 100) in cohort.told("B", 2)
    assert (100, 250) in cohort.told("B", 2)


def test_two_hidden_forces_tell_nothing_of_one_another():
    region, shown = [(-1, 100, 5), (100, 250, 4)], [(-1, 100, 3), (100, 250, 3)]
    cohort = Cohort(["A", "B", "C"], {"A": shown}, region, [], {})
    assert cohort.told("B", 2) == []


def test_a_total_and_the_days_of_all_forces_count_as_known():
    cohort = Cohort(["A", "B"], {}, [(-1, 100, 4)], [(-1, 30, 1), (30, 100, 9)], {"A": 3.0})
    assert cohort.told("B", 2, every=False) == [(-1, 100), (-1, LAST)]


def test_events_are_worked_out_from_shares_and_numbers_at_risk():
    curve = pl.DataFrame(
        [("hearing", 0, 10, 0.0), ("hearing", 40, 7, 0.3), ("hearing", 90, 2, 0.3 + 0.7 * 3 / 5)],
        schema=["ending", "day", "at_risk", "estimate"],
        orient="row",
    )
    # Two were cut off between the steps.
    assert steps_of(curve) == {"hearing": [(-1, 40, 3), (40, 90, 3)]}


@pytest.fixture(scope="module")
def tables(built: Settings, tmp_path_factory) -> dict[str, pl.DataFrame]:
    read = {
        "curves": "select * from published.time_to_event where breakdown = 'total'",
        "areas": "select area_code, area_level, region_code from published.areas",
        "counts": "select * from published.counts where breakdown = 'total' and symbol is null",
    }
    copy = tmp_path_factory.mktemp("curves") / "public.duckdb"
    copy.write_bytes(built.public_file.resolve().read_bytes())
    with duckdb.connect(str(copy), read_only=True) as connection:
        return {name: connection.sql(query).pl() for name, query in read.items()}


def test_no_curve_of_the_demonstration_that_is_hidden_tells_an_event(tables):
    tried = 0
    for kind, window, region in _asked(tables):
        cohort, hidden = _cohort(tables, kind, window, region)
        up_to = POLICY.hide_up_to(COUNTS[KINDS[kind].reached].sensitivity, "force")
        for force in hidden:
            assert cohort.told(force, up_to, every=SOAKING) == [], (kind, window, force)
            tried += 1
    assert tried > 20


def _asked(tables: dict[str, pl.DataFrame]) -> list[tuple[str, str, str]]:
    """Kind, window and region of every curve of a force that is hidden."""
    hidden = tables["curves"].filter(area_level="force", symbol="c")
    placed = hidden.join(tables["areas"].select("area_code", "region_code"), on="area_code")
    asked = placed.select("measure", "cohort", "region_code").unique()
    return sorted(asked.drop_nulls().iter_rows())


def _cohort(
    tables: dict[str, pl.DataFrame], kind: str, window: str, region: str
) -> tuple[Cohort, list[str]]:
    curves = tables["curves"].filter(measure=kind, cohort=window)
    forces = tables["areas"].filter(region_code=region, area_level="force")["area_code"].to_list()
    country = tables["areas"].filter(area_level="country")["area_code"].item()
    ending, steps = KINDS[kind].endings[0], {}
    for area in (*forces, region, country):
        shown = curves.filter(pl.col("area_code") == area, pl.col("estimate").is_not_null())
        if shown.height:
            steps[area] = steps_of(shown, KINDS[kind].enters_late).get(ending, [])
    counts = tables["counts"].filter(count_name=KINDS[kind].reached, period=window)
    totals = dict(counts.select("area_code", "count").iter_rows())
    own = {force: totals[force] for force in forces if force in totals}
    known = {force: steps[force] for force in forces if force in steps}
    hidden = curves.filter(pl.col("area_code").is_in(forces), pl.col("symbol") == "c")
    whole = {"region": totals[region]} if region in totals else {}
    return (
        Cohort(forces, known, steps.get(region, []), steps.get(country, []), own | whole),
        sorted(hidden["area_code"]),
    )
