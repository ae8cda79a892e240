"""Overview: what changed, where, and how sure it is."""

import streamlit as st

from dashboard.components.cards import show_cards
from dashboard.components.filters import asked
from dashboard.components.further import show_further
from dashboard.components.guide import show_guide
from dashboard.components.panel import show
from dashboard.components.published_record import show_record
from dashboard.components.quality import returns
from dashboard.components.sources import checks_words, source_words
from dashboard.components.words import say

ask = asked()
show_guide(ask)

st.header("What changed", anchor=False)
show_cards(ask)

st.header("Where to look further", anchor=False)
show_further(ask)

st.header("Completeness", anchor=False)
show(returns(ask), nothing="No list of returns came with these records.")

st.header("Latest build", anchor=False)
say(f"{source_words(ask.build)} · {checks_words(ask.build)}")

show_record(ask.build, "overview")
