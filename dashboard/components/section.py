"""Sections of a page: a choice that is made in one of them draws that one anew, not the page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import partial, wraps
from typing import Any

import streamlit as st
from streamlit.runtime.fragment import MemoryFragmentStorage

from dashboard.components.sign_in import stay
from dashboard.queries.connection import Build

DRAWN = "sections-drawn-for"
_is_page: ContextVar[bool] = ContextVar("is_page", default=False)
_is_within: ContextVar[bool] = ContextVar("is_within", default=False)


@dataclass(frozen=True)
class Drawn:
    """What stands on the page: of which build, and for which choices."""

    build: Build
    opened: Callable[[], Build]
    choices: dict[str, str]


def section(draw: Callable[..., None]) -> Callable[..., None]:
    """`draw` as a section; within another one it is a part of that.

    What it shows may depend on what it is called with and on choices made in it, on nothing else.
    """

    @wraps(draw)
    def drawn(*asked: Any, **named: Any) -> None:
        if _is_within.get():
            draw(*asked, **named)
        else:
            _alone(partial(draw, *asked, **named), _name(draw, asked))

    return drawn


@contextmanager
def whole_page(build: Build, opened: Callable[[], Build]) -> Iterator[None]:
    """While all sections are drawn, of a build; `opened` tells which one is to be shown."""
    with _set(_is_page):
        yield
    st.session_state[DRAWN] = Drawn(build, opened, dict(st.query_params))


class Sections(MemoryFragmentStorage):
    """Those of one reader's page; in place of one that is no longer there stands the whole page.

    A page that was drawn for another choice a moment ago may have its sections elsewhere. Streamlit
    passes over what was chosen in one of them, and the page would contradict itself.
    """

    def contains(self, key: str) -> bool:
        return True

    def lookup(self, key: str) -> Callable[[], Any]:
        return super().lookup(key) if super().contains(key) else st.rerun


def _name(draw: Callable[..., None], asked: tuple[Any, ...]) -> str:
    """Of a section, the same wherever it stands on its page."""
    what = [getattr(each, "name", each) for each in asked]
    return " ".join([draw.__qualname__, *(each for each in what if isinstance(each, str))])


def _alone(draw: Callable[[], None], name: str) -> None:
    def part() -> None:
        if not _is_page.get():
            _stays_whole()
        with _set(_is_within):
            draw()
        if not _is_page.get():
            drawn = st.session_state[DRAWN]
            st.session_state[DRAWN] = replace(drawn, choices=dict(st.query_params))

    # Streamlit tells sections apart by name and place; by place alone it could mistake one.
    part.__qualname__ = name
    st.fragment(part)()


def _stays_whole() -> None:
    """Go on if a section drawn alone still fits what stands around it; else draw the page."""
    # Nobody has looked at who asks since the page as a whole was drawn.
    stay()
    drawn = st.session_state.get(DRAWN)
    # A browser that was busy tells of two choices at once, and of the section of one.
    if drawn is None or drawn.opened() != drawn.build or len(_changed(drawn.choices)) > 1:
        st.rerun()


@contextmanager
def _set(state: ContextVar[bool]) -> Iterator[None]:
    token = state.set(True)
    try:
        yield
    finally:
        state.reset(token)


def _changed(before: dict[str, str]) -> set[str]:
    """Choices that were made since what stands on the page was drawn."""
    now = dict(st.query_params)
    return {key for key in before | now if before.get(key) != now.get(key)}
