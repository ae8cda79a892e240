"""The forces are invented: no name, code or headcount is a real one's."""

import re

import polars as pl
import pytest

from etl.config import Settings

SETTINGS = Settings()
INVENTED = pl.read_csv(SETTINGS.reference_dir / "synthetic_forces.csv", infer_schema=False)
REAL = pl.read_csv(SETTINGS.reference_dir / "forces.csv", infer_schema=False)
ALIASES = pl.read_csv(SETTINGS.reference_dir / "force_aliases.csv", infer_schema=False)
# Counties and cities that are part of a force's area without being in its name.
PLACES = """
    london birmingham leeds sheffield bristol liverpool manchester cardiff swansea newport york
    hull exeter plymouth norwich oxford reading berkshire buckingham shropshire hereford worcester
    rutland cornwall devon wight teesside tyne durham flint wrexham monmouth pembroke anglesey
    severn humber mersey thames scotland ireland jersey guernsey highland strathclyde lothian
    grampian tayside transport
""".split()
# Points of the compass and words for kinds of country belong to nobody.
ANYBODY = set("west north south east great with action fraud police city".split())
GROUPS = ["police_officers", "special_constables", "police_staff", "pcsos", "designated_officers"]


def parts_of_real_names() -> set[str]:
    names = [*REAL["force_name"], *REAL["region_name"].drop_nulls(), *ALIASES["alias"]]
    words = {word.lower() for name in names for word in re.findall(r"[A-Za-z]{4,}", name)}
    return (words | set(PLACES)) - ANYBODY


@pytest.mark.parametrize("column", ["force_name", "region_name"])
def test_no_invented_name_holds_a_part_of_a_real_one(column):
    for name in INVENTED[column].unique():
        held = [part for part in parts_of_real_names() if part in name.lower()]
        assert not held, (name, held)


def test_there_are_43_forces_in_ten_regions_one_of_them_of_two():
    assert INVENTED["force_code"].to_list() == [f"X23{number:06d}" for number in range(1, 44)]
    assert INVENTED["force_name"].n_unique() == 43
    regions = INVENTED.group_by("region_code", "region_name").len()
    assert sorted(regions["region_code"]) == [f"X12{number:06d}" for number in range(1, 11)]
    assert regions["region_name"].n_unique() == 10
    assert sorted(regions["len"])[:2] == [2, 3]


def test_the_region_of_two_is_not_the_one_with_the_largest_force():
    sizes = INVENTED.with_columns(pl.col("police_officers").cast(pl.Int64))
    pair = sizes.filter(pl.len().over("region_code") == 2)["police_officers"]
    assert pair.max() < 0.1 * sizes["police_officers"].max()


def test_codes_are_no_real_codes():
    assert not set(INVENTED["force_code"]) & set(REAL["force_code"])
    assert not set(INVENTED["region_code"]) & set(REAL["region_code"])


def test_no_headcount_of_officers_is_a_real_forces(tables):
    real = (
        pl.read_csv(
            SETTINGS.official_dir / "police-uplift-2022-data.csv.gz",
            infer_schema=False,
            null_values=["-", "*", ""],
        )
        .filter(pl.col("worker_type") == "police officer")
        .with_columns(pl.col("total_headcount").cast(pl.Float64, strict=False))
        .group_by("date", "geo_code")
        .agg(pl.col("total_headcount").sum())
    )
    invented = tables["workforce"].filter(pl.col("worker_group") == "POLICE_OFFICER")
    assert invented.height == 43 * 14
    assert not set(invented["workers"]) & {int(count) for count in real["total_headcount"]}


def test_sizes_are_spread_like_those_of_real_forces():
    officers = INVENTED["police_officers"].cast(pl.Int64).sort()
    assert abs(officers.sum() - 149_000) < 500
    assert 0.2 < officers[-1] / officers.sum() < 0.28
    assert 1_600 < officers.median() < 2_500
    assert officers[0] > 700
