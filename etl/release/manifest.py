"""The manifest of a release: every file with size and SHA-256, and the check that all is there."""

import hashlib
import json
import os
from pathlib import Path

from etl.errors import DamagedReleaseError

NAME = "manifest.json"
PUBLIC_FILE = "public.duckdb"
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
    ".md": "text/markdown",
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".duckdb": "application/vnd.duckdb",
}
READ_ONLY = 0o444


def write_manifest(folder: Path, about: dict) -> str:
    """Write the manifest of all files in the folder, and return its own SHA-256."""
    listed = [_described(folder, path) for path in files(folder) if path.name != NAME]
    text = json.dumps(about | {"files": listed}, indent=2, ensure_ascii=False) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8")
    return file_sha256(folder / NAME)


def read_manifest(folder: Path, manifest_sha256: str) -> dict:
    """The manifest of a release, once it is the one that was released."""
    try:
        content = (folder / NAME).read_bytes()
    except OSError:
        raise DamagedReleaseError(_damaged(folder, f"{NAME} is missing")) from None
    if hashlib.sha256(content).hexdigest() != manifest_sha256:
        raise DamagedReleaseError(_damaged(folder, f"{NAME} is not the one in the log"))
    return json.loads(content)


def verify(folder: Path, manifest_sha256: str) -> dict:
    """The manifest, once every file of the release is exactly as it was released."""
    manifest = read_manifest(folder, manifest_sha256)
    wrong = list(_wrong(folder, manifest["files"]))
    if wrong:
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        raise DamagedReleaseError(_damaged(folder, f"{wrong[0]}{more}"))
    return manifest


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def freeze(folder: Path) -> None:
    """Have every file on the disk and closed to changes, folders last."""
    for path in files(folder):
        path.chmod(READ_ONLY)
        sync(path)
    for path in (*(path for path in folder.rglob("*") if path.is_dir()), folder):
        sync(path)


def sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _described(folder: Path, path: Path) -> dict:
    return {
        "path": path.relative_to(folder).as_posix(),
        "bytes": path.stat().st_size,
        "sha256": file_sha256(path),
        "media_type": MEDIA_TYPES.get(path.suffix, "application/octet-stream"),
    }


def _wrong(folder: Path, listed: list[dict]) -> list[str]:
    there = {path.relative_to(folder).as_posix() for path in files(folder)} - {NAME}
    expected = {entry["path"]: entry["sha256"] for entry in listed}
    return [
        *(f"{name} is missing" for name in sorted(expected.keys() - there)),
        *(f"{name} was added" for name in sorted(there - expected.keys())),
        *(
            f"{name} has changed (its SHA-256 is another)"
            for name in sorted(expected.keys() & there)
            if file_sha256(folder / name) != expected[name]
        ),
    ]


def _damaged(folder: Path, what: str) -> str:
    return (
        f"Release {folder.name} is damaged: {what}. Nothing was changed or published. Restore "
        f"{folder} from a copy, and try again."
    )
