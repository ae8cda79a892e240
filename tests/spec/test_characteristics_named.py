"""D2: discrimination allegations in complaints, and the protected characteristics they name."""

from tests.spec.publishing import assert_shows, returns_without

# Every allegation is of category F where nothing else is said.
NAMED = {
    "cases": """
        case_id      | force_code | case_type | date_aware | date_recorded
        several      | X23000001  | COMPLAINT | 2022-05-02 |
        last_day     | X23000001  | COMPLAINT | 2022-06-01 | 2023-03-31
        first_day    | X23000001  | COMPLAINT | 2022-06-01 | 2023-04-01
        not_recorded | X23000001  | COMPLAINT | 2023-04-01 |
        old_scheme   | X23000002  | COMPLAINT | 2020-01-31 |
        new_scheme   | X23000002  | COMPLAINT | 2020-01-31 | 2020-02-01
        conduct      | X23000001  | CONDUCT   | 2022-05-02 |
        recordable   | X23000001  | RECORDABLE_CONDUCT | 2022-05-02 |
    """,
    "allegations": """
        case_id      | allegation_id | allegation_scheme | category_code
        several      | three_named   | IOPC_2020         | F
        several      | one_named     | IOPC_2020         | F
        several      | none_named    | IOPC_2020         | F
        several      | use_of_force  | IOPC_2020         | B
        last_day     | a             | IOPC_2020         | F
        first_day    | a             | IOPC_2020         | F
        not_recorded | a             | IOPC_2020         | F
        old_scheme   | a             | IPCC_PRE_2020     | F
        new_scheme   | a             | IOPC_2020         | F
        conduct      | a             | IOPC_2020         | F
        recordable   | a             | IOPC_2020         | F
    """,
    "allegation_characteristics": """
        case_id      | allegation_id | characteristic
        several      | three_named   | RACE
        several      | three_named   | SEX
        several      | three_named   | SEXUAL_ORIENTATION
        several      | one_named     | RACE
        several      | use_of_force  | RACE
        last_day     | a             | AGE
        first_day    | a             | DISABILITY
        not_recorded | a             | DISABILITY
        old_scheme   | a             | RACE
        new_scheme   | a             | RACE
        conduct      | a             | RACE
        recordable   | a             | RACE
    """,
}


def test_an_allegation_counts_under_every_characteristic_it_names(counted):
    # Four allegations of 2022-23: shares add up to more than the allegations that name any.
    assert_shows(
        counted(NAMED).shown["measure_values"],
        """
        measure | area_code | period  | breakdown      | category           | numerator | denominator | value
        D2      | X12000001 | 2022-23 | characteristic | RACE               | 2         | 4           | 50
        D2      | X12000001 | 2022-23 | characteristic | SEX                | 1         | 4           | 25
        D2      | X92000001 | 2022-23 | characteristic | SEXUAL_ORIENTATION | 1         | 4           | 25
        D2      | X92000001 | 2022-23 | characteristic | AGE                | 1         | 4           | 25
        D2      | X12000001 | 2022-23 | characteristic | DISABILITY         | 0         | 4           | 0
        D2      | X92000001 | 2022-23 | characteristic | OTHER              | 0         | 4           | 0
        D2      | X12000001 | 2020-23 | characteristic | AGE                | 1         | 4           | 25
        """,  # noqa: E501
    )


def test_every_allegation_is_counted_once_by_how_many_characteristics_it_names(counted):
    assert_shows(
        counted(NAMED).shown["counts"],
        """
        count_name    | area_code | period  | breakdown             | category      | count
        f_allegations | X12000001 | 2022-23 | total                 | total         | 4
        f_allegations | X12000001 | 2022-23 | characteristics_named | NONE_RECORDED | 1
        f_allegations | X12000001 | 2022-23 | characteristics_named | ONE           | 2
        f_allegations | X12000001 | 2022-23 | characteristics_named | SEVERAL       | 1
        """,
    )


