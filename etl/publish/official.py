"""Official figures of other publishers, ready to publish: they pass through unchanged."""

from dataclasses import dataclass

import polars as pl

from etl.config import Settings
from etl.sources.official import read_layouts, read_official
from etl.transforms.official import check_totals, official_workforce, shape_official
from etl.warehouse.reference import read_strings


@dataclass(frozen=True)
class Official:
    """Published figures, the totals their publishers print, and headcounts of real forces."""

    figures: pl.DataFrame
    totals: pl.DataFrame
    workforce: pl.DataFrame


def read_and_shape(settings: Settings) -> Official:
    """Read every official file that ships with the code, under the codes of the reference files."""
    layouts = read_layouts(settings)
    figures = shape_official(
        read_official(settings),
        layouts,
        aliases=read_strings(settings.reference_dir / "force_aliases.csv"),
        forces=read_strings(settings.reference_dir / "forces.csv"),
    )
    return Official(figures, check_totals(figures, layouts), official_workforce(figures))
