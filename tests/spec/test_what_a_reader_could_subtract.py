"""Figures of the same release, taken from one another, must not give a small one away."""

import polars as pl

from tests.deliveries import FORCES
from tests.spec.publishing import returns_without

# Three forces, each alone in its region.
APART = """
    force_code | force_name | region_code | region_name
    X23000001  | Northmoor  | X12000001   | Upland
    X23000002  | Eastmarch  | X12000002   | Lowland
    X23000003  | Westfold   | X12000003   | Far
"""
UPLAND = "\n".join(FORCES.strip().splitlines()[:4])


def _heard(*placed: tuple[str, int, int]) -> dict[str, list[dict]]:
    """Officers heard, each alone: (last digit of the force, financial year from, how many)."""
    tables = {"cases": [], "case_subjects": [], "proceedings": [], "proceeding_subjects": []}
    for force, year, number in placed:
        for item in range(number):
            name = f"{force}-{year}-{item}"
            key = {"case_id": name, "subject_id": "a"}
            tables["cases"].append(
                {"case_id": name, "force_code": f"X2300000{force}", "date_aware": "2020-02-03"}
            )
            tables["case_subjects"].append(key)
            tables["proceedings"].append(
                {
                    "proceeding_id": name,
                    "proceeding_status": "HELD",
                    "date_notice": f"{year}-06-01",
                    "date_first_day": f"{year}-07-01",
                }
            )
            tables["proceeding_subjects"].append(
                key | {"proceeding_id": name, "finding": "NOT_PROVEN"}
            )
    return tables


def _seen(tables: dict[str, pl.DataFrame], area: str, period: str) -> float | None:
    """How many known findings the public sees: none where the cell is hidden or not listed."""
    found = tables["counts"].filter(
        count_name="findings_known", area_code=area, period=period, breakdown="total"
    )
    return found["count"].item() if found.height else None


def test_a_small_force_is_hidden_together_with_another_of_its_region(counted):
    public = counted(_heard(("1", 2021, 1), ("2", 2021, 7), ("3", 2021, 20))).protected
    assert _seen(public, "X23000001", "2020-23") is None
    assert _seen(public, "X23000002", "2020-23") is None
    assert _seen(public, "X23000003", "2020-23") == 20
    assert _seen(public, "X12000001", "2020-23") == 28


def test_the_years_of_a_force_without_a_region_are_not_what_the_regions_leave_of_all_forces(
    counted,
):
    # Southmere, alone in its region, has 1 and 4 findings: its window is shown, its years are not.
    # All forces less Upland is Southmere.
    upland = [(force, year, 5) for force in "123" for year in (2021, 2022)]
    public = counted(_heard(*upland, ("4", 2021, 1), ("4", 2022, 4))).protected
    everybody, region = (_seen(public, area, "2021-22") for area in ("X92000001", "X12000001"))
    assert everybody is None or region is None


def test_years_less_their_window_are_not_a_force_that_only_the_years_hold(counted):
    # Westfold sent nothing for 2021-22, so it is in two years of Upland but not in its window.
    delivered = _heard(
        ("1", 2020, 5), ("1", 2021, 5), ("1", 2022, 5), ("2", 2020, 5), ("3", 2020, 1)
    ) | {"submissions": returns_without({"X23000003": "2021-22"}, UPLAND)}
    public = counted(delivered, forces=UPLAND).protected
    years = [_seen(public, "X12000001", year) for year in ("2020-21", "2021-22", "2022-23")]
    assert None in [*years, _seen(public, "X12000001", "2020-23")]


def test_all_forces_of_a_year_in_which_one_counts_are_that_force_and_protected_as_such(counted):
    # Northmoor and Eastmarch sent nothing for 2021-22: the figure is Westfold's, of a single year.
    delivered = _heard(("1", 2020, 5), ("2", 2020, 5), ("3", 2020, 4), ("3", 2021, 1)) | {
        "submissions": returns_without({"X23000001": "2021-22", "X23000002": "2021-22"}, APART)
    }
    public = counted(delivered, forces=APART).protected
    assert _seen(public, "X92000001", "2021-22") is None
