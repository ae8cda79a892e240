"""Which program made something: its version, and one hash of all that decides what it makes."""

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

from etl.config import CHECKOUT

VERSION = "0.1.0"
CODE_FOLDERS = (
    "etl",
    "sql",
    "expectations",
    "data/contract",
    "data/reference",
    "data/policy",
    "data/layouts",
)
# They read files: another version might read one otherwise.
READERS = ("polars", "pyarrow", "duckdb")


def code_hash() -> str:
    """The SHA-256 of code, contract, reference files, layouts and policy, names among it."""
    whole = hashlib.sha256()
    for folder in CODE_FOLDERS:
        for path in sorted((CHECKOUT / folder).rglob("*")):
            if "__pycache__" not in path.parts and path.is_file():
                whole.update(path.relative_to(CHECKOUT).as_posix().encode())
                state = path.stat()
                whole.update(_digest(path, state.st_ino, state.st_size, state.st_mtime_ns))
    return whole.hexdigest()


@cache
def _digest(path: Path, inode: int, size: int, changed: int) -> bytes:
    """The hash of a file as it is now: a build asks for it several times."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def made_by() -> str:
    """The code and the versions of what reads files for it."""
    readers = " ".join(f"{name} {version(name)}" for name in READERS)
    return f"{code_hash()} python {platform.python_version()} {readers}"
