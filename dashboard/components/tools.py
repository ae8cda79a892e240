"""Link · Cite · Print: the view that is shown, to send on, to quote, to have on paper."""

from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.components.citing import citation
from dashboard.components.filters import OF_THEIR_OWN, Ask, asked, has_filter_row
from dashboard.components.words import say
from dashboard.queries.connection import Build
from dashboard.text.prose import prose

LABEL = "Link · Cite · Print"


def show_tools(slot: DeltaGenerator, build: Build, title: str, topic: str) -> None:
    """Fill the slot in the head, once all choices of the page are in its address."""
    with slot:
        # Filled when opened, so that a page that nobody quotes costs nothing more.
        tools = st.popover(LABEL, type="tertiary", key="tools", on_change="rerun")
    if not tools.open:
        return
    words = prose("pages")["tools"]
    ask = asked() if has_filter_row(build, topic) else None
    address = _address(ask, build.release)
    with tools:
        say(f"**Link.** {words['link']}")
        st.code(address, language=None, wrap_lines=True)
        say(f"**Cite.** {words['cite']}")
        st.code(
            citation(build, _named(ask, title, address), official=topic in OF_THEIR_OWN),
            language=None,
            wrap_lines=True,
        )
        say(f"**Print.** {words['print']}")


def _address(ask: Ask | None, release: str | None) -> str:
    """The page with every choice on it, also those that a reader left as they were."""
    # A link leads to the release that its maker saw, whatever is published later.
    pinned = {"release": [release]} if release else {}
    chosen = pinned | {name: st.query_params.get_all(name) for name in st.query_params}
    if ask:
        # A later build opens on its own latest period, so the one shown is always named.
        chosen = {"area": [ask.area.label], "period": [ask.period.label]} | chosen
    query = urlencode(chosen, doseq=True)
    return (st.context.url or "") + (f"?{query}" if query else "")


def _named(ask: Ask | None, title: str, address: str) -> str:
    if ask is None:
        return f"“{title}”. {address}"
    return f"“{title}”: {ask.area.label}, {ask.period.label}. {address}"
