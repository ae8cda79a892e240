"""`conduct extract`: no row of the file stands for fewer than k cases, and nothing leads back."""

import hashlib
import re
import shutil
import stat
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl
import pytest

from etl.config import Settings
from etl.contracts import load_published
from etl.disclosure.policy import Policy
from etl.pipeline import Counted, _build_row
from etl.publish.write import write_published
from etl.register import EXTRACTS, entries
from tests.cli.command import conduct
from tests.cli.records import (
    FORUM,
    Warehouse,
    exact_rows,
    put_press_release_among,
    read,
    told,
    values_by_code,
)
from tests.press_release.builds import built_as_shipped
from tests.press_release.delivery import FICTIONAL, REAL

K, L, MOST_LEFT_OUT = 10, 2, 0.05
CONTRACT = Settings().published_contract_dir
SENSITIVE = {
    "finding": {"GROSS_MISCONDUCT_PROVEN", "MISCONDUCT_PROVEN", "PROVEN"},
    # Every outcome but these, and bands of these, says something.
    "outcome": {"NONE", "NOT_KNOWN", "NO_FURTHER_ACTION", "NONE_OR_NOT_KNOWN", "NOT_TOLD"},
}


def is_sensitive(column: str, value: str) -> bool:
    listed = value in SENSITIVE[column]
    return listed if column == "finding" else not listed


def _nothing_but_facts(path: Path, counted: Counted, policy: Policy, *others) -> tuple:
    """A file of a tier in which nothing that is counted stands."""
    tables = {"build": _build_row(counted.build_id, counted.received, policy, True, None)}
    return write_published(path, tables, load_published(CONTRACT)), 0, True


@pytest.fixture(scope="session")
def many(once_per_run: Callable) -> Path:
    """The data folder of a build of many cases, the press release's among them."""

    def make(folder: Path) -> None:
        size = ("--cases", 4500, "--years", 9)
        assert conduct("synthesise", "--out", folder / "delivery", *size).code == 0
        put_press_release_among(folder / "delivery", folder / "alone")
        with pytest.MonkeyPatch.context() as patch:
            # Extracts come from the records; what is published of them takes half of a build.
            patch.setattr("etl.pipeline._publish", _nothing_but_facts)
            ran = conduct("build", "--delivery", folder / "delivery", "--data", folder / "data")
        assert ran.code == 0, ran.err

    return once_per_run("many-records", make) / "data"


@dataclass(frozen=True)
class Made:
    """An extract, and the records that it was made from."""

    folder: Path
    data: Path
    printed: str

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        return read(self.folder / "synthetic-records.csv")

    @cached_property
    def columns(self) -> list[str]:
        return [name for name in self.rows[0] if name not in ("record_id", "synthetic")]

    @cached_property
    def codebook(self) -> list[dict[str, str]]:
        return read(self.folder / "synthetic-codebook.csv")

    @cached_property
    def warehouse(self) -> Warehouse:
        return Warehouse(self.data)

    @cached_property
    def exact(self) -> list[dict]:
        return exact_rows(self.warehouse)

    @cached_property
    def recounted(self) -> dict[tuple, list[dict]]:
        """Every exact row under the values that the codebook gives for it."""
        values = values_by_code(self.codebook, self.warehouse)
        classes = defaultdict(list)
        for row in self.exact:
            classes[told(row, values, self.columns)].append(row)
        return classes

    @cached_property
    def classes(self) -> dict[tuple, int]:
        """The combinations of values in the file, with the number of rows of each."""
        found = defaultdict(int)
        for row in self.rows:
            found[tuple(row[name] for name in self.columns)] += 1
        return found


@pytest.fixture(scope="module")
def extracts(many: Path, tmp_path_factory) -> list[Made]:
    """Two extracts of one build, made one after the other."""
    folder = tmp_path_factory.mktemp("extracts")
    data = Path(shutil.copytree(many, folder / "data", symlinks=True))
    made = []
    for name in ("first", "second"):
        ran = conduct("extract", "--tier", "research", "--out", folder / name, "--data", data)
        assert ran.code == 0, ran.err
        made.append(Made(folder / name, data, ran.out))
    return made


@pytest.fixture(scope="module")
def made(extracts) -> Made:
    return extracts[0]


# --- k and l, counted again in plain Python -------------------------------------------------------


def test_every_class_is_told_whole_and_comes_from_at_least_k_cases_and_people(made):
    assert len(made.classes) > 20
    for values, rows in made.classes.items():
        exact = made.recounted[values]
        assert rows == len(exact)
        assert len({row["case"] for row in exact}) >= K
        assert len({row["person"] for row in exact}) >= K


def test_rows_alike_but_for_finding_and_outcome_have_at_least_l_of_them(made):
    places = {name: made.columns.index(name) for name in SENSITIVE}
    alike = defaultdict(lambda: defaultdict(set))
    for values in made.classes:
        rest = tuple(value for at, value in enumerate(values) if at not in places.values())
        for name, at in places.items():
            alike[rest][name].add(values[at])
    told = 0
    for found in alike.values():
        for name, values in found.items():
            if any(is_sensitive(name, value) for value in values):
                told += 1
                assert len(values) >= L
    assert told, "nothing sensitive is told, so this shows nothing"


