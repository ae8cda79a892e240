"""Steps of the process out of order, in no time, or in too much (rules 13, 15 and 16)."""

import polars as pl

from etl.synthesise.calendar import EXTRACTED_ON
from etl.synthesise.faults.planter import OWNER, ROW, Planter

c = pl.col


def plant(planter: Planter) -> None:
    _decisions(planter)
    _proceedings(planter)
    _durations(planter)


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
    """Notice before the decision, and ends before the beginning or after the case was closed."""
    held = _with_their_cases(planter).filter(
        c("proceeding_type").is_in(["MEETING", "HEARING"]) & ~c("is_former_officer")
    )
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


def _with_their_cases(planter: Planter) -> pl.DataFrame:
    """Proceedings with the last decision on their subjects and the first end of their cases."""
    cases = planter.tables["cases"].select("case_id", "date_finalised", "is_reinvestigation")
    decided = planter.tables["allegation_subjects"].group_by("case_id", "subject_id")
    decided = decided.agg(c("date_case_to_answer").max())
    people = planter.tables["proceeding_subjects"]
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
    return planter.tables["proceedings"].join(facts, on="proceeding_id", maintain_order="left")


def _durations(planter: Planter) -> None:
    cases, people = planter.tables["cases"], planter.tables["proceeding_subjects"]
    quiet = cases.join(people, on="case_id", how="anti", maintain_order="left")
    old = c("date_finalised").is_not_null() & (c("date_aware") < pl.date(2021, 3, 1))
    rows = planter.take("cases", quiet.filter(old))
    planter.edit("cases", rows, date_finalised=c("date_aware").dt.offset_by("5y45d"))
    planter.expect(rows, "R16.cases.duration")
    _in_no_time(planter)


def _in_no_time(planter: Planter) -> None:
    """A hearing, and all that goes before it, on the day the matter came to attention."""
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
