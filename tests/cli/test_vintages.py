"""A newer delivery replaces what it covers; what changed is listed; a kept build is made again."""

import json
import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from etl.again import _compared
from etl.errors import PromiseBrokenError
from tests.cli.command import conduct, state
from tests.deliveries import write_delivery

CLOSED = {"case_status": "FINALISED", "date_finalised": "2025-06-01", "case_type": "COMPLAINT"}
# Cases of two quarters; the second is delivered again, and a third comes to light.
OLD = {
    "cases": [
        {"case_id": "before", "date_aware": "2024-05-01"},
        {"case_id": "gone", "date_aware": "2024-11-01"},
        {"case_id": "same", "date_aware": "2024-11-02"},
        {"case_id": "shut", "date_aware": "2024-11-03"} | CLOSED,
    ],
    "referrals": [
        {"case_id": "before", "date_referred": "2024-05-02"},
        {"case_id": "gone", "date_referred": "2024-11-02"},
    ],
}
NEW = {
    "cases": [
        {"case_id": "same", "date_aware": "2024-11-02"},
        {"case_id": "shut", "date_aware": "2024-11-03", "case_type": "COMPLAINT"},
        {"case_id": "late", "date_aware": "2024-12-01"},
    ],
    "submissions": [{"force_code": "X23000001", "quarter": "2024-25-Q3"}],
    "workforce": [],
}
FORCES = """
force_code | force_name | region_code | region_name
X23000001  | Northmoor  | X12000001   | Upland
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two builds: of a whole delivery, then of one quarter sent again, two years of one force."""
    folder = tmp_path_factory.mktemp("vintages")
    old = {"coverage_from": "2024-04-01", "extracted_on": "2026-04-30", "name": "first"}
    write_delivery(folder / "old", OLD, forces=FORCES, **old)
    days = {"coverage_from": "2024-10-01", "coverage_to": "2024-12-31", "name": "second"}
    write_delivery(folder / "new", NEW, forces=FORCES, **days)
    for name in ("old", "new"):
        ran = conduct("build", "--delivery", folder / name, "--data", folder / "data")
        assert ran.code == 0, ran.err
        (folder / f"{name}.txt").write_text(ran.text, encoding="utf-8")
    return folder


def rows(built: Path, query: str) -> list[tuple]:
    path = str((built / "data" / "warehouse" / "conduct.duckdb").resolve())
    with duckdb.connect(path, read_only=True) as connection:
        return connection.sql(query).fetchall()


def test_the_quarter_is_replaced_and_the_rest_stays(built):
    cases = rows(built, "select case_id, delivery_no from staging.cases order by 1")
    assert cases == [("before", 2), ("late", 1), ("same", 1), ("shut", 1)]
    assert rows(built, "select case_id from staging.referrals") == [("before",)]
    sent = rows(built, "select quarter, submission_status from staging.submissions order by 1")
    assert len(sent) == 8
    assert dict(sent)["2024-25-Q3"] == "RESUBMITTED"
    assert {status for quarter, status in sent if quarter != "2024-25-Q3"} == {"SUBMITTED"}
    ((force, start, end),) = rows(
        built, "select force_code, coverage_from::varchar, coverage_to::varchar "
        "from staging.dataset_forces",
    )  # fmt: skip
    assert (force, start, end) == ("X23000001", "2024-04-01", "2026-03-31")


def test_every_row_of_each_delivery_has_a_place(built):
    found = rows(
        built,
        "select delivery_no, entity, rows_received, rows_loaded, rows_quarantined, rows_replaced "
        "from quality.rows_by_delivery where entity in ('cases', 'referrals', 'submissions')",
    )
    assert found == [
        (1, "cases", 3, 3, 0, 0),
        (1, "submissions", 1, 1, 0, 0),
        (2, "cases", 4, 1, 0, 3),
        (2, "referrals", 2, 1, 0, 1),
        (2, "submissions", 8, 7, 0, 1),
    ]
    assert not rows(
        built,
        "select entity from quality.row_accounting "
        "where rows_received != rows_loaded + rows_quarantined + rows_replaced",
    )


def test_what_changed_is_listed_case_by_case_in_the_case_level_file_alone(built):
    changes = rows(
        built,
        'select case_id, entity, "column", kind, before, after from quality.changes '
        "where case_id is not null order by all",
    )
    assert changes == [
        ("gone", "cases", None, "removed", None, None),
        ("gone", "referrals", None, "removed", None, None),
        ("late", "cases", None, "added", None, None),
        ("shut", "cases", "case_status", "reopened", "FINALISED", "OPEN"),
        ("shut", "cases", "date_finalised", "changed", "2025-06-01", None),
    ]
    hits = rows(built, "select count(*) from quality.hits where check_name = 'R43.cases.reopened'")
    assert hits == [(1,)]
    said = (built / "new.txt").read_text(encoding="utf-8")
    assert "rows or values are others" in said
    logs = [path.read_text(encoding="utf-8") for path in built.rglob("*.log")]
    assert logs
    for text in (said, *logs):
        assert not {"shut", "gone", "late"} & set(text.split())
    assert rows(built, "select count(*) from former.cases") == [(0,)]


