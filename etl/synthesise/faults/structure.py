"""Faults of values, keys, parents, codes and forces (rules 0 to 3)."""

import polars as pl

from etl.synthesise.faults.planter import Planter, Written

c = pl.col
NEW = pl.date(2020, 2, 1)
EVERY = pl.lit(True)
# The numbers of officers and specials also hold up rules 38, 46 and 48.
NO_OFFICERS = c("worker_group") == "PCSO"

# Entity, column, what is written, and the rows where nothing else follows from it.
MISFITS: list[tuple[str, str, Written, pl.Expr]] = [
    ("cases", "date_aware", None, c("date_recorded").is_not_null()),
    ("cases", "date_finalised", "31.03.2025", c("date_aware") >= pl.date(2022, 1, 1)),
    ("cases", "incident_from", "1900-01-01", EVERY),
    ("cases", "suspended_days", "-3", EVERY),
    ("cases", "linked_to_pre_2020", "maybe", ~c("linked_to_pre_2020")),
    ("case_subjects", "worker_group", None, EVERY),
    ("allegation_breaches", "allegation_id", None, EVERY),
    ("allegation_factors", "case_id", pl.format("C {}", "row"), EVERY),
    ("allegation_subjects", "date_case_to_answer", "2023-02-30", EVERY),
    ("severity_assessments", "severity", None, EVERY),
    ("referrals", "date_referred", "2024/05/01", EVERY),
    ("mode_decisions", "is_current", "1", EVERY),
    ("investigations", "date_started", "spring", EVERY),
    ("duty_suspensions", "date_from", None, EVERY),
    ("clock_stops", "date_to", "2024-13-01", EVERY),
    ("criminal_proceedings", "criminal_seq", "0", EVERY),
    ("proceedings", "date_notice", "9999-12-31", EVERY),
    ("proceeding_subjects", "is_former_officer", "perhaps", ~c("is_former_officer")),
    ("appeals", "date_lodged", "01/04/2024", EVERY),
    ("submissions", "date_received", "soon", EVERY),
    ("workforce", "workers", "many", NO_OFFICERS),
]

# Entity, the column in which two rows of one key contradict one another, and the other value.
CONFLICTS: list[tuple[str, str, Written, pl.Expr]] = [
    ("cases", "suspended_days", c("suspended_days").fill_null(0) + 5, EVERY),
    ("case_subjects", "age_band", "NOT_KNOWN", c("age_band") != "NOT_KNOWN"),
    ("allegations", "sub_category_code", None, c("sub_category_code").is_not_null()),
    ("severity_assessments", "severity", "NEITHER", c("severity") != "NEITHER"),
    ("referrals", "referral_route", "DG_REQUIRED", c("referral_route") != "DG_REQUIRED"),
    ("proceeding_subjects", "has_multiple_incidents", "true", ~c("has_multiple_incidents")),
    ("workforce", "workers", c("workers") + 10, NO_OFFICERS),
    ("submissions", "submission_status", "PARTIAL", c("submission_status") == "SUBMITTED"),
]
REPEATED = (
    "cases", "case_subjects", "allegation_characteristics", "referrals", "proceedings", "appeals",
    "workforce",
)  # fmt: skip
ORPHANS = (
    "allegations", "allegation_characteristics", "case_subjects", "allegation_subjects",
    "severity_assessments", "referrals", "mode_decisions", "investigations", "duty_suspensions",
    "clock_stops", "criminal_proceedings", "proceeding_subjects", "appeals",
)  # fmt: skip

