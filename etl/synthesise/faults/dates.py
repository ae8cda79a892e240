"""Faults of categories, schemes and dates (rules 4, 5 and 7 to 16)."""

from datetime import date

import polars as pl

from etl.synthesise.calendar import EXTRACTED_ON
from etl.synthesise.faults.planter import OWNER, ROW, Planter

c = pl.col
NEW = pl.date(2020, 2, 1)
AFTER = pl.lit(date(2026, 7, 20))
SHARED_LETTERS = ["C", "D", "E", "G", "H", "J"]


def plant(planter: Planter) -> None:
    _categories(planter)
    _future(planter)
    _incidents(planter)
    _order_of_cases(planter)
    _referrals(planter)
    _decisions(planter)
    _proceedings(planter)
    _regimes(planter)
    _durations(planter)


def _categories(planter: Planter) -> None:
    allegations = planter.tables["allegations"]
    powers = (c("category_code") == "B") & c("sub_category_code").is_not_null()
    rows = planter.take("allegations", allegations.filter(powers))
    planter.edit("allegations", rows, sub_category_code="DECISIONS")
    planter.expect(rows, "R04.allegations.sub_category")
    # These letters are in both lists, so that only the day is wrong.
    plain = c("category_code").is_in(SHARED_LETTERS) & c("sub_category_code").is_null()
    for scheme, other in (("IOPC_2020", "IPCC_PRE_2020"), ("IPCC_PRE_2020", "IOPC_2020")):
        rows = planter.take(
            "allegations", allegations.filter(plain & (c("allegation_scheme") == scheme))
        )
        planter.edit("allegations", rows, allegation_scheme=other)
        planter.expect(rows, "R05.allegations.scheme")


def _future(planter: Planter) -> None:
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
    waiting = c("proceeding_status") == "SCHEDULED"
    rows = planter.take("proceedings", planter.tables["proceedings"].filter(waiting))
    _late(planter, "proceedings", "date_first_day", rows)


def _late(planter: Planter, entity: str, column: str, rows: pl.DataFrame) -> None:
    planter.edit(entity, rows, **{column: AFTER})
    planter.expect(rows, f"R07.{entity}.{column}")


def _incidents(planter: Planter) -> None:
    dated = planter.tables["cases"].filter(c("incident_to").is_not_null())
    rows = planter.take("cases", dated.filter(c("date_aware") < pl.date(2026, 5, 1)))
    planter.edit("cases", rows, incident_to=c("date_aware").dt.offset_by("9d"))
    planter.expect(rows, "R08.cases.incident_to")
    rows = planter.take("cases", dated)
    planter.edit("cases", rows, incident_from=c("date_aware").dt.offset_by("-5y400d"))
    planter.expect(rows, "R09.cases.incident_from")


def _order_of_cases(planter: Planter) -> None:
    cases, people = planter.tables["cases"], planter.tables["proceeding_subjects"]
    quiet = cases.join(people, on="case_id", how="anti", maintain_order="left")
    border = c("date_aware").is_between(NEW, pl.date(2020, 3, 1))
    rows = planter.take("cases", cases.filter(~border & c("date_recorded").is_not_null()))
    planter.edit("cases", rows, date_recorded=c("date_aware").dt.offset_by("-4d"))
    planter.expect(rows, "R10.cases.order")
    rows = planter.take("cases", quiet.filter(c("date_finalised").is_not_null()))
    planter.edit("cases", rows, date_finalised=c("date_aware").dt.offset_by("-6d"))
    planter.expect(rows, "R10.cases.order")


