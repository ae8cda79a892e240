"""Time to hearing: how long from awareness or notice, and what is still open."""

from dashboard.components.filters import asked
from dashboard.components.incidence import show_refusal
from dashboard.components.published_record import show_record
from dashboard.components.waiting import show_waiting

ask = asked()
if not show_refusal(ask):
    show_waiting(ask)

show_record(ask.build, "time_to_hearing")
