"""Whom the rows of an extract belong to: cases heard together are one."""

import polars as pl

from etl.extract.rows import cases_of
from tests.frames import table

ROWS = """
    delivery_no | case_id
    1           | a
    1           | a
    1           | b
    1           | c
    1           | d
    1           | e
    2           | a
"""
TOGETHER = """
    delivery_no | proceeding_id | case_id
    1           | H1            | b
    1           | H1            | c
    1           | H2            | c
    1           | H2            | e
    1           | H3            | a
    1           | H3            | of nobody in the extract
"""


def numbers(together: str) -> list[int]:
    rows, linked = (table(text, delivery_no=pl.Int64) for text in (ROWS, together))
    return cases_of(rows, linked).tolist()


def test_cases_before_one_proceeding_are_one_also_through_a_third():
    first, again, b, c, d, e, other = numbers(TOGETHER)
    assert first == again
    assert b == c == e
    assert len({first, b, d, other}) == 4


def test_the_same_id_in_two_deliveries_is_two_cases_and_without_joint_ones_each_is_its_own():
    assert len(set(numbers(TOGETHER.split("1   ")[0]))) == 6
