"""Which program made something: its version, and one hash of all that decides what it makes."""

import hashlib
import platform
from importlib.metadata import version

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
            if path.is_file() and "__pycache__" not in path.parts:
                whole.update(path.relative_to(CHECKOUT).as_posix().encode())
                with path.open("rb") as file:
                    whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()


def made_by() -> str:
    """The code and the versions of what reads files for it."""
    readers = " ".join(f"{name} {version(name)}" for name in READERS)
    return f"{code_hash()} python {platform.python_version()} {readers}"
