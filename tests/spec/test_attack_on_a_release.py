"""A reader with a solver and the published file alone recovers no protected count."""

import shutil

import polars as pl
import pytest

from etl.measures.definitions import COUNTS
from tests.bench.attack import attacked
from tests.spec.attack import CELL, Reader
from tests.spec.invented import FORCES, Invented
from tests.spec.publishing import Counted, count_deliveries, public_policy

POLICY = public_policy()


class Unspoilt(Invented):
    """Cases of which no row is set aside."""

    def _spoil(self, rows: list[dict]) -> None:
        pass


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Counted:
    folder = tmp_path_factory.mktemp("attacked")
    about = {"coverage_from": "2020-04-01", "coverage_to": "2023-03-31"}
    invented = Unspoilt(7, 260, FORCES, **about, extracted_on="2026-06-30")
    # Every return arrived, so that each sum holds as it stands.
    invented.tables["submissions"] = _all_returns(invented)
    return count_deliveries([invented.write(folder / "delivery")], folder / "conduct.duckdb")


def _all_returns(invented: Invented) -> list[dict]:
    return [
        {
            "force_code": force,
            "quarter": f"{year}-{(year + 1) % 100:02d}-Q{number}",
            "submission_status": "SUBMITTED",
        }
        for force in invented.codes
        for year in (2020, 2021, 2022)
        for number in (1, 2, 3, 4)
    ]


def _exact(release: Counted) -> dict[tuple, float]:
    rows = release.shown["counts"].filter(pl.col("count").is_not_null())
    return {tuple(key): count for *key, count in rows.select(*CELL, "count").iter_rows()}


def _threshold(name: str) -> int:
    return POLICY.sensitivity[COUNTS[name].sensitivity].hide_up_to


def _small(reader: Reader, exact: dict[tuple, float], country: str) -> list[tuple]:
    return sorted(
        key
        for key, count in reader.counts.items()
        if count is None and 0 < exact[key] <= _threshold(key[0]) and key[1] != country
    )


def _told(reader: Reader, small: list[tuple], exact: dict[tuple, float]) -> list[tuple]:
    """Small counts of which a reader knows that they are no larger than what is hidden."""
    largest = reader.largest(small)
    assert all(exact[key] <= high for key, high in largest.items())
    return [(key, high) for key, high in largest.items() if high <= _threshold(key[0])]


def test_nothing_protected_can_be_told_from_the_published_counts(release):
    reader, exact = Reader(release.protected), _exact(release)
    small = _small(reader, exact, "X92000001")
    assert len(small) > 50
    assert _told(reader, small, exact) == []


def test_the_attack_would_tell_them_if_only_the_small_ones_were_hidden(release):
    reader, exact = Reader(release.protected), _exact(release)
    small = _small(reader, exact, "X92000001")
    for key in reader.counts.keys() - set(small):
        reader.counts[key] = exact[key]
    assert len(_told(reader, small, exact)) > len(small) / 2


def test_nothing_protected_can_be_told_from_the_demonstration(built, tmp_path):
    copy = shutil.copyfile(built.public_file.resolve(), tmp_path / "public.duckdb")
    small, told = attacked(copy, built.warehouse_file)
    assert len(small) > 200
    assert told == []
