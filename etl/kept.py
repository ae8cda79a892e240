"""Deliveries are kept as received, so that newer ones can replace them and builds be made again.

    deliveries/<SHA-256>/received.json      what it is, and when it was first built from
    deliveries/<SHA-256>/files/<folder>/    its description and the files that this lists
    deliveries/<SHA-256>/reading/           what it was read as (etl.readings), made anew at need

They hold case records: only their owner can read them, and `conduct erase` removes them.
"""

import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from etl.config import Settings
from etl.contracts import load_contract
from etl.errors import DeliveryError
from etl.folders import PART, whole
from etl.readings import Given
from etl.sources.delivery import DESCRIPTION, Delivery
from etl.sources.folder import digest, is_plain
from etl.stored import FOLDER_OWNER_ONLY, LIST, OWNER_ONLY

RECORD, FILES, READING = "received.json", "files", "reading"


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
    country: str | None
    # Not known of those kept by an earlier version.
    rows: int | None

    @property
    def given(self) -> Given:
        """The delivery as the input of a build."""
        return Given(self.folder, self.sha256, self.path / READING, is_kept=True)

    @property
    def folder(self) -> Path:
        """The delivery itself, under the name that its folder had."""
        return next((self.path / FILES).iterdir())

    def is_covered_by(self, newer: "KeptDelivery") -> bool:
        """Whether a newer delivery of its supplier and all its forces covers every day of it."""
        same = (self.supplier, self.synthetic) == (newer.supplier, newer.synthetic)
        return same and self.extracted_on <= newer.extracted_on and _covers(newer, self)

    def is_named(self, name: str) -> bool:
        """Whether it bears that name or SHA-256 (its beginning will do)."""
        return name == self.name or (len(name) >= 8 and self.sha256.startswith(name))


def kept_deliveries(settings: Settings) -> list[KeptDelivery]:
    """Every delivery that is kept, in the order in which they came."""
    folder = settings.deliveries_dir
    paths = folder.glob(f"*/{RECORD}") if folder.is_dir() else ()
    found = [_read(path.parent) for path in paths if path.parent.suffix != PART]
    return sorted(found, key=lambda kept: (kept.received_at, kept.sha256))


@contextmanager
def none_erased(settings: Settings) -> Iterator[None]:
    """End work on kept deliveries with words where one of them is erased meanwhile.

    An erasure must not wait for who only looks, and where a file is gone anything may fail.
    """
    there = _names(settings)
    try:
        yield
    except Exception as error:
        if there - _names(settings):
            raise DeliveryError(
                "A kept delivery was erased while this ran. Nothing was changed; try again."
            ) from error
        raise


def _names(settings: Settings) -> set[str]:
    return {path.parent.name for path in settings.deliveries_dir.glob(f"*/{RECORD}")}


def given(settings: Settings, folders: Sequence[Path]) -> list[Given]:
    """These deliveries, with the SHA-256 by which they are kept: told once, before one is read."""
    entities = [*load_contract(settings.contract_dir).entities]
    known = [(folder, digest(_in_order(folder, entities))) for folder in folders]
    return [Given(folder, sha256, reading_of(settings, sha256)) for folder, sha256 in known]


def keep(settings: Settings, delivery: Delivery, forces: Iterable[str], rows: int) -> None:
    """Copy a delivery, unless it is there; killed half-way, it is not there."""
    final = settings.deliveries_dir / delivery.sha256
    if final.exists():
        return
    settings.deliveries_dir.mkdir(mode=FOLDER_OWNER_ONLY, parents=True, exist_ok=True)
    with whole(final.with_name(final.name + PART), final, FOLDER_OWNER_ONLY) as part:
        _copy(delivery, _record(delivery, forces, rows), part)


def reading_of(settings: Settings, sha256: str) -> Path:
    """Where a reading of a kept delivery lies, in its folder, so that it goes with it."""
    return settings.deliveries_dir / sha256 / READING


