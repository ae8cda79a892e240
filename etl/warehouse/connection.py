"""Open DuckDB files: private by file mode, and without reach to the network."""

import os
from pathlib import Path

import duckdb

OWNER_ONLY = 0o600
# What needs more goes to the disk, beside the database: a build of any size fits a small machine.
# While files are read, their blocks need memory, too; to count ten million allegations takes more.
MOST_MEMORY = "2GB"
MOST_TO_COUNT = "2.8GB"


def create_database(path: Path) -> duckdb.DuckDBPyConnection:
    """A new database that only its owner may read: it holds pseudonymised personal data."""
    path.parent.mkdir(parents=True, exist_ok=True)
    config = {"autoinstall_known_extensions": "false", "memory_limit": MOST_MEMORY}
    connection = duckdb.connect(str(path), config=config)
    os.chmod(path, OWNER_ONLY)
    return connection


def give_room(connection: duckdb.DuckDBPyConnection) -> None:
    """Let the database use what reading files no longer needs."""
    connection.execute(f"set memory_limit = '{MOST_TO_COUNT}'")


def open_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    """An existing database, read-only, closed to files and network."""
    # The resolved path: DuckDB would hand out the old file while a link's old target is open.
    return duckdb.connect(
        str(path.resolve()), read_only=True, config={"enable_external_access": "false"}
    )
