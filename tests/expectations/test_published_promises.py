"""Every promise on a published table holds on sound tables and fails on a table broken for it."""

# ruff: noqa: E501 -- a row of a table is one line

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from etl.config import Settings
from etl.contracts import load_published
from etl.quality.gate import hold
from etl.warehouse.load import SQL_TYPES, append
from expectations import (
    published_areas,
    published_counts,
    published_coverage,
    published_disparity,
    published_measure_values,
    published_time_to_event,
    published_validation_by_force,
)
from expectations.promise import Promise, finite
from tests.frames import table

# Two forces, their region and all forces; notices of hearings, of which some have begun.
COUNTS = """
dataset | count_name | area_code | area_level | period  | period_type | breakdown | category | count | symbol
d       | notices    | X1        | force      | 2020-23 | three_years | total     | total    | 10    |
d       | notices    | X1        | force      | 2020-23 | three_years | regime    | CR2012   | 4     |
d       | notices    | X1        | force      | 2020-23 | three_years | regime    | CR2020   | 6     |
d       | begun      | X1        | force      | 2020-23 | three_years | total     | total    | 7     |
d       | waiting    | X1        | force      | 2020-23 | three_years | total     | total    | 3     |
d       | notices    | X2        | force      | 2020-23 | three_years | total     | total    |       | c
d       | begun      | X2        | force      | 2020-23 | three_years | total     | total    | 0     |
d       | waiting    | X2        | force      | 2020-23 | three_years | total     | total    |       | c
d       | notices    | X9        | region     | 2020-23 | three_years | total     | total    | 12    |
d       | notices    | X99       | country    | 2020-23 | three_years | total     | total    | 12    |
d       | begun      | X99       | country    | 2020-23 | three_years | total     | total    | 1     |
d       | waiting    | X99       | country    | 2020-23 | three_years | total     | total    | 11    |
d       | notices    | X99       | country    | 2014-17 | three_years | total     | total    |       | x
d       | counted    | X1        | force      | 2020-23 | three_years | regime    | CR2012   | 4     |
d       | counted    | X1        | force      | 2020-23 | three_years | regime    | CR2020   | 6     |
d       | counted    | X9        | region     | 2020-23 | three_years | regime    | CR2012   | 40    |
d       | others     | X9        | region     | 2020-23 | three_years | regime    | CR2012   | 80    |
"""
VALUES = """
dataset | measure | area_code | area_level | period  | period_type | breakdown | category | numerator_count | denominator_count | numerator | denominator | per | value | lower | upper | interval_method | symbol
d       | S1      | X1        | force      | 2020-23 | three_years | total     | total    | begun           | notices           | 7         | 10          | 100 | 70    | 39.7  | 89.2  | wilson          |
d       | S3      | X1        | force      | 2020-23 | three_years | total     | total    | begun           | begun             | 7         | 7           |     | 60    | 30    | 90    | curve           | u
d       | S1      | X2        | force      | 2020-23 | three_years | total     | total    | begun           | notices           | 0         |             | 100 |       |       |       |                 | c
d       | S1      | X99       | country    | 2020-23 | three_years | total     | total    | begun           | notices           | 1         | 12          | 100 | 8.3   | 1.5   | 35.4  | wilson          | u
"""
# T1 rises where subjects enter late, and counts endings that are fewer than its hearings.
CURVES = """
dataset | measure | area_code | area_level | cohort  | breakdown | category | ending    | day | at_risk | estimate | lower | upper | symbol
d       | T2      | X1        | force      | 2020-23 | total     | total    | hearing   | 0   | 10      | 0        | 0     | 0     |
d       | T2      | X1        | force      | 2020-23 | total     | total    | hearing   | 90  | 7       | 0.3      | 0.1   | 0.6   |
d       | T2      | X1        | force      | 2020-23 | total     | total    | hearing   | 200 | 3       | 0.7      | 0.4   | 0.9   |
d       | T2      | X2        | force      | 2020-23 | total     | total    | hearing   |     |         |          |       |       | c
d       | T2      | X99       | country    | 2020-23 | total     | total    | hearing   | 10  | 12      | 0        | 0     | 0     |
d       | T2      | X99       | country    | 2020-23 | total     | total    | hearing   | 20  | 11      | 0.1      | 0     | 0.4   |
d       | T1      | X1        | force      | 2020-23 | total     | total    | hearing   | 100 | 4       | 0.2      | 0.1   | 0.6   |
d       | T1      | X1        | force      | 2020-23 | total     | total    | hearing   | 200 | 9       | 0.3      | 0.2   | 0.7   |
d       | T1      | X1        | force      | 2020-23 | total     | total    | withdrawn | 150 | 8       | 0.1      | 0     | 0.3   |
"""
AREAS = """
dataset | area_code | area_name             | area_level | region_code | size_band | is_fictional
d       | X1        | Northmoor             | force      | X9          | 1         | true
d       | X2        | Eastmarch             | force      | X9          |           | true
d       | X9        | Upland                | region     |             |           | true
d       | X99       | All forces (invented) | country    |             |           | true
"""
OFFICIAL = """
figure_id | source | area_code | area_name | name_as_printed | area_level | value | symbol
1         | s      | E1        | Cumbria   | CUMBRIA POLICE  | force      | 5     |
2         | s      | E2        | Durham    | Durham          | force      |       | x
"""
CHECKS = """
check_name         | kind  | rows_hit
R10.cases.order    | row   | 5
R30.hearings.chair | row   | 9
R06.hearings.type  | share | 1
"""
CHECKS_BY_FORCE = """
dataset | check_name         | area_code | rows_hit | rows_checked | symbol
d       | R10.cases.order    | X1        | 1        | 40           |
d       | R30.hearings.chair | X1        | 3        | 10           |
d       | R30.hearings.chair | X2        |          |              | c
d       | R06.hearings.type  | X1        | 1        | 10           |
"""
DISPARITY = """
dataset | step   | breakdown | category | reference | area_code | period  | numerator_count | denominator_count | numerator | denominator | reference_numerator | reference_denominator | ratio | lower | upper | symbol | sentence_allowed
d       | proven | regime    | CR2012   | CR2020    | X1        | 2020-23 | counted         | notices           | 4         | 4           | 6                   | 6                     | 1     | 0.2   | 4     | u      | false
d       | proven | regime    | CR2020   | CR2020    | X1        | 2020-23 | counted         | notices           | 6         | 6           | 6                   | 6                     |       |       |       | z      | false
d       | proven | regime    | CR2012   | CR2020    | X9        | 2020-23 | counted         | others            | 40        | 80          | 20                  | 80                    | 2     | 1.3   | 3.1   |        | true
"""
COVERAGE = """
dataset | count_name | area_code | period  | period_type | forces_expected | forces_counted
d       | notices    | X1        | 2020-23 | three_years | 1               | 1
d       | begun      | X1        | 2020-23 | three_years | 1               | 1
d       | waiting    | X1        | 2020-23 | three_years | 1               | 1
d       | counted    | X1        | 2020-23 | three_years | 1               | 1
d       | notices    | X2        | 2020-23 | three_years | 1               | 1
d       | begun      | X2        | 2020-23 | three_years | 1               | 1
d       | waiting    | X2        | 2020-23 | three_years | 1               | 1
d       | notices    | X9        | 2020-23 | three_years | 2               | 2
d       | counted    | X9        | 2020-23 | three_years | 2               | 2
d       | others     | X9        | 2020-23 | three_years | 2               | 2
d       | notices    | X99       | 2020-23 | three_years | 43              | 42
d       | begun      | X99       | 2020-23 | three_years | 43              | 42
d       | waiting    | X99       | 2020-23 | three_years | 43              | 42
d       | notices    | X99       | 2014-17 | three_years | 43              | 0
"""
NAMES = ("notices", "begun", "waiting")