def test_of_no_stratum_more_rows_are_left_out_than_the_policy_allows(made):
    every, kept = defaultdict(int), defaultdict(int)
    at = made.columns.index("proceeding")
    for row in made.exact:
        every[FORUM[row["proceeding"]]] += 1
    for values, rows in made.classes.items():
        kept[FORUM[values[at]]] += rows
    assert every.keys() == kept.keys() == {"NONE", "MEETING", "HEARING"}
    for stratum, number in every.items():
        assert number - kept[stratum] <= MOST_LEFT_OUT * number


def test_more_is_told_than_that_there_was_a_case(made):
    told = {name: {row[name] for row in made.rows} - {"NOT_TOLD"} for name in made.columns}
    assert len(told["period"]) >= 3
    assert len(told["area"]) > 1
    assert sum(len(values) > 1 for values in told.values()) > 8


def test_asking_for_more_gives_rows_that_stand_for_more(made, tmp_path):
    ran = conduct(
        "extract", "--tier", "research", "--k", 15, "--l", 3, "--out", tmp_path / "x",
        "--data", made.data,
    )  # fmt: skip
    assert ran.code == 0, ran.err
    more = Made(tmp_path / "x", made.data, ran.out)
    for values, rows in more.classes.items():
        assert rows == len(more.recounted[values])
        assert len({row["case"] for row in more.recounted[values]}) >= 15


# --- Nothing leads back ---------------------------------------------------------------------------


def test_two_extracts_of_one_build_cannot_be_joined(extracts):
    first, second = extracts
    ids = [[row["record_id"] for row in made.rows] for made in extracts]
    assert len(set(ids[0])) == len(ids[0])
    assert not set(ids[0]) & set(ids[1])
    # Nor by the order of rows: both lie in the order of their random ids.
    assert ids[0] == sorted(ids[0])
    without = [[tuple(row.values())[1:] for row in made.rows] for made in extracts]
    assert without[0] != without[1]
    assert sorted(without[0]) == sorted(without[1])
    assert "1 earlier extracts" in second.printed
    assert "earlier" not in first.printed


def test_no_file_holds_a_day_an_id_or_the_code_of_a_force(made):
    ids = {
        str(row[name])
        for table, names in {
            "cases": ["case_id"],
            "case_subjects": ["subject_id"],
            "allegations": ["allegation_id"],
            "proceedings": ["proceeding_id"],
        }.items()
        for row in made.warehouse.table[table]
        for name in names
    }
    cells = {value for row in made.rows for value in row.values()}
    cells |= {part for row in made.codebook for part in row["stands_for"].split(" | ")}
    # The subjects of the press release are called 1 to 6, as are numbers of people.
    assert not ids - set("123456") & cells
    for path in made.folder.iterdir():
        if path.suffix != ".parquet":
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"\d{4}-\d{2}-\d{2}", text), path.name
            assert FICTIONAL[:5] not in text, path.name


def test_no_column_of_the_file_is_a_key(made):
    names = set(made.rows[0])
    assert not {name for name in names if name.endswith("_id")} - {"record_id"}
    assert not {"sex", "ethnicity", "age_band"} & names


# --- The files ------------------------------------------------------------------------------------


def test_csv_and_parquet_hold_the_same_rows_and_every_name_says_synthetic(made):
    table = pl.read_parquet(made.folder / "synthetic-records.parquet")
    written = pl.read_csv(made.folder / "synthetic-records.csv", infer_schema=False)
    assert table.with_columns(pl.col("synthetic").cast(pl.String)).equals(written)
    own = [path.name for path in made.folder.iterdir() if path.suffix in (".csv", ".parquet")]
    assert all(name.startswith("synthetic-") for name in own)
    assert {row["synthetic"] for row in made.rows} == {"true"}


def test_the_hashes_are_those_of_the_files_and_all_are_private(made):
    listed = dict(
        reversed(line.split("  "))
        for line in (made.folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    files = {path.name: path for path in made.folder.iterdir() if path.name != "SHA256SUMS"}
    assert listed == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()
    }
    assert {"terms_of_use.md", "access.md", "dpia_template.md", "sharing_agreement_template.md"} < (
        files.keys()
    )
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in files.values()} == {0o600}


def test_the_report_says_what_was_made_coarser_what_was_left_out_and_what_is_reached(made):
    report = (made.folder / "synthetic-report.md").read_text(encoding="utf-8")
    assert report.startswith("# Record-level extract (synthetic)")
    assert f"at least **{min(_cases_by_class(made))} cases**" in report
    for name in made.columns:
        assert f"\n| {name} | " in report
    for stratum in ("HEARING", "MEETING", "NONE"):
        assert re.search(rf"^- {stratum}: [\d,]+ rows told, \d\.\d% left out$", report, re.M)


