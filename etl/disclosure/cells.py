"""Hide count cells: small ones, then enough others that none can be subtracted out.

The protected unit is a count cell; hidden once is hidden everywhere, because everything else is
worked out from the cells afterwards. Zeroes are shown, so a reader knows that a hidden cell is at
least 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

HIDDEN = "c"


@dataclass
class Line:
    """An additive line: `total` is the sum of `parts` (keys of cells), each cell a count."""

    total: tuple
    parts: tuple[tuple, ...]


@dataclass
class Cells:
    """Counts by key, the threshold of each, and the keys hidden so far."""

    counts: dict[tuple, float]
    thresholds: dict[tuple, int]
    hidden: set[tuple] = field(default_factory=set)


def hide_small(cells: Cells) -> None:
    """Hide every cell from 1 to its threshold."""
    for key, count in cells.counts.items():
        if 0 < count <= cells.thresholds[key]:
            cells.hidden.add(key)


def hide_groups(
    cells: Cells, groups: Iterable[tuple[tuple, tuple[tuple, ...]]], up_to: int
) -> None:
    """Hide all cells of a group whose base counts 1 to `up_to`, zeroes among them."""
    for base, members in groups:
        if 0 < cells.counts.get(base, 0) <= up_to:
            cells.hidden.update(key for key in members if key in cells.counts)


def hide_more(cells: Cells, lines: list[Line]) -> int:
    """Hide further cells until no line gives a hidden one away; return how many.

    On a line, hidden cells can be told apart only if at least two are hidden and the largest that
    each might be reaches its threshold. The smallest shown part that is not zero goes next; the
    total goes last, for other lines build on it.
    """
    by_cell: dict[tuple, list[Line]] = {}
    for line in lines:
        for key in (line.total, *line.parts):
            by_cell.setdefault(key, []).append(line)
    waiting = {id(line): line for key in cells.hidden for line in by_cell.get(key, ())}
    added = 0
    while waiting:
        _, line = waiting.popitem()
        while (key := _next_to_hide(cells, line)) is not None:
            cells.hidden.add(key)
            added += 1
            waiting |= {id(other): other for other in by_cell[key] if other is not line}
    return added


def _next_to_hide(cells: Cells, line: Line) -> tuple | None:
    hidden = [key for key in line.parts if key in cells.hidden]
    total_hidden = line.total in cells.hidden
    if not hidden and not total_hidden:
        return None
    if _is_safe(cells, hidden, total_hidden):
        return None
    shown = [key for key in line.parts if key not in cells.hidden and cells.counts[key] > 0]
    if shown:
        return min(shown, key=lambda key: (cells.counts[key], key))
    return line.total if not total_hidden and cells.counts[line.total] > 0 else None


def _is_safe(cells: Cells, hidden: list[tuple], total_hidden: bool) -> bool:
    """True if the line leaves each hidden cell open to reach beyond its threshold."""
    if total_hidden:
        return bool(hidden)
    if len(hidden) < 2:
        return False
    together = sum(cells.counts[key] for key in hidden)
    return all(
        together - (len(hidden) - 1) > cells.thresholds[key]
        for key in hidden
        if cells.counts[key] <= cells.thresholds[key]
    )
