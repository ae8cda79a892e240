"""More ways in which a delivery can be bad: links, names, bytes, kinds of column, JSON, dates.

With those of `test_refused_deliveries.py` there are over 150, each with its message.
"""

import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from tests.cli.breaking import (
    SECRET,
    as_parquet,
    describe,
    lines,
    replace_bytes,
    resources,
    rewrite,
    set_cell,
)
from tests.cli.command import conduct
from tests.cli.test_refused_deliveries import COLUMNS, DESCRIPTIONS, FILES, REFUSED, Case, says

DESCRIPTION = "datapackage.json"
PLAIN = "must be a plain file name in the same folder"


def _text(folder: Path, text: str, encoding: str = "utf-8") -> None:
    (folder / DESCRIPTION).write_bytes(text.encode(encoding, "surrogatepass"))


def _package(folder: Path) -> dict:
    return json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))


def _link(path: Path, target: str | Path) -> None:
    path.unlink()
    path.symlink_to(target)


def _moved_out(folder: Path) -> None:
    outside = folder.parent / "elsewhere.csv"
    (folder / "cases.csv").rename(outside)
    (folder / "cases.csv").symlink_to(outside)


def _renamed(folder: Path, entity: str, name: str) -> None:
    (folder / f"{entity}.csv").rename(folder / name)
    resources(folder, **{entity: name})


def _named(folder: Path, name: object) -> None:
    describe(folder, resources=[{"name": name, "path": "cases.csv"}])


def _bytes(folder: Path, entity: str, change: Callable[[bytes], bytes]) -> None:
    path = folder / f"{entity}.csv"
    path.write_bytes(change(path.read_bytes()))


def _divided(folder: Path, by: str) -> None:
    _bytes(folder, "cases", lambda data: data.replace(b",", by.encode()))


