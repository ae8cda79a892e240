"""Do the figures of a row agree: totals over its columns, changes, shares?"""

from collections import defaultdict

from etl.transforms.record.figures import Figure
from etl.transforms.record.find import Refused
from etl.transforms.record.periods import last_month_end
from etl.transforms.record.totals import ROUNDING, meets


def check_rows(figures: list[Figure]) -> int:
    """Totals over the periods of a row, and changes between two of them."""
    rows: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        rows[figure.row].append(figure)
    return sum(_check_row(row) for row in rows.values())


def _check_row(row: list[Figure]) -> int:
    periods = [figure for figure in row if figure.slot.spec.period == "column"]
    met = 0
    for figure in row:
        spec = figure.slot.spec
        if spec.period == "all" and figure.value.number is not None:
            parts = [part for part in periods if part.measure == figure.measure]
            met += meets(figure, parts) if parts else 0
        if spec.sum_of or spec.sum_of_row:
            parts = [part for part in row if part is not figure and _is_part(part, figure)]
            met += meets(figure, parts) if parts else 0
        if spec.change and figure.value.number is not None:
            met += _check_change(figure, periods)
        if spec.share_of and figure.value.number is not None:
            met += _check_share(figure, row)
    return met


def _is_part(part: Figure, whole: Figure) -> bool:
    spec = whole.slot.spec
    return part.measure in spec.sum_of or (spec.sum_of_row and part.measure == whole.measure)


def _check_change(figure: Figure, periods: list[Figure]) -> int:
    start = figure.slot.caught.get("from", "")
    by_period = {part.period: part.value.number for part in periods}
    first, last = by_period.get(last_month_end(start) or ""), by_period.get(figure.period)
    if first is None or last is None:
        return 0
    change = last - first
    if figure.slot.spec.change == "percent":
        if not first:
            return 0
        change = 100 * change / first
    if abs(change - figure.value.number) > 2.5 * ROUNDING:
        raise Refused(
            f"{figure.cell}: the printed change is {figure.value.number:g}; the figures of "
            f"{figure.printed} give {change:.4g}."
        )
    return 1


def _check_share(figure: Figure, row: list[Figure]) -> int:
    part, whole = (_measure(row, name, figure) for name in figure.slot.spec.share_of)
    if part is None or not whole:
        return 0
    share = 100 * part / whole
    if abs(share - figure.value.number) > 0.5 + 1e-9:
        raise Refused(
            f"{figure.cell}: {figure.value.number:g}% is printed; the figures beside it give "
            f"{share:.1f}%."
        )
    return 1


def _measure(row: list[Figure], name: str, share: Figure) -> float | None:
    found = [
        f
        for f in row
        if f.measure == name and f.category == share.category and f.unit != share.unit
    ]
    return found[0].value.number if len(found) == 1 else None
