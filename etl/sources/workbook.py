"""Read a published file as sheets of cells: ODS, XLSX or CSV, each also compressed with gzip.

What a file is follows from its first bytes, since names mislead.
"""

import csv
import gzip
import io
import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import ParseError

from etl.contracts.grid import BLANK, Cell, Sheet
from etl.errors import MissingFileError, UnreadableFileError
from etl.sources.ods import read_ods
from etl.sources.xlsx import read_xlsx

GZIP, ZIP, OLD_OFFICE = b"\x1f\x8b", b"PK", b"\xd0\xcf\x11\xe0"
LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ParseError, KeyError, gzip.BadGzipFile)
SEPARATORS = ",;\t|"


def read_sheets(path: Path) -> list[Sheet]:
    """All sheets of a file, hidden ones too; raises DeliveryError where it cannot be read."""
    if not path.is_file():
        raise MissingFileError(f"{path} is not there.")
    return sheets_of(path.read_bytes(), path.name)


def sheets_of(content: bytes, name: str) -> list[Sheet]:
    """As `read_sheets`, from the bytes of the file called `name`."""
    try:
        return _sheets(content, name)
    except DAMAGE:
        raise UnreadableFileError(
            f"{name}: damaged or cut short; download it again from its publisher."
        ) from None


def _sheets(content: bytes, name: str) -> list[Sheet]:
    if not content:
        raise UnreadableFileError(f"{name}: an empty file; download it again from its publisher.")
    if content.startswith(GZIP):
        return _sheets(gzip.decompress(content), name.removesuffix(".gz"))
    if content.startswith(OLD_OFFICE):
        raise UnreadableFileError(f"{name}: {_old_office(content)}")
    if not content.startswith(ZIP):
        return [Sheet(Path(name).stem, _csv_rows(content, name), is_named=False)]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if "content.xml" in names:
            _refuse_locked(archive, names, name)
            return read_ods(archive)
    if "xl/workbook.xml" not in names:
        raise UnreadableFileError(f"{name}: neither an ODS nor an XLSX workbook.")
    return read_xlsx(content)


def _old_office(content: bytes) -> str:
    if LOCKED_PACKAGE in content:
        return "protected by a password; open it, save a copy without one, and try that."
    return "an old XLS workbook; save it as XLSX or ODS first."


def _refuse_locked(archive: zipfile.ZipFile, names: set[str], name: str) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in archive.read(manifest):
        raise UnreadableFileError(
            f"{name}: protected by a password; open it, save a copy without one, and try that."
        )


def _csv_rows(content: bytes, name: str) -> list[list[Cell]]:
    text = _decoded(content, name)
    if text.lstrip()[:5].lower() in ("<html", "<!doc", "%pdf-"):
        raise UnreadableFileError(f"{name}: a page, not a table; download the data file itself.")
    first = next((line for line in text.splitlines() if line.strip(SEPARATORS + " ")), "")
    separator = max(SEPARATORS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise UnreadableFileError(f"{name}: not a readable CSV file ({error}).") from None
    known: dict[str, Cell] = {"": BLANK}
    return [[known.setdefault(text, Cell(text)) for text in row] for row in rows]


def _decoded(content: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ""):
        try:
            text = content.decode(encoding) if encoding else content.decode("cp1252")
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFileError(f"{name}: neither a workbook nor text; its first bytes are unknown.")
