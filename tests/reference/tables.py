"""Read the reference files as text, as a supplier or reviewer sees them."""

import csv
from pathlib import Path

from etl.config import Settings

SETTINGS = Settings()


def rows(name: str) -> list[dict[str, str]]:
    """All rows of one file in data/reference."""
    with Path(SETTINGS.reference_dir, f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(text: str) -> list[dict[str, str]]:
    """Rows of a table written in a test, cells divided by |."""
    header, *lines = [
        [cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()
    ]
    return [dict(zip(header, line, strict=True)) for line in lines]
