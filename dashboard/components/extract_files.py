"""The files of an extract, each made when it is asked for; a word before large ones."""

from collections.abc import Callable

import streamlit as st

from dashboard.components.bundle import is_tidy, released_path, workbook_file
from dashboard.components.files import csv_bytes
from dashboard.components.handed_out import File, offer
from dashboard.components.origin import origin_of
from dashboard.components.words import say
from dashboard.queries.connection import Build
from dashboard.text.markdown import plain
from dashboard.text.prose import prose
from etl.files.extract import Extract, extract_csv, extract_parquet, manifest, packed

# More than a phone or a slow line takes without a thought.
LARGE_ROWS, LARGE_MB = 10_000, 5.0
SAMPLE = 200
# Ten thousand rows take eight seconds to write as a workbook.
WORKBOOK_ROWS = 10_000
MIMES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "json": "application/json",
}


def show_files(build: Build, extract: Extract) -> None:
    """A button for each format, and how the file can be made again."""
    if not _agreed(extract):
        return
    rows = f"{extract.rows.height:,} rows"
    origin = origin_of(build)
    # Made when asked for: a file of every area and period is too large for each change of a choice.
    files: dict[str, tuple[str, Callable[[], bytes]]] = {
        "csv": (f"CSV ({rows})", lambda: extract_csv(extract)),
        "parquet": (f"Parquet ({rows})", lambda: extract_parquet(extract)),
        "xlsx": (f"accessible workbook ({rows})", lambda: workbook_file(build, extract)),
        "zip": (f"{_zip_words(extract)} ({rows})", lambda: packed(extract, origin)),
        "json": ("manifest", lambda: manifest(extract, origin)),
    }
    with st.container(horizontal=True):
        for ending, (words, make) in files.items():
            if ending != "xlsx" or _fits_workbook(extract):
                name = extract.name.removesuffix("csv") + ending
                file = File(name, MIMES[ending], "extract", extract.words, extract.rows.height)
                offer(f"Download {words}", file, make, f"extract-{ending}")
    if is_tidy(extract) and not _fits_workbook(extract):
        say(prose("pages")["download"]["no_workbook"].format(most=f"{WORKBOOK_ROWS:,}"))
    _show_again(build, extract)


def estimated_mb(extract: Extract) -> float:
    """About how large the CSV file will be, from every so many rows of it."""
    sample = extract.rows.gather_every(max(1, extract.rows.height // SAMPLE))
    return len(csv_bytes(sample)) / max(1, sample.height) * extract.rows.height / 1e6


def _agreed(extract: Extract) -> bool:
    """Whether the file is small or the reader wants it all the same."""
    size = estimated_mb(extract)
    if extract.rows.height < LARGE_ROWS and size < LARGE_MB:
        return True
    told = prose("pages")["download"]
    st.warning(told["large"].format(rows=f"{extract.rows.height:,}", mb=f"{size:,.1f}"))
    return st.checkbox(told["go_on"], key="large")


def _fits_workbook(extract: Extract) -> bool:
    return is_tidy(extract) and extract.rows.height <= WORKBOOK_ROWS


def _zip_words(extract: Extract) -> str:
    code = ", code" if extract.released else ""
    return f"zip of CSV, codebook, manifest{code} and citation"


def _show_again(build: Build, extract: Extract) -> None:
    """From which released file the extract can be made again, or why it can't."""
    told, released = prose("pages")["download"], extract.released
    if released is None:
        say(told[_why_not(build, extract)])
        return
    say(told["again"].format(version=plain(build.release or "")))
    offer(
        f"Download {released.name}",
        File(released.name, MIMES["csv"], "released file", "all rows", 0),
        lambda: released_path(build, released).read_bytes(),
        "released-file",
    )


def _why_not(build: Build, extract: Extract) -> str:
    if not is_tidy(extract):
        return "values_only"
    return "other_rows" if build.release else "not_released"
