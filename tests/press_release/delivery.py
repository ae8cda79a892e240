"""The press release of a real case as a delivery in contract format.

Facts are those of the release ("Officers accused of sending racist, homophobic and misogynistic
messages to face misconduct hearing", Independent Office for Police Conduct). What it does not say
is left blank where the contract allows it (case type, ranks, category of the allegations). Days
that a delivery must have and the release does not give are in ASSUMED, and nowhere else.
"""

from pathlib import Path

from tests.deliveries import write_delivery

# Assumptions, each inside the month or year that the release does give, where it gives one.
ASSUMED = {
    "came_to_attention": "2018-01-08",  # "launched an investigation in January 2018 following ..."
    "referred": "2018-01-09",  # "... a voluntary referral": the day after, as the norm asks
    "mode_decided": "2018-01-10",
    "investigation_began": "2018-01-10",  # "in January 2018"
    "investigation_reported": "2019-06-28",  # "concluded in June 2019"
    "incident_from": "2009-01-01",  # "messages ... date between 2009 and 2011"
    "incident_to": "2011-12-31",
    "case_to_answer_decided": "2019-09-02",  # "after which it was agreed with the MPS"
    "notice_given": "2019-12-02",  # the release announces a hearing without a date
}
# Long before any hearing: nothing of the outcome was known then.
EXTRACTED_ON, COVERAGE = "2020-07-31", ("2014-04-01", "2020-03-31")

FICTIONAL, REAL = "X23000001", "E23000001"
FIVE, SIXTH = ["1", "2", "3", "4", "5"], "6"
CASE = {"case_id": "R"}

# What was alleged, the standards it would breach (our reading, the release names none), and against
# whom. The release does not say whose phone it was, nor who "one officer" is; here it is the first.
ALLEGATIONS = {
    "messages": (["EQUALITY_DIVERSITY", "DISCREDITABLE_CONDUCT"], FIVE),
    "recordings": (["CONFIDENTIALITY"], ["1"]),
    "relationship": (["AUTHORITY_RESPECT_COURTESY"], ["1"]),
    "crime-report": (["CONFIDENTIALITY"], [SIXTH]),
    "not-reporting": (["CHALLENGING_REPORTING"], [SIXTH]),
}
# Racist, misogynistic, homophobic.
CHARACTERISTICS = ["RACE", "SEX", "SEXUAL_ORIENTATION"]


def write_press_release(folder: Path, force: str) -> Path:
    """The case as a delivery of one force: a fictional one (synthetic) or the real one."""
    is_real = force == REAL
    forces = "force_code | force_name | region_code | region_name"
    if not is_real:
        forces += f"\n{force} | Northmoor | X12000001 | Upland"
    return write_delivery(
        folder,
        {name: [CASE | row for row in rows] for name, rows in _case(force).items()}
        | _proceedings()
        | {"submissions": _returns(force)}
        | ({} if is_real else {"workforce": _workforce(force)}),
        forces=forces,
        synthetic=not is_real,
        supplier="Written from a press release for tests",
        extracted_on=EXTRACTED_ON,
        coverage_from=COVERAGE[0],
        coverage_to=COVERAGE[1],
    )


def _case(force: str) -> dict[str, list[dict]]:
    days = ASSUMED
    return {
        "cases": [
            {
                "force_code": force,
                "case_type": "",
                "date_aware": days["came_to_attention"],
                "incident_from": days["incident_from"],
                "incident_to": days["incident_to"],
                "case_status": "OPEN",
            }
        ],
        "referrals": [{"date_referred": days["referred"], "referral_route": "VOLUNTARY"}],
        "mode_decisions": [
            {
                "referral_seq": "1",
                "decision_seq": "1",
                "date_decided": days["mode_decided"],
                "mode": "INDEPENDENT",
                "is_current": "true",
            }
        ],
        "investigations": [
            {
                "investigation_seq": "1",
                "mode": "INDEPENDENT",
                "date_started": days["investigation_began"],
                "date_report": days["investigation_reported"],
            }
        ],
        "case_subjects": [
            {"subject_id": subject, "rank": "NOT_KNOWN", "regime": "CR2012"}
            for subject in [*FIVE, SIXTH]
        ],
        "allegations": [{"allegation_id": name} for name in ALLEGATIONS],
        "allegation_characteristics": [
            {"allegation_id": "messages", "characteristic": name} for name in CHARACTERISTICS
        ],
        "allegation_breaches": [
            {"allegation_id": name, "standard": standard}
            for name, (standards, _) in ALLEGATIONS.items()
            for standard in standards
        ],
        "allegation_subjects": [
            {
                "allegation_id": name,
                "subject_id": subject,
                "case_to_answer": "MISCONDUCT" if subject == SIXTH else "GROSS_MISCONDUCT",
                "date_case_to_answer": days["case_to_answer_decided"],
                "handling_after": "MEETING" if subject == SIXTH else "HEARING",
                "decision_maker": "AGREED",
            }
            for name, (_, subjects) in ALLEGATIONS.items()
            for subject in subjects
        ],
    }


def _proceedings() -> dict[str, list[dict]]:
    """One hearing for five together and one meeting; neither has a day yet, nor a finding."""
    notice = {"date_notice": ASSUMED["notice_given"]}
    return {
        "proceedings": [
            notice | {"proceeding_id": "H", "proceeding_type": "HEARING", "is_joint": "true"},
            notice | {"proceeding_id": "M", "proceeding_type": "MEETING", "is_joint": "false"},
        ],
        "proceeding_subjects": [
            CASE | {"proceeding_id": "M" if subject == SIXTH else "H", "subject_id": subject}
            for subject in [*FIVE, SIXTH]
        ],
    }


def _returns(force: str) -> list[dict]:
    return [
        {"force_code": force, "quarter": f"{year}-{(year + 1) % 100:02d}-Q{number}"}
        for year in range(int(COVERAGE[0][:4]), int(COVERAGE[1][:4]))
        for number in (1, 2, 3, 4)
    ]


def _workforce(force: str) -> list[dict]:
    return [
        {
            "force_code": force,
            "as_at": f"{year}-03-31",
            "worker_group": group,
            "workers": workers,
        }
        for year in range(int(COVERAGE[0][:4]), int(COVERAGE[1][:4]) + 1)
        for group, workers in (("POLICE_OFFICER", "40000"), ("SPECIAL_CONSTABLE", "0"))
    ]
