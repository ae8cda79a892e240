"""Is a printed total the sum of its parts? One that is not is refused.

Where parts are not given the total can only be too high; where one event is counted under several
areas, and marked so, the parts may be too high by no more than what is marked.
"""

from etl.transforms.record.figures import Figure
from etl.transforms.record.find import Refused
from etl.transforms.record.values import plain

ROUNDING = 0.006  # figures printed to two places, and half of the last one
WHOLE = 0.01
OVERLAP = "Parts add up to {parts}: events counted under several areas are marked."


def meets(whole: Figure, parts: list[Figure], overlaps: bool = False) -> bool:
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
    if overlaps and 0 < gap <= marked + tolerance:
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
