"""Write the rows set aside as files that a supplier can work from."""

import os
from pathlib import Path

import duckdb
import polars as pl

from etl.config import Settings
from etl.contracts import load_contract
from etl.errors import NothingBuiltError, OutputFolderError, ReferenceDataError
from etl.send_back.rows import rows_set_aside, summary
from etl.warehouse.connection import OWNER_ONLY, open_read_only
from etl.warehouse.quarantine import PARENT

FOLDER_OWNER_ONLY = 0o700
README_TEXT = "quarantine_readme.txt"


def write_quarantine(out: Path, settings: Settings, force: str | None = None) -> dict[str, int]:
    """Write `<entity>.csv` for every entity with rows set aside; return rows by entity.

    Each file has reasons, their words, delivery, file and line before the columns as received.
    Beside them `summary.csv` counts the reasons and `README.txt` says how to use it all. With
    `force`, only rows of cases of that force (and its own returns). Nothing set aside, no file.
    """
    if not settings.warehouse_file.exists():
        raise NothingBuiltError("There is no build yet. `conduct build` makes one.")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise OutputFolderError(
            f"{out} is a file or is not empty. Name a new folder, so that nothing is mixed."
        )
    with open_read_only(settings.warehouse_file) as connection:
        frames = rows_set_aside(connection, load_contract(settings.contract_dir), force)
        readme = _readme(settings, frames, _deliveries(connection), force)
    try:
        _write(out, frames, readme)
    except OSError as error:
        raise OutputFolderError(
            f"{out} cannot be written ({error.strerror}). Name a folder that you may write into."
        ) from None
    return {name: frame.height for name, frame in frames.items()}


def _write(out: Path, frames: dict[str, pl.DataFrame], readme: str) -> None:
    out.mkdir(parents=True, exist_ok=True)
    out.chmod(FOLDER_OWNER_ONLY)
    if not frames:
        return
    tables = {"summary": summary(frames)} | frames
    texts = {f"{name}.csv": frame.write_csv() for name, frame in tables.items()}
    for name, text in (texts | {"README.txt": readme}).items():
        # Made private before anything is in it.
        handle = os.open(out / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)


def _deliveries(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.sql(
        "select name, extracted_on from quality.deliveries order by delivery_no"
    ).fetchall()
    return [f"  {name}, records extracted on {day}" for name, day in rows]


def _readme(
    settings: Settings, frames: dict[str, pl.DataFrame], deliveries: list[str], force: str | None
) -> str:
    path = settings.reference_dir / README_TEXT
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ReferenceDataError(f"{path}: cannot be read ({error.strerror}).") from None
    only = [f"  Only rows of the force {force} are listed."] if force else []
    width = max(map(len, frames), default=0) + len(".csv")
    files = [
        f"  {name + '.csv':{width}}  {frame.height:,} row{'' if frame.height == 1 else 's'}"
        for name, frame in frames.items()
    ]
    return text.format(
        deliveries="\n".join(deliveries + only), files="\n".join(files), parent=PARENT
    )
