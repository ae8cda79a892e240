"""Data quality: what arrived, what was checked, what came of it."""

import streamlit as st

from dashboard.components import completeness, quality
from dashboard.components.filters import asked
from dashboard.components.over_time import show_by_force
from dashboard.components.panel import show
from dashboard.components.releases import show_log
from dashboard.components.sources import checks_words

ask = asked()
st.markdown(f"**{checks_words(ask.build)}.**")

st.header("Checks", anchor=False)
show(quality.checks(ask.build, held=False), nothing="Every check held for every row.")
quality.show_held(ask.build)

st.header("Rows and returns", anchor=False)
show(quality.accounting(ask.build), nothing="No row accounting came with this build.")
show(quality.returns(ask), nothing="No list of returns came with these records.")
show(completeness.incomplete(ask), nothing="Every figure of this area and period has all forces.")

st.header("Values and returns by force", anchor=False)
show_by_force(ask)

st.header("Official files", anchor=False)
show(quality.totals(ask.build), nothing="No printed totals were checked.")
show(completeness.official_gaps(ask.build), nothing="Every official figure has all 43 forces.")
if doubted := quality.headcounts(ask.build):
    show(doubted)

st.header("Inputs", anchor=False)
show(quality.inputs(ask.build))

st.header("Releases and corrections", anchor=False)
show_log()
