"""A value fits its type exactly as written, or is blank and listed; nothing is corrected."""

from datetime import date

import polars as pl
import pytest

from etl.config import Settings
from etl.contracts import Entity, Field
from etl.transforms.typed import typed
from etl.warehouse.reference import sentinel_dates

SENTINELS = sentinel_dates(Settings().reference_dir)
FIELDS = {
    "date": Field("value", "date", ""),
    "integer": Field("value", "integer", "", minimum=1),
    "number": Field("value", "number", "", minimum=0),
    "boolean": Field("value", "boolean", ""),
    "text": Field("value", "string", ""),
    "id": Field("value", "string", "", pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$"),
    "quarter": Field("value", "string", "", pattern=r"^\d{4}-\d{2}-Q[1-4]$"),
}

FITS = [
    ("date", "2024-02-29", date(2024, 2, 29)),
    ("date", "1900-01-02", date(1900, 1, 2)),
    ("date", "1970-01-02", date(1970, 1, 2)),
    ("date", "9999-12-30", date(9999, 12, 30)),
    ("integer", "1", 1),
    ("integer", "007", 7),
    ("integer", "999999999", 999_999_999),
    ("number", "0", 0.0),
    ("number", "1000.25", 1000.25),
    ("boolean", "true", True),
    ("boolean", "false", False),
    ("text", "anything at all", "anything at all"),
    ("text", " kept ", " kept "),
    ("id", "C-1_2.3", "C-1_2.3"),
    ("id", "x" * 40, "x" * 40),
    ("quarter", "2024-25-Q4", "2024-25-Q4"),
]
DOES_NOT_FIT = [
    *(
        ("date", value)
        for value in (
            "2024-13-01", "2023-02-29", "2024-00-10", "01/04/2024", "2024-4-1", "20240401",
            "2024-04-01 00:00:00", "2024-04-01T00:00:00", " 2024-04-01", "2024-04", "today",
            "-2024-04-01", "45383", *SENTINELS,
        )
    ),
    *(("integer", value) for value in ("0", "-1", "1.0", "1e3", "1,000", " 1", "x", "9" * 10, "١")),
    *(("number", value) for value in ("-1", "1,000", "1e3", ".5", "NaN", "inf", "x", "1.")),
    *(("boolean", value) for value in ("TRUE", "True", "yes", "1", "t", " true")),
    *(("id", value) for value in ("a b", "-a", "é", "a\nb", "a\n", "x" * 41, "a,b")),
    *(("quarter", value) for value in ("2024-25-Q5", "2024-Q1", "2024-25-Q1 ")),
]  # fmt: skip


def of(kind: str, value: str | None, required: bool = False):
    field = FIELDS[kind]
    entity = Entity("things", "", "", (Field(**{**vars(field), "required": required}),), ())
    frame = pl.DataFrame({"value": [value], "row_id": [7]}, schema_overrides={"value": pl.String})
    shaped = typed(entity, frame, SENTINELS)
    return shaped.rows["value"][0], shaped.misfits.rows()


@pytest.mark.parametrize(("kind", "value", "expected"), FITS)
def test_a_value_that_fits_gets_its_type(kind, value, expected):
    assert of(kind, value) == (expected, [])


@pytest.mark.parametrize(("kind", "value"), DOES_NOT_FIT)
def test_a_value_that_does_not_fit_is_blank_and_listed(kind, value):
    assert of(kind, value) == (None, [("R00.things.value", 7)])


@pytest.mark.parametrize("kind", FIELDS)
def test_a_blank_is_listed_only_where_a_value_must_be(kind):
    assert of(kind, None) == (None, [])
    assert of(kind, None, required=True) == (None, [("R00.things.value", 7)])


def test_what_the_frame_carries_beside_the_contract_is_kept():
    entity = Entity("things", "", "", (FIELDS["integer"],), ())
    frame = pl.DataFrame({"value": ["1"], "row_id": [7], "source_line": [2]})
    assert typed(entity, frame, SENTINELS).rows.to_dicts() == [
        {"value": 1, "row_id": 7, "source_line": 2}
    ]
