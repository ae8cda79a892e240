"""What is counted and measured: the one place that says it.

A definition drives the cells that are counted, the published rows, the words beside each chart,
the codebook and the tests. A changed definition gets a new id; the old one stays explainable.
"""

from etl.errors import UnknownNameError
from etl.measures.definitions import (
    data_quality,
    day_counting,
    discrimination,
    disparity,
    gross_misconduct,
    referrals,
    stages,
    time_to_hearing,
)
from etl.measures.definitions.gross_misconduct import LADDER_MEASURES
from etl.measures.definitions.model import TOTAL, Count, Measure
from etl.measures.definitions.time_to_hearing import ENDINGS, T2

__all__ = [
    "COUNTS",
    "ENDINGS",
    "LADDER_MEASURES",
    "MEASURES",
    "T2",
    "TOTAL",
    "Count",
    "Measure",
    "event_basis",
    "measure_by_id",
]

_TOPICS = (
    referrals,
    gross_misconduct,
    discrimination,
    disparity,
    time_to_hearing,
    stages,
    day_counting,
    data_quality,
)

COUNTS: dict[str, Count] = {count.name: count for topic in _TOPICS for count in topic.COUNTS}
MEASURES: dict[str, Measure] = {
    measure.id: measure for topic in _TOPICS for measure in topic.MEASURES
}


def event_basis(measure: Measure) -> str:
    """The event by whose date a measure's cases fall into a period: that of its numerator."""
    return COUNTS[measure.numerator].event_basis


def measure_by_id(name: str) -> Measure:
    """The measure of that id, upper or lower case."""
    for measure in MEASURES.values():
        if measure.id.lower() == name.lower():
            return measure
    raise UnknownNameError(f"There is no measure {name!r}. The measures are {', '.join(MEASURES)}.")
