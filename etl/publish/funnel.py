"""One funnel: a measure, period and category, all forces together and each force that is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from etl.measures.definitions import Measure
from etl.measures.false_discovery import rate_p_values, share_p_values
from etl.measures.funnel import rate_limits, share_limits
from etl.measures.overdispersion import (
    Spread,
    adjusted_rate_limits,
    adjusted_share_limits,
    rate_spread,
    share_spread,
)
from etl.measures.smoothing import Smoothed, smoothed_rates, smoothed_shares

WITHOUT_LARGEST = "centre_without_largest"
ADJUSTED = "adjusted_"
# Small counts are what is hidden. Were more left out, the spread of the others would be another.
MOST_HIDDEN = 0.2
ROUNDING = 1e-9


@dataclass(frozen=True)
class Funnel:
    """`events` over `bases` of each area, `all_events` over `all_base` of all forces.

    `centre` is the figure of all forces in the unit of the measure; `hidden` forces take no part.
    """

    key: tuple[str, ...]
    measure: Measure
    centre: float
    all_events: float
    all_base: float
    areas: tuple[str, ...]
    events: np.ndarray
    bases: np.ndarray
    hidden: int = 0

    @property
    def is_rate(self) -> bool:
        return self.measure.statistic == "rate"

    @property
    def expected(self) -> np.ndarray:
        """Events that each force would have at the figure of all forces."""
        return self.bases * self.centre / self.measure.per

    @property
    def largest(self) -> int:
        return int(np.argmax(self.bases))

    @property
    def centre_without_largest(self) -> float | None:
        """The figure of all forces without the largest, which draws the centre to itself."""
        base = self.all_base - self.bases[self.largest]
        if base <= 0:
            return None
        return float(self.measure.per * (self.all_events - self.events[self.largest]) / base)

    @property
    def is_over_dispersed(self) -> bool:
        return bool(self.spread and self.spread.tau2 > 0)

    @property
    def _most_are_shown(self) -> bool:
        return self.hidden <= MOST_HIDDEN * (self.hidden + len(self.areas))

    @cached_property
    def spread(self) -> Spread | None:
        """How far forces lie apart beyond chance; None where too many are hidden to tell."""
        if not self._most_are_shown:
            return None
        if self.is_rate:
            return rate_spread(self.events, self.expected)
        return share_spread(self.events, self.bases, self.centre / self.measure.per)

    @cached_property
    def smoothed(self) -> Smoothed | None:
        """Each force drawn towards all; None where too many are hidden to tell how far."""
        if not self._most_are_shown:
            return None
        smooth = smoothed_rates if self.is_rate else smoothed_shares
        return smooth(self.events, self.bases, self.measure.per)

    @cached_property
    def p_values(self) -> np.ndarray:
        """Exact two-sided p-value of each force against all forces."""
        if self.is_rate:
            return rate_p_values(self.events, self.expected)
        return share_p_values(self.events, self.bases, self.centre / self.measure.per)

    @cached_property
    def limits(self) -> list[dict[str, float]]:
        """Both centres and all limits, by name, at the base of each force."""
        return [dict(self._limits(base)) for base in self.bases]

    def _limits(self, base: float) -> Iterator[tuple[str, float]]:
        limits = rate_limits if self.is_rate else share_limits
        by_chance = dict(limits(base, self.centre, self.measure.per))
        yield from by_chance.items()
        if self.centre_without_largest is not None:
            yield WITHOUT_LARGEST, self.centre_without_largest
        if self.is_over_dispersed:
            wide = adjusted_rate_limits if self.is_rate else adjusted_share_limits
            for name, limit in wide(base, self.centre, self.spread.tau2, self.measure.per):
                # Approximate limits, so at small bases they could lie inside those of chance.
                outer = min if name.startswith("lower") else max
                yield ADJUSTED + name, outer(limit, by_chance[name])

    def is_beyond(self, place: int) -> bool:
        """Outside the 99.8% limits, the adjusted ones where forces differ beyond chance."""
        limits, kind = self.limits[place], ADJUSTED if self.is_over_dispersed else ""
        value = self.measure.per * self.events[place] / self.bases[place]
        lower, upper = (limits[f"{kind}{end}_998"] for end in ("lower", "upper"))
        return bool(value < lower - ROUNDING or value > upper + ROUNDING)
