"""Who made, approved, published or took back which release, and when: lines that are only added.

The log stands beside the frozen folders, so that their hashes stay true. What it says last decides
which release is in use; the link and the feed follow it.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from etl.errors import ReleaseError
from etl.folders import held
from etl.warehouse.connection import OWNER_ONLY

LOG, ACCESS = "log.jsonl", "access.jsonl"
DRAFTED, APPROVED, PUBLISHED = "draft", "approved", "published"
ROLLED_BACK, DISCARDED = "rolled_back", "discarded"
EVENTS = (DRAFTED, APPROVED, PUBLISHED, ROLLED_BACK, DISCARDED)


@dataclass(frozen=True)
class State:
    """How far a release has come: its last event, the hash of its manifest, all its events."""

    version: str
    name: str
    manifest: str
    events: list[dict] = field(default_factory=list)


def states(releases: Path) -> dict[str, State]:
    """The state of each release that has not been discarded, in the order in which they began."""
    found: dict[str, State] = {}
    for event in read_log(releases / LOG):
        version, name = event["version"], event["event"]
        if name == DISCARDED:
            found.pop(version, None)
        elif name == DRAFTED:
            # A draft that was never finished left its line and no folder: it begins anew.
            found[version] = State(version, name, event["manifest"], [event])
        elif version in found:
            known = found[version]
            reached = known.name if name == ROLLED_BACK else name
            found[version] = State(version, reached, known.manifest, [*known.events, event])
    return {name: state for name, state in found.items() if (releases / name).is_dir()}


def in_use(releases: Path) -> str | None:
    """The release that was last published or gone back to."""
    found = moves(releases)
    return found[-1]["version"] if found else None


def moves(releases: Path) -> list[dict]:
    """What put a release in use: each publication and each way back."""
    return [e for e in read_log(releases / LOG) if e["event"] in (PUBLISHED, ROLLED_BACK)]


def published_manifest(releases: Path, version: str) -> str:
    """The hash under which a release was made; it must be there, or somebody removed it."""
    events = [e for e in read_log(releases / LOG) if e["version"] == version and "manifest" in e]
    return events[-1]["manifest"]


def read_log(path: Path) -> list[dict]:
    """The whole lines of a log; one that was cut off while it was written is none."""
    if not path.exists():
        return []
    *lines, _ = path.read_text(encoding="utf-8").split("\n")
    try:
        return [json.loads(line) for line in lines]
    except ValueError:
        raise ReleaseError(
            f"{path} holds a line that is not JSON. Restore it from a copy; it is only added to."
        ) from None


def add(path: Path, **event: object) -> None:
    """Add one line and have it on the disk before anything follows from it."""
    line = json.dumps({"at": _now()} | event, ensure_ascii=False) + "\n"
    # Names of people stand in it: readers get the feed instead.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, OWNER_ONLY)
    with open(handle, "ab") as log:
        whole = path.read_bytes()
        log.truncate(whole.rfind(b"\n") + 1)
        log.write(line.encode())
        log.flush()
        os.fsync(log.fileno())


def named(name: str, what: str) -> str:
    """A name or reason that somebody has to give."""
    if not name.strip():
        raise ReleaseError(f"{what} is blank. It is kept in the log, so write it out.")
    return " ".join(name.split())


@contextmanager
def only_one(releases: Path) -> Iterator[None]:
    """One command at a time may change releases."""
    try:
        releases.mkdir(parents=True, exist_ok=True)
        (releases / ".lock").touch()
    except OSError as error:
        raise ReleaseError(f"{releases} cannot be written ({error.strerror}).") from None
    taken = f"Another command is at work in {releases}. Wait until it has ended."
    with held(releases, ReleaseError(taken)):
        yield


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
