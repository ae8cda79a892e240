"""Ways to break a delivery, one at a time."""

import csv
import io
import json
from pathlib import Path

import polars as pl

# Stands for what must never be printed: a name, where a code or a number was to be.
SECRET = "Quillfeather"


def describe(folder: Path, *without: str, **values: object) -> None:
    """Rewrite datapackage.json with these values, and without these keys."""
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8")) | values
    for key in without:
        del package[key]
    path.write_text(json.dumps(package), encoding="utf-8")


def resources(folder: Path, **paths: object) -> None:
    """Rewrite the path of some resources."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    listed = package["resources"]
    for item in listed:
        item["path"] = paths.get(item["name"], item["path"])
    describe(folder, resources=listed)


def lines(folder: Path, entity: str) -> list[list[str]]:
    with (folder / f"{entity}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def rewrite(folder: Path, entity: str, rows: list[list[str]], end: str = "\n") -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows(rows)
    (folder / f"{entity}.csv").write_bytes(text.getvalue().encode())


def add_column(folder: Path, entity: str, name: str, value: str) -> None:
    header, *rows = lines(folder, entity)
    rewrite(folder, entity, [[*header, name], *([*row, value] for row in rows)])


def drop_column(folder: Path, entity: str, name: str) -> None:
    rows = lines(folder, entity)
    place = rows[0].index(name)
    rewrite(folder, entity, [row[:place] + row[place + 1 :] for row in rows])


def set_cell(folder: Path, entity: str, line: int, **values: str) -> None:
    """Change cells of the row on a line (the header is line 1)."""
    rows = lines(folder, entity)
    for name, value in values.items():
        rows[line - 1][rows[0].index(name)] = value
    rewrite(folder, entity, rows)


def add_row(folder: Path, entity: str, **values: str) -> int:
    """Add a row; return its line."""
    header, *rows = lines(folder, entity)
    rewrite(folder, entity, [header, *rows, [values.get(name, "") for name in header]])
    return len(rows) + 2


def replace_bytes(folder: Path, entity: str, old: bytes, new: bytes) -> None:
    """Replace the first occurrence."""
    path = folder / f"{entity}.csv"
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new, 1))


def as_parquet(folder: Path, entity: str) -> Path:
    """Deliver an entity as Parquet instead, its columns strings."""
    source = folder / f"{entity}.csv"
    path = folder / f"{entity}.parquet"
    pl.read_csv(source, infer_schema=False).write_parquet(path)
    source.unlink()
    resources(folder, **{entity: path.name})
    return path
