"""A build in which one of eight deliveries has changed, beside the same build with all read anew.

Both are made in one run from the same kept deliveries; from the second every reading is taken away
first. Their published rows must be the same. Seconds by step are those of the builds' own logs.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from etl.again import _hashes
from etl.config import Settings
from etl.synthesise import synthesise

CASES, DELIVERIES = 120_000, 8
STEP = re.compile(r"INFO (.+) (\d+\.\d+)s")
INTAKE = ("Read deliveries", "Load and type rows", "Shape official figures")
BY_FORCE = ("forces", "submissions", "workforce", "workforce_groups", "system_changes")


def split(whole: Path, folder: Path) -> list[Path]:
    """The forces of one delivery as several deliveries, each of a supplier of its own."""
    tables = {path.stem: pl.read_csv(path, infer_schema=False) for path in whole.glob("*.csv")}
    forces = tables["forces"]["force_code"].sort().to_list()
    return [
        _part(whole, folder / f"part-{number}", tables, forces[number::DELIVERIES])
        for number in range(DELIVERIES)
    ]


def _part(whole: Path, folder: Path, tables: dict[str, pl.DataFrame], forces: list[str]) -> Path:
    folder.mkdir()
    cases = tables["cases"].filter(pl.col("force_code").is_in(forces))
    people = tables["proceeding_subjects"].join(cases, on="case_id", how="semi")
    for name, table in tables.items():
        if name in (*BY_FORCE, "cases"):
            own = table.filter(pl.col("force_code").is_in(forces))
        elif "case_id" in table.columns:
            own = table.join(cases, on="case_id", how="semi")
        else:
            own = table.join(people, on="proceeding_id", how="semi")
        own.write_csv(folder / f"{name}.csv")
    described = json.loads((whole / "datapackage.json").read_text(encoding="utf-8"))
    described |= {"name": folder.name, "supplier": folder.name}
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    return folder


def change(delivery: Path) -> None:
    """One case less in the next extract."""
    path = delivery / "cases.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")


def build(deliveries: list[Path], data: Path) -> tuple[float, dict[str, float]]:
    """Seconds of a build in a process of its own, and those of its steps."""
    named = [word for delivery in deliveries for word in ("--delivery", str(delivery))]
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "etl", "build", *named, "--data", str(data)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    seconds = time.perf_counter() - started
    log = (data / "builds" / "current" / "run.log").read_text(encoding="utf-8")
    return seconds, {name: float(taken) for name, taken in STEP.findall(log)}


def main(cases: int) -> None:
    """Print seconds of both builds by step, and the ratio."""
    with tempfile.TemporaryDirectory(prefix="conduct-bench-") as scratch:
        folder = Path(scratch)
        synthesise(folder / "whole", cases=cases, settings=Settings())
        deliveries = split(folder / "whole", folder)
        shutil.rmtree(folder / "whole")
        build(deliveries, folder / "kept")
        shutil.copytree(folder / "kept", folder / "anew", symlinks=True)
        for reading in [*(folder / "anew").glob("deliveries/*/reading"), folder / "anew/readings"]:
            shutil.rmtree(reading)
        change(deliveries[0])
        kept, anew = (build(deliveries, folder / name) for name in ("kept", "anew"))
        one, other = (
            _hashes(folder / name / "public" / "public.duckdb") for name in ("kept", "anew")
        )
        assert one == other, "the two builds are not the same"
    _print(kept, anew)


def _print(kept: tuple[float, dict], anew: tuple[float, dict]) -> None:
    print(f"{'seconds':<40}{'one changed':>12}{'all anew':>12}{'ratio':>8}")
    rows = [(name, kept[1][name], anew[1][name]) for name in anew[1]]
    read = [sum(steps[name] for name in INTAKE) for _, steps in (kept, anew)]
    for name, one, all_ in [*rows, ("All that reads files", *read), ("Build", kept[0], anew[0])]:
        print(f"{name:<40}{one:>12.2f}{all_:>12.2f}{all_ / max(one, 0.01):>8.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CASES)