def _referrals(planter: Planter) -> None:
    cases = planter.tables["cases"].select("case_id", "date_aware")
    referrals = planter.tables["referrals"].filter(c("referral_seq") == 1)
    referrals = referrals.join(cases, on="case_id", maintain_order="left")
    anytime = c("referral_route").is_in(["MANDATORY", "VOLUNTARY"])
    rows = planter.take("referrals", referrals.filter(anytime))
    planter.edit("referrals", rows, date_referred=c("date_aware").dt.offset_by("-3d"))
    planter.expect(rows, "R11.referrals.before_aware")
    decisions = planter.tables["mode_decisions"].filter(c("decision_seq") == 1)
    decided = decisions.select("case_id", "referral_seq", "date_decided")
    slow = c("date_decided") > c("date_aware").dt.offset_by("12d")
    rows = referrals.join(decided, on=["case_id", "referral_seq"], maintain_order="left")
    rows = planter.take("referrals", rows.filter(slow & anytime))
    planter.edit("referrals", rows, date_referred=c("date_aware").dt.offset_by("8d"))
    planter.expect(rows, "R11.referrals.late")
    always = c("mode").is_in(["LOCAL", "RETURN_TO_FORCE", "INDEPENDENT"])
    rows = decisions.filter(always & c("date_decided").is_not_null()).join(
        planter.tables["referrals"].select("case_id", "referral_seq", "date_referred"),
        on=["case_id", "referral_seq"],
        maintain_order="left",
    )
    rows = planter.take("mode_decisions", rows)
    planter.edit("mode_decisions", rows, date_decided=c("date_referred").dt.offset_by("-3d"))
    planter.expect(rows, "R12.mode_decisions.before_referral")


def _decisions(planter: Planter) -> None:
    """Reports before their investigation, decisions before their report."""
    cases = planter.tables["cases"].select("case_id", "is_reinvestigation")
    investigations = planter.tables["investigations"].join(
        cases, on="case_id", maintain_order="left"
    )
    single = investigations.filter(c("date_report").is_not_null() & ~c("is_reinvestigation"))
    rows = planter.take("investigations", single)
    planter.edit("investigations", rows, date_report=c("date_started").dt.offset_by("-5d"))
    planter.expect(rows, "R13.investigations.order")
    reports = investigations.group_by("case_id", maintain_order=True).agg(
        c("date_report").max(), c("is_reinvestigation").first()
    )
    decided = planter.tables["allegation_subjects"].filter(
        c("handling_after").is_in(["NO_FURTHER_ACTION", "MANAGEMENT_ACTION", "MEETING", "HEARING"])
    )
    decided = decided.join(reports.drop_nulls(), on="case_id", maintain_order="left")
    for again, ending in ((False, ""), (True, ".flagged")):
        rows = decided.filter(c("is_reinvestigation") == again)
        rows = planter.take("allegation_subjects", rows)
        earlier = c("date_report").dt.offset_by("-4d")
        planter.edit("allegation_subjects", rows, date_case_to_answer=earlier)
        planter.expect(rows, f"R13.allegation_subjects.decision{ending}")


def _proceedings(planter: Planter) -> None:
    people = planter.tables["proceeding_subjects"]
    cases = planter.tables["cases"].select("case_id", "date_finalised", "is_reinvestigation")
    decided = (
        planter.tables["allegation_subjects"]
        .group_by("case_id", "subject_id")
        .agg(c("date_case_to_answer").max())
    )
    facts = (
        people.join(decided, on=["case_id", "subject_id"], how="left")
        .join(cases, on="case_id")
        .group_by("proceeding_id")
        .agg(
            c("date_case_to_answer").max(),
            c("date_finalised").min(),
            c("is_reinvestigation").any(),
            c("is_former_officer").any(),
        )
    )
    held = planter.tables["proceedings"].join(facts, on="proceeding_id", maintain_order="left")
    held = held.filter(c("proceeding_type").is_in(["MEETING", "HEARING"]) & ~c("is_former_officer"))
    done = held.filter(c("proceeding_status") == "HELD")
    for excused, ending in ((False, ""), (True, ".flagged")):
        alike = (c("is_joint") | c("is_reinvestigation")) == excused
        rows = planter.take("proceedings", held.filter(alike))
        planter.edit("proceedings", rows, date_notice=c("date_case_to_answer").dt.offset_by("-7d"))
        planter.expect(rows, f"R13.proceedings.notice{ending}")
        closed = c("date_finalised") < EXTRACTED_ON.replace(day=20)
        rows = planter.take("proceedings", done.filter(alike & closed))
        planter.edit("proceedings", rows, date_concluded=c("date_finalised").dt.offset_by("6d"))
        planter.expect(rows, f"R13.proceedings.finalised{ending}")
    rows = planter.take("proceedings", done)
    planter.edit("proceedings", rows, date_first_day=c("date_notice").dt.offset_by("-4d"))
    planter.expect(rows, "R13.proceedings.order")


