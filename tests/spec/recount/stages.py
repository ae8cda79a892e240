"""Times in the stages before a hearing and times to finalise, once more from the delivered rows."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from tests.reference.tables import rows as reference_rows
from tests.spec.recount.names import OFFICERS
from tests.spec.recount.records import Delivery, day

SCHEME = date(2020, 2, 1)
TWO = ("total", "regime")


def referral_waits(delivery: Delivery, cases: dict) -> Iterator[tuple]:
    """(count, force, day, {breakdown: category}, {kind: wait}) from referral to first decision."""
    decided = defaultdict(list)
    for row in delivery.rows["mode_decisions"]:
        if row["mode"] != "PENDING":
            decided[row["case_id"], row["referral_seq"]].append(row["date_decided"])
    for row in delivery.rows["referrals"]:
        case, days = cases[row["case_id"]], decided[row["case_id"], row["referral_seq"]]
        known = [day(text) for text in days if text]
        if ("mode_decisions", row["case_id"]) in delivery.broken or (days and not known):
            continue
        received = day(row["date_referred"])
        wait = _wait(received, min(known, default=None), [case["date_finalised"]], delivery)
        if wait:
            yield from _cohort("referrals_followed", "referrals_decided", case, received, {}, wait)


def stage_waits(delivery: Delivery, matter, cases: dict) -> Iterator[tuple]:
    """The same for an officer assessed for gross misconduct: investigation, decision, notice."""
    case_id, subject_id = matter.key
    case, regime = cases[case_id], {"regime": matter.regime}
    ended = str(matter.ended) if matter.ended else ""
    inquiries = delivery.of_case["investigations"][case_id]
    decisions = [
        row
        for row in delivery.of_case["allegation_subjects"][case_id]
        if row["subject_id"] == subject_id
    ]
    if inquiries and ("investigations", case_id) not in delivery.broken:
        yield from _investigated(delivery, matter, case, regime, ended, inquiries)
        over = all(row["date_report"] or row["date_terminated"] for row in inquiries)
        reports = [day(row["date_report"]) for row in inquiries if row["date_report"]]
        if over and reports and decisions:
            days = [row["date_case_to_answer"] for row in decisions]
            decided = max(map(day, days)) if all(days) else None
            wait = _wait(max(reports), decided, [ended], delivery)
            if wait:
                names = ("reports_made", "reports_decided")
                yield from _cohort(*names, case, max(reports), regime, wait, "T4")
    yield from _notified(delivery, matter, case, regime, ended, decisions)


def _investigated(delivery, matter, case, regime, ended, inquiries) -> Iterator[tuple]:
    began = min(day(row["date_started"]) for row in inquiries)
    over = all(row["date_report"] or row["date_terminated"] for row in inquiries)
    reports = [day(row["date_report"]) for row in inquiries if row["date_report"]]
    stops = [row["date_terminated"] for row in inquiries if row["date_terminated"]]
    reported = max(reports) if over and reports else None
    wait = _wait(began, reported, [max(stops, default="") if over else "", ended], delivery)
    if not wait:
        return
    days, state = wait
    until = began + timedelta(days)
    stopped = stopped_days(delivery, case["case_id"], began, until)
    aware = day(case["date_aware"])
    waits = {
        "T3": wait,
        "T3_net": (days - stopped, state),
        "T3_aware": (
            max((began - aware).days, 0),
            max((until - aware).days, 0),
            "report" if state == "begun" else None,
            state == "waiting",
        ),
    }
    force = case["force_code"]
    yield "investigations_begun", force, began, regime, waits
    if state == "begun":
        yield "investigations_reported", force, began, regime, None
    if stopped:
        yield "investigations_stopped", force, began, {}, None


def _notified(delivery, matter, case, regime, ended, decisions) -> Iterator[tuple]:
    directed = [
        day(row["date_case_to_answer"])
        for row in decisions
        if row["handling_after"] == "HEARING" and row["date_case_to_answer"]
    ]
    if not directed:
        return
    hearings = [
        delivery.proceedings[row["proceeding_id"]]
        for row in delivery.of_case["proceeding_subjects"][case["case_id"]]
        if row["subject_id"] == matter.key[1]
    ]
    hearings = [row for row in hearings if row["proceeding_type"] == "HEARING"]
    notices = [day(row["date_notice"]) for row in hearings if row["date_notice"]]
    if not notices and any(
        row["date_first_day"] or row["proceeding_status"] == "HELD" for row in hearings
    ):
        return
    wait = _wait(min(directed), min(notices, default=None), [ended], delivery)
    if wait:
        names = ("hearings_directed", "hearings_notified")
        yield from _cohort(*names, case, min(directed), regime, wait, "T5")


def finalised(delivery: Delivery, people: dict) -> Iterator[tuple]:
    """Matters finalised under the 2020 Regulations, and complaints finalised under Schedule 3."""
    under_2020 = {
        case_id
        for (case_id, _), row in people.items()
        if row["worker_group"] in OFFICERS and row["regime"] == "CR2020"
    }
    for case in delivery.rows["cases"]:
        if not case["date_finalised"]:
            continue
        at, force = day(case["date_finalised"]), case["force_code"]
        if case["case_id"] in under_2020:
            kind = {"case_type": case["case_type"] or "NOT_RECORDED"}
            days = (at - day(case["date_aware"])).days
            yield "matters_finalised", force, at, kind, {"T6": (days, "begun")}
            worked = working_days(day(case["date_aware"]), at)
            if worked is not None:
                wait = {"T6_working": (worked, "begun")}
                yield "matters_on_calendar", force, at, kind, wait
        logged = day(case["date_recorded"] or case["date_aware"])
        is_schedule_3 = case["complaint_status"].startswith("SCH3_")
        if case["case_type"] == "COMPLAINT" and is_schedule_3 and logged >= SCHEME:
            days = (at - logged).days
            off = min(int(case["suspended_days"] or 0), days)
            times = {"T7": (days, "begun"), "T7_net": (days - off, "begun")}
            yield "complaints_finalised", force, at, {}, times
            if off:
                yield "complaints_suspended", force, at, {}, None
            worked = working_days(logged, at)
            if worked is not None:
                yield "complaints_on_calendar", force, at, {}, {"T7_working": (worked, "begun")}


def working_days(first: date, last: date) -> int | None:
    """Days after the first up to the last, but for weekends and bank holidays."""
    numbers = _numbered()
    if first not in numbers or last not in numbers:
        return None
    return numbers[last] - numbers[first]


@cache
def _numbered() -> dict[date, int]:
    holidays = {day(row["date"]) for row in reference_rows("bank_holidays")}
    at, end = date(min(holidays).year, 1, 1), date(max(holidays).year, 12, 31)
    numbers, number = {}, 0
    while at <= end:
        number += at.weekday() < 5 and at not in holidays
        numbers[at] = number
        at += timedelta(1)
    return numbers


def stopped_days(delivery: Delivery, case_id: str, first: date, last: date) -> int:
    """Days after the first up to the last on which the case was held, each once."""
    days = set()
    for row in delivery.of_case["clock_stops"][case_id]:
        end = min(day(row["date_to"]), last) if row["date_to"] else last
        at = max(day(row["date_from"]), first + timedelta(1))
        while at <= end:
            days.add(at)
            at += timedelta(1)
    return len(days)


def _wait(start: date, passed: date | None, cut: list[str], delivery: Delivery) -> tuple | None:
    """(days, state) until passed, or until the first day on which it could no longer come."""
    ends = [day(text) for text in cut if text]
    until = passed or min([*ends, delivery.day("extracted_on")])
    state = "begun" if passed else "gone" if ends else "waiting"
    return ((until - start).days, state) if until >= start else None


def _cohort(all_, reached, case, at, kinds, wait, kind="R4") -> Iterator[tuple]:
    yield all_, case["force_code"], at, kinds, {kind: wait}
    if wait[1] == "begun":
        yield reached, case["force_code"], at, kinds, None
