"""Why there is no figure, in words: what is hidden, missing or not reached, and by which rule."""

from collections.abc import Mapping, Sequence
from typing import Any

from etl.measures.definitions import COUNTS, Measure

UNCERTAIN = "uncertain: from fewer than 10"


def why(
    measure: Measure,
    row: Mapping[str, Any],
    policy: Mapping[str, Mapping[str, Any]],
    closed: Sequence[str] = (),
) -> str:
    """Why a row of `published.measure_values` has no value.

    `policy` has the rows of `published.policy` by class; `closed` names the suppliers who delivered
    finished cases only.
    """
    if row["symbol"] == "c":
        return _hidden(measure, row, policy)
    return _missing(measure, closed) if row["symbol"] == "x" else _not_applicable(measure, row)


def _hidden(
    measure: Measure, row: Mapping[str, Any], policy: Mapping[str, Mapping[str, Any]]
) -> str:
    parts = [
        (measure.numerator, measure.numerator_words, row["numerator"]),
        (measure.denominator, measure.denominator_words, row["denominator"]),
    ]
    hidden = {name: words for name, words, count in reversed(parts) if count is None}
    if not hidden:
        # Both counts stand there: a third would follow from the figure.
        return "hidden to protect people: a hidden count could be worked out from it"
    classes = dict.fromkeys(COUNTS[name].sensitivity for name in hidden)
    rules = [_rule(policy[each]) for each in classes if each in policy]
    curve = "whatever is read off a waiting-time curve is hidden with its counts"
    said = [
        f"hidden to protect people: not shown is the number of {'; and of '.join(hidden.values())}",
        *dict.fromkeys(rules),
        *([curve] if measure.curve else []),
    ]
    return ". ".join(
        part[0].upper() + part[1:] if place else part for place, part in enumerate(said)
    )


def _rule(rule: Mapping[str, Any]) -> str:
    """The rule of a class; which counts it hid, and which were hidden beside them, is not told."""
    most = int(rule["hide_up_to"])
    beside = "others from which such a count could be worked out"
    if not most:
        return f"in the class “{rule['title']}” only {beside} are hidden"
    counts = f"counts of {'1' if most == 1 else f'1 to {most}'}"
    return (
        f"in the class “{rule['title']}” {counts} or from a single case are hidden, and {beside}; "
        "none of them is zero"
    )


def _missing(measure: Measure, closed: Sequence[str]) -> str:
    said = "not available: no return arrived, or too much of it was set aside"
    if not closed or not COUNTS[measure.denominator].needs_open_cases:
        return said
    return f"{said}, or it holds finished cases only, as what {' and '.join(closed)} delivered"


def _not_applicable(measure: Measure, row: Mapping[str, Any]) -> str:
    if not row["denominator"]:
        return "not applicable: there is nobody to count, or the period lies before the scheme"
    if measure.statistic == "quantile":
        share = f"{measure.at:.0%}"
        return f"not applicable: not reached, as fewer than {share} had got there by the last day"
    if measure.statistic in ("reached", "beyond", "restricted", "lost"):
        return f"not applicable: too few were followed for {measure.at:.0f} days so far"
    return "not applicable: not yet followed long enough, or before the scheme began"
