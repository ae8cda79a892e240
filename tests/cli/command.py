"""Run `conduct` in this process as a person would type it."""

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from etl.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


def conduct(*words: object) -> Ran:
    """Run one command. An exception that is no message for its user fails the test."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["conduct", *map(str, words)])
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
    assert "Traceback" not in out.getvalue() + err.getvalue()
    return Ran(code, out.getvalue(), err.getvalue())


def state(data_dir: Path) -> dict[str, object]:
    """What readers see: where the links lead, and the bytes of every file of every build."""
    builds = data_dir / "builds"
    return {
        "links": {
            path.name: str(path.readlink())
            for path in (*data_dir.iterdir(), *builds.iterdir())
            if path.is_symlink()
        },
        "files": {
            str(path.relative_to(builds)): (path.stat().st_ino, path.stat().st_size)
            for path in builds.rglob("*")
            if path.is_file() and path.name != ".lock"
        },
        "public": (data_dir / "public" / "public.duckdb").read_bytes(),
    }


def published_text(data_dir: Path) -> str:
    """Every value that readers of the public file could see, as text."""
    path = (data_dir / "public" / "public.duckdb").resolve()
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.sql(
            "select table_schema || '.' || table_name from information_schema.tables"
        ).fetchall()
        return "\n".join(
            str(row)
            for (table,) in tables
            for row in connection.execute(f"select * from {table}").fetchall()
        )
