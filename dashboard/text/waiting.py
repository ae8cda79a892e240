"""Points of a waiting-time curve in words."""

from collections.abc import Mapping, Sequence

import polars as pl

from dashboard.text.figures import SYMBOLS, Row, count_words, is_shown, value_words
from dashboard.text.periods import Period


def point_words(point: Row) -> str:
    """One point: 38.2% by day 212 (95% interval 30.1% to 47.5%; 41 still waiting)."""
    if point["estimate"] is None:
        return SYMBOLS.get(point["symbol"], "")
    inside = [
        f"95% interval {_interval(point)}" if point["lower"] is not None else "",
        _risk(point),
    ]
    inside = [part for part in inside if part]
    return f"{point['estimate']:.1%} by day {point['day']:,}" + (
        f" ({'; '.join(inside)})" if inside else ""
    )


def curve_table(points: Sequence[Row], words: Mapping[str, str]) -> pl.DataFrame:
    """One line per point; `words` are those of the curve in panels.toml."""
    columns = {
        words["days"]: ["" if p["day"] is None else f"{p['day']:,}" for p in points],
        words["share"]: [_share(p) for p in points],
        "95% interval": [_interval(p) for p in points],
        "Still waiting": ["" if p["at_risk"] is None else f"{p['at_risk']:,}" for p in points],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def curve_alt(points: Sequence[Row], area: str, period: Period, words: Mapping[str, str]) -> str:
    shown = [point for point in points if point["estimate"] is not None]
    end = f" Last point: {point_words(shown[-1])}." if shown else " Hidden to protect people."
    return f"Step curve of {words['alt']}, {area}, {period.dates}.{end}"


def finished_words(whole: Row, finished: Row) -> str:
    """The median with those still waiting kept in, after the one of hearings already held."""
    of = f"Notices of {whole['period']}"
    if not is_shown(finished):
        return f"{of}: {value_words(whole)}"
    held, noticed = count_words(finished["denominator"]), count_words(whole["denominator"])
    return (
        f"{of}: the median of the {held} hearings already held is {value_words(finished)}; of all "
        f"{noticed} officers given notice, those still waiting kept in, {value_words(whole)}"
    )


def _share(point: Row) -> str:
    return (
        SYMBOLS.get(point["symbol"], "")
        if point["estimate"] is None
        else f"{point['estimate']:.1%}"
    )


def _interval(point: Row) -> str:
    if point["lower"] is None or point["upper"] is None:
        return ""
    return f"{point['lower']:.1%} to {point['upper']:.1%}"


def _risk(point: Row) -> str:
    return "" if point["at_risk"] is None else f"{point['at_risk']:,} still waiting"
