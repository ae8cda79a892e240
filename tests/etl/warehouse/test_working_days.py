"""Working days are counted as the Regulations count them, and only where holidays are known."""

from datetime import date

import pytest

from etl.config import Settings
from etl.errors import ReferenceDataError
from etl.warehouse.reference import read_reference
from etl.warehouse.working_days import numbered
from tests.etl.warehouse.engine import checked

DAYS = numbered(read_reference(Settings().reference_dir / "bank_holidays.csv"))

# Counted on a calendar: the first working day after the notice is day 1.
COUNTED = {
    "the day after": ("2024-05-01", "2024-05-02", 1),
    "over a weekend": ("2024-05-03", "2024-05-07", 1),  # 6 May was a bank holiday
    "from a Saturday": ("2024-05-11", "2024-05-13", 1),
    "to a Sunday": ("2024-05-10", "2024-05-12", 0),
    "over Christmas": ("2024-12-20", "2025-01-02", 6),
    "over the moved holiday of 2020": ("2020-05-04", "2020-05-11", 4),
    "the same day": ("2024-05-01", "2024-05-01", 0),
}


@pytest.mark.parametrize(("notice", "first", "expected"), COUNTED.values(), ids=COUNTED)
def test_working_days_after_a_notice(notice, first, expected):
    number = dict(DAYS.iter_rows())
    assert number[date.fromisoformat(first)] - number[date.fromisoformat(notice)] == expected


def test_every_day_of_the_years_of_the_file_has_a_number():
    assert (DAYS["day"].min(), DAYS["day"].max()) == (date(2004, 1, 1), date(2030, 12, 31))
    assert DAYS["day"].diff().drop_nulls().dt.total_days().unique().to_list() == [1]


def proceedings(**days: str) -> dict[str, list[dict]]:
    row = {"proceeding_id": "1", "proceeding_type": "ACCELERATED_HEARING"}
    return {"proceedings": [{"proceeding_id": "0"}, row | days]}


LATER = {"extracted_on": "2031-06-30", "coverage_to": "2031-03-31"}


@pytest.mark.parametrize(
    "days",
    [
        {"date_notice": "2030-12-20", "date_first_day": "2031-01-06"},
        {
            "date_notice": "2030-12-20",
            "date_first_day": "2031-01-06",
            "proceeding_type": "HEARING",
        },
        # Still waiting when the records were drawn.
        {"date_notice": "2030-12-20", "date_first_day": "", "proceeding_type": "HEARING"},
    ],
)
def test_a_hearing_beyond_the_bank_holidays_is_refused_with_its_line(days):
    with pytest.raises(ReferenceDataError) as refused:
        checked(proceedings(**days), **LATER)
    message = str(refused.value)
    assert message.startswith("proceedings.csv, line 3: ")
    assert "2004 to 2030, the years of data/reference/bank_holidays.csv" in message


@pytest.mark.parametrize(
    "days",
    [
        {"date_notice": "2030-12-20", "date_first_day": ""},
        {"date_notice": "2031-01-06", "date_first_day": "", "proceeding_type": "MEETING"},
        {"date_notice": "2003-12-20", "date_first_day": "", "proceeding_type": "HEARING"},
        # Set aside for what it is: a day after the extraction.
        {"date_notice": "2030-12-20", "date_first_day": "2204-01-06"},
    ],
)
def test_what_is_not_counted_is_not_refused(days):
    checked(proceedings(**days), **LATER)
