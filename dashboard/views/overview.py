"""Overview: what changed, where, and how sure it is."""

import streamlit as st

from dashboard.components.cards import headlines, show_cards
from dashboard.components.filters import asked
from dashboard.components.panel import show
from dashboard.components.quality import returns
from dashboard.components.record import record_heading
from dashboard.components.sources import checks_words, source_words

ask = asked()
show_cards(ask)

st.header("Completeness", anchor=False)
show(returns(ask), nothing="No list of returns came with these records.")

st.header("Latest build", anchor=False)
st.markdown(f"{source_words(ask.build)} · {checks_words(ask.build)}")

record_heading("They are not comparable with the figures above.")
show(headlines(ask.build))
