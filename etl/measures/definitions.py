"""What is counted and measured: the one place that says it.

A definition drives the cells that are counted, the published rows, the words beside each chart,
the codebook and the tests. A changed definition gets a new id; the old one stays explainable.
"""

from dataclasses import dataclass, field
from datetime import date

from etl.errors import UnknownNameError

SCHEME_2020 = date(2020, 2, 1)

TOTAL = "total"
REGIMES = ("CR2012", "CR2020", "OTHER")
FORUMS = ("HEARING", "ACCELERATED")
NAMED = ("NONE_RECORDED", "ONE", "SEVERAL")


@dataclass(frozen=True)
class Count:
    """A count of which every cell is listed once and protected once.

    `breakdowns` maps a dimension to its code list (or its categories); those not in `not_additive`
    add up to the total. `parts_of` names the count of which this is a part; parts add up to it.
    `smallest_area` names the smallest area for which a dimension is counted (a force otherwise):
    splitting the few hearings of a force would hide more than a fifth of them.
    """

    name: str
    sensitivity: str
    event_basis: str
    breakdowns: dict[str, str | tuple[str, ...]]
    not_additive: tuple[str, ...] = ()
    has_total: bool = True
    smallest_area: dict[str, str] = field(default_factory=dict)
    force_years: bool = False
    parts_of: str | None = None
    base: str | None = None
    starts_on: date | None = None
    needs_open_cases: bool = False


REFERRALS = Count(
    "referrals",
    sensitivity="referrals",
    event_basis="received",
    breakdowns={"referral_route": "referral_route", "case_type": "case_type", "regime": REGIMES},
    force_years=True,
)
WORKFORCE_YEARS = Count(
    "workforce_years",
    sensitivity="headcount",
    event_basis="received",
    breakdowns={},
    force_years=True,
)
FINDINGS_KNOWN = Count(
    "findings_known",
    sensitivity="proceedings",
    event_basis="hearing",
    breakdowns={"forum": FORUMS, "regime": REGIMES},
    smallest_area={"forum": "region", "regime": "country"},
)
FINDINGS_GM_PROVEN = Count(
    "findings_gm_proven",
    sensitivity="proceedings",
    event_basis="hearing",
    breakdowns={"forum": FORUMS, "regime": REGIMES},
    smallest_area={"forum": "region", "regime": "country"},
)
GM_CASE_TO_ANSWER = Count(
    "gm_case_to_answer",
    sensitivity="proceedings",
    event_basis="decided",
    breakdowns={"regime": REGIMES},
    smallest_area={"regime": "country"},
)
F_ALLEGATIONS = Count(
    "f_allegations",
    sensitivity="complaint_characteristic",
    event_basis="logged",
    breakdowns={"characteristics_named": NAMED},
    smallest_area={"characteristics_named": "region"},
    force_years=True,
    starts_on=SCHEME_2020,
)
CHARACTERISTIC_ALLEGATIONS = Count(
    "characteristic_allegations",
    sensitivity="complaint_characteristic",
    event_basis="logged",
    breakdowns={"characteristic": "protected_characteristic"},
    not_additive=("characteristic",),
    has_total=False,
    base="f_allegations",
    starts_on=SCHEME_2020,
)
CASES_NAMING_CHARACTERISTIC = Count(
    "cases_naming_characteristic",
    sensitivity="complaint_characteristic",
    event_basis="aware",
    breakdowns={"characteristic": "protected_characteristic"},
    not_additive=("characteristic",),
    has_total=False,
)
HEARING_NOTICES = Count(
    "hearing_notices",
    sensitivity="proceedings",
    event_basis="notice",
    breakdowns={"regime": REGIMES},
    smallest_area={"regime": "country"},
    needs_open_cases=True,
)
HEARINGS_BEGUN = Count(
    "hearings_begun",
    sensitivity="proceedings",
    event_basis="notice",
    breakdowns={"regime": REGIMES},
    smallest_area={"regime": "country"},
    parts_of="hearing_notices",
    needs_open_cases=True,
)
HEARINGS_NOT_BEGUN = Count(
    "hearings_not_begun",
    sensitivity="remainder",
    event_basis="notice",
    breakdowns={"regime": REGIMES},
    smallest_area={"regime": "country"},
    parts_of="hearing_notices",
    needs_open_cases=True,
)

HEARING_WAITS_UNKNOWN = Count(
    "hearing_waits_unknown",
    sensitivity="remainder",
    event_basis="notice",
    breakdowns={},
    smallest_area={TOTAL: "country"},
)

COUNTS: dict[str, Count] = {
    count.name: count
    for count in (
        REFERRALS,
        WORKFORCE_YEARS,
        FINDINGS_KNOWN,
        FINDINGS_GM_PROVEN,
        GM_CASE_TO_ANSWER,
        F_ALLEGATIONS,
        CHARACTERISTIC_ALLEGATIONS,
        CASES_NAMING_CHARACTERISTIC,
        HEARING_NOTICES,
        HEARINGS_BEGUN,
        HEARINGS_NOT_BEGUN,
        HEARING_WAITS_UNKNOWN,
    )
}


