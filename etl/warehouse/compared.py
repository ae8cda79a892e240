"""How a delivery differs from what was kept of its forces: numbers only."""

from dataclasses import dataclass

import duckdb

from etl.contracts import Contract
from etl.warehouse.vintages import Vintage

NOT_SENT_AGAIN = "R43.cases.not_sent_again"


@dataclass(frozen=True)
class Compared:
    """Rows of kept deliveries that it replaces, by entity; what becomes other, by kind of change.

    `not_sent_again` are open cases of its forces that stay as they were known before.
    """

    replaced: dict[str, int]
    changes: dict[str, int]
    not_sent_again: int


def compared(
    connection: duckdb.DuckDBPyConnection, contract: Contract, vintage: Vintage
) -> Compared:
    """What a delivery does to the kept ones that were received with it."""
    replaced = {
        name: connection.execute(
            f"select count(*) from replaced.{name} where replaced_by = ?", [vintage.number]
        ).fetchone()[0]
        for name in contract.entities
    }
    changes = connection.execute(
        "select kind, count(*) from quality.changes where delivery_no = ? group by 1 order by 1",
        [vintage.number],
    ).fetchall()
    (silent,) = connection.execute(
        "select count(*) from quality.hits inner join typed.cases as cases using (row_id) "
        "where check_name = ? and cases.force_code in (select unnest(?))",
        [NOT_SENT_AGAIN, sorted(vintage.forces)],
    ).fetchone()
    return Compared({name: rows for name, rows in replaced.items() if rows}, dict(changes), silent)
