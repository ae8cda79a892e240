"""What it costs to take a delivery from its files to the marts, as the number of records grows.

Beside it in the same run, on the same files: DuckDB alone, loading them as text; and pandas and
SQLite, doing a small part of the work (load, keys, parents, days, referrals by force and year).
Each runs in a process of its own, so that its memory can be told. Great Expectations, protection
and statistics are not among it: `make bench` reports them apart.
"""

import csv
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import duckdb
import pandas as pd
import plotly.graph_objects as go

from etl import pipeline
from etl.config import Settings
from etl.contracts import load_contract
from etl.logs import Steps
from etl.receive import receive
from etl.synthesise import synthesise
from tests.browser.chromium import find_chromium
from tests.spec.publishing import NO_OFFICIAL

# Cases that hold about so many allegations.
CASES = {100_000: 70_000, 1_000_000: 700_000, 10_000_000: 7_000_000}
LARGEST = 10_000_000
# What pandas and SQLite need for more would not fit beside the rest.
MOST_FOR_OTHERS = 1_000_000
CONTRACT = load_contract(Settings().contract_dir)
BLOCK = 50_000
TITLE = "Files to marts, of synthetic deliveries"
DASHES = ("dash", "solid", "dot", "dashdot")


def by_duckdb(delivery: Path, scratch: Path) -> None:
    """Load every file as text, and nothing else."""
    with duckdb.connect(str(scratch / "alone.duckdb")) as connection:
        for path in sorted(delivery.glob("*.csv")):
            connection.execute(
                f"create table {path.stem} as from read_csv('{path}', all_varchar=true)"
            )


def by_conduct(delivery: Path, scratch: Path) -> None:
    """Screen, load, type, check by every rule, set aside and count."""
    settings, steps = Settings(), Steps(8, quiet=True)
    received = receive([delivery], scratch / "conduct.duckdb", settings, steps)
    pipeline._count(received, NO_OFFICIAL, settings, steps)


def by_pandas(delivery: Path, scratch: Path) -> None:
    frames = {
        path.stem: pd.read_csv(path, dtype=str, keep_default_na=False)
        for path in delivery.glob("*.csv")
    }
    for entity in CONTRACT.entities.values():
        frame = frames[entity.name]
        assert not frame.duplicated(list(entity.primary_key)).any()
        for key in entity.foreign_keys:
            parents = frames[key.parent][list(key.fields)].drop_duplicates()
            known = frame[list(key.fields)].merge(parents, how="left", indicator=True)
            assert len(known) == len(frame)
        for field in entity.fields:
            if field.type == "date":
                frame[field.name] = pd.to_datetime(frame[field.name], format="%Y-%m-%d")
    referred = frames["referrals"].merge(frames["cases"][["case_id", "force_code"]], on="case_id")
    assert len(referred.groupby(["force_code", referred["date_referred"].dt.year]).size())


def by_sqlite(delivery: Path, scratch: Path) -> None:
    with sqlite3.connect(scratch / "other.sqlite") as connection:
        for entity in CONTRACT.entities.values():
            _into_sqlite(connection, entity.name, delivery / f"{entity.name}.csv")
        for entity in CONTRACT.entities.values():
            for query in _questions(entity):
                assert not connection.execute(query).fetchone()[0], query
        assert connection.execute(
            "select force_code, substr(date_referred, 1, 4), count(*) from referrals "
            "inner join cases using (case_id) group by 1, 2"
        ).fetchall()


def _into_sqlite(connection: sqlite3.Connection, name: str, path: Path) -> None:
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        header = next(rows)
        connection.execute(f"create table {name} ({', '.join(header)})")
        marks = ", ".join("?" * len(header))
        while block := list(islice(rows, BLOCK)):
            connection.executemany(f"insert into {name} values ({marks})", block)


