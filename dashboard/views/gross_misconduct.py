"""Gross misconduct: from an assessment to a hearing, a finding and what follows."""

import streamlit as st

from dashboard.components import disparity, ladder
from dashboard.components.before_after import show_before_after
from dashboard.components.breakdown import choose_measure, show_breakdown
from dashboard.components.comparison import show_forces
from dashboard.components.control_chart import show_control_chart
from dashboard.components.difference import show_difference
from dashboard.components.filters import asked
from dashboard.components.incidence import show_refusal
from dashboard.components.over_time import ONE_FORCE, show_trend
from dashboard.components.panel import show
from dashboard.components.published_record import show_record
from dashboard.components.summary import summary

MEASURES = ["G4", "G1", "G2", "G3", "G5", "G6", "A1", "A1_allowed"]

ask = asked()
summary(ask, "G4")

st.header("From the case records", anchor=False)
if not show_refusal(ask):
    show(ladder.ladder(ask))
if measure := choose_measure(ask, MEASURES, "Measure"):
    show_trend(ask, measure)
    show_control_chart(ask, measure)
    show_forces(ask, measure)
    show_difference(ask, measure)
    show_breakdown(ask, measure)
show_before_after(ask)
show(ladder.serving_and_former(ask), nothing=ONE_FORCE)
show(ladder.meanings(ask))

st.header("Ethnicity and sex of officers", anchor=False)
disparity.show_officer_steps(ask)

show_record(ask.build, "gross_misconduct")
