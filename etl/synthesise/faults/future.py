"""Dates after the day of extraction (rule 7)."""

from datetime import date

import polars as pl

from etl.synthesise.faults.planter import Planter

c = pl.col
AFTER = pl.lit(date(2026, 7, 20))


def plant(planter: Planter) -> None:
    """Dates after the extraction, in rows where no other rule compares them."""
    cases = planter.tables["cases"]
    late_cases = cases.filter(c("date_aware") >= pl.date(2022, 7, 1))
    still_open = late_cases.filter(c("case_status") == "OPEN").select("case_id")
    undecided = c("date_case_to_answer").is_null()
    decided = planter.tables["allegation_subjects"].filter(~undecided).select("case_id")
    places = [
        ("cases", "date_recorded", c("date_finalised").is_null()),
        ("cases", "date_finalised", c("date_finalised").is_null()),
        ("case_subjects", "date_left_force", c("date_left_force").is_null()),
        ("allegation_subjects", "date_case_to_answer", undecided),
        ("severity_assessments", "date_assessed", pl.lit(True)),
        ("mode_decisions", "date_decided", c("mode").is_in(["LOCAL", "RETURN_TO_FORCE"])),
        ("investigations", "date_written_explanation", pl.lit(True)),
        ("duty_suspensions", "date_to", pl.lit(True)),
        ("clock_stops", "date_to", pl.lit(True)),
        ("criminal_proceedings", "date_concluded", pl.lit(True)),
        ("appeals", "date_decided", pl.lit(True)),
        ("submissions", "date_received", c("date_received").is_not_null()),
    ]
    for entity, column, where in places:
        rows = planter.tables[entity].filter(where)
        if entity == "cases":
            rows = rows.join(still_open, on="case_id", how="semi", maintain_order="left")
        _late(planter, entity, column, planter.take(entity, rows))
    reports = planter.tables["investigations"].filter(c("date_report").is_null())
    reports = reports.join(decided, on="case_id", how="anti", maintain_order="left")
    _late(planter, "investigations", "date_report", planter.take("investigations", reports))
    # How soon accelerated hearings follow the notice is a rule of its own.
    waiting = (c("proceeding_status") == "SCHEDULED") & c("proceeding_type").is_in(
        ["MEETING", "HEARING"]
    )
    rows = planter.take("proceedings", planter.tables["proceedings"].filter(waiting))
    _late(planter, "proceedings", "date_first_day", rows)


def _late(planter: Planter, entity: str, column: str, rows: pl.DataFrame) -> None:
    planter.edit(entity, rows, **{column: AFTER})
    planter.expect(rows, f"R07.{entity}.{column}")
