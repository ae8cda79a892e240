"""Great Expectations' checks, asking for no more than their answer needs.

A build holds hundreds of promises, most of them on small tables: there the preparation costs more
than the queries.
"""

from great_expectations.compatibility.pydantic import PrivateAttr
from great_expectations.expectations import (
    ExpectColumnValuesToBeInSet,
    ExpectCompoundColumnsToBeUnique,
    UnexpectedRowsExpectation,
)
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

ROW_COUNT = "unexpected_rows_query.row_count"


class _ToldOnce(Expectation):
    """Its configuration is asked for some thirty times a check, and made anew each time."""

    _told: ExpectationConfiguration | None = PrivateAttr(None)

    @property
    def configuration(self) -> ExpectationConfiguration:
        if self._told is None:
            self._told = super().configuration
        return self._told


class NoRows(_ToldOnce, UnexpectedRowsExpectation):
    """No row of a query. The rows are counted and never fetched: they may hold values of a case."""

    metric_dependencies = (ROW_COUNT,)

    def _validate(self, metrics, runtime_configuration=None, execution_engine=None) -> dict:
        found = metrics[ROW_COUNT]
        return {"success": found == 0, "result": {"observed_value": found}}


class ColumnInSet(_ToldOnce, ExpectColumnValuesToBeInSet):
    """Only values of a list."""


class ColumnsUnique(_ToldOnce, ExpectCompoundColumnsToBeUnique):
    """Each combination of values once."""
