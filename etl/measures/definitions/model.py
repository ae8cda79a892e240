"""The two kinds of definition: a count, of which every cell is protected, and a measure."""

from dataclasses import dataclass, field
from datetime import date

TOTAL = "total"
REGIMES = ("CR2012", "CR2020", "OTHER")
FORUMS = ("HEARING", "ACCELERATED")
SERVICE = ("SERVING", "FORMER")
OFFICERS = ("REGULAR_OFFICER", "SPECIAL_CONSTABLE", "OFFICER_UNIDENTIFIED")
SPARSE = (
    "Forces in three-year windows only; regions and all forces also by financial year. Areas of "
    "fewer than three forces as forces. By forum for regions in windows and for all forces; by "
    "Regulations for all forces."
)
NEUTRAL = "A high figure may mean worse conduct, better detection or fuller recording."
OWNER = "Conduct Trends project"
CHECKED_BY = "Not yet checked by a person outside the project"
NEXT_REVIEW = date(2027, 4, 1)
RANK_BANDS = ("CONSTABLE", "SERGEANT", "INSPECTOR_AND_ABOVE", "SPECIAL", "NOT_KNOWN")
STANDARDS = "standard_of_behaviour"
OFFICERS_ONCE = "Police officers and special constables, serving or former, once for each case"


@dataclass(frozen=True)
class Count:
    """A count of which every cell is listed once and protected once.

    `breakdowns` maps a dimension to its code list (or its categories); those not in `not_additive`
    add up to the total. `parts_of` names the count of which this is a part; parts add up to it.
    `smallest_area` names the smallest area for which a dimension, or one category of it, is counted
    (a force otherwise): splitting the few hearings of a force would hide more than a fifth of them;
    `region_windows` names the dimensions that regions, for the same reason, have in windows only,
    but for categories that forces have. `quarters` are
    counted for all forces only. A stock is counted on the last day of a period, so that years do
    not add up to a window. `follow_up_months` is how long a cohort is followed before it counts.
    """

    name: str
    sensitivity: str
    event_basis: str
    breakdowns: dict[str, str | tuple[str, ...]]
    not_additive: tuple[str, ...] = ()
    has_total: bool = True
    smallest_area: dict[str | tuple[str, str], str] = field(default_factory=dict)
    region_windows: tuple[str, ...] = ()
    force_years: bool = False
    parts_of: str | None = None
    base: str | None = None
    starts_on: date | None = None
    needs_open_cases: bool = False
    follow_up_months: int = 0
    quarters: bool = False
    is_stock: bool = False
    windows_only: bool = False


@dataclass(frozen=True)
class Measure:
    """A figure made from counts: a rate, a share, or a reading of a waiting-time curve.

    `statistic` is `rate` (per workforce-year), `share` (of the base), `count` (a stock), `quantile`
    (days by which the share `at` is reached), `finished` (the same of those alone who were heard),
    `reached` or `beyond` (share reached, or not, after `at` days, read off the curve), `restricted`
    or `lost` (mean days of the first `at` before the ending, or after it), `mean` (numerator over
    base, no interval) or `mean_days` (of single times, no interval). The base is read from the same
    breakdown, or from the total (`base_is_total`) but for `own_base` breakdowns. `breakdowns` names
    those of the count's that are wanted (all, if None), `skip_total` leaves out a total that would
    always be 100%. `variant_of` names the measure that asks the same over another base. `explains`
    names the measure beside which this one is shown as a warning: by itself it misleads, so it is
    never a choice, and nothing is compared by it. `checked_by` and `next_review` say who outside
    the project has checked the definition, and by when it is looked at again.
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
    own_base: tuple[str, ...] = ()
    skip_total: bool = False
    breakdowns: tuple[str, ...] | None = None
    curve: str | None = None
    day_type: str | None = None
    regimes: str = "2012 and 2020 Regulations"
    minimum_n: int = 10
    variant_of: str | None = None
    owner: str = OWNER
    checked_by: str = CHECKED_BY
    next_review: date = NEXT_REVIEW
    explains: str | None = None
