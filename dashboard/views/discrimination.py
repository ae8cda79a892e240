"""Discrimination: its share of complaints, and which protected characteristics are named."""

import streamlit as st

from dashboard.components import disparity, topic
from dashboard.components.breakdown import NAMED_TOO_SELDOM, choose_base, choose_category
from dashboard.components.comparison import show_forces
from dashboard.components.control_chart import show_control_chart
from dashboard.components.difference import show_difference
from dashboard.components.filters import asked
from dashboard.components.over_time import show_trend
from dashboard.components.panel import show
from dashboard.components.published_record import show_record
from dashboard.components.summary import summary, thinned

ask = asked()
named = choose_category(ask, "D2", "characteristic", "Characteristic to follow", first="RACE")
summary(ask, "D2", "characteristic", named)

st.header("Characteristics named", anchor=False)
show(topic.parts(ask, "D2", "characteristic"))
if named:
    show(topic.trend(ask, "D2", "characteristic", named), NAMED_TOO_SELDOM)
    show_forces(ask, "D2", "characteristic", named, key="characteristic_as")

st.header("Discrimination among all allegations", anchor=False)
thinned(ask)
measure = choose_base(ask, "D1")
show_trend(ask, measure)
show_control_chart(ask, measure)
show_forces(ask, measure)
show_difference(ask, measure)

st.header("What became of discrimination allegations", anchor=False)
if investigated := topic.trend(ask, "D4"):
    show(investigated)
disparity.show_answers_compared(ask)

show_record(ask.build, "discrimination")
