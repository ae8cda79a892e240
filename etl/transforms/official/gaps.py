"""From how many of the territorial forces a published figure by force comes, and who is missing.

A publisher's total stands for all forces, whether or not all gave a figure.
"""

import polars as pl

KEY = ["source", "edition", "table_name", "measure", "unit", "category", "period"]
FEWEST = 20  # fewer rows are a list of cases, such as forces with a fatal shooting, not a return
NO_RETURNS = ("pages",)  # counted from a list of pages: a force without one gave no return late
DASHES = ("-", "–", "—")  # printed for none: the totals beside them are met with 0


def find_gaps(figures: pl.DataFrame, forces: pl.DataFrame) -> pl.DataFrame:
    """One row per figure by force, edition and period: forces with one, and the names of the rest.

    Takes published.official_figures and the rows of the reference file of forces. A force whose
    figure is a symbol counts as missing, as does one that has no row; a dash is printed for none.
    """
    territorial = forces.filter(pl.col("is_territorial").str.to_lowercase() == "true")
    names = territorial.select(area_code="force_code", name="force_name")
    rows = figures.filter(
        pl.col("area_level") == "force",
        pl.col("table_name").is_not_null(),
        ~pl.col("unit").is_in(NO_RETURNS),
    )
    listed = rows.group_by(KEY).agg(rows=pl.len()).filter(pl.col("rows") >= FEWEST)
    is_given = pl.col("value").is_not_null() | pl.col("symbol").is_in(DASHES)
    given = rows.filter(is_given).select(*KEY, "area_code").unique()
    missing = (
        listed.select(KEY)
        .join(names, how="cross")
        .join(given, on=[*KEY, "area_code"], how="anti")
        .sort("name")
        .group_by(KEY)
        .agg(gaps=pl.len(), missing=pl.col("name").str.join("; "))
    )
    return (
        listed.join(missing, on=KEY, how="left")
        .with_columns(
            forces=pl.lit(names.height, pl.Int64) - pl.col("gaps").fill_null(0).cast(pl.Int64),
            expected=pl.lit(names.height, pl.Int64),
        )
        .select(*KEY, "forces", "expected", "missing")
        .sort(KEY)
    )
