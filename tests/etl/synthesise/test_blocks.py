"""A large delivery is drawn block by block, and is one delivery all the same."""

import json

import polars as pl
import pytest

from etl.config import Settings
from etl.synthesise import blocks, synthesise
from tests.etl.synthesise.recheck import Recheck

SETTINGS = Settings()
ONCE = ("forces", "workforce", "workforce_groups", "submissions", "system_changes")


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch):
    monkeypatch.setattr(blocks, "MOST_CASES", 400)


def test_no_rule_is_broken_and_each_case_is_there_once(tmp_path):
    rows = synthesise(tmp_path, cases=1000, seed=2, settings=SETTINGS)
    assert Recheck(tmp_path, SETTINGS.contract_dir, SETTINGS.reference_dir).run() == set()
    cases = pl.read_csv(tmp_path / "cases.csv", infer_schema=False)
    assert rows["cases"] == cases.height == cases["case_id"].n_unique() == 1000
    assert cases["case_id"].str.extract(r"^C(\d)-").null_count() == 334


def test_what_there_is_once_comes_once(tmp_path):
    whole, small = tmp_path / "whole", tmp_path / "small"
    rows = synthesise(whole, cases=1000, settings=SETTINGS)
    few = synthesise(small, cases=300, settings=SETTINGS)
    assert {name: rows[name] for name in ONCE} == {name: few[name] for name in ONCE}


def test_blocks_differ_and_the_same_seed_makes_the_same_bytes(tmp_path):
    for name in ("one", "other"):
        synthesise(tmp_path / name, cases=1000, settings=SETTINGS)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes(), path.name
    cases = pl.read_csv(tmp_path / "one" / "cases.csv", infer_schema=False)
    block = pl.col("case_id").str.extract(r"^C(\d)-").fill_null("0")
    days = cases.group_by(block.alias("block")).agg(pl.col("date_aware").sort())
    assert days["date_aware"].n_unique() == 3


def test_parquet_holds_what_csv_holds_and_the_description_tells_of_the_whole(tmp_path):
    synthesise(tmp_path / "csv", cases=1000, settings=SETTINGS)
    synthesise(tmp_path / "parquet", cases=1000, file_format="parquet", settings=SETTINGS)
    for path in (tmp_path / "parquet").glob("*.parquet"):
        text = pl.read_csv(tmp_path / "csv" / f"{path.stem}.csv", infer_schema=False)
        assert pl.read_parquet(path).cast(pl.String).equals(text), path.name
    shares = [
        json.loads((tmp_path / form / "datapackage.json").read_text())["thinning"]
        for form in ("csv", "parquet")
    ]
    assert shares[0] == shares[1]
    assert "0.00" in shares[0]["everything_else"]
