"""Deliveries written as tables, counted once however many tests read them."""

from collections.abc import Callable

import pytest

from tests.deliveries import write_delivery
from tests.spec.publishing import Counted, count_deliveries


@pytest.fixture(scope="session")
def counted(tmp_path_factory) -> Callable[..., Counted]:
    """`counted(tables, **as for write_delivery)`: the delivery, counted."""
    known: dict[str, Counted] = {}

    def count(tables: dict[str, str | list[dict]], **about: object) -> Counted:
        key = repr((tables, about))
        if key not in known:
            folder = tmp_path_factory.mktemp("counted")
            delivery = write_delivery(folder / "delivery", tables, **about)
            known[key] = count_deliveries([delivery], folder / "conduct.duckdb")
        return known[key]

    return count
