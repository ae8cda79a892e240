"""A promise: a name, its words, and the Great Expectations check that holds it."""

from collections.abc import Sequence
from dataclasses import dataclass

from great_expectations.expectations.expectation import Expectation

from expectations.lean import ColumnInSet, ColumnsUnique, NoRows


@dataclass(frozen=True)
class Promise:
    """One promise on one table; `severity` is `stop` for the published tables."""

    name: str
    table: str
    title: str
    expectation: Expectation
    severity: str = "stop"


def unique_grain(table: str, columns: tuple[str, ...]) -> Promise:
    """Each combination of the key stands for one row."""
    return Promise(
        f"P.{table}.grain",
        table,
        f"Each row of {table} is there once",
        ColumnsUnique(column_list=list(columns), ignore_row_if="never"),
    )


def closed_list(table: str, column: str, values: tuple[str, ...]) -> Promise:
    """Only values of the list; blanks are judged elsewhere."""
    return Promise(
        f"P.{table}.{column}",
        table,
        f"{column} in {table} holds only the values that the codebook lists",
        ColumnInSet(column=column, value_set=list(values)),
    )


def never(table: str, name: str, title: str, query: str) -> Promise:
    """No row of the query; `{batch}` in it stands for the table."""
    return Promise(
        f"P.{table}.{name}",
        table,
        title,
        NoRows(unexpected_rows_query=query, description=title),
    )


def finite(table: str, columns: Sequence[str]) -> Promise:
    """No number of the columns is infinite, or not a number."""
    return never(
        table,
        "finite",
        f"No number in {table} is infinite or not a number",
        "select 'row' as found from {batch} where "
        + " or ".join(f"not isfinite({column})" for column in columns),
    )
