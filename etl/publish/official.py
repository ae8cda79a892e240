"""Official figures of other publishers, ready to publish: they pass through unchanged."""

from dataclasses import dataclass, fields
from pathlib import Path

import polars as pl

from etl.config import Settings
from etl.publish.record import read_bundled_record
from etl.sources.folder import digest
from etl.sources.official import (
    read_boundary_layouts,
    read_districts,
    read_layouts,
    read_official,
    read_outlines,
    read_population_layouts,
)
from etl.stored import Storing, stored, taken
from etl.transforms.official import (
    check_population,
    check_totals,
    find_gaps,
    find_revisions,
    mark_newest,
    official_workforce,
    shape_boundaries,
    shape_official,
    shape_population,
)
from etl.transforms.official.totals import SCHEMA as TOTALS
from etl.version import made_by
from etl.warehouse.reference import read_strings


@dataclass(frozen=True)
class Official:
    """Published figures, the totals their publishers print, and headcounts of real forces.

    `revisions` holds the figures that several editions give, one row per edition; `coverage` from
    how many of the 43 forces each figure by force comes; `boundaries` the outlines of forces.
    """

    figures: pl.DataFrame
    totals: pl.DataFrame
    workforce: pl.DataFrame
    revisions: pl.DataFrame
    coverage: pl.DataFrame
    boundaries: pl.DataFrame


def take_or_shape(settings: Settings, new: Path) -> Official:
    """As `read_and_shape`; from what a build put away, or else put away in `new` for the next."""
    shipped = sorted(path for path in settings.official_dir.iterdir() if path.is_file())
    made_from = f"{digest(shipped)} {made_by()}"
    files = stored(settings.official_reading, made_from)
    if files is not None:
        return Official(**{name: taken(file) for name, file in files.items()})
    official, storing = read_and_shape(settings), Storing(new, made_from)
    for field in fields(Official):
        storing.add(field.name, getattr(official, field.name))
    storing.close()
    return official


def read_and_shape(settings: Settings) -> Official:
    """Read every official file that ships with the code, under the codes of the reference files."""
    layouts = read_layouts(settings)
    pinned = shape_official(
        read_official(settings),
        layouts,
        aliases=read_strings(settings.reference_dir / "force_aliases.csv"),
        forces=read_strings(settings.reference_dir / "forces.csv"),
    )
    record, met = read_bundled_record(settings)
    forces = read_strings(settings.reference_dir / "forces.csv")
    residents, added = _residents(settings, forces)
    figures = mark_newest(pl.concat([pinned, record, residents]).sort("figure_id"))
    return Official(
        figures,
        pl.concat([check_totals(pinned, layouts), met, added]),
        official_workforce(figures),
        find_revisions(figures),
        find_gaps(figures, forces),
        _boundaries(settings, forces),
    )


def _residents(settings: Settings, forces: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    changes = read_strings(settings.reference_dir / "district_changes.csv")
    figures, checks = [], []
    for layout in read_population_layouts(settings).values():
        districts, lookup = read_districts(settings, layout)
        figures.append(shape_population(districts, lookup, changes, layout, forces))
        checks.extend(check_population(figures[-1], layout))
    return pl.concat(figures), pl.DataFrame(checks, schema=TOTALS, orient="row")


def _boundaries(settings: Settings, forces: pl.DataFrame) -> pl.DataFrame:
    return pl.concat(
        shape_boundaries(read_outlines(settings, layout), layout, forces)
        for layout in read_boundary_layouts(settings).values()
    )
