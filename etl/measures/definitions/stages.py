"""Times in the stages before a hearing, times to finalise, and waits without stopped days."""

from dataclasses import replace
from datetime import date

from etl.measures.definitions.model import OFFICERS_ONCE, REGIMES, TOTAL, Count, Measure
from etl.measures.definitions.time_to_hearing import T1_24M, T2

# The first whole year under the rules of 2020: of the two months before it only the quickest cases
# were over.
FIRST_YEAR = date(2020, 4, 1)
TWO_YEARS = 730
WINDOWS = (
    "Forces in three-year windows only; regions and all forces also by financial year; by "
    "Regulations for all forces"
)
KEPT = (
    "Those not yet through the stage are kept in, with their time so far (Kaplan–Meier); leaving "
    "them out would make it look shorter."
)
STEPS = (
    "Curves of forces and regions are drawn in steps of at least three, so that no single time "
    "shows; figures are read between two steps."
)
ASSESSED = f"{OFFICERS_ONCE}, whose matter was assessed as gross misconduct"
NOT_ADDED = "Medians of stages do not add up to the median of the whole way."


def _cohort(name: str, basis: str, breakdowns: dict | None = None, **other: object) -> Count:
    return Count(
        name,
        sensitivity="proceedings",
        event_basis=basis,
        breakdowns=breakdowns or {},
        smallest_area=dict.fromkeys(breakdowns or {}, "country"),
        **{"needs_open_cases": True} | other,
    )


BY_REGIME = {"regime": REGIMES}
REFERRALS_FOLLOWED = _cohort("referrals_followed", "received")
REFERRALS_DECIDED = _cohort("referrals_decided", "received")
INVESTIGATIONS_BEGUN = _cohort("investigations_begun", "started", BY_REGIME)
INVESTIGATIONS_REPORTED = _cohort("investigations_reported", "started", BY_REGIME)
INVESTIGATIONS_STOPPED = replace(
    _cohort("investigations_stopped", "started"), smallest_area={TOTAL: "country"}
)
REPORTS_MADE = _cohort("reports_made", "reported", BY_REGIME)
REPORTS_DECIDED = _cohort("reports_decided", "reported", BY_REGIME)
HEARINGS_DIRECTED = _cohort("hearings_directed", "decided", BY_REGIME)
HEARINGS_NOTIFIED = _cohort("hearings_notified", "decided", BY_REGIME)
HEARINGS_STOPPED = replace(_cohort("hearings_stopped", "notice"), smallest_area={TOTAL: "country"})
MATTERS_FINALISED = _cohort(
    "matters_finalised",
    "finalised",
    {"case_type": "case_type"},
    needs_open_cases=False,
    starts_on=FIRST_YEAR,
)
COMPLAINTS_FINALISED = Count(
    "complaints_finalised",
    sensitivity="mean_time",
    event_basis="finalised",
    breakdowns={},
    force_years=True,
    starts_on=FIRST_YEAR,
)
COMPLAINTS_SUSPENDED = Count(
    "complaints_suspended",
    sensitivity="proceedings",
    event_basis="finalised",
    breakdowns={},
    smallest_area={TOTAL: "country"},
    starts_on=FIRST_YEAR,
)

R4 = Measure(
    id="R4",
    title="Days from referral to decision",
    topic="referrals",
    unit="median days from referral to the IOPC's first decision on the mode",
    numerator="referrals_decided",
    denominator="referrals_followed",
    numerator_words="referrals of which the mode of investigation has been decided",
    denominator_words="referrals that the IOPC received in the period",
    per=None,
    statistic="quantile",
    at=0.5,
    curve="R4",
    day_type="calendar",
    population="Referrals to the IOPC, each one of a case referred more than once",
    exclusions="Referrals decided on an unknown day; cases with a decision set aside",
    grain="Forces in three-year windows only; regions and all forces also by financial year",
    why_it_matters="Nothing else can begin before it is known who investigates.",
    caveats=(
        KEPT,
        "The first decision counts, though it may be changed later.",
        "A referral still pending when its case was finalised counts as pending until that day.",
        STEPS,
    ),
    source_law="Police Reform Act 2002, Schedule 3, paragraphs 5, 14 and 15",
)
R4_P90 = replace(
    R4,
    id="R4_p90",
    title="Days until nine in ten referrals were decided",
    unit="days from referral by which 90% had a decision on the mode",
    at=0.9,
)

