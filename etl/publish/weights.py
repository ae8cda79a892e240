"""How dear a shown cell is to readers, where the choice is which of several to hide."""

from math import sqrt

from etl.measures.definitions import TOTAL

LEVELS = {"force": 1.0, "region": 1.5, "country": 6.0}
WINDOW_WEIGHT = TOTAL_WEIGHT = 2.0


def weight(key: tuple, area_level: str, count: float) -> float:
    """Dearer the more people a cell speaks of: all forces, windows, totals, larger counts."""
    _, _, period_type, _, breakdown, _ = key
    window = WINDOW_WEIGHT if period_type == "three_years" else 1.0
    total = TOTAL_WEIGHT if breakdown == TOTAL else 1.0
    return LEVELS[area_level] * window * total * sqrt(count + 1)
