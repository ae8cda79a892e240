"""The policy file of a tier says what is hidden; the one for the public is the reviewed one."""

import re

import pytest

from etl.config import Settings
from etl.disclosure.policy import parse_policy
from etl.errors import ReferenceDataError
from etl.measures.definitions import COUNTS

PUBLIC = Settings().policy_file.read_text(encoding="utf-8")
INTERNAL = Settings().internal_policy_file.read_text(encoding="utf-8")


def test_the_public_sees_no_hearing_count_of_1_or_2_and_no_characteristic_of_1_to_4():
    policy = parse_policy(PUBLIC, "public.toml")
    assert policy.hide_up_to("proceedings", "force") == 2
    assert policy.hide_up_to("complaint_characteristic", "force") == 4
    assert policy.sensitivity["complaint_characteristic"].hide_group_up_to == 9
    assert policy.hide_up_to("officer_characteristic", "force") == 9
    assert policy.sensitivity["officer_characteristic"].hide_group_up_to == 9


def test_referrals_and_headcounts_are_shown():
    policy = parse_policy(PUBLIC, "public.toml")
    assert policy.hide_up_to("referrals", "force") == policy.hide_up_to("headcount", "force") == 0


def test_regions_have_the_thresholds_of_forces_and_all_forces_have_none():
    policy = parse_policy(PUBLIC, "public.toml")
    for name in policy.sensitivity:
        assert policy.hide_up_to(name, "region") == policy.hide_up_to(name, "force")
        assert policy.hide_up_to(name, "country") == 0


def test_real_case_records_are_published_only_once_the_data_owner_says_so():
    assert parse_policy(PUBLIC, "public.toml").publish_real_records is False


def test_figures_that_rest_on_fewer_than_ten_are_marked():
    assert parse_policy(PUBLIC, "public.toml").uncertain_below == 10


def test_every_count_has_a_class_that_the_policy_knows():
    policy = parse_policy(PUBLIC, "public.toml")
    assert {count.sensitivity for count in COUNTS.values()} <= policy.sensitivity.keys()


def test_the_internal_policy_knows_every_class_and_hides_less_than_the_one_for_the_public():
    internal, public = (parse_policy(text, "a policy") for text in (INTERNAL, PUBLIC))
    assert internal.sensitivity.keys() == public.sensitivity.keys()
    for name, rule in internal.sensitivity.items():
        assert rule.hide_up_to <= public.sensitivity[name].hide_up_to


def test_the_internal_policy_tells_no_characteristic_and_no_time_of_one_person():
    internal = parse_policy(INTERNAL, "internal.toml")
    assert internal.tier == "internal"
    for name in ("complaint_characteristic", "officer_characteristic"):
        assert internal.hide_up_to(name, "force") >= 1
        assert internal.sensitivity[name].hide_single_case
    assert internal.hide_up_to("mean_time", "force") == 1


def test_counts_that_name_a_characteristic_are_in_the_class_of_characteristics():
    of_complaints = {"characteristic", "characteristics_named", "category_f"}
    of_officers = {"ethnicity", "sex", "age_band"}
    for count in COUNTS.values():
        if of_complaints & count.breakdowns.keys() or count.name.startswith("f_"):
            assert count.sensitivity == "complaint_characteristic", count.name
        elif count.name == "steps_in_post":
            # How many officers are in post says nothing of anybody's conduct.
            assert count.sensitivity == "headcount"
        elif of_officers & count.breakdowns.keys():
            assert count.sensitivity == "officer_characteristic", count.name
        else:
            assert "characteristic" not in count.sensitivity, count.name


GAPS = {
    "not TOML": ("tier = ", "cannot be read"),
    "without a tier": (re.sub("tier.*", "", PUBLIC), "tier is not there"),
    "without a mark for few": (
        re.sub("uncertain_below.*", "", PUBLIC),
        "uncertain_below is not there",
    ),
    "without classes": (PUBLIC.split("[sensitivity")[0], "sensitivity is not there"),
    "a class that is not there": (
        PUBLIC.replace("[sensitivity.proceedings]", "[sensitivity.hearings]"),
        r"\[sensitivity\.proceedings\] is not there",
    ),
    "a class without a threshold": (
        PUBLIC.replace("hide_up_to = 2\n", ""),
        r"\[sensitivity\.proceedings\]: hide_up_to is not there",
    ),
    "a word it does not know": (
        PUBLIC.replace("hide_up_to = 2", "hide_to = 2\nhide_up_to = 2"),
        r"\[sensitivity\.proceedings\]: hide_to is not a setting",
    ),
    "a threshold that is no number": (
        PUBLIC.replace("hide_up_to = 2", 'hide_up_to = "few"'),
        r"\[sensitivity\.proceedings\]: hide_up_to should be a whole number",
    ),
    "a threshold below nothing": (
        PUBLIC.replace("hide_up_to = 2", "hide_up_to = -1"),
        "should be a whole number from 0 on",
    ),
}


@pytest.mark.parametrize("gap", GAPS)
def test_a_policy_with_a_gap_is_refused_by_file_and_class(gap):
    text, words = GAPS[gap]
    with pytest.raises(ReferenceDataError, match=rf"data/policy/public\.toml.*{words}"):
        parse_policy(text, "public.toml", {count.sensitivity for count in COUNTS.values()})
