"""Keys, parents and codes where the plain case would pass by luck."""

import pytest

from tests.etl.warehouse.engine import Checked, checked

TABLES = {
    "cases": """
        case_id  | date_aware | date_recorded | force_code
        same     | 2024-04-01 |               | X23000001
        same     | 2024-04-01 |               | X23000001
        same     | 2024-04-01 |               | X23000001
        conflict | 2024-04-01 |               | X23000001
        conflict | 2024-04-01 |               | X23000002
        conflict | 2024-04-01 |               | X23000001
        2018     | 2018-04-01 |               | X23000001
    """,
    "referrals": """
        case_id  | referral_seq | date_referred | referral_route
        same     | 1            | 2024-04-02    | VOLUNTARY
        same     | 01           | 2024-04-02    | VOLUNTARY
        same     | 2            | 2024-03-31    | VOLUNTARY
        conflict | 1            | 2024-03-31    | VOLUNTARY
        conflict | x            | 2024-04-02    | VOLUNTARY
        conflict | x            | 2024-04-02    | MANDATORY
        2018     | 1            | 2020-01-31    | POWER_OF_INITIATIVE
        2018     | 2            | 2020-02-01    | POWER_OF_INITIATIVE
    """,
    "proceedings": """
        proceeding_id | date_notice | proceeding_type
        A             | 2020-01-31  | ACCELERATED_HEARING
        B             | 2020-02-01  | ACCELERATED_HEARING
        C             |             | ACCELERATED_HEARING
        D             | 2020-01-31  | SPECIAL_CASE_HEARING
    """,
    "allegations": """
        case_id | allegation_id | allegation_scheme | category_code | sub_category_code
        2018    | A             | IPCC_PRE_2020     | Y             |
        2018    | B             | IOPC_2020         | Y             |
        2018    | C             |                   | F             |
        2018    | D             |                   |               |
        2018    | E             | IPCC_PRE_2020     | F             | RACE
    """,
}


@pytest.fixture(scope="module")
def found() -> Checked:
    return checked(TABLES)


HITS = {
    # The first of identical rows is kept; of contradicting ones, none.
    "R01.cases.duplicate": [3, 4],
    "R01.cases.key": [5, 6, 7],
    # 1 and 01 are one number: the rows contradict each other as they were delivered.
    "R01.referrals.key": [2, 3],
    "R01.referrals.duplicate": [],
    "R00.referrals.referral_seq": [6, 7],
    # One line each, though the parent is there three times.
    "R11.referrals.before_aware": [4, 5],
    # A code is judged on the day of its record.
    "R02.referrals.referral_route": [8],
    "R02.proceedings.proceeding_type": [2],
    # A letter is judged within its scheme.
    "R02.allegations.category_code": [3, 4],
    "R02.allegations.sub_category_code": [6],
}


@pytest.mark.parametrize("name", HITS)
def test_a_check_hits_these_lines(found, name):
    assert found.lines(name) == HITS[name]


def test_children_of_contradicting_rows_follow_them_and_those_of_repeated_rows_do_not(found):
    assert found.quarantined["cases"] == [
        (3, "R01.cases.duplicate"),
        (4, "R01.cases.duplicate"),
        *((line, "R01.cases.key") for line in (5, 6, 7)),
    ]
    reasons = dict(found.quarantined["referrals"])
    assert 4 in reasons  # before the matter came to attention
    assert reasons[5] == "R11.referrals.before_aware"
    assert reasons[6] == reasons[7] == "R00.referrals.referral_seq"
    assert 9 not in reasons


def test_two_deliveries_may_use_the_same_ids(tmp_path):
    from tests.deliveries import write_delivery
    from tests.etl.warehouse.engine import received

    folders = [
        write_delivery(
            tmp_path / force,
            {
                "cases": f"case_id | force_code\n1 | {force}",
                "referrals": "case_id\n1",
                "workforce": "force_code",
            },
            forces=f"force_code | force_name | region_code | region_name\n{force} | {force} | "
            "X12000001 | Upland",
        )
        for force in ("X23000001", "X23000002")
    ]
    found = received(*folders)
    assert found.hits.height == 0
    assert found.accounting.filter(entity="cases").row(0)[1:] == ("cases", 2, 2, 0, 0)
