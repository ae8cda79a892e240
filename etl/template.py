"""An empty delivery for suppliers: description to fill in, headers, codebook and instructions.

Everything is written from the contract and the reference files, so it cannot drift from them.
"""

import csv
import io
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from etl.config import Settings
from etl.contracts import PLACEHOLDER, Contract, Entity, Field
from etl.errors import OutputFolderError, ReferenceDataError

FORCES = "force"
CODE_COLUMNS = "code_list scheme code label parent_code valid_from valid_to note".split()
CODEBOOK_COLUMNS = (
    "entity file_required column type required part_of_key description code_list allowed pattern"
).split()
README_TEXT = "template_readme.txt"
FORMATS = {
    "string": "text",
    "date": "YYYY-MM-DD",
    "boolean": "true or false",
    "integer": "whole number",
    "number": "number",
}


def write_template(out: Path, contract: Contract, settings: Settings) -> list[Path]:
    """Write an empty delivery into `out`, a new or empty folder; returns the files written.

    Raises OutputFolderError if the folder holds anything, so that no delivery is overwritten.
    """
    codes = _codes(settings.reference_dir)
    readme = _readme(contract, settings.reference_dir)
    _make_folder(out)
    written = [_write_description(out / "datapackage.json", contract)]
    written += [_write_csv(out / f"{e.name}.csv", e.columns) for e in contract.entities.values()]
    written += _copy_schemas(out / "schemas", contract, settings.contract_dir)
    # A byte order mark, because spreadsheets take a CSV without one for a local character set.
    codebook = _codebook(contract, codes)
    written.append(_write_csv(out / "codebook.csv", CODEBOOK_COLUMNS, codebook, "utf-8-sig"))
    written.append(_write_csv(out / "codes.csv", CODE_COLUMNS, codes, "utf-8-sig"))
    written.append(_write_text(out / "README.txt", readme))
    return written


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        occupied = any(out.iterdir())
    except OSError as error:
        raise OutputFolderError(f"{out}: cannot be used as a folder ({error.strerror}).") from None
    if occupied:
        raise OutputFolderError(f"{out} is not empty. Name a new folder for the template.")


def _write_description(path: Path, contract: Contract) -> Path:
    description = {
        item["name"]: _placeholder(item)
        for item in contract.delivery
        if item["required"] and item["type"] != "array"
    }
    description["resources"] = [_resource(entity) for entity in contract.entities.values()]
    return _write_text(path, json.dumps(description, indent=2, ensure_ascii=False) + "\n")


def _placeholder(item: dict) -> str:
    """Words that stand where no date or choice would, so that nothing is left as it came."""
    wanted = " or ".join(item.get("enum", ())) or item.get("wanted") or FORMATS[item["type"]]
    return f"{PLACEHOLDER} ({wanted}): {item['description']}"


def _resource(entity: Entity) -> dict:
    return {
        "name": entity.name,
        "path": f"{entity.name}.csv",
        "title": entity.title,
        "description": entity.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": f"schemas/{entity.name}.schema.json",
    }


def _copy_schemas(folder: Path, contract: Contract, contract_dir: Path) -> list[Path]:
    folder.mkdir()
    names = [f"{name}.schema.json" for name in contract.entities]
    return [Path(shutil.copyfile(contract_dir / name, folder / name)) for name in names]


def _codes(reference_dir: Path) -> list[dict[str, str]]:
    """All codes a supplier may use; the forces of the reference list come as one list more."""
    forces = [
        {"code_list": FORCES, "code": row["force_code"], "label": row["force_name"]}
        | {end: row[end] for end in ("valid_from", "valid_to")}
        for row in _read_csv(reference_dir / "forces.csv")
    ]
    return _read_csv(reference_dir / "code_lists.csv") + forces


def _codebook(contract: Contract, codes: list[dict[str, str]]) -> list[dict[str, str]]:
    return [
        _codebook_row(entity, field, codes)
        for entity in contract.entities.values()
        for field in entity.fields
    ]


def _codebook_row(entity: Entity, field: Field, codes: list[dict[str, str]]) -> dict[str, str]:
    return {
        "entity": entity.name,
        "file_required": _yes_no(entity.required_file),
        "column": field.name,
        "type": field.type,
        "required": _yes_no(field.required),
        "part_of_key": _yes_no(field.name in entity.primary_key),
        "description": field.description,
        "code_list": field.code_list or "",
        "allowed": _allowed(field, codes),
        "pattern": field.pattern or "",
    }


def _allowed(field: Field, codes: list[dict[str, str]]) -> str:
    if field.code_list == FORCES:
        return f"codes of codes.csv under {FORCES}, or of forces.csv"
    if field.code_list:
        # A letter can stand in two schemes; it is named once here and explained in codes.csv.
        return " | ".join(
            dict.fromkeys(row["code"] for row in codes if row["code_list"] == field.code_list)
        )
    least = "" if field.minimum is None else f", {field.minimum:g} or more"
    return " | ".join(field.enum) or FORMATS[field.type] + least


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _readme(contract: Contract, reference_dir: Path) -> str:
    width = max(map(len, contract.entities)) + len(".csv")
    files = "\n".join(
        f"  {entity.name + '.csv':{width}}  {entity.title}"
        + ("" if entity.required_file else " (optional)")
        for entity in contract.entities.values()
    )
    text = _read_text(reference_dir / README_TEXT)
    return text.format(
        version=contract.version, placeholder=PLACEHOLDER, files=files, forces=FORCES
    )


def _read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_read_text(path))))


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ReferenceDataError(f"{path}: cannot be read ({error.strerror}).") from None


def _write_csv(
    path: Path,
    columns: Iterable[str],
    rows: Iterable[dict[str, str]] = (),
    encoding: str = "utf-8",
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(columns), extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _write_text(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
