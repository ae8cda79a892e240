"""A first visit: how to read these pages, until the reader hides it, and where to start."""

import streamlit as st

from dashboard.components.filters import Ask
from dashboard.components.ways import show_link
from dashboard.components.words import say
from dashboard.text.prose import prose

# Kept for as long as the page is open, and nowhere else: no cookie.
HIDDEN = "guide_hidden"


def show_guide(ask: Ask) -> None:
    """Four steps in a box that can be hidden and brought back, and the way in."""
    words = prose("overview")
    if st.session_state.get(HIDDEN):
        st.button(
            words["guide"]["again"], key="show_guide", type="tertiary", on_click=_set, args=[False]
        )
    else:
        with st.container(border=True):
            say(f"**{words['guide']['title']}**")
            say("\n".join(f"{n}. {each}" for n, each in enumerate(words["guide"]["steps"], 1)))
            st.button(words["guide"]["hide"], key="hide_guide", on_click=_set, args=[True])
    show_link(ask, "find", words["guide"]["start"])


def _set(hidden: bool) -> None:
    st.session_state[HIDDEN] = hidden
