"""Discrimination among complaint allegations, and the characteristics they name."""

from datetime import date

from etl.measures.definitions.model import SPARSE, Count, Measure

SCHEME_2020 = date(2020, 2, 1)

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
    grain=SPARSE,
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

COUNTS = (
    F_ALLEGATIONS,
    CHARACTERISTIC_ALLEGATIONS,
    CASES_NAMING_CHARACTERISTIC,
    COMPLAINT_ALLEGATIONS,
)
MEASURES = (
    D1,
    D2,
)
