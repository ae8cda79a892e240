"""Time to hearing: how long from notice to the first day."""

import streamlit as st

from dashboard.components import record, topic
from dashboard.components.breakdown import choose_measure, show_breakdown
from dashboard.components.comparison import show_forces
from dashboard.components.difference import show_difference
from dashboard.components.filters import asked
from dashboard.components.panel import show
from dashboard.components.waiting import curve, quantiles

ask = asked()
st.markdown("\n".join(f"- {sentence}" for sentence in quantiles(ask)))

st.header("From the case records", anchor=False)
show(curve(ask))
if measure := choose_measure(ask, ["T2", "T2_p90", "T2_12m", "T2_24m"], "Compare by"):
    show(topic.trend(ask, measure))
    show_forces(ask, measure)
    show_difference(ask, measure)
    show_breakdown(ask, measure)

record.record_heading(
    "This is the time to finalise a case, not the time to a hearing, which nobody publishes."
)
force = record.choose_force(ask.build, "time_to_hearing")
if kind := record.choose_category(ask.build, "time_to_hearing", record.DAYS):
    show(record.days_by_force(ask.build, kind, force))
record.show_headlines(ask.build, "time_to_hearing")
