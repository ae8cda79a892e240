"""Read a delivery folder: its description and one file of strings per entity.

What concerns the delivery as a whole (files, columns, description) is refused here; single rows
are judged later. Files too large for memory are looked into only while they are loaded.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl

from etl.contracts import PLACEHOLDER, Contract, Entity
from etl.errors import DeliveryError, MissingFileError, PersonalDataError
from etl.sources.entity_file import EntityFile
from etl.sources.folder import (
    digest,
    is_plain,
    lying,
    read_object,
    refuse_altered,
    refuse_clashes,
    refuse_link,
    refuse_missing,
)
from etl.sources.personal import Screen, find

DESCRIPTION = "datapackage.json"
TOLD = ("name", "version", "supplier", "country")


@dataclass(frozen=True)
class Delivery:
    """One delivery as received: description, a file for each entity, and a hash of its bytes."""

    folder: Path
    description: dict
    files: dict[str, EntityFile]
    sha256: str

    @property
    def name(self) -> str:
        return self.description["name"]

    @property
    def synthetic(self) -> bool:
        return self.description["synthetic"]

    @property
    def country(self) -> str | None:
        """The country of its forces, where that is not England and Wales."""
        return self.description.get("country")

    @property
    def includes_open_cases(self) -> bool:
        return self.description["includes_open_cases"]

    @property
    def supplier(self) -> str:
        return self.description["supplier"]

    @property
    def is_altered(self) -> bool:
        """Whether a file is no longer what it was."""
        return _digest(self.folder, self.files) != self.sha256

    def refuse_if_altered(self) -> None:
        """Refuse where a file is no longer what it was before it was read."""
        refuse_altered(self.folder, self.is_altered)

    def look_through(self) -> None:
        """Read small files here and now; large ones are read when they are loaded."""
        for file in self.files.values():
            if not file.is_large:
                _ = file.whole

    def day(self, key: str) -> date:
        return date.fromisoformat(self.description[key])


def read_delivery(folder: Path, contract: Contract, screen: Screen) -> Delivery:
    """Read all files of a delivery, or say what is wrong with it as a whole.

    Raises a PersonalDataError where a column or its values look like personal data.
    """
    delivery = open_delivery(folder, contract, screen)
    delivery.look_through()
    return delivery


def open_delivery(
    folder: Path, contract: Contract, screen: Screen, sha256: str | None = None
) -> Delivery:
    """A delivery of whose files none is read yet; `sha256` is what they were before, if known."""
    # `.` has no name to put into a message.
    folder = folder.resolve()
    description = _description(folder, contract)
    _check_told(description, screen)
    paths = _paths(folder, description, contract)
    files = {
        name: EntityFile.of(path, contract.entities[name], screen) for name, path in paths.items()
    }
    return Delivery(folder, description, files, sha256 or _digest(folder, files))


def _digest(folder: Path, files: dict[str, EntityFile]) -> str:
    return digest((folder / DESCRIPTION, *(file.path for file in files.values())))


def _description(folder: Path, contract: Contract) -> dict:
    path = folder / DESCRIPTION
    if not path.is_file():
        raise MissingFileError(
            f"{folder}: no {DESCRIPTION}. A delivery is a folder with this file beside its data; "
            "`conduct template --out DIR` writes one to fill in."
        )
    description = read_object(path)
    check_description(description, contract)
    return description


def check_description(description: dict, contract: Contract, where: str = DESCRIPTION) -> None:
    """Raise DeliveryError for what is missing or cannot be; days lose their time of day."""
    for item in contract.delivery:
        _check_item(description, item, where)
    _check_dates(description, where)


def _check_item(description: dict, item: dict, where: str) -> None:
    name, value = item["name"], description.get(item["name"])
    if not item["required"] and value is None:
        return
    if value is None or value == "":
        raise DeliveryError(f"{where}: `{name}` is missing. {item['description']}.")
    wanted = item.get("wanted") or " or ".join(item.get("enum", ())) or _TYPE_WORDS[item["type"]]
    if isinstance(value, str) and value.startswith(PLACEHOLDER):
        raise DeliveryError(
            f"{where}: `{name}` still holds the words of the template; fill in {wanted}. "
            f"{item['description']}."
        )
    if not _is_good(value, item):
        raise DeliveryError(f"{where}: `{name}` must be {wanted}. {item['description']}.")


def _check_told(description: dict, screen: Screen) -> None:
    """What the description tells of its supplier is published."""
    given = {name: [description.get(name)] for name in TOLD}
    told = pl.DataFrame(given, schema=dict.fromkeys(TOLD, pl.String))
    for item in find(told, screen):
        raise PersonalDataError(
            f"{DESCRIPTION}: `{item.column}` looks like {item.rule.looks_like} (rule "
            f"{item.rule.name}). It is published, so name the organisation only."
        )


def _is_good(value: object, item: dict) -> bool:
    of_type = {
        "string": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "array": isinstance(value, list),
        "date": isinstance(value, str) and _is_date(value),
    }[item["type"]]
    if not of_type or (item.get("enum") and value not in item["enum"]):
        return False
    return "pattern" not in item or bool(re.fullmatch(item["pattern"], value))


_TYPE_WORDS = {
    "string": "text",
    "boolean": "true or false",
    "array": "a list",
    "date": "a date such as 2026-06-30",
}


def _is_date(value: str) -> bool:
    """A day, or a day and time."""
    try:
        datetime.fromisoformat(value)
        return date.fromisoformat(value[:10]).isoformat() == value[:10]
    except ValueError:
        return False


def _check_dates(description: dict, where: str) -> None:
    for key in ("extracted_on", "coverage_from", "coverage_to"):
        description[key] = description[key][:10]
    if (
        not description["coverage_from"]
        <= description["coverage_to"]
        <= description["extracted_on"]
    ):
        raise DeliveryError(
            f"{where}: `coverage_from`, `coverage_to` and `extracted_on` must follow one "
            "another in that order."
        )
    # Invented cases may lie ahead. A day's grace: the supplier's clock may be ahead of this one.
    tomorrow = date.today() + timedelta(days=1)
    if not description["synthetic"] and description["extracted_on"] > tomorrow.isoformat():
        raise DeliveryError(
            f"{where}: `extracted_on` is a day that is still to come. Correct it, or the "
            "clock of this machine."
        )


def _paths(folder: Path, description: dict, contract: Contract) -> dict[str, Path]:
    paths: dict[str, Path] = {}
    for resource in description["resources"]:
        name, path = _path(folder, resource, contract)
        if name in paths:
            raise DeliveryError(
                f"{DESCRIPTION}: `{name}` is listed twice. Put all its rows into one file."
            )
        paths[name] = path
    refuse_clashes(paths.values())
    for entity in contract.entities.values():
        _check_unlisted(folder, entity, paths.get(entity.name))
    return {name: paths[name] for name in contract.entities if name in paths}


def _check_unlisted(folder: Path, entity: Entity, listed: Path | None) -> None:
    for name in (f"{entity.name}.csv", f"{entity.name}.parquet"):
        found = lying(folder, name)
        if found is not None and found != listed:
            raise DeliveryError(
                f"{DESCRIPTION}: {found.name} lies in the folder but is not among the resources. "
                "List it, or take the file away, so that nothing is left out unseen."
            )
    if entity.required_file and listed is None:
        raise MissingFileError(
            f"{folder.name}: no file for `{entity.name}` ({entity.title}). Add {entity.name}.csv "
            f"and list it among the resources of {DESCRIPTION}; with nothing to report, deliver "
            "the header line alone."
        )


def _path(folder: Path, resource: object, contract: Contract) -> tuple[str, Path]:
    name = resource.get("name") if isinstance(resource, dict) else None
    file = resource.get("path") if isinstance(resource, dict) else None
    if not isinstance(name, str) or name not in contract.entities:
        shown = repr(name) if is_plain(name) else "in a way that is not shown"
        raise DeliveryError(
            f"{DESCRIPTION}: a resource is named {shown}, which the contract does not know."
        )
    if not is_plain(file):
        raise DeliveryError(
            f"{DESCRIPTION}: the path of `{name}` must be a plain file name in the same folder, "
            "of letters, digits, spaces and - . _ only."
        )
    refuse_missing(folder, file, DESCRIPTION)
    refuse_link(folder / file)
    return name, folder / file
