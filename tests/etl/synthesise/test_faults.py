"""The answer key lists exactly what the rules find, and every rule finds something."""

from fnmatch import fnmatchcase
from pathlib import Path

import polars as pl
import pytest

from etl.config import Settings
from etl.synthesise import synthesise
from tests.etl.synthesise.recheck import Recheck

SETTINGS = Settings()
RULES = pl.read_csv(SETTINGS.reference_dir / "rules.csv", infer_schema=False)
# They hold a delivery against another: tests/etl/warehouse/test_former_rules.py.
OF_TWO_DELIVERIES = ("R41", "R42", "R43")
c = pl.col


def answers(folder: Path) -> pl.DataFrame:
    return pl.read_csv(folder / "answer_key.csv", schema_overrides={"force_code": pl.String})


def key_and_hits(folder: Path) -> tuple[set, set]:
    key = answers(folder).select("check_name", "entity", "line", "force_code")
    return set(key.rows()), Recheck(folder, SETTINGS.contract_dir, SETTINGS.reference_dir).run()


def test_the_key_lists_what_the_rules_find_and_nothing_else(faulty):
    key, hits = key_and_hits(faulty)
    assert not hits - key, f"found, but planted by no fault: {_few(hits - key)}"
    told = "planted, but not found by the rules written once more in tests/etl/synthesise/recheck"
    assert not key - hits, f"{told}*.py: {_few(key - hits)}"


def _few(hits: set) -> list:
    return sorted(hits, key=str)[:5]


@pytest.mark.parametrize(("cases", "years", "seed"), [(200, 12, 1), (2500, 4, 6), (9000, 12, 3)])
def test_the_key_is_right_at_any_size(tmp_path, cases, years, seed):
    synthesise(tmp_path, cases=cases, years=years, seed=seed, faults=True, settings=SETTINGS)
    key, hits = key_and_hits(tmp_path)
    assert key == hits


def test_rows_of_parquet_files_are_counted_from_one(tmp_path):
    synthesise(tmp_path, cases=2500, faults=True, file_format="parquet", settings=SETTINGS)
    key, hits = key_and_hits(tmp_path)
    assert key == hits
    assert answers(tmp_path)["file"].str.ends_with(".parquet").all()


def test_every_rule_has_faults(faulty):
    found = answers(faulty)["check_name"].unique()
    for pattern in RULES.filter(c("kind").is_in(["row", "share"]))["pattern"]:
        if pattern[:3] in OF_TWO_DELIVERIES or pattern == "R01.cases.elsewhere":
            continue
        is_planted = any(fnmatchcase(check, pattern) for check in found)
        assert is_planted, f"{pattern}: plant a fault of it in etl/synthesise/faults/"


@pytest.mark.parametrize(
    ("family", "least"),
    [("R00", 15), ("R01", 20), ("R02", 20), ("R03", 4), ("R06", 4), ("R07", 12)],
)
def test_rules_on_many_columns_have_faults_in_many(faulty, family, least):
    checks = answers(faulty)["check_name"].unique()
    assert checks.str.starts_with(f"{family}.").sum() >= least


def test_severities_are_those_of_the_rules(faulty):
    for check, severity in answers(faulty).select("check_name", "severity").unique().rows():
        matching = [row for row in RULES.rows(named=True) if fnmatchcase(check, row["pattern"])]
        assert matching[0]["severity"] == severity


def test_shares_name_a_force_and_rows_a_line(faulty):
    key = answers(faulty)
    is_share = key["check_name"].str.contains("^R(06|17|40|51|52)")
    assert key.filter(is_share)["line"].is_null().all()
    assert key.filter(is_share)["force_code"].is_not_null().all()
    assert key.filter(~is_share)["line"].min() >= 2
    assert key.filter(~is_share)["force_code"].is_null().all()


def test_a_row_has_one_fault_unless_the_rules_themselves_overlap(faulty):
    rows = answers(faulty).drop_nulls("line").group_by("entity", "line").agg(c("check_name"))
    # A number that is another force's is also none of the force's own.
    overlapping = {"R18.proceeding_subjects.outcome", "R46.workforce.change"}
    for checks in rows.filter(c("check_name").list.len() > 1)["check_name"]:
        assert overlapping & set(checks), checks


@pytest.mark.parametrize("cases", [None, 1000])
def test_few_rows_of_each_entity_are_spoiled(faulty, tmp_path, cases):
    folder = faulty
    if cases:
        folder = tmp_path
        synthesise(folder, cases=cases, faults=True, settings=SETTINGS)
    spoiled = answers(folder).drop_nulls("line").group_by("entity").agg(c("line").n_unique())
    for entity, number in spoiled.rows():
        rows = pl.read_csv(folder / f"{entity}.csv", infer_schema=False).height
        assert number <= max(1, 0.08 * rows), entity


def test_faults_are_scattered_over_the_file(faulty):
    key = answers(faulty).filter(c("entity") == "cases").drop_nulls("line")
    rows = pl.read_csv(faulty / "cases.csv", infer_schema=False).height
    # The first row stands on line 2.
    thirds = key.select(((c("line") - 2) * 3 // rows).value_counts()).unnest("line")["count"]
    assert thirds.min() > 0.15 * key.height


def test_an_invented_row_under_a_real_name_has_no_figures(faulty):
    line = answers(faulty).filter(c("check_name") == "R03.forces.name")["line"].item()
    code = pl.read_csv(faulty / "forces.csv", infer_schema=False)["force_code"][line - 2]
    for name in ("cases", "workforce", "submissions"):
        codes = pl.read_csv(faulty / f"{name}.csv", infer_schema=False)["force_code"]
        assert code not in codes
