"""How likely each step is by ethnicity and sex: of those who came to the step before, within 24
months of the first assessment, for all forces and three years only."""

# ruff: noqa: E501 -- a row of a table is one line

import polars as pl
import pytest

from tests.spec.matters import delivered
from tests.spec.publishing import assert_absent, assert_shows

HEARD = "HEARING HELD 2021-06-01 2021-07-01 2021-07-02"
LATE = "HEARING HELD 2021-06-01 2023-05-02 2023-05-03"
GROSS = "GROSS_MISCONDUCT_PROVEN"
# Assessed on 2 May 2021: what counts is what came by 2 May 2023.
MATTERS = f"""
    name       | aware      | assessed     | decided              | hearing | finding | outcome
    dismissed  | 2021-05-01 | G 2021-05-02 | G HEARING 2021-05-20 | {HEARD} | {GROSS} | DISMISSAL_WITHOUT_NOTICE
    warned     | 2021-05-01 | G 2021-05-02 | G HEARING 2021-05-20 | {HEARD} | {GROSS} | FINAL_WRITTEN_WARNING
    on_the_day | 2021-05-01 | G 2021-05-02 | G HEARING 2021-05-20 | {LATE}  | {GROSS} | FINAL_WRITTEN_WARNING
    too_late   | 2021-05-01 | G 2021-05-02 | G HEARING 2023-05-03 |         |         |
    no_hearing | 2021-05-01 | G 2021-05-02 | G NO_FURTHER_ACTION 2021-05-20 | | |
    lesser     | 2021-05-01 | M 2021-05-02 | M HEARING 2021-05-20 | | |
    raised     | 2021-05-01 | M 2021-05-02, G 2021-06-01 | - - - | | |
    staff      | 2021-05-01 | G 2021-05-02 | G HEARING 2021-05-20 | | |
    other      | 2021-05-01 | G 2021-05-02 | G HEARING 2021-05-20 | {HEARD} | NOT_PROVEN |
    not_said   | 2021-05-01 | M 2021-05-02 | - - - | | |
"""
TABLES = delivered(MATTERS)
for person in TABLES["case_subjects"]:
    person["ethnicity"] = {"other": "OTHER", "not_said": ""}.get(person["case_id"], "WHITE")
    person["sex"] = "FEMALE" if person["case_id"] in ("other", "lesser") else "MALE"
    if person["case_id"] == "staff":
        person |= {"worker_group": "STAFF", "regime": "STAFF_LOCAL"}


def test_each_step_counts_those_who_came_to_all_before_it_in_time(counted):
    # Misconduct alone can go to a hearing, but its officer was never at the steps between.
    assert_shows(
        counted(TABLES).shown["counts"],
        """
        count_name           | area_code | period  | breakdown | category  | count
        steps_assessed       | X92000001 | 2020-23 | ethnicity | WHITE     | 7
        steps_gross          | X92000001 | 2020-23 | ethnicity | WHITE     | 6
        steps_case_to_answer | X92000001 | 2020-23 | ethnicity | WHITE     | 4
        steps_to_hearing     | X92000001 | 2020-23 | ethnicity | WHITE     | 3
        steps_proven         | X92000001 | 2020-23 | ethnicity | WHITE     | 3
        steps_dismissed      | X92000001 | 2020-23 | ethnicity | WHITE     | 1
        steps_to_hearing     | X92000001 | 2020-23 | ethnicity | OTHER     | 1
        steps_proven         | X92000001 | 2020-23 | ethnicity | OTHER     | 0
        steps_assessed       | X92000001 | 2020-23 | ethnicity | NOT_KNOWN | 1
        steps_assessed       | X92000001 | 2020-23 | sex       | FEMALE    | 2
        steps_assessed       | X92000001 | 2020-23 | total     | total     | 9
        """,
    )


def test_officers_characteristics_are_counted_for_all_forces_and_three_years_only(counted):
    shown = counted(TABLES).shown["counts"].filter(pl.col("count_name").str.starts_with("steps_"))
    assert set(shown["area_level"]) == {"country"}
    assert set(shown["period_type"]) == {"three_years"}
    assert_absent(counted(TABLES).shown["disparity"], breakdown="ethnicity", area_level="force")


def test_a_window_not_yet_followed_for_24_months_has_no_figure(counted):
    rows = counted(TABLES).shown["disparity"].filter(breakdown="ethnicity", period="2023-26")
    assert set(rows["symbol"]) == {"z"}


