"""The secret of a data folder, by which two editions of an export get the same ids.

It lies in a file of its own that only its owner can read, is in no output, and whoever has it and a
list of the export's ids can tell them again. `conduct erase --ids` destroys it: ids made by it can
then be told, or made again, by nobody.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from etl.errors import MappingError

BYTES = 32
OWNER_ONLY, FOLDER_OWNER_ONLY = 0o600, 0o700
# Letters that make no word, name or number, and 16 of them: of a million ids two are alike once in
# a thousand million times.
LETTERS = "bcdfghjklmnpqrstvwxz"
LENGTH = 16


def read_secret(path: Path) -> bytes:
    """The secret, drawn from the system's source of chance where there is none yet."""
    try:
        path.parent.mkdir(mode=FOLDER_OWNER_ONLY, parents=True, exist_ok=True)
        if not path.exists():
            _draw(path)
        if path.is_symlink() or path.stat().st_mode & 0o077:
            raise MappingError(f"{path} can be read by others: chmod 600 {path}")
        found = path.read_bytes()
    except OSError as error:
        raise MappingError(f"{path} cannot be used: {error.strerror}.") from None
    if len(found) != BYTES:
        raise MappingError(
            f"{path} is not whole. Take it back from a backup; `conduct erase --ids` destroys it, "
            "and later editions get other ids."
        )
    return found


def id_of(secret: bytes, mapping: str, kind: str, key: str) -> str:
    """The same letters for the same key, told apart by mapping and kind."""
    told = "\x1e".join((mapping, kind, key)).encode()
    number = int.from_bytes(hmac.digest(secret, told, hashlib.sha256))
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return f"{kind}-{''.join(letters)}"


def _draw(path: Path) -> None:
    """Whole or not at all, and never in the place of another."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(file, "wb") as content:
        content.write(secrets.token_bytes(BYTES))
        os.fsync(content.fileno())
    os.link(part, path)
    part.unlink()
