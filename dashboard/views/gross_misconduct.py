"""Gross misconduct: from an assessment to a hearing, a finding and what follows."""

import streamlit as st

from dashboard.components import disparity, ladder
from dashboard.components.base import show_measure
from dashboard.components.before_after import show_before_after
from dashboard.components.breakdown import choose_measure, show_breakdown
from dashboard.components.filters import asked
from dashboard.components.published_record import show_record
from dashboard.components.summary import summary

MEASURES = ["G4", "G1", "G2", "G3", "G5", "G6", "A1", "A1_allowed"]

ask = asked()
summary(ask, "G4")

st.header("From the case records", anchor=False)
ladder.show_ladder(ask)
if measure := choose_measure(ask, MEASURES, "Measure"):
    show_measure(ask, measure)
    show_breakdown(ask, measure)
show_before_after(ask)
ladder.show_outcomes(ask)

st.header("Ethnicity and sex of officers", anchor=False)
disparity.show_officer_steps(ask)

show_record(ask.build, "gross_misconduct")
