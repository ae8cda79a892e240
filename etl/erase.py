"""`conduct erase`: remove builds and the case records in them, and say so in a register.

A delivery's rows are copied into every build that is made from it, so a delivery is erased by
erasing those builds, and the copy that was kept of it. The build in use is never touched: another
has to take its place first.
"""

import os
import shutil
import tomllib
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from etl.config import Settings
from etl.errors import (
    ConductDataError,
    NothingBuiltError,
    OutputFolderError,
    ReferenceDataError,
    UnknownNameError,
)
from etl.kept import KeptDelivery, kept_deliveries
from etl.register import ERASURES, record
from etl.warehouse.builds import KeptBuild, kept_builds, unfinished
from etl.warehouse.swap import PART, only_one

WHOLE, CASE_LEVEL = "whole build", "case-level files"
BLOCK = 1 << 20


@dataclass(frozen=True)
class Erasure:
    """One thing to erase, and why."""

    build: KeptBuild
    what: str
    why: str


@dataclass(frozen=True)
class Erased:
    """What was erased, or would be."""

    erasures: tuple[Erasure, ...]
    leftovers: tuple[Path, ...]
    deliveries: tuple[KeptDelivery, ...] = ()
    secret: Path | None = None


@dataclass(frozen=True)
class Asked:
    """What to erase: one of the five."""

    build: str | None = None
    delivery: str | None = None
    older_than: int | None = None
    expired: bool = False
    ids: bool = False


def erase(settings: Settings, asked: Asked, today: date | None = None) -> Erased:
    """Erase what is asked for, and what killed builds have left.

    Raises a ConductDataError, with nothing erased, where it is unknown or in use.
    """
    # The secret of mapped ids is in no build, and there need not be one.
    lock = nullcontext() if asked.ids else only_one(_builds_dir(settings))
    with lock:
        plan = planned(settings, asked, today)
        _carry_out(plan, settings)
    return plan


def planned(settings: Settings, asked: Asked, today: date | None = None) -> Erased:
    """What would be erased; nothing is, and a build may run meanwhile."""
    ways = (asked.build, asked.delivery, asked.older_than, asked.expired or None, asked.ids or None)
    if sum(way is not None for way in ways) != 1:
        raise ConductDataError(
            "Say what to erase, one of: --build ID, --delivery NAME, --older-than DAYS, --expired, "
            "--ids."
        )
    if asked.ids:
        secret = settings.mapping_secret
        return Erased((), (), (), secret if secret.exists() else None)
    builds = kept_builds(_builds_dir(settings))
    day = today or date.today()
    received: list[KeptDelivery] = []
    if asked.build is not None:
        chosen = _one(builds, asked.build)
    elif asked.delivery is not None:
        received = [kept for kept in kept_deliveries(settings) if kept.is_named(asked.delivery)]
        chosen = _holding(builds, asked.delivery, bool(received))
    elif asked.older_than is not None:
        chosen = _older(builds, asked.older_than, day)
    else:
        chosen = _expired(builds, settings, day)
        received = _expired_deliveries(builds, settings, day)
    return Erased(tuple(chosen), tuple(unfinished(settings.builds_dir)), tuple(received))


def _builds_dir(settings: Settings) -> Path:
    if not settings.builds_dir.is_dir():
        raise NothingBuiltError(f"There are no builds in {settings.data_dir}.")
    return settings.builds_dir


def _one(builds: list[KeptBuild], name: str) -> list[Erasure]:
    found = [build for build in builds if build.id == name]
    if not found:
        raise UnknownNameError(f"There is no build {name}. `conduct status` lists them.")
    _refuse_in_use(found, f"Build {name}")
    return [Erasure(found[0], WHOLE, "named")]


def _holding(builds: list[KeptBuild], delivery: str, is_kept: bool) -> list[Erasure]:
    found = [build for build in builds if build.holds(delivery)]
    if not found and not is_kept:
        unread = [build.id for build in builds if build.built_on is None]
        also = f" Not readable, so not searched: {', '.join(unread)}." if unread else ""
        raise UnknownNameError(
            f"No build was made from a delivery of that name or SHA-256 (8 letters at least).{also}"
        )
    _refuse_in_use(found, "The delivery")
    return [Erasure(build, WHOLE, "delivery") for build in found]


