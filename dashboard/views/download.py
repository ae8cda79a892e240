"""Download: the published rows of a measure, with codebook and citation."""

import streamlit as st

from dashboard.components.extract import choose_extract, show_codebook, show_extract
from dashboard.components.filters import asked
from dashboard.components.words import say

ask = asked()
say("The area and period chosen above are in the file; add others here.")
with st.container(horizontal=True):
    extract = choose_extract(ask)
show_extract(ask, extract)
show_codebook(ask, extract)
