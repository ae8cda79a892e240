"""Do the figures of a table agree with its printed totals, means, changes and shares?"""

from collections import defaultdict
from collections.abc import Iterable

from etl.transforms.record.across import check_rows
from etl.transforms.record.figures import Figure
from etl.transforms.record.find import Refused
from etl.transforms.record.headers import Slot
from etl.transforms.record.layout import Table, Whole
from etl.transforms.record.row_places import find_whole
from etl.transforms.record.totals import meets


def check_sums(figures: list[Figure], table: Table) -> int:
    """How many printed totals were met; raises Refused at the first that is not."""
    by_slot: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_slot[figure.slot.column].append(figure)
    met = 0
    for rows in by_slot.values():
        if rows[0].slot.spec.adds_up:
            met += sum(meets(*pair, table.overlaps) for pair in _pairs(rows, table))
        if rows[0].slot.spec.mean_of:
            met += _means(rows, by_slot)
    return met + check_rows(figures)


def _pairs(rows: list[Figure], table: Table) -> Iterable[tuple[Figure, list[Figure]]]:
    """Each printed total of one column with its parts."""
    if table.rows in ("categories", "periods"):
        parts = [figure for figure in rows if not figure.is_total]
        yield from ((figure, parts) for figure in rows if figure.is_total)
        return
    for figure in rows:
        if figure.place.level == "region":
            yield figure, [part for part in rows if _is_within(part, figure)]
    present = {word for figure in rows for word in (figure.place.level, figure.place.name)}
    for figure in (figure for figure in rows if figure.is_total):
        whole = find_whole(figure.printed, table, present)
        if whole and whole.of:
            yield figure, [part for part in rows if part is not figure and _is_part(part, whole)]


def _is_within(part: Figure, region: Figure) -> bool:
    return part.place.level == "force" and part.place.region == region.place.code


def _is_part(part: Figure, whole: Whole) -> bool:
    place = part.place
    within = {place.level, place.code, place.name}
    if place.level == "force":
        within.add(f"force {place.code[:1]}")  # E and W, as the publisher's codes begin
    return bool(within & set(whole.of))


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
