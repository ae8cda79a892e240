"""Published tables have the columns, types and order of their contract."""

from dataclasses import fields

import polars as pl

from etl.config import Settings
from etl.contracts import load_published
from etl.measures.definitions import COUNTS, MEASURES
from etl.measures.frames import categories_of
from etl.publish.tables import Marts, as_contracted, shared_tables
from etl.warehouse.reference import read_reference
from tests.frames import table

CONTRACT = load_published(Settings().published_contract_dir)


def test_a_table_takes_the_columns_and_types_of_the_contract_and_is_sorted_by_its_key():
    given = table("""
        area_code | symbol | count | breakdown | category | count_name | dataset | period  | area_level | period_type    | extra
        B         |        | 1     | total     | total    | referrals  | d       | 2020-21 | force      | financial_year | no
        A         | x      |       | total     | total    | referrals  | d       | 2021-22 | force      | financial_year | no
        A         |        | 2     | total     | total    | referrals  | d       | 2020-21 | force      | financial_year | no
    """)  # noqa: E501
    shaped = as_contracted(given, CONTRACT["counts"])
    assert tuple(shaped.columns) == CONTRACT["counts"].columns
    assert shaped.schema["count"] == pl.Float64
    assert shaped.select("area_code", "period", "count").rows() == [
        ("A", "2020-21", 2.0),
        ("A", "2021-22", None),
        ("B", "2020-21", 1.0),
    ]


def test_a_table_that_was_not_made_is_published_empty():
    for entity in CONTRACT.values():
        empty = as_contracted(None, entity)
        assert empty.is_empty()
        assert tuple(empty.columns) == entity.columns


def _marts(code_lists: pl.DataFrame) -> Marts:
    empty = {field.name: pl.DataFrame() for field in fields(Marts)}
    return Marts(**(empty | {"code_lists": code_lists}))


def test_every_measure_and_category_comes_with_words():
    code_lists = read_reference(Settings().reference_dir / "code_lists.csv")
    shared = shared_tables(_marts(code_lists))
    measures = as_contracted(shared["measures"], CONTRACT["measures"])
    assert set(measures["measure"]) == set(MEASURES)
    for field in CONTRACT["measures"].fields:
        if field.required:
            assert measures[field.name].null_count() == 0, field.name
    labelled = set(shared["categories"].select("breakdown", "category").iter_rows())
    codes = dict(code_lists.group_by("code_list").agg("code").iter_rows())
    for count in COUNTS.values():
        assert set(categories_of(count, codes)) <= labelled, count.name


def test_measures_are_made_of_counts_that_there_are():
    for measure in MEASURES.values():
        assert {measure.numerator, measure.denominator} <= COUNTS.keys()


def test_a_table_without_rows_still_has_the_columns_of_its_contract():
    made = as_contracted(pl.DataFrame({"dataset": []}), CONTRACT["disparity"])
    assert tuple(made.columns) == CONTRACT["disparity"].columns
    assert made.is_empty()
