"""The words that all parts share: the contract of deliveries and of the published tables.

Read from the Table Schema files in `data/contract/`, which also make the codebook.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

# With these words `conduct template` marks what a supplier has to fill in.
PLACEHOLDER = "FILL IN"


@dataclass(frozen=True)
class Field:
    """One column: its type, what it means and what it may hold."""

    name: str
    type: str
    description: str
    required: bool = False
    pattern: str | None = None
    minimum: float | None = None
    enum: tuple[str, ...] = ()
    code_list: str | None = None
    code_valid_at: str | None = None
    may_be_after_extraction: bool = False


@dataclass(frozen=True)
class ForeignKey:
    """The columns by which a row belongs to its parent."""

    fields: tuple[str, ...]
    parent: str


@dataclass(frozen=True)
class Entity:
    """One table of the contract."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    required_file: bool = True

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True)
class Contract:
    """All entities in an order in which parents come before their children."""

    version: int
    entities: dict[str, Entity]
    delivery: tuple[dict, ...]


def load_contract(folder: Path) -> Contract:
    """Read the contract of deliveries from `data/contract/`."""
    package = json.loads((folder / "delivery.json").read_text(encoding="utf-8"))
    entities = {name: _entity(folder / f"{name}.schema.json") for name in package["entities"]}
    return Contract(package["contractVersion"], entities, tuple(package["delivery"]))


def load_published(folder: Path) -> dict[str, Entity]:
    """Read the contract of the published tables from `data/contract/published/`."""
    return {entity.name: entity for entity in map(_entity, sorted(folder.glob("*.schema.json")))}


def _entity(path: Path) -> Entity:
    schema = json.loads(path.read_text(encoding="utf-8"))
    return Entity(
        name=schema["name"],
        title=schema["title"],
        description=schema["description"],
        fields=tuple(map(_field, schema["fields"])),
        primary_key=tuple(schema["primaryKey"]),
        foreign_keys=tuple(
            ForeignKey(tuple(key["fields"]), key["reference"]["resource"])
            for key in schema.get("foreignKeys", ())
        ),
        required_file=schema.get("requiredFile", True),
    )


def _field(field: dict) -> Field:
    constraints = field.get("constraints", {})
    return Field(
        name=field["name"],
        type=field["type"],
        description=field["description"],
        required=constraints.get("required", False),
        pattern=constraints.get("pattern"),
        minimum=constraints.get("minimum"),
        enum=tuple(constraints.get("enum", ())),
        code_list=field.get("codeList"),
        code_valid_at=field.get("codeValidAt"),
        may_be_after_extraction=field.get("mayBeAfterExtraction", False),
    )
