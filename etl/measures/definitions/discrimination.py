"""Discrimination among complaint allegations, and the characteristics they name."""

from dataclasses import replace
from datetime import date

from etl.measures.definitions.model import NEUTRAL, SPARSE, Count, Measure

SCHEME_2020 = date(2020, 2, 1)
FIRST_WHOLE_YEAR = date(2020, 4, 1)

CATEGORY_F = ("F", "NOT_F")
STANDARD_3 = ("STANDARD_3", "OTHER_STANDARDS")
# The others are named so seldom that by force most of their counts would be hidden.
OFTEN_NAMED = ("RACE", "DISABILITY", "SEX")
BY_CHARACTERISTIC = {"characteristic": "region"} | {
    ("characteristic", name): "force" for name in OFTEN_NAMED
}
NAMED = ("NONE_RECORDED", "ONE", "SEVERAL")

F_ALLEGATIONS = Count(
    "f_allegations",
    sensitivity="complaint_characteristic",
    event_basis="logged",
    breakdowns={"characteristics_named": NAMED},
    smallest_area={"characteristics_named": "region"},
    force_years=True,
    quarters=True,
    starts_on=SCHEME_2020,
)

CHARACTERISTIC_ALLEGATIONS = Count(
    "characteristic_allegations",
    sensitivity="complaint_characteristic",
    event_basis="logged",
    breakdowns={"characteristic": "protected_characteristic"},
    not_additive=("characteristic",),
    smallest_area=BY_CHARACTERISTIC,
    region_windows=("characteristic",),
    has_total=False,
    base="f_allegations",
    # Of the two months before, every count of a force would be hidden.
    starts_on=FIRST_WHOLE_YEAR,
)

CASES_NAMING_CHARACTERISTIC = Count(
    "cases_naming_characteristic",
    sensitivity="complaint_characteristic",
    event_basis="aware",
    breakdowns={"characteristic": "protected_characteristic"},
    not_additive=("characteristic",),
    smallest_area={"characteristic": "region"},
    region_windows=("characteristic",),
)

COMPLAINT_ALLEGATIONS = Count(
    "complaint_allegations",
    sensitivity="complaints",
    event_basis="logged",
    breakdowns={},
    force_years=True,
    quarters=True,
    starts_on=SCHEME_2020,
)

# Person-time of the scheme only, so that allegations of two months do not stand over a whole year.
WORKFORCE_YEARS_SCHEME = Count(
    "workforce_years_scheme",
    sensitivity="headcount",
    event_basis="logged",
    breakdowns={},
    force_years=True,
    quarters=True,
    starts_on=SCHEME_2020,
)

COMPLAINT_CASES = Count(
    "complaint_cases",
    sensitivity="complaints",
    event_basis="logged",
    breakdowns={},
    force_years=True,
    starts_on=SCHEME_2020,
)

F_CASES = Count(
    "f_cases",
    sensitivity="complaint_characteristic",
    event_basis="logged",
    breakdowns={},
    force_years=True,
    starts_on=SCHEME_2020,
)


def _answers(name: str) -> Count:
    return Count(
        name,
        sensitivity="complaint_characteristic",
        event_basis="decided",
        breakdowns={"category_f": CATEGORY_F},
        smallest_area={"total": "region", "category_f": "region"},
        region_windows=("total", "category_f"),
        starts_on=SCHEME_2020,
    )


COMPLAINT_ANSWERS = (_answers("complaint_answers_decided"), _answers("complaint_answers_found"))


def _standard_answers(name: str) -> Count:
    return Count(
        name,
        sensitivity="proceedings",
        event_basis="decided",
        breakdowns={"standard_3": STANDARD_3},
    )


STANDARD_ANSWERS = (
    _standard_answers("standard_answers_decided"),
    _standard_answers("standard_answers_found"),
)


def _sch3(name: str) -> Count:
    # Complaints finalised in the first two months of the scheme were quick ones only, and few.
    return Count(
        name,
        sensitivity="complaint_characteristic",
        event_basis="finalised",
        breakdowns={"characteristic": "protected_characteristic"},
        not_additive=("characteristic",),
        smallest_area={"characteristic": "country"},
        starts_on=FIRST_WHOLE_YEAR,
    )


