"""The published record below each topic: real forces, as printed, with filters of their own."""

from collections.abc import Callable

from dashboard.components import record
from dashboard.components.cards import headlines
from dashboard.components.panel import show
from dashboard.queries.connection import Build


def has_record(topic: str) -> bool:
    """Whether official figures stand on a page."""
    return topic in _RECORDS


def show_record(build: Build, topic: str) -> None:
    """What official publishers print on a topic; nothing on pages without one."""
    if has_record(topic):
        _RECORDS[topic](build)


def _overview(build: Build) -> None:
    record.record_heading("They are not comparable with figures from case records.")
    show(headlines(build))


def _referrals(build: Build) -> None:
    record.record_heading(
        "Referrals by force are not published; the workforce behind the rates is."
    )
    record.show_headlines(build, "referrals")
    show(record.workforce(build, record.choose_force(build, "workforce")))


def _gross_misconduct(build: Build) -> None:
    record.record_heading(
        "For the year ending March 2022 the Home Office counted allegations, from 2023 on "
        "individuals: the two do not compare."
    )
    record.show_headlines(build, "gross_misconduct")


def _discrimination(build: Build) -> None:
    record.record_heading("By characteristic they are published for England and Wales only.")
    show(record.by_characteristic(build))
    record.show_headlines(build, "discrimination")


def _time_to_hearing(build: Build) -> None:
    record.record_heading(
        "This is the time to finalise a case, not the time to a hearing, which nobody publishes."
    )
    force = record.choose_force(build, "time_to_hearing")
    if kind := record.choose_category(build, "time_to_hearing", record.DAYS):
        show(record.days_by_force(build, kind, force))
    record.show_headlines(build, "time_to_hearing")


_RECORDS: dict[str, Callable[[Build], None]] = {
    "overview": _overview,
    "referrals": _referrals,
    "gross_misconduct": _gross_misconduct,
    "discrimination": _discrimination,
    "time_to_hearing": _time_to_hearing,
}
