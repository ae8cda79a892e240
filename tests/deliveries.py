"""Small deliveries for tests, written through the contract as a supplier would write them."""

import csv
import json
from pathlib import Path

from etl.config import Settings
from etl.contracts import load_contract
from tests.frames import rows

CONTRACT = load_contract(Settings().contract_dir)

PACKAGE = {
    "name": "test-delivery",
    "version": "1",
    "created": "2026-07-01T09:00:00Z",
    "supplier": "Northmoor Police",
    "extracted_on": "2026-06-30",
    "coverage_from": "2014-04-01",
    "coverage_to": "2026-03-31",
    "includes_open_cases": True,
    "synthetic": True,
    "day_counting": "calendar",
}

# What a row holds where a test does not say otherwise.
DEFAULTS = {
    "cases": {
        "force_code": "X23000001",
        "case_type": "CONDUCT",
        "date_aware": "2024-04-01",
        "case_status": "OPEN",
    },
    "case_subjects": {"worker_group": "REGULAR_OFFICER", "regime": "CR2020"},
    "referrals": {
        "referral_seq": "1",
        "date_referred": "2024-04-02",
        "referral_route": "VOLUNTARY",
    },
    "proceedings": {"proceeding_type": "HEARING", "proceeding_status": "SCHEDULED"},
    "proceeding_subjects": {"is_former_officer": "false"},
    "submissions": {"submission_status": "SUBMITTED"},
    "workforce": {"worker_group": "POLICE_OFFICER", "basis": "HEADCOUNT"},
}

FORCES = """
force_code | force_name | region_code | region_name
X23000001  | Northmoor  | X12000001   | Upland
X23000002  | Eastmarch  | X12000001   | Upland
X23000003  | Westfold   | X12000001   | Upland
X23000004  | Southmere  | X12000002   | Lowland
"""


def write_delivery(
    folder: Path,
    tables: dict[str, str | list[dict]] | None = None,
    *,
    forces: str = FORCES,
    returns: bool = True,
    **package: object,
) -> Path:
    """Write a whole delivery: the named tables with defaults, header lines for everything else.

    `returns` adds a received return for every force and quarter, 1,000 officers and no specials
    each March.
    """
    folder.mkdir(parents=True, exist_ok=True)
    description = PACKAGE | package
    content = {name: _filled(name, given) for name, given in (tables or {}).items()}
    content.setdefault("forces", rows(forces))
    if returns:
        content.setdefault("submissions", _returns(content["forces"], description))
        content.setdefault("workforce", _workforce(content["forces"], description))
    description["resources"] = [{"name": name, "path": f"{name}.csv"} for name in CONTRACT.entities]
    for name, entity in CONTRACT.entities.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, entity.columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(content.get(name, []))
    (folder / "datapackage.json").write_text(json.dumps(description), encoding="utf-8")
    return folder


def _filled(name: str, given: str | list[dict]) -> list[dict]:
    listed = rows(given) if isinstance(given, str) else given
    return [DEFAULTS.get(name, {}) | row for row in listed]


def _returns(forces: list[dict], description: dict) -> list[dict]:
    years = range(int(description["coverage_from"][:4]), int(description["coverage_to"][:4]))
    return [
        DEFAULTS["submissions"]
        | {"force_code": force["force_code"], "quarter": f"{year}-{(year + 1) % 100:02d}-Q{number}"}
        for force in forces
        for year in years
        for number in (1, 2, 3, 4)
    ]


def _workforce(forces: list[dict], description: dict) -> list[dict]:
    years = range(int(description["coverage_from"][:4]), int(description["coverage_to"][:4]) + 1)
    return [
        DEFAULTS["workforce"]
        | {"force_code": force["force_code"], "as_at": f"{year}-03-31"}
        | {"worker_group": group, "workers": workers}
        for force in forces
        for year in years
        for group, workers in (("POLICE_OFFICER", "1000"), ("SPECIAL_CONSTABLE", "0"))
    ]