F_HANDLED = (_sch3("f_finalised"), _sch3("f_investigated"))

_INVENTED_THINNING = (
    "In the demonstration complaints other than discrimination are thinned to one in twenty, "
    "so its "
    "share of discrimination is far too high."
)

D1 = Measure(
    id="D1",
    title="Discrimination among complaint allegations",
    topic="discrimination",
    unit="% of complaint allegations",
    numerator="f_allegations",
    denominator="complaint_allegations",
    numerator_words="allegations of discriminatory behaviour (category F) in complaints",
    denominator_words="allegations in complaints, scheme in force since 1 February 2020",
    per=100,
    statistic="share",
    population="Complaint allegations in the scheme in force since 1 February 2020",
    exclusions="Conduct matters; allegations logged before 1 February 2020",
    grain="Forces, regions and all forces, by financial year and three-year window",
    why_it_matters="It sets discrimination beside all that people complain of.",
    caveats=(
        "An allegation is what someone reports, not a finding.",
        "Forces differ in how many small complaints they log, which moves the base.",
        _INVENTED_THINNING,
    ),
    source_law="IOPC guidance on capturing data about police complaints",
    regimes="2020 complaint scheme only",
    breakdowns=(),
    base_is_total=True,
)

D1_WORKFORCE = replace(
    D1,
    id="D1_workforce",
    title="Discrimination allegations and the workforce",
    unit="discrimination allegations per 1,000 workforce-years (officers, specials, staff)",
    denominator="workforce_years_scheme",
    denominator_words="officers, specials and staff in post, times the years observed since "
    "1 February 2020",
    per=1000,
    statistic="rate",
    caveats=(
        "An allegation is what someone reports, not a finding.",
        NEUTRAL,
    ),
    variant_of="D1",
)

D1_CASES = replace(
    D1,
    id="D1_cases",
    title="Complaints with a discrimination allegation",
    unit="% of complaints",
    numerator="f_cases",
    denominator="complaint_cases",
    numerator_words="complaints with at least one allegation of discriminatory behaviour",
    denominator_words="complaints with an allegation in the scheme in force since 1 February 2020",
    variant_of="D1",
)

D2 = Measure(
    id="D2",
    title="Characteristics named in discrimination allegations",
    topic="discrimination",
    unit="% of discrimination allegations; one can name several",
    numerator="characteristic_allegations",
    denominator="f_allegations",
    numerator_words="discrimination allegations that name the characteristic",
    denominator_words="allegations of discriminatory behaviour (category F) in complaints",
    per=100,
    statistic="share",
    population="Complaint allegations of discriminatory behaviour, category F of the scheme "
    "in force "
    "since 1 February 2020",
    exclusions="Conduct matters; allegations logged before 1 April 2020 (until February they had "
    "no characteristic, and of the two months after it every count of a force would be hidden); "
    "standard 3 (equality and diversity), which is another measure",
    grain="Race, disability and sex: forces in three-year windows, regions and all forces also by "
    "financial year. All others: regions in three-year windows, all forces also by financial "
    "year; by force most would be hidden",
    why_it_matters="It shows on which grounds the public says it was treated unfairly.",
    caveats=(
        "Shares add up to more than 100%, since an allegation can name several characteristics.",
        "An allegation is what someone reports, not a finding; more complaints can mean more "
        "trust in complaining.",
    ),
    source_law="Equality Act 2010 section 4; IOPC guidance on capturing data about police "
    "complaints",
    base_is_total=True,
    regimes="2020 complaint scheme only",
)

_ANSWER_CAVEATS = (
    "No case to answer does not mean that nothing happened.",
    "Allegations of one complaint, and officers of one allegation, are not independent of one "
    "another; the interval takes them as if they were.",
    "What is investigated at all differs between the groups, and with it what is decided.",
)

