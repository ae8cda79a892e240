"""Who is let in: nothing of a page is drawn before it is clear that this reader may see it."""

from collections.abc import Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.components.words import say
from dashboard.text.prose import prose
from etl.access import HERE, admitted, is_signed_in
from etl.config import Settings

# A proxy adds one of them; then the reader does not sit at this machine, whatever the address says.
OF_A_PROXY = ("X-Forwarded-For", "Forwarded", "Via", "X-Real-Ip")


def admit(pages: Sequence[StreamlitPage]) -> None:
    """Return for who may see what is shown; for all others say why not, and end the page."""
    settings = Settings.from_environment()
    if settings.is_only_here and not _is_here():
        _refuse("only_here", pages)
    if not settings.asks_sign_in:
        return
    claims = st.user.to_dict()
    if not is_signed_in(claims):
        _ask(pages)
    if not admitted(settings.access_dir, claims):
        _refuse("not_listed", pages, with_sign_out=True)


def stay() -> None:
    """Return for who may still see what is shown; others get the whole page, which says why not."""
    settings = Settings.from_environment()
    if settings.asks_sign_in and not _is_admitted(settings):
        st.rerun()


def _is_admitted(settings: Settings) -> bool:
    claims = st.user.to_dict()
    return is_signed_in(claims) and admitted(settings.access_dir, claims)


def show_sign_out() -> None:
    """A way out, where there is a way in."""
    if Settings.from_environment().asks_sign_in:
        st.button(prose("sign_in")["words"]["leave"], on_click=st.logout, key="sign-out")


def _is_here() -> bool:
    headers = st.context.headers
    host = headers.get("Host", HERE[0]).rsplit(":", 1)[0].strip("[]")
    return host in HERE and not any(name in headers for name in OF_A_PROXY)


def _ask(pages: Sequence[StreamlitPage]) -> None:
    words = prose("sign_in")["words"]
    st.title(words["title"], anchor=False)
    say(words["ask"])
    st.button(words["enter"], on_click=st.login, type="primary", key="sign-in")
    _end(pages)


def _refuse(why: str, pages: Sequence[StreamlitPage], with_sign_out: bool = False) -> None:
    words = prose("sign_in")["words"]
    st.title(words["title"], anchor=False)
    st.error(words[why])
    if with_sign_out:
        show_sign_out()
    _end(pages)


def _end(pages: Sequence[StreamlitPage]) -> None:
    # Streamlit would say of a link that its page does not exist; what it is called is not told.
    blank = [
        st.Page(
            _nothing, title="Sign in", default=not page.url_path, url_path=page.url_path or None
        )
        for page in pages
    ]
    st.navigation(blank, position="hidden")
    st.stop()


def _nothing() -> None:
    """A page without anything."""