@dataclass(frozen=True)
class Measure:
    """A figure made from counts: a rate, a share, or a reading of a waiting-time curve.

    `statistic` is `rate` (per workforce-year), `share` (of the base), `quantile` (days by which the
    share `at` is reached) or `reached` (share reached after `at` days).
    """

    id: str
    title: str
    topic: str
    unit: str
    numerator: str
    denominator: str
    numerator_words: str
    denominator_words: str
    per: float | None
    statistic: str
    population: str
    exclusions: str
    grain: str
    why_it_matters: str
    caveats: tuple[str, ...]
    source_law: str
    at: float | None = None
    base_is_total: bool = False
    day_type: str | None = None
    regimes: str = "2012 and 2020 Regulations"
    minimum_n: int = 10

    @property
    def event_basis(self) -> str:
        return COUNTS[self.numerator].event_basis


_SPARSE = (
    "Forces in three-year windows only; regions and all forces also by financial year. Areas of "
    "fewer than three forces as forces. By forum for regions and all forces; by Regulations for "
    "all forces."
)
_NEUTRAL = "A high figure may mean worse conduct, better detection or fuller recording."

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
        _NEUTRAL,
        "Death or serious injury matters depend on how often police meet people at risk; "
        "they are not misconduct and are also shown on their own.",
        "A referral is not an investigation, and a case can be referred more than once.",
    ),
    source_law="Police Reform Act 2002, Schedule 3, paragraphs 4 and 13; SI 2020/2 regulation 4",
    base_is_total=True,
)
G4 = Measure(
    id="G4",
    title="Gross misconduct proven at hearings",
    topic="gross_misconduct",
    unit="% of officers with a known finding at a hearing or accelerated hearing",
    numerator="findings_gm_proven",
    denominator="findings_known",
    numerator_words="officers and specials found to have committed gross misconduct",
    denominator_words="officers and specials with a known finding at a hearing, accelerated "
    "hearing "
    "or special case hearing",
    per=100,
    statistic="share",
    population="Police officers and special constables, serving or former, once for each hearing",
    exclusions="Police staff; meetings; findings not known or without the day of the hearing; "
    "hearings withdrawn, stayed or discontinued",
    grain=_SPARSE,
    why_it_matters="It shows how often a panel, on the balance of probabilities, finds what the "
    "force or the IOPC alleged at this level.",
    caveats=(
        "It says nothing about how often gross misconduct happens, nor how often an officer "
        "is dismissed.",
        "Accelerated hearings are held where the evidence is already strong; a change in their "
        "share moves the total. The two are also shown apart.",
        "The finding is the one made at the hearing; appeals are not taken into account.",
        "Officers heard together are not independent of one another; the interval takes them "
        "as if they were.",
    ),
    source_law="SI 2012/2632 regulations 35 and 55; SI 2020/4 regulations 42 and 62",
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
    exclusions="Conduct matters; allegations logged before 1 February 2020, which had no "
    "characteristic; standard 3 (equality and diversity), which is another measure",
    grain=_SPARSE,
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


def _t2(id: str, title: str, unit: str, statistic: str, at: float, per: float | None) -> Measure:
    return Measure(
        id=id,
        title=title,
        topic="time_to_hearing",
        unit=unit,
        numerator="hearings_begun",
        denominator="hearing_notices",
        numerator_words="officers and specials whose hearing has begun",
        denominator_words="officers and specials given notice of a misconduct hearing in the "
        "period",
        per=per,
        statistic=statistic,
        at=at,
        day_type="calendar",
        population="Police officers and special constables given notice of a misconduct hearing, "
        "once for each hearing, in the period of the notice",
        exclusions="Accelerated and special case hearings (another clock); meetings; police staff; "
        "subjects with a record set aside; hearings whose day of notice, start or withdrawal is "
        "not known (counted in hearing_waits_unknown)",
        grain=_SPARSE,
        why_it_matters="Nobody publishes it. Long waits weigh on complainants and officers alike.",
        caveats=(
            "Officers still waiting are kept in, with their wait so far (Kaplan–Meier); "
            "leaving them "
            "out would make waits look shorter.",
            "Hearings withdrawn or discontinued count as waiting until that day.",
            "The clock starts at the notice of the hearing, not when the matter came to attention.",
            "Curves are drawn in steps of at least three hearings, so that no single wait shows; "
            "a median can come out late by up to a step.",
            "The chair may lawfully extend the statutory period.",
        ),
        source_law="SI 2012/2632 regulation 21; SI 2020/4 regulations 29 and 30",
    )


T2 = _t2(
    "T2",
    "Days from notice to hearing",
    "median days from notice to first day",
    "quantile",
    0.5,
    None,
)
T2_P90 = _t2(
    "T2_p90",
    "Days until nine in ten hearings began",
    "days from notice by which 90% had begun",
    "quantile",
    0.9,
    None,
)
T2_12M = _t2(
    "T2_12m",
    "Hearings begun within 12 months of notice",
    "% of officers given notice",
    "reached",
    365,
    100,
)
T2_24M = _t2(
    "T2_24m",
    "Hearings begun within 24 months of notice",
    "% of officers given notice",
    "reached",
    730,
    100,
)

MEASURES: dict[str, Measure] = {
    measure.id: measure for measure in (R1, G4, D2, T2, T2_P90, T2_12M, T2_24M)
}


def measure_by_id(name: str) -> Measure:
    """The measure of that id, upper or lower case."""
    for measure in MEASURES.values():
        if measure.id.lower() == name.lower():
            return measure
    raise UnknownNameError(f"There is no measure {name!r}. The measures are {', '.join(MEASURES)}.")
