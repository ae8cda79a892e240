"""Force: everything about one area on one page, made to be printed."""

import streamlit as st

from dashboard.components import topic
from dashboard.components.filters import asked
from dashboard.components.glance import TRENDS, glance, show_heading, show_questions, windowed
from dashboard.components.panel import show
from dashboard.components.quality import returns

ask = windowed(asked())
show_heading(ask)
st.header("Headline figures", anchor=False)
show(glance(ask))

st.header("Over time", anchor=False)
for measure in TRENDS:
    show(topic.trend(ask, measure))

st.header("Completeness", anchor=False)
show(returns(ask), nothing="No list of returns came with these records.")
show_questions()
