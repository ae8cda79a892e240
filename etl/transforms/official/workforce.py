"""Published workforce as a denominator for the case records of real forces."""

import polars as pl

from etl.errors import OfficialFileError

TOPIC = "workforce"
MEASURE = "Police workforce in post"
# Police support volunteers are not employed and belong to no workforce group of the contract.
WORKER_GROUPS = {
    "Police officers": "POLICE_OFFICER",
    "Special constables": "SPECIAL_CONSTABLE",
    "Police staff": "POLICE_STAFF",
    "Police community support officers": "PCSO",
    "Designated officers": "DESIGNATED_OFFICER",
}
BASES = {"headcount": "HEADCOUNT", "FTE": "FTE"}
KEY = ["force_code", "as_at", "worker_group", "basis"]


def official_workforce(figures: pl.DataFrame) -> pl.DataFrame:
    """Workers in post by force_code, as_at (date), worker_group and basis.

    Special constables stand apart from police officers. Takes published.official_figures; a
    number that the publisher does not give has no row.
    Raises OfficialFileError when two editions give the same number.
    """
    of_forces = figures.filter(
        # Other editions stand in the published record; denominators rest on one series.
        pl.col("topic") == TOPIC,
        pl.col("measure") == MEASURE,
        pl.col("area_level") == "force",
        pl.col("category").is_in(list(WORKER_GROUPS)),
        pl.col("value").is_not_null(),
    )
    workforce = of_forces.select(
        force_code="area_code",
        as_at=pl.col("period").str.to_date(),
        worker_group=pl.col("category").replace_strict(WORKER_GROUPS),
        basis=pl.col("unit").replace_strict(BASES),
        workers="value",
    ).sort(KEY)
    if workforce.select(KEY).is_duplicated().any():
        raise OfficialFileError("Two editions give workforce for the same force and date.")
    return workforce
