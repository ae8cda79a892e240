"""Endings of matters in words: shares at a few days, title and what the picture shows."""

from collections.abc import Sequence

import polars as pl

from dashboard.text.figures import SYMBOLS, Row, is_shown, symbol_words, value_words
from dashboard.text.periods import Period

MARKED_DAYS = {182: "6 months", 365: "1 year", 548: "18 months", 730: "2 years", 1095: "3 years"}


def endings_table(points: Sequence[Row]) -> pl.DataFrame:
    """One line per ending with its share, and the interval, at the marked days."""
    if not any(point["estimate"] is not None for point in points):
        symbols = sorted({SYMBOLS.get(point["symbol"], "") for point in points})
        return pl.DataFrame({"Ending": ["All endings"], "Share": ["; ".join(symbols)]})
    names = dict.fromkeys(point["ending_label"] for point in points)
    last = max(point["day"] for point in points if point["day"] is not None)
    days = [day for day in MARKED_DAYS if day <= last]
    columns = {"Ending": list(names)}
    columns |= {MARKED_DAYS[day]: [_by(points, name, day) for name in names] for day in days}
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def endings_title(shares: Sequence[Row]) -> str:
    """The longer of the shares that can be shown."""
    for row in reversed(shares):
        if is_shown(row):
            return f"{row['measure_title']}: {value_words(row)}"
    return f"{shares[0]['measure_title']}: {symbol_words(shares[0])}" if shares else "Endings"


def endings_alt(points: Sequence[Row], area: str, period: Period) -> str:
    table = endings_table(points)
    told = "; ".join(f"{row[0]} {row[-1].split(' (')[0]}" for row in table.rows() if row[-1])
    by = f" By {table.columns[-1]}" if len(table.columns) > 1 else ""
    return f"Stacked curves of how matters ended, {area}, {period.dates}.{by}: {told}."


def _by(points: Sequence[Row], name: str, day: int) -> str:
    before = [
        point
        for point in points
        if point["ending_label"] == name and point["estimate"] is not None and point["day"] <= day
    ]
    if not before:
        return "0.0%"
    point = max(before, key=lambda each: each["day"])
    if point["lower"] is None or point["upper"] is None:
        return f"{point['estimate']:.1%}"
    return f"{point['estimate']:.1%} ({point['lower']:.1%} to {point['upper']:.1%})"
