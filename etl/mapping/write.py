"""Write a delivery whole or not at all: into a folder beside it, which gets its name at the end."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from etl.contracts import Contract
from etl.errors import MappingError, OutputFolderError
from etl.mapping.spec import Mapping
from etl.sources.delivery import DESCRIPTION


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """Yield a folder that only its owner can read; it becomes `out` if nothing goes wrong."""
    if out.exists() or out.is_symlink():
        raise OutputFolderError(f"{out} is already there. Name a new folder for the delivery.")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        # What a run that was killed has left.
        for left in out.parent.glob(f".{out.name}.part-*"):
            shutil.rmtree(left, ignore_errors=True)
        part = Path(tempfile.mkdtemp(prefix=f".{out.name}.part-", dir=out.parent))
    except OSError as error:
        raise OutputFolderError(f"{out} cannot be written: {error.strerror}.") from None
    try:
        yield part
        part.rename(out)
    except OSError as error:
        raise OutputFolderError(f"{out} cannot be written: {error.strerror}.") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_delivery(
    folder: Path, mapping: Mapping, contract: Contract, tables: dict[str, pl.DataFrame]
) -> dict[str, int]:
    """One CSV file per table, the header alone where there are no rows; rows by table."""
    wanted = [e for e in contract.entities.values() if e.required_file or e.name in tables]
    for entity in wanted:
        empty = pl.DataFrame(schema=dict.fromkeys(entity.columns, pl.String))
        tables.get(entity.name, empty).write_csv(folder / f"{entity.name}.csv")
    resources = [{"name": entity.name, "path": f"{entity.name}.csv"} for entity in wanted]
    text = json.dumps(description(mapping) | {"resources": resources}, indent=2, ensure_ascii=False)
    (folder / DESCRIPTION).write_text(text + "\n", encoding="utf-8")
    return {name: table.height for name, table in tables.items()}


def description(mapping: Mapping) -> dict:
    """datapackage.json without its resources, from the mapping."""
    given = {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in mapping.delivery.items()
    }
    made = {
        "name": mapping.name,
        "created": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "synthetic": False,
        "mapped_by": mapping.file,
    }
    clash = given.keys() & {*made, "resources"}
    if clash:
        raise MappingError(f"{mapping.file}: `{min(clash)}` of [delivery] is set by the program.")
    return made | given
