"""The pages and links to them; Streamlit looks for the file of each anew, at each redraw."""

from collections.abc import Mapping
from copy import copy
from functools import cache

import streamlit as st
from streamlit.navigation.page import Page

TITLES = {
    "overview": "Overview",
    "find": "Find",
    "referrals": "Referrals",
    "gross_misconduct": "Gross misconduct",
    "discrimination": "Discrimination",
    "time_to_hearing": "Time to hearing",
    "force": "Force",
    "explore": "Explore",
    "published_record": "Published record",
    "data_quality": "Data quality",
    "download": "Download",
    "methods": "Methods",
}
FIRST = "overview"


def pages() -> list[Page]:
    """All of them, in order. Each redraw has its own, as Streamlit writes on the one it shows."""
    return [copy(page) for page in _found().values()]


def link_to(
    page: str, label: str, icon: str | None = None, query: Mapping[str, str] | None = None
) -> None:
    """A link to a page by the name of its file, to what the query chooses there."""
    st.page_link(_found()[page], label=label, icon=icon, help="", query_params=query)


@cache
def _found() -> dict[str, Page]:
    return {
        name: st.Page(f"views/{name}.py", title=title, default=name == FIRST)
        for name, title in TITLES.items()
    }
