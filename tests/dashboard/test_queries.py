"""The public file is opened so that nothing else can be reached, and a new build shows at once."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboard.queries import comparisons, official, published, quality
from dashboard.queries.connection import Build, NothingPublishedError, current_build, read
from tests.dashboard.sample_public import write_sample


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('README.md')",
        "attach 'elsewhere.duckdb'",
        "copy published.areas to 'areas.csv'",
        "set enable_external_access = true",
        "set memory_limit = '8GB'",
        "delete from published.areas",
        "create table published.mine (a int)",
        "install httpfs",
    ],
)
def test_a_query_can_reach_nothing_but_the_published_tables(build: Build, statement: str):
    with pytest.raises(duckdb.Error):
        read(build, statement)


def test_a_value_from_outside_is_a_value_and_not_a_query(build: Build):
    sly = "X92000001' or '1'='1"

    assert published.series(build, "R1", sly).is_empty()
    assert published.extract(build, "R1", [sly], [sly]).is_empty()


def test_a_build_without_figures_and_an_area_that_is_not_there_have_none(
    build: Build, tmp_path: Path
):
    write_sample(tmp_path)
    file = tmp_path / "public" / "public.duckdb"
    with duckdb.connect(str(file)) as public:
        public.execute("delete from published.measure_values")
    for empty, area in ((current_build(file), "X92000001"), (build, "nowhere")):
        assert published.series(empty, "R1", area).is_empty()
        assert published.one_value(empty, "R1", area, "2024-25").is_empty()
        assert published.side_by_side(empty, ["R1", "G4"], area, "2024-25").is_empty()
        assert not published.has_quarters(empty, "R1", area)


def test_a_new_build_shows_at_the_next_look_and_the_old_one_goes_on_answering(tmp_path: Path):
    for name in ("first", "second"):
        write_sample(tmp_path / name, build_id=name)
    link = tmp_path / "public"
    link.symlink_to(tmp_path / "first" / "public")
    before = current_build(link / "public.duckdb")
    assert before.id == "first"

    link.unlink()
    link.symlink_to(tmp_path / "second" / "public")

    assert current_build(link / "public.duckdb").id == "second"
    assert read(before, "select build_id from published.build").item() == "first"


@pytest.mark.parametrize("content", [None, b"", b"not a database"])
def test_a_missing_or_broken_file_is_nothing_to_show(tmp_path: Path, content: bytes | None):
    path = tmp_path / "public.duckdb"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(NothingPublishedError):
        current_build(path)


def test_a_series_is_by_year_where_years_are_published_and_else_by_window(build: Build):
    assert published.series(build, "R1", "X23000006")["period"][0] == "2017-18"
    assert published.series(build, "G4", "X92000001")["period"][0] == "2017-18"
    assert published.series(build, "G4", "X23000006")["period"].to_list() == [
        "2017-20",
        "2020-23",
        "2023-26",
    ]


def test_the_whole_stands_before_the_forces(build: Build):
    names = published.across_forces(build, "R1", "2023-26")["area_name"].to_list()

    assert names[0] == "All forces (invented)"
    assert len(names) == 7


def test_areas_of_the_case_records_hold_no_real_force_and_the_other_way_round(build: Build):
    invented = set(published.areas(build)["area_name"])
    real = set(official.forces(build, "workforce")) | set(official.forces(build, "time_to_hearing"))

    assert real
    assert not invented & real


def test_a_page_is_read_in_a_few_milliseconds(
    build: Build, benchmark_seconds: Callable[[Callable], float]
):
    # Generous: twenty milliseconds are meant, on a machine with nothing else to do.
    assert benchmark_seconds(lambda: published.across_forces(build, "R1", "2023-26")) < 0.1


def test_a_difference_is_found_as_published_whether_it_is_kept_or_asked_for(build: Build):
    rows = read(build, "from published.differences").to_dicts()
    assert (
        len({(row["comparison"], row["area_code"] == row["other_area_code"]) for row in rows}) > 1
    )
    for row in rows[::15]:
        one, other = (
            (row["area_code"], row["period"]),
            (row["other_area_code"], row["other_period"]),
        )
        found = comparisons.difference(build, row["measure"], one, other)
        assert found.items() >= {name: row[name] for name in ("difference", "finding")}.items()
        assert comparisons.difference(build, row["measure"], one, ("nowhere", other[1])) == {}


@pytest.mark.parametrize("level", ["country", "region", "force"])
def test_an_area_has_all_its_returns_where_none_of_its_forces_lacks_one(build: Build, level: str):
    years = ["2024-25", "2025-26"]
    for code in published.areas(build).filter(area_level=level)["area_code"]:
        rows = quality.returns(build, code, level, years)
        lacking = set(rows.filter(~pl.col("is_received"))["area_code"])
        complete, forces = quality.forces_complete(build, code, level, years)
        assert forces - complete == len(lacking)


def test_an_area_has_the_breaks_of_the_law_and_its_own(tmp_path: Path):
    write_sample(tmp_path)
    file = tmp_path / "public" / "public.duckdb"
    with duckdb.connect(str(file)) as public:
        row = "from published.breaks limit 1"
        public.execute(
            f"insert into published.breaks select * replace ('own' as break_id, 'own' as title, "
            f"'X23000001' as area_code, 'received' as applies_to) {row}"
        )
    changed = current_build(file)
    own, other, whole = (
        published.breaks(changed, "received", code)["title"].to_list()
        for code in ("X23000001", "X23000002", "X92000001")
    )
    assert sorted(own) == sorted(["own", *other])
    assert other == whole
