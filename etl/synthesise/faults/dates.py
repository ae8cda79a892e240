"""Faults of categories, of the first dates and of the Regulations (rules 4, 5, 8 to 12, 14)."""

import polars as pl

from etl.synthesise.faults.planter import Planter

c = pl.col
NEW = pl.date(2020, 2, 1)
SHARED_LETTERS = ["C", "D", "E", "G", "H", "J"]


def plant(planter: Planter) -> None:
    _categories(planter)
    _incidents(planter)
    _order_of_cases(planter)
    _referrals(planter)
    _regimes(planter)


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
