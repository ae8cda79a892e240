"""All official files together as published.official_figures."""

import polars as pl

from etl.errors import OfficialFileError
from etl.transforms.official.areas import known_forces
from etl.transforms.official.headlines import shape_headlines
from etl.transforms.official.layouts import HeadlinesLayout
from etl.transforms.official.parse_layout import parse_layout
from etl.transforms.official.tables import rows_in_scope, shape_table


def shape_official(
    raw: dict[str, pl.DataFrame],
    layouts: dict[str, dict],
    aliases: pl.DataFrame,
    forces: pl.DataFrame,
) -> pl.DataFrame:
    """Figures of all sources, one row each, in the columns of published.official_figures.

    `raw` and `layouts` as `etl.sources.official` reads them, by source name; `aliases` and
    `forces` the rows of the reference files. Raises ReferenceDataError for a name of a force that
    is not known and OfficialFileError for a file that no longer has the shape of its layout.
    """
    known = known_forces(aliases, forces)
    shaped = []
    for source, written in layouts.items():
        layout = parse_layout(written)
        shape = shape_headlines if isinstance(layout, HeadlinesLayout) else shape_table
        shaped.append(shape(raw[source], layout, known))
    figures = pl.concat(shaped).sort("figure_id")
    repeated = figures.filter(pl.col("figure_id").is_duplicated())
    if not repeated.is_empty():
        raise OfficialFileError(
            f"{', '.join(repeated['source'].unique().sort())}: {repeated.height} figures share a "
            "name; two rows have the same area, period and measure."
        )
    return figures


def account_rows(raw: dict[str, pl.DataFrame], layouts: dict[str, dict]) -> pl.DataFrame:
    """One row per source: rows_received = rows_shaped + rows_explained, with the explanation."""
    rows = []
    for source, written in layouts.items():
        layout, received = parse_layout(written), raw[source].height
        keep = getattr(layout, "keep", None)
        shaped = rows_in_scope(raw[source], layout).height if keep else received
        explained = raw[source].filter(pl.col(keep.column) != keep.value).height if keep else 0
        rows.append((source, received, shaped, explained, keep.others if keep else None))
    return pl.DataFrame(
        rows,
        schema={
            "source": pl.String,
            "rows_received": pl.Int64,
            "rows_shaped": pl.Int64,
            "rows_explained": pl.Int64,
            "explanation": pl.String,
        },
        orient="row",
    )
