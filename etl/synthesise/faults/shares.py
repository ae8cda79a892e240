"""Faults that concern a share of a force's rows (rules 6 and 17)."""

from math import ceil

import polars as pl

from etl.synthesise.faults.planter import OWNER, Planter

c = pl.col
UNKNOWN = "NOT_KNOWN"
COLUMNS = (
    ("proceeding_subjects", "finding", {"outcome": UNKNOWN}),
    ("allegation_subjects", "case_to_answer", {}),
    ("case_subjects", "ethnicity", {}),
    ("case_subjects", "sex", {}),
)
# Above the tenth, and the fifth, that are reported; below them a force is too small to say.
SHARE_UNKNOWN, LEAST_ROWS = 0.14, 40
SHARE_OF_FIRSTS, LEAST_CASES = 0.25, 60


def plant(planter: Planter) -> None:
    _heaping(planter)
    for entity, column, also in COLUMNS:
        _unknown(planter, entity, column, also)


def smallest_force(rows: pl.DataFrame, least: int, taken: set[str]) -> str | None:
    """The force with the fewest of these rows, of those with enough and without a fault yet."""
    sizes = rows.group_by("force_code", maintain_order=True).len()
    sizes = sizes.filter((c("len") >= least) & ~c("force_code").is_in(list(taken)))
    return sizes.sort("len", "force_code")["force_code"].first() if sizes.height else None


def _unknown(planter: Planter, entity: str, column: str, also: dict[str, str]) -> None:
    """Most of what a force said is not known."""
    force = planter.tables["cases"].select("force_code", pl.col("case_id").alias(OWNER))
    rows = planter.tables[entity].filter(c(column).is_not_null())
    rows = rows.join(force, on=OWNER, maintain_order="left")
    code = smallest_force(rows, LEAST_ROWS, planter.forces_taken)
    if code is None:
        return
    own = rows.filter(c("force_code") == code)
    known = own.filter(c(column) != UNKNOWN)
    wanted = ceil(SHARE_UNKNOWN * own.height) - (own.height - known.height)
    chosen = planter.take_all(planter.some(known, wanted))
    planter.edit(entity, chosen, **{column: UNKNOWN}, **also)
    planter.expect_force(f"R06.{entity}.{column}", code)
    planter.forces_taken.add(code)


def _heaping(planter: Planter) -> None:
    """A force writes the first of the month where it does not know the day."""
    cases = planter.tables["cases"]
    code = smallest_force(cases, LEAST_CASES, planter.forces_taken)
    if code is None:
        return
    own = cases.filter(c("force_code") == code)
    quiet = own.join(planter.tables["referrals"], on="case_id", how="anti", maintain_order="left")
    # An earlier beginning must not make an investigation last a year.
    long = planter.tables["investigations"].filter(c("date_written_explanation").is_null())
    quiet = quiet.join(long, on="case_id", how="anti", maintain_order="left")
    later = quiet.filter(c("date_aware").dt.day() > 1)
    wanted = ceil(SHARE_OF_FIRSTS * own.height)
    if later.height < wanted:
        return
    chosen = planter.take_all(planter.some(later, wanted))
    first = c("date_aware").dt.month_start()
    earlier = c("date_aware") - first
    planter.edit(
        "cases",
        chosen,
        date_aware=first,
        incident_from=c("incident_from") - earlier,
        incident_to=c("incident_to") - earlier,
    )
    planter.expect_force("R17.cases.heaping", code)
    planter.forces_taken.add(code)
