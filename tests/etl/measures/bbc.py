"""A published funnel to try methods on: officers with a case to answer, by force (2018 to 2021)."""

import csv
import gzip
from collections import Counter
from pathlib import Path

import numpy as np

from etl.config import Settings
from tests.reference.tables import rows as reference_rows

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


def headcounts_by_code() -> dict[str, float]:
    """The headcounts by code of the force; a name that is no force's stands for itself."""
    names = _names()
    listed = zip(forces(), headcounts(), strict=True)
    return {names.get(_short(name), name): float(number) for name, number in listed}


def code(name: str) -> str:
    return _names()[_short(name)]


def officers_in_post(day: str = "2020-03-01") -> dict[str, float]:
    """Police officers in post by force, as published by the Home Office."""
    found: Counter[str] = Counter()
    path = Settings().official_dir / "police-uplift-2022-data.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["date"] == day and row["worker_type"] == "police officer":
                found[row["geo_code"]] += float(row["total_headcount"])
    return dict(found)


def _names() -> dict[str, str]:
    """Codes of forces by every name they go by, the words for a kind of force left off."""
    forces = {row["force_name"]: row["force_code"] for row in reference_rows("forces")}
    aliases = {row["alias"]: row["force_code"] for row in reference_rows("force_aliases")}
    return {_short(name): code for name, code in (forces | aliases).items()}


def _short(name: str) -> str:
    name = name.lower().replace("&", "and")
    for word in (" police service", " police", " constabulary"):
        name = name.removesuffix(word)
    return name


def _rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
