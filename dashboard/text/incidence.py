"""Endings of matters in words: shares at a few days, title and what the picture shows."""

from collections.abc import Sequence

import polars as pl

from dashboard.text.figures import SYMBOLS, Row, is_shown, symbol_words, value_words
from dashboard.text.periods import Period

MARKED_DAYS = {182: "6 months", 365: "1 year", 548: "18 months", 730: "2 years", 1095: "3 years"}
# Published shares heard by a marked day; a force's lie between two steps of its curve.
HEARD_BY = {"T1_12m": 365, "T1_24m": 730}


def endings_table(points: Sequence[Row], shares: Sequence[Row] = ()) -> pl.DataFrame:
    """One line per ending with its share, and the interval, at the marked days.

    Where a share heard is published for that day it stands there; the rest is read off the steps.
    """
    if not any(point["estimate"] is not None for point in points):
        symbols = sorted({SYMBOLS.get(point["symbol"], "") for point in points})
        return pl.DataFrame({"Ending": ["All endings"], "Share": ["; ".join(symbols)]})
    names = dict.fromkeys(point["ending_label"] for point in points)
    last = max(point["day"] for point in points if point["day"] is not None)
    days = [day for day in MARKED_DAYS if day <= last]
    heard = {HEARD_BY[row["measure"]]: _share(row) for row in shares if is_shown(row)}
    hearing = next((p["ending_label"] for p in points if p["ending"] == "hearing"), None)
    columns = {"Ending": list(names)}
    for day in days:
        columns[MARKED_DAYS[day]] = [
            heard[day] if name == hearing and day in heard else _by(points, name, day)
            for name in names
        ]
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def endings_title(shares: Sequence[Row]) -> str:
    """The longer of the shares that can be shown."""
    for row in reversed(shares):
        if is_shown(row):
            return f"{row['measure_title']}: {value_words(row)}"
    return f"{shares[0]['measure_title']}: {symbol_words(shares[0])}" if shares else "Endings"


def endings_alt(points: Sequence[Row], shares: Sequence[Row], area: str, period: Period) -> str:
    table = endings_table(points, shares)
    told = "; ".join(f"{row[0]} {row[-1].split(' (')[0]}" for row in table.rows() if row[-1])
    by = f" By {table.columns[-1]}" if len(table.columns) > 1 else ""
    return f"Stacked curves of how matters ended, {area}, {period.dates}.{by}: {told}."


def _share(row: Row) -> str:
    return f"{row['value']:.1f}% ({row['lower']:.1f}% to {row['upper']:.1f}%)"


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
