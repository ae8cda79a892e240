"""Control charts in words: which quarters signal that something other than routine changed."""

from collections.abc import Sequence

import polars as pl

from dashboard.text.figures import Row, is_shown, number_words, value_words
from dashboard.text.marks import marks_words
from dashboard.text.prose import prose

SIGNALS = {
    "outside_limits": "outside the limits",
    "run_of_seven": "seven or more in a row on one side of the mean",
    "trend_of_seven": "seven or more in a row that rise or fall",
    "two_of_three": "two of three near one limit",
}
# For a narrow column.
SHORT = {
    "outside_limits": "outside",
    "run_of_seven": "seven on one side",
    "trend_of_seven": "seven one way",
    "two_of_three": "two of three",
}
MOST_NAMED = 4


def signal_words(row: Row) -> str:
    """The signals a quarter takes part in."""
    return "; ".join(words for name, words in SIGNALS.items() if row[name])


def control_title(subject: str, rows: Sequence[Row]) -> str:
    """Title of a control chart: what the stretch since the last change of rules shows."""
    last = _last_stretch(rows)
    if not last or last[0]["mean"] is None:
        return f"{subject} by quarter: too few quarters for limits"
    since = f"since {last[0]['period']}"
    if not any(row["is_signal"] for row in last):
        return f"{subject} by quarter: no signal beyond routine variation {since}"
    return f"{subject} by quarter: signals beyond routine variation {since}"


def control_finding(rows: Sequence[Row]) -> str:
    """The signals of the last stretch, kind by kind, with the quarters they name."""
    last = _last_stretch(rows)
    lines = []
    for name, words in SIGNALS.items():
        named = [row["period"] for row in last if row[name]]
        if named:
            lines.append(f"{words}: {_listed(named)}")
    if not lines:
        return ""
    return (
        f"Signals: {'; '.join(lines)}. Something changed that chance from quarter to quarter "
        "would not explain; the chart does not say what. Look further, first at data quality."
    )


def control_alt(measure: Row, rows: Sequence[Row], area: str) -> str:
    """What the chart shows; every number in it stands in the table."""
    first, last = rows[0], rows[-1]
    signals = sum(row["is_signal"] for row in rows)
    stretch = _last_stretch(rows)
    limits = ""
    if stretch and stretch[0]["mean"] is not None:
        limits = f" Latest mean {_mean(stretch[0])}, limits {_limits(stretch[0])}."
    return (
        f"Control chart of {measure['title']} ({measure['unit']}), {area}, {len(rows)} quarters. "
        f"{first['period']}: {value_words(first)}. {last['period']}: {value_words(last)}.{limits} "
        f"Quarters with a signal: {signals}."
    )


def control_table(rows: Sequence[Row]) -> pl.DataFrame:
    """Each quarter with its figure, its limits and its signals."""
    columns = {
        "Quarter": [row["period"] for row in rows],
        "Figure": [value_words(row) for row in rows],
        "Mean": [_mean(row) for row in rows],
        "Limits": [_limits(row) for row in rows],
        "Signal": ["; ".join(w for n, w in SHORT.items() if row[n]) for row in rows],
        "Note": [_note(row) for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def control_marks(rows: Sequence[Row]) -> list[str]:
    """What the marks mean that occur here."""
    words = prose("panels")["marks"]
    lines = marks_words(rows, with_breaks=False)
    if any(row["outside_limits"] for row in rows):
        lines.append(words["outside"])
    if any(row["is_signal"] and not row["outside_limits"] for row in rows):
        lines.append(words["signal"])
    if any(row["is_trial"] for row in rows):
        lines.append(words["trial"])
    if any(_is_between(row) for row in rows):
        lines.append(words["between"])
    return lines


def no_chart_words(measure: Row) -> str:
    """Why a measure has no control chart."""
    if measure["event_basis"] == "open":
        return (
            "No control chart for open matters: each quarter holds most of the matters of the one "
            "before, so the differences between neighbours do not say what is usual."
        )
    return (
        "No control chart for this measure: it is not published by quarter, and years are too few "
        "to tell routine from change."
    )


def _last_stretch(rows: Sequence[Row]) -> list[Row]:
    known = [row for row in rows if row["segment"] is not None]
    return [row for row in known if row["segment"] == known[-1]["segment"]]


def _listed(periods: list[str]) -> str:
    if len(periods) > MOST_NAMED:
        return f"{len(periods)} quarters between {periods[0]} and {periods[-1]}"
    return ", ".join(periods)


def _mean(row: Row) -> str:
    return "" if row["mean"] is None else number_words(row["mean"], row["per"])


def _limits(row: Row) -> str:
    if row["mean"] is None:
        return ""
    low, high = (number_words(row[f"{end}_natural"], row["per"]) for end in ("lower", "upper"))
    return f"{low} to {high}"


def _note(row: Row) -> str:
    notes = ["limits on trial"] if row["is_trial"] else []
    notes += ["rules changed within the quarter"] if _is_between(row) else []
    notes += ["provisional"] if row["provisional"] else []
    return "; ".join(notes)


def _is_between(row: Row) -> bool:
    return is_shown(row) and row["segment"] is None
