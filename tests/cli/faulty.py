"""A delivery of two forces in which single rows are wrong, each in a way of its own."""

from tests.cli.breaking import SECRET

FORCES = """
force_code | force_name | region_code | region_name
X23000001  | Northmoor  | X12000001   | Upland
X23000002  | Eastmarch  | X12000001   | Upland
"""
SOUND = range(1, 101)
# Rows set aside; the case whose rows conflict takes all that belongs to it along.
ASIDE = {
    "cases": 9,
    "case_subjects": 2,
    "allegations": 2,
    "allegation_subjects": 2,
    "severity_assessments": 2,
    "referrals": 4,
    "mode_decisions": 1,
}


def tables() -> dict[str, list[dict]]:
    """A hundred sound cases of two forces, and the faults; every id is a secret."""
    ids = [f"{SECRET}-{number}" for number in SOUND]
    return {
        "cases": [
            {"case_id": name, "force_code": f"X2300000{1 + number % 2}"}
            for number, name in enumerate(ids)
        ]
        + [
            {"case_id": f"{SECRET}-type", "date_aware": "2024-13-01"},
            {"case_id": f"{SECRET}-sentinel", "date_finalised": "9999-12-31"},
            {"case_id": f"{SECRET}-code", "case_type": SECRET},
            {"case_id": f"{SECRET}-force", "force_code": "X23000009"},
            {"case_id": f"{SECRET}-order", "date_recorded": "2024-03-31"},
            {"case_id": f"{SECRET}-future", "date_aware": "2026-07-01"},
            {"case_id": ids[0], "force_code": "X23000001"},
            {"case_id": ids[1], "force_code": "X23000001"},
            {"case_id": f"{SECRET}-old", "date_aware": "2020-01-30"},
        ],
        "case_subjects": [{"case_id": name, "subject_id": "S1"} for name in ids]
        + [{"case_id": f"{SECRET}-order", "subject_id": "S1"}],
        "allegations": [{"case_id": name, "allegation_id": "A1"} for name in ids]
        + [{"case_id": f"{SECRET}-order", "allegation_id": "A1"}],
        "allegation_subjects": [
            {"case_id": name, "allegation_id": "A1", "subject_id": "S1"} for name in ids
        ]
        + [{"case_id": f"{SECRET}-order", "allegation_id": "A1", "subject_id": "S1"}],
        "severity_assessments": [
            {
                "case_id": name,
                "allegation_id": "A1",
                "subject_id": "S1",
                "assessment_seq": "1",
                "date_assessed": "2024-05-01",
                "severity": "MISCONDUCT",
            }
            for name in [*ids, f"{SECRET}-order"]
        ],
        "referrals": [{"case_id": name} for name in ids]
        + [
            {"case_id": f"{SECRET}-nowhere"},
            {"case_id": ids[4], "referral_seq": "2", "date_referred": "2024-03-31"},
            {
                "case_id": f"{SECRET}-old",
                "date_referred": "2020-01-31",
                "referral_route": "POWER_OF_INITIATIVE",
            },
        ],
        "mode_decisions": [
            {
                "case_id": name,
                "referral_seq": "1",
                "decision_seq": "1",
                "date_decided": "2024-04-03",
                "mode": "INDEPENDENT",
                "is_current": "true",
            }
            for name in ids
        ],
    }
