"""What is counted, by which breakdowns, for which areas and periods: written from the words."""

OFFICERS = ("REGULAR_OFFICER", "SPECIAL_CONSTABLE", "OFFICER_UNIDENTIFIED")
ROUTES = "MANDATORY VOLUNTARY DG_REQUIRED LOCAL_POLICING_BODY POWER_OF_INITIATIVE".split()
KINDS = "COMPLAINT CONDUCT RECORDABLE_CONDUCT DSI NOT_RECORDED".split()
MODES = "INDEPENDENT DIRECTED LOCAL RETURN_TO_FORCE MANAGED SUPERVISED PENDING".split()
REGIMES = "CR2012 CR2020 OTHER".split()
FORUMS = "HEARING ACCELERATED".split()
SERVICE = "SERVING FORMER".split()
CHARACTERISTICS = (
    "AGE DISABILITY GENDER_REASSIGNMENT MARRIAGE_CIVIL_PARTNERSHIP PREGNANCY_MATERNITY RACE "
    "RELIGION_OR_BELIEF SEX SEXUAL_ORIENTATION OTHER"
).split()
AGES = "UNDER_6_MONTHS 6_TO_12_MONTHS 12_TO_18_MONTHS 18_TO_24_MONTHS OVER_24_MONTHS".split()
STAGES = "INVESTIGATION NOTICE LISTING".split()
ENDINGS = "HEARING MEETING REFLECTIVE_PRACTICE NO_PROCEEDINGS DOWNGRADED WITHDRAWN".split()
FIELDS = "ETHNICITY SEX RANK CASE_TYPE FINDING DATE_DECISION DATE_NOTICE".split()
NAMED = "NONE_RECORDED ONE SEVERAL".split()
RANKS = "CONSTABLE SERGEANT INSPECTOR_AND_ABOVE SPECIAL NOT_KNOWN".split()
STANDARDS = (
    "HONESTY_INTEGRITY AUTHORITY_RESPECT_COURTESY EQUALITY_DIVERSITY USE_OF_FORCE "
    "ORDERS_INSTRUCTIONS DUTIES_RESPONSIBILITIES CONFIDENTIALITY FITNESS_FOR_DUTY "
    "DISCREDITABLE_CONDUCT CHALLENGING_REPORTING NOT_RECORDED"
).split()
ETHNICITIES = "ASIAN BLACK MIXED WHITE OTHER NOT_KNOWN".split()
SEXES = "FEMALE MALE NOT_KNOWN".split()
DATE_FIELDS = (
    "DATE_MODE_DECIDED DATE_DECISION DATE_NOTICE DATE_FIRST_DAY DATE_APPEAL_DECIDED DATE_FINALISED"
).split()
RESULTS = "ALLOWED ALLOWED_IN_PART DISMISSED".split()
STEPS = "assessed gross case_to_answer to_hearing proven dismissed".split()

