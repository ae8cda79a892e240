"""The builds that a data folder holds: how old, from which deliveries, with case records or not."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from etl.warehouse.connection import open_read_only
from etl.warehouse.swap import PART

CASE_LEVEL = ("warehouse", "internal")


@dataclass(frozen=True)
class KeptDelivery:
    """A delivery whose rows a build was made from."""

    name: str
    sha256: str


@dataclass(frozen=True)
class KeptBuild:
    """One build on the disk. Day and deliveries are unknown where its public file is damaged."""

    id: str
    path: Path
    in_use: bool
    built_on: date | None
    deliveries: tuple[KeptDelivery, ...]

    @property
    def case_level_files(self) -> list[Path]:
        return [
            path
            for name in CASE_LEVEL
            for path in sorted((self.path / name).rglob("*"))
            if path.is_file()
        ]

    def holds(self, delivery: str) -> bool:
        """Whether it was made from the delivery of that name or SHA-256 (its beginning will do)."""
        return any(
            delivery == kept.name or (len(delivery) >= 8 and kept.sha256.startswith(delivery))
            for kept in self.deliveries
        )


def kept_builds(builds: Path) -> list[KeptBuild]:
    """Every finished build, the newest first; those of unknown age last."""
    current = (builds / "current").resolve().name if (builds / "current").is_symlink() else None
    found = [
        _read(path, path.name == current)
        for path in sorted(builds.iterdir())
        if path.is_dir() and not path.is_symlink() and path.suffix != PART
    ]
    return sorted(found, key=lambda build: (build.built_on or date.min, build.in_use), reverse=True)


def deliveries_in_use(public: Path) -> dict[str, str]:
    """SHA-256 to kind (`delivery`, `earlier delivery`) of what the build in use was made from."""
    if not public.exists():
        return {}
    try:
        with open_read_only(public) as connection:
            rows = connection.sql(
                "select sha256, kind from published.build_inputs where kind != 'official'"
            ).fetchall()
    except duckdb.Error:
        return {}
    return dict(rows)


def built_abroad(public: Path) -> str | None:
    """Forces and country of a build's case records, where these are not of England and Wales."""
    try:
        with open_read_only(public) as connection:
            # Not a column of builds that were made before other countries' records were taken.
            return connection.sql("from published.build").pl().row(0, named=True).get("abroad")
    except duckdb.ConnectionException:
        # Open elsewhere in this process: nobody knows what it holds, so nobody may replace it.
        raise
    except (duckdb.Error, pl.exceptions.OutOfBoundsError):
        return None


def unfinished(builds: Path) -> list[Path]:
    """What builds left that were killed, and erasures that were."""
    return sorted(path for path in builds.glob(f"*{PART}") if not path.is_symlink())


def _read(path: Path, in_use: bool) -> KeptBuild:
    public = path / "public" / "public.duckdb"
    try:
        with open_read_only(public) as connection:
            ((built_on,),) = connection.sql("select built_on from published.build").fetchall()
            rows = connection.sql(
                "select name, sha256 from published.build_inputs where kind != 'official' "
                "order by name"
            ).fetchall()
    except (duckdb.Error, ValueError):
        return KeptBuild(path.name, path, in_use, None, ())
    return KeptBuild(path.name, path, in_use, built_on, tuple(KeptDelivery(*row) for row in rows))