def _cases_by_class(made: Made) -> list[int]:
    return [
        min(len({row[of] for row in made.recounted[values]}) for of in ("case", "person"))
        for values in made.classes
    ]


def test_the_register_knows_the_extract_by_its_hashes_and_holds_no_row(extracts):
    known = entries(Settings(data_dir=extracts[0].data), EXTRACTS)
    assert [entry["k"] for entry in known[:2]] == [K, K]
    first = (extracts[0].folder / "synthetic-records.csv").read_bytes()
    assert known[0]["files"]["synthetic-records.csv"] == hashlib.sha256(first).hexdigest()
    assert known[0]["rows"] == len(extracts[0].rows)


# --- The press release ----------------------------------------------------------------------------

# What the release tells of five officers, and of the sixth.
RELEASE = {
    "area": FICTIONAL, "period": "2017-18-Q4", "referral_route": "VOLUNTARY",
    "mode": "INDEPENDENT", "subjects": "4_OR_MORE", "discrimination": "YES",
    "time_to_report": "12_TO_24_MONTHS", "finding": "NOT_OVER", "outcome": "NONE",
    "time_to_finalise": "NOT_OVER", "time_to_hearing": "NOT_OVER",
}  # fmt: skip
FIVE = RELEASE | {"proceeding": "HEARING", "case_to_answer": "GROSS_MISCONDUCT"}
SIXTH = RELEASE | {
    "proceeding": "MEETING", "case_to_answer": "MISCONDUCT", "discrimination": "NO",
}  # fmt: skip
FEWER = ("area", "period", "referral_route", "mode", "time_to_report")


@pytest.mark.parametrize(
    ("facts", "may_be_left_out"),
    [(FIVE, False), (SIXTH, True), ({name: RELEASE[name] for name in FEWER}, False)],
    ids=["the five", "the sixth", "whoever of the six it was"],
)
def test_what_a_press_release_tells_fits_at_least_k_cases_of_the_extract(
    made, facts, may_be_left_out
):
    values = values_by_code(made.codebook, made.warehouse)
    at = made.columns.index("proceeding")
    fitting = [
        seen
        for seen in made.classes
        if all(
            seen[made.columns.index(name)]
            in (values.get((FORUM[seen[at]], name, code)), "NOT_TOLD")
            for name, code in facts.items()
        )
    ]
    cases = {row["case"] for seen in fitting for row in made.recounted[seen]}
    # Rows left out for being too few fit nothing, which tells nothing either.
    assert len(cases) >= K or (may_be_left_out and not cases)
    # Each combination of values on its own, too: nothing else in a row points at the case.
    assert all(len({row["case"] for row in made.recounted[seen]}) >= K for seen in fitting)


def test_the_case_of_the_press_release_is_one_of_the_records(made):
    exact = [row for row in made.exact if row["case"][1] == "R"]
    assert len(exact) == 9
    assert {row["time_to_report"] for row in exact} == {"12_TO_24_MONTHS"}


# --- Refused --------------------------------------------------------------------------------------

REFUSED = {
    "a k below the policy": (["--k", 9], 4, "less than the 10 that data/policy/research.toml"),
    "an l below the policy": (["--l", 1], 4, "less than the 2 that data/policy/research.toml"),
    "a k that cannot be met": (["--k", 5000], 4, "would have to be left out"),
    "an l that cannot be met": (["--k", 150, "--l", 200], 4, "would have to be left out"),
    "another tier": (["--tier", "open"], 2, "no tier open"),
}


@pytest.mark.parametrize(("words", "code", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_met_is_refused_and_nothing_is_written(many, tmp_path, words, code, said):
    tier = [] if "--tier" in words else ["--tier", "research"]
    ran = conduct("extract", *tier, *words, "--out", tmp_path / "x", "--data", many)
    assert ran.code == code
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []
    assert not (many / "registers").exists()


def test_a_folder_in_use_and_a_data_folder_without_a_build_are_refused(many, tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    ran = conduct("extract", "--tier", "research", "--out", tmp_path, "--data", many)
    assert (ran.code, "not empty" in ran.err) == (4, True)
    ran = conduct("extract", "--tier", "research", "--out", tmp_path / "x", "--data", tmp_path)
    assert (ran.code, "no build yet" in ran.err) == (4, True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_one_case_alone_makes_no_extract_and_real_records_need_an_agreement(once_per_run, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(built_as_shipped(once_per_run, REAL) / "data", data, symlinks=True)
    ask = ("extract", "--tier", "research", "--out", tmp_path / "x", "--data", data)
    ran = conduct(*ask)
    assert (ran.code, "--agreement REFERENCE" in ran.err) == (4, True)
    ran = conduct(*ask, "--agreement", "A-1")
    assert (ran.code, "No extract is made" in ran.err) == (4, True)
    assert not (tmp_path / "x").exists()