T3 = Measure(
    id="T3",
    title="Days from start of investigation to report",
    topic="time_to_hearing",
    unit="median days from the start of the investigation to its report",
    numerator="investigations_reported",
    denominator="investigations_begun",
    numerator_words="officers and specials whose investigation has been reported on",
    denominator_words="officers and specials assessed for gross misconduct whose investigation "
    "began in the period",
    per=None,
    statistic="quantile",
    at=0.5,
    curve="T3",
    day_type="calendar",
    population=ASSESSED,
    exclusions="Police staff; subjects with a record set aside; cases with an investigation set "
    "aside; reports before the start",
    grain=WINDOWS,
    why_it_matters="It is the longest stage on the way to a hearing.",
    caveats=(
        KEPT,
        "From the start of the first investigation of the case to its last report: a matter "
        "investigated anew counts until then.",
        "An investigation ended without a report, and one of a matter that ended, counts as open "
        "until that day.",
        STEPS,
        NOT_ADDED,
    ),
    source_law="SI 2020/4 regulations 15 to 21; SI 2012/2632 regulations 13 to 18",
)
T3_OVER_12M = replace(
    T3,
    id="T3_over_12m",
    title="Not reported within 12 months of awareness",
    unit="% of officers assessed for gross misconduct whose investigation began",
    per=100,
    statistic="beyond",
    at=365,
    curve="T3_aware",
    why_it_matters="After twelve months the force owes the local policing body an explanation.",
    caveats=(
        "Twelve months since the matter came to attention is a duty to explain, not a limit.",
        "A matter counts from the start of its investigation; the clock starts earlier.",
        *T3.caveats[1:4],
    ),
    source_law="SI 2020/4 regulation 19",
)
T3_NET = replace(
    T3,
    id="T3_net",
    title="Days from start of investigation to report, without stopped days",
    unit="median days from the start of the investigation to its report, without stopped days",
    numerator="investigations_stopped",
    numerator_words="of these, officers and specials whose investigation stood still for a day or "
    "more (criminal proceedings, another recorded reason)",
    curve="T3_net",
    exclusions=T3.exclusions + "; cases with a stop set aside count as if it had not been",
    grain="All forces, by financial year and three-year window",
    why_it_matters="Criminal proceedings come first; the force cannot shorten them.",
    caveats=(
        *T3.caveats,
        "Suspension of an officer from duty stops no clock. By force, two figures so close would "
        "tell how long a single officer's matter stood still.",
    ),
)
T4 = replace(
    T3,
    id="T4",
    title="Days from report to decision",
    unit="median days from the report to the decision whether there is a case to answer",
    numerator="reports_decided",
    denominator="reports_made",
    numerator_words="officers and specials on whom each allegation has been decided",
    denominator_words="officers and specials assessed for gross misconduct whose investigation "
    "was reported on in the period",
    curve="T4",
    exclusions="Police staff; subjects with a record set aside; cases with an investigation set "
    "aside; decisions before the last report",
    why_it_matters="Between report and decision nothing is investigated any more.",
    caveats=(
        KEPT,
        "Decided is an officer when each allegation is; a matter that ended undecided counts as "
        "open until that day.",
        STEPS,
        NOT_ADDED,
    ),
    source_law="SI 2020/4 regulation 23; SI 2012/2632 regulation 19",
)
T5 = replace(
    T3,
    id="T5",
    title="Days from decision to notice of hearing",
    unit="median days from the decision to hold a hearing to its notice",
    numerator="hearings_notified",
    denominator="hearings_directed",
    numerator_words="officers and specials given notice of the hearing",
    denominator_words="officers and specials of whom it was decided in the period to hold a "
    "misconduct hearing",
    curve="T5",
    exclusions="Accelerated hearings (another clock); meetings; police staff; subjects with a "
    "record set aside; notices on an unknown day or before the decision",
    why_it_matters="Only the notice starts the clock of the Regulations.",
    caveats=(
        KEPT,
        "A matter that ended without notice counts as waiting until that day.",
        STEPS,
        NOT_ADDED,
    ),
    source_law="SI 2020/4 regulations 23 and 30; SI 2012/2632 regulations 19 and 21",
)