def _questions(entity) -> Iterator[str]:
    keys = ", ".join(entity.primary_key)
    yield f"select count(*) from (select 1 from {entity.name} group by {keys} having count(*) > 1)"
    for key in entity.foreign_keys:
        fields = ", ".join(key.fields)
        yield (
            f"select count(*) from (select {fields} from {entity.name} except "
            f"select {fields} from {key.parent})"
        )
    for field in entity.fields:
        if field.type == "date":
            yield f"select count(*) from {entity.name} where {field.name} < '1900'" + (
                f" and {field.name} != ''"
            )


WAYS: dict[str, Callable[[Path, Path], None]] = {
    "duckdb alone": by_duckdb,
    "conduct": by_conduct,
    "pandas": by_pandas,
    "sqlite": by_sqlite,
}


def main(sizes: list[int], chart: Path | None) -> None:
    """Print seconds and memory by way and size; draw them where a file is named."""
    print(
        f"{'allegations':>12}  {'way':<14}{'seconds':>9}{'GB':>7}{'times DuckDB':>14}", flush=True
    )
    found: dict[str, list[tuple[int, float]]] = {way: [] for way in WAYS}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="conduct-bench-") as folder:
            delivery = Path(folder) / "delivery"
            synthesise(delivery, cases=CASES[size], settings=Settings())
            for way in WAYS:
                if size <= MOST_FOR_OTHERS or way in ("duckdb alone", "conduct"):
                    seconds, memory = _measured(way, delivery)
                    found[way].append((size, seconds))
                    times = seconds / found["duckdb alone"][-1][1]
                    print(
                        f"{size:>12,}  {way:<14}{seconds:>9.1f}{memory:>7.2f}{times:>14.1f}",
                        flush=True,
                    )
    if chart:
        _draw(found, chart)


def _measured(way: str, delivery: Path) -> tuple[float, float]:
    """Seconds, and the most memory in GB, of one way in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.intake", "--way", way, str(delivery)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    told = json.loads(ran.stdout.splitlines()[-1])
    return told["seconds"], told["memory"]


def _one(way: str, delivery: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="conduct-bench-") as scratch:
        started = time.perf_counter()
        WAYS[way](delivery, Path(scratch))
        seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "memory": _most_memory()}))


def _most_memory() -> float:
    """In GB. Not from getrusage, which begins with what the process was made by had."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024 / 1e9


def _draw(found: dict[str, list[tuple[int, float]]], chart: Path) -> None:
    """Seconds against allegations; a page or, where a browser can be had, a picture."""
    figure = go.Figure(layout={"title": TITLE, "width": 720, "height": 420, "showlegend": False})
    for way, dash in zip(WAYS, DASHES, strict=True):
        sizes, seconds = zip(*found[way], strict=True)
        last = [""] * (len(sizes) - 1) + [f" {way}: {seconds[-1]:,.0f} s"]
        figure.add_scatter(
            x=sizes, y=seconds, text=last, mode="lines+markers+text", textposition="middle right",
            line={"dash": dash, "color": "#12436D"}, cliponaxis=False,
        )  # fmt: skip
    figure.update_xaxes(type="log", title="Allegations", tickvals=list(CASES), tickformat=",")
    figure.update_yaxes(type="log", title="Seconds", dtick=1, tickformat=",")
    figure.update_layout(template="plotly_white", margin_r=170, font_size=14)
    if chart.suffix == ".html":
        figure.write_html(chart, include_plotlyjs=True)
    else:
        os.environ.setdefault("BROWSER_PATH", str(find_chromium() or ""))
        figure.write_image(chart)
    print(f"Drawn in {chart}")


if __name__ == "__main__":
    words = sys.argv[1:]
    if words[:1] == ["--way"]:
        _one(words[1], Path(words[2]))
    else:
        drawn = Path(words[words.index("--chart") + 1]) if "--chart" in words else None
        main([size for size in CASES if size < LARGEST or "large" in words], drawn)