D3_F = Measure(
    id="D3_F",
    title="Case to answer, discrimination complaints (category F)",
    topic="discrimination",
    unit="% of decided complaint allegations, once for each officer they concern",
    numerator="complaint_answers_found",
    denominator="complaint_answers_decided",
    numerator_words="of these, a case to answer for misconduct or gross misconduct",
    denominator_words="allegations of complaints, once for each officer, on which it was decided "
    "whether there is a case to answer",
    per=100,
    statistic="share",
    population="Complaint allegations in the scheme in force since 1 February 2020 against police "
    "officers and special constables; discriminatory behaviour (category F) beside all others",
    exclusions="Not determined and not known; decisions without a day; police staff; conduct "
    "matters; standard 3 (equality and diversity), which is another measure",
    grain="Regions in three-year windows, all forces also by financial year: a force has too few",
    why_it_matters="It shows whether discrimination complaints, once investigated, are as often "
    "found to have a case to answer as others of the same area.",
    caveats=_ANSWER_CAVEATS,
    source_law="SI 2020/4 regulation 23; IOPC guidance on capturing data about police complaints",
    regimes="2020 complaint scheme only",
)

D3_S3 = replace(
    D3_F,
    id="D3_S3",
    title="Case to answer, equality and diversity (standard 3)",
    unit="% of decided allegations of all sources, once for each officer they concern",
    numerator="standard_answers_found",
    denominator="standard_answers_decided",
    denominator_words="allegations of complaints and conduct matters, once for each officer, on "
    "which it was decided whether there is a case to answer",
    population="Allegations of all sources against police officers and special constables; those "
    "under standard 3 (equality and diversity) beside those under other standards only",
    exclusions="Not determined and not known; decisions without a day; police staff; allegations "
    "without a recorded standard. Category F of complaints is another measure",
    grain=SPARSE,
    why_it_matters="It takes in what colleagues and forces report, and not only the public.",
    caveats=(
        "Standard 3 does not say which characteristic an allegation is about.",
        *_ANSWER_CAVEATS,
    ),
    source_law="SI 2012/2632 regulation 19; SI 2020/4 regulation 23 and Schedule 2",
    regimes="2012 and 2020 Regulations",
)

D4 = Measure(
    id="D4",
    title="Discrimination allegations investigated",
    topic="discrimination",
    unit="% of discrimination allegations finalised under Schedule 3",
    numerator="f_investigated",
    denominator="f_finalised",
    numerator_words="of these, in complaints that were investigated",
    denominator_words="allegations of discriminatory behaviour (category F) in complaints handled "
    "under Schedule 3 and finalised in the period",
    per=100,
    statistic="share",
    population="Complaint allegations of discriminatory behaviour, category F of the scheme in "
    "force since 1 February 2020, handled under Schedule 3",
    exclusions="Complaints handled outside Schedule 3, or without a record of how; complaints not "
    "yet finalised, or finalised before 1 April 2020",
    grain=SPARSE,
    why_it_matters="Only an investigation can end in a case to answer.",
    caveats=(
        "How a complaint was handled is recorded for the whole complaint, not for each allegation.",
        "An investigation is not always the proportionate answer to a complaint.",
        "Complaints finalised in the first years were quick ones; slow ones come later.",
    ),
    source_law="Police Reform Act 2002, Schedule 3, paragraph 6; IOPC Police complaints "
    "statistics, Table 18",
    regimes="2020 complaint scheme only",
)

COUNTS = (
    F_ALLEGATIONS,
    CHARACTERISTIC_ALLEGATIONS,
    CASES_NAMING_CHARACTERISTIC,
    COMPLAINT_ALLEGATIONS,
    WORKFORCE_YEARS_SCHEME,
    COMPLAINT_CASES,
    F_CASES,
    *COMPLAINT_ANSWERS,
    *STANDARD_ANSWERS,
    *F_HANDLED,
)
MEASURES = (
    D1,
    D1_WORKFORCE,
    D1_CASES,
    D2,
    D3_F,
    D3_S3,
    D4,
)
