"""Relative likelihood of each step by group, from shown count cells only."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from etl.disclosure.policy import Policy
from etl.measures.definitions import COUNTS, TOTAL
from etl.measures.disparity import Group, bounds, relative_likelihood, sentence_allowed
from etl.publish.breaks import Breaks
from etl.publish.values import gravest

NOT_KNOWN = "NOT_KNOWN"
WINDOW = "three_years"


@dataclass(frozen=True)
class Comparison:
    """One step: what is counted, out of what, by which breakdown, beside which group."""

    step: str
    numerator: str
    denominator: str
    breakdown: str
    reference: str
    is_rate: bool = False


# Out of officers in post: a rate over their years, for which officers of a case count each time.
_IN_POST = ("assessed", "steps_assessed", "steps_in_post")
_OFFICER_STEPS = (
    ("assessed_gross", "steps_gross", "steps_assessed"),
    ("case_to_answer", "steps_case_to_answer", "steps_gross"),
    ("to_hearing", "steps_to_hearing", "steps_case_to_answer"),
    ("proven", "steps_proven", "steps_to_hearing"),
    ("dismissed", "steps_dismissed", "steps_proven"),
)
_GROUPS = (("ethnicity", "WHITE"), ("sex", "MALE"))
COMPARISONS = (
    *(Comparison(*_IN_POST, *groups, is_rate=True) for groups in _GROUPS),
    *(Comparison(*step, *groups) for groups in _GROUPS for step in _OFFICER_STEPS),
    Comparison(
        "answer_found",
        "complaint_answers_found",
        "complaint_answers_decided",
        "category_f",
        "NOT_F",
    ),
    Comparison(
        "answer_found",
        "standard_answers_found",
        "standard_answers_decided",
        "standard_3",
        "OTHER_STANDARDS",
    ),
)
PLACE = ("area_code", "area_level", "period", "period_start", "period_end", "provisional")
Cell = tuple[float | None, str | None]


def disparity(cells: pl.DataFrame, breaks: Breaks, policy: Policy) -> pl.DataFrame:
    """Rows of `published.disparity` without dataset: one per step, area, window and group.

    The reference group and the group not known have rows of their own, without a ratio.
    """
    rows = [
        row for item in COMPARISONS for row in _rows(item, cells.filter(period_type=WINDOW), policy)
    ]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    if frame.is_empty():
        return frame
    marks = [
        any(start < day <= end for day in breaks.days(COUNTS[name].event_basis, area))
        for name, area, start, end in frame.select(
            "numerator_count", "area_code", "period_start", "period_end"
        ).iter_rows()
    ]
    return frame.with_columns(
        pl.Series("break_within", marks, dtype=pl.Boolean), pl.lit(WINDOW).alias("period_type")
    )


def _rows(item: Comparison, cells: pl.DataFrame, policy: Policy) -> Iterator[dict]:
    upper, base = (
        _by_place(cells, name, item.breakdown) for name in (item.numerator, item.denominator)
    )
    totals = _by_place(cells, item.denominator, TOTAL)
    for place, groups in upper.items():
        bases = base.get(place, {})
        whole = totals.get(place, {TOTAL: (_sum(bases), None)})[TOTAL][0]
        known = {name: (groups[name], bases.get(name, (None, "x"))) for name in groups}
        for category in groups:
            yield {
                "step": item.step,
                "breakdown": item.breakdown,
                "numerator_count": item.numerator,
                "denominator_count": item.denominator,
                **dict(zip(PLACE, place, strict=True)),
                "category": category,
                "reference": item.reference,
                **_compared(category, item, known, whole, policy),
            }


def _sum(bases: dict[str, Cell]) -> float | None:
    """All of a base that has no total of its own; None where a part is hidden or missing."""
    counts = [count for count, _ in bases.values()]
    return None if None in counts else sum(counts)


def _by_place(cells: pl.DataFrame, name: str, breakdown: str) -> dict[tuple, dict[str, Cell]]:
    found: dict[tuple, dict[str, Cell]] = {}
    rows = cells.filter(count_name=name, breakdown=breakdown).select(
        *PLACE[:-1], "is_provisional", "category", "count", "symbol"
    )
    for *place, category, count, symbol in rows.iter_rows():
        found.setdefault(tuple(place), {})[category] = (count, symbol)
    return found


def _compared(
    category: str,
    item: Comparison,
    known: dict[str, tuple[Cell, Cell]],
    whole: float | None,
    policy: Policy,
) -> dict:
    (events, symbol), (people, base_symbol) = known[category]
    (beside, other_symbol), (others, other_base) = known[item.reference]
    row = {
        "numerator": events,
        "denominator": people,
        "reference_numerator": beside,
        "reference_denominator": others,
        "share": _share(events, people),
        "reference_share": _share(beside, others),
        "ratio": None,
        "lower": None,
        "upper": None,
        "interval_method": None,
        "symbol": gravest(symbol, base_symbol, other_symbol, other_base),
        "unknown_share": None,
        "bound_group": None,
        "bound_reference": None,
        "sentence_allowed": False,
    }
    if row["symbol"]:
        return row
    if category in (item.reference, NOT_KNOWN):
        return row | {"symbol": "z"}
    group, reference = (Group(*pair, item.is_rate) for pair in ((events, people), (beside, others)))
    return row | _ratio(group, reference, known, whole, policy)


def _ratio(
    group: Group,
    reference: Group,
    known: dict[str, tuple[Cell, Cell]],
    whole: float | None,
    policy: Policy,
) -> dict:
    found = relative_likelihood(group, reference)
    if found is None:
        return {"symbol": "z"}
    share, outer = _unknown(group, reference, known, whole)
    few = min(group.events, reference.events) < policy.uncertain_below
    return {
        "ratio": found.ratio,
        "lower": found.lower,
        "upper": found.upper,
        "interval_method": found.method,
        "symbol": "u" if few else None,
        "unknown_share": share,
        "bound_group": outer[0],
        "bound_reference": outer[1],
        "sentence_allowed": sentence_allowed(found, group, reference, share, outer),
    }


def _unknown(
    group: Group, reference: Group, known: dict, whole: float | None
) -> tuple[float | None, tuple[float | None, float | None]]:
    """The share of the base whose group is not known, and the ratio at both bounds."""
    if NOT_KNOWN not in known:
        return 0.0, (None, None)
    (events, _), (people, _) = known[NOT_KNOWN]
    if events is None or people is None or not whole:
        return None, (None, None)
    return 100 * people / whole, bounds(group, reference, Group(events, people))


def _share(events: float | None, people: float | None) -> float | None:
    return 100 * events / people if events is not None and people else None
