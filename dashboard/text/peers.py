"""Words for a force beside those like it."""

from collections.abc import Sequence

import polars as pl

from dashboard.text.figures import Row
from dashboard.text.tables import area_table

WAYS = {"is_same_region": "Same region", "is_same_size": "Same size"}
NOT_A_FORCE = "Peers are shown for one force: choose a force as area."
NOBODY = (
    "No other force of these records shares the region of this one, and there are too few to "
    "speak of forces of the same size."
)
_NAMED = {
    "is_same_region": "the other {forces} of its region",
    "is_same_size": "the other {forces} of its size (its quarter of all forces, by officers)",
}


def peers_title(measure: str, area: str, others: int, way: str) -> str:
    """Which forces stand beside this one; a comparison is left to the intervals."""
    forces = "force" if others == 1 else f"{others} forces"
    return f"{measure}: {area} beside {_NAMED[way].format(forces=forces)}"


def peers_table(rows: Sequence[Row], found: Sequence[Row]) -> pl.DataFrame:
    """As the table by area, with what each force shares with the chosen one."""
    shared = {row["area_code"]: _shared(row) for row in found}
    table = area_table(rows)
    # The whole is nobody's peer.
    column = [shared.get(row["area_code"], "") for row in rows]
    return table.insert_column(1, pl.Series("Shares", column, pl.String))


def _shared(row: Row) -> str:
    return " and ".join(
        word for way, word in (("is_same_region", "region"), ("is_same_size", "size")) if row[way]
    )
