"""A build that holds case records and may not publish them: what there is, and why no more."""

import streamlit as st

from dashboard.components import methods, quality
from dashboard.components.filters import OF_THEIR_OWN
from dashboard.components.panel import show
from dashboard.components.published_record import has_record, show_record
from dashboard.components.sources import checks_words
from dashboard.components.words import say
from dashboard.queries.connection import Build
from dashboard.text.prose import prose


def show_unpublished(build: Build, topic: str) -> None:
    """Why figures of case records are missing, then what the page can show without them."""
    kind = "records" if build.synthetic is False and build.dataset else "none"
    kind = "abroad" if build.abroad else kind
    words = prose("pages")["unpublished"]
    is_below = has_record(topic) or topic in OF_THEIR_OWN
    st.info(f"{words[kind]} {words['below' if is_below else 'elsewhere']}")
    show_record(build, topic)
    if topic == "data_quality":
        _show_quality(build)
    if topic == "methods":
        _show_methods(build)


def _show_quality(build: Build) -> None:
    say(f"**{checks_words(build)}.**")
    st.header("Checks", anchor=False)
    st.info(prose("pages")["unpublished"]["checks"])
    show(quality.checks(build, held=False), nothing="Every promise on what is published held.")
    show(quality.checks(build, held=True), nothing="No list of checks came with this build.")
    st.header("Rows, official files and inputs", anchor=False)
    show(quality.accounting(build), nothing="No row accounting came with this build.")
    show(quality.totals(build), nothing="No printed totals were checked.")
    show(quality.inputs(build), nothing="No inputs are listed.")


def _show_methods(build: Build) -> None:
    st.header("How cases become figures", anchor=False)
    methods.show_steps()
    st.header("How people are protected", anchor=False)
    methods.show_disclosure(build)
    st.header("Glossary", anchor=False)
    methods.show_glossary(build)
    st.header("What is not known", anchor=False)
    methods.show_unknown()
    st.header("How to query a figure", anchor=False)
    methods.show_query(build)
