"""How referrals were decided: by the year of the decision, or followed from the referral."""

from dashboard.components.filters import Ask, choose
from dashboard.components.over_time import by_category
from dashboard.components.panel import show
from dashboard.components.section import section

FOLLOWED = {
    "R3": "Decided in the period",
    "R3_cohort": "Received in the period, with those not yet decided",
}


@section
def show_mix(ask: Ask) -> None:
    """Modes of investigation over the years, counted in one of two ways."""
    name = choose("Referrals counted", "referrals_counted", list(FOLLOWED), words=FOLLOWED)
    show(by_category(ask, name, "mode", "financial_year"))
