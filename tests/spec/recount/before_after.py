"""Notices before and after a change of rules once more, officer by officer."""

from calendar import monthrange
from datetime import date, timedelta

from tests.spec.recount.comparisons import mover
from tests.spec.recount.events import KNOWN, officers_heard
from tests.spec.recount.matters import DISMISSED
from tests.spec.recount.measures import share
from tests.spec.recount.records import Delivery, day, forces_of, quarter_of

CHANGES = {"chair-2024": date(2024, 5, 7), "dismissal-2025": date(2025, 5, 28)}
NO_FINDING = ("WITHDRAWN", "DISCONTINUED", "STAYED", "NOT_HELD_LEFT")
FIGURES = {
    "accelerated": ("accelerated", "noticed"),
    "former": ("former", "noticed"),
    "in_flight": ("in_flight", "noticed"),
    "heard": ("heard", "noticed"),
    "proven": ("proven", "known"),
    "dismissed": ("dismissed", "proven"),
}


def before_after_rows(deliveries: list[Delivery]) -> dict[tuple, dict]:
    """Rows of `before_after` by (change, figure, side)."""
    rows = {}
    known = forces_of(deliveries)
    for change, at in CHANGES.items():
        quarters = _quarters(months_on(at, -6), months_on(at, 6) - timedelta(days=1))
        if not _is_covered(deliveries, quarters):
            continue
        followed = [
            f for f in known.values() if months_on(at, 12) <= f.delivery.day("extracted_on")
        ]
        whole = [force for force in followed if _is_whole(force, at, quarters)]
        for side, (start, end) in {
            "before": (months_on(at, -6), at - timedelta(days=1)),
            "after": (at, months_on(at, 6) - timedelta(days=1)),
        }.items():
            found = [
                officer
                for delivery in deliveries
                for officer in _officers(delivery, {f.code for f in whole}, start, end, at)
            ]
            for figure, (upper, base) in FIGURES.items():
                numbers = sum(o[upper] and o[base] for o in found), sum(o[base] for o in found)
                row = _figure(figure, side, numbers, bool(followed), len(whole))
                rows[change, figure, side] = row | {
                    "period_start": start,
                    "period_end": end,
                    "followed_months": 6,
                    "forces_expected": len(known),
                    "forces_counted": len(whole),
                }
    for change, figure, side in rows:
        row, before = rows[change, figure, side], rows[change, figure, "before"]
        has_both = side == "after" and None not in (row["value"], before["value"])
        found = mover(row, before) if has_both else {}
        for name in ("difference", "difference_lower", "difference_upper", "finding"):
            row[name] = found.get(name)
    return rows


def months_on(at: date, months: int) -> date:
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return date(year, month + 1, min(at.day, monthrange(year, month + 1)[1]))


def _quarters(start: date, end: date) -> list[date]:
    first = quarter_of(start)
    found = [months_on(first, 3 * number) for number in range(6)]
    return [quarter for quarter in found if quarter <= end]


def _is_covered(deliveries: list[Delivery], quarters: list[date]) -> bool:
    """Some quarter lies whole within what all deliveries together cover."""
    first = min(delivery.day("coverage_from") for delivery in deliveries)
    last = max(delivery.day("coverage_to") for delivery in deliveries)
    return any(first <= q and months_on(q, 3) - timedelta(days=1) <= last for q in quarters)


def _is_whole(force, at: date, quarters: list[date]) -> bool:
    delivery = force.delivery
    covers = delivery.day("coverage_from") <= months_on(at, -6)
    covers &= delivery.day("coverage_to") >= months_on(at, 6) - timedelta(days=1)
    lost = sum(delivery.aside_in.get((force.code, quarter), 0) for quarter in quarters)
    received = sum(delivery.received_in.get((force.code, quarter), 0) for quarter in quarters)
    arrived = all(quarter in force.received for quarter in quarters)
    return covers and arrived and delivery.about["includes_open_cases"] and lost <= 0.02 * received


def _officers(delivery: Delivery, forces: set[str], start: date, end: date, at: date):
    cases = {row["case_id"]: row for row in delivery.rows["cases"]}
    people = {(row["case_id"], row["subject_id"]): row for row in delivery.rows["case_subjects"]}
    for row, hearing, key in officers_heard(delivery, people):
        noticed, begun = hearing["date_notice"], hearing["date_first_day"]
        if key in delivery.incomplete or cases[key[0]]["force_code"] not in forces:
            continue
        if not noticed or not start <= day(noticed) <= end:
            continue
        status = hearing["proceeding_status"]
        if status == "HELD" and not begun:
            continue
        heard = bool(begun) and day(begun) <= months_on(day(noticed), 6)
        known = heard and row["finding"] in KNOWN and status not in NO_FINDING
        proven = known and row["finding"] == "GROSS_MISCONDUCT_PROVEN"
        outcome = row["outcome_after_appeal"] or row["outcome"]
        last = begun or hearing["date_concluded"]
        yield {
            "noticed": True,
            "accelerated": hearing["proceeding_type"] != "HEARING",
            "former": row["is_former_officer"] == "true",
            "in_flight": not last or day(last) >= at,
            "heard": heard,
            "known": known,
            "proven": proven,
            "dismissed": proven and outcome in DISMISSED,
        }


def _figure(figure: str, side: str, numbers: tuple, is_followed: bool, forces: int) -> dict:
    empty = dict.fromkeys(("numerator", "denominator", "value", "lower", "upper"))
    if not is_followed or (figure == "in_flight" and side == "after"):
        zero = 0 if forces >= 3 and not numbers[1] else None
        return empty | {"symbol": "z", "numerator": zero, "denominator": zero}
    if forces < 3:
        return empty | {"symbol": "c" if forces else "x"}
    if not numbers[1]:
        return empty | {"symbol": "z", "numerator": 0, "denominator": 0}
    found = share(*numbers)
    return {"numerator": numbers[0], "denominator": numbers[1]} | {
        name: found[name] for name in ("value", "lower", "upper", "symbol")
    }
