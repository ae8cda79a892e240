"""Matters once assessed as gross misconduct: where each led, how long it took, and the stock."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tests.spec.recount.names import OFFICERS
from tests.spec.recount.records import Delivery, Period, day, last_day_of_quarter
from tests.spec.recount.stages import stage_waits

HEARINGS = ("HEARING", "ACCELERATED_HEARING", "SPECIAL_CASE_HEARING")
BROKEN_OFF = ("WITHDRAWN", "DISCONTINUED", "NOT_HELD_LEFT")
DISMISSED = ("DISMISSAL_WITH_NOTICE", "DISMISSAL_WITHOUT_NOTICE", "WOULD_HAVE_BEEN_DISMISSED")


@dataclass
class Matter:
    """An officer in a case; days are None where the step was not reached, or not on a known day."""

    key: tuple[str, str]
    force: str
    regime: str
    aware: date
    assessed: date
    answer: date | None = None
    notice: date | None = None
    heard: date | None = None
    proven: date | None = None
    dismissed: date | None = None
    ending: str | None = None
    ended: date | None = None

    @property
    def is_known(self) -> bool:
        return (self.ending is None) == (self.ended is None)


def matters_of(delivery: Delivery) -> list[Matter]:
    """Officers and specials, once for each case, of whom no row was set aside."""
    return list(matters_by_officer(delivery).values())


def matters_by_officer(delivery: Delivery) -> dict[tuple[str, str], Matter]:
    """The same by case and subject."""
    cases = {row["case_id"]: row for row in delivery.rows["cases"]}
    assessments, decisions, hearings = (
        _by_officer(delivery.rows[name])
        for name in ("severity_assessments", "allegation_subjects", "proceeding_subjects")
    )
    found = {}
    for person in delivery.rows["case_subjects"]:
        key = (person["case_id"], person["subject_id"])
        gross = [
            day(row["date_assessed"])
            for row in assessments[key]
            if row["severity"] == "GROSS_MISCONDUCT"
        ]
        if person["worker_group"] not in OFFICERS or key in delivery.incomplete or not gross:
            continue
        case = cases[person["case_id"]]
        known = person["regime"] in ("CR2012", "CR2020")
        matter = Matter(
            key,
            case["force_code"],
            person["regime"] if known else "OTHER",
            day(case["date_aware"]),
            min(gross),
        )
        _heard(matter, hearings[key], delivery)
        answers = [
            day(row["date_case_to_answer"])
            for row in decisions[key]
            if row["case_to_answer"] == "GROSS_MISCONDUCT" and row["date_case_to_answer"]
        ]
        matter.answer = min(answers, default=None)
        if matter.ending is None:
            _ended(matter, case, assessments[key], decisions[key], hearings[key], delivery)
        found[key] = matter
    return found


def _by_officer(rows: list[dict]) -> dict[tuple, list[dict]]:
    found = defaultdict(list)
    for row in rows:
        found[row["case_id"], row["subject_id"]].append(row)
    return found


def _heard(matter: Matter, rows: list[dict], delivery: Delivery) -> None:
    """Hearings of all kinds: the first day of the first, else whether all of them are over."""
    before = [(row, delivery.proceedings[row["proceeding_id"]]) for row in rows]
    before = [(row, it) for row, it in before if it["proceeding_type"] in HEARINGS]
    matter.notice = _first(it["date_notice"] for _, it in before)
    matter.heard = _first(it["date_first_day"] for _, it in before)
    proven = [
        (row, it)
        for row, it in before
        if row["finding"] == "GROSS_MISCONDUCT_PROVEN"
        and it["proceeding_status"] not in (*BROKEN_OFF, "STAYED")
    ]
    matter.proven = _first(it["date_first_day"] for _, it in proven)
    matter.dismissed = _first(
        it["date_first_day"]
        for row, it in proven
        if (row["outcome_after_appeal"] or row["outcome"]) in DISMISSED
    )
    if matter.heard or any(it["proceeding_status"] == "HELD" for _, it in before):
        matter.ending, matter.ended = "hearing", matter.heard
    elif before and all(_is_over(it) for _, it in before):
        ends = [it["date_concluded"] for _, it in before]
        matter.ending = "withdrawn"
        matter.ended = max(day(end) for end in ends) if all(ends) else None


def _is_over(hearing: dict) -> bool:
    """Broken off before it began; a stay is over when the proceedings were concluded."""
    status = hearing["proceeding_status"]
    return status in BROKEN_OFF or (status == "STAYED" and bool(hearing["date_concluded"]))


def _ended(
    matter: Matter,
    case: dict,
    assessments: list[dict],
    decisions: list[dict],
    hearings: list[dict],
    delivery: Delivery,
) -> None:
    """The first ending that closes the way to a hearing, for a matter without one behind it."""
    finalised = day(case["date_finalised"]) if case["date_finalised"] else None
    ahead = [
        row
        for row in hearings
        if delivery.proceedings[row["proceeding_id"]]["proceeding_type"] in HEARINGS
    ]
    ways = {row["handling_after"] for row in decisions}
    if ahead or ways & {"HEARING", "ACCELERATED_HEARING"}:
        # On its way to a hearing; a case of which all is concluded will see none.
        if finalised:
            matter.ending = "withdrawn" if ahead else "no_proceedings"
            matter.ended = finalised
        return
    closed = None
    if decisions and all(_closes(row) for row in decisions):
        closed = max(day(row["date_case_to_answer"]) for row in decisions)
    lowered, end = downgraded_on(assessments), closed or finalised
    if lowered and (not end or lowered <= end):
        matter.ending, matter.ended = "downgraded", lowered
    elif end:
        kinds = {"MEETING": "meeting", "RPRP": "reflective_practice"}
        reached = [name for way, name in kinds.items() if way in ways]
        matter.ending, matter.ended = (reached or ["no_proceedings"])[0], end


def _closes(row: dict) -> bool:
    """Decided on a known day: no case to answer, or how the matter is to be handled."""
    decided = row["handling_after"] or row["case_to_answer"] == "NONE"
    return bool(row["date_case_to_answer"] and decided)


def downgraded_on(assessments: list[dict]) -> date | None:
    """The day since which none of an officer's allegations is gross misconduct any more."""
    by_allegation = defaultdict(list)
    for row in assessments:
        by_allegation[row["allegation_id"]].append(row)
    days = []
    for rows in by_allegation.values():
        rows.sort(key=lambda row: int(row["assessment_seq"]))
        gross = [at for at, row in enumerate(rows) if row["severity"] == "GROSS_MISCONDUCT"]
        if gross and gross[-1] == len(rows) - 1:
            return None
        if gross:
            days.append(day(rows[gross[-1] + 1]["date_assessed"]))
    return max(days, default=None)


