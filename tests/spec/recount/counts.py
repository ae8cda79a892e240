"""Every count, area and period once more, with loops."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.spec.recount.events import SCHEME, events
from tests.spec.recount.matters import two_years_after
from tests.spec.recount.names import (
    BREAKDOWNS,
    DENSE,
    FOLLOWED,
    GROUP_OF,
    IN_POST,
    OF_ITS_FIRST_WHOLE_YEAR,
    OF_OPEN_CASES,
    OF_THE_SCHEME,
    PERSON_TIME,
    QUARTERLY,
    STOCKS,
    WINDOWS_ONLY,
    is_too_fine,
)
from tests.spec.recount.records import (
    Area,
    Delivery,
    Force,
    Period,
    areas_of,
    day,
    financial_year,
    forces_of,
    last_day_of_quarter,
    periods_of,
    quarter_of,
)


@dataclass
class Counts:
    """Cells by (count, area, period, breakdown, category), and what the measures need besides."""

    cells: dict[tuple, tuple[float | None, str | None]] = field(default_factory=dict)
    periods: dict[tuple, tuple[Area, Period, bool]] = field(default_factory=dict)
    forces_counted: dict[tuple, tuple[int, int]] = field(default_factory=dict)
    waits: dict[tuple, list[tuple]] = field(default_factory=dict)


def recount(deliveries: list[Delivery]) -> Counts:
    forces = forces_of(deliveries)
    tally, waits = _tally(deliveries, forces)
    counts = Counts()
    covered_by = {code: set(periods_of(force.delivery)) for code, force in forces.items()}
    for area in areas_of(forces):
        for period in dict.fromkeys(
            p for code in area.forces for p in periods_of(forces[code].delivery)
        ):
            covered = [forces[code] for code in area.forces if period in covered_by[code]]
            for name in BREAKDOWNS:
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
    followed = [force for force in covered if _is_followed(force, name, period)]
    quarters = [quarter for quarter in period.quarters if followed and _applies(name, quarter)]
    counted = [force for force in followed if _can_be_counted(force, name, period)]
    if not _is_published(name, area, period, len(counted)):
        return
    provisional = any(_is_provisional(force, period, quarters) for force in counted)
    here = quarters[-1:] if name in STOCKS else quarters
    for breakdown, categories in BREAKDOWNS[name].items():
        if is_too_fine(name, breakdown, area.level):
            continue
        counts.periods[name, area.code, period.name] = (area, period, provisional)
        counts.forces_counted[name, area.code, period.name] = (len(area.forces), len(counted))
        places = [
            (force.code, quarter)
            for force in counted
            for quarter in here
            if quarter in force.received
        ]
        for category in categories:
            key = (name, area.code, period.name, breakdown, category)
            if not quarters:
                counts.cells[key] = (None, "z")
            elif not counted:
                counts.cells[key] = (None, "x")
            elif name == IN_POST:
                counts.cells[key] = _in_post(counted, quarters, breakdown.upper(), category)
            elif name in PERSON_TIME:
                groups = (GROUP_OF[category],) if breakdown != "total" else PERSON_TIME[name]
                counts.cells[key] = _person_time(counted, quarters, groups, name)
            else:
                listed = [(name, breakdown, category, *place) for place in places]
                counts.cells[key] = (sum(tally.get(place, 0) for place in listed), None)
                counts.waits[key] = [wait for place in listed for wait in waits.get(place, ())]


def _is_published(name: str, area: Area, period: Period, counted: int) -> bool:
    if name in WINDOWS_ONLY and period.type != "three_years":
        return False
    if period.type == "quarter" and (name not in QUARTERLY or area.level != "country"):
        return False
    if name in DENSE or period.type == "three_years":
        return True
    # A year of fewer than three forces can be taken from the window, and leaves one force.
    return len(area.forces) >= 3 and counted not in (1, 2)


def _applies(name: str, quarter: date) -> bool:
    if name in OF_ITS_FIRST_WHOLE_YEAR:
        return quarter >= date(2020, 4, 1)
    return name not in OF_THE_SCHEME or last_day_of_quarter(quarter) >= SCHEME


def _is_followed(force: Force, name: str, period: Period) -> bool:
    """A ladder is counted when even the last of a period was followed for 24 months."""
    until = two_years_after(period.end)
    return name not in FOLLOWED or until <= force.delivery.day("extracted_on")


def _can_be_counted(force: Force, name: str, period: Period) -> bool:
    quarters = [quarter for quarter in period.quarters if _applies(name, quarter)]
    here = [quarter for quarter in quarters if quarter in force.received]
    if not here or (period.type == "three_years" and len(here) * 12 < len(quarters) * 10):
        return False
    if name in STOCKS and quarters[-1] not in force.received:
        return False
    rows = sum(force.delivery.received_in[force.code, quarter] for quarter in period.quarters)
    lost = sum(force.delivery.aside_in[force.code, quarter] for quarter in period.quarters)
    if lost * 100 > rows * 2:
        return False
    return name not in OF_OPEN_CASES or force.delivery.about["includes_open_cases"]


def _is_provisional(force: Force, period: Period, quarters: list[date]) -> bool:
    if (force.delivery.day("extracted_on") - period.end).days <= 100:
        return True
    return any(q not in force.received or q in force.outstanding for q in quarters)


def _person_time(
    counted: list[Force], quarters: list[date], groups: Iterable[str] | None, name: str
) -> tuple[float | None, str | None]:
    """A quarter of a year for everybody in post: the mean of the two Marches round the year."""
    total = 0.0
    for force in counted:
        for quarter in quarters:
            if quarter not in force.received:
                continue
            in_post = 0.0
            for march in (financial_year(quarter), financial_year(quarter) + 1):
                workers = [
                    number
                    for (at, group), number in force.headcount.items()
                    if at == date(march, 3, 31) and (groups is None or group in groups)
                ]
                # Officers without a number of specials are not all officers.
                if len(workers) < len(groups or "1"):
                    return None, "x"
                in_post += sum(workers) / 2 / 4
            # To 1/1024 of a year, which only the part of a quarter needs.
            total += round(1024 * in_post * _share_of(quarter, name)) / 1024
    return total, None


def _in_post(
    counted: list[Force], quarters: list[date], dimension: str, category: str
) -> tuple[float | None, str | None]:
    """Officers and specials of one group, on days on which all groups add up to all of them."""
    total = 0.0
    for force in counted:
        for quarter in quarters:
            if quarter not in force.received:
                continue
            for march in (financial_year(quarter), financial_year(quarter) + 1):
                day = date(march, 3, 31)
                groups = force.groups.get((day, dimension), {})
                everybody = [
                    force.headcount.get((day, group)) for group in PERSON_TIME["officer_years"]
                ]
                if not groups or None in everybody or sum(groups.values()) != sum(everybody):
                    return None, "x"
                total += groups.get(category, 0) / 2 / 4
    return total, None


def _share_of(quarter: date, name: str) -> float:
    """Of the quarter in which the scheme began only the days since count."""
    last = last_day_of_quarter(quarter)
    if name not in OF_THE_SCHEME or quarter >= SCHEME:
        return 1.0
    return ((last - SCHEME).days + 1) / ((last - quarter).days + 1)


def _tally(deliveries: list[Delivery], forces: dict[str, Force]) -> tuple[dict, dict]:
    """How often each count, category, force and quarter occurs, and the waits behind it."""
    tally, waits = defaultdict(int), defaultdict(list)
    for delivery in deliveries:
        for name, force, at, categories, wait in events(delivery):
            for breakdown, category in _each(categories):
                place = (name, breakdown, category, force, quarter_of(at))
                tally[place] += 1
                if wait:
                    waits[place].append(wait)
    for force in forces.values():
        for quarter in force.received:
            tally["returns_received", "total", "total", force.code, quarter] += 1
            tally["returns_late", "total", "total", force.code, quarter] += quarter in force.late
        for quarter, arrived in force.arrived.items():
            waited = max((arrived - last_day_of_quarter(quarter)).days, 0)
            tally["returns_dated", "total", "total", force.code, quarter] += 1
            tally["return_days", "total", "total", force.code, quarter] += waited
    return tally, waits


def _each(categories: dict) -> Iterator[tuple[str, str]]:
    """Total, and the category of each breakdown; a case can have several characteristics."""
    yield "total", "total"
    for breakdown, found in categories.items():
        for category in [found] if isinstance(found, str) else found:
            yield breakdown, category


def count_rows(counts: Counts) -> dict[tuple, dict]:
    """Rows of `counts` by (count, area, period, breakdown, category)."""
    return {
        key: {
            "area_level": counts.periods[key[:3]][0].level,
            "period_type": counts.periods[key[:3]][1].type,
            "count": number,
            "symbol": symbol,
        }
        for key, (number, symbol) in counts.cells.items()
    }


def declared_breaks(deliveries: list[Delivery]) -> list[dict]:
    """Changes of how a force keeps its records, as breaks of that force alone."""
    return [
        {
            "date": row["date_changed"],
            "applies_to": "ALL" if row["event_basis"] == "ALL" else row["event_basis"].lower(),
            "area_code": row["force_code"],
        }
        for delivery in deliveries
        for row in delivery.rows["system_changes"]
    ]


def break_days(basis: str, breaks: list[dict], area: str) -> list[date]:
    """Breaks for everybody, and those of this area alone."""
    return [
        day(row["date"])
        for row in breaks
        if row["applies_to"] in (basis, "ALL") and row.get("area_code", area) == area
    ]


def breaks_of(basis: str, breaks: list[dict], period: Period, area: str) -> tuple[bool, bool]:
    """(before, within): a break since the former period began, and one inside this period."""
    start = period.start
    if period.type == "quarter":
        former = quarter_of(start - timedelta(days=1))
    else:
        former = date(start.year - (3 if period.type == "three_years" else 1), 4, 1)
    days = break_days(basis, breaks, area)
    return (
        any(former < item <= start for item in days),
        any(start < item <= period.end for item in days),
    )
