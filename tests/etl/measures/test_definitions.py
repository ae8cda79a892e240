"""What is counted and measured is said once, whole, and in words."""

from datetime import date

import polars as pl
import pytest

from etl.errors import UnknownNameError
from etl.measures.definitions import COUNTS, MEASURES, measure_by_id
from etl.measures.frames import categories_of, count_categories, measure_rows

CODES = {
    "referral_route": ["MANDATORY", "VOLUNTARY"],
    "case_type": ["COMPLAINT", "CONDUCT"],
    "mode": ["INDEPENDENT", "PENDING"],
    "protected_characteristic": ["RACE", "SEX"],
    "standard_of_behaviour": ["HONESTY_INTEGRITY", "NOT_RECORDED"],
    "ethnicity": ["WHITE", "NOT_KNOWN"],
    "sex": ["MALE", "NOT_KNOWN"],
}


@pytest.mark.parametrize("name", ["T2_p90", "t2_P90", "r1"])
def test_a_measure_is_found_in_upper_or_lower_case(name):
    assert measure_by_id(name).id.lower() == name.lower()


def test_an_unknown_measure_is_answered_with_those_there_are():
    with pytest.raises(UnknownNameError, match=r"no measure 'G9'.*R1, .*R3, .*T2, "):
        measure_by_id("G9")


def test_every_measure_says_what_it_is_in_words():
    blank = [
        (row["measure"], name)
        for row in measure_rows().to_dicts()
        for name, value in row.items()
        if value in ("", None) and name not in ("per", "day_type", "variant_of", "explains")
    ]
    assert not blank


def test_days_are_calendar_days_and_have_no_base_of_their_own():
    assert {MEASURES[name].day_type for name in ("T2", "T2_p90", "T2_12m", "T2_24m")} == {
        "calendar"
    }
    assert MEASURES["T2"].per is MEASURES["T2_p90"].per is None


def test_a_measure_that_misleads_by_itself_names_the_one_it_explains():
    misleading = {item.id: item.explains for item in MEASURES.values() if item.explains}
    assert misleading == {"T2_finished": "T2"}
    assert "misleading" in MEASURES["T2_finished"].title


def test_parts_belong_to_a_count_and_bases_to_a_group():
    for count in COUNTS.values():
        assert count.parts_of is None or count.parts_of in COUNTS
        assert count.base is None or count.base in COUNTS
        assert set(count.not_additive) <= count.breakdowns.keys()


def test_the_categories_of_a_count_are_the_total_and_every_code():
    assert list(categories_of(COUNTS["referrals"], CODES)) == [
        ("total", "total"),
        ("referral_route", "MANDATORY"),
        ("referral_route", "VOLUNTARY"),
        ("case_type", "COMPLAINT"),
        ("case_type", "CONDUCT"),
        ("case_type", "NOT_RECORDED"),
        ("mode", "INDEPENDENT"),
        ("mode", "PENDING"),
        ("regime", "CR2012"),
        ("regime", "CR2020"),
        ("regime", "OTHER"),
    ]


def test_characteristics_have_no_total_since_one_allegation_can_name_several():
    listed = list(categories_of(COUNTS["characteristic_allegations"], CODES))
    assert listed == [("characteristic", "RACE"), ("characteristic", "SEX")]


def test_what_the_rules_of_2020_brought_is_counted_from_their_start():
    starts = count_categories(CODES).filter(pl.col("starts_on").is_not_null())
    first = starts.group_by("starts_on").agg(pl.col("count_name").unique().sort())
    assert dict(first.iter_rows()) == {
        date(2020, 2, 1): sorted(
            "characteristic_allegations complaint_allegations complaint_answers_decided "
            "complaint_answers_found complaint_cases f_allegations f_cases "
            "accelerated_begun accelerated_in_time "
            "workforce_years_scheme".split()
        ),
        # In the two months before it, only quick complaints were finalised.
        date(2020, 4, 1): sorted(
            "complaints_finalised complaints_suspended f_finalised f_investigated "
            "matters_finalised matters_on_calendar complaints_on_calendar".split()
        ),
    }


def test_a_variant_asks_the_same_of_another_base():
    for measure in MEASURES.values():
        if measure.variant_of:
            first = MEASURES[measure.variant_of]
            assert first.variant_of is None, measure.id
            assert (first.topic, first.denominator) != (measure.topic, measure.denominator)
            assert first.topic == measure.topic


def test_every_measure_has_an_owner_and_a_day_of_review_and_says_who_has_not_checked_it():
    for row in measure_rows().to_dicts():
        assert row["owner"] == "Conduct Trends project"
        assert row["checked_by"] == "Not yet checked by a person outside the project"
        assert row["next_review"] > date(2026, 12, 1)
        assert row["minimum_n"] == 10


def test_a_measure_by_regulations_says_so():
    by_regime = {row["measure"] for row in measure_rows().to_dicts() if row["is_by_regime"]}
    assert {"R1", "G1", "G2", "G4", "A1", "T2"} <= by_regime
    assert not {"R1_cases", "D1", "D3_F", "Q1"} & by_regime
