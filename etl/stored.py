"""Frames put away for a later run, and taken out only where not one byte of them is another.

    <folder>/stored.json      what they were made from, and the SHA-256 of each file; written last
    <folder>/<name>.parquet

Their owner alone can read them. A folder that is not whole, or was made from something else, holds
nothing: whoever asks makes the frames anew.
"""

import hashlib
import io
import json
from pathlib import Path

import polars as pl

LIST = "stored.json"
FOLDER_OWNER_ONLY, OWNER_ONLY = 0o700, 0o600


class Storing:
    """A new folder that is being filled, frame by frame; nothing is in it before it is closed."""

    def __init__(self, folder: Path, made_from: str) -> None:
        self.folder, self._made_from = folder, made_from
        self._files: dict[str, str] = {}
        folder.mkdir(mode=FOLDER_OWNER_ONLY, parents=True, exist_ok=True)

    def add(self, name: str, frame: pl.DataFrame) -> None:
        data = io.BytesIO()
        frame.write_parquet(data, compression="lz4", statistics=False)
        _write(self.folder / f"{name}.parquet", data.getvalue())
        self._files[name] = hashlib.sha256(data.getbuffer()).hexdigest()

    def close(self) -> None:
        listed = json.dumps({"made_from": self._made_from, "files": self._files})
        _write(self.folder / LIST, listed.encode())


def stored(folder: Path, made_from: str) -> dict[str, Path] | None:
    """The file of each frame, in the order in which they were put away; None if not whole."""
    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        if listed["made_from"] != made_from:
            return None
        files = {name: folder / f"{name}.parquet" for name in listed["files"]}
        is_whole = all(_sha256(files[name]) == sha for name, sha in listed["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return files if is_whole else None


def taken(file: Path) -> pl.DataFrame:
    """One frame, as it was put away."""
    return pl.read_parquet(io.BytesIO(file.read_bytes()))


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _write(file: Path, content: bytes) -> None:
    file.touch(mode=OWNER_ONLY)
    file.write_bytes(content)
