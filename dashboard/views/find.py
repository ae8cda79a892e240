"""Find: a search, and the way from a question, an area or a measure to its page."""

import streamlit as st

from dashboard.components import find
from dashboard.components.filters import asked
from dashboard.components.words import say
from dashboard.text.prose import prose

ask = asked()
say(prose("pages")["find"]["carried"])
find.show_search(ask)

st.header("By question", anchor=False)
find.show_questions(ask)

st.header("By force or region", anchor=False)
find.show_areas(ask)

st.header("By measure", anchor=False)
find.show_measures(ask)
