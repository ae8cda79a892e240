"""`conduct release` and `conduct rollback`: who may do what when, and what is refused."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.command import Ran, conduct
from tests.cli.releasing import change, csv_rows, hashes
from tests.conftest import CHECKOUT
from tests.dashboard.sample_public import write_sample

REFUSED = 4
ATOM = "{http://www.w3.org/2005/Atom}"
NEW_PERIOD = (
    "insert into published.measure_values select * replace ('2026-27' as period, "
    "date '2026-04-01' as period_start, date '2027-03-31' as period_end) "
    "from published.measure_values where measure = 'R1' and period = '2025-26'"
)
# One figure of R1 is another one, and marked so as a build would.
CORRECTED = (
    "update published.measure_values set numerator = numerator + 1, value = value + 1, "
    "revised = true where measure = 'R1' and area_code = 'X23000001' and period = '2024-25' "
    "and breakdown = 'total'"
)
NEW_DEFINITION = "update published.measures set population = 'Officers only' where measure = 'G4'"
NEW_POLICY = "update published.policy set hide_up_to = hide_up_to + 1"


@pytest.fixture(autouse=True)
def _no_workbooks(monkeypatch):
    """They take most of the time and are tried where builds are released."""
    monkeypatch.setattr("etl.release.contents.workbook", lambda *words: b"a workbook")


@pytest.fixture(scope="session")
def sample(once_per_run: Callable) -> Path:
    """A small public file, as a build leaves it."""
    return once_per_run("release-sample", write_sample)


@pytest.fixture(scope="session")
def first(once_per_run: Callable, sample: Path) -> Path:
    """The same with 1.0.0 published."""

    def make(folder: Path) -> None:
        shutil.copytree(sample, folder / "data")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("etl.release.contents.workbook", lambda *words: b"a workbook")
            make_release(folder / "data", "1.0.0")

    return once_per_run("release-first", make) / "data"


@pytest.fixture
def data(first: Path, tmp_path: Path) -> Path:
    copy = Path(shutil.copytree(first, tmp_path / "data", symlinks=True))
    built_again(copy)
    return copy


def release(data: Path, *words: str) -> Ran:
    return conduct("release", *words, "--no-site", "--data", data)


def built_again(data: Path) -> None:
    """As if a build had been made now."""
    change(public(data), f"update published.build set former_release = '{current(data)}'")


def make_release(data: Path, version: str) -> None:
    for words in ((), ("--approve", "Bea Boss"), ("--publish", "Cy Clerk")):
        ran = release(data, version, *words)
        assert ran.code == 0, ran.err


def public(data: Path) -> Path:
    return data / "public" / "public.duckdb"


def current(data: Path) -> str:
    return os.readlink(data / "releases" / "current")


def state(data: Path) -> tuple:
    """What readers see of releases, and what is recorded."""
    folder = data / "releases"
    return current(data), {name: h for name, h in hashes(folder).items() if name != ".lock"}


# --- The version says what changed ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "fits", "why"),
    [
        ([], "1.0.1", "no figure has changed"),
        ([CORRECTED], "1.0.1", "1 figures were corrected and none is new"),
        ([NEW_PERIOD], "1.1.0", "there is a new period: 2026-27"),
        ([NEW_POLICY], "1.1.0", "the disclosure policy changed"),
        ([NEW_DEFINITION], "2.0.0", "the definition changed of G4"),
        ([NEW_DEFINITION, NEW_PERIOD, CORRECTED], "2.0.0", "the definition changed of G4"),
    ],
)
def test_a_version_that_does_not_say_what_changed_is_refused(data, changes, fits, why):
    change(public(data), *changes)
    before = state(data)
    ran = release(data, "1.2.0")
    assert ran.code == REFUSED
    assert "1.2.0 does not fit what has changed since 1.0.0" in ran.err
    assert why in ran.err
    assert ran.err.strip().endswith(f"release {fits}.")
    assert state(data) == before


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("1.0", "'1.0' is no version"),
        ("v1.0.1", "'v1.0.1' is no version"),
        ("01.0.1", "'01.0.1' is no version"),
        ("../1.0.1", "'../1.0.1' is no version"),
        ("1.0.0", "Release 1.0.0 exists (published)"),
        ("0.9.0", "0.9.0 is not higher than 1.0.0"),
    ],
)
def test_what_is_no_new_version_is_refused(data, version, message):
    before = state(data)
    ran = release(data, version)
    assert ran.code == REFUSED
    assert message in ran.err
    assert state(data) == before


def test_a_build_made_before_the_release_in_use_is_to_be_made_again(data):
    change(public(data), "update published.build set former_release = null")
    ran = release(data, "1.0.1")
    assert ran.code == REFUSED
    assert "made while no release was in use, and now it is 1.0.0. Run `conduct build`" in ran.err


# --- Draft, approved, published, taken back ------------------------------------------------------


def test_a_release_goes_from_draft_to_approved_to_published_and_back(data):
    change(public(data), CORRECTED)
    assert release(data, "1.0.1", "--by", "Ann Analyst").code == 0
    folder = data / "releases" / "1.0.1"
    frozen = hashes(folder)
    assert folder.stat().st_mode & 0o077 == 0
    refused = release(data, "1.0.1", "--publish", "Cy Clerk")
    assert refused.code == REFUSED
    assert "has not been approved" in refused.err
    assert current(data) == "1.0.0"
    assert release(data, "1.0.1", "--approve", "Bea Boss").code == 0
    assert "is approved already" in release(data, "1.0.1", "--approve", "Bea Boss").err
    assert release(data, "1.0.1", "--publish", "Cy Clerk").code == 0
    assert current(data) == "1.0.1"
    assert folder.stat().st_mode & 0o055 == 0o055
    assert "is published already" in release(data, "1.0.1", "--publish", "Cy Clerk").err

    back = conduct("rollback", "--by", "Dee Chief", "--reason", "A wrong file", "--data", data)
    assert back.code == 0, back.err
    assert current(data) == "1.0.0"
    again = conduct("rollback", "--by", "Dee", "--reason", "more", "--data", data)
    assert again.code == REFUSED
    assert "There is no release before 1.0.0" in again.err
    assert hashes(folder) == frozen

    listed = release(data)
    assert listed.code == 0
    assert "1.0.1: published\n" in listed.out
    assert "1.0.0: published, in use\n" in listed.out
    for said in ("draft by Ann Analyst", "approved by Bea Boss", "published by Cy Clerk"):
        assert re.search(rf"\d{{4}}-\d\d-\d\dT[\d:]+Z {said}\n", listed.out)
    assert "Planned " in listed.out

    # The next one must be above both.
    assert "is not higher than 1.0.1" in release(data, "0.9.0").err
    assert release(data, "1.0.2").code == 0


def test_the_feed_tells_of_releases_and_corrections(data):
    make_release(data, "1.0.1")
    conduct("rollback", "--by", "Dee", "--reason", "A <wrong> file", "--data", data)
    feed = ElementTree.parse(data / "releases" / "feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        "Release 1.0.1 taken back, 1.0.0 in use again",
        "Release 1.0.1: correction",
        "Release 1.0.0: first release",
    ]
    assert "A <wrong> file" in entries[0].findtext(f"{ATOM}summary")
    ids = [element.findtext(f"{ATOM}id") for element in (feed, *entries)]
    assert len(set(ids)) == 4
    assert all(identity.startswith("urn:uuid:") for identity in ids)
    days = [element.findtext(f"{ATOM}updated") for element in (feed, *entries)]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", day) for day in days)
    assert days[0] == max(days)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert all("ynthetic" in entry.findtext(f"{ATOM}summary") for entry in entries)
    for entry in entries:
        assert (data / "releases" / entry.find(f"{ATOM}link").get("href")).is_file()
    told = json.loads((data / "releases" / "releases.json").read_text(encoding="utf-8"))
    assert told["in_use"] == "1.0.0"
    assert [row["version"] for row in told["releases"]] == ["1.0.1", "1.0.0"]
    assert told["releases"][0]["taken_back"]["why"] == "A <wrong> file"
    assert "Boss" not in json.dumps(told)


def test_links_of_the_feed_begin_with_the_address_of_the_site(data, monkeypatch):
    monkeypatch.setenv("CONDUCT_ADDRESS", "https://example.org/conduct/")
    make_release(data, "1.0.1")
    feed = ElementTree.parse(data / "releases" / "feed.xml").getroot()
    assert feed.find(f"{ATOM}link").get("href") == "https://example.org/conduct/feed.xml"


def test_who_sees_a_draft_before_it_is_published_is_recorded(data):
    assert release(data, "1.0.1").code == 0
    ran = release(data, "1.0.1", "--show-to", "Chief Constable", "--why", "briefing", "--by", "Ann")
    assert ran.code == 0, ran.err
    assert str(data / "releases" / "1.0.1") in ran.out
    log = data / "releases" / "access.jsonl"
    (line,) = log.read_text(encoding="utf-8").splitlines()
    told = json.loads(line)
    assert (told["version"], told["shown_to"], told["why"], told["by"]) == (
        "1.0.1", "Chief Constable", "briefing", "Ann",
    )  # fmt: skip
    assert log.stat().st_mode & 0o077 == 0


# --- What is refused -----------------------------------------------------------------------------


def damage(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "has changed": lambda folder: damage(folder / "referrals-synthetic.csv", b"measure\nR1\n"),
    "referrals-synthetic.csv is missing": lambda folder: (
        folder / "referrals-synthetic.csv"
    ).unlink(),
    "was added": lambda folder: (folder / "new.csv").write_text("R1"),
    "is not the one in the log": lambda folder: damage(folder / "manifest.json", b'{"files": []}'),
    "manifest.json is missing": lambda folder: (folder / "manifest.json").unlink(),
}


@pytest.mark.parametrize("said", DAMAGES)
def test_a_damaged_release_before_stops_the_next_one(data, said):
    DAMAGES[said](data / "releases" / "1.0.0")
    before = state(data)
    ran = release(data, "1.0.1")
    assert ran.code == REFUSED
    assert "Release 1.0.0 is damaged" in ran.err
    assert said in ran.err
    assert state(data) == before


@pytest.mark.parametrize("step", ["--approve", "--publish"])
def test_a_draft_that_was_altered_is_neither_approved_nor_published(data, step):
    release(data, "1.0.1")
    if step == "--publish":
        release(data, "1.0.1", "--approve", "Bea")
    damage(data / "releases" / "1.0.1" / "release-notes-synthetic.md", b"other words")
    before = state(data)
    ran = release(data, "1.0.1", step, "Bea")
    assert ran.code == REFUSED
    assert "Release 1.0.1 is damaged" in ran.err
    assert state(data) == before


def test_nobody_goes_back_to_a_damaged_release(data):
    make_release(data, "1.0.1")
    damage(data / "releases" / "1.0.0" / "areas-synthetic.csv", b"area_code\n")
    before = state(data)
    ran = conduct("rollback", "--by", "Dee", "--reason", "words", "--data", data)
    assert ran.code == REFUSED
    assert "Release 1.0.0 is damaged" in ran.err
    assert state(data) == before


def test_a_list_of_releases_says_which_is_damaged_as_after_a_backup_was_restored(data):
    assert conduct("release", "--data", data).code == 0
    damage(data / "releases" / "1.0.0" / "areas-synthetic.csv", b"area_code\n")
    ran = conduct("release", "--data", data)
    assert ran.code == REFUSED
    assert "1.0.0: published, in use" in ran.out
    assert "Release 1.0.0 is damaged: areas-synthetic.csv has changed" in ran.err


REAL = "update published.build set synthetic = false"


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (REAL, "records of this build are real"),
        ("update published.build set tier = 'internal'", "of the tier internal"),
        ("delete from published.measure_values", "publishes no figure of case records"),
    ],
)
def test_a_build_that_may_not_be_published_is_not_released(sample, tmp_path, statement, message):
    data = Path(shutil.copytree(sample, tmp_path / "data"))
    change(public(data), statement)
    ran = release(data, "1.0.0")
    assert ran.code == REFUSED
    assert message in ran.err
    assert sorted(path.name for path in (data / "releases").iterdir()) == [".lock"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["1.0.1", "--approve", "Bea"], "There is no release 1.0.1"),
        (["1.0.0", "--discard", "Bea", "--why", "x"], "was published and stays"),
        (["1.0.0", "--show-to", "Bea", "--why", "x"], "everybody may see it"),
        (["1.0.0", "--approve", " "], "The name of who approves is blank"),
        (["1.0.1", "--approve", "A", "--publish", "B"], "Give a version, and one of"),
        (["--approve", "A"], "Give a version, and one of"),
        (["1.0.1", "--notes", "nowhere.md"], "nowhere.md cannot be read"),
        (["1.0.1", "--reasons", "nowhere.csv"], "nowhere.csv cannot be read"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(data, words, message):
    before = state(data)
    ran = release(data, *words)
    assert ran.code == REFUSED
    assert message in ran.err
    assert state(data) == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("measure,why\nR1,so\n", "the columns of a file of reasons are measure, area_code"),
        (
            "measure,area_code,period,reason,explanation\nR1,,,SOMETHING,x\n",
            "line 2, column reason: no such reason",
        ),
    ],
)
def test_a_file_of_reasons_that_cannot_be_right_is_refused(data, tmp_path, text, message):
    (tmp_path / "reasons.csv").write_text(text, encoding="utf-8")
    ran = release(data, "1.0.1", "--reasons", str(tmp_path / "reasons.csv"))
    assert ran.code == REFUSED
    assert message in ran.err


def test_notes_of_the_operator_are_shown_and_not_obeyed(data, tmp_path):
    (tmp_path / "notes.md").write_text("Two cases *re-dated*. <script>x</script>\n")
    assert release(data, "1.0.1", "--notes", str(tmp_path / "notes.md")).code == 0
    page = (data / "releases" / "1.0.1" / "release-notes-synthetic.html").read_text()
    assert "<em>re-dated</em>. &lt;script&gt;" in page


def test_a_figure_that_is_hidden_now_is_not_told_again(data):
    change(
        public(data),
        "update published.measure_values set numerator = null, value = null, lower = null, "
        "upper = null, symbol = 'c', revised = true where measure = 'R1' and "
        "area_code = 'X23000001' and period = '2024-25' and breakdown = 'total'",
    )
    assert release(data, "1.0.1").code == 0
    (row,) = csv_rows(data / "releases" / "1.0.1" / "what-changed-synthetic.csv")
    assert (row["change"], row["reason"]) == ("hidden", "DISCLOSURE_CHANGE")
    assert [row[f"old_{name}"] for name in ("numerator", "value", "lower", "upper")] == [""] * 4


def test_a_draft_that_was_overtaken_is_not_published(data):
    release(data, "1.0.1")
    release(data, "1.0.1", "--approve", "Bea")
    change(public(data), NEW_PERIOD)
    make_release(data, "1.1.0")
    ran = release(data, "1.0.1", "--publish", "Cy")
    assert ran.code == REFUSED
    assert "says what changed since 1.0.0, and 1.1.0 is in use now" in ran.err
    assert current(data) == "1.1.0"


# --- Killed at any point -------------------------------------------------------------------------

KILLED = """
import os, signal, sys
import etl.folders as folders
import etl.release.contents, etl.release.draft as draft, etl.release.publish as publish
etl.release.contents.workbook = lambda *words: b"a workbook"

