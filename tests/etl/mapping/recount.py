"""The three real exports counted again with the csv module, knowing nothing of mappings."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

EXPORTS = Path(__file__).parents[2] / "data" / "mappings"
ETHNICITIES = {"b": "black", "w": "white", "h": "hispanic", "a": "asian", "i": "other"}


def lines(file: str) -> Iterator[dict[str, str]]:
    with gzip.open(EXPORTS / file, "rt", encoding="utf-8-sig", newline="") as text:
        rows = csv.reader(text)
        header = next(rows)
        for row in rows:
            yield dict(zip(header, map(str.strip, row), strict=True))


def detroit() -> dict[str, int]:
    rows = list(lines("detroit/DPD_Citizen_Complaints.csv.gz"))
    whole = [tuple(v for name, v in row.items() if name != "ObjectId") for row in rows]
    times: dict[tuple, int] = {}
    for row in whole:
        times[row] = times.get(row, 0) + 1
    days = {(row["BPC"], row["Report_Date"], _detroit_closed(row)) for row in rows}
    allegations = {_detroit_allegation(row) for row in rows}
    people = {_detroit_profile(row) for row in rows}
    return {
        "rows": len(rows),
        "rows that have a double": sum(n for n in times.values() if n > 1),
        "rows closed before reported, 1900 among them": sum(
            row["Closed"] < row["Report_Date"] for row in rows
        ),
        "cases": len({row["BPC"] for row in rows}),
        "cases.csv": len(days),
        "rows closed before 2016, not in 1900": sum(
            _detroit_closed(row) == "before 2016" for row in rows
        ),
        "cases open": sum(closed == "" for _, _, closed in days),
        "cases closed before 2016": sum(closed == "before 2016" for _, _, closed in days),
        "cases closed later and before reported": sum(
            closed.startswith("20") and closed < came for _, came, closed in days
        ),
        "allegations.csv": len(allegations),
        "case_subjects.csv": len(people),
        "allegation_subjects.csv": len(
            {(_detroit_allegation(row), _detroit_profile(row)) for row in rows}
        ),
        "sustained": len(
            {
                (_detroit_allegation(row), _detroit_profile(row))
                for row in rows
                if row["Finding"] == "Sustained"
            }
        ),
    }


def _detroit_closed(row: dict[str, str]) -> str:
    """The day, nothing for 1900 and 3019, or that it lies before the file begins."""
    if row["Closed"][:4] in ("1900", "3019"):
        return ""
    return "before 2016" if row["Closed"] < "2016" else row["Closed"]


def _detroit_allegation(row: dict[str, str]) -> tuple:
    finding = row["Finding"]
    return (
        row["BPC"],
        row["Allegation"].lower(),
        "closed" if finding in ("Admin. Closure", "Void") else finding,
    )


def _detroit_profile(row: dict[str, str]) -> tuple:
    race = row["ofcrRace"].lower() or "unknown"
    sex = (row["ofcrSex"] or "unknown").lower()[0]
    return row["BPC"], row["Unit"], ETHNICITIES.get(race, race), sex


def chicago() -> dict[str, int]:
    complaints = list(lines("chicago/complaints-complaints.csv.gz"))
    accused = list(lines("chicago/complaints-accused.csv.gz"))
    known = {row["cr_id"] for row in accused}
    return {
        "rows": len(complaints) + len(accused),
        "cases.csv": len(complaints),
        "cases without an accused": sum(row["cr_id"] not in known for row in complaints),
        "cases open": sum(not row["closed_date"] for row in complaints),
        "closed before complained": sum(
            bool(row["closed_date"]) and row["closed_date"] < row["complaint_date"]
            for row in complaints
        ),
        "allegations.csv": len({(row["cr_id"], row["complaint_code"]) for row in accused}),
        "case_subjects.csv": len({(row["cr_id"], row["UID"]) for row in accused}),
        "allegation_subjects.csv": len(accused),
        "officers": len({row["UID"] for row in accused}),
        "sustained": sum(row["final_finding"] == "SU" for row in accused),
    }


def philadelphia() -> dict[str, int]:
    complaints = list(lines("philadelphia/ppd_complaints.csv.gz"))
    read = list(lines("philadelphia/ppd_complaint_disciplines.csv.gz"))
    rows = [row for row in read if row["complaint_id"]]
    named = [row for row in rows if row["officer_id"]]
    pending = {row["complaint_id"] for row in rows if row["investigative_findings"] == "Pending"}
    known = {row["complaint_id"] for row in rows}

    def allegation(row: dict[str, str]) -> tuple:
        keys = ("complaint_id", "allegations_investigated", "investigative_findings")
        return tuple(row[key] for key in keys)

    return {
        "rows of officers": len(read),
        "rows that hold blanks only": len(read) - len(rows),
        "rows without an officer": len(rows) - len(named),
        "cases.csv": len(complaints),
        "cases open": sum(
            row["complaint_id"] in pending or row["complaint_id"] not in known for row in complaints
        ),
        "allegations.csv": len(set(map(allegation, rows))),
        "case_subjects.csv": len({(row["complaint_id"], row["officer_id"]) for row in named}),
        "allegation_subjects.csv": len({(*allegation(row), row["officer_id"]) for row in named}),
        "officers": len({row["officer_id"] for row in named}),
        "sustained": len(
            {
                (*allegation(row), row["officer_id"])
                for row in named
                if row["investigative_findings"] == "Sustained Finding"
            }
        ),
    }
