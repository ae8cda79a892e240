"""A period of the Regulations can be corrected in a file, and says whether it was verified."""

import pytest

from etl.contracts.law import statutory_period
from etl.errors import ReferenceDataError
from etl.measures.definitions import MEASURES

HEADER = "name,days,unit,source,verified,note\n"


def test_a_period_has_its_number_its_unit_and_its_source(tmp_path):
    file = tmp_path / "periods.csv"
    file.write_text(HEADER + "hearing_first_day,90,calendar,Some law,true,\n", encoding="utf-8")
    period = statutory_period("hearing_first_day", file)
    assert (period.days, period.unit, period.other_unit) == (90, "calendar", "working")
    assert (period.source, period.verified) == ("Some law", True)


@pytest.mark.parametrize("row", ["0,working", "-5,working", "1.5,working", ",working", "100,weeks"])
def test_a_period_that_cannot_be_counted_is_refused(tmp_path, row):
    file = tmp_path / "periods.csv"
    file.write_text(f"{HEADER}hearing_first_day,{row},Some law,false,\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"periods\.csv: `hearing_first_day` needs"):
        statutory_period("hearing_first_day", file)


def test_a_period_that_is_not_there_is_named(tmp_path):
    file = tmp_path / "periods.csv"
    file.write_text(HEADER, encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="has no `hearing_first_day`"):
        statutory_period("hearing_first_day", file)


def test_an_unverified_period_is_shown_in_both_units_and_says_so():
    period = statutory_period("hearing_first_day")
    assert not period.verified
    first, other = MEASURES["T2_limit"], MEASURES["T2_limit_other"]
    assert (first.day_type, other.day_type) == (period.unit, period.other_unit)
    assert first.at == other.at == period.days
    assert all("not read in the Regulations" in item.caveats[0] for item in (first, other))
