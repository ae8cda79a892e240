"""Cohorts before and after a change of rules in words: what differs, and never why."""

from collections.abc import Mapping, Sequence

import polars as pl

from dashboard.text.comparisons import signed
from dashboard.text.figures import SYMBOLS, Row, base_words, interval_words, number_words
from dashboard.text.periods import day_words

PER = 100
NAMES = {
    "accelerated": "Accelerated hearing",
    "former": "Former officers",
    "in_flight": "Not yet heard on the day",
    "heard": "Heard within six months",
    "proven": "Gross misconduct proven",
    "dismissed": "Dismissed, or would have been",
}
BASES = {
    "accelerated": "given notice",
    "former": "given notice",
    "in_flight": "given notice",
    "heard": "given notice",
    "proven": "known findings of those heard",
    "dismissed": "proven",
}
# What the cohorts are made up of, rather than what became of them.
MIX = ("accelerated", "former", "in_flight")
SIDES = {"before": "Before", "after": "From the day on"}
NOT_APPLICABLE = {
    ("in_flight", "after"): "[z] notices of the earlier side only",
}


def figure_words(row: Row) -> str:
    """The share with its counts and interval, or the symbol that stands for it."""
    if row["value"] is None:
        return NOT_APPLICABLE.get((row["figure"], row["side"]), SYMBOLS.get(row["symbol"], ""))
    shown = _as_measure(row)
    uncertain = f"; {SYMBOLS['u']}" if row["symbol"] == "u" else ""
    return (
        f"{number_words(row['value'], PER)}% ({base_words(shown)} {BASES[row['figure']]}; "
        f"95% interval {interval_words(shown)}{uncertain})"
    )


def cohort_title(rows: Sequence[Row]) -> str:
    """What became of those given notice: which shares differ, without a cause."""
    later = [row for row in rows if row["finding"] and row["figure"] not in MIX]
    day = day_words(rows[0]["change_date"])
    differ = [row for row in later if row["finding"] in ("higher", "lower")]
    if not later:
        return f"Notices before and after {day}: nothing can be compared"
    if not differ:
        return f"Notices before and after {day}: no clear difference in what became of them"
    named = "; ".join(f"{NAMES[row['figure']].lower()} {row['finding']}" for row in differ)
    return f"Notices before and after {day}: {named}"


def cohort_finding(rows: Sequence[Row]) -> str:
    """How alike the two sides are made up, and how many straddle the day."""
    by_place = {(row["figure"], row["side"]): row for row in rows}
    waiting = by_place.get(("in_flight", "before"))
    words = []
    if waiting and waiting["value"] is not None:
        words.append(
            f"Of {waiting['denominator']:,.0f} officers given notice before, "
            f"{waiting['numerator']:,.0f} had still to be heard on the day, so the new rules may "
            "have met them, too."
        )
    mixed = [
        f"{NAMES[name].lower()} {row['finding']}"
        for name in MIX
        if (row := by_place.get((name, "after"))) and row["finding"] in ("higher", "lower")
    ]
    made_up = (
        f"The two sides are made up differently: {'; '.join(mixed)} from the day on."
        if mixed
        else "No clear difference in what the two sides are made up of."
    )
    words.append(f"{made_up} Nothing here says why a share differs.")
    return " ".join(words)


def cohort_table(rows: Sequence[Row]) -> pl.DataFrame:
    """One line per share: before, after, and the difference with its interval."""
    by_place = {(row["figure"], row["side"]): row for row in rows}
    lines = [
        (
            name,
            figure_words(by_place[figure, "before"]),
            figure_words(by_place[figure, "after"]),
            _difference_words(by_place[figure, "after"]),
        )
        for figure, name in NAMES.items()
        if (figure, "before") in by_place and (figure, "after") in by_place
    ]
    columns = ["What", *SIDES.values(), "Difference"]
    return pl.DataFrame(lines, schema=dict.fromkeys(columns, pl.String), orient="row")


def cohort_alt(rows: Sequence[Row]) -> str:
    """Every share of both sides; every number in it stands in the table."""
    told = [
        f"{NAMES[row['figure']]}, {SIDES[row['side']].lower()}: {number_words(row['value'], PER)}%"
        for row in rows
        if row["value"] is not None
    ]
    return f"Dot chart of shares of officers given notice. {'; '.join(told)}."


def _difference_words(row: Row) -> str:
    if row["difference"] is None:
        return ""
    low, high = signed(row["difference_lower"], PER), signed(row["difference_upper"], PER)
    return f"{signed(row['difference'], PER)} percentage points ({low} to {high}); {row['finding']}"


def _as_measure(row: Row) -> Mapping:
    return {**row, "measure": "", "category": "", "per": PER}
