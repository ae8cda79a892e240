"""Discrimination: which protected characteristics allegations name."""

import streamlit as st

from dashboard.components import record, topic
from dashboard.components.breakdown import choose_category
from dashboard.components.comparison import show_forces
from dashboard.components.filters import asked
from dashboard.components.panel import show
from dashboard.components.summary import summary

MEASURE, BREAKDOWN = "D2", "characteristic"

ask = asked()
named = choose_category(ask, MEASURE, BREAKDOWN, "Characteristic to follow", first="RACE")
if named:
    summary(ask, MEASURE, BREAKDOWN, named)

st.header("From the case records", anchor=False)
show(topic.parts(ask, MEASURE, BREAKDOWN))
if named:
    show(topic.trend(ask, MEASURE, BREAKDOWN, named))
    show_forces(ask, MEASURE, BREAKDOWN, named)

record.record_heading("By characteristic they are published for England and Wales only.")
show(record.by_characteristic(ask.build))
record.show_headlines(ask.build, "discrimination")
