"""Published figures of other bodies, in one shape and under the codes of the reference files.

Every figure keeps the publisher's name for the area, the edition, the page and the unit; sums that
the publisher did not print say so in their note.
"""

from etl.transforms.official.boundaries import shape_boundaries
from etl.transforms.official.editions import find_revisions, mark_newest
from etl.transforms.official.figures import account_rows, shape_official
from etl.transforms.official.gaps import find_gaps
from etl.transforms.official.population import check_population, shape_population
from etl.transforms.official.totals import check_totals
from etl.transforms.official.workforce import official_workforce

__all__ = [
    "account_rows",
    "check_population",
    "check_totals",
    "find_gaps",
    "find_revisions",
    "mark_newest",
    "official_workforce",
    "shape_boundaries",
    "shape_official",
    "shape_population",
]