def _parquet(folder: Path, change: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    path = as_parquet(folder, "cases")
    change(pl.read_parquet(path)).write_parquet(path)


def _column(folder: Path, values: object, name: str = "case_type") -> None:
    _parquet(folder, lambda frame: frame.with_columns(pl.Series(name, [values] * frame.height)))


def _middle(folder: Path, change: Callable[[bytes, int], bytes]) -> None:
    path = as_parquet(folder, "cases")
    data = path.read_bytes()
    path.write_bytes(change(data, len(data) // 2))


def _to_come(folder: Path) -> None:
    ahead = date.today() + timedelta(days=40)
    describe(folder, synthetic=False, extracted_on=ahead.isoformat())


def _folder_for(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()


def _fifo(folder: Path) -> None:
    (folder / "cases.csv").unlink()
    os.mkfifo(folder / "cases.csv")


def _deep(folder: Path) -> None:
    _text(folder, '{"name": ' + "[" * 100_000 + "]" * 100_000 + "}")


def _unfit(folder: Path, **values: str) -> None:
    for line in range(2, 42):
        set_cell(folder, "cases", line, **values)


NAMES: dict[str, Case] = {
    "a path to the folder above": (
        lambda folder: resources(folder, cases=".."),
        (PLAIN,),
    ),
    "a path to the folder itself": (lambda folder: resources(folder, cases="."), (PLAIN,)),
    "a path into a folder within": (
        lambda folder: resources(folder, cases="in/cases.csv"),
        (f"the path of `cases` {PLAIN}",),
    ),
    "an absolute path": (lambda folder: resources(folder, cases="/etc/passwd"), (PLAIN,)),
    "a path with Windows' strokes": (
        lambda folder: resources(folder, cases="..\\cases.csv"),
        (PLAIN,),
    ),
    "a path on a drive": (lambda folder: resources(folder, cases="C:cases.csv"), (PLAIN,)),
    "an address": (
        lambda folder: resources(folder, cases="https://example.org/cases.csv"),
        (PLAIN,),
    ),
    "an empty path": (lambda folder: resources(folder, cases=""), (PLAIN,)),
    "a path with a NUL": (lambda folder: resources(folder, cases="cases\0.csv"), (PLAIN,)),
    "a path with a line end": (lambda folder: resources(folder, cases="cases\n.csv"), (PLAIN,)),
    "a path with orders for a terminal": (
        lambda folder: resources(folder, cases="\x1b[2Jcases.csv"),
        (PLAIN,),
    ),
    "a path of a thousand letters": (
        lambda folder: resources(folder, cases="c" * 1000 + ".csv"),
        (PLAIN,),
    ),
    "a path that is a list": (lambda folder: resources(folder, cases=["cases.csv"]), (PLAIN,)),
    "a path with a star": (lambda folder: resources(folder, cases="*.csv"), (PLAIN,)),
    "a hidden file": (lambda folder: resources(folder, cases=".cases.csv"), (PLAIN,)),
    "a resource named in HTML": (
        lambda folder: _named(folder, f"<script>alert('{SECRET}')</script>"),
        ("a resource is named in a way that is not shown, which the contract does not know",),
    ),
    "a resource named in SQL": (
        lambda folder: _named(folder, f"cases; drop table loaded.cases --{SECRET}"),
        ("a resource is named in a way that is not shown",),
    ),
    "a resource named in capitals": (
        lambda folder: _named(folder, "Cases"),
        ("a resource is named 'Cases', which the contract does not know",),
    ),
    "a resource without a name": (
        lambda folder: describe(folder, resources=[{"path": "cases.csv"}]),
        ("a resource is named", "the contract does not know"),
    ),
    "a resource that is nothing": (
        lambda folder: describe(folder, resources=[None]),
        ("a resource is named", "the contract does not know"),
    ),
    "one file for two entities": (
        lambda folder: resources(folder, referrals="cases.csv"),
        ("cases.csv: two resources name this file",),
    ),
    "two files that differ by capitals": (
        lambda folder: (
            _renamed(folder, "cases", "data.csv"),
            _renamed(folder, "referrals", "DATA.csv"),
        ),
        ("DATA.csv: two resources name this file, or files that differ by capitals alone",),
    ),
    "a second file in capitals, unlisted": (
        lambda folder: (folder / "CASES.CSV").write_text(SECRET),
        ("CASES.CSV lies in the folder but is not among the resources",),
    ),
}

KINDS: dict[str, Case] = {
    "a link to a file outside": (
        _moved_out,
        ("cases.csv: it is a link to another file", "Deliver the file itself"),
    ),
    "a link to a file of the system": (
        lambda folder: _link(folder / "cases.csv", "/etc/passwd"),
        ("cases.csv: it is a link to another file",),
    ),
    "a link to another file of the delivery": (
        lambda folder: _link(folder / "cases.csv", "referrals.csv"),
        ("cases.csv: it is a link to another file",),
    ),
    "a link to nothing": (
        lambda folder: _link(folder / "cases.csv", "nowhere.csv"),
        ("cases.csv is listed in datapackage.json but is not in the folder",),
    ),
    "a link to itself": (
        lambda folder: _link(folder / "cases.csv", "cases.csv"),
        ("cases.csv is listed in datapackage.json but is not in the folder",),
    ),
    "a description that is a link": (
        lambda folder: (
            (folder / DESCRIPTION).rename(folder.parent / "other.json"),
            (folder / DESCRIPTION).symlink_to(folder.parent / "other.json"),
        ),
        ("datapackage.json: it is a link to another file",),
    ),
    "a folder where a file should be": (
        lambda folder: _folder_for(folder, "cases.csv"),
        ("cases.csv is listed in datapackage.json but is a folder",),
    ),
    "a folder where the description should be": (
        lambda folder: _folder_for(folder, DESCRIPTION),
        ("no datapackage.json", "conduct template"),
    ),
    "a pipe where a file should be": (
        _fifo,
        ("cases.csv is listed in datapackage.json but is not in the folder",),
    ),
    "a file without an ending": (
        lambda folder: _renamed(folder, "cases", "cases"),
        ("cases: files are delivered as CSV or Parquet, with that ending",),
    ),
    "a packed file": (
        lambda folder: _renamed(folder, "cases", "cases.csv.gz"),
        ("cases.csv.gz: files are delivered as CSV or Parquet",),
    ),
}

BYTES: dict[str, Case] = {
    "UTF-16 of the other order": (
        lambda folder: _bytes(
            folder, "cases", lambda data: b"\xfe\xff" + data.decode().encode("utf-16-be")
        ),
        ("cases.csv, line 1", "looks like UTF-16"),
    ),
    "UTF-16 without a mark": (
        lambda folder: _bytes(folder, "cases", lambda data: data.decode().encode("utf-16-le")),
        ("cases.csv, line 1", "looks like UTF-16"),
    ),
    "a byte order mark in the midst": (
        lambda folder: _bytes(folder, "cases", lambda data: b"\xef\xbb\xbf" * 2 + data),
        ("cases.csv, line 1", "its name is not shown"),
    ),
    "one NUL": (
        lambda folder: replace_bytes(folder, "cases", b"C7,", f"C7\0{SECRET},".encode()),
        ("cases.csv, line 8: a byte that is no text (NUL)", "Save the file as CSV UTF-8"),
    ),
    "NULs to the end": (
        lambda folder: _bytes(folder, "cases", lambda data: data + b"\0" * 20),
        ("cases.csv, line 42: a byte that is no text (NUL)",),
    ),
    "a file of NULs": (
        lambda folder: (folder / "cases.csv").write_bytes(b"\0" * 4096),
        ("cases.csv, line 1", "looks like UTF-16"),
    ),
    "a picture named CSV": (
        lambda folder: (folder / "cases.csv").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x81"),
        ("cases.csv, line 1", "not UTF-8 text"),
    ),
    "a workbook named CSV": (
        lambda folder: (folder / "cases.csv").write_bytes(b"PK\x03\x04\x14\0\x06\0\x08\0!\xff"),
        ("cases.csv, line 1", "not UTF-8 text"),
    ),
    "a page named CSV": (
        lambda folder: (folder / "cases.csv").write_text(f"<html>\n{SECRET}</html>\n"),
        ("cases.csv, line 1", "none of the columns of the contract", "must be the header"),
    ),
    **{
        f"columns divided by {words}": (
            lambda folder, mark=mark: _divided(folder, mark),
            (f"cases.csv, line 1: the columns are divided by {words}", "CSV UTF-8 with commas"),
        )
        for mark, words in {";": "semicolons", "\t": "tabs", "|": "upright strokes"}.items()
    },
    "a header alone, cut off": (
        lambda folder: _bytes(folder, "cases", lambda data: data[:30]),
        ("cases.csv, line 1", "column"),
    ),
    "a last line that is cut off": (
        lambda folder: _bytes(folder, "referrals", lambda data: data.rstrip()[:-20]),
        ("referrals.csv, line 41", "columns where the header has 5"),
    ),
    "a header of two lines": (
        lambda folder: rewrite(folder, "cases", [["Cases", *[""] * 12], *lines(folder, "cases")]),
        ("cases.csv, line 1", "the header line is missing"),
    ),
    "a header in other capitals": (
        lambda folder: _bytes(folder, "cases", lambda data: data.replace(b"case_id", b"Case_ID")),
        ("cases.csv, line 1: column `Case_ID` is not in the contract for `cases`",),
    ),
    "a header with a space before a name": (
        lambda folder: _bytes(folder, "cases", lambda data: data.replace(b"case_id", b" case_id")),
        ("cases.csv, line 1: column ` case_id` is not in the contract",),
    ),
    "a line end within quotation marks that are not closed": (
        lambda folder: replace_bytes(folder, "cases", b"C7,", f'"C7\n{SECRET},'.encode()),
        ("cases.csv, line 8: a quotation mark in the record that begins here is not closed",),
    ),
    "a line too long in a value of two lines": (
        lambda folder: replace_bytes(folder, "cases", b"C7,", b'"C\n7",,,'),
        ("cases.csv, line 8: 15 columns where the header has 13",),
    ),
}

PARQUET: dict[str, Case] = {
    "a Parquet file of no bytes": (
        lambda folder: as_parquet(folder, "cases").write_bytes(b""),
        ("cases.parquet: not a whole Parquet file", "Write it again"),
    ),
    "a Parquet file of its first half": (
        lambda folder: _middle(folder, lambda data, half: data[:half]),
        ("cases.parquet: not a whole Parquet file",),
    ),
    "a Parquet file of its second half": (
        lambda folder: _middle(folder, lambda data, half: data[half:]),
        ("cases.parquet: not a whole Parquet file",),
    ),
    "a Parquet file with NULs for its end": (
        lambda folder: _middle(folder, lambda data, half: data[:half] + b"\0" * half),
        ("cases.parquet: not a whole Parquet file",),
    ),
    "a Parquet column of lists": (
        lambda folder: _column(folder, [SECRET]),
        ("cases.parquet: column 3 holds lists, records or bytes", "Write text"),
    ),
    "a Parquet column of records": (
        lambda folder: _column(folder, {"type": SECRET}),
        ("cases.parquet: column 3 holds lists, records or bytes",),
    ),
    "a Parquet column of bytes": (
        lambda folder: _column(folder, SECRET.encode() + b"\xff"),
        ("cases.parquet: column 3 holds lists, records or bytes",),
    ),
    "a Parquet file without columns": (
        lambda folder: _parquet(folder, lambda frame: frame.select([])),
        ("cases.parquet: it names none of the columns",),
    ),
    "a Parquet file without one column": (
        lambda folder: _parquet(folder, lambda frame: frame.drop("date_aware")),
        ("cases.parquet: column `date_aware` is missing",),
    ),
    "CSV and Parquet of one entity": (
        lambda folder: (as_parquet(folder, "cases"), (folder / "cases.csv").write_text(SECRET)),
        ("cases.csv lies in the folder but is not among the resources",),
    ),
}

JSON: dict[str, Case] = {
    "an empty description": (
        lambda folder: _text(folder, ""),
        ("datapackage.json, line 1: not valid JSON",),
    ),
    "a description that is cut off": (
        lambda folder: _text(folder, json.dumps(_package(folder))[:-40]),
        ("datapackage.json, line 1: not valid JSON",),
    ),
    "a description in UTF-16": (
        lambda folder: _text(folder, json.dumps(_package(folder)), "utf-16"),
        ("datapackage.json, line 1: not valid JSON",),
    ),
    "brackets in brackets": (_deep, ("datapackage.json, line 1: too many brackets",)),
    "a description of megabytes": (
        lambda folder: describe(folder, remark="x" * 1_000_001),
        ("datapackage.json: it has over 1,000,000 bytes",),
    ),
    "a number of thousands of digits": (
        lambda folder: _text(folder, '{"name": ' + "9" * 5000 + "}"),
        ("datapackage.json, line 1: not valid JSON",),
    ),
    "a key that occurs twice": (
        lambda folder: _text(folder, json.dumps(_package(folder))[:-1] + ', "synthetic": false}'),
        ("datapackage.json, line 1: not valid JSON",),
    ),
    "half a letter": (
        lambda folder: _text(
            folder, json.dumps(_package(folder)).replace("Northmoor Police", "\\ud800")
        ),
        ("datapackage.json, line 1: not valid JSON",),
    ),
    "a comment in JSON": (
        lambda folder: _text(folder, json.dumps(_package(folder)) + "\n// remark"),
        ("datapackage.json, line 2: not valid JSON",),
    ),
    "JSON that is a number": (
        lambda folder: _text(folder, "20260401"),
        ("datapackage.json, line 1: not a JSON object",),
    ),
    "no resources": (
        lambda folder: describe(folder, "resources"),
        ("datapackage.json: `resources` is missing",),
    ),
    "resources that are none": (
        lambda folder: describe(folder, resources=[]),
        ("datapackage.json",),
    ),
    **{
        f"no {key}": (
            lambda folder, key=key: describe(folder, key),
            (f"datapackage.json: `{key}` is missing",),
        )
        for key in ("name", "supplier", "coverage_from", "synthetic", "includes_open_cases")
    },
    "a supplier that is an object": (
        lambda folder: describe(folder, supplier={"name": SECRET}),
        ("`supplier` must be text",),
    ),
    "coverage from no day of a leap year": (
        lambda folder: describe(folder, coverage_from="2015-02-29"),
        ("`coverage_from` must be a date such as",),
    ),
    "a day with a month of thirteen": (
        lambda folder: describe(folder, extracted_on="2026-13-01"),
        ("`extracted_on` must be a date such as 2026-06-30",),
    ),
    "an extraction that is still to come": (
        _to_come,
        ("`extracted_on` is a day that is still to come", "the clock of this machine"),
    ),
}

# Every rule is held before these are refused, so they take longest.
ROWS: dict[str, Case] = {
    "impossible days, as numbers in Parquet": (
        lambda folder: _column(folder, 20240230, "date_aware"),
        ("cases: 40 of 40 rows would be set aside, over 10%",),
    ),
    "SQL for an id": (
        lambda folder: _unfit(folder, case_id=f"C1'; drop table loaded.cases; --{SECRET}"),
        ("cases: 40 of 40 rows would be set aside",),
    ),
}

CORPUS = NAMES | KINDS | BYTES | PARQUET | JSON


@pytest.mark.parametrize(("break_it", "fragments"), CORPUS.values(), ids=CORPUS)
def test_a_bad_delivery_is_refused_with_its_message_and_leaves_nothing(
    delivery, tmp_path, caplog, break_it, fragments
):
    break_it(delivery)
    data = tmp_path / "data"
    for words in (("check", delivery), ("build", "--delivery", delivery, "--data", data)):
        ran = conduct(*words)
        assert ran.code == REFUSED, ran.text
        says(ran, fragments)
    assert SECRET not in caplog.text
    assert sorted(path.name for path in data.rglob("*")) == [".lock", "builds"]


@pytest.mark.parametrize(("break_it", "fragments"), ROWS.values(), ids=ROWS)
def test_a_delivery_of_bad_rows_alone_is_refused_with_its_message(
    delivery, caplog, break_it, fragments
):
    break_it(delivery)
    ran = conduct("check", delivery)
    assert ran.code == REFUSED, ran.text
    says(ran, fragments)
    assert SECRET not in caplog.text


def test_there_are_over_a_hundred_of_them_with_names_of_their_own():
    names = [*CORPUS, *ROWS, *DESCRIPTIONS, *FILES, *COLUMNS]
    assert len(names) == len(set(names)) >= 150


@pytest.mark.skipif(os.geteuid() == 0, reason="NOT TESTED AS ROOT: root may read every file")
@pytest.mark.parametrize("name", [DESCRIPTION, "cases.csv"])
def test_a_file_that_may_not_be_read_is_refused(delivery, name):
    (delivery / name).chmod(0)
    ran = conduct("check", delivery)
    assert ran.code == REFUSED
    says(ran, (f"{name}: it cannot be read (Permission denied)", "may you read it?"))


def test_a_file_that_fails_while_it_is_read_is_refused(delivery, monkeypatch):
    def fails(path: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", fails)
    ran = conduct("check", delivery)
    assert ran.code == REFUSED
    says(ran, ("datapackage.json: it cannot be read (Input/output error)",))
