"""The same deliveries under the same code publish the same rows, whatever the run."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb

from etl.config import CHECKOUT, Settings
from etl.contracts import load_published

# What may differ: the day on which the build was made.
VARYING = {"build": {"built_on"}}


def published_rows(data: Path) -> dict[str, list]:
    contract = load_published(Settings().published_contract_dir)
    with duckdb.connect(str((data / "public" / "public.duckdb").resolve())) as connection:
        return {
            name: connection.sql(
                "select "
                + ", ".join(c for c in entity.columns if c not in VARYING.get(name, ()))
                + f" from published.{name}"
            ).fetchall()
            for name, entity in contract.items()
        }


def run(*arguments: object, hash_seed: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "etl", *map(str, arguments)],
        check=True,
        cwd=CHECKOUT,
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_two_builds_of_one_delivery_publish_the_same_rows_in_the_same_order(tmp_path):
    run("synthesise", "--out", tmp_path / "delivery", "--cases", 8_000, "--years", 1, hash_seed="1")
    for seed in ("1", "2"):
        data = tmp_path / f"data-{seed}"
        run("build", "--delivery", tmp_path / "delivery", "--data", data, hash_seed=seed)
    first, second = (published_rows(tmp_path / f"data-{seed}") for seed in ("1", "2"))
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