T6 = Measure(
    id="T6",
    title="Days from awareness to finalised",
    topic="time_to_hearing",
    unit="median calendar days from awareness to the end of all action",
    numerator="matters_finalised",
    denominator="matters_finalised",
    numerator_words="cases under the 2020 Regulations finalised in the period",
    denominator_words="the same",
    per=None,
    statistic="quantile",
    at=0.5,
    curve="T6",
    day_type="calendar",
    population="Cases with an officer or special under the Conduct Regulations 2020",
    exclusions="Open cases; cases finalised before 1 April 2020 or under earlier Regulations; "
    "cases with staff only; days in an "
    "impossible order",
    grain="Forces in three-year windows only; regions and all forces also by financial year; by "
    "type of case for all forces",
    why_it_matters="It is made to be held beside the time that the Home Office publishes.",
    caveats=(
        "Finalised cases only: in a year in which many old cases are closed it rises, although "
        "nobody waits longer. Not a measure of the wait.",
        "The Home Office gives 111 calendar days for conduct matters and 311 for recordable "
        "conduct matters (median, year to March 2024). From which day it counts has not been "
        "verified; here it is the day of awareness.",
        STEPS,
    ),
    source_law="Home Office, Police misconduct statistics, England and Wales",
    regimes="2020 Regulations",
)
T7 = Measure(
    id="T7",
    title="Mean days to finalise complaints",
    topic="time_to_hearing",
    unit="mean days from logging to the end of all action",
    numerator="complaints_finalised",
    denominator="complaints_finalised",
    numerator_words="complaints handled under Schedule 3 that were finalised in the period",
    denominator_words="the same",
    per=None,
    statistic="mean_days",
    curve="T7",
    day_type="calendar",
    population="Complaint cases logged since 1 February 2020 and handled under Schedule 3",
    exclusions="Complaints handled outside Schedule 3, or finalised before 1 April 2020; open "
    "ones; days in an impossible order",
    grain="Forces, regions and all forces by financial year and three-year window",
    why_it_matters="It is made to be held beside the mean that the IOPC publishes.",
    caveats=(
        "Finalised complaints only, and a mean: a few old cases move it. Not a measure of the "
        "wait.",
        "The IOPC gives 146 days, 138 without suspension (2024-25). Whether it counts working or "
        "calendar days has not been verified; here they are calendar days.",
        "Shown from ten complaints on, and where nobody can subtract a smaller number.",
    ),
    source_law="IOPC, Police complaints statistics for England and Wales",
    regimes="2020 Regulations",
)
T7_NET = replace(
    T7,
    id="T7_net",
    title="Mean days to finalise complaints, without suspension",
    unit="mean days from logging to the end of all action, without days of suspension",
    numerator="complaints_suspended",
    numerator_words="of these, complaints that were formally suspended (sub judice)",
    curve="T7_net",
    grain="All forces, by financial year and three-year window",
    caveats=(
        *T7.caveats,
        "Not by force, where few are suspended: beside the mean with suspension it would tell for "
        "how long.",
    ),
)

T2_NET = replace(
    T2,
    id="T2_net",
    title="Days from notice to hearing, without stopped days",
    unit="median days from notice to first day, without stopped days",
    numerator="hearings_stopped",
    numerator_words="of these, officers and specials whose wait stood still for a day or more "
    "(criminal proceedings, another recorded reason)",
    curve="T2_net",
    grain="All forces, by financial year and three-year window",
    why_it_matters="Criminal proceedings come first; the force cannot shorten them.",
    caveats=(*T2.caveats, T3_NET.caveats[-1]),
)
T2_RMST = replace(
    T2,
    id="T2_rmst",
    title="Mean days waited for a hearing in the first two years",
    unit="mean days waited, of the first 730 since notice",
    statistic="restricted",
    at=TWO_YEARS,
    why_it_matters="It moves with every wait, not only with the one in the middle, and two areas "
    "can be compared in days.",
    caveats=(
        "Restricted mean: who waits for two years or longer counts as 730 days.",
        *T2.caveats,
    ),
)
T1_RMTL = replace(
    T1_24M,
    id="T1_rmtl",
    title="Mean days by which hearings came within two years",
    unit="mean days, of the first 730 since awareness, left after the hearing began",
    per=None,
    statistic="lost",
    at=TWO_YEARS,
    why_it_matters="One number for how many were heard within two years and how soon.",
    caveats=(
        "Restricted mean time lost: a hearing after 500 days leaves 230; no hearing within two "
        "years leaves none. A larger number means more hearings, or sooner ones.",
        *T1_24M.caveats,
    ),
)

COUNTS = (
    REFERRALS_FOLLOWED,
    REFERRALS_DECIDED,
    INVESTIGATIONS_BEGUN,
    INVESTIGATIONS_REPORTED,
    INVESTIGATIONS_STOPPED,
    REPORTS_MADE,
    REPORTS_DECIDED,
    HEARINGS_DIRECTED,
    HEARINGS_NOTIFIED,
    HEARINGS_STOPPED,
    MATTERS_FINALISED,
    COMPLAINTS_FINALISED,
    COMPLAINTS_SUSPENDED,
)
MEASURES = (
    R4,
    R4_P90,
    T1_RMTL,
    T2_NET,
    T2_RMST,
    T3,
    T3_OVER_12M,
    T3_NET,
    T4,
    T5,
    T6,
    T7,
    T7_NET,
)