def kill(*words, **named):
    os.kill(os.getpid(), signal.SIGKILL)

{module}.{name} = kill
from etl.cli import main
sys.argv = ["conduct", *{words}]
main()
"""
REPORT, LAST = ("draft", "quality_report"), ("folders", "_appear")
DRAFT = ("1.0.1",)
PUBLISH = ("1.0.1", "--publish", "Cy")


def killed(data: Path, module: str, name: str, words: tuple[str, ...]) -> None:
    code = KILLED.format(
        module=module, name=name, words=["release", *words, "--no-site", "--data", str(data)]
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr


@pytest.mark.parametrize(("module", "name"), [REPORT, LAST])
def test_a_draft_that_is_killed_leaves_no_release_and_the_next_one_clears_up(data, module, name):
    folder = data / "releases"
    killed(data, module, name, DRAFT)
    assert (folder / "1.0.1.part").is_dir()
    assert not (folder / "1.0.1").exists()
    assert current(data) == "1.0.0"
    assert "1.0.1" not in release(data).out
    assert release(data, "1.0.1").code == 0
    assert not (folder / "1.0.1.part").exists()


def test_a_publication_that_is_killed_after_its_line_is_finished_by_the_next_command(data):
    release(data, "1.0.1")
    release(data, "1.0.1", "--approve", "Bea")
    killed(data, "publish", "settle", PUBLISH)
    assert current(data) == "1.0.0"
    assert "is published already" in release(data, "1.0.1", "--publish", "Cy").err
    assert current(data) == "1.0.1"


def test_a_line_that_was_cut_off_is_no_event(data):
    log = data / "releases" / "log.jsonl"
    with log.open("a", encoding="utf-8") as file:
        file.write('{"at": "2026-')
    assert release(data, "1.0.1").code == 0
    events = [json.loads(line)["event"] for line in log.read_text(encoding="utf-8").splitlines()]
    assert events == ["draft", "approved", "published", "draft"]
