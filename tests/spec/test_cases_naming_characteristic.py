"""Count `cases_naming_characteristic`: cases of any kind in which a characteristic is named."""

from tests.spec.publishing import assert_shows

NAMED = {
    "cases": """
        case_id    | force_code | case_type          | date_aware | date_recorded
        complaint  | X23000001  | COMPLAINT          | 2018-03-31 | 2018-04-20
        conduct    | X23000001  | RECORDABLE_CONDUCT | 2018-04-01 |
        not_stated | X23000001  |                    | 2018-04-01 |
    """,
    "allegations": """
        case_id    | allegation_id
        complaint  | a
        complaint  | b
        conduct    | a
        not_stated | a
    """,
    "allegation_characteristics": """
        case_id    | allegation_id | characteristic
        complaint  | a             | RACE
        complaint  | b             | RACE
        complaint  | b             | AGE
        conduct    | a             | RACE
        conduct    | a             | SEX
        conduct    | a             | SEXUAL_ORIENTATION
        not_stated | a             | RACE
    """,
}


def test_a_case_counts_once_under_each_characteristic_in_the_year_it_came_to_attention(counted):
    # Whatever its kind, its scheme, or the number of its allegations.
    assert_shows(
        counted(NAMED).shown["counts"],
        """
        count_name                  | area_code | period  | category           | count | symbol
        cases_naming_characteristic | X92000001 | 2017-18 | RACE               | 1     |
        cases_naming_characteristic | X92000001 | 2017-18 | AGE                | 1     |
        cases_naming_characteristic | X92000001 | 2018-19 | RACE               | 2     |
        cases_naming_characteristic | X92000001 | 2018-19 | SEX                | 1     |
        cases_naming_characteristic | X92000001 | 2018-19 | SEXUAL_ORIENTATION | 1     |
        cases_naming_characteristic | X92000001 | 2018-19 | AGE                | 0     |
        cases_naming_characteristic | X12000001 | 2017-20 | SEX                | 1     |
        cases_naming_characteristic | X12000001 | 2017-20 | RACE               | 3     |
        """,
    )