FIGURES = {
    "counts": ["count"],
    "measure_values": ["numerator", "value", "lower", "upper"],
    "time_to_event": ["estimate", "upper"],
    "disparity": ["ratio", "upper"],
    "official_figures": ["value"],
}

PROMISES: dict[str, Promise] = {
    promise.name: promise
    for promise in (
        *published_counts.promises(
            {"notices": 2, "begun": 2, "waiting": 0, "counted": 2, "others": 2},
            [("notices", "regime")],
            {"begun": "notices", "waiting": "notices"},
        ),
        *published_measure_values.promises(("S1", "S3"), {"S3": "S1"}),
        *published_time_to_event.promises(3),
        *published_coverage.promises(),
        *published_areas.promises(synthetic=True),
        *published_disparity.promises(),
        *published_validation_by_force.promises({"hearings": 2}),
        *(finite(name, columns) for name, columns in FIGURES.items()),
    )
}

# For each promise: what a fault does to a table.
ANY = "where area_code = 'X1' and breakdown = 'total'"
BREAKS: dict[str, list[str]] = {
    "P.counts.finite": [f"update published.counts set count = 'inf' {ANY}"],
    "P.measure_values.finite": [
        f"update published.measure_values set {column} = '{number}' {ANY}"
        for column in ("value", "lower", "upper")
        for number in ("inf", "-inf", "nan")
    ],
    "P.time_to_event.finite": ["update published.time_to_event set estimate = 'nan' where day = 20"],
    "P.disparity.finite": ["update published.disparity set upper = 'inf' where area_code = 'X9'"],
    "P.official_figures.finite": ["update published.official_figures set value = 'inf'"],
    "P.counts.grain": [
        "insert into published.counts from published.counts limit 1",
        "insert into published.counts select * replace (99 as count) from published.counts limit 1",
    ],
    "P.counts.count_name": [f"update published.counts set count_name = 'other' {ANY}"],
    "P.counts.area_level": [f"update published.counts set area_level = 'county' {ANY}"],
    "P.counts.period_type": [f"update published.counts set period_type = 'rolling' {ANY}"],
    "P.counts.symbol": ["update published.counts set symbol = 'k' where symbol = 'x'"],
    "P.counts.hidden": [
        "update published.counts set count = 1 where symbol = 'c'",
        "update published.counts set count = 1 where symbol = 'x'",
        f"update published.counts set count = null {ANY}",
    ],
    "P.counts.negative": [f"update published.counts set count = -1 {ANY}"],
    "P.counts.small": [
        "update published.counts set count = 2 where count_name = 'begun' and area_code = 'X1'",
        "update published.counts set count = 1 where area_level = 'region'",
    ],
    "P.counts.categories_add_up": [
        "update published.counts set count = 7 where category = 'CR2020'",
    ],
    "P.counts.parts_add_up": [
        "update published.counts set count = 4 where count_name = 'waiting' and area_code = 'X1'",
    ],
    "P.counts.areas_add_up": ["update published.counts set count = 13 where area_code = 'X9'"],
    "P.measure_values.grain": ["insert into published.measure_values from published.measure_values"],
    "P.measure_values.measure": [f"update published.measure_values set measure = 'S2' {ANY}"],
    "P.measure_values.area_level": [f"update published.measure_values set area_level = 'x' {ANY}"],
    "P.measure_values.period_type": [
        f"update published.measure_values set period_type = 'rolling' {ANY}"
    ],
    "P.measure_values.symbol": [
        "update published.measure_values set symbol = 'k' where symbol = 'u'"
    ],
    "P.measure_values.interval_method": [
        f"update published.measure_values set interval_method = 'wald' {ANY}"
    ],
    "P.measure_values.hidden": [
        "update published.measure_values set value = 0 where symbol = 'c'",
        "update published.measure_values set upper = 5 where symbol = 'c'",
        "update published.measure_values set lower = 5 where symbol = 'c'",
        f"update published.measure_values set value = null, lower = null, upper = null {ANY}",
    ],
    "P.measure_values.interval": [
        f"update published.measure_values set lower = 71 {ANY}",
        f"update published.measure_values set upper = 69 {ANY}",
    ],
    "P.measure_values.share": [
        f"update published.measure_values set value = 101, upper = 102 {ANY}",
        f"update published.measure_values set lower = -1 {ANY}",
        f"update published.measure_values set upper = 100.1 {ANY}",
    ],
    "P.measure_values.numerator": [
        f"update published.measure_values set numerator = 8 {ANY}",
        f"update published.measure_values set numerator = null {ANY}",
        f"update published.counts set count = null, symbol = 'c' {ANY} and count_name = 'begun'",
    ],
    "P.measure_values.explains": [
        f"update published.measure_values set value = null, lower = null, upper = null, "
        f"symbol = '{symbol}' {ANY} and measure = 'S1'"
        for symbol in ("c", "x")
    ],
    "P.measure_values.areas": [f"update published.measure_values set area_code = 'X3' {ANY}"],
    "P.measure_values.denominator": [
        f"update published.measure_values set denominator = null {ANY} and measure = 'S1'",
        f"update published.measure_values set denominator = 0, value = 0, lower = 0 {ANY} and measure = 'S1'",
    ],
    "P.coverage.grain": ["insert into published.coverage from published.coverage limit 1"],
    "P.coverage.forces": ["update published.coverage set forces_counted = 44 where forces_counted = 42"],
    "P.coverage.grid": [
        "delete from published.coverage where area_code = 'X99' and count_name = 'begun'",
        "update published.coverage set forces_counted = 0 where area_code = 'X2'",
        "update published.counts set count = 4 where symbol = 'x'",
    ],
    "P.time_to_event.grain": ["insert into published.time_to_event from published.time_to_event"],
    "P.time_to_event.symbol": ["update published.time_to_event set symbol = 'k' where day is null"],
    "P.time_to_event.hidden": [
        "update published.time_to_event set estimate = 0.5 where symbol = 'c'",
        "update published.time_to_event set at_risk = 2 where symbol = 'c'",
        "update published.time_to_event set day = 30 where symbol = 'c'",
        "update published.time_to_event set estimate = null where day = 90",
    ],
    "P.time_to_event.interval": [
        "update published.time_to_event set lower = 0.4 where day = 90",
        "update published.time_to_event set upper = 0.2 where day = 90",
        "update published.time_to_event set upper = 1.1 where day = 200",
        "update published.time_to_event set lower = -0.1 where day = 90",
    ],
    "P.time_to_event.rises": [
        "update published.time_to_event set estimate = 0.2 where day = 200 and measure = 'T2'",
        "update published.time_to_event set estimate = 0.1, lower = 0 where day = 200 and measure = 'T1'",
        "update published.time_to_event set at_risk = 8 where day = 200 and measure = 'T2'",
    ],
    "P.time_to_event.steps": ["update published.time_to_event set at_risk = 8 where day = 90"],
    "P.disparity.grain": ["insert into published.disparity from published.disparity limit 1"],
    "P.disparity.symbol": ["update published.disparity set symbol = 'k' where symbol = 'z'"],
    "P.disparity.hidden": [
        "update published.disparity set ratio = 1 where symbol = 'z'",
        "update published.disparity set symbol = 'c' where symbol = 'u'",
        "update published.disparity set reference_numerator = null where symbol = 'u'",
        "update published.disparity set upper = 2 where symbol = 'z'",
    ],
    "P.disparity.counts": [
        "update published.disparity set numerator = 5 where symbol = 'u'",
        "update published.disparity set denominator = null where symbol = 'z'",
    ],
    "P.disparity.interval": [
        "update published.disparity set lower = 1.1 where symbol = 'u'",
        "update published.disparity set upper = 'inf' where symbol = 'u'",
    ],
    "P.disparity.sentence": [
        "update published.disparity set sentence_allowed = true where symbol = 'u'",
        "update published.disparity set lower = 0.9 where sentence_allowed",
        "update published.disparity set upper = null where sentence_allowed",
        "update published.disparity set reference_numerator = 9 where sentence_allowed",
        "update published.disparity set numerator = 71 where sentence_allowed",
    ],
    "P.areas.grain": ["insert into published.areas from published.areas limit 1"],
    "P.areas.fictional": [
        "update published.areas set is_fictional = false where area_code = 'X1'",
        "update published.areas set area_code = 'E1' where area_code = 'X1'",
    ],
    "P.areas.no_real_names": [
        "update published.areas set area_name = 'cumbria' where area_code = 'X1'",
        "update published.areas set area_name = 'Cumbria Police' where area_code = 'X9'",
        "update published.areas set is_fictional = false where area_code = 'X1'",
    ],
    "P.areas.size_band": [
        "update published.areas set size_band = 5 where area_code = 'X1'",
        "update published.areas set size_band = 2 where area_code = 'X9'",
    ],
    "P.official_figures.grain": ["insert into published.official_figures from published.official_figures"],
    "P.official_figures.real": [
        "update published.official_figures set area_code = 'X1' where figure_id = '1'",
        "update published.official_figures set area_code = 'X7' where figure_id = '1'",
    ],
    "P.official_figures.symbol": ["update published.official_figures set symbol = null"],
    "P.validation_by_force.grain": ["insert into published.validation_by_force from published.validation_by_force limit 1"],
    "P.validation_by_force.symbol": ["update published.validation_by_force set symbol = 'x' where symbol = 'c'"],
    "P.validation_by_force.hidden": [
        "update published.validation_by_force set rows_hit = 1 where symbol = 'c'",
        "update published.validation_by_force set rows_hit = null where rows_hit = 3",
    ],
    "P.validation_by_force.small": ["update published.validation_by_force set rows_hit = 2 where rows_hit = 3"],
    "P.validation_by_force.areas": [
        "update published.validation_by_force set area_code = 'X3' where rows_hit = 3",
        "update published.validation_by_force set area_code = 'X9' where rows_hit = 3",
        "update published.validation_by_force set dataset = 'e' where rows_hit = 3",
    ],
    "P.validation_by_force.totals": [
        "update published.validation_by_force set rows_hit = 10 where rows_hit = 3",
        "update published.validation_by_force set check_name = 'R99.cases.order' where rows_hit = 3",
    ],
}  # fmt: skip
FAULTS = [(name, fault) for name, faults in BREAKS.items() for fault in faults]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("published") / "public.duckdb"
    tables = {
        "counts": COUNTS,
        "coverage": COVERAGE,
        "measure_values": VALUES,
        "time_to_event": CURVES,
        "areas": AREAS,
        "disparity": DISPARITY,
        "official_figures": OFFICIAL,
        "validation": CHECKS,
        "validation_by_force": CHECKS_BY_FORCE,
    }
    contract = load_published(Settings().published_contract_dir)
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema published; create schema sound")
        for name, text in tables.items():
            columns = ", ".join(f"{f.name} {SQL_TYPES[f.type]}" for f in contract[name].fields)
            connection.execute(f"create table published.{name} ({columns})")
            append(connection, f"published.{name}", table(text))
            connection.execute(f"create table sound.{name} as from published.{name}")
    return path


