"""Read the exact rows of an extract from the case-level file, and number whom each belongs to."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from etl.contracts.periods import financial_year, window_period, year_name
from etl.disclosure.research import AREAS, CODES, QUARTERS, Column, Research, made
from etl.errors import ReferenceDataError

CASE = ("delivery_no", "case_id")
PERSON = ("delivery_no", "subject_id")
Levels = list[tuple[str, dict[str, str]]]


@dataclass(frozen=True)
class Records:
    """Exact rows, one column of codes for each column of the extract, in no particular order.

    `cases` and `people` number the case (cases heard together are one) and the person of each row.
    """

    frame: pl.DataFrame
    cases: np.ndarray
    people: np.ndarray
    columns: tuple[Column, ...]
    incomplete: int


def read_records(
    connection: duckdb.DuckDBPyConnection, research: Research, sql_dir: Path
) -> Records:
    """Every allegation against a person whose rows are complete; each code known to the policy."""
    exact = connection.sql(_query(sql_dir, "records")).pl()
    days = exact["date_aware"].unique().to_list()
    quarters = {day: _quarter(day) for day in days}
    frame = exact.with_columns(
        period=pl.col("date_aware").replace_strict(quarters, return_dtype=pl.String)
    )
    columns = tuple(_with_levels(column, frame, connection) for column in research.columns)
    for column in columns:
        _refuse_unknown(column, frame[column.name])
    everyone = connection.sql("select count(*) from staging.allegation_subjects").fetchone()[0]
    return Records(
        frame=frame.select(column.name for column in columns),
        cases=cases_of(frame, connection.sql(_query(sql_dir, "heard_together")).pl()),
        people=_numbers(frame, PERSON),
        columns=columns,
        incomplete=everyone - frame.height,
    )


def _query(sql_dir: Path, name: str) -> str:
    return (sql_dir / "extract" / f"{name}.sql").read_text(encoding="utf-8")


def _numbers(frame: pl.DataFrame, key: tuple[str, ...]) -> np.ndarray:
    return frame.select(pl.struct(key).rank("dense")).to_series().to_numpy().astype(np.int64) - 1


def cases_of(frame: pl.DataFrame, together: pl.DataFrame) -> np.ndarray:
    """The number of each row's case; cases that share a proceeding have one number."""
    alone = _numbers(frame, CASE)
    numbered = frame.select(CASE).with_columns(number=pl.Series(alone)).unique()
    linked = together.join(numbered, on=CASE, how="inner").with_columns(
        first=pl.col("number").min().over("delivery_no", "proceeding_id")
    )
    size = int(alone.max(initial=-1)) + 1
    links = coo_array(
        (np.ones(linked.height), (linked["number"].to_numpy(), linked["first"].to_numpy())),
        shape=(size, size),
    )
    return connected_components(links, directed=False)[1][alone].astype(np.int64)


def _quarter(day: date) -> str:
    return f"{year_name(financial_year(day))}-Q{(day.month - 4) % 12 // 3 + 1}"


def _with_levels(
    column: Column, frame: pl.DataFrame, connection: duckdb.DuckDBPyConnection
) -> Column:
    if column.made_from is None:
        return column
    codes = frame[column.name].unique().drop_nulls().sort().to_list()
    return made(
        column,
        {
            AREAS: lambda: _area_levels(connection),
            QUARTERS: lambda: _quarter_levels(codes),
            CODES: lambda: [("as recorded", {code: code for code in codes})],
        }[column.made_from](),
    )


def _area_levels(connection: duckdb.DuckDBPyConnection) -> Levels:
    """Names, not codes; a region says that it is one, since a force can bear the same name."""
    rows = connection.sql(
        "select force_code, any_value(force_name), any_value(region_name) "
        "from staging.dataset_forces group by 1 order by 1"
    ).fetchall()
    return [
        ("force", {code: name for code, name, _ in rows}),
        ("region", {code: f"{region or 'No'} (region)" for code, _, region in rows}),
    ]


def _quarter_levels(quarters: list[str]) -> Levels:
    def window(quarter: str) -> str:
        first = int(quarter[:4])
        return window_period(first - (first - 2014) % 3).name

    return [
        ("quarter", {quarter: quarter for quarter in quarters}),
        ("half-year", {q: f"{q[:7]}-H{(int(q[-1]) + 1) // 2}" for q in quarters}),
        ("financial year", {quarter: quarter[:7] for quarter in quarters}),
        ("three years", {quarter: window(quarter) for quarter in quarters}),
    ]


def _refuse_unknown(column: Column, codes: pl.Series) -> None:
    unknown = int((~codes.is_in(list(column.levels[0][1]))).sum()) + codes.null_count()
    if unknown:
        raise ReferenceDataError(
            f"data/policy/research.toml: [columns.{column.name}] has no place for a code that "
            f"{unknown:,} records bear. Add it to `codes` and to a value of every level."
        )
