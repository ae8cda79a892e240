"""Break files at random: bytes flipped, cut out, doubled; cells and metadata of any kind.

`python -m tests.soak.fuzz [EXAMPLES]` tries many, `tests/cli/test_fuzz.py` a few in each run.
Every value of a row holds a mark, which no message and no log may show.
"""

import csv
import io
import json
import logging
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import etl.receive
from etl.errors import ConductDataError
from tests.cli.breaking import as_parquet, describe
from tests.cli.command import conduct
from tests.deliveries import CONTRACT, write_delivery

EXAMPLES = 2000
REFUSED = 4
READ = "All files could be read."
MARK = re.compile(r"Zq\d|panicked")
COLUMNS = CONTRACT.entities["cases"].columns

BYTES = st.binary(min_size=1, max_size=6) | st.sampled_from([b'"', b"\n", b",", b"\0", b"\r"])
CHANGE = st.tuples(
    st.sampled_from(["flip", "cut", "double", "insert", "end"]),
    st.floats(0, 1),
    st.floats(0, 0.2),
    BYTES,
)
CHANGES = st.lists(CHANGE, min_size=1, max_size=4)
ROWS = st.lists(
    st.lists(st.text(max_size=20), min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=5
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda part: (
        st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=9), part, max_size=3)
    ),
    max_leaves=6,
)
KEYS = st.sampled_from([item["name"] for item in CONTRACT.delivery] + ["other"])


class ReadWhole(ConductDataError):
    """Ends a check whose files could all be read: to hold the rules would take a second each."""


@contextmanager
def only_read() -> Iterator[None]:
    def end(_: Path) -> None:
        raise ReadWhole(READ)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(etl.receive, "create_database", end)
        yield


def sound(folder: Path) -> Path:
    """A small delivery in which every id holds a mark."""
    ids = [{"case_id": f"Zq{number}x"} for number in range(1, 7)]
    return write_delivery(folder, {"cases": ids, "referrals": ids}, returns=False)


def changed(data: bytes, changes: list[tuple[str, float, float, bytes]]) -> bytes:
    for kind, where, length, new in changes:
        start = int(where * len(data))
        end = start + max(1, int(length * len(data)))
        data = {
            "flip": data[:start] + new + data[start + len(new) :],
            "cut": data[:start] + data[end:],
            "double": data[:end] + data[start:],
            "insert": data[:start] + new + data[start:],
            "end": data[:start],
        }[kind]
    return data


def refused_or_read(folder: Path, mark: re.Pattern = MARK) -> bool:
    """Check a delivery; `conduct` fails where there is a traceback. True where it could be read."""
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    logging.getLogger().addHandler(handler)
    try:
        ran = conduct("check", folder)
    finally:
        logging.getLogger().removeHandler(handler)
    assert ran.code == REFUSED, ran.text
    assert not mark.search(ran.text + heard.getvalue()), ran.text
    return READ in ran.text


def csv_bytes(folder: Path, try_one: Callable, examples: settings) -> None:
    _bytes(folder / "cases.csv", try_one, examples)


def parquet_bytes(folder: Path, try_one: Callable, examples: settings) -> None:
    _bytes(as_parquet(folder, "cases"), try_one, examples)


def description_bytes(folder: Path, try_one: Callable, examples: settings) -> None:
    _bytes(folder / "datapackage.json", try_one, examples)


def _bytes(path: Path, try_one: Callable, examples: settings) -> None:
    whole = path.read_bytes()

    @examples
    @given(CHANGES)
    def attempt(changes: list) -> None:
        path.write_bytes(changed(whole, changes))
        try_one(path.parent)

    attempt()


def csv_cells(folder: Path, try_one: Callable, examples: settings) -> None:
    path = folder / "cases.csv"

    @examples
    @given(ROWS, st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n", "\r"]))
    def attempt(rows: list[list[str]], divider: str, end: str) -> None:
        marked = [[f"Zq7{cell}" for cell in row] for row in rows]
        text = io.StringIO()
        writer = csv.writer(text, delimiter=divider, lineterminator=end)
        writer.writerows([list(COLUMNS), *marked])
        path.write_bytes(text.getvalue().encode("utf-8", "surrogatepass"))
        try_one(folder)

    attempt()


def description_values(folder: Path, try_one: Callable, examples: settings) -> None:
    path = folder / "datapackage.json"
    whole = path.read_text(encoding="utf-8")

    @examples
    @given(st.dictionaries(KEYS, ANYTHING, min_size=1, max_size=3), ANYTHING)
    def attempt(values: dict, resource: object) -> None:
        path.write_text(whole, encoding="utf-8")
        listed = json.loads(whole)["resources"]
        describe(folder, resources=[*listed, resource])
        try_one(folder)
        path.write_text(whole, encoding="utf-8")
        describe(folder, **values)
        try_one(folder)

    attempt()


WAYS = (csv_bytes, csv_cells, parquet_bytes, description_bytes, description_values)


def fuzz(way: Callable, folder: Path, number: int, same: bool = True) -> Counter:
    """Try so many deliveries broken in one way; how many could be read all the same."""
    counts: Counter = Counter()
    examples = settings(
        max_examples=number,
        derandomize=same,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    with only_read():
        way(
            sound(folder),
            lambda broken: counts.update(["read" if refused_or_read(broken) else "refused"]),
            examples,
        )
    return counts


def main(number: int = EXAMPLES) -> None:
    for way in WAYS:
        with tempfile.TemporaryDirectory(prefix="conduct-fuzz-") as scratch:
            counts = fuzz(way, Path(scratch), number, same=False)
        print(f"{way.__name__}: {dict(counts)}", flush=True)
    print("No traceback, and no value of a row in any message or log.")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
