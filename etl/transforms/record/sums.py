"""Do the figures of a table add up to its printed totals? A total that does not is refused.

Where parts are not given the total can only be too high; where one event is counted under several
areas, and marked so, the parts may be too high by no more than what is marked.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from etl.transforms.record.block import Refused
from etl.transforms.record.figures import Figure
from etl.transforms.record.headers import Slot
from etl.transforms.record.layout import Table, Whole
from etl.transforms.record.periods import last_month_end
from etl.transforms.record.values import plain

ROUNDING = 0.006  # figures printed to two places, and half of the last one
WHOLE = 0.01
OVERLAP = "Parts add up to {parts}: events counted under several areas are marked."


def check_sums(figures: list[Figure], table: Table) -> int:
    """How many printed totals were met; raises Refused at the first that is not."""
    by_slot: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_slot[figure.slot.column].append(figure)
    met = 0
    for rows in by_slot.values():
        if rows[0].slot.spec.adds_up:
            met += sum(_meets(whole, parts, table) for whole, parts in _pairs(rows, table))
        if rows[0].slot.spec.mean_of:
            met += _means(rows, by_slot)
    return met + _across(figures)


def _pairs(rows: list[Figure], table: Table) -> Iterable[tuple[Figure, list[Figure]]]:
    """Each printed total of one column with its parts."""
    if table.rows in ("categories", "periods"):
        parts = [figure for figure in rows if not figure.is_total]
        yield from ((figure, parts) for figure in rows if figure.is_total)
        return
    for figure in rows:
        if figure.place.level == "region":
            yield (
                figure,
                [
                    part
                    for part in rows
                    if part.place.region == figure.place.code and part.place.level == "force"
                ],
            )
    for whole in table.wholes:
        for figure in rows:
            if whole.of and figure.is_total and re.search(whole.printed, figure.printed, re.I):
                yield (
                    figure,
                    [part for part in rows if part is not figure and _is_part(part, whole)],
                )
                break


def _is_part(part: Figure, whole: Whole) -> bool:
    return bool({part.place.level, part.place.code, part.place.name} & set(whole.of))


def _meets(whole: Figure, parts: list[Figure], table: Table) -> bool:
    """Whether the total is met; false where nothing can be said."""
    total, numbers = whole.value.number, [_counted(part) for part in parts]
    shown = [number for number in numbers if number is not None]
    if total is None or not shown:
        return False
    added, is_complete = sum(shown), len(shown) == len(numbers)
    gap, tolerance = added - total, _tolerance([total, *shown])
    if abs(gap) <= tolerance:
        return True
    if not is_complete and gap < 0:
        return False
    marked = sum(part.value.number or 0 for part in parts if part.value.marks)
    if table.overlaps and 0 < gap <= marked + tolerance:
        whole.note = " ".join(filter(None, (whole.note, OVERLAP.format(parts=plain(added)))))
        return True
    raise Refused(
        f"{whole.cell}: the printed total “{whole.printed or 'Total'}” is {plain(total)}, and its "
        f"{len(shown)} parts, from {parts[0].cell} to {parts[-1].cell}, add up to "
        f"{plain(round(added, 4))}."
    )


def _counted(part: Figure) -> float | None:
    """A dash is printed for none, so that it adds nothing; other symbols leave the sum open."""
    is_none = part.value.symbol in ("-", "–", "—", "nil")
    return 0.0 if is_none else part.value.number


def _tolerance(numbers: list[float]) -> float:
    is_whole = all(float(number).is_integer() for number in numbers)
    return WHOLE if is_whole else ROUNDING * (len(numbers) + 1)


def _means(rows: list[Figure], by_slot: dict[int, list[Figure]]) -> int:
    """The printed mean of all rows is the mean of the rows, each weighted by its cases."""
    spec = rows[0].slot.spec
    weights = next(
        (
            {figure.row: figure.value.number for figure in others}
            for others in by_slot.values()
            if others[0].measure == spec.mean_of
            and others[0].category.split(",")[0] == rows[0].category.split(",")[0]
        ),
        {},
    )
    whole = [figure for figure in rows if figure.is_total and figure.value.number is not None]
    parts = [
        f for f in rows if not f.is_total and f.value.number is not None and weights.get(f.row)
    ]
    if not whole or not parts:
        return 0
    cases = sum(weights[part.row] for part in parts)
    mean = sum(part.value.number * weights[part.row] for part in parts) / cases
    # Forces' means are printed without decimals: their weighted mean is off by half at most.
    if abs(mean - whole[0].value.number) > 1:
        raise Refused(
            f"{whole[0].cell}: the printed mean is {whole[0].value.number:g}; the rows, weighted "
            f"by their cases, give {mean:.2f}."
        )
    return 1


def _across(figures: list[Figure]) -> int:
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
            met += _meets(figure, parts, _NO_OVERLAP) if parts else 0
        if spec.sum_of or spec.sum_of_row:
            parts = [
                part
                for part in row
                if part is not figure
                and (
                    part.measure in spec.sum_of
                    or (spec.sum_of_row and part.measure == figure.measure)
                )
            ]
            met += _meets(figure, parts, _NO_OVERLAP) if parts else 0
        if spec.change and figure.value.number is not None:
            met += _check_change(figure, periods)
        if spec.share_of and figure.value.number is not None:
            met += _check_share(figure, row)
    return met


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
    found = [f for f in row if f.measure == name and f.category == share.category]
    return found[0].value.number if len(found) == 1 else None


_NO_OVERLAP = Table(id="", rows="areas", columns=())


def check_distinct(figures: list[Figure], slots: list[Slot]) -> None:
    """Say so where two areas have the same large figure: one may have been copied (rule 47)."""
    for slot in slots:
        if not slot.spec.distinct:
            continue
        seen: dict[float, Figure] = {}
        for figure in (f for f in figures if f.slot is slot and (f.value.number or 0) >= 100):
            other = seen.setdefault(figure.value.number, figure)
            if other is not figure:
                for one, two in ((figure, other), (other, figure)):
                    said = f"The same figure as {two.printed} ({two.cell}): one may be wrong."
                    one.note = " ".join(filter(None, (one.note, said)))
