"""Every official figure by force was judged: does it count the same as one of our counts?"""

import pytest

from etl.measures.definitions import COUNTS
from etl.publish.known import PRINTED_BY_FORCE
from etl.publish.official import read_and_shape

SAME = {
    "Allegations logged": "complaint_allegations",
    "Complaint cases finalised": "complaints_finalised",
}
# Of another unit, so that nothing follows for a single count.
OTHER = {
    "Average days to finalise a complaint case": "a mean",
    "Reviews by the IOPC completed": "reviews are not counted here",
    "Reviews by the IOPC: outcome not reasonable and proportionate": "the same",
    "Officers added to the barred list": "by the day of the listing, from any earlier hearing",
    "Police officers who left by dismissal or end of contract": "by the day of leaving, with "
    "contracts that ended and dismissals without a hearing",
    "Officers found to have a case to answer in published IOPC reports": "of one body's own cases",
    "Case pages published": "pages, of one body's own cases",
    "Officers in post, as used by the BBC": "headcount",
    "Police workforce in post": "headcount",
    "Resident population, mid-year": "residents",
    **{
        f"Change in police workforce in {months} months{unit}": "headcount"
        for months in (6, 12)
        for unit in ("", ", FTE", ", headcount")
    },
}
DEATHS = (
    "Apparent suicides following custody",
    "Deaths in or following custody",
    "Fatal shootings",
    "Other deaths following police contact",
    "Road traffic incidents",
)


def test_every_official_figure_by_force_was_judged(settings):
    figures = read_and_shape(settings).figures
    by_force = figures.filter(~figures["area_level"].is_in(["country", "region"]))
    named = {name for name in by_force["measure"].unique() if not name.startswith(DEATHS)}
    new = named - SAME.keys() - OTHER.keys()
    assert not new, f"{new}: a count of ours by force, in SAME, or what else it is, in OTHER?"
    assert named == SAME.keys() | OTHER.keys()


def test_what_counts_the_same_covers_nothing():
    assert set(SAME.values()) == set(PRINTED_BY_FORCE) <= COUNTS.keys()


@pytest.mark.parametrize("name", PRINTED_BY_FORCE)
def test_what_is_printed_by_force_says_nothing_of_an_officer(name):
    assert COUNTS[name].sensitivity in ("complaints", "mean_time")
