"""Can the figures be in the unit that they are said to be in?

People and cases are whole numbers; full-time equivalents of many large forces are not all whole.
"""

from collections import defaultdict

from etl.transforms.record.figures import Figure
from etl.transforms.record.find import Refused
from etl.transforms.record.values import plain

MAY_BE_PARTS = ("FTE", "percent", "days", "working days", "calendar days")
FEW = 4  # a part of a person in one force is also in its region and in every total
ENOUGH, LARGE = 20, 50
NO_WHOLE = "Printed so, though it is not a whole number."


def refuse_other_unit(figures: list[Figure]) -> None:
    """Raises Refused where a column of people or cases holds parts of one, or the other way round.

    Publishers print a few such figures among their headcounts: these are noted.
    """
    columns: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.value.number is not None:
            columns[figure.slot.column].append(figure)
    for column in columns.values():
        if column[0].unit not in MAY_BE_PARTS:
            _refuse_parts(column)
        elif column[0].slot.spec.unit == "FTE" and "fte" not in column[0].slot.header.casefold():
            _refuse_wholes(column)


def _refuse_parts(column: list[Figure]) -> None:
    parts = [each for each in column if abs(each.value.number - round(each.value.number)) > 1e-6]
    if len(parts) > len(column) / FEW:
        raise Refused(
            f"{parts[0].cell}: {plain(parts[0].value.number)} is no whole number, as others of its "
            f"column, and the unit is said to be {parts[0].unit}."
        )
    for part in parts:
        part.note = " ".join(filter(None, (part.note, NO_WHOLE)))


def _refuse_wholes(column: list[Figure]) -> None:
    large = [each for each in column if each.value.number > LARGE]
    if len(large) >= ENOUGH and all(each.value.number.is_integer() for each in large):
        raise Refused(
            f"{large[0].cell}: all figures below this header are whole numbers, as of people; "
            "full-time equivalents would not be."
        )
