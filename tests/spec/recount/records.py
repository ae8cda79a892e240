"""Delivered files as lists of dicts: the rows that stand, the forces, areas and periods."""

import csv
import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

INVENTED = "X92000001"


@dataclass
class Delivery:
    """One delivery: its description, the rows that stand, and whose rows were set aside."""

    about: dict
    rows: dict[str, list[dict]]
    incomplete: set[tuple[str, str]]
    # Entity and case of which a row was set aside.
    broken: set[tuple[str, str]]
    received_in: dict[tuple[str, date], int]
    aside_in: dict[tuple[str, date], int]

    def day(self, name: str) -> date:
        return date.fromisoformat(self.about[name])

    @cached_property
    def of_case(self) -> dict[str, dict[str, list[dict]]]:
        found = {name: defaultdict(list) for name in self.rows}
        for name, listed in self.rows.items():
            for row in listed:
                if "case_id" in row:
                    found[name][row["case_id"]].append(row)
        return found

    @cached_property
    def proceedings(self) -> dict[str, dict]:
        return {row["proceeding_id"]: row for row in self.rows["proceedings"]}


@dataclass
class Force:
    """What decides whether a force's records of a period count."""

    code: str
    region: str
    delivery: Delivery
    received: set[date] = field(default_factory=set)
    outstanding: set[date] = field(default_factory=set)
    late: set[date] = field(default_factory=set)
    # The day on which the return of a quarter arrived.
    arrived: dict[date, date] = field(default_factory=dict)
    # Workers in post by the day of the count and their group.
    headcount: dict[tuple[date, str], float] = field(default_factory=lambda: defaultdict(float))
    # Officers and specials of each group, by day and dimension.
    groups: dict[tuple[date, str], dict[str, int]] = field(
        default_factory=lambda: defaultdict(dict)
    )


@dataclass(frozen=True)
class Area:
    code: str
    level: str
    forces: tuple[str, ...]


@dataclass(frozen=True)
class Period:
    name: str
    type: str
    start: date
    end: date

    @property
    def quarters(self) -> list[date]:
        return [
            date(year, month, 1)
            for year in range(self.start.year, self.end.year + 1)
            for month in (1, 4, 7, 10)
            if self.start <= date(year, month, 1) <= self.end
        ]


def read_delivery(folder: Path, aside: dict[str, dict[int, str]]) -> Delivery:
    """The rows that stand; `aside` is {entity: {line: reasons}}, found by the rules."""
    about = json.loads((folder / "datapackage.json").read_text())
    everything, standing = {}, {}
    for resource in about["resources"]:
        with (folder / resource["path"]).open(newline="", encoding="utf-8") as file:
            everything[resource["name"]] = list(csv.DictReader(file))
        bad = aside.get(resource["name"], {})
        # The header is line 1.
        standing[resource["name"]] = [
            row for line, row in enumerate(everything[resource["name"]], 2) if line not in bad
        ]
    incomplete, broken = set(), set()
    for name, bad in aside.items():
        for line, reasons in bad.items():
            row = everything[name][line - 2]
            # Of a row delivered twice the first is kept: nothing is missing.
            again = reasons == f"R01.{name}.duplicate"
            if "case_id" in row and not again:
                broken.add((name, row["case_id"]))
            if "case_id" in row and "subject_id" in row and not again:
                incomplete.add((row["case_id"], row["subject_id"]))
    return Delivery(about, standing, incomplete, broken, *_rows_by_quarter(everything, aside))


def _rows_by_quarter(everything: dict[str, list[dict]], aside: dict) -> tuple[dict, dict]:
    """Rows received and set aside, by force of the case and quarter it came to attention."""
    received, lost = defaultdict(int), defaultdict(int)
    where = {}
    for row in everything["cases"]:
        if is_day(row["date_aware"]):
            where.setdefault(
                row["case_id"], (row["force_code"], quarter_of(day(row["date_aware"])))
            )
    for name, listed in everything.items():
        for line, row in enumerate(listed, 2):
            if row.get("case_id") in where:
                received[where[row["case_id"]]] += 1
                lost[where[row["case_id"]]] += line in aside.get(name, {})
    return received, lost


def forces_of(deliveries: list[Delivery]) -> dict[str, Force]:
    forces = {
        row["force_code"]: Force(row["force_code"], row["region_code"], delivery)
        for delivery in deliveries
        for row in delivery.rows["forces"]
    }
    for force in forces.values():
        for row in force.delivery.rows["submissions"]:
            if row["force_code"] == force.code and row["submission_status"] != "MISSING":
                force.received.add(quarter_named(row["quarter"]))
                if row["date_received"]:
                    force.arrived[quarter_named(row["quarter"])] = day(row["date_received"])
                if row["submission_status"] != "SUBMITTED":
                    force.late.add(quarter_named(row["quarter"]))
                if row["submission_status"] == "PARTIAL":
                    force.outstanding.add(quarter_named(row["quarter"]))
        _count_heads(force)
    return forces


def _count_heads(force: Force) -> None:
    for row in force.delivery.rows["workforce"]:
        if row["force_code"] == force.code and row["basis"] == "HEADCOUNT":
            force.headcount[day(row["as_at"]), row["worker_group"]] += float(row["workers"])
    for row in force.delivery.rows["workforce_groups"]:
        if row["force_code"] == force.code:
            of_day = force.groups[day(row["as_at"]), row["dimension"]]
            of_day[row["category"]] = int(row["officers"])


def areas_of(forces: dict[str, Force]) -> list[Area]:
    """Forces, regions and all forces; a larger area that equals one force is that force."""
    larger = defaultdict(list)
    for force in forces.values():
        larger[force.region, "region"].append(force.code)
        larger[INVENTED, "country"].append(force.code)
    return [Area(code, "force", (code,)) for code in forces] + [
        Area(code, level, tuple(codes)) for (code, level), codes in larger.items() if len(codes) > 1
    ]


def periods_of(delivery: Delivery) -> list[Period]:
    """Financial years, their quarters and the fixed windows of three, whole within the coverage."""
    quarters = [date(year, month, 1) for year in range(2014, 2031) for month in (1, 4, 7, 10)]
    known = [
        Period(quarter_name(start), "quarter", start, last_day_of_quarter(start))
        for start in quarters
    ] + [
        Period(f"{a}-{(a + years) % 100:02d}", kind, date(a, 4, 1), date(a + years, 3, 31))
        for kind, years in (("financial_year", 1), ("three_years", 3))
        for a in range(2014, 2030, years)
    ]
    start, end = delivery.day("coverage_from"), delivery.day("coverage_to")
    return [period for period in known if start <= period.start and period.end <= end]


def day(text: str) -> date:
    return date.fromisoformat(text)


def is_day(text: str) -> bool:
    try:
        return bool(day(text))
    except ValueError:
        return False


def quarter_of(of: date) -> date:
    return date(of.year, (of.month - 1) // 3 * 3 + 1, 1)


def quarter_name(start: date) -> str:
    """2024-25-Q4 begins on 1 January 2025."""
    year = start.year - (start.month < 4)
    return f"{year}-{(year + 1) % 100:02d}-Q{(start.month - 4) % 12 // 3 + 1}"


def quarter_named(name: str) -> date:
    """The first day of a financial quarter: 2024-25-Q4 begins on 1 January 2025."""
    first, number = int(name[:4]), int(name[-1])
    return date(first + (number == 4), (4, 7, 10, 1)[number - 1], 1)


def financial_year(of: date) -> int:
    return of.year - (of.month < 4)


def last_day_of_quarter(start: date) -> date:
    return quarter_of(start + timedelta(days=95)) - timedelta(days=1)
