"""Published workforce as a denominator for case records of real forces: the newest edition."""

import polars as pl

from etl.errors import OfficialFileError

MEASURE = "Police workforce in post"
# Only the open data tables hold every group of every force on each 31 March: those added up when
# shaped, and those of the published record, one row for each rank and sex.
TOPIC, OPEN_DATA = "workforce", "home_office_workforce_open_data"
# Police support volunteers are not employed and belong to no workforce group of the contract.
WORKER_GROUPS = {
    "police officer": "POLICE_OFFICER",
    "special constable": "SPECIAL_CONSTABLE",
    "police staff": "POLICE_STAFF",
    "police community support officer": "PCSO",
    "designated officer": "DESIGNATED_OFFICER",
}
BASES = {"headcount": "HEADCOUNT", "FTE": "FTE"}
KEY = ["force_code", "as_at", "worker_group", "basis"]


def official_workforce(figures: pl.DataFrame) -> pl.DataFrame:
    """Workers in post by force_code, as_at (date), worker_group and basis.

    Special constables stand apart from police officers. Takes published.official_figures; a
    number that the publisher does not give has no row, and of several editions the newest counts.
    Raises OfficialFileError when one edition gives a number twice.
    """
    of_forces = figures.filter(
        (pl.col("topic") == TOPIC) | (pl.col("source") == OPEN_DATA),
        pl.col("measure") == MEASURE,
        pl.col("area_level") == "force",
    )
    grouped = of_forces.select(
        "source",
        "published_on",
        "value",
        force_code="area_code",
        as_at=pl.col("period").str.to_date(),
        # "Police Officer, Constable, Female" is one of the rows that make up a group.
        worker_group=_group(pl.col("category").str.split(", ").list.first()),
        basis=pl.col("unit").replace_strict(BASES),
        is_part=pl.col("category").str.contains(", "),
    ).filter(pl.col("worker_group").is_not_null(), _is_31_march())
    parts = grouped.filter("is_part").group_by("source", "published_on", *KEY).agg(_whole_sum())
    wholes = grouped.filter(~pl.col("is_part")).select(parts.columns)
    every = pl.concat([wholes, parts]).drop_nulls("value")
    if every.select("source", "published_on", *KEY).is_duplicated().any():
        raise OfficialFileError("One edition gives workforce twice for the same force and date.")
    newest = every.sort("published_on", nulls_last=False).unique(KEY, keep="last")
    return newest.select(*KEY, workers="value").sort(KEY)


def _group(category: pl.Expr) -> pl.Expr:
    """The contract's group; 'Police Officer' and 'Police officers' are one."""
    singular = category.str.to_lowercase().str.strip_suffix("s")
    return singular.replace_strict(WORKER_GROUPS, default=None, return_dtype=pl.String)


def _is_31_march() -> pl.Expr:
    return (pl.col("as_at").dt.month() == 3) & (pl.col("as_at").dt.day() == 31)


def _whole_sum() -> pl.Expr:
    """The sum, where no part of it is missing."""
    value = pl.col("value")
    return pl.when(value.null_count() == 0).then(value.sum()).alias("value")
