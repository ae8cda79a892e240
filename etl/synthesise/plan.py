"""How many cases of each kind arise in each financial year."""

from dataclasses import dataclass

import numpy as np

from etl.synthesise.draws import whole_numbers
from etl.synthesise.targets import Targets

# Kinds of case, by the way they reach the records.
REFERRED = "REFERRED"
CONDUCT = "CONDUCT"
SPECIAL_PROCEDURES = "SPECIAL_PROCEDURES"
DISCRIMINATION = "DISCRIMINATION"
COMPLAINT = "COMPLAINT"
STREAMS = (REFERRED, CONDUCT, SPECIAL_PROCEDURES, DISCRIMINATION, COMPLAINT)

# Complaints other than discrimination are kept one in twenty; nothing measured rests on them.
THINNING = 20
SECOND_REFERRALS = 0.035
REFERRED_DISCRIMINATION = 0.06
SPECIAL_DISCRIMINATION = 0.03
# Allegations of discrimination in a complaint that holds one: 1, 2 or 3 of them.
DISCRIMINATION_ALLEGATIONS = {"1": 88, "2": 10, "3": 2}
# Conduct matters, and complaints under special procedures, for each person in proceedings.
CONDUCT_PER_PROCEEDING = 1.45
SPECIAL_PER_PROCEEDING = 0.12


@dataclass(frozen=True)
class Plan:
    """Cases by stream (rows) and financial year (columns), and the scale against full size."""

    years: range
    counts: np.ndarray
    scale: float


def make_plan(targets: Targets, years: range, cases: int | None) -> Plan:
    """Cases at national scale, or scaled down so that they add to `cases`."""
    full = np.vstack([_full_scale(targets, years)[stream] for stream in STREAMS])
    total = round(full.sum()) if cases is None else cases
    scale = 1.0 if cases is None else float(cases / full.sum())
    return Plan(years, whole_numbers(full.ravel(), total).reshape(full.shape), scale)


def _full_scale(targets: Targets, years: range) -> dict[str, np.ndarray]:
    referred = targets.by_year("referrals", years) / (1 + SECOND_REFERRALS)
    referred_complaints = referred * targets.one("matter_share", "COMPLAINT") / 100
    people = targets.by_year("proceedings_officers", years)
    people = people + targets.by_year("proceedings_staff", years)
    special = people * SPECIAL_PER_PROCEEDING
    discrimination = targets.by_year("f_allegations", years) / _mean(DISCRIMINATION_ALLEGATIONS)
    discrimination -= referred_complaints * REFERRED_DISCRIMINATION
    discrimination -= special * SPECIAL_DISCRIMINATION
    other = targets.by_year("complaints_logged", years)
    other = other - referred_complaints - special - discrimination
    return {
        REFERRED: referred,
        CONDUCT: people * CONDUCT_PER_PROCEEDING,
        SPECIAL_PROCEDURES: special,
        DISCRIMINATION: discrimination,
        COMPLAINT: other / THINNING,
    }


def _mean(shares: dict[str, float]) -> float:
    return sum(int(number) * share for number, share in shares.items()) / sum(shares.values())
