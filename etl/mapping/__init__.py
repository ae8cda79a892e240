"""`conduct map`: somebody else's export as a delivery of the contract, by a reviewed mapping.

A mapping says everything; what it does not say is refused or reported, never guessed.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.config import CHECKOUT, Settings
from etl.contracts import load_contract
from etl.errors import MappingError
from etl.logs import Steps
from etl.mapping.fits import Codes, refuse_columns, refuse_misfit
from etl.mapping.report import FOLDER, not_mapped_words, write_report
from etl.mapping.secret import read_secret
from etl.mapping.shape import Shaped, shape
from etl.mapping.spec import Mapping, parse_mapping
from etl.mapping.write import description, new_folder, write_delivery
from etl.sources.delivery import check_description
from etl.sources.export import find_export, read_export
from etl.warehouse.reference import FOREIGN_CODES, read_strings


@dataclass(frozen=True)
class Mapped:
    """What was written, and what is not mapped, in words."""

    mapping: Mapping
    shaped: Shaped
    rows: dict[str, int]
    not_mapped: list[str]

    @property
    def rows_not_mapped(self) -> int:
        return int(self.shaped.not_mapped["rows"].sum())


def map_export(
    name: str,
    folder: Path,
    out: Path,
    settings: Settings,
    quiet: bool = False,
    same_ids: bool = False,
) -> Mapped:
    """Write the export in `folder` as a delivery to `out`, a new folder.

    With `same_ids` by the secret of the data folder, so that a later edition can be compared.
    Raises MappingError where the mapping is at fault or does not fit the files, and what reading
    a file raises; nothing is written then.
    """
    contract = load_contract(settings.contract_dir)
    mapping = read_mapping(name, settings)
    codes = code_lists(settings, abroad="country" in mapping.delivery)
    refuse_misfit(mapping, contract, codes)
    check_description({**description(mapping), "resources": []}, contract, mapping.file)
    secret = read_secret(settings.mapping_secret) if same_ids else None
    with new_folder(out) as part, Steps(3, quiet) as steps:
        with steps.step("Read the export"):
            frames = _read(mapping, folder)
        found = {key: frame.columns for key, frame in frames.items()}
        refuse_columns(mapping, found)
        with steps.step("Shape rows"):
            shaped = shape(mapping, contract, frames, codes, secret)
        with steps.step("Write the delivery"):
            write_report(part / FOLDER, mapping, shaped, found, same_ids)
            # Its description last: without one it is no delivery.
            rows = write_delivery(part, mapping, contract, shaped.tables)
    return Mapped(mapping, shaped, rows, not_mapped_words(mapping, shaped))


def read_mapping(name: str, settings: Settings) -> Mapping:
    """The mapping of that name in data/mappings/, or in that file."""
    path = Path(name) if name.endswith(".toml") else settings.mappings_dir / f"{name}.toml"
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        known = ", ".join(sorted(each.stem for each in settings.mappings_dir.glob("*.toml")))
        raise MappingError(
            f"There is no mapping {name}. Known are {known}, or name a TOML file of yours; "
            "`--new` drafts one."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f"{path.name} is not valid TOML: {error}.") from None
    shown = path.resolve()
    is_ours = shown.is_relative_to(CHECKOUT)
    return parse_mapping(written, shown.relative_to(CHECKOUT).as_posix() if is_ours else name)


def code_lists(settings: Settings, abroad: bool) -> Codes:
    """The codes of each list; those of other countries only for a delivery of one."""
    names = ("code_lists", FOREIGN_CODES) if abroad else ("code_lists",)
    codes: Codes = {}
    for name in names:
        for row in read_strings(settings.reference_dir / f"{name}.csv").iter_rows(named=True):
            codes.setdefault(row["code_list"], []).append(row["code"])
    return codes


def _read(mapping: Mapping, folder: Path) -> dict[str, pl.DataFrame]:
    frames = {}
    for key, file in mapping.files.items():
        path = find_export(folder, file.file)
        try:
            frames[key], _ = read_export(path, file.encoding, file.delimiter)
        except LookupError:
            raise MappingError(
                f"{mapping.file}, files.{key}: {file.encoding} is no known encoding."
            ) from None
    return frames
