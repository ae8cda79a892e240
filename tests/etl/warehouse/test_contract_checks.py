"""What follows from the contract alone: types, keys, parents, codes, dates (rules 0, 1, 2, 3, 7).

For every column of every entity there is a row with that cell wrong, beside rows that are right.
"""

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest

from etl.config import Settings
from etl.contracts import Entity, Field
from tests.deliveries import CONTRACT, FORCES
from tests.etl.warehouse.engine import Checked, checked, with_parents
from tests.frames import rows

EXTRACTED_ON = date(2026, 6, 30)
AFTER = (EXTRACTED_ON + timedelta(days=1)).isoformat()

_codes = pl.read_csv(Settings().reference_dir / "code_lists.csv", infer_schema=False).filter(
    pl.col("valid_to").is_null()
)
CODES = dict(_codes.group_by("code_list", maintain_order=True).agg(pl.first("code")).iter_rows())
GIVEN = {
    "allegation_scheme": "IOPC_2020",
    "category_code": "F",
    "sub_category_code": "RACE",
    "force_name": "Northmoor",
    "region_code": "X12000001",
    "region_name": "Upland",
    "regime": "CR2020",
    "date_referred": "2024-04-02",
    "category": "WHITE",
}
# A wrong scheme makes its category and sub-category unknown, too.
FOLLOWS = {
    "allegation_scheme": ("category_code", "sub_category_code"),
    "dimension": ("category",),
}


def good_value(entity: Entity, field: Field, number: int) -> str:
    """A value that breaks nothing; keys differ by `number`."""
    if field.name in GIVEN:
        return GIVEN[field.name]
    if field.name in ("as_at", "date_changed"):
        return (date(2014, 1, 1) + timedelta(days=number)).isoformat()
    if field.name == "quarter":
        return f"{1000 + number}-00-Q1"
    if entity.name == "forces" and field.name == "force_code":
        return f"X2400{number:04}"
    if field.code_list:
        return "X23000001" if field.code_list == "force" else CODES[field.code_list]
    if field.name in ("case_id", "proceeding_id"):
        return f"{entity.name}-{number}"
    by_type = {"date": "2024-05-01", "integer": "1", "number": "1", "boolean": "true"}
    return by_type.get(field.type, "S")


def good_row(entity: Entity, number: int) -> dict[str, str]:
    return {field.name: good_value(entity, field, number) for field in entity.fields}


def wrong_values(field: Field) -> dict[str, str]:
    """For each check of a column, a value that it must hit."""
    wrong = {}
    if field.required:
        wrong["R00"] = ""
    elif field.type != "string":
        wrong["R00"] = "wrong"
    if field.code_list:
        wrong["R03" if field.code_list == "force" else "R02"] = "NO_SUCH_CODE"
    if field.type == "date" and not field.may_be_after_extraction:
        wrong["R07"] = AFTER
    return wrong


def delivery() -> tuple[dict[str, list[dict]], dict[str, list[int]], dict[str, list[int]]]:
    """All rows; for each check the lines it must hit; for each entity the lines that are right."""
    tables: dict[str, list[dict]] = {"forces": rows(FORCES)}
    expected: dict[str, list[int]] = {}
    right: dict[str, list[int]] = {}
    for name, entity in CONTRACT.entities.items():
        listed = tables.setdefault(name, [])

        def add(row: dict, listed: list = listed) -> int:
            listed.append(row)
            return len(listed) + 1

        good = good_row(entity, 0)
        right[name] = [add(good)]
        if "date_scheduled" in entity.columns:
            right[name].append(add(good_row(entity, 1) | {"date_scheduled": AFTER}))
        number = 10
        for field in entity.fields:
            for rule, value in wrong_values(field).items():
                number += 1
                line = add(good_row(entity, number) | {field.name: value})
                expected.setdefault(f"{rule}.{name}.{field.name}", []).append(line)
                for other in FOLLOWS.get(field.name, ()):
                    expected.setdefault(f"R02.{name}.{other}", []).append(line)
        expected[f"R01.{name}.duplicate"] = [add(dict(good))]
        if set(entity.columns) > set(entity.primary_key):
            expected[f"R01.{name}.key"] = _conflict(entity, add)
    orphans = {name: good_row(entity, 900) for name, entity in CONTRACT.entities.items()}
    whole = with_parents(tables)
    for name, entity in CONTRACT.entities.items():
        if entity.foreign_keys:
            whole[name].append(orphans[name])
            expected[f"R01.{name}.orphan"] = [len(whole[name]) + 1]
    return whole, expected, right


def _conflict(entity: Entity, add: Callable) -> list[int]:
    """Two rows of one key that differ in another column, both right by themselves."""
    changes = {
        "forces": {"region_name": "Lowland"},
        "workforce": {"workers": "2"},
        "workforce_groups": {"officers": "2"},
        "severity_assessments": {"date_assessed": "2024-05-02"},
        "system_changes": {"change": "RECORDING_RULE"},
    }
    optional = next((field.name for field in entity.fields[::-1] if not field.required), None)
    pair = good_row(entity, 800)
    return [add(pair), add(pair | changes.get(entity.name, {optional: ""}))]


WHOLE, EXPECTED, RIGHT = delivery()


@pytest.fixture(scope="module")
def found() -> Checked:
    return checked(WHOLE)


def test_everything_is_here(found):
    """No check of the contract without a row that it must hit."""
    of_contract = {
        name for name, check in found.checks.items()
        if check.query is None or name[:3] in ("R01", "R02", "R07") or name.startswith("R03.")
    } - {"R03.forces.name", "R01.cases.elsewhere"}  # fmt: skip
    cannot_fail = {
        f"R00.{entity.name}.{field.name}"
        for entity in CONTRACT.entities.values()
        for field in entity.fields
        if field.type == "string" and not field.required
    } | {
        f"R01.{entity.name}.key"
        for entity in CONTRACT.entities.values()
        if set(entity.columns) == set(entity.primary_key)
    }
    assert of_contract - cannot_fail == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_check_hits_the_cells_that_are_wrong_and_no_others(found, name):
    assert found.lines(name) == EXPECTED[name]


@pytest.mark.parametrize("entity", RIGHT)
def test_rows_that_are_right_are_hit_by_nothing(found, entity):
    hit = found.hits.filter((pl.col("entity") == entity) & pl.col("line").is_in(RIGHT[entity]))
    assert set(hit["check_name"]) & (set(EXPECTED) | {"R03.forces.name"}) == set()
