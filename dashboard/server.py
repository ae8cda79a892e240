"""What `streamlit run` starts: the pages, drawn once at boot so that no reader waits for it."""

import gc
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.testing.v1 import AppTest

from dashboard.address import OneAddress

APP = Path(__file__).with_name("app.py")
PATIENCE = 60  # seconds for one page at boot


def warm_up() -> None:
    """Draw every page once: all modules are imported and the first figures made."""
    with _without_log():
        page = AppTest.from_file(str(APP), default_timeout=PATIENCE).run()
        for view in sorted(APP.with_name("views").glob("[a-z]*.py")):
            page.switch_page(str(view)).run()


@asynccontextmanager
async def _lifespan(app: st.App) -> AsyncIterator[None]:
    # Collections then pass over what was imported: they were the largest cost of a click.
    gc.collect()
    gc.freeze()
    yield


@contextmanager
def _without_log() -> Iterator[None]:
    # A page drawn outside a session is not worth a warning in the server's log.
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


warm_up()
app = st.App(APP, lifespan=_lifespan, middleware=[Middleware(OneAddress)])
