"""From one published figure to the next: what is printed in between, and what stays unexplained."""

from collections.abc import Sequence

import polars as pl

from dashboard.text.figures import Row
from dashboard.text.official import period_words
from dashboard.text.prose import prose
from dashboard.text.record import exact_words

REMAINDER = "Not explained"
WORKED_OUT = "worked out from the figures above and below"


def bridge_steps(lines: Sequence[Row]) -> list[Row]:
    """The lines of a bridge with a remainder before each total but the first.

    `lines` have `as` (total or less), `label` and `value`, which is None where the record holds no
    such figure; nothing is worked out across such a gap. Each step says from where to where it goes
    on the chart (`start`, `end`).
    """
    steps: list[Row] = []
    reached: float | None = None
    for line in lines:
        value = line["value"]
        if line["as"] == "total":
            if reached is not None and value is not None:
                steps.append(_remainder(reached, value))
            steps.append(line | {"start": 0.0, "end": value})
            reached = value
        else:
            after = None if None in (reached, value) else reached - value
            steps.append(line | {"start": reached, "end": after})
            reached = after
    return steps


def _remainder(reached: float, value: float) -> Row:
    found = {"as": "remainder", "label": REMAINDER, "value": value - reached}
    return found | {"start": reached, "end": value}


def step_words(step: Row) -> str:
    """The figure of a step with its sign: −328, +187, 1,300."""
    if step["value"] is None:
        return prose("bridges")["words"]["missing"].lower()
    if step["as"] == "total":
        return exact_words(step["value"])
    change = step["value"] if step["as"] == "remainder" else -step["value"]
    return f"+{exact_words(change)}" if change > 0 else exact_words(change)


def bridge_table(steps: Sequence[Row]) -> pl.DataFrame:
    """One line per step: what it counts, in which unit, of whom and when, and where it stands."""
    columns = {
        "Step": [_label(step) for step in steps],
        "Figure": [step_words(step) for step in steps],
        "Unit": [step.get("unit") or "" for step in steps],
        "Covers": [step.get("area_name") or "" for step in steps],
        "Counted": [_timing(step) for step in steps],
        "Year": [period_words(step["period"]) if step.get("period") else "" for step in steps],
        "Edition": [step.get("edition") or "" for step in steps],
        "Sentence": [step.get("quote") or "" for step in steps],
        "Source": [_source(step) for step in steps],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def bridge_alt(title: str, steps: Sequence[Row]) -> str:
    """Every step of the chart in words."""
    told = "; ".join(f"{_label(step)} {step_words(step)}" for step in steps)
    return f"Bridge chart, {title}. {told}."


def _label(step: Row) -> str:
    return f"less: {step['label']}" if step["as"] == "less" else step["label"]


def _timing(step: Row) -> str:
    return prose("bridges")["timing"][step["timing"]] if "timing" in step else WORKED_OUT


def _source(step: Row) -> str:
    return f"[{step['publisher']}]({step['url']})" if step.get("url") else ""
