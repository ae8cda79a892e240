"""What `streamlit run` starts: the pages, drawn once at boot so that no reader waits for it."""

import gc
import logging
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.runtime import app_session
from streamlit.testing.v1 import AppTest

from dashboard.address import SCRIPTS, OneAddress, script
from dashboard.asked_for import AskedFor
from dashboard.components.handed_out import log as downloads
from dashboard.components.section import Sections
from dashboard.guard import Guard
from dashboard.health import health
from dashboard.lighter import make_lighter
from dashboard.together import hand_over_together
from etl.config import ACCESS_VARIABLE

APP = Path(__file__).with_name("app.py")
PATIENCE = 300  # seconds for one page at boot: a small machine that is busy took over 60
SWITCH = 0.001  # seconds
# A tenth as many as Python makes: what a page leaves behind is gone without them, but for little.
# What a reader who left leaves behind goes only with the last kind: left to one in twenty of the
# second, that of hundreds of readers lay about for an hour.
COLLECTIONS = (7_000, 20, 4)


def warm_up() -> None:
    """Draw every page once: all modules are imported and the first figures made."""
    with _without_log(), _nobody_else():
        page = AppTest.from_file(str(APP), default_timeout=PATIENCE).run()
        for view in sorted(APP.with_name("views").glob("[a-z]*.py")):
            page.switch_page(str(view)).run()


@asynccontextmanager
async def _lifespan(app: st.App) -> AsyncIterator[None]:
    # Collections then pass over what was imported: they were the largest cost of a click.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTIONS)
    # The thread that sends waits so long, before each message, for one that draws.
    sys.setswitchinterval(SWITCH)
    yield


def _write_downloads() -> None:
    """Each line as it is, to the server's output."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    downloads.addHandler(handler)
    downloads.setLevel(logging.INFO)
    downloads.propagate = False


@contextmanager
def _nobody_else() -> Iterator[None]:
    """Without a sign-in: nobody is answered yet, and what is drawn goes nowhere."""
    access = os.environ.pop(ACCESS_VARIABLE, None)
    try:
        yield
    finally:
        if access is not None:
            os.environ[ACCESS_VARIABLE] = access


@contextmanager
def _without_log() -> Iterator[None]:
    # A page drawn outside a session is not worth a warning in the server's log.
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


_write_downloads()
# Streamlit has no setting for this; a test in a browser tells when it no longer helps.
app_session.MemoryFragmentStorage = Sections
make_lighter()
hand_over_together()
warm_up()
app = st.App(
    APP,
    lifespan=_lifespan,
    middleware=[Middleware(Guard), Middleware(AskedFor), Middleware(OneAddress)],
    routes=[Route("/health", health), *(Route(f"/{name}", script) for name in SCRIPTS)],
)
