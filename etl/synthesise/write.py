"""Write a delivery: one file per entity, its description and, with faults, the answer key."""

import json
from datetime import date
from pathlib import Path

import polars as pl

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


def write_delivery(out: Path, tables: Tables, world: World, file_format: str) -> dict[str, int]:
    """Write the files; rows by entity."""
    for entity, frame in tables.items():
        path = out / f"{entity}.{file_format}"
        if file_format == "csv":
            frame.write_csv(path, quote_style="necessary")
        else:
            frame.write_parquet(path, statistics=False)
    text = json.dumps(_description(tables, world, file_format), indent=2, ensure_ascii=False)
    (out / DESCRIPTION).write_text(text + "\n", encoding="utf-8")
    return {entity: frame.height for entity, frame in tables.items()}


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


def _description(tables: Tables, world: World, file_format: str) -> dict:
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
            for entity in tables
        ],
    }
