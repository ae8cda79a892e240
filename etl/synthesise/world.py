"""Everything that is fixed before the first case is drawn."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from etl.synthesise.calendar import FIRST_YEAR, LAST_YEAR, Calendar, make_calendar
from etl.synthesise.draws import stream
from etl.synthesise.forces import Forces, make_forces, missing_quarters, read_forces
from etl.synthesise.plan import Plan, make_plan
from etl.synthesise.targets import Targets, load_targets

MOST_YEARS = LAST_YEAR - FIRST_YEAR


@dataclass(frozen=True)
class World:
    """The years, how many cases arise in them, the forces, the calendar and the seed."""

    years: range
    targets: Targets
    plan: Plan
    calendar: Calendar
    forces: Forces
    seed: int
    # Which part of a large delivery is drawn (see blocks.py).
    block: int = 0

    def stream(self, name: str) -> np.random.Generator:
        return stream(self.seed, name, self.block)


def make_world(reference_dir: Path, *, cases: int | None, years: int, seed: int) -> World:
    """The last `years` financial years to 2025-26."""
    span = range(LAST_YEAR - years, LAST_YEAR)
    targets = load_targets(reference_dir)
    rows = read_forces(reference_dir)
    calendar = make_calendar(span, missing_quarters(rows), reference_dir)
    plan = make_plan(targets, span, cases)
    return World(span, targets, plan, calendar, make_forces(rows, calendar, seed), seed)
