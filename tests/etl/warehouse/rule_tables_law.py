"""The tables of rules 25 to 49, in the form of `rule_tables`."""

# ruff: noqa: E501 -- a row of a table is one line

LAW: dict[str, dict[str, str]] = {
    "R25.proceeding_subjects.reduction_in_rank": {
        "case_subjects": """
            case_id | subject_id | regime      | rank
            1       | old        | CR2012      | SERGEANT
            1       | older      | CR2008      | SERGEANT
            1       | oldest     | PRE_2008    | SERGEANT
            1       | new        | CR2020      | SERGEANT
            1       | staff      | STAFF_LOCAL | NOT_APPLICABLE
        """,
        "proceeding_subjects": """
            proceeding_id | case_id | subject_id | outcome               | hit
            1             | 1       | old        | REDUCTION_IN_RANK     | yes
            1             | 1       | older      | REDUCTION_IN_RANK     | yes
            1             | 1       | oldest     | REDUCTION_IN_RANK     |
            1             | 1       | new        | REDUCTION_IN_RANK     |
            1             | 1       | staff      | REDUCTION_IN_RANK     |
            2             | 1       | old        | FINAL_WRITTEN_WARNING |
        """,
    },
    "R25.proceeding_subjects.reduction_in_rank.constable": {
        "case_subjects": """
            case_id | subject_id | rank
            1       | constable  | CONSTABLE
            1       | special    | SPECIAL
            1       | sergeant   | SERGEANT
            1       | unknown    |
        """,
        "proceeding_subjects": """
            proceeding_id | case_id | subject_id | outcome               | hit
            1             | 1       | constable  | REDUCTION_IN_RANK     | yes
            1             | 1       | special    | REDUCTION_IN_RANK     | yes
            1             | 1       | sergeant   | REDUCTION_IN_RANK     |
            1             | 1       | unknown    | REDUCTION_IN_RANK     |
            2             | 1       | constable  | FINAL_WRITTEN_WARNING |
        """,
    },
    "R26.mode_decisions.managed": {
        "cases": """
            case_id | force_code
            own     | X23000001
            real    | E23000002
            hmrc    | HMRC
            btp     | BTP
            unknown | X23999999
        """,
        "mode_decisions": """
            case_id | referral_seq | decision_seq | mode       | date_decided | is_current | hit
            own     | 1            | 1            | MANAGED    | 2020-01-31   | false      |
            own     | 1            | 2            | MANAGED    | 2020-02-01   | false      | yes
            own     | 1            | 3            | SUPERVISED | 2020-02-01   | false      | yes
            own     | 1            | 4            | DIRECTED   | 2020-02-01   | false      |
            own     | 1            | 5            | MANAGED    |              | true       |
            real    | 1            | 1            | MANAGED    | 2024-05-01   | true       | yes
            hmrc    | 1            | 1            | MANAGED    | 2025-07-10   | false      |
            hmrc    | 1            | 2            | SUPERVISED | 2025-07-11   | true       | yes
            btp     | 1            | 1            | MANAGED    | 2025-07-11   | true       |
            unknown | 1            | 1            | MANAGED    | 2024-05-01   | true       |
        """,
    },
    "R26.investigations.managed": {
        "cases": """
            case_id | force_code
            before  | X23000001
            since   | X23000001
            decided | X23000001
            late    | X23000001
            btp     | BTP
        """,
        "mode_decisions": """
            case_id | referral_seq | decision_seq | mode       | date_decided | is_current
            decided | 1            | 1            | SUPERVISED | 2020-01-31   | true
            late    | 1            | 1            | SUPERVISED | 2020-02-01   | true
            since   | 1            | 1            | LOCAL      | 2020-01-31   | true
        """,
        "investigations": """
            case_id | investigation_seq | mode       | date_started | hit
            before  | 1                 | MANAGED    | 2020-01-31   |
            since   | 1                 | MANAGED    | 2020-02-01   | yes
            since   | 2                 | DIRECTED   | 2020-02-01   |
            decided | 1                 | SUPERVISED | 2020-02-03   |
            late    | 1                 | SUPERVISED | 2020-02-03   | yes
            btp     | 1                 | MANAGED    | 2020-02-03   |
        """,
    },
    "R27.mode_decisions.directed": {
        "mode_decisions": """
            case_id | referral_seq | decision_seq | mode     | date_decided | is_current | hit
            1       | 1            | 1            | DIRECTED | 2020-01-31   | false      | yes
            1       | 1            | 2            | DIRECTED | 2020-02-01   | false      |
            1       | 1            | 3            | MANAGED  | 2020-01-31   | false      |
            1       | 1            | 4            | DIRECTED |              | true       |
        """
    },
    "R28.investigations.no_referral": {
        "referrals": """
            case_id  | referral_seq | referral_route
            referred | 1            | VOLUNTARY
            own      | 1            | POWER_OF_INITIATIVE
        """,
        "investigations": """
            case_id  | investigation_seq | mode        | date_started | hit
            never    | 1                 | LOCAL       | 2024-05-01   | yes
            never    | 2                 |             | 2024-05-01   |
            referred | 1                 | LOCAL       | 2024-05-01   |
            own      | 1                 | INDEPENDENT | 2024-05-01   |
        """,
    },
    "R29.referrals.dsi_voluntary": {
        "cases": """
            case_id  | case_type
            death    | DSI
            matter   | RECORDABLE_CONDUCT
            met      | COMPLAINT
            other    | COMPLAINT
            unstated |
        """,
        "referrals": """
            case_id  | referral_seq | referral_route | matter_type | hit
            death    | 1            | VOLUNTARY      |             | yes
            death    | 2            | MANDATORY      | DSI         |
            matter   | 1            | VOLUNTARY      | DSI         | yes
            met      | 1            | VOLUNTARY      | COMPLAINT   | yes
            met      | 2            | VOLUNTARY      | COMPLAINT   |
            other    | 1            | VOLUNTARY      | COMPLAINT   |
            unstated | 1            | VOLUNTARY      |             |
        """,
        "referral_criteria": """
            case_id | referral_seq | criterion
            met     | 1            | DEATH_OR_SERIOUS_INJURY
            met     | 2            | SERIOUS_ASSAULT
        """,
    },
    "R30.proceedings.chair": {
        "proceedings": """
            proceeding_id | proceeding_type     | date_notice | chair_type    | hit
            1             | HEARING             | 2024-05-07  | LQC           | yes
            2             | HEARING             | 2024-05-06  | LQC           |
            3             | HEARING             | 2024-05-07  | CHIEF_OFFICER |
            4             | MEETING             | 2024-05-07  | LQC           |
            5             | ACCELERATED_HEARING | 2024-05-07  | LQC           | yes
            6             | HEARING             |             | LQC           |
        """
    },
    "R31.proceeding_subjects.dismissed_for_misconduct": {
        "case_subjects": """
            case_id | subject_id | regime
            1       | new        | CR2020
            1       | old        | CR2012
            1       | staff      | STAFF_LOCAL
        """,
        "proceeding_subjects": """
            proceeding_id | case_id | subject_id | finding                 | outcome                  | has_live_final_warning | has_multiple_incidents | hit
            1             | 1       | new        | MISCONDUCT_PROVEN       | DISMISSAL_WITHOUT_NOTICE |                        | false                  | yes
            2             | 1       | new        | MISCONDUCT_PROVEN       | DISMISSAL_WITHOUT_NOTICE | true                   |                        |
            3             | 1       | new        | MISCONDUCT_PROVEN       | DISMISSAL_WITHOUT_NOTICE |                        | true                   |
            4             | 1       | new        | MISCONDUCT_PROVEN       | FINAL_WRITTEN_WARNING    |                        |                        |
            5             | 1       | new        | GROSS_MISCONDUCT_PROVEN | DISMISSAL_WITHOUT_NOTICE |                        |                        |
            6             | 1       | new        | MISCONDUCT_PROVEN       | DISMISSAL_WITH_NOTICE    | false                  | false                  | yes
            7             | 1       | old        | MISCONDUCT_PROVEN       | DISMISSAL_WITH_NOTICE    |                        |                        |
            8             | 1       | staff      | MISCONDUCT_PROVEN       | DISMISSAL_WITHOUT_NOTICE |                        |                        |
        """,
    },
    "R32.case_subjects.staff_regime": {
        "cases": """
            case_id | date_aware
            new     | 2024-04-01
            old     | 2016-04-01
        """,
        "case_subjects": """
            case_id | subject_id | worker_group         | regime      | hit
            new     | A          | STAFF                | CR2020      | yes
            new     | B          | PCSO                 | CR2020      | yes
            new     | C          | DESIGNATED_OFFICER   | CR2020      | yes
            new     | D          | CONTRACTOR           | CR2020      | yes
            new     | E          | VOLUNTEER            | CR2020      | yes
            new     | F          | STAFF                | STAFF_LOCAL |
            new     | G          | CONTRACTOR           | OTHER_BODY  |
            new     | H          | REGULAR_OFFICER      | CR2020      |
            new     | I          | SPECIAL_CONSTABLE    | CR2020      |
            new     | J          | OFFICER_UNIDENTIFIED | CR2020      |
            old     | A          | STAFF                | CR2012      | yes
            old     | B          | STAFF                | CR2008      | yes
            old     | C          | STAFF                | PRE_2008    |
        """,
    },
    # 6 May 2024 was a bank holiday: 16 May is the tenth working day after 1 May, 23 May the last.
    "R33.proceedings.accelerated_notice": {
        "proceedings": """
            proceeding_id | proceeding_type     | date_notice | date_first_day | hit
            ninth         | ACCELERATED_HEARING | 2024-05-01  | 2024-05-15     | yes
            tenth         | ACCELERATED_HEARING | 2024-05-01  | 2024-05-16     |
            fifteenth     | ACCELERATED_HEARING | 2024-05-01  | 2024-05-23     |
            sixteenth     | ACCELERATED_HEARING | 2024-05-01  | 2024-05-24     | yes
            from-saturday | ACCELERATED_HEARING | 2024-05-04  | 2024-05-20     |
            too-soon      | ACCELERATED_HEARING | 2024-05-04  | 2024-05-17     | yes
            waiting       | ACCELERATED_HEARING | 2024-05-01  |                |
            no-notice     | ACCELERATED_HEARING |             | 2024-05-24     |
            hearing       | HEARING             | 2024-05-01  | 2024-05-24     |
        """
    },
    "R34.investigations.no_explanation": {
        "cases": """
            case_id   | date_aware | date_finalised
            1         | 2024-04-01 |
            finalised | 2024-04-01 | 2025-04-01
            recent    | 2025-06-30 |
            open      | 2025-06-29 |
            old       | 2020-01-31 |
            new       | 2020-02-01 |
        """,
        "investigations": """
            case_id   | investigation_seq | date_started | date_report | date_terminated | date_written_explanation | hit
            1         | 1                 | 2024-04-02   | 2025-04-02  |                 |                          | yes
            1         | 2                 | 2024-04-02   | 2025-04-01  |                 |                          |
            1         | 3                 | 2024-04-02   | 2025-04-02  |                 | 2025-04-01               |
            1         | 4                 | 2024-04-02   |             | 2025-04-01      |                          |
            1         | 5                 | 2024-04-02   |             | 2025-04-02      |                          | yes
            finalised | 1                 | 2024-04-02   |             |                 |                          |
            recent    | 1                 | 2025-07-01   |             |                 |                          |
            open      | 1                 | 2025-07-01   |             |                 |                          | yes
            old       | 1                 | 2020-02-03   |             |                 |                          |
            new       | 1                 | 2020-02-03   |             |                 |                          | yes
        """,
    },
    "R35.severity_assessments.vetting": {
        "severity_assessments": """
            case_id | allegation_id | subject_id | assessment_seq | date_assessed | severity         | hit
            1       | A             | S          | 1              | 2025-05-13    | VETTING_REFERRAL | yes
            1       | A             | S          | 2              | 2025-05-27    | VETTING_REFERRAL | yes
            1       | A             | S          | 3              | 2025-05-28    | VETTING_REFERRAL |
            1       | A             | S          | 4              | 2025-05-13    | NEITHER          |
        """
    },
    "R36.cases.complaint_status": {
        "cases": """
            case_id | case_type          | complaint_status  | hit
            1       | CONDUCT            | SCH3_INVESTIGATED | yes
            2       | RECORDABLE_CONDUCT | SCH3_INVESTIGATED | yes
            3       | DSI                | SCH3_INVESTIGATED | yes
            4       | COMPLAINT          | SCH3_INVESTIGATED |
            5       | CONDUCT            |                   |
            6       |                    | SCH3_INVESTIGATED |
        """
    },
    "R37.proceeding_subjects.practice": {
        "severity_assessments": """
            case_id | allegation_id | subject_id | assessment_seq | date_assessed | severity
            1       | A             | practice   | 1              | 2024-04-02    | GROSS_MISCONDUCT
            1       | A             | practice   | 2              | 2024-04-03    | PRI
            1       | B             | practice   | 1              | 2024-04-02    | NEITHER
            1       | A             | raised     | 1              | 2024-04-02    | PRI
            1       | A             | raised     | 2              | 2024-04-03    | GROSS_MISCONDUCT
            1       | A             | other      | 1              | 2024-04-02    | PRI
            1       | B             | other      | 1              | 2024-04-02    | MISCONDUCT
            1       | A             | lesser     | 1              | 2024-04-02    | PRI
        """,
        "proceeding_subjects": """
            proceeding_id | case_id | subject_id | finding                 | hit
            1             | 1       | practice   | GROSS_MISCONDUCT_PROVEN | yes
            2             | 1       | practice   | MISCONDUCT_PROVEN       |
            3             | 1       | raised     | GROSS_MISCONDUCT_PROVEN |
            4             | 1       | other      | GROSS_MISCONDUCT_PROVEN |
            5             | 1       | lesser     | NOT_PROVEN              |
            6             | 1       | unassessed | GROSS_MISCONDUCT_PROVEN |
        """,
    },
    "R02.workforce_groups.category": {
        "workforce_groups": """
            force_code | as_at      | dimension | category | officers | hit
            2-groups   | 2023-03-31 | ETHNICITY | WHITE    | 1        |
            2-groups   | 2023-03-31 | ETHNICITY | MALE     | 1        | yes
            2-groups   | 2023-03-31 | SEX       | MALE     | 1        |
            2-groups   | 2023-03-31 | SEX       | PURPLE   | 1        | yes
            2-groups   | 2023-03-31 | SEX       |          | 1        |
        """
    },
    "R38.workforce_groups.sum": {
        "workforce": """
            force_code | as_at      | worker_group      | basis     | workers
            38-right   | 2023-03-31 | POLICE_OFFICER    | HEADCOUNT | 90
            38-right   | 2023-03-31 | SPECIAL_CONSTABLE | HEADCOUNT | 10
            38-right   | 2023-03-31 | POLICE_STAFF      | HEADCOUNT | 50
            38-right   | 2023-03-31 | POLICE_OFFICER    | FTE       | 80
            38-lone    | 2023-03-31 | POLICE_OFFICER    | HEADCOUNT | 90
            38-gap     | 2022-03-31 | POLICE_OFFICER    | HEADCOUNT | 90
        """,
        "workforce_groups": """
            force_code | as_at      | dimension | category  | officers | hit
            38-right   | 2023-03-31 | ETHNICITY | WHITE     | 95       |
            38-right   | 2023-03-31 | ETHNICITY | NOT_KNOWN | 5        |
            38-right   | 2023-03-31 | SEX       | MALE      | 60       | yes
            38-right   | 2023-03-31 | SEX       | FEMALE    | 41       | yes
            38-lone    | 2023-03-31 | SEX       | MALE      | 90       | yes
            38-gap     | 2023-03-31 | SEX       | MALE      | 90       | yes
            38-without | 2023-03-31 | SEX       | MALE      | 90       |
        """,
    },
    "R39.allegations.no_subject": {
        "cases": """
            case_id   | case_type          | complaint_status                     | case_status
            conduct   | CONDUCT            |                                      | FINALISED
            open      | CONDUCT            |                                      | OPEN
            special   | COMPLAINT          | SCH3_INVESTIGATED_SPECIAL_PROCEDURES | FINALISED
            force     | COMPLAINT          | OUTSIDE_SCH3                         | FINALISED
            nobody    | RECORDABLE_CONDUCT |                                      | FINALISED
        """,
        "allegations": """
            case_id | allegation_id | hit
            conduct | A             | yes
            conduct | B             |
            open    | A             |
            special | A             | yes
            force   | A             |
            nobody  | A             |
        """,
        "allegation_subjects": """
            case_id | allegation_id | subject_id
            conduct | B             | S
        """,
    },
    "R46.workforce.change": {
        "workforce": """
            force_code | as_at      | worker_group      | basis     | workers | hit
            46-risen   | 2023-03-31 | POLICE_OFFICER    | HEADCOUNT | 1000    |
            46-risen   | 2024-03-31 | POLICE_OFFICER    | HEADCOUNT | 1151    | yes
            46-risen   | 2025-03-31 | POLICE_OFFICER    | HEADCOUNT | 978     | yes
            46-norm    | 2023-03-31 | POLICE_OFFICER    | HEADCOUNT | 1000    |
            46-norm    | 2024-03-31 | POLICE_OFFICER    | HEADCOUNT | 1150    |
            46-norm    | 2025-03-31 | POLICE_OFFICER    | HEADCOUNT | 977.5   |
            46-staff   | 2023-03-31 | POLICE_STAFF      | HEADCOUNT | 100     |
            46-staff   | 2024-03-31 | POLICE_STAFF      | HEADCOUNT | 80      | yes
            46-few     | 2023-03-31 | POLICE_STAFF      | HEADCOUNT | 99      |
            46-few     | 2024-03-31 | POLICE_STAFF      | HEADCOUNT | 10      |
            46-special | 2023-03-31 | SPECIAL_CONSTABLE | HEADCOUNT | 1000    |
            46-special | 2024-03-31 | SPECIAL_CONSTABLE | HEADCOUNT | 100     |
            46-fte     | 2023-03-31 | POLICE_OFFICER    | FTE       | 1000    |
            46-fte     | 2024-03-31 | POLICE_OFFICER    | FTE       | 100     |
            46-gap     | 2022-03-31 | POLICE_OFFICER    | HEADCOUNT | 1000    |
            46-gap     | 2024-03-31 | POLICE_OFFICER    | HEADCOUNT | 2000    |
        """
    },
    # City and county as in a published file: the smaller one has the number of the larger one.
    "R47.workforce.identical": {
        "workforce": """
            force_code | as_at      | worker_group      | basis     | workers | hit
            47-city    | 2018-03-31 | POLICE_OFFICER    | HEADCOUNT | 765     |
            47-city    | 2019-03-31 | POLICE_OFFICER    | HEADCOUNT | 3744    | yes
            47-city    | 2019-03-31 | SPECIAL_CONSTABLE | HEADCOUNT | 100     |
            47-county  | 2018-03-31 | POLICE_OFFICER    | HEADCOUNT | 3700    |
            47-county  | 2019-03-31 | POLICE_OFFICER    | HEADCOUNT | 3744    |
            47-county  | 2020-03-31 | POLICE_OFFICER    | HEADCOUNT | 3750    |
            47-chance  | 2020-03-31 | POLICE_OFFICER    | HEADCOUNT | 3750    |
            47-chance  | 2020-03-31 | SPECIAL_CONSTABLE | HEADCOUNT | 150     |
            47-twin    | 2017-03-31 | POLICE_OFFICER    | HEADCOUNT | 2000    | yes
            47-twin    | 2017-03-31 | SPECIAL_CONSTABLE | HEADCOUNT | 200     | yes
            47-other   | 2017-03-31 | POLICE_OFFICER    | HEADCOUNT | 2000    | yes
            47-other   | 2017-03-31 | SPECIAL_CONSTABLE | HEADCOUNT | 200     | yes
            47-third   | 2017-03-31 | POLICE_OFFICER    | HEADCOUNT | 2000    |
            47-third   | 2017-03-31 | SPECIAL_CONSTABLE | HEADCOUNT | 201     |
            47-city    | 2020-03-31 | PCSO              | HEADCOUNT | 300     |
            47-city    | 2021-03-31 | PCSO              | HEADCOUNT | 160     |
            47-county  | 2021-03-31 | PCSO              | HEADCOUNT | 160     |
            47-county  | 2021-03-31 | POLICE_STAFF      | HEADCOUNT | 900     |
            47-few     | 2016-03-31 | POLICE_OFFICER    | HEADCOUNT | 99      |
            47-few-too | 2016-03-31 | POLICE_OFFICER    | HEADCOUNT | 99      |
            47-fte     | 2015-03-31 | POLICE_OFFICER    | FTE       | 900     |
            47-fte-too | 2015-03-31 | POLICE_OFFICER    | FTE       | 900     |
        """
    },
    "R48.workforce.no_specials": {
        "workforce": """
            force_code | as_at      | worker_group      | basis     | workers | hit
            48-none    | 2023-03-31 | POLICE_OFFICER    | HEADCOUNT | 301     | yes
            48-other   | 2022-03-31 | SPECIAL_CONSTABLE | HEADCOUNT | 31      |
            48-other   | 2023-03-31 | POLICE_OFFICER    | HEADCOUNT | 302     | yes
            48-fte     | 2023-03-31 | SPECIAL_CONSTABLE | FTE       | 31      |
            48-fte     | 2023-03-31 | POLICE_OFFICER    | HEADCOUNT | 303     | yes
            48-both    | 2023-03-31 | POLICE_OFFICER    | HEADCOUNT | 304     |
            48-both    | 2023-03-31 | SPECIAL_CONSTABLE | HEADCOUNT | 0       |
            48-staff   | 2023-03-31 | POLICE_STAFF      | HEADCOUNT | 305     |
            48-only    | 2023-03-31 | POLICE_OFFICER    | FTE       | 306     |
        """
    },
    "R49.workforce.full_time_equivalent": {
        "workforce": """
            force_code | as_at      | worker_group   | basis     | workers | hit
            49-alone   | 2023-03-31 | POLICE_OFFICER | FTE       | 401.5   | yes
            49-other   | 2023-03-31 | POLICE_OFFICER | FTE       | 402.5   | yes
            49-other   | 2024-03-31 | POLICE_OFFICER | HEADCOUNT | 440     |
            49-other   | 2023-03-31 | POLICE_STAFF   | HEADCOUNT | 441     |
            49-both    | 2023-03-31 | POLICE_OFFICER | FTE       | 403.5   |
            49-both    | 2023-03-31 | POLICE_OFFICER | HEADCOUNT | 442     |
        """
    },
}
