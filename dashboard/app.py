"""The frame of the dashboard: which pages there are, and what stands around each of them."""

import streamlit as st

from dashboard.components.frame import body, foot, head, opened
from dashboard.components.section import whole_page
from dashboard.components.sign_in import admit, show_sign_out
from dashboard.components.tools import show_tools
from dashboard.components.turns import turn

WIDTH = 1120  # pixels: longer lines are hard to read

PAGES = [
    st.Page("views/overview.py", title="Overview", default=True),
    st.Page("views/find.py", title="Find"),
    st.Page("views/referrals.py", title="Referrals"),
    st.Page("views/gross_misconduct.py", title="Gross misconduct"),
    st.Page("views/discrimination.py", title="Discrimination"),
    st.Page("views/time_to_hearing.py", title="Time to hearing"),
    st.Page("views/force.py", title="Force"),
    st.Page("views/explore.py", title="Explore"),
    st.Page("views/published_record.py", title="Published record"),
    st.Page("views/data_quality.py", title="Data quality"),
    st.Page("views/download.py", title="Download"),
    st.Page("views/methods.py", title="Methods"),
]

st.set_page_config(page_title="Police conduct trends", layout="wide")
with turn():
    admit(PAGES)
    page = st.navigation(PAGES, position="top")
    topic = page.url_path or "overview"
    with st.container(width=WIDTH):
        build = opened()
        slot = head(build, page.title, topic)
        with whole_page(build, opened):
            body(build, topic, page.run)
        show_tools(slot, build, page.title, topic)
        foot(build, topic)
        show_sign_out()
