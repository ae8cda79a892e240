"""Single figures from the publishers' text: each keeps its sentence and its page.

Every metric and every page must be in the layout; a new one is never guessed at.
"""

from dataclasses import asdict

import polars as pl

from etl.contracts.grid import column_letters
from etl.errors import OfficialFileError
from etl.transforms.official.areas import KnownForces, name_forces
from etl.transforms.official.layouts import LINE, HeadlinesLayout, check_columns
from etl.transforms.official.values import COLUMNS, refuse_nulls, slug, typed_values, year_or_day


def shape_headlines(raw: pl.DataFrame, layout: HeadlinesLayout, known: KnownForces) -> pl.DataFrame:
    """One figure per row of the file; unit and sentence stay as printed."""
    check_columns(raw, layout)
    # The publisher comes from the layout, spelled alike for all of a publisher's pages.
    rows = raw.with_columns(value=typed_values(raw, "value", layout)).drop("publisher")
    classified = rows.join(
        _classes(layout), on="metric", how="left", validate="m:1", maintain_order="left"
    )
    refuse_nulls(classified, "topic", f"metric is not in {layout.layout_file}", layout)
    published = classified.join(
        _pages(layout), on="url", how="left", validate="m:1", maintain_order="left"
    )
    refuse_nulls(published, "publication", f"url is not in {layout.layout_file}", layout)
    placed = _placed(published, layout, known)
    return (
        placed.with_columns(
            source=pl.lit(layout.source),
            period=year_or_day(pl.col("period"), pl.col("on_a_day")),
            symbol=pl.lit(None, pl.String),
            cell=pl.format("{}, {}{}", pl.lit(layout.file), pl.lit(_letters(layout)), LINE),
            published_on=pl.lit(None, pl.Date),
        )
        .with_columns(figure_id=_figure_id())
        .select(COLUMNS)
    )


def _letters(layout: HeadlinesLayout) -> str:
    """The column of our own transcription that holds the figure."""
    return column_letters(layout.columns.index("value"))


def _classes(layout: HeadlinesLayout) -> pl.DataFrame:
    texts = ("category", "area", "force", "table_name", "note")
    return pl.DataFrame(
        [asdict(figure) for figure in layout.figures],
        schema_overrides=dict.fromkeys(texts, pl.String),
        infer_schema_length=None,
    )


def _pages(layout: HeadlinesLayout) -> pl.DataFrame:
    return pl.DataFrame(layout.publications).select(
        "url", "publisher", "edition", "licence", publication="title"
    )


def _placed(rows: pl.DataFrame, layout: HeadlinesLayout, known: KnownForces) -> pl.DataFrame:
    """A figure of one force by the force's name, any other by an area of the layout."""
    of_forces = rows.filter(pl.col("force").is_not_null()).rename({"force": "name_as_printed"})
    named = name_forces(of_forces, known, layout.file)
    areas = pl.DataFrame(
        [
            {"area": key, "area_code": area.code or None, "area_name": area.name}
            for key, area in layout.areas.items()
        ],
        schema_overrides={"area_code": pl.String},
    ).with_columns(area_level=pl.lit("country"), name_as_printed=pl.lit(None, pl.String))
    of_areas = rows.filter(pl.col("force").is_null()).join(
        areas, on="area", how="left", validate="m:1"
    )
    if of_areas["area_name"].has_nulls():
        raise OfficialFileError(f"{layout.layout_file}: a figure has neither force nor known area.")
    return pl.concat([named, of_areas.drop("force")], how="diagonal").sort(LINE)


def _figure_id() -> pl.Expr:
    area = pl.coalesce("area_code", pl.lit("whole"))
    return pl.concat_str("source", "period", area, slug(pl.col("metric")), separator=".")
