"""Write a delivery: one file per entity, its description and, with faults, the answer key."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from etl.errors import OutputFolderError
from etl.synthesise.calendar import EXTRACTED_ON
from etl.synthesise.contracted import Tables
from etl.synthesise.plan import THINNING
from etl.synthesise.world import World

DESCRIPTION = "datapackage.json"
ANSWER_KEY = "answer_key.csv"


def prepare_folder(out: Path, entities: list[str]) -> None:
    """Make the folder; an earlier synthetic delivery is replaced, anything else is refused."""
    if out.exists() and not out.is_dir():
        raise OutputFolderError(f"{out} is a file, not a folder. Choose another name.")
    out.mkdir(parents=True, exist_ok=True)
    ours = {DESCRIPTION, ANSWER_KEY}
    ours |= {f"{entity}.{ending}" for entity in entities for ending in ("csv", "parquet")}
    lying = {path.name for path in out.iterdir()}
    if lying and not (lying <= ours and _is_synthetic(out / DESCRIPTION)):
        raise OutputFolderError(
            f"{out} holds files that are not an earlier synthetic delivery. Choose an empty folder."
        )
    for name in lying:
        (out / name).unlink()


def _is_synthetic(path: Path) -> bool:
    try:
        return json.loads(path.read_text(encoding="utf-8"))["synthetic"] is True
    except (OSError, ValueError, KeyError, TypeError):
        return False


class Writer:
    """Writes one file per entity, a block of rows after another; `rows` counts them."""

    def __init__(self, out: Path, file_format: str) -> None:
        self.rows: dict[str, int] = {}
        self._out, self._format = out, file_format
        self._open: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self._open.values():
            writer.close()

    def add(self, tables: Tables) -> None:
        """Append a block of rows to each file."""
        for entity, frame in tables.items():
            path = self._out / f"{entity}.{self._format}"
            if self._format == "csv":
                with path.open("ab") as file:
                    is_new = entity not in self.rows
                    frame.write_csv(file, quote_style="necessary", include_header=is_new)
            else:
                self._add_parquet(path, frame)
            self.rows[entity] = self.rows.get(entity, 0) + frame.height

    def _add_parquet(self, path: Path, frame: pl.DataFrame) -> None:
        rows = frame.to_arrow()
        if path.name not in self._open:
            self._open[path.name] = pq.ParquetWriter(
                path, rows.schema, compression="zstd", write_statistics=False
            )
        self._open[path.name].write_table(rows)


def write_description(out: Path, rows: dict[str, int], world: World, file_format: str) -> None:
    """Write what the delivery says of itself."""
    text = json.dumps(_description(list(rows), world, file_format), indent=2, ensure_ascii=False)
    (out / DESCRIPTION).write_text(text + "\n", encoding="utf-8")


def write_answer_key(out: Path, answers: pl.DataFrame, file_format: str) -> None:
    """Lines of a CSV file count its header; rows of a Parquet file begin with 1."""
    first = 2 if file_format == "csv" else 1
    answers.select(
        "check_name",
        "severity",
        "entity",
        pl.format("{}." + file_format, "entity").alias("file"),
        (pl.col("position") + first).alias("line"),
        "force_code",
    ).write_csv(out / ANSWER_KEY)


def _share(scale: float) -> str:
    return "in full" if scale == 1 else f"{scale:.3g} of the whole"


def _description(entities: list[str], world: World, file_format: str) -> dict:
    years = world.years
    return {
        "name": "demonstration",
        "title": "Synthetic demonstration: invented cases, fictional forces",
        "version": f"{EXTRACTED_ON:%Y-%m}",
        "created": EXTRACTED_ON.isoformat(),
        "supplier": "conduct synthesise (invented records)",
        "extracted_on": EXTRACTED_ON.isoformat(),
        "coverage_from": date(years[0], 4, 1).isoformat(),
        "coverage_to": date(years[-1] + 1, 3, 31).isoformat(),
        "includes_open_cases": True,
        "synthetic": True,
        "day_counting": "calendar",
        "thinning": {
            "complaints_other_than_discrimination": f"1 in {THINNING}",
            "everything_else": _share(world.plan.scale),
        },
        "seed": world.seed,
        "resources": [
            {"name": entity, "path": f"{entity}.{file_format}", "format": file_format}
            for entity in entities
        ],
    }
