"""Which release is shown, what moved since a link was made, and what each release changed."""

from pathlib import Path

import polars as pl
import streamlit as st

from dashboard.components.files import csv_bytes, file_name
from dashboard.components.filters import Ask, choose
from dashboard.components.panel import Panel, show, show_table
from dashboard.components.places import link_to
from dashboard.components.shared import shared
from dashboard.components.words import say
from dashboard.queries.connection import Build
from dashboard.queries.releases import (
    calendar_changed,
    can_open,
    moved,
    open_release,
    planned,
    published_releases,
    reasons,
    replies,
)
from dashboard.text.prose import prose
from dashboard.text.releases import (
    Release,
    Releases,
    log_table,
    moved_table,
    moved_words,
    newer_words,
    planned_table,
    reply_words,
)
from etl.config import Settings

KEY = "release"
WIDTH = 180
MOST_REPLIES = 3
COMMENTED = "Comment by {area}"


def releases_here() -> Releases | None:
    """The releases of this data folder; none beside the internal file, since they are public.

    None either where the build in use is looked at before it is released.
    """
    settings = Settings.from_environment()
    if settings.shown_file != settings.public_file or not settings.shows_releases:
        return None
    return published_releases(settings.releases_dir)


def chosen_release(releases: Releases) -> Release | None:
    """The release that the address names, else the one in use."""
    wanted = st.session_state.get(KEY) or st.query_params.get(KEY)
    found = releases.get(wanted) or releases.get(releases.in_use)
    return found if found and can_open(found) else None


def choose_release(releases: Releases | None) -> None:
    """The choice of a release, where there are several."""
    if releases and len(releases.all) > 1:
        others = [each.version for each in releases.all if each.version != releases.in_use]
        choose("Release", KEY, [releases.in_use, *others], width=WIDTH)


def show_newer(ask: Ask) -> None:
    """Say above a page of another release what has moved in the one in use since."""
    releases = releases_here()
    shown = releases and releases.get(ask.build.release)
    if not shown or shown.version == releases.in_use:
        return
    st.warning(newer_words(shown, releases))
    current = releases.get(releases.in_use)
    if current is None or not can_open(current):
        return
    later = tuple(map(open_release, releases.since(shown)))
    rows = _moved(ask, open_release(current), later).to_dicts()
    _show_moved(moved_words(rows, ask.area.label, ask.period.name), rows, shown)
    st.button(f"Show release {current.version}", on_click=_turn_to, args=(current.version,))


def _show_moved(words: str, rows: list[dict], shown: Release) -> None:
    if not rows:
        say(words)
        return
    details = st.expander(words, on_change="rerun", key="moved")
    if details.open:
        with details:
            show_table(moved_table(rows), f"What moved since release {shown.version}")


@shared
def _moved(ask: Ask, current: Build, later: tuple[Build, ...]) -> pl.DataFrame:
    return reasons(moved(ask.build, current, ask.area.code, ask.period.name), later)


def _turn_to(version: str) -> None:
    st.session_state[KEY] = version


def show_replies(ask: Ask, in_full: bool) -> None:
    """What the chosen force says of its figures: its words, dated, never part of a figure."""
    said = replies(Settings.from_environment().releases_dir, ask.area.code)
    if said and not in_full:
        link_to("force", COMMENTED.format(area=ask.area.name))
        return
    for each in said[:MOST_REPLIES]:
        with st.container(border=True):
            say(reply_words(each, ask.area.name, ask.build.release))


def show_log() -> None:
    """Releases and corrections, newest first."""
    releases = releases_here()
    show(_log(releases) if releases else None, nothing="No release has been published yet.")
    show(planned_releases(), nothing="No release is planned.")


def planned_releases() -> Panel | None:
    """The calendar of publication; none where nothing is planned."""
    folder = Settings.from_environment().reference_dir
    return _planned(folder, calendar_changed(folder))


@shared
def _planned(folder: Path, changed: int) -> Panel | None:
    rows = planned(folder)
    if rows.is_empty():
        return None
    table = planned_table(rows.to_dicts())
    return Panel(
        name="planned",
        title="Releases planned",
        subtitle="A month stands where no day is fixed yet.",
        alt="",
        figure=None,
        table=table,
        file=csv_bytes(table),
        file_name=file_name("releases-planned"),
        about="",
        source="Source: the publication calendar of this project",
        rows=table.height,
    )


@shared
def _log(releases: Releases) -> Panel:
    table = log_table(releases)
    return Panel(
        name="releases",
        title=f"{len(releases.all)} published, {releases.in_use} in use",
        subtitle="Releases and corrections, newest first.",
        alt="",
        figure=None,
        table=table,
        file=csv_bytes(table),
        file_name=file_name("releases"),
        about=prose("pages")["releases"]["about"],
        source="Source: the log of releases",
        rows=table.height,
    )
