"""`conduct check` holds a delivery against what is kept, as a build would, and changes nothing."""

import importlib
import shutil
from pathlib import Path

import duckdb
import pytest

from etl.config import Settings
from etl.kept import keep
from etl.sources.delivery import read_delivery
from tests.cli.command import conduct
from tests.deliveries import CONTRACT, write_delivery
from tests.screen.measure import SCREEN

FACTS = {"date_aware": "2024-04-02", "date_recorded": "2024-04-03", "case_type": "CONDUCT"}
HEAD = "force_code | force_name | region_code | region_name\n"
NORTH = HEAD + "X23000001 | Northmoor | X12000001 | Upland"
EAST = HEAD + "X23000002 | Eastmarch | X12000001 | Upland"


def cases(numbers: range, force: str = "X23000001", **values: str) -> dict[str, list[dict]]:
    rows = [{"case_id": f"C{n}", "force_code": force} | FACTS | values for n in numbers]
    return {"cases": rows}


@pytest.fixture
def data(tmp_path) -> Path:
    """A data folder that keeps two deliveries, both in use, as builds leave them."""
    data, sha = tmp_path / "data", []
    for name, force, forces in (("north", "X23000001", NORTH), ("east", "X23000002", EAST)):
        made = write_delivery(
            tmp_path / name, cases(range(50), force), forces=forces, supplier=name, name=name,
            extracted_on="2026-03-01", coverage_to="2026-02-28",
        )  # fmt: skip
        delivery = read_delivery(made, CONTRACT, SCREEN)
        keep(Settings(data_dir=data), delivery, [force], 50)
        sha.append((delivery.sha256, "delivery"))
    (data / "public").mkdir()
    with duckdb.connect(str(data / "public" / "public.duckdb")) as public:
        public.execute("create schema published")
        public.execute("create table published.build_inputs (sha256 varchar, kind varchar)")
        public.executemany("insert into published.build_inputs values (?, ?)", sha)
    return data


def states(data: Path) -> dict[str, tuple]:
    return {str(p): (p.stat().st_mtime_ns, p.stat().st_ino) for p in data.rglob("*")}


def test_what_a_delivery_would_change_is_told_in_numbers_and_nothing_is_changed(data, tmp_path):
    # No case since January; of the former ones 48 are sent again, three of them changed.
    sent = cases(range(2, 50))["cases"]
    for row in sent[:3]:
        row["case_type"] = "COMPLAINT"
    new = {"forces": NORTH, "supplier": "north", "coverage_from": "2026-01-01"}
    folder = write_delivery(tmp_path / "new", {"cases": sent}, **new)
    before = states(data)
    ran = conduct("check", folder, "--data", data)
    assert ran.code == 0, ran.out + ran.err
    assert states(data) == before
    words = " ".join(ran.out.split())
    assert "Held against 1 kept delivery of its forces" in words
    assert "that it would replace: cases 48, submissions 1, workforce 2" in words
    assert "that would be others: changed 3, removed 1" in words
    assert "open cases that it does not send again: 2." in words
    # Of another force's cases 45 are these: same number, days and type.
    assert "WARNING R01.cases.elsewhere (45 rows kept and flagged)" in words
    assert "R43.cases.not_sent_again" not in words
    # Rows read are its own: cases, a force and two headcounts.
    assert "51 rows read; 0 would be set aside" in words


def test_a_delivery_too_unlike_the_one_before_is_refused_as_a_build_would(data, tmp_path):
    new = {"forces": NORTH, "supplier": "north"}
    folder = write_delivery(tmp_path / "new", cases(range(14)), **new)
    ran = conduct("check", folder, "--data", data)
    assert ran.code == 4
    assert "Refused: R41.cases.change.large" in ran.out
    assert "X23000001" in ran.out


def test_of_a_supplier_of_whom_nothing_is_kept_nothing_is_compared(data, tmp_path):
    new = {"forces": HEAD + "X23000003 | Westfold | X12000001 | Upland", "supplier": "west"}
    folder = write_delivery(tmp_path / "new", cases(range(3), "X23000003"), **new)
    ran = conduct("check", folder, "--data", data)
    assert ran.code == 0
    assert "Held against" not in ran.out
    assert "R01.cases.elsewhere" in ran.out


@pytest.mark.parametrize("moment", ["etl.check.receive", "etl.receive._load", "etl.kept._read"])
def test_an_erasure_meanwhile_ends_a_check_with_words(data, tmp_path, monkeypatch, moment):
    """`conduct erase` waits for builds; a check changes nothing, so neither waits for the other."""
    place, _, name = moment.rpartition(".")
    go_on = getattr(importlib.import_module(place), name)

    def erased_first(*asked, **how):
        shutil.rmtree(data / "deliveries", ignore_errors=True)
        return go_on(*asked, **how)

    monkeypatch.setattr(moment, erased_first)
    folder = write_delivery(
        tmp_path / "new", cases(range(50)), forces=NORTH, supplier="north",
        coverage_from="2026-01-01",
    )  # fmt: skip
    ran = conduct("check", folder, "--data", data)
    assert ran.code == 4
    assert "erased while this ran" in ran.err
    assert ran.err.count("\n") == 1
