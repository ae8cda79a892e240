"""Referrals: how many per 1,000 workforce-years, by which route, in which force."""

import streamlit as st

from dashboard.components.base import show_over_bases, show_trends
from dashboard.components.breakdown import show_breakdown
from dashboard.components.filters import asked
from dashboard.components.mix import show_mix
from dashboard.components.published_record import show_record
from dashboard.components.summary import summary

MEASURE = "R1"

ask = asked()
summary(ask, MEASURE)

st.header("From the case records", anchor=False)
show_over_bases(ask, MEASURE)
show_breakdown(ask, MEASURE)
show_trends(ask, "R2")
show_mix(ask)
show_trends(ask, "R4")

show_record(ask.build, "referrals")
