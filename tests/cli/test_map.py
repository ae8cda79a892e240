"""`conduct map`, and what becomes of a delivery of another country: apart, labelled, no figures."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dashboard.queries.connection import current_build
from etl.config import Settings
from etl.errors import DeliveryError, ReleaseError
from etl.pipeline import build
from etl.release.draft import make_draft
from tests.cli.command import conduct, state
from tests.etl.mapping.exports import written
from tests.etl.mapping.recount import EXPORTS

PLACE = "Riverton Police, Freedonia"


@pytest.fixture(scope="session")
def abroad(once_per_run: Callable) -> Path:
    """A folder with a mapped delivery of another country, and a build of it in `data`."""

    def make(folder: Path) -> None:
        mapping, source = written(folder)
        mapped = conduct("map", mapping, "--in", source, "--out", folder / "delivery")
        assert mapped.code == 0, mapped.err
        ran = conduct("build", "--delivery", folder / "delivery", "--data", folder / "data")
        assert ran.code == 0, ran.err
        assert f"of {PLACE}: not England and Wales" in ran.out

    return once_per_run("cli-abroad", make)


def ask(data: Path, tier: str, query: str) -> list[tuple]:
    path = (data / tier / f"{tier}.duckdb").resolve()
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.sql(query).fetchall()


def test_every_word_of_a_mapped_delivery_can_be_loaded(abroad):
    checked = conduct("check", abroad / "delivery")
    assert checked.code == 0, checked.out


def test_the_command_says_what_it_read_wrote_and_left_out(tmp_path):
    done = conduct("map", "philadelphia", "--in", EXPORTS / "philadelphia", "--out", tmp_path / "p")
    assert done.code == 0
    for words in (
        "ppd_complaint_disciplines.csv: 8,463 rows read, 1 left out",
        "cases.csv: 3,407 rows",
        "Every wording is mapped.",
    ):
        assert words in done.out
    assert "3,577 kept, not used: the contract has no complainants" in (
        tmp_path / "p" / "mapping-report" / "README.txt"
    ).read_text(encoding="utf-8")


def test_wordings_that_are_not_mapped_end_with_3_and_are_set_aside_by_check(tmp_path):
    mapping, source = written(tmp_path, ('man = "MALE"\n', ""))
    done = conduct("map", mapping, "--in", source, "--out", tmp_path / "out")
    assert done.code == 3
    assert "complaints.csv, sex: 1 wordings in 1 rows are not mapped" in done.out
    checked = conduct("check", tmp_path / "out")
    assert checked.code == 3
    assert "R02.case_subjects.sex" in checked.out


def test_a_mapping_that_does_not_fit_ends_with_4_and_writes_nothing(tmp_path):
    done = conduct("map", "detroit", "--in", EXPORTS / "chicago", "--out", tmp_path / "out")
    assert done.code == 4
    assert "no DPD_Citizen_Complaints.csv" in done.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("tier", ["public", "internal"])
def test_a_build_of_another_country_says_so_and_works_out_no_measure(abroad, tier):
    data = abroad / "data"
    assert ask(data, tier, "select abroad, synthetic from published.build") == [(PLACE, False)]
    for name in ("counts", "measure_values", "time_to_event"):
        assert ask(data, tier, f"select count(*) from published.{name}") == [(0,)], name
    assert ask(data, tier, "select count(*) from published.official_figures")[0][0] > 1000
    # Neither invented nor of England and Wales.
    codes = ask(data, tier, "select area_code, is_fictional from published.areas")
    assert all(code.startswith("F") and not invented for code, invented in codes)


def test_the_dashboard_reads_where_the_records_are_from(abroad, tmp_path):
    public = shutil.copy(abroad / "data" / "public" / "public.duckdb", tmp_path)
    assert current_build(Path(public)).abroad == PLACE


def test_status_says_so_and_nothing_of_it_is_released(abroad):
    done = conduct("status", "--data", abroad / "data")
    assert f"real case records of {PLACE}: not England and Wales" in done.out
    with pytest.raises(ReleaseError, match="not England and Wales"):
        make_draft("1.0.0", Settings(data_dir=abroad / "data"), quiet=True)
    shutil.rmtree(abroad / "data" / "releases", ignore_errors=True)


def test_it_never_takes_the_place_of_england_and_wales_nor_the_other_way_round(
    abroad, good_build, good_delivery, tmp_path
):
    data = Path(shutil.copytree(good_build, tmp_path / "data", symlinks=True))
    before = state(data)
    done = conduct("build", "--delivery", abroad / "delivery", "--data", data)
    assert done.code == 4
    assert "this data folder is for others" in done.err
    assert state(data) == before
    done = conduct("build", "--delivery", good_delivery, "--data", abroad / "data")
    assert done.code == 4
    with pytest.raises(DeliveryError, match="this data folder is for others"):
        build([], Settings(data_dir=abroad / "data"), quiet=True)


def test_it_is_never_counted_together_with_other_records(abroad, good_delivery, tmp_path):
    both = ("--delivery", abroad / "delivery", "--delivery", good_delivery)
    done = conduct("build", *both, "--data", tmp_path / "data")
    assert done.code == 4
    assert "Invented cases are never" in done.err or "different countries" in done.err


@pytest.mark.parametrize(
    ("former", "new", "says"),
    [
        ('"country": "Freedonia"', '"country": "Wales"', "other than England and Wales"),
        ('"country": "Freedonia",', "", "begin with F"),
        ('"synthetic": false', '"synthetic": true', "never both"),
    ],
)
def test_a_country_and_the_codes_of_its_forces_go_together(abroad, tmp_path, former, new, says):
    folder = Path(shutil.copytree(abroad / "delivery", tmp_path / "delivery"))
    package = folder / "datapackage.json"
    text = package.read_text(encoding="utf-8")
    assert former in text
    package.write_text(text.replace(former, new), encoding="utf-8")
    done = conduct("check", folder)
    assert done.code == 4
    assert says in done.err


def test_codes_of_other_countries_are_unknown_in_england_and_wales(good_delivery, tmp_path):
    folder = Path(shutil.copytree(good_delivery, tmp_path / "delivery"))
    cases = (folder / "cases.csv").read_text(encoding="utf-8")
    (folder / "cases.csv").write_text(
        cases.replace("CONDUCT", "COMPLAINT_ABROAD", 1), encoding="utf-8"
    )
    done = conduct("check", folder)
    assert done.code == 3
    assert "R02.cases.case_type" in done.out
