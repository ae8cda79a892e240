"""Which forces' rows a check hits, as counts that have passed the disclosure policy.

The rows hit in all are published beside them, so a count is hidden together with enough others
that it cannot be subtracted out; where that cannot be done, no force is named.
"""

import polars as pl

from etl.disclosure.cells import HIDDEN, Cells, Line, hide_more, hide_small
from etl.disclosure.policy import Policy

# Records about a person. Faults in all others say how good the records are, not what is in them.
SENSITIVITY = dict.fromkeys(
    (
        "case_subjects", "allegation_subjects", "severity_assessments", "duty_suspensions",
        "criminal_proceedings", "proceedings", "proceeding_subjects", "appeals",
    ),
    "proceedings",
) | {"allegation_characteristics": "complaint_characteristic"}  # fmt: skip


def validation_by_force(hits: pl.DataFrame, areas: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Rows check_name, area_code, rows_hit, rows_checked, symbol for published forces.

    `hits` is quality.hits_by_force, `areas` staging.areas; a hidden count is null with symbol `c`.
    """
    forces = areas.filter(area_level="force").select("force_code", "area_code")
    rows = hits.join(forces, on="force_code").with_columns(
        limit=pl.col("entity").replace_strict(limits(policy), default=0, return_dtype=pl.Int64)
    )
    # That a share is flagged says nothing about any row.
    counted = rows.filter(~pl.col("is_share"))
    told = _told(counted, "check_name", "rows_hit")
    return (
        rows.join(told, on=["check_name", "area_code"], how="left")
        .filter(pl.col("is_share") | pl.col("told").is_not_null())
        .select(
            "check_name",
            "area_code",
            rows_hit=pl.when(pl.col("is_share") | pl.col("told")).then("rows_hit"),
            # As many records about people as a force has, its hidden counts cannot be more.
            rows_checked=pl.when(pl.col("limit") == 0).then("rows_checked"),
            symbol=pl.when(~pl.col("is_share") & ~pl.col("told")).then(pl.lit(HIDDEN)),
        )
    )


def limits(policy: Policy) -> dict[str, int]:
    """The largest count of a force that is hidden, by entity; other entities hide nothing."""
    return {name: policy.hide_up_to(kind, "force") for name, kind in SENSITIVITY.items()}


def _told(rows: pl.DataFrame, by: str, count: str) -> pl.DataFrame:
    """Columns `by`, area_code and `told`: false if hidden; no row where nobody can be named."""
    keys = rows.select(by, "area_code").rows()
    cells = Cells(
        counts=dict(zip(keys, rows[count], strict=True)),
        thresholds=dict(zip(keys, rows["limit"], strict=True)),
    )
    lines = {name: Line((name, ""), tuple(k for k in keys if k[0] == name)) for name, _ in keys}
    for line in lines.values():
        cells.counts[line.total] = sum(cells.counts[key] for key in line.parts)
        cells.thresholds[line.total] = 0
    hide_small(cells)
    hide_more(cells, list(lines.values()))
    # The total is public whatever happens: if it would have to be hidden, all else must go.
    kept = [key for key in keys if lines[key[0]].total not in cells.hidden]
    return pl.DataFrame(
        [(*key, key not in cells.hidden) for key in kept],
        schema={by: pl.String, "area_code": pl.String, "told": pl.Boolean},
        orient="row",
    )