def test_deliveries_are_kept_for_their_owner_only(built):
    kept = sorted((built / "data" / "deliveries").iterdir())
    assert len(kept) == 2
    for path in (built / "data" / "deliveries").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    names = {json.loads((path / "received.json").read_text())["name"] for path in kept}
    assert names == {"first", "second"}


def test_status_lists_what_is_kept_in_numbers(built):
    lines = conduct("status", "--data", built / "data").out.splitlines()
    place = lines.index("Deliveries kept: 2")
    first, second = lines[place + 1 : place + 3]
    for line, name, received, standing in (
        (first, "first", 21, "replaced in part"),
        (second, "second", 5, "current"),
    ):
        assert line.startswith(f"  {name} (")
        assert " from Northmoor Police: 2024-" in line
        assert f", 1 force, received {datetime.now(UTC).date()}, {received} rows, " in line
        assert f" rows, {standing}, kept until" in line
        assert line.endswith("and as long as in use")


def test_where_nothing_changed_nothing_is_built(built):
    before = state(built / "data")
    ran = conduct("build", "--delivery", built / "new", "--data", built / "data", "--if-changed")
    assert (ran.code, "nothing to build" in ran.out) == (0, True)
    assert state(built / "data") == before


def test_a_kept_build_is_made_again_from_its_inputs_and_is_the_same(built):
    before = state(built / "data")
    build = (built / "data" / "builds" / "current").resolve().name
    ran = conduct("build", "--again", build, "--data", built / "data")
    assert ran.code == 0, ran.err
    assert "is the same" in ran.out
    assert state(built / "data") == before


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        ("unknown", 2, "There is no build"),
        ("erased", 4, "was erased or never kept"),
        ("policy", 4, "other code, under another policy"),
    ],
)
def test_what_cannot_be_made_again_is_refused(built, tmp_path, monkeypatch, fault, code, words):
    data = Path(shutil.copytree(built / "data", tmp_path / "data", symlinks=True))
    build = (data / "builds" / "current").resolve().name
    if fault == "erased":
        shutil.rmtree(next((data / "deliveries").iterdir()))
    if fault == "policy":
        monkeypatch.setattr("etl.pipeline.code_hash", lambda: "other")
    asked = "0123456789ab" if fault == "unknown" else build
    ran = conduct("build", "--again", asked, "--data", data)
    assert ran.code == code
    assert words in ran.err


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ("update published.build set built_on = '2020-01-01'", True),
        ("update published.official_figures set value = value + 1 where value = 5", False),
        ("insert into published.areas from published.areas limit 1", False),
        (
            "create or replace table published.official_figures as "
            "from published.official_figures order by figure_id desc",
            False,
        ),
    ],
)
def test_only_the_day_may_differ(built, tmp_path, change, is_same):
    kept = (built / "data" / "builds" / "current").resolve()
    made = Path(shutil.copytree(kept, tmp_path / "made"))
    with duckdb.connect(str(made / "public" / "public.duckdb")) as connection:
        connection.execute(change)
    if is_same:
        assert _compared("x", kept, made).rows > 0
    else:
        with pytest.raises(PromiseBrokenError, match="made again is not the same"):
            _compared("x", kept, made)


@pytest.mark.soak
def test_alone_counts_nothing_that_was_kept(built, tmp_path):
    data = Path(shutil.copytree(built / "data", tmp_path / "data", symlinks=True))
    ran = conduct("build", "--delivery", built / "new", "--data", data, "--alone")
    assert ran.code == 0, ran.err
    path = str((data / "warehouse" / "conduct.duckdb").resolve())
    with duckdb.connect(path, read_only=True) as connection:
        assert connection.sql("select count(*) from staging.cases").fetchall() == [(3,)]
    # Then the former delivery can be forgotten: the builds made from it, and its copy.
    ran = conduct("erase", "--delivery", "first", "--data", data)
    assert ran.code == 0, ran.err
    assert "the kept delivery first" in ran.out
    assert len(list((data / "deliveries").iterdir())) == 1
    assert len([path for path in (data / "builds").iterdir() if not path.is_symlink()]) == 2