# Entity, column, a code that no list holds, or one that is not valid on the day of the record.
STRANGE_CODES: list[tuple[str, str, str, pl.Expr]] = [
    ("cases", "case_type", "INQUEST", EVERY),
    ("cases", "case_status", "CLOSED", EVERY),
    (
        "cases",
        "complaint_status",
        "OUTSIDE_SCH3",
        (c("case_type") == "COMPLAINT") & (c("date_aware") < NEW),
    ),
    ("case_subjects", "rank", "CAPTAIN", EVERY),
    ("case_subjects", "amendment_layer", "AM2030", EVERY),
    ("case_subjects", "leaving_reason", "PROMOTED", c("leaving_reason").is_not_null()),
    (
        "allegations",
        "category_code",
        "I",
        (c("allegation_scheme") == "IOPC_2020") & c("sub_category_code").is_null(),
    ),
    ("allegation_characteristics", "characteristic", "ACCENT", EVERY),
    ("allegation_breaches", "standard", "POLITENESS", EVERY),
    ("allegation_factors", "factor_code", "WEATHER", EVERY),
    ("allegation_subjects", "decision_maker", "CORONER", c("decision_maker").is_not_null()),
    ("allegation_subjects", "handling_after", "RPRP", c("date_case_to_answer") < NEW),
    # What was assessed as neither is not what gross misconduct was found for.
    (
        "severity_assessments",
        "severity",
        "PRI",
        (c("date_assessed") < NEW) & (c("severity") == "NEITHER"),
    ),
    ("referrals", "referral_route", "POWER_OF_INITIATIVE", c("date_referred") < NEW),
    ("referral_criteria", "criterion", "MEDIA_INTEREST", EVERY),
    ("mode_decisions", "mode", "ADVISED", EVERY),
    ("investigations", "mode", "REMOTE", c("mode").is_not_null()),
    ("duty_suspensions", "suspension_kind", "HOLIDAY", EVERY),
    ("clock_stops", "stop_reason", "HOLIDAY", EVERY),
    ("criminal_proceedings", "criminal_result", "SETTLED", EVERY),
    ("proceedings", "chair_type", "JUDGE", EVERY),
    ("proceeding_subjects", "outcome_after_appeal", "APOLOGY", EVERY),
    ("appeals", "appeal_result", "UPHELD", EVERY),
    ("submissions", "submission_status", "LOST", EVERY),
    ("workforce", "worker_group", "TRAFFIC_WARDEN", NO_OFFICERS),
    ("workforce_groups", "category", "UNHEARD_OF", EVERY),
]


def plant(planter: Planter) -> None:
    _misfits(planter)
    _keys(planter)
    _orphans(planter)
    _codes(planter)
    _forces(planter)


def _misfits(planter: Planter) -> None:
    for entity, column, written, where in MISFITS:
        rows = planter.take(entity, planter.tables[entity].filter(c(column).is_not_null() & where))
        planter.edit(entity, rows, **{column: written})
        planter.expect(rows, f"R00.{entity}.{column}")


def _keys(planter: Planter) -> None:
    """Two rows of one key: contradicting (both are hit) and repeated (the later one is)."""
    for entity, column, other, where in CONFLICTS:
        rows = planter.take(entity, planter.tables[entity].filter(where), each=2)
        planter.expect(rows, f"R01.{entity}.key")
        planter.expect(planter.insert(entity, rows, **{column: other}), f"R01.{entity}.key")
    for entity in REPEATED:
        rows = planter.tables[entity]
        rows = planter.take(entity, rows.filter(NO_OFFICERS) if entity == "workforce" else rows)
        planter.expect(planter.insert(entity, rows), f"R01.{entity}.duplicate")


def _orphans(planter: Planter) -> None:
    """Copies of rows that name a case, or proceedings, which were not delivered."""
    for entity in ORPHANS:
        table = planter.tables[entity]
        key = "proceeding_id" if "proceeding_id" in table.columns else "case_id"
        if entity == "proceeding_subjects":
            table = table.filter(c("finding").is_null() | (c("finding") == "NOT_PROVEN"))
        rows = planter.take(entity, table)
        nowhere = pl.format("X99{}", c("row").cast(pl.String).str.zfill(7))
        planter.expect(planter.insert(entity, rows, **{key: nowhere}), f"R01.{entity}.orphan")


def _codes(planter: Planter) -> None:
    for entity, column, code, where in STRANGE_CODES:
        rows = planter.take(entity, planter.tables[entity].filter(where))
        planter.edit(entity, rows, **{column: code})
        planter.expect(rows, f"R02.{entity}.{column}")


def _forces(planter: Planter) -> None:
    """Forces that nobody knows, and one that bears a real force's name."""
    cases = planter.take("cases", planter.tables["cases"])
    stranger = pl.format("X23999{}", pl.int_range(pl.len()).cast(pl.String).str.zfill(3))
    planter.expect(planter.edit("cases", cases, force_code=stranger), "R03.cases.force_code")
    for entity, where in (("submissions", EVERY), ("workforce", NO_OFFICERS)):
        rows = planter.take(entity, planter.tables[entity].filter(where))
        strangers = planter.insert(entity, rows, force_code=stranger)
        planter.expect(strangers, f"R03.{entity}.force_code")
    forces = planter.take("forces", planter.tables["forces"])
    names = pl.read_csv(planter.reference_dir / "forces.csv", infer_schema=False)["force_name"]
    # No record belongs to this force, so no invented figure stands beside the name.
    impostor = planter.insert(
        "forces",
        forces,
        force_code=f"X23{planter.tables['forces'].height + 1:06d}",
        force_name=names[0],
    )
    planter.expect(impostor, "R03.forces.name")
