"""One area over time: line with its interval, cut at each break; the provisional end is shaded."""

from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.marks import add_intervals, add_points
from dashboard.charts.style import BAND, CHOSEN, INK, LINE, OTHERS, SHADE, blank, wrapped
from dashboard.frames import rowwise
from dashboard.text.periods import middle

Rows = Sequence[dict]

HEIGHT = 380
LABEL_WIDTH = 22
MOST_LABELS = 3
DASHED = {"dash": "dash", "width": 1.5, "color": INK}


def trend_figure(values: pl.DataFrame, breaks: pl.DataFrame, synthetic: bool) -> go.Figure:
    """`values`: rows of one series in order of time, with `words` to show on hover.

    `breaks`: `date` and `title`. A line joins neighbours only where no break lies between them.
    """
    rows = placed(values)
    inside = breaks_inside(breaks, rows)
    top = room_for(inside)
    figure = blank(HEIGHT + top, synthetic, top=top, bottom=below(rows))
    shade_provisional(figure, rows)
    for run in segments(rows, [day for day, _ in inside]):
        _add_segment(figure, run)
    add_points(figure, rows, _place, CHOSEN, text_position="top center")
    add_breaks(figure, inside, rows)
    set_periods_axis(figure, rows)
    suffix = "%" if rows and rows[0]["per"] == 100 else ""
    figure.update_yaxes(rangemode="tozero", ticksuffix=suffix, nticks=6, separatethousands=True)
    if all(row["value"] is None for row in rows):
        # Where nothing is shown an axis of 0 to 1 would look like a figure.
        figure.update_yaxes(showticklabels=False)
    return figure


def below(rows: Rows) -> int:
    """Pixels for the names of periods: quarters have two lines."""
    return 15 + LINE * (2 if rows and "-Q" in rows[0]["period"] else 1)


def placed(values: pl.DataFrame) -> list[dict]:
    """The rows with the day `at` which each is drawn."""
    return [
        row | {"at": middle(row["period_start"], row["period_end"]), "name": row["period"]}
        for row in values.to_dicts()
    ]


def segments(rows: Rows, breaks: Sequence[date]) -> Iterator[list[dict]]:
    """Runs of shown points that one line may join."""
    run: list[dict] = []
    for row in rows:
        if run and (row["value"] is None or _is_cut(run[-1], row, breaks)):
            yield run
            run = []
        if row["value"] is not None:
            run.append(row)
    if run:
        yield run


def _is_cut(before: dict, row: dict, breaks: Sequence[date]) -> bool:
    # A break inside a period falls left or right of the point that stands for it; both count.
    return row["break_before"] or any(before["at"] < day <= row["at"] for day in breaks)


def room_for(breaks: list[tuple[date, str]]) -> int:
    """Pixels above the plot for the names of breaks."""
    return 12 + LINE * sum(_lines(title) for _, title in breaks)


def breaks_inside(breaks: pl.DataFrame, rows: Rows) -> list[tuple[date, str]]:
    """Day and wrapped name of the breaks within the periods shown."""
    if not rows:
        return []
    start, end = rows[0]["period_start"], rows[-1]["period_end"]
    found = sorted(rowwise(breaks, "date", "title"), key=itemgetter(0))
    return [(day, wrapped(title, LABEL_WIDTH)) for day, title in found if start <= day <= end]


def _place(row: dict, height: float) -> tuple[date, float]:
    return row["at"], height


def _add_segment(figure: go.Figure, run: list[dict]) -> None:
    if len(run) == 1:
        add_intervals(figure, run, _place, OTHERS)
        return
    sure = [row for row in run if row["lower"] is not None and row["upper"] is not None]
    days = [row["at"] for row in sure]
    figure.add_scatter(
        x=days + days[::-1],
        y=[row["upper"] for row in sure] + [row["lower"] for row in sure][::-1],
        name="95% interval",
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=BAND,
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[row["at"] for row in run],
        y=[row["value"] for row in run],
        name="line",
        mode="lines",
        line={"color": CHOSEN, "width": 2.5},
        hoverinfo="skip",
    )


def shade_provisional(figure: go.Figure, rows: Rows) -> None:
    """Grey ground behind the periods that later returns may change."""
    for row in rows:
        if row["provisional"]:
            figure.add_vrect(
                x0=row["period_start"],
                x1=row["period_end"],
                line={"width": 0},
                fillcolor=SHADE,
                layer="below",
                name="provisional",
            )


def add_breaks(figure: go.Figure, breaks: list[tuple[date, str]], rows: Rows) -> None:
    """A dashed line at each break, with its name above the plot."""
    # The last break is named lowest: each line rises past the names of those after it.
    rise = 0
    for day, title in reversed(breaks):
        figure.add_vline(x=day, line=DASHED, name="break")
        _add_stem(figure, day, rise)
        side = _side(day, rows)
        figure.add_annotation(
            x=day,
            yref="paper",
            y=1,
            yshift=rise,
            xshift={"left": 3, "right": -3, "center": 0}[side],
            text=title,
            name="break",
            bgcolor="white",
            yanchor="bottom",
            xanchor=side,
            align=side,
        )
        rise += LINE * _lines(title)


def _side(day: date, rows: Rows) -> str:
    """Which end of a name stands at its line, so that none runs off a narrow screen."""
    start, end = rows[0]["period_start"], rows[-1]["period_end"]
    if day < start + (end - start) / 3:
        return "left"
    return "right" if day > end - (end - start) / 3 else "center"


def _add_stem(figure: go.Figure, day: date, rise: int) -> None:
    figure.add_shape(
        type="line",
        x0=day,
        x1=day,
        yref="paper",
        ysizemode="pixel",
        yanchor=1,
        y0=0,
        y1=rise + LINE,
        line=DASHED,
        name="stem",
    )


def _lines(title: str) -> int:
    return title.count("<br>") + 1


def set_periods_axis(figure: go.Figure, rows: Rows, most: int = MOST_LABELS) -> None:
    """Some of the periods by name along a date axis, the latest always."""
    # Counted from the latest, so that the latest period always has its name.
    step = -(-len(rows) // most) or 1
    last = len(rows) - 1
    figure.update_xaxes(
        tickvals=[row["at"] for row in rows],
        ticktext=[
            # A quarter on two lines, or four of them have no room on a phone.
            "" if (last - number) % step else row["period"].replace("-Q", "<br>Q")
            for number, row in enumerate(rows)
        ],
        tickangle=0,
        showgrid=False,
        range=[rows[0]["period_start"], rows[-1]["period_end"]] if rows else None,
    )
