"""Which promises are held at which step, and their results as rows of `published.validation`."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

import duckdb
import polars as pl

from etl.config import Settings
from etl.contracts import load_published
from etl.disclosure.policy import Policy
from etl.measures.definitions import COUNTS, MEASURES, T2
from etl.publish import before_after, drill
from etl.publish.headcounts import headcount_checks
from etl.publish.official import Official
from etl.publish.values import additive_breakdowns
from etl.quality.gate import hold
from etl.receive import Received
from etl.warehouse.reference import read_strings
from expectations import (
    published_areas,
    published_before_after,
    published_bridges,
    published_comparisons,
    published_counts,
    published_coverage,
    published_disparity,
    published_measure_values,
    published_time_to_event,
    published_validation_by_force,
    rule_hits,
)
from expectations.promise import Promise, finite

# Worked out from published figures, so that dividing by nothing could show.
DERIVED = ("control_limits", "funnels", "force_signals", "smoothed_values", "spc_points")
# All other tables of figures, in none of which an infinite one may stand either.
FIGURES = (
    "counts",
    "measure_values",
    "time_to_event",
    "differences",
    "disparity",
    "cluster_checks",
    "before_after",
    "official_figures",
)
# What a tier of its own must hold again: that nothing hidden shows. What is worked out from these
# tables is held where the public sees it.
CORE = ("counts", "measure_values", "time_to_event")
PASSED, FLAGGED, FAILED = "passed", "flagged", "failed"


def rule_results(received: Received, warehouse: Path, official: Official) -> pl.DataFrame:
    """One row for each validation rule, check of headcounts and printed total."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        hits = dict(
            connection.sql("select check_name, count(*) from quality.hits group by 1").fetchall()
        )
        delivered = connection.sql("from staging.workforce").pl()
    checks = [(check.name, check.title, check.severity) for check in received.checks]
    held = hold(warehouse, "quality", rule_hits.promises(checks, hits.keys()))
    checked = dict(
        received.accounting.select(
            "entity", pl.col("rows_received") - pl.col("rows_replaced")
        ).iter_rows()
    )
    rules = [
        {
            "check_name": check.name,
            "rule": check.rule,
            "kind": check.kind,
            "severity": check.severity,
            "entity": check.entity,
            "title": check.title,
            "mend": check.mend,
            "rows_checked": checked[check.entity],
            "rows_hit": hits.get(check.name, 0),
            "result": PASSED if rule_hits.held_by(check.name, held) else FLAGGED,
        }
        for check in received.checks
    ]
    headcounts = headcount_checks(delivered, official.workforce, official.figures)
    return pl.concat([pl.DataFrame(rules), headcounts, _totals(official)], how="diagonal_relaxed")


def published_results(
    path: Path, policy: Policy, synthetic: bool, only: tuple[str, ...] | None = None
) -> pl.DataFrame:
    """One row for each stop-promise on the published tables, or on some of them only."""
    promises = [
        promise
        for promise in _published_promises(policy, synthetic)
        if only is None or promise.table in only
    ]
    held, rules = hold(path, "published", promises), _rules([p.name for p in promises])
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = {
            table: connection.sql(f"select count(*) from published.{table}").fetchone()[0]
            for table in {promise.table for promise in promises}
        }
    return pl.DataFrame(
        [
            {
                "check_name": promise.name,
                "rule": rules.get(promise.name, "promise"),
                "kind": "promise",
                "severity": promise.severity,
                "entity": promise.table,
                "title": promise.title,
                "rows_checked": rows[promise.table],
                "rows_hit": 0 if held[promise.name] else 1,
                "result": PASSED if held[promise.name] else FAILED,
            }
            for promise in promises
        ]
    )


def _published_promises(policy: Policy, synthetic: bool) -> list[Promise]:
    limits = {name: policy.hide_up_to(count.sensitivity, "force") for name, count in COUNTS.items()}
    explains = {item.id: item.explains for item in MEASURES.values() if item.explains}
    parts = {name: count.parts_of for name, count in COUNTS.items() if count.parts_of}
    return [
        *published_counts.promises(limits, list(additive_breakdowns()), parts),
        *published_measure_values.promises(tuple(MEASURES), explains),
        *published_time_to_event.promises(limits[T2.numerator] + 1),
        *published_comparisons.promises(tuple(MEASURES), _numbers(DERIVED)),
        *published_before_after.promises(tuple(before_after.FIGURES), before_after.FEWEST_FORCES),
        *published_coverage.promises(),
        *published_areas.promises(synthetic),
        *published_bridges.promises(synthetic),
        *published_disparity.promises(),
        *published_validation_by_force.promises(drill.limits(policy)),
        *(finite(name, columns) for name, columns in _numbers(FIGURES).items()),
    ]


def _numbers(tables: tuple[str, ...]) -> dict[str, list[str]]:
    """The columns of published tables that hold numbers."""
    contract = load_published(Settings().published_contract_dir)
    return {
        name: [field.name for field in contract[name].fields if field.type == "number"]
        for name in tables
    }


def _rules(names: Iterable[str]) -> dict[str, str]:
    """The validation rule that a promise or printed total stands for, where it stands for one."""
    listed = read_strings(Settings().reference_dir / "rules.csv").filter(
        pl.col("kind").is_in(["promise", "total"])
    )
    found = {
        name: [
            rule
            for pattern, rule in listed.select("pattern", "rule").rows()
            if fnmatchcase(name, pattern)
        ]
        for name in names
    }
    return {name: rules[0] for name, rules in found.items() if rules}


def _totals(official: Official) -> pl.DataFrame:
    rules = _rules(official.totals["check_name"])
    return official.totals.select(
        "check_name",
        pl.col("check_name").replace_strict(rules, default="printed total").alias("rule"),
        pl.lit("total").alias("kind"),
        pl.lit("stop").alias("severity"),
        pl.lit("official_figures").alias("entity"),
        "title",
        pl.lit(official.figures.height, dtype=pl.Int64).alias("rows_checked"),
        pl.when("ok").then(0).otherwise(1).cast(pl.Int64).alias("rows_hit"),
        pl.when("ok").then(pl.lit(PASSED)).otherwise(pl.lit(FAILED)).alias("result"),
    )