def _regimes(planter: Planter) -> None:
    cases = planter.tables["cases"].select("case_id", "date_aware", "linked_to_pre_2020")
    people = planter.tables["case_subjects"].join(cases, on="case_id", maintain_order="left")
    quiet = people.join(
        planter.tables["proceeding_subjects"], on="case_id", how="anti", maintain_order="left"
    )
    for regime, other, where in (
        ("CR2012", "CR2020", c("date_aware") < NEW),
        ("CR2020", "CR2012", ~c("linked_to_pre_2020")),
    ):
        rows = planter.take("case_subjects", quiet.filter((c("regime") == regime) & where))
        planter.edit("case_subjects", rows, regime=other)
        planter.expect(rows, "R14.case_subjects.regime")


def _durations(planter: Planter) -> None:
    cases, people = planter.tables["cases"], planter.tables["proceeding_subjects"]
    quiet = cases.join(people, on="case_id", how="anti", maintain_order="left")
    old = c("date_finalised").is_not_null() & (c("date_aware") < pl.date(2021, 3, 1))
    rows = planter.take("cases", quiet.filter(old))
    planter.edit("cases", rows, date_finalised=c("date_aware").dt.offset_by("5y45d"))
    planter.expect(rows, "R16.cases.duration")
    rows = planter.take("cases", _heard_alone(planter))
    day = rows.select("case_id", "date_aware")
    planter.edit("cases", rows, date_recorded=c("date_aware"), date_finalised=c("date_aware"))
    _all_on_one_day(planter, "investigations", day, "date_started", "date_report")
    _all_on_one_day(planter, "allegation_subjects", day, "date_case_to_answer")
    columns = ("date_notice", "date_first_day", "date_concluded")
    _all_on_one_day(planter, "proceedings", day, *columns)
    planter.expect(rows, "R15.cases.zero_days")


def _heard_alone(planter: Planter) -> pl.DataFrame:
    """Finalised cases, not referred, with one subject who was heard alone."""
    people = planter.tables["proceeding_subjects"].filter(~c("is_former_officer"))
    heard = planter.tables["proceedings"].filter(
        (c("proceeding_type") == "HEARING") & (c("proceeding_status") == "HELD") & ~c("is_joint")
    )
    alone = planter.tables["case_subjects"].filter(pl.len().over("case_id") == 1)
    late_codes = planter.tables["allegation_subjects"].filter(c("handling_after") == "VETTING")
    cases = planter.tables["cases"].filter(
        (c("case_status") == "FINALISED")
        & ~c("is_reinvestigation")
        & c("date_aware").is_between(pl.date(2020, 3, 1), pl.date(2025, 3, 1))
    )
    people = people.join(heard, on="proceeding_id", how="semi")
    for other, how in (
        (people, "semi"),
        (alone, "semi"),
        (planter.tables["referrals"], "anti"),
        (late_codes, "anti"),
    ):
        cases = cases.join(other, on="case_id", how=how, maintain_order="left")
    return cases


def _all_on_one_day(planter: Planter, entity: str, days: pl.DataFrame, *columns: str) -> None:
    days = days.rename({"case_id": OWNER})
    rows = planter.tables[entity].join(days, on=OWNER, maintain_order="left").sort(ROW)
    planter.edit(entity, rows, **dict.fromkeys(columns, c("date_aware")))
