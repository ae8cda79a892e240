"""The same arguments give the same bytes, and each argument does what it says."""

import hashlib
import json
from pathlib import Path

import polars as pl
import pytest

from etl.config import Settings
from etl.errors import ConductDataError, OutputFolderError
from etl.synthesise import synthesise

SETTINGS = Settings()


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
@pytest.mark.parametrize("faults", [False, True])
def test_the_same_seed_gives_the_same_bytes(tmp_path, file_format, faults):
    for name in ("first", "second"):
        synthesise(
            tmp_path / name, cases=3000, seed=7, faults=faults, file_format=file_format,
            settings=SETTINGS,
        )  # fmt: skip
    assert digests(tmp_path / "first") == digests(tmp_path / "second")


def test_national_scale_gives_the_same_bytes_too(tmp_path, clean):
    synthesise(tmp_path, settings=SETTINGS)
    assert digests(tmp_path) == digests(clean)


def test_another_seed_gives_other_cases_of_the_same_forces(tmp_path):
    for seed in (1, 2):
        synthesise(tmp_path / str(seed), cases=500, seed=seed, settings=SETTINGS)
    first, second = digests(tmp_path / "1"), digests(tmp_path / "2")
    assert first["cases.csv"] != second["cases.csv"]
    assert first["forces.csv"] == second["forces.csv"]
    assert first["workforce.csv"] == second["workforce.csv"]


def test_parquet_holds_the_same_rows_as_csv(tmp_path):
    for file_format in ("csv", "parquet"):
        synthesise(tmp_path / file_format, cases=800, file_format=file_format, settings=SETTINGS)
    for path in (tmp_path / "parquet").glob("*.parquet"):
        theirs = pl.read_csv(tmp_path / "csv" / f"{path.stem}.csv", infer_schema=False)
        assert pl.read_parquet(path).cast(pl.String).equals(theirs), path.stem


def test_an_earlier_synthetic_delivery_is_replaced_whole(tmp_path):
    synthesise(tmp_path, cases=300, faults=True, settings=SETTINGS)
    synthesise(tmp_path, cases=200, file_format="parquet", settings=SETTINGS)
    package = json.loads((tmp_path / "datapackage.json").read_text())
    listed = {item["path"] for item in package["resources"]}
    assert {path.name for path in tmp_path.iterdir()} == listed | {"datapackage.json"}


@pytest.mark.parametrize("content", ['{"synthetic": false}', '{"synthetic": true', "[]"])
def test_a_folder_with_other_records_is_left_alone(tmp_path, content):
    (tmp_path / "datapackage.json").write_text(content)
    (tmp_path / "cases.csv").write_text("case_id\n")
    with pytest.raises(OutputFolderError):
        synthesise(tmp_path, cases=10, settings=SETTINGS)
    assert (tmp_path / "cases.csv").read_text() == "case_id\n"


def test_a_file_in_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "out").write_text("something")
    with pytest.raises(OutputFolderError, match="out"):
        synthesise(tmp_path / "out", cases=10, settings=SETTINGS)


@pytest.mark.parametrize(
    "wish",
    [
        {"cases": 0},
        {"cases": -5},
        {"years": 0},
        {"years": 13},
        {"seed": -1},
        {"file_format": "xlsx"},
    ],
)
def test_an_impossible_wish_is_refused_in_words(tmp_path, wish):
    with pytest.raises(ConductDataError):
        synthesise(tmp_path, settings=SETTINGS, **wish)
    assert not list(tmp_path.iterdir())
