"""Faults for every check, planted in a clean delivery, and the answer key that says where."""

from pathlib import Path

import polars as pl

from etl.synthesise.contracted import Tables
from etl.synthesise.faults import (
    dates,
    future,
    headcounts,
    law,
    process,
    shares,
    steps,
    structure,
    totals,
)
from etl.synthesise.faults.planter import Planter
from etl.synthesise.world import World


def plant_faults(tables: Tables, world: World, reference_dir: Path) -> tuple[Tables, pl.DataFrame]:
    """The tables as text, with faults; and check_name, severity, entity, position, force_code.

    `position` counts the rows of an entity from 0; it is null for checks of a force's share.
    """
    planter = Planter(tables, world, reference_dir)
    # Shares and headcounts come first: they need whole forces that have no fault yet.
    for part in (shares, headcounts, totals, structure, dates, future, steps, process, law):
        part.plant(planter)
    return planter.finished()
