"""Everything that official publishers print about one force, in one table by topic."""

import polars as pl
import streamlit as st

from dashboard.components.files import file_name
from dashboard.components.filters import choose
from dashboard.components.official_panel import official_panel, worded
from dashboard.components.panel import Panel, show
from dashboard.components.shared import shared
from dashboard.queries import record
from dashboard.queries.connection import Build
from dashboard.text import record as words

ALL = "All topics"


def show_force(build: Build) -> None:
    """The table of a force and topic of the reader's choice."""
    forces = record.forces(build)
    if not forces:
        return
    left, right = st.columns(2)
    with left:
        force = choose("Police force", "published_force", forces, width="stretch")
    with right:
        offered = [ALL, *topics(build, force)]
        topic = choose("Topic of the figures", "published_topic", offered, width="stretch")
    show(profile(build, force, topic))


@shared
def profile(build: Build, force: str, topic: str = ALL) -> Panel | None:
    """The latest of each figure that is printed of a force, by topic."""
    rows = _by_topic(build, force)
    if topic != ALL:
        rows = rows.filter(topic_words=topic)
    if rows.is_empty():
        return None
    title = f"{force}: {topic.lower()}, as published"
    return official_panel(
        rows,
        name="force",
        title=title,
        subtitle="Each figure in its latest year or day and its newest edition at hand.",
        table=words.profile_table(rows.to_dicts()),
        file_name=file_name("published", title),
    )


@shared
def topics(build: Build, force: str) -> list[str]:
    """Topics on which something is printed of a force."""
    return _by_topic(build, force)["topic_words"].unique(maintain_order=True).to_list()


def _by_topic(build: Build, force: str) -> pl.DataFrame:
    rows = worded(record.profile(build, force))
    named = [words.topic_words(row) for row in rows.to_dicts()]
    rows = rows.with_columns(pl.Series("topic_words", named, dtype=pl.String))
    order = {topic: place for place, topic in enumerate(words.TOPICS)}
    return rows.sort(pl.col("topic_words").replace_strict(order), maintain_order=True)
