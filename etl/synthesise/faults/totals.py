"""Faults of a force's totals: allegations, hearings and case types (rules 39, 40, 51 and 52)."""

import polars as pl

from etl.synthesise.faults.planter import OWNER, Planter
from etl.synthesise.faults.shares import smallest_force

c = pl.col
# Below the limits a force is too small, or has too few cases, to say.
LEAST_CASES, LARGE, LEAST_OF_LARGE = 110, 2000, 205
# Of a year's cases so many get another type: well above what is reported.
SHARE_OF_TYPES, LEAST_OF_YEAR = 0.45, 105


def plant(planter: Planter) -> None:
    _without_allegations(planter)
    _without_hearings(planter)
    _of_another_type(planter)
    _of_nobody(planter)


def _without_allegations(planter: Planter) -> None:
    """A force delivers its cases twice, under other numbers and without what belongs to them."""
    cases = planter.tables["cases"]
    code = smallest_force(cases, LEAST_CASES, planter.forces_taken | _large(planter))
    if code is None:
        return
    # Of all cases, so that the mix of types stays what it was.
    own = cases.filter(c("force_code") == code)
    planter.insert("cases", own, case_id=pl.format("A{}", "case_id"))
    planter.expect_force("R40.cases.allegations", code)
    planter.forces_taken.add(code)


def _large(planter: Planter) -> set[str]:
    rows = planter.tables["workforce"]
    return {
        *rows.filter((c("worker_group") == "POLICE_OFFICER") & (c("workers") > LARGE))["force_code"]
    }


def _without_hearings(planter: Planter) -> None:
    """The days of the few hearings of a large force in a year are not written down."""
    years = _large_years(planter).sort("hearings", "force_code", "year")
    free = years.filter(~c("force_code").is_in(list(planter.forces_taken)) & (c("hearings") > 0))
    if free.is_empty():
        return
    code, year = free.select("force_code", "year").row(0)
    held = _held(planter).filter((c("force_code") == code) & (c("year") == year))
    ids = held["proceeding_id"].implode()
    rows = planter.take_all(planter.tables["proceedings"].filter(c("proceeding_id").is_in(ids)))
    planter.edit("proceedings", rows, date_first_day=None, date_concluded=None)
    planter.take_all(held.select(c("case_id").alias(OWNER)))
    planter.expect_force("R51.proceedings.no_hearings", code)
    planter.forces_taken.add(code)


def _held(planter: Planter) -> pl.DataFrame:
    """Hearings held, with force and financial year, once for each case they concern."""
    held = planter.tables["proceedings"].filter(
        (c("proceeding_type") != "MEETING") & (c("proceeding_status") == "HELD")
    )
    day = pl.coalesce("date_first_day", "date_concluded")
    people = planter.tables["proceeding_subjects"].select("proceeding_id", "case_id")
    cases = planter.tables["cases"].select("case_id", "force_code")
    return (
        held.join(people, on="proceeding_id", maintain_order="left")
        .join(cases, on="case_id", maintain_order="left")
        .with_columns(year=_year(day))
    )


def _large_years(planter: Planter) -> pl.DataFrame:
    """Financial years of large forces that are judged: force_code, year, hearings."""
    officers = planter.tables["workforce"].filter(
        (c("worker_group") == "POLICE_OFFICER") & (c("workers") > LARGE)
    )
    officers = officers.select("force_code", year=c("as_at").dt.year() - 1)
    cases = planter.tables["cases"].group_by("force_code", year=_year(c("date_aware"))).len()
    hearings = (
        _held(planter).group_by("force_code", "year").agg(hearings=c("proceeding_id").n_unique())
    )
    judged = officers.join(cases.filter(c("len") >= LEAST_OF_LARGE), on=["force_code", "year"])
    return judged.join(hearings, on=["force_code", "year"], how="left").fill_null(0)


def _year(day: pl.Expr) -> pl.Expr:
    """The calendar year in which the financial year of a day begins."""
    return day.dt.offset_by("-3mo").dt.year()


def _of_another_type(planter: Planter) -> None:
    """In its last whole year a force records complaints as recordable conduct matters."""
    cases = planter.tables["cases"].with_columns(calendar=c("date_aware").dt.year())
    sizes = cases.group_by("force_code", "calendar").len().filter(c("len") >= LEAST_OF_YEAR)
    sizes = sizes.join(
        sizes.select("force_code", c("calendar") + 1), on=["force_code", "calendar"]
    ).filter(~c("force_code").is_in(list(planter.forces_taken)))
    if sizes.is_empty():
        return
    code, year = sizes.sort("len", "force_code", "calendar").select("force_code", "calendar").row(0)
    own = cases.filter((c("force_code") == code) & (c("calendar") == year))
    complaints = own.filter(c("case_type") == "COMPLAINT")
    wanted = int(SHARE_OF_TYPES * own.height)
    if complaints.height < wanted:
        return
    chosen = planter.take_all(planter.some(complaints, wanted))
    planter.edit("cases", chosen, case_type="RECORDABLE_CONDUCT", complaint_status=None)
    planter.expect_force("R52.cases.mix", code)
    planter.forces_taken.add(code)


def _of_nobody(planter: Planter) -> None:
    """Allegations are added of which no subject was delivered."""
    cases = planter.tables["cases"].filter(
        (c("case_type") == "CONDUCT") & (c("case_status") == "FINALISED")
    )
    rows = planter.tables["allegations"].join(
        cases, on="case_id", how="semi", maintain_order="left"
    )
    rows = planter.take("allegations", rows)
    added = planter.insert("allegations", rows, allegation_id=pl.format("{}N", "allegation_id"))
    planter.expect(added, "R39.allegations.no_subject")
