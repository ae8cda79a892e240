"""The validation rules: no row that fails, rule by rule."""

from collections.abc import Iterable, Set

from expectations.lean import ColumnInSet, NoRows
from expectations.promise import Promise

TABLE = "hits"
SEVERITIES = {"error": "critical", "warning": "warning", "info": "info"}
OTHERS = "hits of no other rule"


def promises(checks: Iterable[tuple[str, str, str]], listed: Set[str]) -> list[Promise]:
    """One promise for each check (name, title, severity) that is `listed`, one for all others.

    A build asks hundreds of rules, most of which no row breaks: those are held at once.
    """
    own = [_promise(*check) for check in checks if check[0] in listed]
    return [*own, _no_others(listed)]


def held_by(name: str, held: dict[str, bool]) -> bool:
    """Whether a check holds: its own promise says so, or the one for all others."""
    return held.get(name, held[OTHERS])


def _promise(name: str, title: str, severity: str) -> Promise:
    return Promise(
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


def _no_others(listed: Set[str]) -> Promise:
    title = "Rows are listed under the rules named and under no other"
    return Promise(
        OTHERS, TABLE, title, ColumnInSet(column="check_name", value_set=sorted(listed)), "error"
    )
