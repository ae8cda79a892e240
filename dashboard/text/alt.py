"""What a chart shows, for those who cannot see it. Every number in it stands in the table."""

from collections.abc import Callable, Sequence

from dashboard.text.figures import Row, figure_words, is_shown, value_words
from dashboard.text.periods import Period


def trend_alt(measure: Row, rows: Sequence[Row], area: str) -> str:
    first, last = rows[0], rows[-1]
    ends = f"{first['period']}: {figure_words(first)}. {last['period']}: {figure_words(last)}."
    return f"Line chart of {_name(measure)}, {area}, {len(rows)} periods. {ends}{_missing(rows)}"


def forces_alt(measure: Row, rows: Sequence[Row], period: Period) -> str:
    whole = next((row for row in rows if row["area_level"] == "country"), None)
    told = f" {whole['area_name']}: {figure_words(whole)}." if whole else ""
    range_ = _range(rows, "area_name")
    return f"Dot chart of {_name(measure)} by force, {period.dates}.{told}{range_}{_missing(rows)}"


def funnel_alt(measure: Row, rows: Sequence[Row], period: Period) -> str:
    centre = next((row["centre_words"] for row in rows), "")
    told = f" Centre, all forces: {centre}." if centre else ""
    names = sorted(row["area_name"] for row in rows if row["is_outside"])
    outside = f" Outside the 99.8% limits: {', '.join(names)}." if names else " None lies outside."
    # Without intervals: a funnel has limits, and its table no other column.
    range_ = _range(rows, "area_name", value_words)
    return f"Funnel plot of {_name(measure)} by force, {period.dates}.{told}{outside}{range_}"


def bars_alt(measure: Row, rows: Sequence[Row], area: str, period: Period) -> str:
    range_ = _range(rows, "category_label")
    told = f"{range_}{_missing(rows)}"
    return f"Bar chart of {_name(measure)} by category, {area}, {period.dates}.{told}"


def _range(rows: Sequence[Row], name: str, words: Callable[[Row], str] = figure_words) -> str:
    shown = sorted((row for row in rows if is_shown(row)), key=lambda row: row["value"])
    if not shown:
        return " No figure can be shown."
    low, high = shown[0], shown[-1]
    return f" From {words(low)}, {low[name]}, to {words(high)}, {high[name]}."


def _missing(rows: Sequence[Row]) -> str:
    hidden = sum(row["symbol"] == "c" for row in rows)
    without = sum(row["symbol"] == "x" for row in rows)
    words = [f" {hidden} hidden to protect people." if hidden else ""]
    words += [f" {without} without a return." if without else ""]
    return "".join(words)


def _name(measure: Row) -> str:
    return f"{measure['title']} ({measure['unit']})"


def stacked_alt(measure: Row, rows: Sequence[Row], area: str) -> str:
    """Each category in the first and in the last period."""
    names = dict.fromkeys(row["category_label"] for row in rows)
    told = []
    for name in names:
        shown = [row for row in rows if row["category_label"] == name and is_shown(row)]
        if shown:
            first, last = shown[0], shown[-1]
            told.append(
                f"{name}: {value_words(first)} in {first['period']}, "
                f"{value_words(last)} in {last['period']}"
            )
    return f"Chart of {_name(measure)} by category over time, {area}. {'; '.join(told)}."
