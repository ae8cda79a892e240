"""Force: everything about one area on one page, made to be printed."""

import streamlit as st

from dashboard.components import topic
from dashboard.components.filters import asked
from dashboard.components.glance import TRENDS, glance, show_heading, show_questions, windowed
from dashboard.components.panel import show
from dashboard.components.peers import show_peers
from dashboard.components.quality import returns

ask = windowed(asked())
show_heading(ask)
st.header("Headline figures", anchor=False)
show(glance(ask))

st.header("Over time", anchor=False)
# Two abreast where there is room, so that the page fits four sides of paper.
grid = st.grid("auto", min_column_width=380, gap="medium")
for measure in TRENDS:
    with grid.container():
        show(topic.trend(ask, measure))

st.header("Peers", anchor=False)
show_peers(ask, TRENDS)

st.header("Completeness", anchor=False)
show(returns(ask), nothing="No list of returns came with these records.")
show_questions()
