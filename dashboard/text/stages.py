"""Stages on the way to a hearing in words."""

from collections.abc import Sequence

from dashboard.text.figures import Row, is_shown, value_words


def stages_title(rows: Sequence[Row]) -> str:
    """The medians of the latest cohort that has one, stage by stage; never their sum."""
    periods = [row["period"] for row in rows if is_shown(row)]
    if not periods:
        return "Stages on the way to a hearing: no median can be shown"
    last = periods[-1]
    return f"Median days by stage, {last}: {_told(rows, last)}"


def stages_alt(rows: Sequence[Row], area: str) -> str:
    periods = list(dict.fromkeys(row["period"] for row in rows))
    told = ". ".join(f"{period}: {_told(rows, period)}" for period in periods)
    return f"Stacked columns of median days by stage, {area}. {told}."


def _told(rows: Sequence[Row], period: str) -> str:
    return ", ".join(
        f"{row['category_label'].lower()} {value_words(row).removesuffix(' days')}"
        for row in rows
        if row["period"] == period
    )
