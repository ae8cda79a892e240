"""Finished panels, made once for each build and filter and shared by all readers."""

from functools import partial

import streamlit as st

from dashboard.components.filters import Ask
from dashboard.queries.connection import Build

# About one day's different questions; each entry is a figure, a small table and a small file.
MOST_PANELS = 400

shared = partial(
    st.cache_resource,
    show_spinner=False,
    max_entries=MOST_PANELS,
    hash_funcs={Build: lambda build: build.key, Ask: lambda ask: ask.key},
)
