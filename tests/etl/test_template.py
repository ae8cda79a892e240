"""`conduct template` writes an empty delivery that a supplier can fill in and have accepted."""

import csv
import json
from pathlib import Path

import pytest
from frictionless import Package

from etl.config import Settings
from etl.contracts import load_contract
from etl.errors import ConductDataError, DeliveryError, OutputFolderError, ReferenceDataError
from etl.sources.delivery import read_delivery
from etl.template import PLACEHOLDER, write_template
from tests.screen.measure import SCREEN

SETTINGS = Settings()
CONTRACT = load_contract(SETTINGS.contract_dir)
FILLED_IN = {
    "name": "northmoor-2026-07",
    "version": "2026-07",
    "created": "2026-07-01T09:00:00Z",
    "supplier": "Northmoor (invented)",
    "extracted_on": "2026-06-30",
    "coverage_from": "2014-04-01",
    "coverage_to": "2026-03-31",
    "includes_open_cases": True,
    "synthetic": True,
    "day_counting": "calendar",
}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    write_template(tmp_path / "new" / "template", CONTRACT, SETTINGS)
    return tmp_path / "new" / "template"


def description(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def fill_in(folder: Path, **values: object) -> None:
    filled = description(folder) | FILLED_IN | values
    (folder / "datapackage.json").write_text(json.dumps(filled), encoding="utf-8")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_file_that_was_written_is_named_and_nothing_else_lies_there(tmp_path):
    written = write_template(tmp_path / "template", CONTRACT, SETTINGS)
    lying = {path for path in (tmp_path / "template").rglob("*") if path.is_file()}
    assert set(written) == lying
    assert len(written) == len(lying)


def test_each_entity_has_a_file_with_its_header_line_and_no_rows(template):
    for entity in CONTRACT.entities.values():
        text = (template / f"{entity.name}.csv").read_text(encoding="utf-8")
        assert text == ",".join(entity.columns) + "\n"


def test_the_description_has_every_key_marked_to_be_filled_in_and_every_file(template):
    package = description(template)
    assert list(package) == [item["name"] for item in CONTRACT.delivery if item["required"]]
    assert [resource["name"] for resource in package["resources"]] == list(CONTRACT.entities)
    assert all(
        value.startswith(PLACEHOLDER) for key, value in package.items() if key != "resources"
    )
    assert set(FILLED_IN) | {"resources"} == set(package)


def test_a_filled_in_template_is_a_valid_data_package(template):
    fill_in(template)
    report = Package(str(template / "datapackage.json")).validate()
    assert report.flatten(["type", "note"]) == []
    assert report.stats["tasks"] == len(CONTRACT.entities)


def test_the_schemas_beside_it_find_a_wrong_cell(template):
    fill_in(template)
    with (template / "submissions.csv").open("a", encoding="utf-8") as file:
        file.write("X23000001,2024-25-Q5,SUBMITTED,2024-07-01\n")
    report = Package(str(template / "datapackage.json")).validate()
    assert report.flatten(["fieldName", "type"]) == [["quarter", "constraint-error"]]


def test_a_filled_in_template_is_read_as_a_delivery_without_records(template):
    fill_in(template)
    delivery = read_delivery(template, CONTRACT, SCREEN)
    assert {name: file.whole.height for name, file in delivery.files.items()} == dict.fromkeys(
        CONTRACT.entities, 0
    )


def test_a_template_as_it_came_is_refused_as_a_delivery(template):
    with pytest.raises(DeliveryError):
        read_delivery(template, CONTRACT, SCREEN)


@pytest.mark.parametrize(
    "key", ["created", "extracted_on", "coverage_from", "coverage_to", "synthetic", "day_counting"]
)
def test_a_key_that_was_forgotten_is_refused(template, key):
    fill_in(template, **{key: description(template)[key]})
    with pytest.raises(DeliveryError, match=key):
        read_delivery(template, CONTRACT, SCREEN)


def test_the_codebook_has_one_line_for_each_column_in_the_order_of_the_contract(template):
    codebook = table(template / "codebook.csv")
    fields = [(e.name, f.name) for e in CONTRACT.entities.values() for f in e.fields]
    assert [(row["entity"], row["column"]) for row in codebook] == fields
    assert all(row["description"] and row["allowed"] for row in codebook)


@pytest.mark.parametrize(
    ("entity", "column", "cells"),
    [
        ("cases", "case_id", {"required": "yes", "part_of_key": "yes", "type": "string"}),
        ("cases", "date_finalised", {"required": "no", "allowed": "YYYY-MM-DD"}),
        ("cases", "case_status", {"code_list": "case_status", "allowed": "OPEN | FINALISED"}),
        ("cases", "suspended_days", {"allowed": "whole number, 0 or more"}),
        ("cases", "is_reinvestigation", {"allowed": "true or false"}),
        ("appeals", "appeal_body", {"file_required": "no", "allowed": "PAT | INTERNAL"}),
        ("submissions", "quarter", {"pattern": r"^\d{4}-\d{2}-Q[1-4]$"}),
    ],
)
def test_the_codebook_says_what_a_column_may_hold(template, entity, column, cells):
    (row,) = [
        row
        for row in table(template / "codebook.csv")
        if (row["entity"], row["column"]) == (entity, column)
    ]
    assert {name: row[name] for name in cells} == cells


def test_a_letter_that_two_schemes_use_is_listed_once(template):
    (row,) = [r for r in table(template / "codebook.csv") if r["column"] == "category_code"]
    letters = row["allowed"].split(" | ")
    assert len(letters) == len(set(letters)) > 11


def test_every_code_list_of_the_codebook_is_explained_in_words(template):
    codes = table(template / "codes.csv")
    named = {row["code_list"] for row in table(template / "codebook.csv")} - {""}
    assert named == {row["code_list"] for row in codes}
    assert all(row["code"] and row["label"] for row in codes)
    assert {"E23000001": "Metropolitan Police", "BTP": "British Transport Police"}.items() <= {
        row["code"]: row["label"] for row in codes if row["code_list"] == "force"
    }.items()


def test_the_instructions_name_every_file_and_leave_no_gap(template):
    text = (template / "README.txt").read_text(encoding="utf-8")
    assert "{" not in text
    assert f'"{PLACEHOLDER}"' in text
    for entity in CONTRACT.entities.values():
        (line,) = [line for line in text.splitlines() if line.startswith(f"  {entity.name}.csv ")]
        assert entity.title in line
        assert line.endswith("(optional)") == (not entity.required_file)
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 100


def test_a_folder_that_holds_anything_is_refused_and_left_as_it_was(tmp_path):
    (tmp_path / "cases.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputFolderError, match="not empty"):
        write_template(tmp_path, CONTRACT, SETTINGS)
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["mine"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "template").write_text("mine", encoding="utf-8")
    with pytest.raises(ConductDataError):
        write_template(tmp_path / "template", CONTRACT, SETTINGS)


def test_missing_reference_files_are_named_and_no_half_template_is_left(tmp_path):
    class Elsewhere(Settings):
        reference_dir = tmp_path / "reference"

    with pytest.raises(ReferenceDataError, match=r"forces\.csv"):
        write_template(tmp_path / "template", CONTRACT, Elsewhere())
    assert not (tmp_path / "template").exists()


def test_two_templates_are_the_same_byte_for_byte(tmp_path, template):
    for path in write_template(tmp_path / "again", CONTRACT, SETTINGS):
        assert path.read_bytes() == (template / path.relative_to(tmp_path / "again")).read_bytes()