@pytest.fixture
def broken(database: Path) -> Iterator[Callable[[str], None]]:
    """Break a table by a statement; afterwards all are sound again."""

    def run(statement: str) -> None:
        with duckdb.connect(str(database)) as connection:
            before = connection.sql(f"from {_table(statement)}").fetchall()
            connection.execute(statement)
            assert connection.sql(f"from {_table(statement)}").fetchall() != before

    yield run
    with duckdb.connect(str(database)) as connection:
        for (name,) in connection.sql(
            "select table_name from information_schema.tables where table_schema = 'sound'"
        ).fetchall():
            connection.execute(f"create or replace table published.{name} as from sound.{name}")


def _table(statement: str) -> str:
    return next(word for word in statement.split() if word.startswith("published."))


def test_every_promise_holds_on_sound_tables(database):
    held = hold(database, "published", list(PROMISES.values()))
    assert held == dict.fromkeys(PROMISES, True)


@pytest.mark.parametrize(
    ("name", "fault"), FAULTS, ids=[f"{name}-{n}" for n, (name, _) in enumerate(FAULTS)]
)
def test_a_promise_fails_on_a_table_that_is_broken_for_it(database, broken, name, fault):
    broken(fault)
    assert hold(database, "published", [PROMISES[name]]) == {name: False}


def test_every_promise_is_shown_to_fail():
    assert set(BREAKS) == set(PROMISES)


def test_a_promise_stops_the_build_and_says_what_it_is_in_words():
    for promise in PROMISES.values():
        assert promise.severity == "stop"
        assert len(promise.title.split()) >= 3


def test_real_records_may_have_real_areas(database, broken):
    broken("update published.areas set is_fictional = false, area_code = 'E3', area_name = 'Kent'")
    promises = published_areas.promises(synthetic=False)
    held = hold(database, "published", [item for item in promises if item.table == "areas"])
    assert held == {
        "P.areas.grain": False,
        "P.areas.fictional": True,
        "P.areas.size_band": True,
    }
