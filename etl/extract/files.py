"""Write a record-level extract: rows under random ids, codebook, report, terms and hashes."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from etl.config import Settings
from etl.disclosure.research import Research, parse_research
from etl.errors import (
    ExtractRefusedError,
    NothingBuiltError,
    OutputFolderError,
    ReferenceDataError,
)
from etl.extract.coarser import Coarser, coarser
from etl.extract.report import Source, codebook, report_text
from etl.extract.rows import read_records
from etl.folders import PART, whole
from etl.register import EXTRACTS, FOLDER_OWNER_ONLY, OWNER_ONLY, entries, record
from etl.warehouse.builds import built_abroad
from etl.warehouse.connection import open_read_only

# Shipped as they are: what who holds the extract has agreed to, and how others come to one.
TEXTS = ("terms_of_use.md", "access.md", "dpia_template.md", "sharing_agreement_template.md")
ID_BYTES = 10


@dataclass(frozen=True)
class Extracted:
    """What was written, for the last words on the screen."""

    made: Coarser
    source: Source
    files: tuple[str, ...]
    earlier: int


def extract(
    out: Path,
    settings: Settings,
    k: int | None = None,
    least: int | None = None,
    agreement: str | None = None,
) -> Extracted:
    """Write records of the build in use for approved researchers into a new folder.

    Raises a ConductDataError, with nothing written, where the demands of the policy cannot be met.
    """
    research = _policy(settings)
    k, least = _asked("k", k, research.k), _asked("l", least, research.l)
    _refuse_used(out)
    if not settings.warehouse_file.exists():
        raise NothingBuiltError("There is no build yet. `conduct build` makes one.")
    with open_read_only(settings.warehouse_file) as connection:
        source = _source(connection, settings, k, least, agreement)
        records = read_records(connection, research, settings.sql_dir)
    made = coarser(records, research, k, least)
    earlier = entries(settings, EXTRACTS)
    try:
        sums = _write(out, made, records.incomplete, source, research, settings)
    except OSError as error:
        raise OutputFolderError(
            f"{out} cannot be written ({error.strerror}). Name a folder that you may write into."
        ) from None
    record(
        settings, EXTRACTS, build=source.build, synthetic=source.synthetic, agreement=agreement,
        k=k, l=least, rows=made.frame.height, files=sums,
    )  # fmt: skip
    return Extracted(made, source, tuple(sums), len(earlier))


def _policy(settings: Settings) -> Research:
    path = settings.research_policy_file
    try:
        return parse_research(path.read_text(encoding="utf-8"), path.name)
    except OSError:
        raise ReferenceDataError(f"{path}: no policy for extracts there.") from None


def _asked(name: str, asked: int | None, least: int) -> int:
    if asked is not None and asked < least:
        raise ExtractRefusedError(
            f"--{name} {asked} is less than the {least} that data/policy/research.toml asks for. "
            "The data owner can change that file; the command cannot."
        )
    return least if asked is None else asked


def _refuse_used(out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise OutputFolderError(
            f"{out} is a file or is not empty. Name a new folder, so that nothing is mixed."
        )


def _source(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    k: int,
    least: int,
    agreement: str | None,
) -> Source:
    synthetic = not connection.sql(
        "select count(*) from staging.dataset_forces where not is_fictional"
    ).fetchone()[0]
    abroad = built_abroad(settings.public_file)
    if abroad:
        raise ExtractRefusedError(
            f"The case records are of {abroad}: not England and Wales. Their codes are not those "
            "of the extract."
        )
    if not synthetic and not (agreement or "").strip():
        raise ExtractRefusedError(
            "The case records are real: an extract of them needs the reference of the signed "
            "sharing agreement, `--agreement REFERENCE` (data/policy/access.md says how to get "
            "there). It is kept in the register of extracts."
        )
    names = connection.sql("select name from quality.deliveries order by delivery_no").fetchall()
    return Source(
        build=settings.current_build.resolve().name,
        deliveries=tuple(name for (name,) in names),
        synthetic=synthetic,
        agreement=agreement,
        k=k,
        l=least,
    )


def _write(
    out: Path,
    made: Coarser,
    incomplete: int,
    source: Source,
    research: Research,
    settings: Settings,
) -> dict[str, str]:
    """Write into a folder beside it and give it its name at the end; SHA-256 by file."""
    with whole(out.with_name(out.name + PART), out, FOLDER_OWNER_ONLY) as part:
        start = "synthetic-" if source.synthetic else ""
        rows = _under_random_ids(made.frame, source.synthetic)
        _file(part / f"{start}records.csv", rows.write_csv().encode())
        _file(part / f"{start}records.parquet", b"")
        rows.write_parquet(part / f"{start}records.parquet")
        _file(part / f"{start}codebook.csv", codebook(made).write_csv().encode())
        text = report_text(made, incomplete, source, research)
        _file(part / f"{start}report.md", text.encode())
        for name in TEXTS:
            _file(part / name, (settings.policy_dir / name).read_bytes())
        sums = {path.name: _sha256(path) for path in sorted(part.iterdir())}
        listed = "".join(f"{value}  {name}\n" for name, value in sums.items())
        _file(part / "SHA256SUMS", listed.encode())
        if out.exists():
            out.rmdir()
    return sums


def _under_random_ids(frame: pl.DataFrame, synthetic: bool) -> pl.DataFrame:
    """Ids drawn from the system's secrets and rows in their order: neither can be drawn again.

    They are kept nowhere, so that rows of two extracts cannot be joined, nor led back to a case.
    """
    drawn = secrets.token_bytes(ID_BYTES * frame.height)
    ids = [drawn[at : at + ID_BYTES].hex() for at in range(0, len(drawn), ID_BYTES)]
    marked = frame.select(pl.Series("record_id", ids, dtype=pl.String), pl.all())
    return marked.with_columns(pl.lit(synthetic).alias("synthetic")).sort("record_id")


def _file(path: Path, content: bytes) -> None:
    # Made private before anything is in it.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with open(handle, "wb") as file:
        file.write(content)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
