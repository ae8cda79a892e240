"""Two deliveries a year apart, with every kind of change that a release must explain."""

import csv
import hashlib
from pathlib import Path

import duckdb

from tests.deliveries import write_delivery

FORCES = ("X23000001", "X23000002", "X23000003", "X23000004")
YEARS = range(2014, 2026)
# The reason that the operator gives for one of them.
REASONS = """measure,area_code,period,reason,explanation
R1,X23000002,2022-23,CORRECTION,"One referral had been
recorded twice"
"""


def former(folder: Path) -> Path:
    """Records up to March 2025. Westfold's last return is missing; Eastmarch has one too many."""
    referred = [*_referred(range(2021, 2025)), ("X23000002", "2022-06-01")]
    missing = {("X23000003", "2024-25-Q4")}
    return _written(folder, referred, range(2014, 2025), missing, set(), "2025")


def later(folder: Path) -> Path:
    """A year later: the return arrived, Northmoor sent one again with one more referral."""
    referred = [*_referred(range(2021, 2026)), ("X23000001", "2023-08-01")]
    return _written(folder, referred, YEARS, set(), {("X23000001", "2023-24-Q2")}, "2026")


def _referred(years: range) -> list[tuple[str, str]]:
    """Twelve referrals a year of each force."""
    return [
        (force, f"{year}-{month:02}-15")
        for force in FORCES
        for year in years
        for month in range(4, 10)
        for _ in range(2)
    ]


def _written(
    folder: Path, referred: list, years: range, missing: set, resent: set, end: str
) -> Path:
    returns = [
        (f, f"{y}-{(y + 1) % 100:02}-Q{q}") for f in FORCES for y in years for q in range(1, 5)
    ]
    cases = [
        {"case_id": f"C{number}", "force_code": force, "date_aware": day}
        for number, (force, day) in enumerate(referred)
    ]
    return write_delivery(
        folder,
        {
            "cases": cases,
            "case_subjects": [{"case_id": row["case_id"], "subject_id": "S1"} for row in cases],
            "referrals": [
                {"case_id": row["case_id"], "date_referred": row["date_aware"]} for row in cases
            ],
            "submissions": [
                {
                    "force_code": force,
                    "quarter": quarter,
                    "submission_status": (
                        "MISSING" if (force, quarter) in missing
                        else "RESUBMITTED" if (force, quarter) in resent
                        else "SUBMITTED"
                    ),
                }
                for force, quarter in returns
            ],
            "workforce": [
                {"force_code": force, "as_at": f"{year}-03-31", "worker_group": "POLICE_OFFICER",
                 "basis": "HEADCOUNT", "workers": "1000"}
                for force in FORCES for year in range(2014, int(end) + 1)
            ],
        },
        extracted_on=f"{end}-06-30",
        coverage_to=f"{end}-03-31",
        created=f"{end}-07-01T09:00:00Z",
    )  # fmt: skip


def published(path: Path, query: str) -> list[dict]:
    with duckdb.connect(str(path.resolve()), read_only=True) as connection:
        found = connection.execute(query)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def change(path: Path, *statements: str) -> None:
    """Alter a public file, as another build would have made it."""
    with duckdb.connect(str(path.resolve())) as connection:
        for statement in statements:
            connection.execute(statement)


def csv_rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
