"""Sentences and lists of a page, as HTML that was made once.

A browser takes Markdown apart anew at each redraw, thirty times a page.
"""

import streamlit as st
from streamlit.elements.lib.layout_utils import LayoutConfig
from streamlit.proto.Html_pb2 import Html

from dashboard.text.markdown import html

_WHOLE_WIDTH = LayoutConfig(width="stretch")

# As Streamlit sets Markdown; but code as large as what stands around it.
STYLE = """
<style>
.stHtml { overflow-wrap: break-word; }
.stHtml p { margin: 0 0 1rem; word-break: break-word; }
.stHtml ul, .stHtml ol { margin: 0 0 1rem; padding-left: 0; }
.stHtml li { margin: 0.2em 0 0.2em 1.15em; padding-left: 0.3em; }
.stHtml strong { font-weight: 600; }
.stHtml a { color: #12436D; }
.stHtml code {
  color: #0C5A44; background: #F2F2F2; font-family: "Source Code Pro", monospace; font-size: 1em;
  padding: 0.2em 0.4em; border-radius: 0.5rem;
}
.stHtml hr { margin: 3em 0 2em; border: 0; border-bottom: 1px solid #BFBFBF; }
.stHtml > :last-child { margin-bottom: 0; }
</style>
"""


def say(text: str) -> None:
    """Show Markdown, in which HTML is text; nothing where there is none."""
    if text:
        put(html(text))


def put(made: str) -> None:
    """Show HTML that was made here, as `st.html` does.

    That also looks for a file of this name, takes spaces off each line and tells styles from words:
    a third of the time of such a part, of which a page has thirty.
    """
    st._main._enqueue("html", Html(body=made), layout_config=_WHOLE_WIDTH)


def put_styles(made: str) -> None:
    """Hand over what only says how things look, to where it takes no room."""
    st._main._event_dg._enqueue("html", Html(body=made))
