"""A published funnel to try methods on: officers with a case to answer, by force (2018 to 2021)."""

import csv
from pathlib import Path

import numpy as np

FILE = Path(__file__).parent / "published" / "officers_with_case_to_answer.csv"
# With the headcount of another force.
CITY = "City of London Police"


def forces() -> list[str]:
    return [row["force_name"] for row in _rows()]


def officers() -> np.ndarray:
    return np.array([float(row["officers_with_case_to_answer"]) for row in _rows()])


def headcounts() -> np.ndarray:
    return np.array([float(row["headcount"]) for row in _rows()])


def expected() -> np.ndarray:
    """Officers that each force would have at the rate of all together."""
    return headcounts() * officers().sum() / headcounts().sum()


def _rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
