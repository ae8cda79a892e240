"""Append-only registers of a data folder: what was handed out, what was erased, when and by whom.

Counts, ids and hashes only. Each entry is one line of JSON, added and never rewritten.
"""

import getpass
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from etl.config import Settings

OWNER_ONLY, FOLDER_OWNER_ONLY = 0o600, 0o700
EXTRACTS, ERASURES = "extracts", "erasures"


def record(settings: Settings, register: str, **entry: object) -> None:
    """Add an entry and have it on the disk before going on."""
    path = _path(settings, register)
    path.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_OWNER_ONLY)
    line = json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds"), "by": _who()} | entry)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, OWNER_ONLY)
    with open(handle, "a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def entries(settings: Settings, register: str) -> list[dict]:
    """What was recorded, oldest first."""
    path = _path(settings, register)
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _path(settings: Settings, register: str) -> Path:
    return settings.registers_dir / f"{register}.jsonl"


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"
