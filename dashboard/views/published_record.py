"""Published record: official figures of real forces, each with its publisher, table and cell."""

import streamlit as st

from dashboard.components.bridge import show_bridges
from dashboard.components.find_figure import show_find
from dashboard.components.force_map import show_map
from dashboard.components.force_record import show_force
from dashboard.components.frame import opened

build = opened()
st.header("Find a figure", anchor=False)
series = show_find(build)

if series:
    st.header("Map of police forces", anchor=False)
    show_map(build, series)

    st.header("Everything about one force", anchor=False)
    show_force(build)

st.header("Why do these numbers differ?", anchor=False)
show_bridges(build)
