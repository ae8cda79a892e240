"""Rules 25 to 37 a second time, in Polars: modes, referrals, assessments and the law of the day.

Written from the domain rules, not from `sql/rules/`: where the two disagree, one is wrong.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

NEW = date(2020, 2, 1)
OLD_MODES = ["MANAGED", "SUPERVISED"]
CASE, PERSON = ["case_id"], ["case_id", "subject_id"]
c = pl.col

Rows = dict[str, pl.DataFrame]
Found = Iterator[tuple[str, pl.DataFrame]]


def law_hits(rows: Rows, reference: Rows, extracted: date) -> Found:
    """Each check with the rows that it hits."""
    yield from _modes(rows, reference)
    yield from _referrals(rows)
    yield from _outcomes(rows)
    yield from _hearings(rows, reference)
    yield from _explanations(rows, extracted)
    yield from _people(rows)


def _modes(rows: Rows, reference: Rows) -> Found:
    forces = reference["forces"]
    ours = forces.filter(c("is_territorial") == "true")["force_code"].to_list()
    ours += rows["forces"]["force_code"].to_list()
    force = rows["cases"].select("case_id", "force_code").unique("case_id")
    decided = rows["mode_decisions"].join(force, on=CASE)
    old, day = c("mode").is_in(OLD_MODES), c("date_decided")
    late = (c("force_code").is_in(ours) & (day >= NEW)) | (
        (c("force_code") == "HMRC") & (day >= date(2025, 7, 11))
    )
    yield "R26.mode_decisions.managed", decided.filter(old & late)
    early = rows["mode_decisions"].filter((c("mode") == "DIRECTED") & (day < NEW))
    yield "R27.mode_decisions.directed", early
    begun = rows["investigations"].join(force, on=CASE)
    before = rows["mode_decisions"].filter(old & (day < NEW))
    begun = begun.filter(old & (c("date_started") >= NEW) & c("force_code").is_in(ours))
    yield "R26.investigations.managed", begun.join(before, on=CASE, how="anti")


def _referrals(rows: Rows) -> Found:
    never = rows["investigations"].drop_nulls("mode").join(rows["cases"], on=CASE, how="semi")
    yield "R28.investigations.no_referral", never.join(rows["referrals"], on=CASE, how="anti")
    deadly = rows["referral_criteria"].filter(c("criterion") == "DEATH_OR_SERIOUS_INJURY")
    types = rows["cases"].select("case_id", "case_type")
    referred = rows["referrals"].filter(c("referral_route") == "VOLUNTARY").join(types, on=CASE)
    met = referred.join(deadly, on=["case_id", "referral_seq"], how="semi")
    typed = referred.filter((c("case_type") == "DSI") | (c("matter_type") == "DSI"))
    yield "R29.referrals.dsi_voluntary", pl.concat([met, typed])


def _outcomes(rows: Rows) -> Found:
    name = "proceeding_subjects"
    known = rows["case_subjects"].select(*PERSON, "regime", "rank")
    people = rows[name].join(known, on=PERSON)
    reduced = people.filter(c("outcome") == "REDUCTION_IN_RANK")
    old = reduced.filter(c("regime").is_in(["CR2008", "CR2012"]))
    yield f"R25.{name}.reduction_in_rank", old
    lowest = reduced.filter(c("rank").is_in(["CONSTABLE", "SPECIAL"]))
    yield f"R25.{name}.reduction_in_rank.constable", lowest
    dismissed = people.filter(
        (c("regime") == "CR2020")
        & (c("finding") == "MISCONDUCT_PROVEN")
        & c("outcome").str.starts_with("DISMISSAL")
    )
    excused = c("has_live_final_warning").fill_null(False)
    excused |= c("has_multiple_incidents").fill_null(False)
    yield f"R31.{name}.dismissed_for_misconduct", dismissed.filter(~excused)
    last = rows["severity_assessments"].sort("assessment_seq")
    last = last.group_by(*PERSON, "allegation_id").agg(c("severity").last())
    last = last.group_by(PERSON).agg("severity")
    practice = last.filter(
        c("severity").list.contains("PRI")
        & ~c("severity").list.contains("MISCONDUCT")
        & ~c("severity").list.contains("GROSS_MISCONDUCT")
    )
    gross = rows[name].filter(c("finding") == "GROSS_MISCONDUCT_PROVEN")
    yield f"R37.{name}.practice", gross.join(practice, on=PERSON, how="semi")


def _hearings(rows: Rows, reference: Rows) -> Found:
    held = rows["proceedings"]
    late = (c("proceeding_type") != "MEETING") & (c("date_notice") >= date(2024, 5, 7))
    yield "R30.proceedings.chair", held.filter((c("chair_type") == "LQC") & late)
    holidays = set(reference["bank_holidays"]["date"].str.to_date())
    fast = held.filter(c("proceeding_type") == "ACCELERATED_HEARING")
    fast = fast.drop_nulls(["date_notice", "date_first_day"])
    pairs = fast.select("date_notice", "date_first_day").rows()
    norm = [10 <= _working_days(*pair, holidays) <= 15 for pair in pairs]
    in_time = pl.Series(norm, dtype=pl.Boolean)
    yield "R33.proceedings.accelerated_notice", fast.filter(~in_time)


def _working_days(notice: date, first: date, holidays: set[date]) -> int:
    """Working days after the notice, up to and with the first day."""
    days = (notice + timedelta(days=number) for number in range(1, (first - notice).days + 1))
    return sum(day.weekday() < 5 and day not in holidays for day in days)


def _explanations(rows: Rows, extracted: date) -> Found:
    cases = rows["cases"].select("case_id", "date_aware", "date_finalised")
    begun = rows["investigations"].join(cases, on=CASE)
    end = pl.min_horizontal("date_report", "date_terminated", "date_finalised", pl.lit(extracted))
    long = (c("date_aware") >= NEW) & (end > c("date_aware").dt.offset_by("12mo"))
    missing = c("date_written_explanation").is_null()
    yield "R34.investigations.no_explanation", begun.filter(long & missing)


def _people(rows: Rows) -> Found:
    staff = c("worker_group").is_in(
        ["STAFF", "PCSO", "DESIGNATED_OFFICER", "CONTRACTOR", "VOLUNTEER"]
    )
    bound = c("regime").is_in(["CR2008", "CR2012", "CR2020"])
    yield "R32.case_subjects.staff_regime", rows["case_subjects"].filter(staff & bound)
    early = (c("severity") == "VETTING_REFERRAL") & (c("date_assessed") < date(2025, 5, 28))
    yield "R35.severity_assessments.vetting", rows["severity_assessments"].filter(early)
    others = c("case_type").is_in(["CONDUCT", "RECORDABLE_CONDUCT", "DSI"])
    named = rows["cases"].filter(others & c("complaint_status").is_not_null())
    yield "R36.cases.complaint_status", named
