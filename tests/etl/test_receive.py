"""When so much is set aside that the delivery as a whole is refused."""

from types import SimpleNamespace

import polars as pl
import pytest

from etl.errors import TooManyQuarantinedError
from etl.receive import refuse_if_too_many


def received(*rows: tuple[str, int, int]) -> SimpleNamespace:
    names = ["entity", "rows_received", "rows_quarantined"]
    accounting = pl.DataFrame(rows, schema=names, orient="row").with_columns(rows_replaced=0)
    return SimpleNamespace(accounting=accounting)


@pytest.mark.parametrize(
    ("rows", "aside"), [(0, 0), (100, 0), (100, 10), (1000, 100), (40, 9), (10, 5), (2, 1)]
)
def test_a_tenth_or_a_few_rows_set_aside_are_taken(rows, aside):
    refuse_if_too_many(received(("cases", rows, aside)))


@pytest.mark.parametrize(
    ("rows", "aside", "share"), [(109, 11, "10%"), (99, 10, "10%"), (11, 6, "50%"), (1, 1, "50%")]
)
def test_more_than_a_tenth_or_more_than_half_of_a_few_is_refused(rows, aside, share):
    with pytest.raises(TooManyQuarantinedError, match=rf"cases: {aside} of {rows} .* over {share}"):
        refuse_if_too_many(received(("forces", 9, 0), ("cases", rows, aside)))
