"""What stands around every page: the banner, the title, the row of filters, the foot."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.address import MISSING
from dashboard.components.filters import (
    OF_THEIR_OWN,
    asked,
    filter_row,
    has_filter_row,
    has_records,
    keep_filters,
)
from dashboard.components.handed_out import keep_version
from dashboard.components.modes import MODES
from dashboard.components.places import link_to
from dashboard.components.real_table import STYLE as TABLES
from dashboard.components.releases import (
    choose_release,
    chosen_release,
    releases_here,
    show_newer,
    show_replies,
)
from dashboard.components.unpublished import show_unpublished
from dashboard.components.ways import show_onward
from dashboard.components.words import STYLE, put_styles, say
from dashboard.queries.connection import Build, NothingPublishedError, current_build
from dashboard.queries.releases import open_release
from dashboard.text.links import is_known, is_of_others
from dashboard.text.markdown import plain
from dashboard.text.periods import day_words
from dashboard.text.prose import prose
from etl.config import Settings

BANNER = (
    "**Demonstration: invented cases, fictional forces.** "
    "Figures under “Published record” are real."
)
INTERNAL = (
    "**Internal: not for the public.** Small numbers are shown here that are hidden elsewhere. "
    "Do not pass on figures, files, pictures or links; use the public dashboard for that."
)
NOTHING = """
**There is nothing to show yet: no build has been published.**

Make one with `conduct build` (without a delivery it makes and loads the demonstration),
then reload this page. If the data lie elsewhere, name their folder: `conduct serve --data FOLDER`.
"""
LICENCE = (
    "Contains public sector information licensed under the [Open Government Licence v3.0]"
    "(https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/). "
    "Not the work of an official producer of statistics."
)
WHOM_TO_ASK = "Contact, corrections, right of reply, accessibility: at the end of Methods"


def opened() -> Build:
    """The release to show or, where none is published, the build in use.

    Without either, a plain message and the end of the page.
    """
    releases = releases_here()
    release = chosen_release(releases) if releases else None
    if release:
        return open_release(release)
    try:
        return current_build(Settings.from_environment().shown_file)
    except NothingPublishedError:
        st.title("Police conduct trends", anchor=False)
        st.info(NOTHING)
        st.stop()


# Printed, a page is what it says: no navigation, no filters, no tabs, all of its length.
PRINT = """
<style>
@page { size: A4; margin: 8mm; }
@media print {
  [data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stSelectbox"],
  [data-testid="stMultiSelect"], [data-testid="stDownloadButton"], [data-testid="stPageLink"],
  [data-testid="stPopover"], [data-testid="stPopoverBody"], [data-testid="stTooltipIcon"],
  [data-testid="stButton"], [data-testid="stTextInput"], [data-testid="stCheckbox"],
  [data-testid="stBaseButton-elementToolbar"], .picture,
  .stRadio { display: none !important; }
  html, body, #root, [data-testid="stApp"], [data-testid="stAppViewContainer"],
  [data-testid="stMain"], [data-testid="stMain"] > div, .stAppViewContainer {
    position: static !important; height: auto !important; overflow: visible !important;
  }
  /* So small that charts, drawn as wide as on the screen, fit the paper, and a force four sides. */
  [data-testid="stMainBlockContainer"] { padding: 0 !important; zoom: 0.65; }
  [data-testid="stPlotlyChart"], [data-testid="stGridCell"], tr { break-inside: avoid; }
  [data-testid="stDataFrame"]::after {
    content: "A table of this length is printed in part; the file under Download has all of it.";
  }
  h2, h3 { break-after: avoid; }
}
</style>
"""


STYLES = PRINT + MODES + STYLE + TABLES


def head(build: Build, title: str, topic: str) -> DeltaGenerator:
    """Banner, title, the question that the page answers, and the filters.

    Returns the slot beside the title for what can be said only when the page is drawn.
    """
    put_styles(STYLES)
    keep_version(build)
    if build.tier == "internal":
        st.warning(INTERNAL)
    if build.synthetic:
        st.info(BANNER)
    if build.abroad:
        st.warning(prose("pages")["abroad"]["banner"].format(place=plain(build.abroad)))
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"
    ):
        st.title(title, anchor=False, width="content")
        slot = st.container(width="content")
    _say_what_a_link_misses(title, topic)
    say(prose("pages")[topic]["question"])
    choose_release(releases_here())
    if has_filter_row(build, topic):
        ask = filter_row(build)
        show_newer(ask)
        show_replies(ask, in_full=topic == "force")
    else:
        keep_filters()
    st.divider()
    return slot


def _say_what_a_link_misses(title: str, topic: str) -> None:
    """A link of an earlier version, or with a slip in it, is told what it asks for in vain."""
    words = prose("pages")["links"]
    if st.query_params.pop(MISSING, None):
        st.warning(words["missing"].format(title=title))
    if topic not in OF_THEIR_OWN and st.query_params.pop("published_year", None):
        st.warning(words["published_year"])
    not_here = [name for name in st.query_params if not is_known(name)]
    for name in not_here:
        del st.query_params[name]
    if not all(map(is_of_others, not_here)):
        st.warning(words["unknown"])


def body(build: Build, topic: str, run: Callable[[], None]) -> None:
    """The page or, of a build without figures of case records, what there is of it."""
    if not has_records(build):
        show_unpublished(build, topic)
    if has_records(build) or topic in OF_THEIR_OWN:
        run()


def foot(build: Build, topic: str) -> None:
    """What the page does not show, and which build it shows."""
    if has_filter_row(build, topic):
        show_onward(asked(), topic)
    st.header("What this does not show", anchor=False)
    not_shown = "\n".join(f"- {sentence}" for sentence in prose("pages")[topic]["not_shown"])
    say(f"{not_shown}\n\n---\n\n{_build_words(build)}")
    if topic != "methods":
        link_to("methods", WHOM_TO_ASK)


def _build_words(build: Build) -> str:
    note = f" {plain(build.areas_note)}" if build.areas_note else ""
    release = f"Release {plain(build.release)}. " if build.release else ""
    return (
        f"{release}Build {plain(build.id)}, made on {day_words(build.built_on)} with version "
        f"{plain(build.code_version)}.{note} {LICENCE}"
    )
