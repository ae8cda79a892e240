"""Sections of a page: a choice that is made in one of them draws that one anew, not the page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial, wraps
from typing import Any

import streamlit as st

from dashboard.components.sign_in import stay

DRAWN = "sections-drawn-for"
_is_page: ContextVar[bool] = ContextVar("is_page", default=False)
_is_within: ContextVar[bool] = ContextVar("is_within", default=False)


def section(draw: Callable[..., None]) -> Callable[..., None]:
    """`draw` as a section; within another one it is a part of that.

    What it shows may depend on what it is called with and on choices made in it, on nothing else.
    """

    @wraps(draw)
    def drawn(*asked: Any, **named: Any) -> None:
        if _is_within.get():
            draw(*asked, **named)
        else:
            _alone(partial(draw, *asked, **named))

    return drawn


@contextmanager
def whole_page() -> Iterator[None]:
    """While all sections are drawn, one after another."""
    with _set(_is_page):
        yield
    _remember()


@st.fragment
def _alone(draw: Callable[[], None]) -> None:
    if not _is_page.get():
        # Nobody has looked at who asks since the page as a whole was drawn.
        stay()
        if len(_changed()) > 1:
            # A browser that was busy tells of two choices at once, and of the section of one.
            st.rerun()
    with _set(_is_within):
        draw()
    if not _is_page.get():
        _remember()


@contextmanager
def _set(state: ContextVar[bool]) -> Iterator[None]:
    token = state.set(True)
    try:
        yield
    finally:
        state.reset(token)


def _remember() -> None:
    st.session_state[DRAWN] = dict(st.query_params)


def _changed() -> set[str]:
    """Choices that were made since what stands on the page was drawn."""
    before, now = st.session_state.get(DRAWN, {}), dict(st.query_params)
    return {key for key in before | now if before.get(key) != now.get(key)}
