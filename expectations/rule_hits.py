"""The validation rules: no row that fails, rule by rule."""

from collections.abc import Iterable

from expectations.lean import NoRows
from expectations.promise import Promise

TABLE = "hits"
SEVERITIES = {"error": "critical", "warning": "warning", "info": "info"}


def promises(checks: Iterable[tuple[str, str, str]]) -> list[Promise]:
    """One promise for each check: name, title, severity."""
    return [
        Promise(
            name,
            TABLE,
            title,
            NoRows(
                # Row numbers only: a result must never hold a value of a case.
                unexpected_rows_query=f"select row_id from {{batch}} where check_name = '{name}'",
                description=title,
                severity=SEVERITIES[severity],
            ),
            severity,
        )
        for name, title, severity in checks
    ]
