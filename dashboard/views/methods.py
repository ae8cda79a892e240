"""Methods and glossary: how cases become figures, what words mean, whom to ask."""

import streamlit as st

from dashboard.components import methods
from dashboard.components.filters import asked

build = asked().build
st.header("How cases become figures", anchor=False)
methods.show_steps()

st.header("Measures", anchor=False)
methods.show_measures(build)

st.header("Rules and breaks", anchor=False)
methods.show_rules(build)

st.header("How people are protected", anchor=False)
methods.show_disclosure(build)

st.header("Glossary", anchor=False)
methods.show_glossary(build)

st.header("What is not known", anchor=False)
methods.show_unknown()

methods.show_whom_to_ask(build)
