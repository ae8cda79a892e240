"""Deliveries at national scale, made once: one clean, one with faults."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from etl.config import Settings
from etl.contracts import load_contract
from etl.synthesise import synthesise

SETTINGS = Settings()
TYPES = {
    "string": pl.String,
    "date": pl.Date,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
}


@pytest.fixture(scope="session")
def clean(once_per_run: Callable[[str, Callable[[Path], Any]], Path]) -> Path:
    return once_per_run("synthetic-clean", lambda out: synthesise(out, settings=SETTINGS))


@pytest.fixture(scope="session")
def faulty(once_per_run: Callable[[str, Callable[[Path], Any]], Path]) -> Path:
    return once_per_run(
        "synthetic-faulty", lambda out: synthesise(out, faults=True, settings=SETTINGS)
    )


@pytest.fixture(scope="session")
def tables(clean: Path) -> dict[str, pl.DataFrame]:
    """The clean delivery, typed by the contract."""
    return {
        name: pl.read_csv(
            clean / f"{name}.csv",
            schema_overrides={field.name: TYPES[field.type] for field in entity.fields},
        )
        for name, entity in load_contract(SETTINGS.contract_dir).entities.items()
    }
