"""Referrals to the IOPC and how it decided to investigate: what is counted and measured."""

from dataclasses import replace

from etl.measures.definitions.model import NEUTRAL, REGIMES, Count, Measure

REFERRALS = Count(
    "referrals",
    sensitivity="referrals",
    event_basis="received",
    breakdowns={
        "referral_route": "referral_route",
        "case_type": "case_type",
        "mode": "mode",
        "regime": REGIMES,
    },
    force_years=True,
    quarters=True,
)

REFERRALS_MANDATORY = Count(
    "referrals_mandatory",
    sensitivity="referrals",
    event_basis="received",
    breakdowns={"case_type": "case_type", "regime": REGIMES},
    smallest_area={"case_type": "country", "regime": "country"},
    force_years=True,
    quarters=True,
)

CASES_AWARE = Count(
    "cases_aware",
    sensitivity="cases",
    event_basis="aware",
    breakdowns={"regime": REGIMES},
    smallest_area={"regime": "country"},
    force_years=True,
    quarters=True,
)

WORKFORCE_YEARS = Count(
    "workforce_years",
    sensitivity="headcount",
    event_basis="received",
    breakdowns={},
    force_years=True,
    quarters=True,
)

MODE_DECISIONS = Count(
    "mode_decisions",
    sensitivity="referrals",
    event_basis="decided",
    breakdowns={"mode": "mode"},
    force_years=True,
    quarters=True,
)

R1 = Measure(
    id="R1",
    title="Referrals to the IOPC",
    topic="referrals",
    unit="referrals per 1,000 workforce-years (officers, specials, staff)",
    numerator="referrals",
    denominator="workforce_years",
    numerator_words="referrals received by the IOPC in the period",
    denominator_words="officers, specials and staff in post, times the years observed",
    per=1000,
    statistic="rate",
    population="All matters referred: complaints, conduct matters, recordable conduct matters, and "
    "death or serious injury matters",
    exclusions="Quarters whose return did not arrive are left out above and below the line",
    grain="Forces, regions and all forces, by financial year and by three-year window",
    why_it_matters="A referral hands the decision on how to investigate to an independent body. "
    "The law requires it for the most serious matters.",
    caveats=(
        NEUTRAL,
        "Death or serious injury matters depend on how often police meet people at risk; "
        "they are not misconduct and are also shown on their own.",
        "A referral is not an investigation, and a case can be referred more than once.",
    ),
    source_law="Police Reform Act 2002, Schedule 3, paragraphs 4 and 13; SI 2020/2 regulation 4",
    base_is_total=True,
    breakdowns=("referral_route", "case_type", "regime"),
)

R1_OFFICERS = replace(
    R1,
    id="R1_officers",
    title="Referrals per officer",
    unit="referrals per 1,000 officer-years (specials included)",
    denominator="officer_years",
    denominator_words="officers and specials in post, times the years observed",
    caveats=(
        *R1.caveats,
        "Matters about staff are above the line, staff are not below it: a force that gives more "
        "work to staff has a higher figure.",
    ),
    breakdowns=(),
    variant_of="R1",
)

R1_CASES = replace(
    R1,
    id="R1_cases",
    title="Referrals per case",
    unit="referrals per 1,000 cases that came to attention in the period",
    denominator="cases_aware",
    denominator_words="cases of all kinds that came to attention in the period",
    caveats=(
        *R1.caveats,
        "A case can come to attention in one period and be referred in the next, or twice; this is "
        "a ratio of two flows, not a share.",
        "In the demonstration complaints other than discrimination are thinned to one in twenty, "
        "so the figure is far too high.",
    ),
    breakdowns=(),
    variant_of="R1",
)

R2 = Measure(
    id="R2",
    title="Mandatory referrals",
    topic="referrals",
    unit="% of referrals to the IOPC",
    numerator="referrals_mandatory",
    denominator="referrals",
    numerator_words="referrals that the law required",
    denominator_words="referrals received by the IOPC in the period, by all routes",
    per=100,
    statistic="share",
    population="All matters referred: complaints, conduct matters, recordable conduct matters, and "
    "death or serious injury matters",
    exclusions="Quarters whose return did not arrive are left out above and below the line",
    grain="Forces, regions and all forces, by financial year and by three-year window; by kind of "
    "matter and Regulations for all forces",
    why_it_matters="What must be referred depends on what happened; what is referred beyond that "
    "depends on the force.",
    caveats=(
        NEUTRAL,
        "The list of what must be referred was changed on 1 February 2020.",
        "A referral can meet several criteria; it counts once.",
    ),
    source_law="Police Reform Act 2002, Schedule 3, paragraphs 4(1) and 13(1); SI 2020/2 "
    "regulation 4",
)

R3 = Measure(
    id="R3",
    title="How the IOPC decided to investigate",
    topic="referrals",
    unit="% of referrals decided in the period",
    numerator="mode_decisions",
    denominator="mode_decisions",
    numerator_words="referrals decided with this mode, as it stands now",
    denominator_words="referrals decided in the period",
    per=100,
    statistic="share",
    population="Referrals of all matters",
    exclusions="Referrals not yet decided",
    grain="Forces, regions and all forces, by financial year and three-year window",
    why_it_matters="The share that the IOPC investigates itself has fallen from one in six to "
    "one in "
    "thirty; a trend in investigations says little without it.",
    caveats=(
        "Managed and supervised investigations ended for police on 1 February 2020; directed "
        "began.",
        "The mode can change later; the one now in force is counted.",
        "Returned to the force means that no investigation by the IOPC was found necessary.",
    ),
    source_law="Police Reform Act 2002, Schedule 3, paragraphs 5, 14, 14D and 15",
    base_is_total=True,
    skip_total=True,
)

R3_COHORT = Measure(
    id="R3_cohort",
    title="What became of referrals",
    topic="referrals",
    unit="% of referrals received in the period",
    numerator="referrals",
    denominator="referrals",
    numerator_words="referrals received in the period that now have this mode, or none yet",
    denominator_words="referrals received in the period",
    per=100,
    statistic="share",
    population="Referrals of all matters",
    exclusions="None: referrals not yet decided are shown as such",
    grain="Forces, regions and all forces, by financial year and three-year window",
    why_it_matters="Followed from the referral, nothing drops out unseen.",
    caveats=("The latest periods have more referrals still pending.",),
    source_law="Police Reform Act 2002, Schedule 3, paragraphs 5, 14, 14D and 15",
    base_is_total=True,
    breakdowns=("mode",),
    skip_total=True,
)

COUNTS = (
    REFERRALS,
    REFERRALS_MANDATORY,
    CASES_AWARE,
    WORKFORCE_YEARS,
    MODE_DECISIONS,
)
MEASURES = (
    R1,
    R1_OFFICERS,
    R1_CASES,
    R2,
    R3,
    R3_COHORT,
)