def _refuse_in_use(found: list[KeptBuild], what: str) -> None:
    if any(build.in_use for build in found):
        raise ConductDataError(
            f"{what} is in use. Build again without it first, from the deliveries that stay "
            "(`conduct build --delivery DIR ... --alone`; without any, the demonstration), then "
            "erase. "
            "Nothing was erased."
        )


def _older(builds: list[KeptBuild], days: int, today: date) -> list[Erasure]:
    limit = today - timedelta(days=days)
    return [
        Erasure(build, WHOLE, f"older than {days} days")
        for build in builds
        if not build.in_use and build.built_on is not None and build.built_on < limit
    ]


def _expired(builds: list[KeptBuild], settings: Settings, today: date) -> list[Erasure]:
    """By the reviewed retention periods; the newest builds and the one in use stay whole."""
    rules = retention(settings)
    old = [build for build in builds if not build.in_use][rules["keep_newest"] - 1 :]
    whole = _older(old, rules["whole_days"], today)
    gone = {item.build.id for item in whole}
    parts = [
        Erasure(item.build, CASE_LEVEL, item.why)
        for item in _older(old, rules["case_level_days"], today)
        if item.build.id not in gone and item.build.case_level_files
    ]
    return [*whole, *parts]


def _expired_deliveries(
    builds: list[KeptBuild], settings: Settings, today: date
) -> list[KeptDelivery]:
    """Kept for too long, and no input of the build in use."""
    limit = today - timedelta(days=retention(settings)["delivery_days"])
    used = {kept.sha256 for build in builds if build.in_use for kept in build.deliveries}
    return [
        kept
        for kept in kept_deliveries(settings)
        if kept.received_at.date() < limit and kept.sha256 not in used
    ]


def retention(settings: Settings) -> dict[str, int]:
    """How long builds and deliveries are kept, in days, as `data/policy/` says."""
    path = settings.policy_dir / "retention.toml"
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        rules = written["builds"] | written["deliveries"]
        if not all(
            type(rules[name]) is int and rules[name] >= 1
            for name in ("case_level_days", "whole_days", "keep_newest", "delivery_days")
        ):
            raise ValueError("whole numbers of 1 or more are needed")
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ReferenceDataError(
            f"data/policy/{path.name}: not whole ({type(error).__name__}: {error})."
        ) from None
    return rules


def _carry_out(plan: Erased, settings: Settings) -> None:
    try:
        if plan.secret:
            _overwrite(plan.secret)
            plan.secret.unlink()
            record(settings, ERASURES, what="secret of mapped ids", files=1)
        for path in plan.leftovers:
            files = _wipe(path)
            record(settings, ERASURES, build=path.stem, what="unfinished", files=files)
        for item in plan.erasures:
            files = _erase_one(item)
            record(
                settings, ERASURES, build=item.build.id, what=item.what, why=item.why, files=files,
                deliveries=[kept.sha256 for kept in item.build.deliveries],
            )  # fmt: skip
        for kept in plan.deliveries:
            gone = kept.path.with_name(kept.path.name + PART)
            os.replace(kept.path, gone)
            files = _wipe(gone)
            record(
                settings, ERASURES, what="kept delivery", files=files, deliveries=[kept.sha256]
            )  # fmt: skip
    except OSError as error:
        raise OutputFolderError(
            f"{settings.builds_dir} could not be erased whole ({error.strerror}). Mend that and "
            "say the same again; what is gone is in the register."
        ) from None


def _erase_one(item: Erasure) -> int:
    if item.what == CASE_LEVEL:
        files = item.build.case_level_files
        for path in files:
            _overwrite(path)
            path.unlink()
        return len(files)
    # Under a name that no build has first: killed half-way, the next run clears it up.
    gone = item.build.path.with_name(item.build.id + PART)
    os.replace(item.build.path, gone)
    return _wipe(gone)


def _wipe(folder: Path) -> int:
    """Overwrite what holds case records, then remove the folder; return how many files there were.

    The public file is only removed: a dashboard may still have it open.
    """
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    for path in files:
        if path.relative_to(folder).parts[0] != "public":
            _overwrite(path)
    shutil.rmtree(folder)
    return len(files)


def _overwrite(path: Path) -> None:
    """Zeroes over what the file held. Disks may keep older blocks all the same: encrypt them."""
    path.chmod(0o600)
    left = path.stat().st_size
    with path.open("r+b") as file:
        while left > 0:
            left -= file.write(b"\0" * min(BLOCK, left))
        file.flush()
        os.fsync(file.fileno())
