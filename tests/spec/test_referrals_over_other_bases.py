"""R2: mandatory referrals among all; R1 over officers and over cases instead of the workforce."""

from tests.spec.publishing import assert_absent, assert_shows

REFERRED = {
    "cases": """
        case_id | case_type          | date_aware | linked_to_pre_2020
        fatal   | DSI                | 2022-05-01 |
        assault | COMPLAINT          | 2022-05-01 |
        corrupt | RECORDABLE_CONDUCT | 2022-06-01 | true
        rude    | COMPLAINT          | 2022-12-01 |
        later   | CONDUCT            | 2023-04-01 |
    """,
    "referrals": """
        case_id | referral_seq | date_referred | referral_route      | matter_type
        fatal   | 1            | 2022-05-02    | MANDATORY           |
        assault | 1            | 2022-05-02    | MANDATORY           |
        assault | 2            | 2022-12-01    | VOLUNTARY           |
        corrupt | 1            | 2022-06-02    | MANDATORY           |
        corrupt | 2            | 2023-03-31    | DG_REQUIRED         | DSI
        later   | 1            | 2023-04-01    | POWER_OF_INITIATIVE |
    """,
}


def test_mandatory_is_the_route_and_the_base_is_all_routes(counted):
    assert_shows(
        counted(REFERRED).shown["measure_values"],
        """
        measure | area_code | period     | breakdown | category           | numerator | denominator | value
        R2      | X23000001 | 2022-23    | total     | total              | 3         | 5           | 60
        R2      | X92000001 | 2022-23    | case_type | DSI                | 1         | 2           | 50
        R2      | X92000001 | 2022-23    | case_type | COMPLAINT          | 1         | 2           | 50
        R2      | X92000001 | 2022-23    | case_type | RECORDABLE_CONDUCT | 1         | 1           | 100
        R2      | X92000001 | 2022-23    | regime    | CR2012             | 1         | 2           | 50
        R2      | X92000001 | 2022-23-Q1 | total     | total              | 3         | 3           | 100
        R2      | X23000001 | 2023-24    | total     | total              | 0         | 1           | 0
        """,  # noqa: E501
    )


def test_without_a_referral_there_is_no_share(counted):
    assert_shows(
        counted(REFERRED).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | symbol
        R2      | X23000002 | 2022-23 | total    | 0         | 0           |       | z
        R1      | X23000002 | 2022-23 | total    | 0         | 1000        | 0     | u
        """,
    )


def test_the_same_referrals_stand_over_officers_and_over_cases(counted):
    # Cases count by the day they came to attention, referrals by the day they were received.
    shown = counted(REFERRED).shown["measure_values"]
    assert_shows(
        shown,
        """
        measure     | area_code | period  | category | numerator | denominator | value
        R1          | X23000001 | 2022-23 | total    | 5         | 1000        | 5
        R1_officers | X23000001 | 2022-23 | total    | 5         | 1000        | 5
        R1_cases    | X23000001 | 2022-23 | total    | 5         | 4           | 1250
        R1_cases    | X23000001 | 2023-24 | total    | 1         | 1           | 1000
        """,
    )
    assert_absent(shown, measure="R1_cases", breakdown="referral_route")
