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


def hide_single(cells: Cells, keys: Iterable[tuple]) -> None:
    """Hide cells that rest on a single case, whatever their size, and guard them up to it."""
    for key in keys:
        if cells.counts.get(key, 0) > 0:
            cells.hidden.add(key)
            cells.thresholds[key] = max(cells.thresholds[key], int(cells.counts[key]))


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
    each might be reaches beyond its threshold. Next goes the shown part that breaks the fewest
    lines so far whole, of those the smallest that is not zero; the total goes last, for other lines
    build on it.
    """
    net = _Net(cells, lines)
    added = 0
    waiting = {id(line): line for key in sorted(cells.hidden) for line in net.through(key)}
    while waiting:
        _, line = waiting.popitem()
        while (key := net.next_to_hide(line)) is not None:
            net.hide(key)
            added += 1
            waiting |= {id(other): other for other in net.through(key) if other is not line}
    return added


class _Net:
    """Cells and the lines through each, with the number of hidden cells on each line."""

    def __init__(self, cells: Cells, lines: list[Line]) -> None:
        self._cells = cells
        self._lines: dict[tuple, list[Line]] = {}
        self._hidden_on = {id(line): 0 for line in lines}
        for line in lines:
            for key in (line.total, *line.parts):
                self._lines.setdefault(key, []).append(line)
                self._hidden_on[id(line)] += key in cells.hidden

    def through(self, key: tuple) -> list[Line]:
        return self._lines.get(key, [])

    def hide(self, key: tuple) -> None:
        self._cells.hidden.add(key)
        for line in self.through(key):
            self._hidden_on[id(line)] += 1

    def next_to_hide(self, line: Line) -> tuple | None:
        """The cell to hide next on a line, None where it is safe or nothing is left to hide."""
        cells = self._cells
        hidden = [key for key in line.parts if key in cells.hidden]
        total_hidden = line.total in cells.hidden
        if not (hidden or total_hidden) or _is_safe(cells, hidden, total_hidden):
            return None
        shown = [key for key in line.parts if key not in cells.hidden and cells.counts[key] > 0]
        if shown:
            return min(shown, key=lambda key: (self._whole_lines(key), cells.counts[key], key))
        return line.total if not total_hidden and cells.counts[line.total] > 0 else None

    def _whole_lines(self, key: tuple) -> int:
        return sum(not self._hidden_on[id(line)] for line in self.through(key))


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
