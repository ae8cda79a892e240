"""Data quality: what arrived, what was checked, what came of it."""

import streamlit as st

from dashboard.components import quality
from dashboard.components.completeness import show_official, show_rows
from dashboard.components.filters import asked
from dashboard.components.over_time import show_by_force
from dashboard.components.releases import show_log

ask = asked()
quality.show_checks(ask.build)

st.header("Rows and returns", anchor=False)
show_rows(ask)

st.header("Values and returns by force", anchor=False)
show_by_force(ask)

st.header("Official files", anchor=False)
show_official(ask.build)

st.header("Inputs", anchor=False)
quality.show_inputs(ask.build)

st.header("Releases and corrections", anchor=False)
show_log()