TOTAL = {"total": ["total"]}
REGIME = {"regime": REGIMES}
OF_MATTERS = TOTAL | REGIME | {"case_type": KINDS, "rank_band": RANKS}
STANDARD = {"standard": STANDARDS}
OF_HEARINGS = TOTAL | REGIME | STANDARD | {"forum": FORUMS, "service": SERVICE, "rank_band": RANKS}
LADDER = ("assessed", "case_to_answer", "heard", "proven", "dismissed", "open")
BREAKDOWNS = {
    "referrals": TOTAL | REGIME | {"referral_route": ROUTES, "case_type": KINDS, "mode": MODES},
    "referrals_mandatory": TOTAL | REGIME | {"case_type": KINDS},
    "cases_aware": TOTAL | REGIME,
    "workforce_years": TOTAL,
    "workforce_years_scheme": TOTAL,
    "mode_decisions": TOTAL | {"mode": MODES},
    "officer_years": TOTAL | {"worker_group": list(OFFICERS[:2])},
    "officers_to_hearing": TOTAL
    | REGIME
    | {"forum": FORUMS, "case_type": KINDS, "worker_group": list(OFFICERS)}
    | {"rank_band": RANKS},
    "findings_known": OF_HEARINGS,
    "findings_gm_proven": OF_HEARINGS,
    "dismissed": OF_HEARINGS,
    "gm_case_to_answer": TOTAL | REGIME,
    "officers_assessed": OF_MATTERS,
    "officers_assessed_gm": OF_MATTERS,
    "gm_assessed": OF_MATTERS | STANDARD,
    "answers_decided": OF_MATTERS | STANDARD,
    "answers_gm": OF_MATTERS | STANDARD,
    "complaint_answers_decided": TOTAL | {"category_f": ["F", "NOT_F"]},
    "complaint_answers_found": TOTAL | {"category_f": ["F", "NOT_F"]},
    "standard_answers_decided": TOTAL | {"standard_3": ["STANDARD_3", "OTHER_STANDARDS"]},
    "standard_answers_found": TOTAL | {"standard_3": ["STANDARD_3", "OTHER_STANDARDS"]},
    "findings_appealable": TOTAL | REGIME,
    "findings_appealed": TOTAL | REGIME,
    "appeals_decided": TOTAL | {"appeal_result": RESULTS},
    "appeals_allowed": TOTAL,
    "complaint_cases": TOTAL,
    "f_cases": TOTAL,
    "f_finalised": TOTAL | {"characteristic": CHARACTERISTICS},
    "f_investigated": TOTAL | {"characteristic": CHARACTERISTICS},
    "steps_in_post": {"ethnicity": ETHNICITIES, "sex": SEXES},
    **{f"steps_{step}": TOTAL | {"ethnicity": ETHNICITIES, "sex": SEXES} for step in STEPS},
    "complaint_allegations": TOTAL,
    "f_allegations": TOTAL | {"characteristics_named": NAMED},
    "characteristic_allegations": {"characteristic": CHARACTERISTICS},
    "cases_naming_characteristic": TOTAL | {"characteristic": CHARACTERISTICS},
    "hearing_notices": TOTAL | REGIME,
    "hearings_begun": TOTAL | REGIME,
    "hearings_not_begun": TOTAL | REGIME,
    "hearing_waits_unknown": TOTAL,
    "assessed_matters": TOTAL | REGIME | {"ending": [*ENDINGS, "OPEN"]},
    "assessed_heard": TOTAL | REGIME,
    "open_matters": TOTAL
    | {"age": AGES, "stage": STAGES}
    | {"age*stage": [f"{age}x{stage}" for age in AGES for stage in STAGES]},
    "open_over_12_months": TOTAL,
    **{f"ladder_{step}": TOTAL for step in LADDER},
    "values_expected": TOTAL | {"field": FIELDS},
    "values_not_known": TOTAL | {"field": FIELDS},
    "returns_received": TOTAL,
    "returns_late": TOTAL,
    "referrals_followed": TOTAL,
    "referrals_decided": TOTAL,
    "investigations_begun": TOTAL | REGIME,
    "investigations_reported": TOTAL | REGIME,
    "investigations_stopped": TOTAL,
    "reports_made": TOTAL | REGIME,
    "reports_decided": TOTAL | REGIME,
    "hearings_directed": TOTAL | REGIME,
    "hearings_notified": TOTAL | REGIME,
    "hearings_stopped": TOTAL,
    "matters_finalised": TOTAL | {"case_type": KINDS},
    "complaints_finalised": TOTAL,
    "complaints_suspended": TOTAL,
    "matters_on_calendar": TOTAL | {"case_type": KINDS},
    "complaints_on_calendar": TOTAL,
    "accelerated_begun": TOTAL,
    "accelerated_in_time": TOTAL,
    "dates_expected": TOTAL | {"date_field": DATE_FIELDS},
    "dates_missing": TOTAL | {"date_field": DATE_FIELDS},
    "returns_dated": TOTAL,
    "return_days": TOTAL,
}
# Dense enough to be shown for a force and a single year; all others in windows of three.
DENSE = (
    "referrals workforce_years mode_decisions officer_years complaint_allegations f_allegations "
    "values_expected values_not_known returns_received returns_late referrals_mandatory "
    "cases_aware workforce_years_scheme complaint_cases f_cases dates_expected dates_missing "
    "returns_dated return_days complaints_finalised"
).split()
# Also shown for each quarter, for all forces together.
QUARTERLY = (
    "referrals workforce_years mode_decisions officer_years officers_to_hearing "
    "complaint_allegations f_allegations open_matters open_over_12_months referrals_mandatory "
    "cases_aware gm_assessed workforce_years_scheme"
).split()
PERSON_TIME = {
    "workforce_years": None,
    "workforce_years_scheme": None,
    "officer_years": ("POLICE_OFFICER", "SPECIAL_CONSTABLE"),
}
IN_POST = "steps_in_post"
GROUP_OF = {"REGULAR_OFFICER": "POLICE_OFFICER", "SPECIAL_CONSTABLE": "SPECIAL_CONSTABLE"}
OF_THE_SCHEME = (
    "complaint_allegations f_allegations characteristic_allegations complaint_cases f_cases "
    "workforce_years_scheme complaint_answers_decided complaint_answers_found accelerated_begun "
    "accelerated_in_time"
).split()
# In the two months before it, only quick ones were finalised.
OF_ITS_FIRST_WHOLE_YEAR = (
    *("f_finalised", "f_investigated"),
    *("matters_finalised", "complaints_finalised", "complaints_suspended"),
    *("matters_on_calendar", "complaints_on_calendar"),
)
# A count on one day: that of the last quarter of a period, without which there is none.
STOCKS = ("open_matters", "open_over_12_months")
# Never by single years, not even for all forces.
WINDOWS_ONLY = (IN_POST, *(f"steps_{step}" for step in STEPS))
FOLLOWED = (*(f"ladder_{step}" for step in LADDER), *WINDOWS_ONLY)
OF_OPEN_CASES = (
    "hearing_notices",
    "hearings_begun",
    "hearings_not_begun",
    "assessed_matters",
    "assessed_heard",
    *STOCKS,
    *FOLLOWED,
    "referrals_followed",
    "referrals_decided",
    "investigations_begun",
    "investigations_reported",
    "investigations_stopped",
    "reports_made",
    "reports_decided",
    "hearings_directed",
    "hearings_notified",
    "hearings_stopped",
)
# Beside a figure of the same waits they would tell how long a single one stood still.
WHOLE = (
    "hearing_waits_unknown",
    "investigations_stopped",
    "hearings_stopped",
    "complaints_suspended",
)
# The smallest area for which the few cases of a force are split.
SMALLEST = {
    "forum": "region",
    "characteristics_named": "region",
    "age": "region",
    "stage": "region",
    "age*stage": "country",
    "regime": "country",
    "service": "country",
    "case_type": "country",
    "worker_group": "country",
    "ending": "country",
    "field": "country",
    "date_field": "country",
    "rank_band": "country",
    "standard": "country",
    "appeal_result": "country",
    "category_f": "region",
}
# Too few in a force, even unsplit.
OF_LARGER_AREAS = {
    "hearing_waits_unknown": "country",
    "open_over_12_months": "region",
    "complaint_answers_decided": "region",
    "complaint_answers_found": "region",
    "findings_appealable": "country",
    "findings_appealed": "country",
    "appeals_decided": "country",
    "appeals_allowed": "country",
    "matters_on_calendar": "country",
    "complaints_on_calendar": "country",
    "accelerated_begun": "country",
    "accelerated_in_time": "country",
} | dict.fromkeys(WINDOWS_ONLY, "country")


def is_too_fine(name: str, breakdown: str, level: str) -> bool:
    smallest = "force" if name == "referrals" else SMALLEST.get(breakdown, "force")
    if name in WHOLE or (
        name in ("f_finalised", "f_investigated") and breakdown == "characteristic"
    ):
        smallest = "country"
    smallest = OF_LARGER_AREAS.get(name, smallest)
    order = ("force", "region", "country")
    return order.index(level) < order.index(smallest)
