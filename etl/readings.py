"""What a delivery was read as, screened, as strings and typed, so that it is read once only.

A reading lies beside the delivery that is kept, under the SHA-256 of its bytes, and is good for the
very code, contract and reference files by which it was made. Only what concerns one file alone is
in it: every rule beyond the type of a value looks at other rows, and is run anew.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.contracts import Contract, Entity
from etl.errors import DeliveryError
from etl.sources.delivery import DESCRIPTION, Delivery, open_delivery
from etl.sources.folder import digest_of
from etl.sources.personal import Screen
from etl.stored import Storing, stored, taken
from etl.transforms.typed import ROW, typed

ROWS, MISFITS = "rows", "misfits"
# Before the name of a column whose typed values are others than those received.
TYPED = "typed "
NO_MISFITS = pl.DataFrame(schema={"check_name": pl.String, ROW: pl.Int64})


@dataclass(frozen=True)
class Given:
    """A delivery to be read: where it lies, and what is known of it.

    `sha256` was told before it is read; `reading` is where a reading of it may lie, and is to lie.
    """

    folder: Path
    sha256: str | None = None
    reading: Path | None = None
    is_kept: bool = False


@dataclass(frozen=True)
class Block:
    """Some rows of an entity: as received, typed, and what does not fit its type.

    `row_id` counts from 0, the first row of the entity in its delivery.
    """

    raw: pl.DataFrame
    typed: pl.DataFrame
    misfits: pl.DataFrame


@dataclass(frozen=True)
class Source:
    """One delivery, to be read from its files or taken from a reading."""

    delivery: Delivery
    reading: dict[str, Path] | None
    storing: Storing | None

    def blocks(self, entity: Entity, sentinels: Collection[str]) -> Iterator[Block]:
        """All rows of an entity, put away for the next build where that is asked for."""
        if self.reading is not None:
            yield from _taken(self.reading, entity)
            return
        for number, block in enumerate(_read(self.delivery, entity, sentinels)):
            if self.storing is not None:
                _store(self.storing, f"{entity.name}.{number}", block)
            yield block

    def finish(self) -> None:
        """Refuse a delivery that is not what it was before it was read; else close its reading."""
        if self.reading is None:
            self.delivery.refuse_if_altered()
        if self.storing is not None:
            self.storing.close()


def open_source(
    given: Given, contract: Contract, screen: Screen, made_by: str, new: Path | None
) -> Source:
    """A delivery with its reading if there is one; else read, with a new reading begun in `new`.

    Raises what reading a delivery raises, and a DeliveryError for a kept one that was damaged.
    """
    delivery = open_delivery(given.folder, contract, screen, given.sha256)
    # The description is read all the same, so it must be the one that was read then.
    described = digest_of(delivery.folder / DESCRIPTION).hex()
    made_from = f"{delivery.sha256} {described} {made_by}"
    reading = stored(given.reading, made_from) if given.reading else None
    if reading is not None:
        return Source(delivery, reading, None)
    if given.is_kept:
        _refuse_damaged(delivery)
    delivery.look_through()
    is_stored = new is not None and given.reading is not None
    storing = Storing(new / delivery.sha256, made_from) if is_stored else None
    return Source(delivery, None, storing)


def _refuse_damaged(delivery: Delivery) -> None:
    if delivery.is_altered:
        raise DeliveryError(
            f"{delivery.folder.name}: what was kept of this delivery ({delivery.sha256[:12]}) is "
            "no longer as it was received. Build with --alone from all deliveries that are to "
            "count, then forget it: `conduct erase --delivery` with these letters."
        )


def _read(delivery: Delivery, entity: Entity, sentinels: Collection[str]) -> Iterator[Block]:
    file, start = delivery.files.get(entity.name), 0
    for raw in file.blocks() if file else ():
        numbered = _numbered(raw, start)
        shaped = typed(entity, numbered, sentinels)
        start += raw.height
        yield Block(numbered, shaped.rows, shaped.misfits)


def _numbered(rows: pl.DataFrame, start: int) -> pl.DataFrame:
    numbers = pl.int_range(start, start + rows.height, dtype=pl.Int64)
    return rows.with_columns(numbers.alias(ROW))


def _store(storing: Storing, name: str, block: Block) -> None:
    """Raw values, and beside them only the typed columns that differ."""
    differ = [
        column
        for column in block.typed
        if not column.equals(block.raw[column.name], check_dtypes=True)
    ]
    rows = block.raw.with_columns(column.alias(f"{TYPED}{column.name}") for column in differ)
    storing.add(f"{name}.{ROWS}", rows)
    if block.misfits.height:
        storing.add(f"{name}.{MISFITS}", block.misfits)


def _taken(reading: dict[str, Path], entity: Entity) -> Iterator[Block]:
    for name, file in reading.items():
        of, number, kind = name.split(".")
        if (of, kind) == (entity.name, ROWS):
            rows, misfits = taken(file), reading.get(f"{of}.{number}.{MISFITS}")
            differ = [column for column in rows if column.name.startswith(TYPED)]
            raw = rows.drop(column.name for column in differ)
            shaped = raw.with_columns(
                column.alias(column.name.removeprefix(TYPED)) for column in differ
            )
            yield Block(raw, shaped, taken(misfits) if misfits else NO_MISFITS)