def put_reading(made: Path, target: Path) -> None:
    """Put a new reading, if one was made, in the place of one that was good no longer."""
    if (made / LIST).exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(target, ignore_errors=True)
        # Not always one disk; a reading that is copied half is none.
        shutil.move(made, target)


def _copy(delivery: Delivery, record: dict, part: Path) -> None:
    target = part / FILES / delivery.folder.name
    for folder in (part / FILES, target):
        folder.mkdir(mode=FOLDER_OWNER_ONLY)
    files = [delivery.folder / DESCRIPTION, *(file.path for file in delivery.files.values())]
    for path in files:
        shutil.copyfile(path, target / path.name)
        (target / path.name).chmod(OWNER_ONLY)
    if digest(target / path.name for path in files) != delivery.sha256:
        raise DeliveryError(
            f"{delivery.folder.name}: a file was altered while the build ran. Wait until the copy "
            "is complete, then build again."
        )
    (part / RECORD).write_text(json.dumps(record), encoding="utf-8")
    (part / RECORD).chmod(OWNER_ONLY)


def earlier(settings: Settings, named: Sequence[Given]) -> list[Given]:
    """Kept deliveries of the same supplier and forces that these follow, oldest first.

    One that newer ones cover whole is left out, but for the last of each force, against which the
    newest is held. A folder that cannot be read has none: it will be refused.
    """
    chosen: dict[str, KeptDelivery] = {}
    kept = {old.sha256: old for old in kept_deliveries(settings)}
    others = [old for old in kept.values() if old.sha256 not in {each.sha256 for each in named}]
    for each in named:
        # What is kept need not be looked through again.
        described = kept.get(each.sha256) or _described(each.folder)
        if described is not None:
            chosen |= {old.sha256: old for old in _followed(described, others)}
    return [old.given for old in others if old.sha256 in chosen]


def beside(settings: Settings, named: Given, in_use: Collection[str]) -> list[Given]:
    """Of the kept deliveries in use (their SHA-256), those of other forces, counted beside this."""
    described = _described(named.folder)
    if described is None:
        return []
    return [
        kept.given
        for kept in kept_deliveries(settings)
        if kept.sha256 in in_use
        and not kept.forces & described.forces
        and (kept.synthetic, kept.country) == (described.synthetic, described.country)
    ]


def _in_order(folder: Path, entities: Sequence[str]) -> list[Path]:
    """The files of a delivery in the order of the contract; of what is none, whatever is there."""
    listed = _listed(folder)
    if listed is None:
        return sorted(path for path in folder.glob("*") if path.is_file())
    places = {DESCRIPTION: -1} | {
        path: entities.index(name) for name, path in listed if name in entities and is_plain(path)
    }
    paths = [folder / name for name in sorted(places, key=places.__getitem__)]
    return [path for path in paths if path.is_file()]


def _listed(folder: Path) -> list[tuple[str, str]] | None:
    """The names and paths of resources that a description lists, if it can be read."""
    try:
        described = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8-sig"))
        return [(resource["name"], resource["path"]) for resource in described["resources"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


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


def _described(folder: Path) -> KeptDelivery | None:
    """What a delivery says of itself, and the forces in its files; None where that is not whole."""
    try:
        described = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8-sig"))
        forces = frozenset(
            force
            for _, name in _listed(folder) or ()
            # Nothing is read that is no file: a pipe would be waited for without end.
            if is_plain(name) and (folder / name).is_file()
            for force in _forces(folder / name)
        )
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


def _record(delivery: Delivery, forces: Iterable[str], rows: int) -> dict:
    described = {
        key: delivery.description[key]
        for key in ("name", "supplier", "synthetic", "extracted_on", "coverage_from", "coverage_to")
    } | {"country": delivery.country}
    at = datetime.now(UTC).isoformat()
    own = {"sha256": delivery.sha256, "forces": sorted(forces), "received_at": at, "rows": rows}
    return described | own


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
        record.get("country"),
        record.get("rows"),
    )