@pytest.mark.parametrize(
    ("step", "counts", "ratio"),
    [
        ("assessed_gross", (1, 1, 6, 7), 7 / 6),
        ("case_to_answer", (1, 1, 4, 6), 6 / 4),
        ("to_hearing", (1, 1, 3, 4), 4 / 3),
        ("proven", (0, 1, 3, 3), 0.0),
        ("dismissed", (0, 0, 1, 3), None),
    ],
)
def test_the_ratio_is_of_the_share_in_the_group_to_that_of_white_officers(
    counted, step, counts, ratio
):
    row = (
        counted(TABLES)
        .shown["disparity"]
        .filter(breakdown="ethnicity", period="2020-23", category="OTHER", step=step)
        .row(0, named=True)
    )
    names = ("numerator", "denominator", "reference_numerator", "reference_denominator")
    assert tuple(row[name] for name in names) == counts
    assert row["ratio"] == (None if ratio is None else pytest.approx(ratio))
    assert row["symbol"] == ("z" if ratio is None else "u")
    assert not row["sentence_allowed"]


def test_who_is_not_known_is_told_and_put_into_either_group(counted):
    row = (
        counted(TABLES)
        .shown["disparity"]
        .filter(breakdown="ethnicity", period="2020-23", category="OTHER", step="assessed_gross")
        .row(0, named=True)
    )
    assert row["unknown_share"] == pytest.approx(100 / 9)
    assert row["bound_group"] == pytest.approx((1 / 2) / (6 / 7))
    assert row["bound_reference"] == pytest.approx((1 / 1) / (6 / 8))


# Eastmarch gives no women: they are none where the men are all. 1,000 officers and no specials
# stand in each force's workforce.
IN_POST = [
    {
        "force_code": f"X2300000{force}",
        "as_at": f"{year}-03-31",
        "dimension": dimension,
        "category": category,
        "officers": str(officers),
    }
    for force in (1, 2, 3, 4)
    for year in range(2014, 2027)
    for dimension, category, officers in (
        ("ETHNICITY", "WHITE", 850),
        ("ETHNICITY", "OTHER", 100),
        ("ETHNICITY", "NOT_KNOWN", 50),
        ("SEX", "MALE", 1000 if force == 2 else 600),
        *([] if force == 2 else [("SEX", "FEMALE", 400)]),
    )
]
WITH_POST = TABLES | {"workforce_groups": IN_POST}


def in_post(counted, tables, breakdown, category):
    rows = counted(tables).shown["disparity"]
    return rows.filter(
        breakdown=breakdown, period="2020-23", category=category, step="assessed"
    ).row(0, named=True)


def test_officers_assessed_are_out_of_the_years_of_officers_and_specials_in_post(counted):
    # Four forces, three years: 4 x 3 x 100 and 4 x 3 x 850 years. Nine were assessed, one unknown.
    row = in_post(counted, WITH_POST, "ethnicity", "OTHER")
    assert (row["numerator"], row["denominator"]) == (1, 1200)
    assert (row["reference_numerator"], row["reference_denominator"]) == (7, 10200)
    assert row["ratio"] == pytest.approx((1 / 1200) / (7 / 10200))
    assert row["unknown_share"] == pytest.approx(100 * 600 / 12000)
    assert not row["sentence_allowed"]


def test_a_group_left_out_is_nobody_where_the_others_are_all(counted):
    row = in_post(counted, WITH_POST, "sex", "FEMALE")
    assert row["denominator"] == 3 * 3 * 400
    assert row["reference_denominator"] == 3 * (3 * 600 + 1000)


@pytest.mark.parametrize(
    "groups",
    [
        [],
        [row for row in IN_POST if row["force_code"] != "X23000003"],
        # One officer too many in one force on one day.
        [*IN_POST, IN_POST[0] | {"as_at": "2021-03-31", "category": "BLACK", "officers": "1"}],
    ],
)
def test_where_officers_in_post_are_not_known_the_first_step_has_no_figure_and_the_others_have(
    counted, groups
):
    tables = TABLES | {"workforce_groups": groups}
    row = in_post(counted, tables, "ethnicity", "OTHER")
    assert (row["symbol"], row["denominator"], row["ratio"]) == ("x", None, None)
    later = counted(tables).shown["disparity"].filter(step="assessed_gross", period="2020-23")
    assert later["ratio"].is_not_null().any()


def test_groups_by_sex_that_do_not_add_up_leave_those_by_ethnicity_alone(counted):
    groups = [row | {"officers": "1"} if row["dimension"] == "SEX" else row for row in IN_POST]
    tables = TABLES | {"workforce_groups": groups}
    assert in_post(counted, tables, "sex", "FEMALE")["symbol"] == "x"
    assert in_post(counted, tables, "ethnicity", "OTHER")["ratio"] is not None
