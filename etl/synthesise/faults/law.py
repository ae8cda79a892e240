"""Faults of modes, referrals, assessments and hearings against the law of the day (rules 26 to 37).

Those of outcomes are with the other outcomes.
"""

import polars as pl

from etl.synthesise.faults.planter import Planter

c = pl.col
NEW, CHIEFS_CHAIR, VETTING = pl.date(2020, 2, 1), pl.date(2024, 5, 7), pl.date(2025, 5, 14)
CASE = "case_id"


def plant(planter: Planter) -> None:
    _modes(planter)
    _investigations(planter)
    _referrals(planter)
    _hearings(planter)
    _people(planter)
    _assessments(planter)


def _modes(planter: Planter) -> None:
    """Modes that had ended, or had not begun, on the day of the decision."""
    later = planter.tables["mode_decisions"].filter(c("mode").is_in(["LOCAL", "RETURN_TO_FORCE"]))
    for mode, when, check in (
        ("MANAGED", c("date_decided") >= NEW, "R26.mode_decisions.managed"),
        ("SUPERVISED", c("date_decided") >= NEW, "R26.mode_decisions.managed"),
        ("DIRECTED", c("date_decided") < NEW, "R27.mode_decisions.directed"),
    ):
        rows = planter.take("mode_decisions", later.filter(when))
        planter.edit("mode_decisions", rows, mode=mode)
        planter.expect(rows, check)


def _investigations(planter: Planter) -> None:
    name, rows = "investigations", planter.tables["investigations"]
    never = rows.join(planter.tables["referrals"], on=CASE, how="anti", maintain_order="left")
    chosen = planter.take(name, never)
    planter.edit(name, chosen, mode="LOCAL")
    planter.expect(chosen, "R28.investigations.no_referral")
    local = (c("mode") == "LOCAL") & (c("date_started") >= NEW)
    chosen = planter.take(name, rows.filter(local & (c("investigation_seq") == 1)))
    planter.edit(name, chosen, mode="SUPERVISED")
    planter.expect(chosen, "R26.investigations.managed")
    due = rows.join(planter.tables["cases"], on=CASE, maintain_order="left").filter(
        c("date_written_explanation").is_not_null()
        & (c("date_report") > c("date_aware").dt.offset_by("13mo"))
    )
    chosen = planter.take(name, due)
    planter.edit(name, chosen, date_written_explanation=None)
    planter.expect(chosen, "R34.investigations.no_explanation")


def _referrals(planter: Planter) -> None:
    """Deaths and serious injuries referred as if nobody had to."""
    deaths = planter.tables["referrals"].filter(c("matter_type") == "DSI")
    rows = planter.take("referrals", deaths)
    planter.edit("referrals", rows, referral_route="VOLUNTARY")
    planter.expect(rows, "R29.referrals.dsi_voluntary")


def _hearings(planter: Planter) -> None:
    name = "proceedings"
    held = planter.tables[name].filter(c("proceeding_status") == "HELD")
    hearings = held.filter(c("proceeding_type") == "HEARING")
    rows = planter.take(name, hearings.filter(c("date_notice") >= CHIEFS_CHAIR))
    planter.edit(name, rows, chair_type="LQC")
    planter.expect(rows, "R30.proceedings.chair")
    fast = held.filter(c("proceeding_type") == "ACCELERATED_HEARING")
    rows = planter.take(name, fast)
    planter.edit(name, rows, date_first_day=c("date_notice").dt.offset_by("9d"))
    planter.expect(rows, "R33.proceedings.accelerated_notice")


def _people(planter: Planter) -> None:
    """Staff under the Conduct Regulations, and conduct matters handled as complaints."""
    cases = planter.tables["cases"]
    quiet = planter.tables["case_subjects"].join(
        planter.tables["proceeding_subjects"], on=CASE, how="anti", maintain_order="left"
    )
    dated = quiet.join(cases.select(CASE, "date_aware"), on=CASE, maintain_order="left")
    for regime, when in (("CR2012", c("date_aware") < NEW), ("CR2020", c("date_aware") >= NEW)):
        staff = dated.filter(when & c("regime").is_in(["STAFF_LOCAL", "OTHER_BODY"]))
        rows = planter.take("case_subjects", staff)
        planter.edit("case_subjects", rows, regime=regime)
        planter.expect(rows, "R32.case_subjects.staff_regime")
    rows = planter.take("cases", cases.filter(c("case_type").is_in(["CONDUCT", "DSI"])))
    planter.edit("cases", rows, complaint_status="SCH3_INVESTIGATED")
    planter.expect(rows, "R36.cases.complaint_status")


def _assessments(planter: Planter) -> None:
    name, person = "severity_assessments", [CASE, "subject_id"]
    early = c("date_assessed").is_between(NEW, VETTING) & (c("severity") == "NEITHER")
    rows = planter.take(name, planter.tables[name].filter(early))
    planter.edit(name, rows, severity="VETTING_REFERRAL")
    planter.expect(rows, "R35.severity_assessments.vetting")
    people = planter.tables["proceeding_subjects"].filter(c("finding") == "GROSS_MISCONDUCT_PROVEN")
    assessed = planter.tables[name].group_by(person).agg(c("date_assessed").min())
    assessed = assessed.filter(c("date_assessed") >= NEW)
    people = people.join(assessed, on=person, how="semi", maintain_order="left")
    rows = planter.take("proceeding_subjects", people)
    own = planter.tables[name].join(rows, on=person, how="semi", maintain_order="left")
    planter.edit(name, own, severity="PRI")
    planter.expect(rows, "R37.proceeding_subjects.practice")
