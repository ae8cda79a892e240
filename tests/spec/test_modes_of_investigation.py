"""R3: how the IOPC decided, by the day of the decision; R3_cohort: by the day of the referral."""

# ruff: noqa: E501 -- a row of a table is one line

from tests.spec.publishing import assert_absent, assert_shows

# In force now: independent, local twice, returned; one pending with and one without a decision.
DECIDED = {
    "cases": """
        case_id  | date_aware | case_type
        plain    | 2022-05-01 | CONDUCT
        changed  | 2022-05-01 | COMPLAINT
        edges    | 2022-05-01 | DSI
        pending  | 2022-05-01 | CONDUCT
        none     | 2022-05-01 | CONDUCT
        twice    | 2022-05-01 | CONDUCT
        no_day   | 2022-05-01 | CONDUCT
    """,
    "referrals": """
        case_id | referral_seq | date_referred
        plain   | 1            | 2022-05-02
        changed | 1            | 2022-05-02
        edges   | 1            | 2023-03-31
        pending | 1            | 2022-05-02
        none    | 1            | 2022-05-02
        twice   | 1            | 2022-05-02
        twice   | 2            | 2022-05-02
        no_day  | 1            | 2022-05-02
    """,
    "mode_decisions": """
        case_id | referral_seq | decision_seq | date_decided | mode            | is_current
        plain   | 1            | 1            | 2022-05-10   | INDEPENDENT     | true
        changed | 1            | 1            | 2022-05-10   | INDEPENDENT     | false
        changed | 1            | 2            | 2023-04-01   | LOCAL           | true
        edges   | 1            | 1            | 2023-03-31   | LOCAL           | true
        pending | 1            | 1            |              | PENDING         | true
        twice   | 1            | 1            | 2022-06-01   | RETURN_TO_FORCE | true
        twice   | 2            | 1            | 2022-06-01   | DIRECTED        | true
        twice   | 2            | 2            | 2022-07-01   | RETURN_TO_FORCE | true
        no_day  | 1            | 1            |              | DIRECTED        | true
    """,
}


def test_a_referral_counts_once_with_the_mode_now_in_force_on_the_day_it_was_decided(counted):
    # `changed` was decided anew on 1 April 2023; of two decisions marked as in force the last is.
    assert_shows(
        counted(DECIDED).shown["counts"],
        """
        count_name     | area_code | period     | breakdown | category        | count
        mode_decisions | X23000001 | 2022-23    | total     | total           | 4
        mode_decisions | X23000001 | 2022-23    | mode      | INDEPENDENT     | 1
        mode_decisions | X23000001 | 2022-23    | mode      | LOCAL           | 1
        mode_decisions | X23000001 | 2022-23    | mode      | RETURN_TO_FORCE | 2
        mode_decisions | X23000001 | 2022-23    | mode      | DIRECTED        | 0
        mode_decisions | X23000001 | 2023-24    | mode      | LOCAL           | 1
        mode_decisions | X92000001 | 2022-23-Q4 | mode      | LOCAL           | 1
        mode_decisions | X92000001 | 2022-23-Q2 | mode      | RETURN_TO_FORCE | 1
        """,
    )


def test_the_mix_is_a_share_of_all_that_were_decided(counted):
    shown = counted(DECIDED).shown["measure_values"]
    assert_shows(
        shown,
        """
        measure | area_code | period  | breakdown | category        | numerator | denominator | value
        R3      | X23000001 | 2022-23 | mode      | INDEPENDENT     | 1         | 4           | 25
        R3      | X23000001 | 2022-23 | mode      | RETURN_TO_FORCE | 2         | 4           | 50
        R3      | X23000001 | 2020-23 | mode      | LOCAL           | 1         | 4           | 25
        """,
    )
    assert_absent(shown, measure="R3", breakdown="total")
    assert_absent(shown, measure="R3_cohort", breakdown="total")


def test_followed_from_the_referral_nothing_drops_out_and_what_is_undecided_is_shown(counted):
    # Eight referrals: pending are `pending` and `none`; `no_day` has a mode without a day.
    assert_shows(
        counted(DECIDED).shown["measure_values"],
        """
        measure   | area_code | period  | breakdown | category        | numerator | denominator | value
        R3_cohort | X23000001 | 2022-23 | mode      | PENDING         | 2         | 8           | 25
        R3_cohort | X23000001 | 2022-23 | mode      | INDEPENDENT     | 1         | 8           | 12.5
        R3_cohort | X23000001 | 2022-23 | mode      | LOCAL           | 2         | 8           | 25
        R3_cohort | X23000001 | 2022-23 | mode      | RETURN_TO_FORCE | 2         | 8           | 25
        R3_cohort | X23000001 | 2022-23 | mode      | DIRECTED        | 1         | 8           | 12.5
        R3_cohort | X23000001 | 2023-24 | mode      | LOCAL           | 0         | 0           |
        """,
    )