def test_the_day_a_complaint_was_logged_decides_the_year(counted):
    # Logged: recorded, else come to attention. 31 March and 1 April 2023.
    assert_shows(
        counted(NAMED).shown["measure_values"],
        """
        measure | area_code | period  | category   | numerator | denominator
        D2      | X92000001 | 2022-23 | AGE        | 1         | 4
        D2      | X12000001 | 2023-24 | DISABILITY | 2         | 2
        D2      | X23000001 | 2020-23 | RACE       | 2         | 4
        D2      | X23000001 | 2023-26 | DISABILITY | 2         | 2
        """,
    )


def test_conduct_matters_and_other_categories_are_not_discrimination_complaints(counted):
    # `conduct`, `recordable` and `use_of_force` name race, too.
    assert_shows(
        counted(NAMED).shown["counts"],
        """
        count_name                 | area_code | period  | category | count
        characteristic_allegations | X23000001 | 2020-23 | RACE     | 2
        f_allegations              | X23000001 | 2020-23 | total    | 4
        """,
    )


def test_there_is_no_such_figure_before_the_first_whole_year_of_the_scheme(counted):
    # Of its first two months, in 2019-20, every figure of a force would be hidden.
    assert_shows(
        counted(NAMED).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | symbol
        D2      | X12000001 | 2018-19 | RACE     |           |             |       | z
        D2      | X23000002 | 2014-17 | RACE     |           |             |       | z
        D2      | X12000001 | 2019-20 | RACE     |           | 1           |       | z
        D2      | X23000002 | 2017-20 | RACE     |           | 1           |       | z
        """,
    )


def test_without_allegations_a_share_does_not_apply(counted):
    assert_shows(
        counted(NAMED).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | symbol
        D2      | X23000003 | 2020-23 | RACE     | 0         | 0           |       | z
        """,
    )


def test_forces_are_shown_in_windows_only_and_by_what_is_named_often(counted):
    shown = counted(NAMED).shown["measure_values"].filter(measure="D2", area_level="force")
    assert set(shown["period_type"]) == {"three_years"}
    assert set(shown["category"]) == {"RACE", "DISABILITY", "SEX"}


def test_regions_have_the_others_in_windows_only(counted):
    shown = counted(NAMED).shown["measure_values"].filter(measure="D2", area_level="region")
    years = shown.filter(period_type="financial_year")
    assert set(years["category"]) == {"RACE", "DISABILITY", "SEX"}
    assert len(set(shown.filter(period_type="three_years")["category"])) == 10


# Northmoor lost returns from before the scheme, Eastmarch the first quarter of it.
RETURNS = {
    "cases": """
        case_id   | force_code | case_type | date_aware
        northmoor | X23000001  | COMPLAINT | 2020-03-01
        eastmarch | X23000002  | COMPLAINT | 2020-03-01
    """,
    "allegations": """
        case_id   | allegation_id | allegation_scheme | category_code
        northmoor | a             | IOPC_2020         | F
        eastmarch | a             | IOPC_2020         | F
    """,
    "submissions": returns_without({"X23000001": "2017-18", "X23000002": "2019-20-Q4"}),
}


def test_quarters_before_the_scheme_neither_count_nor_are_missed(counted):
    assert_shows(
        counted(RETURNS).shown["counts"],
        """
        count_name    | area_code | period  | category | count | symbol
        f_allegations | X23000001 | 2017-20 | total    | 1     |
        f_allegations | X23000002 | 2017-20 | total    |       | x
        f_allegations | X23000002 | 2019-20 | total    |       | x
        f_allegations | X12000001 | 2019-20 | total    | 1     |
        f_allegations | X23000001 | 2017-18 | total    |       | z
        """,
    )


def test_a_return_missed_before_the_scheme_makes_no_figure_of_the_scheme_provisional(counted):
    assert_shows(
        counted(RETURNS).shown["measure_values"],
        """
        measure | area_code | period  | category | symbol | provisional
        D1      | X23000001 | 2017-20 | total    | u      | false
        """,
    )
