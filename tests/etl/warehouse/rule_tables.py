"""For each rule of `sql/rules/` that judges rows: rows it hits (`hit` = yes) and their neighbours.

Parents that a row names and that are not written are filled in. Ids belong to one rule each.
"""

# ruff: noqa: E501 -- a row of a table is one line

from tests.etl.warehouse.rule_tables_law import LAW

RULES: dict[str, dict[str, str]] = {
    "R03.forces.name": {
        "forces": """
            force_code | force_name      | region_code | region_name | hit
            X23000011  | Cumbria         | X12000001   | Upland      | yes
            X23000012  | WEST YORKSHIRE  | X12000001   | Upland      | yes
            X23000013  | Avon & Somerset | X12000001   | Upland      | yes
            X23000014  | Eastford        | X12000003   | London      | yes
            X23000015  | New Cumbria     | X12000001   | Upland      |
            X23000016  | Avonmoor        | X12000004   | Londonshire |
        """
    },
    "R04.allegations.sub_category": {
        "allegations": """
            case_id | allegation_id | allegation_scheme | category_code | sub_category_code | hit
            1       | A             | IOPC_2020         | F             | USE_OF_FORCE      | yes
            1       | B             | IOPC_2020         | B             | USE_OF_FORCE      |
            1       | C             | IOPC_2020         | F             | RACE              |
            1       | D             | IOPC_2020         | F             |                   |
            1       | E             | IOPC_2020         |               | USE_OF_FORCE      |
            1       | F             | IOPC_2020         | F             | NO_SUCH_CODE      |
        """
    },
    "R05.allegations.scheme": {
        "cases": """
            case_id | force_code | date_aware | date_recorded
            before  | X23000001  | 2020-01-31 |
            after   | X23000001  | 2020-02-01 |
            later   | X23000001  | 2020-01-31 | 2020-02-01
            btp     | BTP        | 2021-01-03 |
            btp-new | BTP        | 2021-01-04 |
        """,
        "allegations": """
            case_id | allegation_id | allegation_scheme | hit
            before  | A             | IOPC_2020         | yes
            before  | B             | IPCC_PRE_2020     |
            after   | A             | IOPC_2020         |
            after   | B             | IPCC_PRE_2020     | yes
            after   | C             |                   |
            later   | A             | IOPC_2020         |
            later   | B             | IPCC_PRE_2020     | yes
            btp     | A             | IOPC_2020         | yes
            btp     | B             | IPCC_PRE_2020     |
            btp-new | A             | IOPC_2020         |
            btp-new | B             | IPCC_PRE_2020     | yes
        """,
    },
    "R08.cases.incident_to": {
        "cases": """
            case_id | date_aware | incident_to | hit
            1       | 2024-04-01 | 2024-04-02  | yes
            2       | 2024-04-01 | 2024-04-01  |
            3       | 2024-04-01 |             |
        """
    },
    "R09.cases.incident_from": {
        "cases": """
            case_id | date_aware | incident_from | hit
            1       | 2024-04-01 | 2019-03-31    | yes
            2       | 2024-04-01 | 2019-04-01    |
            3       | 2024-04-01 |               |
        """
    },
    "R10.cases.order": {
        "cases": """
            case_id | date_aware | date_recorded | date_finalised | hit
            1       | 2024-04-02 | 2024-04-01    |                | yes
            2       | 2024-04-01 | 2024-04-03    | 2024-04-02     | yes
            3       | 2024-04-02 |               | 2024-04-01     | yes
            4       | 2024-04-01 | 2024-04-01    | 2024-04-01     |
            5       | 2024-04-01 | 2024-04-02    | 2024-04-03     |
            6       | 2024-04-01 |               |                |
        """
    },
    "R11.referrals.before_aware": {
        "referrals": """
            case_id | referral_seq | date_referred | hit
            1       | 1            | 2024-03-31    | yes
            2       | 1            | 2024-04-01    |
            2       | 2            | 2024-03-31    | yes
        """
    },
    "R11.referrals.late": {
        "referrals": """
            case_id | referral_seq | date_referred | hit
            1       | 1            | 2024-04-03    | yes
            2       | 1            | 2024-04-02    |
            2       | 2            | 2024-04-30    |
        """
    },
    "R12.mode_decisions.before_referral": {
        "mode_decisions": """
            case_id | referral_seq | decision_seq | mode        | is_current | date_decided | hit
            1       | 1            | 1            | INDEPENDENT | true       | 2024-04-01   | yes
            2       | 1            | 1            | INDEPENDENT | true       | 2024-04-02   |
            3       | 1            | 1            | PENDING     | true       |              |
        """
    },
    "R13.investigations.order": {
        "investigations": """
            case_id | investigation_seq | date_started | date_report | hit
            1       | 1                 | 2024-05-02   | 2024-05-01  | yes
            2       | 1                 | 2024-05-01   | 2024-05-01  |
            3       | 1                 | 2024-05-01   |             |
        """
    },
    "R13.allegation_subjects.decision": {
        "cases": """
            case_id | is_reinvestigation
            1       |
            again   | true
            unknown |
        """,
        "investigations": """
            case_id | investigation_seq | date_started | date_report
            1       | 1                 | 2024-05-01   | 2024-06-01
            1       | 2                 | 2024-05-01   | 2024-07-01
            again   | 1                 | 2024-05-01   | 2024-07-01
            unknown | 1                 | 2024-05-01   |
        """,
        "allegation_subjects": """
            case_id | allegation_id | subject_id | date_case_to_answer | hit
            1       | A             | S          | 2024-06-30          | yes
            1       | A             | T          | 2024-07-01          |
            1       | A             | U          |                     |
            again   | A             | S          | 2024-06-30          |
            unknown | A             | S          | 2024-04-01          |
        """,
    },
    "R13.allegation_subjects.decision.flagged": {
        "cases": """
            case_id | is_reinvestigation
            again   | true
            1       | false
        """,
        "investigations": """
            case_id | investigation_seq | date_started | date_report
            again   | 1                 | 2024-05-01   | 2024-07-01
            1       | 1                 | 2024-05-01   | 2024-07-01
        """,
        "allegation_subjects": """
            case_id | allegation_id | subject_id | date_case_to_answer | hit
            again   | A             | S          | 2024-06-30          | yes
            again   | A             | T          | 2024-07-01          |
            1       | A             | S          | 2024-06-30          |
        """,
    },
    "R13.proceedings.notice": {
        "cases": """
            case_id | is_reinvestigation
            again   | true
        """,
        "allegation_subjects": """
            case_id | allegation_id | subject_id | date_case_to_answer
            1       | A             | S          | 2024-06-01
            1       | B             | S          | 2024-07-01
            1       | A             | T          | 2024-08-01
            again   | A             | S          | 2024-07-01
        """,
        "proceedings": """
            proceeding_id | date_notice | is_joint | hit
            early         | 2024-06-30  |          | yes
            early-second  | 2024-07-31  | false    | yes
            same-day      | 2024-07-01  |          |
            joint         | 2024-06-30  | true     |
            again         | 2024-06-30  |          |
            no-notice     |             |          |
        """,
        "proceeding_subjects": """
            proceeding_id | case_id | subject_id
            early         | 1       | S
            early-second  | 1       | S
            early-second  | 1       | T
            same-day      | 1       | S
            joint         | 1       | S
            again         | again   | S
            no-notice     | 1       | S
        """,
    },
    "R13.proceedings.notice.flagged": {
        "cases": """
            case_id | is_reinvestigation
            again   | true
        """,
        "allegation_subjects": """
            case_id | allegation_id | subject_id | date_case_to_answer
            1       | A             | S          | 2024-07-01
            again   | A             | S          | 2024-07-01
        """,
        "proceedings": """
            proceeding_id | date_notice | is_joint | hit
            joint         | 2024-06-30  | true     | yes
            joint-later   | 2024-07-01  | true     |
            again         | 2024-06-30  |          | yes
            again-later   | 2024-07-01  |          |
            single        | 2024-06-30  | false    |
        """,
        "proceeding_subjects": """
            proceeding_id | case_id | subject_id
            joint         | 1       | S
            joint-later   | 1       | S
            again         | again   | S
            again-later   | again   | S
            single        | 1       | S
        """,
    },
    "R13.proceedings.order": {
        "proceedings": """
            proceeding_id | date_notice | date_first_day | date_concluded | hit
            1             | 2024-06-02  | 2024-06-01     |                | yes
            2             | 2024-06-01  | 2024-06-03     | 2024-06-02     | yes
            3             | 2024-06-02  |                | 2024-06-01     | yes
            4             | 2024-06-01  | 2024-06-01     | 2024-06-01     |
            5             |             | 2024-06-02     | 2024-06-02     |
        """
    },
    "R13.proceedings.finalised": {
        "cases": """
            case_id | date_finalised | is_reinvestigation
            1       | 2024-09-01     |
            earlier | 2024-08-01     |
            again   | 2024-09-01     | true
            open    |                |
        """,
        "proceedings": """
            proceeding_id | date_concluded | is_joint | hit
            late          | 2024-09-02     |          | yes
            late-for-one  | 2024-08-02     |          | yes
            same-day      | 2024-09-01     |          |
            joint         | 2024-09-02     | true     |
            again         | 2024-09-02     |          |
            open          | 2024-09-02     |          |
        """,
        "proceeding_subjects": """
            proceeding_id | case_id | subject_id
            late          | 1       | S
            late-for-one  | 1       | S
            late-for-one  | earlier | T
            same-day      | 1       | S
            joint         | 1       | S
            again         | again   | S
            open          | open    | S
        """,
    },
    "R13.proceedings.finalised.flagged": {
        "cases": """
            case_id | date_finalised | is_reinvestigation
            1       | 2024-09-01     |
            again   | 2024-09-01     | true
        """,
        "proceedings": """
            proceeding_id | date_concluded | is_joint | hit
            joint         | 2024-09-02     | true     | yes
            joint-in-time | 2024-09-01     | true     |
            again         | 2024-09-02     |          | yes
            single        | 2024-09-02     |          |
        """,
        "proceeding_subjects": """
            proceeding_id | case_id | subject_id
            joint         | 1       | S
            joint-in-time | 1       | S
            again         | again   | S
            single        | 1       | S
        """,
    },
    "R14.case_subjects.regime": {
        "cases": """
            case_id | date_aware | linked_to_pre_2020
            before  | 2020-01-31 |
            after   | 2020-02-01 |
            linked  | 2020-02-01 | true
        """,
        "case_subjects": """
            case_id | subject_id | regime      | hit
            before  | A          | CR2020      | yes
            before  | B          | CR2012      |
            after   | A          | CR2020      |
            after   | B          | CR2012      | yes
            after   | C          | CR2008      | yes
            after   | D          | PRE_2008    | yes
            after   | E          | STAFF_LOCAL |
            linked  | A          | CR2012      |
            linked  | B          | CR2020      |
        """,
    },
    "R15.cases.zero_days": {
        "cases": """
            case_id   | date_aware | date_finalised | hit
            heard     | 2024-04-01 | 2024-04-01     | yes
            day-after | 2024-04-01 | 2024-04-02     |
            meeting   | 2024-04-01 | 2024-04-01     |
            not-held  | 2024-04-01 | 2024-04-01     |
            nothing   | 2024-04-01 | 2024-04-01     |
        """,
        "proceedings": """
            proceeding_id | proceeding_type | proceeding_status
            heard         | HEARING         | HELD
            meeting       | MEETING         | HELD
            not-held      | HEARING         | WITHDRAWN
        """,
        "proceeding_subjects": """
            proceeding_id | case_id   | subject_id
            heard         | heard     | S
            heard         | heard     | T
            heard         | day-after | U
            meeting       | meeting   | S
            not-held      | not-held  | S
        """,
    },
    "R16.cases.duration": {
        "cases": """
            case_id | date_aware | date_finalised | hit
            1       | 2019-01-01 | 2024-01-02     | yes
            2       | 2019-01-01 | 2024-01-01     |
            3       | 2021-06-29 |                | yes
            4       | 2021-06-30 |                |
        """
    },
    "R18.proceeding_subjects.outcome": {
        "cases": """
            case_id | date_aware
            new     | 2024-04-01
            old     | 2016-04-01
        """,
        "case_subjects": """
            case_id | subject_id | regime
            new     | S          | CR2020
            new     | staff      | STAFF_LOCAL
            old     | S          | CR2012
        """,
        "proceedings": """
            proceeding_id | proceeding_type      | proceeding_status | date_first_day
            meet-new-1    | MEETING              | HELD              | 2024-09-01
            meet-new-2    | MEETING              | HELD              | 2024-09-01
            meet-old      | MEETING              | HELD              | 2016-09-01
            new-1         | HEARING              | HELD              | 2024-09-01
            new-2         | HEARING              | HELD              | 2024-09-01
            new-3         | HEARING              | HELD              | 2024-09-01
            new-4         | HEARING              | HELD              | 2024-09-01
            new-5         | HEARING              | HELD              | 2024-09-01
            new-6         | HEARING              | HELD              | 2024-09-01
            new-7         | HEARING              | HELD              | 2024-09-01
            new-8         | HEARING              | SCHEDULED         |
            new-9         | HEARING              | HELD              | 2024-09-01
            new-10        | HEARING              | HELD              | 2024-09-01
            old-1         | HEARING              | HELD              | 2016-09-01
            old-2         | HEARING              | HELD              | 2016-09-01
            old-3         | HEARING              | HELD              | 2016-09-01
            old-4         | HEARING              | HELD              | 2016-09-01
            accelerated-1 | ACCELERATED_HEARING  | HELD              | 2024-09-01
            accelerated-2 | ACCELERATED_HEARING  | HELD              | 2024-09-01
            special-1     | SPECIAL_CASE_HEARING | HELD              | 2016-09-01
            special-2     | SPECIAL_CASE_HEARING | HELD              | 2016-09-01
            left-1        | HEARING              | HELD              | 2017-12-14
            left-2        | HEARING              | HELD              | 2017-12-15
            staff-1       | HEARING              | HELD              | 2024-09-01
            staff-2       | HEARING              | HELD              | 2024-09-01
        """,
        "proceeding_subjects": """
            proceeding_id | case_id | subject_id | finding                 | outcome                   | is_former_officer | has_live_final_warning | has_multiple_incidents | hit
            meet-new-1    | new     | S          | MISCONDUCT_PROVEN       | FINAL_WRITTEN_WARNING     | false             |                        |                        |
            meet-new-2    | new     | S          | MISCONDUCT_PROVEN       | NO_FURTHER_ACTION         | false             |                        |                        | yes
            meet-old      | old     | S          | MISCONDUCT_PROVEN       | NO_FURTHER_ACTION         | false             |                        |                        |
            new-1         | new     | S          | GROSS_MISCONDUCT_PROVEN | REDUCTION_IN_RANK         | false             |                        |                        |
            new-2         | new     | S          | GROSS_MISCONDUCT_PROVEN | WRITTEN_WARNING           | false             |                        |                        | yes
            new-3         | new     | S          | MISCONDUCT_PROVEN       | DISMISSAL_WITHOUT_NOTICE  | false             |                        |                        | yes
            new-4         | new     | S          | MISCONDUCT_PROVEN       | DISMISSAL_WITHOUT_NOTICE  | false             | true                   |                        |
            new-5         | new     | S          | MISCONDUCT_PROVEN       | REDUCTION_IN_RANK         | false             | false                  | true                   |
            new-6         | new     | S          | NOT_PROVEN              |                           | false             |                        |                        |
            new-7         | new     | S          | NOT_PROVEN              | WRITTEN_WARNING           | false             |                        |                        | yes
            new-8         | new     | S          |                         |                           | false             |                        |                        |
            new-9         | new     | S          | GROSS_MISCONDUCT_PROVEN |                           | false             |                        |                        |
            new-10        | new     | S          | GROSS_MISCONDUCT_PROVEN | DISMISSAL_WITHOUT_NOTICE  | true              |                        |                        | yes
            old-1         | old     | S          | GROSS_MISCONDUCT_PROVEN | REDUCTION_IN_RANK         | false             |                        |                        | yes
            old-2         | old     | S          | GROSS_MISCONDUCT_PROVEN | DISMISSAL_WITH_NOTICE     | false             |                        |                        |
            old-3         | old     | S          | MISCONDUCT_PROVEN       | DISMISSAL_WITH_NOTICE     | false             |                        | true                   | yes
            old-4         | old     | S          | MISCONDUCT_PROVEN       | DISMISSAL_WITH_NOTICE     | false             | true                   |                        |
            accelerated-1 | new     | S          | GROSS_MISCONDUCT_PROVEN | FINAL_WRITTEN_WARNING     | false             |                        |                        |
            accelerated-2 | new     | S          | MISCONDUCT_PROVEN       | FINAL_WRITTEN_WARNING     | false             |                        |                        | yes
            special-1     | old     | S          | GROSS_MISCONDUCT_PROVEN | EXTENSION_OF_FWW          | false             |                        |                        |
            special-2     | old     | S          | GROSS_MISCONDUCT_PROVEN | WRITTEN_WARNING           | false             |                        |                        | yes
            left-1        | old     | S          | GROSS_MISCONDUCT_PROVEN | WOULD_HAVE_BEEN_DISMISSED | true              |                        |                        | yes
            left-2        | old     | S          | GROSS_MISCONDUCT_PROVEN | WOULD_HAVE_BEEN_DISMISSED | true              |                        |                        |
            staff-1       | new     | staff      | GROSS_MISCONDUCT_PROVEN | MANAGEMENT_ACTION         | false             |                        |                        |
            staff-2       | new     | staff      | GROSS_MISCONDUCT_PROVEN | REDUCTION_IN_RANK         | false             |                        |                        | yes
        """,
    },
    "R19.proceeding_subjects.meeting": {
        "proceedings": """
            proceeding_id | proceeding_type
            meeting-1     | MEETING
            meeting-2     | MEETING
            meeting-3     | MEETING
            meeting-4     | MEETING
            meeting-5     | MEETING
            hearing       | HEARING
        """,
        "proceeding_subjects": """
            proceeding_id | case_id | subject_id | finding                 | outcome                   | hit
            meeting-1     | 1       | S          | GROSS_MISCONDUCT_PROVEN | FINAL_WRITTEN_WARNING     | yes
            meeting-2     | 1       | S          | MISCONDUCT_PROVEN       | DISMISSAL_WITHOUT_NOTICE  | yes
            meeting-3     | 1       | S          |                         | DISMISSAL_WITH_NOTICE     | yes
            meeting-4     | 1       | S          |                         | WOULD_HAVE_BEEN_DISMISSED | yes
            meeting-5     | 1       | S          | MISCONDUCT_PROVEN       | FINAL_WRITTEN_WARNING     |
            hearing       | 1       | S          | GROSS_MISCONDUCT_PROVEN | DISMISSAL_WITHOUT_NOTICE  |
        """,
    },
    "R20.proceeding_subjects.sanction": {
        "proceedings": """
            proceeding_id | proceeding_status
            held-1        | HELD
            held-2        | HELD
            held-3        | HELD
            held-4        | HELD
            held-5        | HELD
            held-6        | HELD
            withdrawn     | WITHDRAWN
            withdrawn-nfa | WITHDRAWN
            discontinued  | DISCONTINUED
            stayed        | STAYED
        """,
        "proceeding_subjects": """
            proceeding_id | case_id | subject_id | finding           | outcome           | hit
            held-1        | 1       | S          | NOT_PROVEN        | WRITTEN_WARNING   | yes
            held-2        | 1       | S          | NO_FINDING        | WRITTEN_WARNING   | yes
            held-3        | 1       | S          | NOT_PROVEN        | RPRP              |
            held-4        | 1       | S          | NOT_PROVEN        | NO_FURTHER_ACTION |
            held-5        | 1       | S          | NOT_PROVEN        |                   |
            held-6        | 1       | S          | MISCONDUCT_PROVEN | WRITTEN_WARNING   |
            withdrawn     | 1       | S          |                   | WRITTEN_WARNING   | yes
            withdrawn-nfa | 1       | S          | NO_FINDING        | NO_FURTHER_ACTION |
            discontinued  | 1       | S          |                   | MANAGEMENT_ACTION | yes
            stayed        | 1       | S          |                   |                   |
        """,
    },
    "R21.proceeding_subjects.no_outcome": {
        "proceeding_subjects": """
            proceeding_id | case_id | subject_id | finding                 | outcome               | hit
            1             | 1       | S          | GROSS_MISCONDUCT_PROVEN |                       | yes
            2             | 1       | S          | GROSS_MISCONDUCT_PROVEN | FINAL_WRITTEN_WARNING |
            3             | 1       | S          | GROSS_MISCONDUCT_PROVEN | NOT_KNOWN             |
            4             | 1       | S          | MISCONDUCT_PROVEN       |                       |
        """
    },
    "R22.proceeding_subjects.not_a_sanction": {
        "case_subjects": """
            case_id | subject_id | regime
            1       | new        | CR2020
            1       | staff      | STAFF_LOCAL
        """,
        "proceeding_subjects": """
            proceeding_id | case_id | subject_id | finding                 | outcome           | hit
            1             | 1       | new        | MISCONDUCT_PROVEN       | RPRP              | yes
            2             | 1       | new        | GROSS_MISCONDUCT_PROVEN | MANAGEMENT_ACTION | yes
            3             | 1       | new        | NOT_PROVEN              | RPRP              |
            4             | 1       | new        | MISCONDUCT_PROVEN       | WRITTEN_WARNING   |
            5             | 1       | staff      | MISCONDUCT_PROVEN       | MANAGEMENT_ACTION |
        """,
    },
    "R23.proceeding_subjects.would_have_been": {
        "proceedings": """
            proceeding_id | date_first_day | date_concluded
            1             | 2024-09-01     |
            2             | 2024-09-01     |
            3             | 2024-09-01     |
            4             | 2017-12-14     |
            5             | 2017-12-15     |
            6             |                | 2017-12-14
            7             |                |
        """,
        "proceeding_subjects": """
            proceeding_id | case_id | subject_id | finding                 | outcome                   | is_former_officer | hit
            1             | 1       | S          | GROSS_MISCONDUCT_PROVEN | WOULD_HAVE_BEEN_DISMISSED | true              |
            2             | 1       | S          | GROSS_MISCONDUCT_PROVEN | WOULD_HAVE_BEEN_DISMISSED | false             | yes
            3             | 1       | S          | MISCONDUCT_PROVEN       | WOULD_HAVE_BEEN_DISMISSED | true              | yes
            4             | 1       | S          | GROSS_MISCONDUCT_PROVEN | WOULD_HAVE_BEEN_DISMISSED | true              | yes
            5             | 1       | S          | GROSS_MISCONDUCT_PROVEN | WOULD_HAVE_BEEN_DISMISSED | true              |
            6             | 1       | S          | GROSS_MISCONDUCT_PROVEN | WOULD_HAVE_BEEN_DISMISSED | true              | yes
            7             | 1       | S          |                         | WOULD_HAVE_BEEN_DISMISSED | true              | yes
        """,
    },
    "R24.proceeding_subjects.abolished": {
        "case_subjects": """
            case_id | subject_id | regime
            1       | new        | CR2020
            1       | old        | CR2012
        """,
        "proceeding_subjects": """
            proceeding_id | case_id | subject_id | outcome                  | hit
            1             | 1       | new        | DISMISSAL_WITH_NOTICE    | yes
            2             | 1       | new        | MANAGEMENT_ADVICE        | yes
            3             | 1       | new        | EXTENSION_OF_FWW         | yes
            4             | 1       | new        | DISMISSAL_WITHOUT_NOTICE |
            5             | 1       | old        | DISMISSAL_WITH_NOTICE    |
        """,
    },
} | LAW
