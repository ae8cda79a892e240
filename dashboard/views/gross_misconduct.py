"""Gross misconduct: how often hearings find it proven."""

import streamlit as st

from dashboard.components import record, topic
from dashboard.components.breakdown import show_breakdown
from dashboard.components.comparison import show_forces
from dashboard.components.difference import show_difference
from dashboard.components.filters import asked
from dashboard.components.panel import show
from dashboard.components.summary import summary

MEASURE = "G4"

ask = asked()
summary(ask, MEASURE)

st.header("From the case records", anchor=False)
show(topic.trend(ask, MEASURE))
show_forces(ask, MEASURE)
show_difference(ask, MEASURE)
show_breakdown(ask, MEASURE)

record.record_heading(
    "For the year ending March 2022 the Home Office counted allegations, from 2023 on individuals: "
    "the two do not compare."
)
record.show_headlines(ask.build, "gross_misconduct")
