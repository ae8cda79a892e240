"""Discrimination: its share of complaints, and which protected characteristics are named."""

import streamlit as st

from dashboard.components import base, disparity
from dashboard.components.breakdown import choose_category
from dashboard.components.characteristics import show_characteristics
from dashboard.components.filters import asked
from dashboard.components.published_record import show_record
from dashboard.components.summary import summary, thinned

ask = asked()
named = choose_category(ask, "D2", "characteristic", "Characteristic to follow", first="RACE")
summary(ask, "D2", "characteristic", named)

st.header("Characteristics named", anchor=False)
show_characteristics(ask, named)

st.header("Discrimination among all allegations", anchor=False)
thinned(ask)
base.show_over_bases(ask, "D1")

st.header("What became of discrimination allegations", anchor=False)
base.show_trends(ask, "D4")
disparity.show_answers_compared(ask)

show_record(ask.build, "discrimination")
