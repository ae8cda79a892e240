"""Time to hearing: how long from awareness or notice, and what is still open."""

from dashboard.components import record
from dashboard.components.filters import asked
from dashboard.components.incidence import show_refusal
from dashboard.components.panel import show
from dashboard.components.waiting import show_waiting

ask = asked()
if not show_refusal(ask):
    show_waiting(ask)

record.record_heading(
    "This is the time to finalise a case, not the time to a hearing, which nobody publishes."
)
force = record.choose_force(ask.build, "time_to_hearing")
if kind := record.choose_category(ask.build, "time_to_hearing", record.DAYS):
    show(record.days_by_force(ask.build, kind, force))
record.show_headlines(ask.build, "time_to_hearing")
