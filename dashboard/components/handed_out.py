"""The one button for files, and the record of what was handed out: never who took it."""

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import streamlit as st

from dashboard.queries.connection import Build

# To the server's output, which the machine's own journal keeps: the app may write no file.
log = logging.getLogger("conduct.downloads")
VERSION = "version"
LONGEST = 1_000


@dataclass(frozen=True)
class File:
    """What is offered: its rows, the filter that made them, and what they come from."""

    name: str
    mime: str
    table: str
    filter: str
    rows: int


def keep_version(build: Build) -> None:
    """Remember which release or, without one, which build the files of this page come from."""
    st.session_state[VERSION] = build.release or build.id


def offer(label: str, file: File, make: Callable[[], bytes], key: str) -> None:
    """A button that makes the file when it is pressed, and records that it was."""
    version = st.session_state.get(VERSION, "")

    def made() -> bytes:
        content = make()
        record(file, version)
        return content

    st.download_button(
        label, made, file_name=file.name, mime=file.mime, key=key, on_click="ignore", wrap=True
    )


def record(file: File, version: str) -> None:
    """One line of JSON: when, file, table, filter, rows, version. No address, no name."""
    told = {"at": _now(), "event": "download", "version": version} | asdict(file)
    told["filter"] = file.filter[:LONGEST]
    # In ASCII: no character of a label can end the line or colour a terminal.
    log.info("%s", json.dumps(told, ensure_ascii=True))


def _now() -> str:
    # To the minute: with seconds a line could be laid beside another machine's record of visits.
    return datetime.now(UTC).isoformat(timespec="minutes")
