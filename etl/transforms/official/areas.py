"""The code of each printed force name, by the reference files only.

Regions are never looked up by name: "West Midlands" is a force and a region, so a region's code
comes from the code of its force.
"""

from dataclasses import dataclass

import polars as pl

from etl.errors import OfficialFileError, ReferenceDataError
from etl.transforms.official.layouts import LINE, TableLayout

ALIASES = "data/reference/force_aliases.csv"
FORCES = "data/reference/forces.csv"


@dataclass(frozen=True)
class KnownForces:
    """`names`: name_as_printed, area_code; `forces`: one row per force with its region."""

    names: pl.DataFrame
    forces: pl.DataFrame


def known_forces(aliases: pl.DataFrame, forces: pl.DataFrame) -> KnownForces:
    """All spellings of all forces; raises ReferenceDataError when one spelling has two codes."""
    names = pl.concat(
        [
            forces.select(name_as_printed="force_name", area_code="force_code"),
            aliases.select(name_as_printed="alias", area_code="force_code"),
        ]
    ).unique(maintain_order=True)
    twice = names.filter(pl.col("name_as_printed").is_duplicated())
    if not twice.is_empty():
        raise ReferenceDataError(
            f"{ALIASES}: {twice['name_as_printed'].n_unique()} spellings lead to two forces."
        )
    territorial = pl.col("is_territorial").cast(pl.String).str.to_lowercase() == "true"
    return KnownForces(
        names,
        forces.select(
            area_code="force_code",
            area_name="force_name",
            area_level=pl.when(territorial).then(pl.lit("force")).otherwise(pl.lit("body")),
            region_code="region_code",
            region_name="region_name",
        ),
    )


def name_forces(printed: pl.DataFrame, known: KnownForces, where: str) -> pl.DataFrame:
    """Add code, name, level and region of the force in `name_as_printed`; one row in, one out.

    Raises ReferenceDataError naming the file to edit when a name is not known.
    """
    named = printed.join(
        known.names, on="name_as_printed", how="left", validate="m:1", maintain_order="left"
    ).join(known.forces, on="area_code", how="left", validate="m:1", maintain_order="left")
    unknown = named.filter(pl.col("area_name").is_null())
    if not unknown.is_empty():
        raise ReferenceDataError(
            f"{where}: {unknown['name_as_printed'].n_unique()} names of forces are not known, the "
            f"first on line {unknown[LINE].min()}. Add each spelling to {ALIASES}."
        )
    return named


def place_rows(raw: pl.DataFrame, layout: TableLayout, known: KnownForces) -> pl.DataFrame:
    """Add the area of each row: its force, or the whole where the layout says so."""
    area = layout.area
    if area.column is None:
        return raw.with_columns(_whole(layout, None))
    printed = raw.with_columns(name_as_printed=pl.col(area.column))
    is_whole = pl.col("name_as_printed").eq_missing(pl.lit(area.whole.printed, pl.String))
    is_whole = is_whole & pl.lit(area.whole.printed is not None)
    forces = name_forces(printed.filter(~is_whole), known, f"{layout.file}, “{area.column}”")
    _check_codes(forces, layout)
    whole = printed.filter(is_whole).with_columns(_whole(layout, area.whole.printed))
    return pl.concat([forces, whole], how="diagonal")


def _whole(layout: TableLayout, printed: str | None) -> list[pl.Expr]:
    whole = layout.area.whole
    return [
        pl.lit(printed, pl.String).alias("name_as_printed"),
        pl.lit(whole.code or None, pl.String).alias("area_code"),
        pl.lit(whole.name).alias("area_name"),
        pl.lit("country").alias("area_level"),
        pl.lit(None, pl.String).alias("region_code"),
        pl.lit(None, pl.String).alias("region_name"),
    ]


def _check_codes(forces: pl.DataFrame, layout: TableLayout) -> None:
    """The publisher's own code and region must be those that the name leads to."""
    for column, ours, reference in (
        (layout.area.code_column, "area_code", ALIASES),
        (layout.area.region_column, "region_name", FORCES),
    ):
        if column is None:
            continue
        differ = forces.filter(pl.col(column).ne_missing(pl.col(ours)))
        if not differ.is_empty():
            raise OfficialFileError(
                f"{layout.file}, line {differ[LINE].min()}: “{column}” does not agree with "
                f"{reference} for {differ['area_code'].n_unique()} forces."
            )
