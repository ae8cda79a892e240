"""A clean delivery breaks no rule, and says what a delivery of its kind must say."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from etl.config import Settings
from etl.contracts import load_contract
from etl.synthesise import synthesise
from tests.etl.synthesise.recheck import Recheck

SETTINGS = Settings()
CONTRACT = load_contract(SETTINGS.contract_dir)
EXTRACTED = date(2026, 6, 30)
c = pl.col


def hits(folder: Path) -> set:
    return Recheck(folder, SETTINGS.contract_dir, SETTINGS.reference_dir).run()


def test_no_rule_is_broken_at_national_scale(clean):
    assert hits(clean) == set()


@pytest.mark.parametrize(
    ("cases", "years", "seed"),
    [(1, 12, 1), (200, 12, 1), (200, 1, 8), (1500, 3, 5), (6000, 12, 4)],
)
def test_no_rule_is_broken_at_any_size(tmp_path, cases, years, seed):
    rows = synthesise(tmp_path, cases=cases, years=years, seed=seed, settings=SETTINGS)
    assert hits(tmp_path) == set()
    assert rows["cases"] == cases


def test_the_description_is_complete_and_says_that_it_is_invented(clean):
    package = json.loads((clean / "datapackage.json").read_text())
    assert {item["name"] for item in CONTRACT.delivery if item["required"]} <= set(package)
    assert package["synthetic"] is True
    assert package["includes_open_cases"] is True
    assert package["day_counting"] == "calendar"
    assert package["thinning"]["complaints_other_than_discrimination"] == "1 in 20"
    days = [package[key] for key in ("coverage_from", "coverage_to", "extracted_on")]
    assert days == ["2014-04-01", "2026-03-31", "2026-06-30"]
    assert [item["name"] for item in package["resources"]] == list(CONTRACT.entities)


def test_every_file_has_the_columns_of_the_contract(tables):
    assert {name: tuple(frame.columns) for name, frame in tables.items()} == {
        name: entity.columns for name, entity in CONTRACT.entities.items()
    }


def test_last_years_are_those_asked_for(tmp_path):
    synthesise(tmp_path, cases=300, years=2, settings=SETTINGS)
    aware = pl.read_csv(tmp_path / "cases.csv", try_parse_dates=True)["date_aware"]
    assert aware.min() >= date(2024, 4, 1)
    assert aware.max() <= date(2026, 3, 31)
    package = json.loads((tmp_path / "datapackage.json").read_text())
    assert package["coverage_from"] == "2024-04-01"
    quarters = pl.read_csv(tmp_path / "submissions.csv")["quarter"].unique()
    assert sorted(quarters)[0] == "2024-25-Q1"
    assert len(quarters) == 8


def test_open_cases_have_no_end_and_only_they(tables):
    cases = tables["cases"]
    assert ((cases["case_status"] == "OPEN") == cases["date_finalised"].is_null()).all()
    recent = cases.filter(c("date_aware") >= pl.date(2025, 4, 1))
    assert 0.1 < (recent["case_status"] == "OPEN").mean() < 0.5


def test_hearings_not_yet_begun_are_kept_as_waiting(tables):
    hearings = tables["proceedings"].filter(c("proceeding_type") != "MEETING")
    waiting = hearings.filter(c("proceeding_status").is_in(["SCHEDULED", "ADJOURNED"]))
    waiting = waiting.filter(c("date_first_day").is_null())
    assert waiting.height > 50
    assert (waiting["date_scheduled"] > EXTRACTED).any()
    assert waiting["date_concluded"].is_null().all()
    undecided = tables["proceeding_subjects"].join(waiting, on="proceeding_id")
    assert undecided["finding"].is_null().all()


def test_a_missing_return_leaves_no_event_in_its_quarter(tables):
    missing = tables["submissions"].filter(c("submission_status") == "MISSING")
    force = tables["cases"].select("case_id", "force_code")
    owner = tables["proceeding_subjects"].select("proceeding_id", "case_id").unique("proceeding_id")
    for name, entity in CONTRACT.entities.items():
        if name in ("submissions", "forces", "workforce", "workforce_groups", "system_changes"):
            continue
        rows = tables[name]
        rows = rows if "case_id" in rows.columns else rows.join(owner, on="proceeding_id")
        rows = rows if "force_code" in rows.columns else rows.join(force, on="case_id")
        for field in entity.fields:
            if field.type == "date" and not field.name.startswith("incident"):
                dated = rows.select("force_code", quarter(c(field.name)).alias("quarter"))
                found = dated.join(missing, on=["force_code", "quarter"], how="semi")
                assert found.is_empty(), (name, field.name)


def quarter(day: pl.Expr) -> pl.Expr:
    moved = day.dt.offset_by("-3mo")
    short = ((moved.dt.year() + 1) % 100).cast(pl.String).str.zfill(2)
    return pl.format("{}-{}-Q{}", moved.dt.year(), short, moved.dt.quarter())


def test_returns_are_missing_for_a_year_for_three_quarters_and_for_one(tables):
    returns = tables["submissions"]
    assert returns.height == 43 * 48
    missing = (
        returns.filter(c("submission_status") == "MISSING").group_by("force_code").agg("quarter")
    )
    gaps = sorted(sorted(quarters) for quarters in missing["quarter"])
    assert [len(gap) for gap in gaps] == [1, 4, 3]
    assert gaps[1] == [f"2021-22-Q{number}" for number in (1, 2, 3, 4)]
    window = {"2023-24", "2024-25", "2025-26"}
    assert {name[:7] for name in gaps[2]} <= window
    assert set(returns["submission_status"]) == {
        "SUBMITTED", "LATE", "PARTIAL", "RESUBMITTED", "MISSING",
    }  # fmt: skip


def test_both_sets_of_regulations_and_staff_are_there(tables):
    people = tables["case_subjects"].join(tables["cases"], on="case_id")
    late = people.filter((c("regime") == "CR2012") & (c("date_aware") >= pl.date(2020, 2, 1)))
    assert late.height > 50
    assert late["linked_to_pre_2020"].all()
    staff = people.filter(c("regime") == "STAFF_LOCAL")["worker_group"].unique()
    assert set(staff) == {"STAFF", "PCSO", "DESIGNATED_OFFICER"}
    layers = people.group_by("amendment_layer").agg(c("date_aware").min()).sort("date_aware")
    assert layers["amendment_layer"].to_list() == ["NONE", "AM2024", "AM2025"]


def test_former_officers_are_heard_for_gross_misconduct_only(tables):
    former = (
        tables["proceeding_subjects"]
        .filter("is_former_officer")
        .join(tables["proceedings"], on="proceeding_id")
    )
    assert former.height > 300
    assert former["date_notice"].min() >= date(2017, 12, 15)
    assert "MEETING" not in former["proceeding_type"]
    assert "MISCONDUCT_PROVEN" not in former["finding"]
    proven = former.filter(c("finding") == "GROSS_MISCONDUCT_PROVEN")
    assert set(proven["outcome"]) == {"WOULD_HAVE_BEEN_DISMISSED"}


def test_chairs_follow_the_law_of_the_day(tables):
    people = tables["proceeding_subjects"].join(
        tables["case_subjects"], on=["case_id", "subject_id"]
    )
    officers = people.filter(c("regime") != "STAFF_LOCAL").select("proceeding_id").unique()
    hearings = tables["proceedings"].join(officers, on="proceeding_id").drop_nulls("chair_type")
    hearings = hearings.filter(
        (c("proceeding_type") == "HEARING") & (c("chair_type") != "NOT_KNOWN")
    )
    lawyers = hearings.filter(c("chair_type") == "LQC")
    notice = c("date_notice").is_between(pl.date(2016, 1, 1), pl.date(2024, 5, 6))
    assert lawyers.height > 1000
    assert lawyers.height == hearings.filter(notice).height
    assert (lawyers["date_notice"] < date(2024, 5, 7)).all()


def test_hearings_are_joint_when_several_are_heard_together(tables):
    heard = tables["proceeding_subjects"].group_by("proceeding_id").len()
    heard = tables["proceedings"].join(heard, on="proceeding_id")
    assert (heard["is_joint"] == (heard["len"] > 1)).all()
    assert heard["is_joint"].sum() > 300
    assert heard["len"].max() >= 4


def test_appeals_now_and_then_change_the_outcome(tables):
    people = tables["proceeding_subjects"].drop_nulls("outcome_after_appeal")
    assert people.height > 30
    assert (people["outcome"] != people["outcome_after_appeal"]).all()
    allowed = tables["appeals"].filter(c("appeal_result").is_in(["ALLOWED", "ALLOWED_IN_PART"]))
    key = ["proceeding_id", "subject_id"]
    assert people.join(allowed, on=key, how="anti").is_empty()


def test_characteristics_are_not_named_before_the_2020_scheme(tables):
    old = tables["allegations"].filter(c("allegation_scheme") == "IPCC_PRE_2020")
    assert (old["category_code"] == "F").sum() > 5000
    named = tables["allegation_characteristics"]
    assert old.join(named, on=["case_id", "allegation_id"], how="semi").is_empty()


def test_unknown_values_stay_well_below_a_tenth(tables):
    force = tables["cases"].select("case_id", "force_code")
    for name, column in (("case_subjects", "ethnicity"), ("proceeding_subjects", "finding")):
        rows = tables[name].join(force, on="case_id").drop_nulls(column)
        unknown = rows.group_by("force_code").agg((c(column) == "NOT_KNOWN").mean())
        assert 0 < unknown[column].max() < 0.08


def test_a_person_stands_once_in_a_case_and_sometimes_in_two(tables):
    people = tables["case_subjects"]
    assert people.select("case_id", "subject_id").is_unique().all()
    several = people.group_by("subject_id").len()["len"]
    assert 0.02 < (several > 1).mean() < 0.2
    left = people.filter(c("date_left_force").is_not_null())
    assert left["subject_id"].is_unique().all()
