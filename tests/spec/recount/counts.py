"""Every count, area and period once more, with loops."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.spec.recount.records import (
    Area,
    Delivery,
    Force,
    Period,
    areas_of,
    day,
    forces_of,
    last_day_of_quarter,
    periods_of,
    quarter_of,
)

SCHEME = date(2020, 2, 1)
REGULATIONS_2012 = date(2012, 11, 22)
OFFICERS = ("REGULAR_OFFICER", "SPECIAL_CONSTABLE", "OFFICER_UNIDENTIFIED")
KNOWN = ("GROSS_MISCONDUCT_PROVEN", "MISCONDUCT_PROVEN", "NOT_PROVEN")
BROKEN_OFF = ("WITHDRAWN", "DISCONTINUED", "NOT_HELD_LEFT")

ROUTES = "MANDATORY VOLUNTARY DG_REQUIRED LOCAL_POLICING_BODY POWER_OF_INITIATIVE".split()
KINDS = "COMPLAINT CONDUCT RECORDABLE_CONDUCT DSI NOT_RECORDED".split()
REGIMES = "CR2012 CR2020 OTHER".split()
FORUMS = "HEARING ACCELERATED".split()
CHARACTERISTICS = (
    "AGE DISABILITY GENDER_REASSIGNMENT MARRIAGE_CIVIL_PARTNERSHIP PREGNANCY_MATERNITY RACE "
    "RELIGION_OR_BELIEF SEX SEXUAL_ORIENTATION OTHER"
).split()

TOTAL = {"total": ["total"]}
BREAKDOWNS = {
    "referrals": TOTAL | {"referral_route": ROUTES, "case_type": KINDS, "regime": REGIMES},
    "workforce_years": TOTAL,
    "findings_known": TOTAL | {"forum": FORUMS, "regime": REGIMES},
    "findings_gm_proven": TOTAL | {"forum": FORUMS, "regime": REGIMES},
    "gm_case_to_answer": TOTAL | {"regime": REGIMES},
    "f_allegations": TOTAL | {"characteristics_named": ["NONE_RECORDED", "ONE", "SEVERAL"]},
    "characteristic_allegations": {"characteristic": CHARACTERISTICS},
    "cases_naming_characteristic": {"characteristic": CHARACTERISTICS},
    "hearing_notices": TOTAL | {"regime": REGIMES},
    "hearings_begun": TOTAL | {"regime": REGIMES},
    "hearings_not_begun": TOTAL | {"regime": REGIMES},
    "hearing_waits_unknown": TOTAL,
}
# Dense enough to be shown for a force and a single year; all others in windows of three.
DENSE = ("referrals", "workforce_years", "f_allegations")
OF_THE_SCHEME = ("f_allegations", "characteristic_allegations")
OF_WAITS = ("hearing_notices", "hearings_begun", "hearings_not_begun")


@dataclass
class Counts:
    """Cells by (count, area, period, breakdown, category), and what the measures need besides."""

    cells: dict[tuple, tuple[float | None, str | None]] = field(default_factory=dict)
    periods: dict[tuple, tuple[Area, Period, bool]] = field(default_factory=dict)
    forces_counted: dict[tuple, tuple[int, int]] = field(default_factory=dict)
    waits: dict[tuple, list[tuple[int, bool]]] = field(default_factory=dict)


def recount(deliveries: list[Delivery]) -> Counts:
    forces = forces_of(deliveries)
    tally, waits = _tally(deliveries, forces)
    counts = Counts()
    for area in areas_of(forces):
        members = [forces[code] for code in area.forces]
        for period in dict.fromkeys(p for force in members for p in periods_of(force.delivery)):
            covered = [force for force in members if period in periods_of(force.delivery)]
            for name in BREAKDOWNS:
                if name in DENSE or period.type == "three_years" or len(members) >= 3:
                    _count(counts, name, area, period, covered, tally, waits)
    return counts


def _count(
    counts: Counts,
    name: str,
    area: Area,
    period: Period,
    covered: list[Force],
    tally: dict,
    waits: dict,
) -> None:
    quarters = [quarter for quarter in period.quarters if _applies(name, quarter)]
    counted = [force for force in covered if _can_be_counted(force, name, period)]
    provisional = any(_is_provisional(force, period, quarters) for force in counted)
    for breakdown, categories in BREAKDOWNS[name].items():
        if _too_fine(name, breakdown, area):
            continue
        counts.periods[name, area.code, period.name] = (area, period, provisional)
        counts.forces_counted[name, area.code, period.name] = (len(area.forces), len(counted))
        for category in categories:
            key = (name, area.code, period.name, breakdown, category)
            places = [
                (name, breakdown, category, force.code, quarter)
                for force in counted
                for quarter in quarters
                if quarter in force.received
            ]
            if not quarters:
                counts.cells[key] = (None, "z")
            elif not counted:
                counts.cells[key] = (None, "x")
            elif name == "workforce_years":
                counts.cells[key] = _person_time(counted, quarters)
            else:
                counts.cells[key] = (sum(tally[place] for place in places), None)
            counts.waits[key] = [wait for place in places for wait in waits[place]]


def _applies(name: str, quarter: date) -> bool:
    return name not in OF_THE_SCHEME or last_day_of_quarter(quarter) >= SCHEME


def _too_fine(name: str, breakdown: str, area: Area) -> bool:
    """The few hearings of a force are not split: forum by region, Regulations by country."""
    if name == "hearing_waits_unknown":
        return area.level != "country"
    if breakdown in ("forum", "characteristics_named"):
        return area.level == "force"
    return breakdown == "regime" and name != "referrals" and area.level != "country"


def _can_be_counted(force: Force, name: str, period: Period) -> bool:
    quarters = [quarter for quarter in period.quarters if _applies(name, quarter)]
    here = [quarter for quarter in quarters if quarter in force.received]
    if not here or (period.type == "three_years" and len(here) * 12 < len(quarters) * 10):
        return False
    rows = sum(force.delivery.received_in[force.code, quarter] for quarter in period.quarters)
    lost = sum(force.delivery.aside_in[force.code, quarter] for quarter in period.quarters)
    if lost * 100 > rows * 2:
        return False
    return name not in OF_WAITS or force.delivery.about["includes_open_cases"]


def _is_provisional(force: Force, period: Period, quarters: list[date]) -> bool:
    if (force.delivery.day("extracted_on") - period.end).days <= 100:
        return True
    return any(q not in force.received or q in force.outstanding for q in quarters)


def _person_time(counted: list[Force], quarters: list[date]) -> tuple[float | None, str | None]:
    total = 0.0
    for force in counted:
        for quarter in quarters:
            if quarter not in force.received:
                continue
            year = quarter.year if quarter.month >= 4 else quarter.year - 1
            opening, closing = date(year, 3, 31), date(year + 1, 3, 31)
            if opening not in force.headcount or closing not in force.headcount:
                return None, "x"
            total += (force.headcount[opening] + force.headcount[closing]) / 2 / 4
    return total, None


def _tally(deliveries: list[Delivery], forces: dict[str, Force]) -> tuple[dict, dict]:
    """How often each count, category, force and quarter occurs, and the waits behind it."""
    tally, waits = defaultdict(int), defaultdict(list)
    for delivery in deliveries:
        for name, force, at, categories, wait in _events(delivery):
            for breakdown, category in ({"total": "total"} | categories).items():
                place = (name, breakdown, category, force, quarter_of(at))
                tally[place] += 1
                if wait:
                    waits[place].append(wait)
    return tally, waits


def _events(delivery: Delivery) -> Iterator[tuple]:
    """(count, force, day, {breakdown: category}, wait or None) for everything that counts one."""
    cases = {row["case_id"]: row for row in delivery.rows["cases"]}
    people = {(row["case_id"], row["subject_id"]): row for row in delivery.rows["case_subjects"]}
    yield from _referrals(delivery, cases)
    yield from _discrimination(delivery, cases)
    yield from _cases_to_answer(delivery, cases, people)
    yield from _hearings(delivery, cases, people)


def _referrals(delivery: Delivery, cases: dict) -> Iterator[tuple]:
    for row in delivery.rows["referrals"]:
        case = cases[row["case_id"]]
        kinds = {
            "referral_route": row["referral_route"],
            "case_type": row["matter_type"] or case["case_type"] or "NOT_RECORDED",
            "regime": _regime_of_case(case),
        }
        yield "referrals", case["force_code"], day(row["date_referred"]), kinds, None


def _regime_of_case(case: dict) -> str:
    aware = day(case["date_aware"])
    if aware >= SCHEME and case["linked_to_pre_2020"] != "true":
        return "CR2020"
    return "CR2012" if aware >= REGULATIONS_2012 else "OTHER"


def _discrimination(delivery: Delivery, cases: dict) -> Iterator[tuple]:
    named, in_case = defaultdict(list), defaultdict(set)
    for row in delivery.rows["allegation_characteristics"]:
        named[row["case_id"], row["allegation_id"]].append(row["characteristic"])
        in_case[row["case_id"]].add(row["characteristic"])
    for case_id, characteristics in in_case.items():
        case = cases[case_id]
        for item in characteristics:
            category = {"characteristic": item}
            aware = day(case["date_aware"])
            yield "cases_naming_characteristic", case["force_code"], aware, category, None
    for row in delivery.rows["allegations"]:
        case = cases[row["case_id"]]
        if case["case_type"] != "COMPLAINT":
            continue
        if (row["allegation_scheme"], row["category_code"]) != ("IOPC_2020", "F"):
            continue
        logged = day(case["date_recorded"] or case["date_aware"])
        found = named[row["case_id"], row["allegation_id"]]
        how_many = ["NONE_RECORDED", "ONE", "SEVERAL"][min(len(found), 2)]
        categories = {"characteristics_named": how_many}
        yield "f_allegations", case["force_code"], logged, categories, None
        for item in found:
            category = {"characteristic": item}
            yield "characteristic_allegations", case["force_code"], logged, category, None


def _cases_to_answer(delivery: Delivery, cases: dict, people: dict) -> Iterator[tuple]:
    first: dict[tuple, date] = {}
    for row in delivery.rows["allegation_subjects"]:
        key = (row["case_id"], row["subject_id"])
        if row["case_to_answer"] != "GROSS_MISCONDUCT" or not row["date_case_to_answer"]:
            continue
        decided = day(row["date_case_to_answer"])
        first[key] = min(first.get(key, decided), decided)
    for key, decided in first.items():
        if people[key]["worker_group"] in OFFICERS:
            regime = {"regime": _regime(people[key])}
            yield "gm_case_to_answer", cases[key[0]]["force_code"], decided, regime, None


def _hearings(delivery: Delivery, cases: dict, people: dict) -> Iterator[tuple]:
    proceedings = {row["proceeding_id"]: row for row in delivery.rows["proceedings"]}
    for row in delivery.rows["proceeding_subjects"]:
        hearing = proceedings[row["proceeding_id"]]
        key = (row["case_id"], row["subject_id"])
        if hearing["proceeding_type"] == "MEETING" or people[key]["worker_group"] not in OFFICERS:
            continue
        force, regime = cases[key[0]]["force_code"], {"regime": _regime(people[key])}
        full = hearing["proceeding_type"] == "HEARING"
        if row["finding"] in KNOWN and hearing["date_first_day"]:
            split = regime | {"forum": "HEARING" if full else "ACCELERATED"}
            at = day(hearing["date_first_day"])
            yield "findings_known", force, at, split, None
            if row["finding"] == "GROSS_MISCONDUCT_PROVEN":
                yield "findings_gm_proven", force, at, split, None
        if full:
            yield from _waits(hearing, force, regime, delivery, key in delivery.incomplete)


def _waits(
    hearing: dict, force: str, regime: dict, delivery: Delivery, is_incomplete: bool
) -> Iterator[tuple]:
    wait = _wait(hearing, delivery.day("extracted_on"))
    known = [hearing[name] for name in ("date_notice", "date_first_day", "date_concluded")]
    at = next((day(text) for text in known if text), None)
    if wait and not is_incomplete:
        yield "hearing_notices", force, at, regime, wait
        yield "hearings_begun" if wait[1] else "hearings_not_begun", force, at, regime, wait
    elif at:
        yield "hearing_waits_unknown", force, at, {}, None


def _wait(hearing: dict, extracted: date) -> tuple[int, bool] | None:
    """Days from notice to the first day, or to the last day on which it was still to come."""
    if not hearing["date_notice"]:
        return None
    notice = day(hearing["date_notice"])
    if hearing["date_first_day"]:
        return (day(hearing["date_first_day"]) - notice).days, True
    status, end = hearing["proceeding_status"], hearing["date_concluded"]
    if status in ("SCHEDULED", "ADJOURNED") or (status == "STAYED" and not end):
        return (extracted - notice).days, False
    if status in ("STAYED", *BROKEN_OFF) and end:
        return (day(end) - notice).days, False
    return None


def _regime(person: dict) -> str:
    return person["regime"] if person["regime"] in ("CR2012", "CR2020") else "OTHER"


def breaks_of(basis: str, breaks: list[dict], period: Period) -> tuple[bool, bool]:
    """(before, within): a break since the former period began, and one inside this period."""
    years = 3 if period.type == "three_years" else 1
    former = date(period.start.year - years, period.start.month, period.start.day)
    days = [day(row["date"]) for row in breaks if row["applies_to"] == basis]
    inside = (period.start + timedelta(days=1), period.end)
    return (
        any(former < item <= period.start for item in days),
        any(inside[0] <= item <= inside[1] for item in days),
    )
