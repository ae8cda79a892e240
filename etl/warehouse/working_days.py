"""Working days of England and Wales, counted by `data/reference/bank_holidays.csv`."""

from datetime import date, timedelta

import duckdb
import polars as pl

from etl.errors import ReferenceDataError

FILE = "bank_holidays.csv"
FRIDAY = 5


def numbered(holidays: pl.DataFrame) -> pl.DataFrame:
    """Each day of the years of the holidays, and how many working days there were up to it.

    The working days from a notice to a hearing are the difference of their numbers: the first
    working day after the notice is day 1 (SI 2020/4 regs 31 and 33).
    """
    years = holidays["date"].dt.year()
    days = pl.date_range(
        date(years.min(), 1, 1), date(years.max() + 1, 1, 1) - timedelta(days=1), eager=True
    )
    is_open = (days.dt.weekday() <= FRIDAY) & ~days.is_in(holidays["date"].implode())
    return pl.DataFrame({"day": days, "number": is_open.cast(pl.Int64).cum_sum()})


def refuse_days_outside(connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse hearings on days that the file does not reach: nobody could count them.

    An ordinary hearing that has not begun waits until the extraction. Rows that are set aside for
    another reason are not judged, nor are notices from before the first year.
    """
    rows, file, line, first, last = connection.sql(
        """
        select
            count(*), arg_min(raw.source_file, row_id), arg_min(raw.source_line, row_id),
            any_value(years.first), any_value(years.last)
        from staging.proceedings as proceedings
        inner join loaded.proceedings as raw using (row_id)
        inner join quality.deliveries as deliveries
            on proceedings.delivery_no = deliveries.delivery_no
        cross join (
            select min(day) as first, max(day) as last from reference.working_days
        ) as years
        where
            proceedings.date_notice is not null
            and (
                (
                    proceedings.proceeding_type = 'ACCELERATED_HEARING'
                    and proceedings.date_first_day is not null
                    and (
                        proceedings.date_notice not between years.first and years.last
                        or proceedings.date_first_day not between years.first and years.last
                    )
                )
                or (
                    proceedings.proceeding_type = 'HEARING'
                    and proceedings.date_notice >= years.first
                    and coalesce(proceedings.date_first_day, deliveries.extracted_on) > years.last
                )
            )
        """
    ).fetchone()
    if rows:
        more = f" (and {rows - 1:,} more rows)" if rows > 1 else ""
        raise ReferenceDataError(
            f"{file}, line {line}{more}: date_notice or date_first_day of a hearing, or the day of "
            f"extraction until which it waits, lies outside {first.year} to {last.year}, the years "
            f"of data/reference/{FILE} by which working days are counted. Correct the date, or add "
            "the bank holidays of that year to the file."
        )
