"""D1: allegations of discriminatory behaviour among all allegations in complaints, new scheme."""

from tests.spec.publishing import assert_shows

ALLEGED = {
    "cases": """
        case_id   | case_type          | date_aware | date_recorded
        complaint | COMPLAINT          | 2022-05-01 | 2022-05-02
        recorded  | COMPLAINT          | 2022-03-31 | 2022-04-01
        last_day  | COMPLAINT          | 2023-03-31 |
        conduct   | CONDUCT            | 2022-05-01 |
        recorded_ | RECORDABLE_CONDUCT | 2022-05-01 |
        old       | COMPLAINT          | 2020-01-31 |
        new       | COMPLAINT          | 2020-01-31 | 2020-02-01
        not_said  |                    | 2022-05-01 |
    """,
    "allegations": """
        case_id   | allegation_id | allegation_scheme | category_code
        complaint | a             | IOPC_2020         | F
        complaint | b             | IOPC_2020         | A
        complaint | c             | IOPC_2020         | H
        complaint | d             |                   |
        recorded  | a             | IOPC_2020         | F
        last_day  | a             | IOPC_2020         | B
        conduct   | a             | IOPC_2020         | F
        recorded_ | a             | IOPC_2020         | B
        old       | a             | IPCC_PRE_2020     | F
        old       | b             | IPCC_PRE_2020     | A
        new       | a             | IOPC_2020         | F
        not_said  | a             | IOPC_2020         | F
    """,
}


def test_allegations_in_complaints_count_in_the_quarter_they_were_logged(counted):
    # Not of conduct matters, of cases without a type, or without a category of the new scheme.
    assert_shows(
        counted(ALLEGED).shown["counts"],
        """
        count_name            | area_code | period     | category | count | symbol
        complaint_allegations | X23000001 | 2022-23    | total    | 5     |
        f_allegations         | X23000001 | 2022-23    | total    | 2     |
        complaint_allegations | X92000001 | 2022-23-Q1 | total    | 4     |
        complaint_allegations | X92000001 | 2022-23-Q4 | total    | 1     |
        complaint_allegations | X23000001 | 2021-22    | total    | 0     |
        complaint_allegations | X23000001 | 2019-20    | total    | 1     |
        complaint_allegations | X23000001 | 2018-19    | total    |       | z
        """,
    )


def test_the_share_is_shown_for_every_force_and_year_of_the_scheme(counted):
    assert_shows(
        counted(ALLEGED).shown["measure_values"],
        """
        measure | area_code | period     | category | numerator | denominator | value | symbol
        D1      | X23000001 | 2022-23    | total    | 2         | 5           | 40    | u
        D1      | X23000001 | 2019-20    | total    | 1         | 1           | 100   | u
        D1      | X92000001 | 2022-23-Q1 | total    | 2         | 4           | 50    | u
        D1      | X23000001 | 2021-22    | total    | 0         | 0           |       | z
        D1      | X23000001 | 2018-19    | total    |           |             |       | z
        """,
    )
