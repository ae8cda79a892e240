"""Deliveries are kept as received, so that newer ones can replace them and builds be made again.

    deliveries/<SHA-256>/received.json      what it is, and when it was first built from
    deliveries/<SHA-256>/files/<folder>/    its description and the files that this lists

They hold case records: only their owner can read them, and `conduct erase` removes them.
"""

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from etl.config import Settings
from etl.sources.delivery import DESCRIPTION, Delivery
from etl.sources.folder import digest_of, is_plain
from etl.warehouse.swap import PART

RECORD, FILES = "received.json", "files"
FOLDER_OWNER_ONLY, OWNER_ONLY = 0o700, 0o600


@dataclass(frozen=True)
class KeptDelivery:
    """One delivery on the disk."""

    path: Path
    sha256: str
    name: str
    supplier: str
    synthetic: bool
    forces: frozenset[str]
    extracted_on: date
    coverage: tuple[date, date]
    received_at: datetime

    @property
    def folder(self) -> Path:
        """The delivery itself, under the name that its folder had."""
        return next((self.path / FILES).iterdir())

    def is_named(self, name: str) -> bool:
        """Whether it bears that name or SHA-256 (its beginning will do)."""
        return name == self.name or (len(name) >= 8 and self.sha256.startswith(name))


def kept_deliveries(settings: Settings) -> list[KeptDelivery]:
    """Every delivery that is kept, in the order in which they came."""
    folder = settings.deliveries_dir
    paths = folder.glob(f"*/{RECORD}") if folder.is_dir() else ()
    found = [_read(path.parent) for path in paths if path.parent.suffix != PART]
    return sorted(found, key=lambda kept: (kept.received_at, kept.sha256))


def keep(settings: Settings, delivery: Delivery, forces: Iterable[str]) -> None:
    """Copy a delivery, unless it is there; killed half-way, it is not there."""
    final = settings.deliveries_dir / delivery.sha256
    if final.exists():
        return
    part = final.with_name(final.name + PART)
    settings.deliveries_dir.mkdir(mode=FOLDER_OWNER_ONLY, parents=True, exist_ok=True)
    shutil.rmtree(part, ignore_errors=True)
    try:
        _copy(delivery, forces, part)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    os.replace(part, final)


def _copy(delivery: Delivery, forces: Iterable[str], part: Path) -> None:
    target = part / FILES / delivery.folder.name
    for folder in (part, part / FILES, target):
        folder.mkdir(mode=FOLDER_OWNER_ONLY)
    for path in input_files(delivery.folder):
        shutil.copyfile(path, target / path.name)
        (target / path.name).chmod(OWNER_ONLY)
    (part / RECORD).write_text(json.dumps(_record(delivery, forces)), encoding="utf-8")
    (part / RECORD).chmod(OWNER_ONLY)


def earlier(settings: Settings, folders: Sequence[Path]) -> list[Path]:
    """Kept deliveries of the same supplier and forces that these follow, oldest first.

    One that newer ones cover whole is left out, but for the last of each force, against which the
    newest is held. A folder that cannot be read has none: it will be refused.
    """
    chosen: dict[str, KeptDelivery] = {}
    kept = kept_deliveries(settings)
    for folder in folders:
        named = _described(folder)
        if named is not None:
            others = [old for old in kept if old.name != named.name or not _is(old, folders)]
            chosen |= {old.sha256: old for old in _followed(named, others)}
    return [old.folder for old in kept if old.sha256 in chosen]


def input_files(folder: Path) -> list[Path]:
    """The description of a delivery and the files that it lists, or else whatever is there."""
    try:
        listed = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8-sig"))["resources"]
        names = {DESCRIPTION, *(resource["path"] for resource in listed)}
        names = {name for name in names if is_plain(name)}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        names = {path.name for path in folder.glob("*")}
    return sorted(folder / name for name in names if (folder / name).is_file())


def _followed(named: KeptDelivery, kept: Sequence[KeptDelivery]) -> list[KeptDelivery]:
    older = [
        old
        for old in kept
        if (old.supplier, old.synthetic) == (named.supplier, named.synthetic)
        and old.forces & named.forces
        and old.extracted_on <= named.extracted_on
    ]
    chosen: list[KeptDelivery] = []
    for old in sorted(older, key=lambda each: (each.extracted_on, each.received_at), reverse=True):
        shared = old.forces & named.forces
        is_last = any(not any(force in newer.forces for newer in chosen) for force in shared)
        if is_last or not any(_covers(newer, old) for newer in (named, *chosen)):
            chosen.append(old)
    return chosen


def _covers(newer: KeptDelivery, old: KeptDelivery) -> bool:
    same = old.forces <= newer.forces
    return same and newer.coverage[0] <= old.coverage[0] and old.coverage[1] <= newer.coverage[1]


def _is(kept: KeptDelivery, folders: Sequence[Path]) -> bool:
    """Whether it is one of these, by the bytes of its files."""
    return any(_digest(kept.folder) == _digest(folder) for folder in folders)


def _digest(folder: Path) -> dict[str, bytes]:
    return {path.name: digest_of(path) for path in input_files(folder)}


def _described(folder: Path) -> KeptDelivery | None:
    """What a delivery says of itself, and the forces in its files; None where that is not whole."""
    try:
        described = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8-sig"))
        forces = frozenset(force for path in input_files(folder) for force in _forces(path))
        return _made(folder, described | {"sha256": "", "forces": forces})
    except BaseException as error:
        # Damaged files make the reader panic; the delivery is refused when it is read in earnest.
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        return None


def _forces(path: Path) -> list[str]:
    readers = {".csv": pl.scan_csv, ".parquet": pl.scan_parquet}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        return []
    frame = reader(path, infer_schema=False) if reader is pl.scan_csv else reader(path)
    if "force_code" not in frame.collect_schema().names():
        return []
    return (
        frame.select(pl.col("force_code").drop_nulls().unique()).collect()["force_code"].to_list()
    )


def _record(delivery: Delivery, forces: Iterable[str]) -> dict:
    described = {
        key: delivery.description[key]
        for key in ("name", "supplier", "synthetic", "extracted_on", "coverage_from", "coverage_to")
    }
    at = datetime.now(UTC).isoformat()
    return described | {
        "sha256": delivery.sha256, "forces": sorted(forces), "received_at": at
    }  # fmt: skip


def _read(path: Path) -> KeptDelivery:
    return _made(path, json.loads((path / RECORD).read_text(encoding="utf-8")))


def _made(path: Path, record: dict) -> KeptDelivery:
    days = [
        date.fromisoformat(record[key][:10])
        for key in ("extracted_on", "coverage_from", "coverage_to")
    ]
    return KeptDelivery(
        path,
        record["sha256"],
        record["name"],
        record["supplier"],
        record["synthetic"],
        frozenset(record["forces"]),
        days[0],
        (days[1], days[2]),
        datetime.fromisoformat(record.get("received_at", datetime.now(UTC).isoformat())),
    )
