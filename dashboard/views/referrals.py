"""Referrals: how many per 1,000 workforce-years, by which route, in which force."""

import streamlit as st

from dashboard.components import topic
from dashboard.components.breakdown import choose_base, show_breakdown
from dashboard.components.comparison import show_forces
from dashboard.components.control_chart import show_control_chart
from dashboard.components.difference import show_difference
from dashboard.components.filters import asked
from dashboard.components.mix import show_mix
from dashboard.components.over_time import show_trend
from dashboard.components.panel import show
from dashboard.components.published_record import show_record
from dashboard.components.summary import summary
from dashboard.components.topic import trend

MEASURE = "R1"

ask = asked()
summary(ask, MEASURE)

st.header("From the case records", anchor=False)
measure = choose_base(ask, MEASURE)
show_trend(ask, measure)
show_control_chart(ask, measure)
show_forces(ask, measure)
show_difference(ask, measure)
show_breakdown(ask, MEASURE)
if mandatory := topic.trend(ask, "R2"):
    show(mandatory)
show_mix(ask)
if decided := trend(ask, "R4"):
    show(decided)

show_record(ask.build, "referrals")
