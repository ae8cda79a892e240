"""Static pages: they need no server, hold the published rows, and are written whole or not."""

import csv
import io
import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from dashboard.queries.connection import current_build
from dashboard.site import write
from dashboard.site.__main__ import main
from dashboard.site.write import write_site
from etl.config import Settings
from etl.contracts import load_published
from etl.files.tidy import csv_bytes, one_line
from etl.release.contents import topic_rows
from etl.release.snapshot import read_snapshot
from tests.dashboard.reading import rows_of
from tests.dashboard.sample_public import FORCES, write_sample
from tests.dashboard.site_pages import Read, pages, read

FORCE, REGION = "X23000006", "X12000001"
FEW = [FORCE, REGION]
CALENDAR = Settings().reference_dir / "publication_calendar.csv"
TOP = {"index", "referrals", "gross-misconduct", "discrimination", "time-to-hearing", "areas",
       "data-quality", "methods", "downloads"}  # fmt: skip
# Official figures, and the files they come from, are nobody's invention.
REAL = re.compile(r"[a-z]-published-|quality-(totals|inputs)\.|-planned\.")
HOSTILE = "<script>alert('x')</script> & [a](http://x.org) *b*\" onload=\"c"


def silent(step: str, parts: int) -> Callable[[], None]:
    return lambda: None


def written(public: Path, out: Path, areas: list[str] | None = None) -> Path:
    write_site(current_build(public), out, None, areas, silent)
    return out


