"""Make a synthetic delivery: invented cases of fictional forces, at real national scale.

The same arguments give the same bytes. What the figures are made to resemble, and what of it is
an assumption, is in `data/reference/synthetic_calibration.csv`.
"""

from pathlib import Path
from typing import Literal

import polars as pl

from etl.config import Settings
from etl.contracts import load_contract
from etl.errors import ConductDataError
from etl.synthesise.blocks import in_blocks, of_block
from etl.synthesise.faults import plant_faults
from etl.synthesise.tables import make_tables
from etl.synthesise.world import MOST_YEARS, make_world
from etl.synthesise.write import Writer, prepare_folder, write_answer_key, write_description

__all__ = ["synthesise"]


class SynthesisError(ConductDataError):
    """An impossible wish: no cases, or years that are not covered."""


def synthesise(
    out: Path,
    *,
    cases: int | None = None,
    years: int = MOST_YEARS,
    seed: int = 1,
    faults: bool = False,
    file_format: Literal["csv", "parquet"] = "csv",
    settings: Settings,
) -> dict[str, int]:
    """Write a delivery to `out` and return the rows of each entity.

    `cases` is the number of all cases over all years (None: national scale); `years` are the
    last financial years to 2025-26. With `faults`, faults for every check are planted and
    `answer_key.csv` says where.
    """
    _check(cases, years, seed, file_format)
    contract = load_contract(settings.contract_dir)
    world = make_world(settings.reference_dir, cases=cases, years=years, seed=seed)
    categories = _sub_categories(settings.reference_dir)
    prepare_folder(out, list(contract.entities))
    # Faults are planted into a delivery that lies whole before us.
    parts = [world] if faults else in_blocks(world, cases)
    with Writer(out, file_format) as writer:
        for part in parts:
            tables = of_block(make_tables(part, contract, categories), part.block)
            if faults:
                tables, answers = plant_faults(tables, world, settings.reference_dir)
                write_answer_key(out, answers, file_format)
            writer.add(tables)
    write_description(out, writer.rows, world, file_format)
    return writer.rows


def _check(cases: int | None, years: int, seed: int, file_format: str) -> None:
    if cases is not None and cases < 1:
        raise SynthesisError("--cases must be 1 or more.")
    if seed < 0:
        raise SynthesisError("--seed must be 0 or more.")
    if not 1 <= years <= MOST_YEARS:
        raise SynthesisError(f"--years must be from 1 to {MOST_YEARS}.")
    if file_format not in ("csv", "parquet"):
        raise SynthesisError("The file format must be csv or parquet.")


def _sub_categories(reference_dir: Path) -> dict[str, list[str]]:
    """The sub-categories of each category letter, from the code lists."""
    rows = pl.read_csv(reference_dir / "code_lists.csv", infer_schema=False).filter(
        pl.col("code_list") == "allegation_sub_category"
    )
    letters = rows.group_by("parent_code", maintain_order=True).agg("code")
    return dict(letters.iter_rows())
