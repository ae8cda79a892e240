"""Put the published tables together in the order and types of their contract."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb
import polars as pl

from etl.contracts import Entity
from etl.disclosure.policy import Policy
from etl.measures.definitions import COUNTS
from etl.measures.frames import category_labels, measure_rows
from etl.publish.areas import published_areas
from etl.publish.before_after import before_and_after
from etl.publish.breaks import break_rows, days_by_basis
from etl.publish.comparisons import cluster_checks, differences
from etl.publish.curve_audit import hold_curves
from etl.publish.disclosure import disclosure
from etl.publish.disparity import disparity
from etl.publish.drill import validation_by_force
from etl.publish.funnels import funnel_tables
from etl.publish.means import mean_values
from etl.publish.protect import Reader, protect
from etl.publish.summed import Summed
from etl.publish.trends import control_chart_tables
from etl.publish.values import measure_values, with_breaks
from etl.publish.waits import KINDS, curve_rows, curves, wait_values

POLARS_TYPES = {
    "string": pl.String,
    "date": pl.Date,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
}


@dataclass(frozen=True)
class Marts:
    """What publishing reads from the case-level database: count cells, waits, areas and returns."""

    cells: pl.DataFrame
    counted_quarters: pl.DataFrame
    waits: pl.DataFrame
    clusters: pl.DataFrame
    notices: pl.DataFrame
    areas: pl.DataFrame
    returns: pl.DataFrame
    accounting: pl.DataFrame
    validation: pl.DataFrame
    code_lists: pl.DataFrame
    breaks: pl.DataFrame
    system_changes: pl.DataFrame
    hits_by_force: pl.DataFrame


def read_marts(connection: duckdb.DuckDBPyConnection) -> Marts:
    """Read the marts in a fixed order, so that the same inputs publish the same rows."""

    def table(query: str) -> pl.DataFrame:
        return connection.sql(query).pl()

    return Marts(
        cells=table(
            "select * from marts.count_cells "
            "order by count_name, area_code, period_type, period, breakdown, category"
        ),
        counted_quarters=table("select * from marts.counted_quarters"),
        waits=table(
            "select * from marts.waits_by_area order by kind, area_code, period_type, period, "
            "breakdown, category, days, entered, ending, is_waiting"
        ),
        clusters=table(
            "select * from marts.ladder_clusters where period_type != 'quarter' "
            "order by count_name, period_type, period"
        ),
        notices=table("select * from marts.notice_cohorts order by break_id, side"),
        areas=table("select * from staging.areas order by area_level, area_code, force_code"),
        returns=table(
            "select force_code as area_code, quarter, submission_status, is_received "
            "from staging.force_quarters order by force_code, quarter"
        ),
        accounting=table("select * from quality.row_accounting order by position"),
        validation=table("select * from quality.results order by check_name"),
        code_lists=table("select * from reference.code_lists"),
        breaks=table(
            "select break_id, date, title, applies_to, source, null::varchar as area_code "
            "from reference.breaks "
            "order by date, applies_to"
        ),
        system_changes=table(
            "select changes.force_code, forces.force_name, changes.date_changed, "
            "changes.event_basis, codes.label from staging.system_changes as changes "
            "inner join staging.dataset_forces as forces using (force_code) "
            "inner join reference.code_lists as codes on codes.code_list = 'system_change' "
            "and changes.change = codes.code "
            "order by changes.force_code, changes.date_changed, changes.event_basis"
        ),
        hits_by_force=table("select * from quality.hits_by_force order by check_name, force_code"),
    )


@dataclass(frozen=True)
class Known:
    """What readers know from elsewhere: counts shown in the release before this, which they may
    have kept, and the names of counts that official publishers print by force.

    Readers of an internal file, who may see the cases, do not attack it (`are_bound`).
    """

    former: Mapping[tuple, float] = field(default_factory=dict)
    printed: tuple[str, ...] = ()
    are_bound: bool = False


def case_tables(
    marts: Marts, policy: Policy, dataset: str, known: Known | None = None
) -> dict[str, pl.DataFrame]:
    """The published tables that come from case records, all worked out from protected cells.

    `known` is what readers know from elsewhere.
    """
    known = known or Known()
    summed = Summed.of(marts.counted_quarters, marts.areas)
    reader = Reader(_added_into(marts.areas), summed, known.former, known.printed)
    protected = protect(marts.cells, reader, policy, attacked=not known.are_bound)
    cells = protected.cells
    drawn = {name: curves(kind, cells, marts.waits, policy) for name, kind in KINDS.items()}
    waits = pl.concat([curve_rows(kind, cells, drawn[name]) for name, kind in KINDS.items()])
    hold_curves(waits, policy)
    values = pl.concat(
        [
            measure_values(cells, policy),
            mean_values(cells, marts.waits, policy),
            *(wait_values(kind, cells, drawn[name], policy) for name, kind in KINDS.items()),
        ]
    )
    register = break_rows(marts.breaks, marts.system_changes)
    breaks = days_by_basis(register)
    values = with_breaks(values, breaks)
    funnels, charts = funnel_tables(values), control_chart_tables(values, breaks)
    limits = [made.pop("control_limits") for made in (funnels, charts)]
    tables = {
        **funnels,
        **charts,
        "control_limits": pl.concat(limits, how="diagonal"),
        "counts": cells,
        "measure_values": values,
        "breaks": register,
        "differences": differences(values, breaks),
        "disparity": disparity(cells, breaks, policy),
        "time_to_event": waits,
        "areas": published_areas(marts.areas, cells),
        "submissions": marts.returns,
        "row_accounting": marts.accounting,
        "disclosure": disclosure(protected),
        "coverage": _coverage(marts.cells),
        "cluster_checks": cluster_checks(marts.clusters, values),
        "before_after": before_and_after(marts.notices, policy),
        "validation_by_force": validation_by_force(marts.hits_by_force, marts.areas, policy),
    }
    return {
        name: table.with_columns(pl.lit(dataset).alias("dataset")) for name, table in tables.items()
    }


def shared_tables(marts: Marts) -> dict[str, pl.DataFrame]:
    """The published tables that explain: measures, words, breaks and validation results."""
    return {
        "measures": measure_rows(),
        "categories": category_labels(marts.code_lists),
        "breaks": marts.breaks,
        "validation": marts.validation,
    }


def policy_rows(policy: Policy) -> pl.DataFrame:
    """One row per class of counts: what the policy hides, for readers to see."""
    return pl.DataFrame(
        [
            {
                "sensitivity": name,
                "title": rule.title or name,
                "hide_up_to": rule.hide_up_to,
                "hide_group_up_to": rule.hide_group_up_to,
                "counts": ", ".join(c.name for c in COUNTS.values() if c.sensitivity == name),
            }
            for name, rule in policy.sensitivity.items()
        ]
    )


def as_contracted(table: pl.DataFrame | None, entity: Entity) -> pl.DataFrame:
    """The columns of the contract in their order and type, rows in the order of the key."""
    schema = {field.name: POLARS_TYPES[field.type] for field in entity.fields}
    if table is None or table.is_empty():
        # Records of a year or two give rows to some tables only; the others have none.
        return pl.DataFrame(schema=schema)
    return table.select(pl.col(name).cast(kind) for name, kind in schema.items()).sort(
        entity.primary_key, nulls_last=False
    )


def _added_into(areas: pl.DataFrame) -> dict[str, str | None]:
    """For each published area the next larger one: region, or the country where there is none."""
    country = next(iter(areas.filter(area_level="country")["area_code"]), None)
    regions = set(areas.filter(area_level="region")["area_code"])
    forces = areas.filter(area_level="force").select("area_code", "region_code").iter_rows()
    return {
        **{force: region if region in regions else country for force, region in forces},
        **dict.fromkeys(regions, country),
    }


def _coverage(cells: pl.DataFrame) -> pl.DataFrame:
    return (
        cells.filter("is_published")
        .select(
            "count_name",
            "area_code",
            "period",
            "period_type",
            pl.col("forces").alias("forces_expected"),
            "forces_counted",
        )
        .unique(maintain_order=True)
    )