@pytest.fixture(scope="module")
def site(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the sample, tables only."""
    return written(sample / "public" / "public.duckdb", tmp_path_factory.mktemp("site") / "site")


@pytest.fixture(scope="module")
def every(site: Path) -> dict[str, Read]:
    return {path.relative_to(site).as_posix(): read(path) for path in pages(site)}


def area_page(every: dict[str, Read], code: str) -> Read:
    return next(page for name, page in every.items() if name.endswith(f"-{code.lower()}.html"))


def test_there_is_a_page_for_each_topic_and_each_area(every: dict[str, Read]):
    top = {name.removesuffix(".html") for name in every if "/" not in name}
    assert top == TOP
    assert len([name for name in every if name.startswith("areas/")]) == len(FORCES) + 2 + 1


def test_a_page_loads_nothing_from_elsewhere_and_every_link_inside_leads_somewhere(
    site: Path, every: dict[str, Read]
):
    for name, page in every.items():
        here = (site / name).parent
        for address in page.loads:
            assert not re.match(r"(?i)[a-z]+:|//", address), address
            assert (here / address).is_file(), address
        for address in page.links:
            target, _, place = address.partition("#")
            if not address.startswith("https://"):
                found = read(here / target) if target.endswith(".html") else page
                assert not target or (here / target).is_file(), address
                assert not place or place in found.ids, address
    for path in site.rglob("*.css"):
        assert not re.search(r"url\(|@import", path.read_text(encoding="utf-8"))


def test_a_page_has_one_title_headings_in_order_and_no_id_twice(every: dict[str, Read]):
    for page in every.values():
        levels = [level for level, _ in page.headings]
        assert levels.count(1) == 1
        assert levels[0] == 1
        steps = pairwise(levels)
        assert all(after - before <= 1 for before, after in steps)
        assert len(page.ids) == len(set(page.ids))
        assert page.tags.count("main") == 1


def test_invented_cases_say_so_on_every_page_and_in_the_name_of_every_file(
    site: Path, every: dict[str, Read]
):
    for page in every.values():
        assert "Demonstration: invented cases, fictional forces." in page.words
    for path in [*(site / "files").iterdir(), *(site / "charts").iterdir()]:
        assert ("synthetic" in path.name) is not bool(REAL.search(path.name)), path.name


def test_without_a_browser_the_pages_say_so_and_have_every_table(site: Path, every: dict):
    assert not list(site.rglob("*.svg"))[1:]
    assert not list((site / "packs").iterdir())
    page = area_page(every, FORCE)
    assert "No picture could be drawn" in page.words
    assert page.tables["trend-R1-table-caption"]


def test_a_table_under_a_chart_has_the_rows_of_its_file_and_of_the_public_file(
    sample: Path, site: Path, every: dict[str, Read], tmp_path: Path
):
    # The pages' own connection is another, locked down.
    copied = shutil.copyfile(sample / "public" / "public.duckdb", tmp_path / "copy.duckdb")
    with duckdb.connect(str(copied), read_only=True) as connection:
        rows = connection.execute(
            "select period, value, symbol from published.measure_values where measure = 'R1' "
            "and area_code = ? and breakdown = 'total' and period_type = 'financial_year' "
            "order by period", [FORCE]
        ).fetchall()  # fmt: skip
    table = area_page(every, FORCE).tables["trend-R1-table-caption"][1:]
    file = rows_of((site / f"files/northmoor-{FORCE.lower()}-trend-r1-synthetic.csv").read_bytes())

    assert [line[0] for line in table] == [row[0] for row in rows]
    assert [row["period"] for row in file] == [row[0] for row in rows]
    for line, (_, value, symbol), told in zip(table, rows, file, strict=True):
        if value is None:
            assert line[1].startswith(f"[{symbol}]")
            assert (told["value"], told["symbol"]) == ("", symbol)
        else:
            assert line[1] == f"{value:,.1f} per 1,000"
            assert float(told["value"]) == value


def test_a_name_that_is_a_command_stays_a_name(tmp_path: Path):
    public = write_sample(tmp_path / "data", "hostile")
    with duckdb.connect(str(public)) as connection:
        for table, column in (("areas", "area_name"), ("breaks", "title")):
            where = "area_code = ?" if table == "areas" else "? is not null"
            connection.execute(
                f"update published.{table} set {column} = ? where {where}", [HOSTILE, FORCE]
            )
    folder = written(public, tmp_path / "site", [FORCE])

    for path in pages(folder):
        page = read(path)
        # The one script is ours, and nothing listens but it.
        assert page.tags.count("script") == 1
        assert page.listeners == []
        assert not [link for link in page.links if "x.org" in link]
        assert not re.search(r"[<>&\"' ]", path.name)
    page = read(next((folder / "areas").glob(f"*{FORCE.lower()}.html")))
    assert (1, HOSTILE) in page.headings


def test_the_same_build_gives_the_same_bytes(sample: Path, tmp_path: Path):
    public = sample / "public" / "public.duckdb"
    one, other = (written(public, tmp_path / name, FEW) for name in ("one", "other"))
    files = [path.relative_to(one) for path in one.rglob("*") if path.is_file()]
    assert len(files) > 50
    for path in files:
        assert (one / path).read_bytes() == (other / path).read_bytes(), path


def test_a_run_that_fails_leaves_nothing(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def broken(site: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(write, "_write_pages", broken)
    with pytest.raises(RuntimeError):
        written(sample / "public" / "public.duckdb", tmp_path / "site", FEW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("named", "code", "told"),
    [
        ({"areas": ["X99"]}, 2, "No area has the code X99"),
        ({"public": Path("nothing.duckdb")}, 4, "no public file"),
        ({"out": Path(__file__).parent}, 4, "is not empty"),
        ({"images": True}, 4, "CONDUCT_CHROMIUM names /no/such/browser, which is no program"),
    ],
)
def test_what_a_user_can_mend_is_said_in_one_message(
    sample: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    named: dict,
    code: int,
    told: str,
):
    monkeypatch.setenv("CONDUCT_CHROMIUM", "/no/such/browser")
    asked = {"public": sample / "public" / "public.duckdb", "out": tmp_path / "site"} | named
    with pytest.raises(SystemExit) as left:
        main(**{"areas": None, "images": False} | asked)
    assert left.value.code == code
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_in_a_release_its_files_are_offered_and_none_is_made(sample: Path, tmp_path: Path):
    public = tmp_path / "public.duckdb"
    public.write_bytes((sample / "public" / "public.duckdb").read_bytes())
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "values of all.csv").write_text("a\n")
    folder = written(public, tmp_path / "site", FEW)

    page = read(folder / "downloads.html")
    assert {"../public.duckdb", "../csv/values%20of%20all.csv"} <= set(page.links)
    assert not (folder / "files" / "referrals-synthetic.csv").exists()


def test_the_file_of_a_topic_is_the_tidy_file_that_a_release_has(
    sample: Path, site: Path, tmp_path: Path
):
    copied = shutil.copyfile(sample / "public" / "public.duckdb", tmp_path / "copy.duckdb")
    snapshot = read_snapshot(copied, load_published(Settings().published_contract_dir))
    for topic, rows in topic_rows(snapshot, snapshot.origin(None)).items():
        file = site / "files" / f"{topic.replace('_', '-')}-synthetic.csv"
        assert file.read_bytes() == csv_bytes(one_line(rows)), topic


def test_the_calendar_of_publication_is_on_the_page_of_data_quality(every: dict[str, Read]):
    planned = csv.DictReader(io.StringIO(CALENDAR.read_text(encoding="utf-8")))
    table = every["data-quality.html"].tables["planned-table-caption"][1:]
    assert [line[1] for line in table] == [row["title"] for row in planned]
    assert table[0][0] == "December 2026"


def test_pages_of_a_release_name_its_version(sample: Path, tmp_path: Path):
    public = sample / "public" / "public.duckdb"
    main(public, tmp_path / "site", images=False, areas=[FORCE], release="1.1.0")
    for path in pages(tmp_path / "site"):
        words = read(path).words
        assert "Release 1.1.0, build" in words
        assert "version 1.1.0" in words
        assert "not released" not in words


def test_real_records_that_are_not_published_leave_the_official_figures(tmp_path: Path):
    public = write_sample(tmp_path / "data", "real", synthetic=False)
    with duckdb.connect(str(public)) as connection:
        for table in ("areas", "measure_values", "counts", "time_to_event", "submissions"):
            connection.execute(f"delete from published.{table}")
    folder = written(public, tmp_path / "site")

    names = {path.stem for path in pages(folder)}
    assert names == TOP
    page = read(folder / "time-to-hearing.html")
    assert "no figure of them is published" in page.words
    assert "published-days-table-caption" in page.tables
    assert not any("Demonstration:" in read(path).words for path in pages(folder))
