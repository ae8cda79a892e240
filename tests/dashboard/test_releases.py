"""Releases on the pages: the one in use, links to others, what moved since, comments of forces."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.releases import releases_here
from dashboard.queries.connection import current_build, read
from dashboard.queries.releases import open_release, published_releases, replies
from etl.config import TIER_VARIABLE, UNRELEASED_VARIABLE
from tests.dashboard.reading import said, tables_of
from tests.dashboard.sample_public import write_sample

FORCE = "Northmoor"
CODE = "X23000006"
# What the second release changed of the force's three years: (measure, category, set, reason).
CORRECTED = "update published.measure_values set numerator = numerator + 2, value = value + 1"
NOW_HIDDEN = (
    "update published.measure_values "
    "set numerator = null, value = null, lower = null, upper = null, symbol = 'c'"
)
AT = f"area_code = '{CODE}' and period = '2023-26' and breakdown = 'total'"


def _release(folder: Path, version: str, *changes: str) -> None:
    public = write_sample(folder / "build", build_id=f"build-{version}")
    with duckdb.connect(str(public)) as connection:
        for change in changes:
            connection.execute(change)
        connection.execute("create schema release")
        connection.execute(
            "create table release.what_changed as select measure, area_code, period, breakdown, "
            "category, 'changed' as change, 'CORRECTION' as reason, "
            "'An error was put right' as reason_label, 'two cases were re-dated' as explanation "
            f"from published.measure_values where {AT} and measure = 'R1'"
        )
    (folder / "releases" / version).mkdir(parents=True)
    public.rename(folder / "releases" / version / "public.duckdb")


def _listed(folder: Path, in_use: str, *taken_back: str) -> None:
    rows = [
        {
            "version": version,
            "published_at": f"2026-0{number}-01T09:30:00Z",
            "level": level,
            "why": why,
            "changes": changes,
            "taken_back": {"at": "2026-09-01", "why": "a wrong file"}
            if version in taken_back
            else None,
        }
        for version, number, level, why, changes in (
            ("1.0.1", 8, "patch", ["2 figures were corrected"], {"changed": 1, "hidden": 1}),
            ("1.0.0", 7, "first", [], {}),
        )
    ]
    told = {"in_use": in_use, "releases": rows}
    (folder / "releases" / "releases.json").write_text(json.dumps(told), encoding="utf-8")


@pytest.fixture(scope="session")
def released(once_per_run: Callable) -> Path:
    """A data folder with a build and two releases, of which the newer is in use."""

    def make(folder: Path) -> None:
        _release(folder, "1.0.0")
        corrected, hidden = f"{CORRECTED} where {AT}", f"{NOW_HIDDEN} where {AT}"
        _release(folder, "1.0.1", f"{corrected} and measure = 'R1'", f"{hidden} and measure = 'G4'")
        write_sample(folder, build_id="not-released")
        _listed(folder, "1.0.1")

    return once_per_run("released-pages", make)


@pytest.fixture
def look(released: Path, open_page: Callable[..., AppTest], monkeypatch) -> Callable[..., AppTest]:
    monkeypatch.setenv("CONDUCT_DATA", str(released))
    return open_page


def test_readers_see_the_release_in_use_not_a_build_that_nobody_approved(look):
    page = look("referrals", area=FORCE)
    assert "Release 1.0.1. Build build-1.0.1" in said(page)
    assert "not-released" not in said(page)
    assert not page.warning


def test_a_link_to_an_older_release_shows_its_figures_and_says_what_moved(look, released):
    page = look("referrals", area=FORCE, release="1.0.0")
    assert "Release 1.0.0. Build build-1.0.0" in said(page)
    assert "Release 1.0.1 of 1 August 2026 is newer" in page.warning[0].value
    page.session_state["moved"] = True
    table = tables_of(page.run())[0]
    by_measure = {row["Measure"]: row for row in table.to_dict("records")}
    old, new = (_numerator(released, version) for version in ("1.0.0", "1.0.1"))
    moved = by_measure["Referrals to the IOPC"]
    assert f"({old:,.0f} of" in moved["Was"]
    assert f"({new:,.0f} of" in moved["Is now"]
    assert new == old + 2
    assert moved["Why"] == "An error was put right: two cases were re-dated"


def test_a_figure_that_is_hidden_now_is_not_told_beside_the_mark(look):
    page = look("referrals", area=FORCE, release="1.0.0")
    page.session_state["moved"] = True
    rows = tables_of(page.run())[0].to_dict("records")
    hidden = next(row for row in rows if row["Is now"].startswith("[c]"))
    assert hidden["Was"] == "shown"


def test_a_release_that_nothing_moved_from_says_so(look):
    page = look("referrals", area="Ambershire", release="1.0.0")
    assert "No figure of Ambershire, 2023-26 has moved since" in said(page)


def test_one_click_leads_to_the_release_in_use(look):
    page = look("referrals", area=FORCE, release="1.0.0")
    page.button[0].click().run()
    assert "Release 1.0.1. Build build-1.0.1" in said(page)
    assert not page.warning


def test_a_release_that_is_not_there_is_told_and_the_one_in_use_shown(look):
    page = look("overview", release="9.9.9")
    assert "not here" in page.warning[0].value
    assert "Release 1.0.1. Build build-1.0.1" in said(page)


def test_link_and_citation_name_the_release(look):
    page = look("referrals", area=FORCE)
    page.session_state["tools"] = True
    address, citation = (element.value for element in page.run().get("code")[:2])
    assert "release=1.0.1" in address
    assert "extracted on 30 June 2026), version 1.0.1, made on 1 July 2026." in citation


def test_a_release_taken_back_stays_readable_with_the_reason(look, released, tmp_path):
    folder = tmp_path / "data"
    (folder / "releases").mkdir(parents=True)
    for version in ("1.0.0", "1.0.1"):
        (folder / "releases" / version).symlink_to(released / "releases" / version)
    _listed(folder, "1.0.0", "1.0.1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONDUCT_DATA", str(folder))
        page = look("referrals", area=FORCE, release="1.0.1")
    assert "It was taken back: a wrong file. Release 1.0.0" in page.warning[0].value
    assert "Release 1.0.1. Build build-1.0.1" in said(page)


def test_the_log_lists_releases_and_corrections(look):
    page = look("data_quality")
    table = next(t for t in tables_of(page) if "Kind" in t and "Release" in t)
    assert table["Release"].to_list() == ["1.0.1", "1.0.0"]
    assert table["Kind"].to_list() == ["Correction", "First release"]
    assert table["Figures"].to_list()[0] == "1 changed; 1 now hidden to protect people"
    assert table["Status"].to_list() == ["in use", "replaced"]


def test_a_comment_stands_on_the_force_page_as_text_and_changes_nothing(look, released):
    log = released / "releases" / "replies.jsonl"
    line = {
        "at": "2026-08-02T10:00:00Z", "version": "1.0.0", "area_code": CODE, "area_name": FORCE,
        "by": "The deputy chief constable", "text": "We **moved** to <b>another</b> system.",
    }  # fmt: skip
    before = look("force", area=FORCE)
    log.write_text(json.dumps(line) + "\n" + '{"half": ', encoding="utf-8")
    try:
        after, elsewhere = look("force", area=FORCE), look("force", area="Ambershire")
        topic = look("referrals", area=FORCE)
        assert len(replies(released / "releases", CODE)) == 1
    finally:
        log.unlink()
    comment = next(each.value for each in after.html if "deputy chief" in each.value)
    assert "on release 1.0.0" in comment
    # As text: neither bold nor HTML.
    assert "**moved** to &lt;b&gt;another" in comment
    assert "deputy chief" not in said(elsewhere)
    assert next(link.proto.label for link in topic.get("page_link")) == f"Comment by {FORCE}"
    assert [t.to_csv() for t in tables_of(before)] == [t.to_csv() for t in tables_of(after)]


def test_without_a_release_the_build_in_use_is_shown(open_page):
    assert "Build 20260701-sample" in said(open_page("referrals"))


def _numerator(folder: Path, version: str) -> float:
    releases = published_releases(folder / "releases")
    assert releases is not None
    build = open_release(releases.get(version))
    assert build == build.__class__(**vars(current_build(build.path)) | {"release": version})
    query = f"select numerator from published.measure_values where {AT} and measure = 'R1'"
    return read(build, query).item()


def test_releases_are_not_shown_beside_the_internal_file(released, monkeypatch):
    monkeypatch.setenv("CONDUCT_DATA", str(released))
    assert releases_here() is not None
    monkeypatch.setenv(TIER_VARIABLE, "internal")
    assert releases_here() is None


def test_the_build_in_use_can_be_looked_at_before_it_is_released(look, monkeypatch):
    monkeypatch.setenv(UNRELEASED_VARIABLE, "yes")
    words = said(look("referrals", area=FORCE, release="1.0.0"))
    assert "Build not-released" in words
    assert "Release 1." not in words
