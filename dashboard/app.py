"""The frame of the dashboard: which pages there are, and what stands around each of them."""

import streamlit as st

from dashboard.components.frame import body, foot, head, opened
from dashboard.components.places import FIRST, pages
from dashboard.components.section import whole_page
from dashboard.components.sign_in import admit, show_sign_out
from dashboard.components.tools import show_tools
from dashboard.components.turns import turn

WIDTH = 1120  # pixels: longer lines are hard to read

PAGES = pages()

st.set_page_config(page_title="Police conduct trends", layout="wide")
with turn():
    admit(PAGES)
    page = st.navigation(PAGES, position="top")
    topic = page.url_path or FIRST
    with st.container(width=WIDTH):
        build = opened()
        slot = head(build, page.title, topic)
        with whole_page(build, opened):
            body(build, topic, page.run)
        show_tools(slot, build, page.title, topic)
        foot(build, topic)
        show_sign_out()
