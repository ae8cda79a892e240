"""A delivery that cannot be taken is refused with one message, and nothing else changes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.breaking import (
    SECRET,
    add_column,
    add_row,
    as_parquet,
    describe,
    drop_column,
    lines,
    replace_bytes,
    resources,
    rewrite,
    set_cell,
)
from tests.cli.command import Ran, conduct, state

REFUSED = 4

Case = tuple[Callable[[Path], object], tuple[str, ...]]


def _cut_short(folder: Path) -> None:
    path = as_parquet(folder, "referrals")
    path.write_bytes(path.read_bytes()[:-40])


def _lay(folder: Path, name: str, text: str = "") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def _without_header(folder: Path, entity: str) -> None:
    _, *rows = lines(folder, entity)
    rewrite(folder, entity, [[SECRET, *row[1:]] for row in rows])


def _double_column(folder: Path) -> None:
    header, *rows = lines(folder, "cases")
    rewrite(folder, "cases", [[*header, "case_type"], *([*row, SECRET] for row in rows)])


def _recode(folder: Path, entity: str, encoding: str) -> None:
    path = folder / f"{entity}.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))


def _widen(folder: Path, entity: str, number: int) -> None:
    header, *rows = lines(folder, entity)
    names = [f"ward_{place}" for place in range(1, number + 1)]
    rewrite(folder, entity, [header + names, *(row + [SECRET] * number for row in rows)])


def _beyond_the_bank_holidays(folder: Path) -> None:
    describe(folder, extracted_on="2031-06-30")
    days = {"date_notice": "2030-12-20", "date_first_day": "2031-01-06"}
    named = {"proceeding_type": "ACCELERATED_HEARING", "proceeding_status": "HELD"}
    add_row(folder, "proceedings", proceeding_id="P1", **named, **days)


def _too_many(folder: Path) -> None:
    for line in range(2, 12):
        set_cell(folder, "referrals", line, date_referred=SECRET)


# What was broken -> how, and what the one message must say: where, what, how to mend.
DESCRIPTIONS: dict[str, Case] = {
    "no folder": (shutil.rmtree, ("no datapackage.json", "conduct template")),
    "no description": (
        lambda folder: (folder / "datapackage.json").unlink(),
        ("no datapackage.json", "conduct template"),
    ),
    "broken JSON": (
        lambda folder: _lay(folder, "datapackage.json", '{\n "name": "a",\n "version" "1"\n}'),
        ("datapackage.json, line 3", "not valid JSON"),
    ),
    "JSON that is a list": (
        lambda folder: _lay(folder, "datapackage.json", "[]"),
        ("datapackage.json, line 1", "not a JSON object"),
    ),
    "a description that is not UTF-8": (
        lambda folder: (folder / "datapackage.json").write_bytes(b'{"name": "\xff"}'),
        ("datapackage.json, line 1", "not valid JSON"),
    ),
    "no extracted_on": (
        lambda folder: describe(folder, "extracted_on"),
        ("datapackage.json", "`extracted_on` is missing", "the censoring date"),
    ),
    "extracted_on as a number": (
        lambda folder: describe(folder, extracted_on=20260630),
        ("`extracted_on` must be a date such as 2026-06-30",),
    ),
    "extracted_on in another spelling": (
        lambda folder: describe(folder, extracted_on="30/06/2026"),
        ("`extracted_on` must be a date such as 2026-06-30",),
    ),
    "a day that does not exist": (
        lambda folder: describe(folder, coverage_to="2026-02-30"),
        ("`coverage_to` must be a date such as 2026-06-30",),
    ),
    "synthetic as a word": (
        lambda folder: describe(folder, synthetic="true"),
        ("`synthetic` must be true or false",),
    ),
    "includes_open_cases as a number": (
        lambda folder: describe(folder, includes_open_cases=1),
        ("`includes_open_cases` must be true or false",),
    ),
    "day counting of another kind": (
        lambda folder: describe(folder, day_counting="weekly"),
        ("`day_counting` must be calendar or working",),
    ),
    **{
        f"{name} as the template left it": (
            lambda folder, name=name: describe(folder, **{name: "FILL IN (text): words"}),
            (f"datapackage.json: `{name}` still holds the words of the template",),
        )
        for name in ("name", "version", "supplier", "created", "synthetic", "day_counting")
    },
    "a name with spaces and capitals": (
        lambda folder: describe(folder, name=f"{SECRET} 2026"),
        ("`name` must be small letters, digits and - . _ / only, such as northmoor-2026-07",),
    ),
    "created at no day": (
        lambda folder: describe(folder, created="2026-07-01 about nine"),
        ("`created` must be a day and time such as 2026-07-01T09:00:00Z, or the day alone",),
    ),
    "a blank supplier": (
        lambda folder: describe(folder, supplier=""),
        ("`supplier` is missing",),
    ),
    "a supplier that is a list": (
        lambda folder: describe(folder, supplier=["Northmoor"]),
        ("`supplier` must be text",),
    ),
    "resources that are no list": (
        lambda folder: describe(folder, resources={"cases": "cases.csv"}),
        ("`resources` must be a list",),
    ),
    "coverage that ends before it begins": (
        lambda folder: describe(folder, coverage_from="2026-04-01"),
        ("`coverage_from`, `coverage_to` and `extracted_on` must follow one another",),
    ),
    "an extraction before the coverage ends": (
        lambda folder: describe(folder, extracted_on="2026-03-30"),
        ("`coverage_from`, `coverage_to` and `extracted_on` must follow one another",),
    ),
}

FILES: dict[str, Case] = {
    "a listed file that is missing": (
        lambda folder: (folder / "referrals.csv").unlink(),
        ("referrals.csv is listed in datapackage.json but is not in the folder",),
    ),
    "a required entity that is not listed": (
        lambda folder: (
            describe(folder, resources=[{"name": "forces", "path": "forces.csv"}]),
            [path.unlink() for path in folder.glob("*.csv") if path.stem != "forces"],
        ),
        ("no file for `cases`", "cases.csv", "the header line alone"),
    ),
    "a file that lies there unlisted": (
        lambda folder: describe(
            folder,
            resources=[
                {"name": path.stem, "path": path.name}
                for path in folder.glob("*.csv")
                if path.stem != "appeals"
            ],
        ),
        ("appeals.csv lies in the folder but is not among the resources", "List it"),
    ),
    "a second file of an entity, unlisted": (
        lambda folder: _lay(folder, "cases.parquet"),
        ("cases.parquet lies in the folder but is not among the resources", "List it"),
    ),
    "an entity listed twice": (
        lambda folder: describe(
            folder,
            resources=[
                {"name": "cases", "path": "cases.csv"},
                {"name": "cases", "path": "referrals.csv"},
            ],
        ),
        ("datapackage.json", "`cases` is listed twice", "one file"),
    ),
    "a resource without a path": (
        lambda folder: describe(folder, resources=[{"name": "cases"}]),
        ("the path of `cases` must be a plain file name in the same folder",),
    ),
    "a resource that is only text": (
        lambda folder: describe(folder, resources=["cases.csv"]),
        ("datapackage.json", "a resource", "the contract does not know"),
    ),
    "a resource whose name is a list": (
        lambda folder: describe(folder, resources=[{"name": ["cases"], "path": "cases.csv"}]),
        ("datapackage.json", "a resource", "the contract does not know"),
    ),
    "a resource of no known name": (
        lambda folder: describe(folder, resources=[{"name": "officers", "path": "cases.csv"}]),
        ("a resource is named 'officers', which the contract does not know",),
    ),
    "a path out of the folder": (
        lambda folder: resources(folder, cases="../cases.csv"),
        ("the path of `cases` must be a plain file name in the same folder",),
    ),
    "a file of another kind": (
        lambda folder: (
            _lay(folder, "cases.xlsx", SECRET),
            resources(folder, cases="cases.xlsx"),
            (folder / "cases.csv").unlink(),
        ),
        ("cases.xlsx", "CSV or Parquet"),
    ),
    "a truncated Parquet file": (
        _cut_short,
        ("referrals.parquet", "not a whole Parquet file", "Write it again"),
    ),
    "a CSV file named Parquet": (
        lambda folder: (
            shutil.move(folder / "cases.csv", folder / "cases.parquet"),
            resources(folder, cases="cases.parquet"),
        ),
        ("cases.parquet", "not a whole Parquet file"),
    ),
    "text as spreadsheets write plain CSV": (
        lambda folder: replace_bytes(folder, "cases", b"C7,", b"C\xe9" + SECRET.encode() + b","),
        ("cases.csv, line 8", "not UTF-8", "looks like Windows-1252", "Save the file as CSV UTF-8"),
    ),
    "text as spreadsheets write Unicode text": (
        lambda folder: _recode(folder, "cases", "utf-16"),
        ("cases.csv, line 1", "not UTF-8", "looks like UTF-16", "Save the file as CSV UTF-8"),
    ),
    "an empty file": (
        lambda folder: _lay(folder, "cases.csv"),
        ("cases.csv", "the file is empty", "name the columns"),
    ),
    "a file of blank lines": (
        lambda folder: _lay(folder, "cases.csv", "\n\n"),
        ("cases.csv", "the file is empty", "name the columns"),
    ),
    "line ends of an old Macintosh": (
        lambda folder: rewrite(folder, "cases", lines(folder, "cases"), end="\r"),
        ("cases.csv, line 1", "line ends"),
    ),
}

COLUMNS: dict[str, Case] = {
    "a missing column": (
        lambda folder: drop_column(folder, "cases", "date_aware"),
        ("cases.csv, line 1", "column `date_aware` is missing", "even if it is blank"),
    ),
    "an extra column": (
        lambda folder: add_column(folder, "cases", "ward", SECRET),
        ("cases.csv, line 1", "column `ward` is not in the contract for `cases`", "codebook"),
    ),
    "a hundred columns that are not in the contract": (
        lambda folder: _widen(folder, "cases", 100),
        (
            "cases.csv, line 1",
            "100 columns, among them `ward_1`, `ward_2`, `ward_3`, are not in the contract for",
            "Remove or rename them",
        ),
    ),
    "two extra columns": (
        lambda folder: _widen(folder, "cases", 2),
        ("cases.csv, line 1", "2 columns: `ward_1`, `ward_2`, are not in the contract"),
    ),
    "an extra column without a name": (
        lambda folder: add_column(folder, "cases", "", SECRET),
        ("cases.csv, line 1", "without a name"),
    ),
    "a column named as our own": (
        lambda folder: add_column(folder, "cases", "source_line", SECRET),
        ("cases.csv, line 1", "column `source_line` is not in the contract"),
    ),
    "a column named twice": (_double_column, ("cases.csv, line 1", "a column name occurs twice")),
    "an extra column in Parquet": (
        lambda folder: (
            add_column(folder, "cases", "ward", SECRET),
            as_parquet(folder, "cases"),
        ),
        ("cases.parquet", "column `ward` is not in the contract"),
    ),
    "no header, in a file with blank columns": (
        lambda folder: _without_header(folder, "cases"),
        ("cases.csv, line 1", "the header line is missing"),
    ),
    "no header": (
        lambda folder: _without_header(folder, "referrals"),
        ("referrals.csv, line 1", "none of the columns of the contract", "must be the header"),
    ),
    "no header, and a value that sounds personal": (
        lambda folder: _lay(folder, "cases.csv", f"{SECRET} address,E23000001\n"),
        ("cases.csv, line 1", "none of the columns of the contract", "must be the header"),
    ),
    "a value that slipped into the header": (
        lambda folder: add_column(folder, "cases", f"{SECRET}@northmoor.example", "1"),
        ("cases.csv, line 1", "its name is not shown"),
    ),
    "a line with too few columns": (
        lambda folder: replace_bytes(folder, "cases", b"C7,X23000001,", f"C7{SECRET},".encode()),
        ("cases.csv, line 8", "12 columns where the header has 13", "quotation marks"),
    ),
    "a line with too many columns": (
        lambda folder: replace_bytes(folder, "cases", b"C7,", f"C7,{SECRET},".encode()),
        ("cases.csv, line 8", "14 columns where the header has 13", "quotation marks"),
    ),
    "a line with too many columns in a file with quotes": (
        lambda folder: (
            replace_bytes(folder, "cases", b"C3,", b'"C3",'),
            replace_bytes(folder, "cases", b"C7,", f"C7,{SECRET},".encode()),
        ),
        ("cases.csv, line 8", "14 columns where the header has 13"),
    ),
    "a quotation mark that is not closed": (
        lambda folder: replace_bytes(
            folder, "referrals", b"VOLUNTARY,", f'VOLUNTARY,"{SECRET}'.encode()
        ),
        ("referrals.csv, line 2", "quotation mark", "closed"),
    ),
    "a quotation mark in the middle of a value": (
        lambda folder: replace_bytes(folder, "cases", b"C7,", f'"C"{SECRET},'.encode()),
        ("cases.csv, line 8", "quotation mark"),
    ),
    "over a tenth of an entity set aside": (
        _too_many,
        ("referrals: 10 of 40", "over 10%", "refused as a whole", "most often a column is shifted"),
    ),
    "an accelerated hearing in a year without bank holidays": (
        _beyond_the_bank_holidays,
        (
            "proceedings.csv, line 2",
            "outside 2004 to 2030, the years of data/reference/bank_holidays.csv",
            "add the bank holidays of that year",
        ),
    ),
    "a synthetic delivery of a real force": (
        lambda folder: (
            set_cell(folder, "cases", 3, force_code="E23000001"),
            set_cell(folder, "cases", 9, force_code="E23000001"),
        ),
        ("cases.csv, line 3", "2 rows bear the code of a real force", "codes that begin with X"),
    ),
    "a real force among the returns of a synthetic delivery": (
        lambda folder: set_cell(folder, "submissions", 2, force_code="BTP"),
        ("submissions.csv, line 2", "bear the code of a real force"),
    ),
    "the headcount of a real force in a synthetic delivery": (
        lambda folder: set_cell(folder, "workforce", 5, force_code="W15000003"),
        ("workforce.csv, line 5", "bear the code of a real force"),
    ),
}

PERSONAL = (
    "name surname officer_name dateOfBirth DOB Collar_Number collar shoulder e_mail Email "
    "telephone_no address1 Postcode narrative incident_location free_text notes warrant-number"
).split()


def says(ran: Ran, fragments: tuple[str, ...]) -> None:
    """One message, whole, with no value of a row in it."""
    told = " ".join(ran.text.split())
    for fragment in fragments:
        assert fragment in told, told
    assert SECRET not in ran.text


@pytest.mark.parametrize(("break_it", "fragments"), DESCRIPTIONS.values(), ids=DESCRIPTIONS)
def test_a_wrong_description_is_refused(delivery, data_dir, break_it, fragments):
    refused_by_both(delivery, data_dir, break_it, fragments)


@pytest.mark.parametrize(("break_it", "fragments"), FILES.values(), ids=FILES)
def test_a_wrong_file_is_refused(delivery, data_dir, break_it, fragments):
    refused_by_both(delivery, data_dir, break_it, fragments)


@pytest.mark.parametrize(("break_it", "fragments"), COLUMNS.values(), ids=COLUMNS)
def test_wrong_columns_and_wrong_rows_are_refused(delivery, data_dir, break_it, fragments):
    refused_by_both(delivery, data_dir, break_it, fragments)


@pytest.mark.parametrize("column", PERSONAL)
def test_a_personal_data_column_is_named_and_no_value_of_it_shown(delivery, column):
    add_column(delivery, "case_subjects", column, SECRET)
    ran = conduct("check", delivery)
    assert ran.code == REFUSED
    says(ran, ("case_subjects.csv, line 1", f"column `{column}` looks like personal data"))
    assert "Remove it" in ran.text


def refused_by_both(
    folder: Path, data_dir: Path, break_it: Callable, fragments: tuple[str, ...]
) -> None:
    break_it(folder)
    before = state(data_dir)
    for words in (("check", folder), ("build", "--delivery", folder, "--data", data_dir)):
        ran = conduct(*words)
        assert ran.code == REFUSED, ran.text
        says(ran, fragments)
    assert state(data_dir) == before


def test_two_deliveries_of_one_force_are_refused(delivery, data_dir):
    before = state(data_dir)
    ran = conduct("build", "--delivery", delivery, "--delivery", delivery, "--data", data_dir)
    assert ran.code == REFUSED
    says(ran, ("force X23000001", "delivers, too", "count twice"))
    assert state(data_dir) == before


@pytest.mark.parametrize("entity", ["cases", "workforce", "forces"])
def test_two_deliveries_that_share_a_force_in_one_file_only_are_refused(
    tmp_path, delivery, data_dir, entity
):
    other = Path(shutil.copytree(delivery, tmp_path / "other"))
    for name in {"cases", "submissions", "workforce", "forces"} - {entity}:
        rewrite(other, name, [line for line in lines(other, name) if "X23000001" not in line][:1])
    for name in ("case_subjects", "referrals"):
        rewrite(other, name, lines(other, name)[: None if entity == "cases" else 1])
    ran = conduct("build", "--delivery", delivery, "--delivery", other, "--data", data_dir)
    assert ran.code == REFUSED, ran.text
    says(ran, (f"{entity}", "force X23000001", "count twice"))


def test_synthetic_and_real_records_are_never_built_together(tmp_path, delivery, data_dir):
    before = state(data_dir)
    real = Path(shutil.copytree(delivery, tmp_path / "real"))
    describe(real, synthetic=False)
    ran = conduct("build", "--delivery", delivery, "--delivery", real, "--data", data_dir)
    assert ran.code == REFUSED
    says(ran, ("Some deliveries are synthetic and some are not", "two data folders"))
    assert state(data_dir) == before


def test_check_says_at_the_end_why_the_whole_is_refused_after_listing_the_lines(delivery):
    _too_many(delivery)
    ran = conduct("check", delivery)
    assert ran.code == REFUSED
    assert "R00.referrals.date_referred (10 rows would be set aside)" in ran.out
    assert "referrals.csv: lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11" in ran.out
    assert ran.out.splitlines()[-1].startswith("Refused: referrals: 10 of 40")
