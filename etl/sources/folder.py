"""What a delivery folder may hold: plain files of its own, by one name, unaltered while read."""

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

from etl.errors import DeliveryError, MissingFileError, UnreadableFileError

PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. -]{0,99}")
MOST_BYTES = 1_000_000


def is_plain(name: object) -> bool:
    """True for a file name that can mean nothing but a file in the same folder."""
    return isinstance(name, str) and bool(PLAIN.fullmatch(name)) and not name.endswith((".", " "))


def refuse_link(path: Path) -> None:
    """A link may lead out of the folder, to a file that nobody meant to deliver."""
    if path.is_symlink():
        raise UnreadableFileError(
            f"{path.name}: it is a link to another file. Deliver the file itself."
        )


def refuse_clashes(paths: Iterable[Path]) -> None:
    """One file for two entities, or two whose names differ by capitals alone."""
    seen: dict[str, Path] = {}
    for path in paths:
        other = seen.setdefault(path.name.casefold(), path)
        if other is not path:
            raise DeliveryError(
                f"{path.name}: two resources name this file, or files that differ by capitals "
                "alone, which many systems take for one. Give each a file of its own name."
            )


def lying(folder: Path, name: str) -> Path | None:
    """The file of that name in the folder, in capitals or small letters."""
    found = [path for path in folder.iterdir() if path.name.casefold() == name.casefold()]
    return min(found, default=None)


def read_object(path: Path) -> dict:
    """A JSON file that holds one object, each key once."""
    refuse_link(path)
    text = read_bytes(path)
    if len(text) > MOST_BYTES:
        raise UnreadableFileError(
            f"{path.name}: it has over {MOST_BYTES:,} bytes, so it is no description of a delivery."
        )
    try:
        found = json.loads(text.decode("utf-8-sig"), object_pairs_hook=_once)
        json.dumps(found, ensure_ascii=False).encode()
    except RecursionError:
        raise UnreadableFileError(f"{path.name}, line 1: too many brackets in brackets.") from None
    except (ValueError, UnicodeError) as error:
        line = getattr(error, "lineno", 1)
        raise UnreadableFileError(f"{path.name}, line {line}: not valid JSON.") from None
    if not isinstance(found, dict):
        raise UnreadableFileError(f"{path.name}, line 1: not a JSON object.")
    return found


def read_bytes(path: Path) -> bytes:
    """All of a file, or a message that says why not."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from None


def digest(paths: Iterable[Path]) -> str:
    """One SHA-256 of the names and bytes of these files."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode())
        whole.update(digest_of(path))
    return whole.hexdigest()


def digest_of(path: Path) -> bytes:
    """The SHA-256 of a file of any size."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise _unreadable(path, error) from None


def refuse_altered(folder: Path, is_altered: bool) -> None:
    """Rows of two states of one delivery would be counted together."""
    if is_altered:
        raise DeliveryError(
            f"{folder.name}: a file was altered while it was read. Wait until the copy is "
            "complete, then try again."
        )


def refuse_missing(folder: Path, file: str, listed_in: str) -> None:
    """A file that is listed must be one."""
    if not (folder / file).is_file():
        kind = "is a folder" if (folder / file).is_dir() else "is not in the folder"
        raise MissingFileError(f"{folder.name}: {file} is listed in {listed_in} but {kind}.")


def _once(pairs: list[tuple[str, object]]) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key occurs twice")
    return found


def _unreadable(path: Path, error: OSError) -> UnreadableFileError:
    return UnreadableFileError(
        f"{path.name}: it cannot be read ({error.strerror}). Is it there, and may you read it?"
    )