def matter_events(delivery: Delivery, periods: list[Period]) -> Iterator[tuple]:
    """(count, force, day, {breakdown: category}, wait or None) for T1, B1 and the ladder."""
    quarters = [last_day_of_quarter(item.start) for item in periods if item.type == "quarter"]
    cases = {row["case_id"]: row for row in delivery.rows["cases"]}
    for matter in matters_of(delivery):
        if not matter.is_known:
            continue
        yield from _ladder(matter)
        yield from _stock(matter, quarters)
        yield from stage_waits(delivery, matter, cases)
        left = matter.ended or delivery.day("extracted_on")
        if not matter.aware <= matter.assessed <= left:
            continue
        days = (matter.assessed - matter.aware).days, (left - matter.aware).days
        wait = {"T1": (*days, matter.ending, matter.ending is None)}
        regime = {"regime": matter.regime}
        ending = {"ending": (matter.ending or "open").upper()}
        yield "assessed_matters", matter.force, matter.aware, regime | ending, wait
        if matter.ending == "hearing":
            yield "assessed_heard", matter.force, matter.aware, regime, wait


def _ladder(matter: Matter) -> Iterator[tuple]:
    limit = two_years_after(matter.assessed)
    steps = {
        "assessed": matter.assessed,
        "case_to_answer": matter.answer,
        "heard": matter.heard,
        "proven": matter.proven,
        "dismissed": matter.dismissed,
    }
    for step, at in steps.items():
        if at and at <= limit:
            yield f"ladder_{step}", matter.force, matter.assessed, {}, None
    if not matter.ended or matter.ended > limit:
        yield "ladder_open", matter.force, matter.assessed, {}, None


def two_years_after(of: date) -> date:
    """The same day two years later; of 29 February the 28th."""
    is_leap_day = (of.month, of.day) == (2, 29)
    return date(of.year + 2, of.month, 28 if is_leap_day else of.day)


def _stock(matter: Matter, quarter_ends: list[date]) -> Iterator[tuple]:
    for end in quarter_ends:
        if matter.assessed > end or (matter.ended and matter.ended <= end):
            continue
        age = (end - matter.aware).days
        bands = {
            183: "UNDER_6_MONTHS",
            365: "6_TO_12_MONTHS",
            548: "12_TO_18_MONTHS",
            730: "18_TO_24_MONTHS",
        }
        band = next((name for under, name in bands.items() if age < under), "OVER_24_MONTHS")
        stage = "INVESTIGATION"
        if matter.answer and matter.answer <= end:
            stage = "NOTICE"
        if matter.notice and matter.notice <= end:
            stage = "LISTING"
        split = {"age": band, "stage": stage, "age*stage": f"{band}x{stage}"}
        yield "open_matters", matter.force, end, split, None
        if age >= 365:
            yield "open_over_12_months", matter.force, end, {}, None


def _first(days: Iterator[str]) -> date | None:
    return min((day(text) for text in days if text), default=None)
