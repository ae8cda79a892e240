"""A delivery with a known case among many, and what an extract should hold, in plain Python."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import duckdb

from tests.press_release.delivery import FICTIONAL, write_press_release

# Those say what is delivered, not what happened.
ABOUT_THE_DELIVERY = ("forces", "submissions", "workforce", "system_changes")


def put_press_release_among(delivery: Path, scratch: Path) -> None:
    """Add the case of the press release, under a fictional force, to a delivery of many cases."""
    alone = write_press_release(scratch, FICTIONAL)
    for path in sorted(alone.glob("*.csv")):
        if path.stem not in ABOUT_THE_DELIVERY:
            with path.open(encoding="utf-8", newline="") as given:
                rows = list(csv.DictReader(given))
            with (delivery / path.name).open("r+", encoding="utf-8", newline="") as file:
                names = next(csv.reader(file))
                file.seek(0, 2)
                csv.DictWriter(file, names, lineterminator="\n").writerows(rows)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Warehouse:
    """The records as accepted, as lists of dicts."""

    def __init__(self, data_dir: Path) -> None:
        path = (data_dir / "warehouse" / "conduct.duckdb").resolve()
        with duckdb.connect(str(path), read_only=True) as connection:
            self.table = {
                name: connection.sql(f"select * from staging.{name}").pl().to_dicts()
                for name in (
                    "allegation_characteristics allegation_subjects allegations case_subjects "
                    "cases current_modes investigations proceeding_subjects proceedings referrals "
                    "dataset_forces incomplete_subjects"
                ).split()
            }

    def by(self, name: str, *key: str) -> dict[tuple, list[dict]]:
        found = defaultdict(list)
        for row in self.table[name]:
            found[tuple(row[part] for part in ("delivery_no", *key))].append(row)
        return found


def exact_rows(warehouse: Warehouse) -> list[dict]:
    """One dict for each allegation against a person: codes, `case` (joint ones: one), `person`."""
    cases = warehouse.by("cases", "case_id")
    people = warehouse.by("case_subjects", "case_id")
    person = warehouse.by("case_subjects", "case_id", "subject_id")
    allegation = warehouse.by("allegations", "case_id", "allegation_id")
    named = warehouse.by("allegation_characteristics", "case_id", "allegation_id")
    referrals = warehouse.by("referrals", "case_id")
    modes = warehouse.by("current_modes", "case_id")
    investigations = warehouse.by("investigations", "case_id")
    before = warehouse.by("proceeding_subjects", "case_id", "subject_id")
    proceedings = warehouse.by("proceedings", "proceeding_id")
    left_out = warehouse.by("incomplete_subjects", "case_id", "subject_id")
    together = heard_together(warehouse)
    rows = []
    for row in warehouse.table["allegation_subjects"]:
        no = row["delivery_no"]
        of_case, of_person = (no, row["case_id"]), (no, row["case_id"], row["subject_id"])
        of_allegation = (no, row["case_id"], row["allegation_id"])
        if of_person in left_out:
            continue
        (case,), (worker,), (what,) = (
            cases[of_case], person[of_person], allegation[of_allegation]
        )  # fmt: skip
        rows.append(
            {
                "area": case["force_code"],
                "period": quarter(case["date_aware"]),
                "case_type": case["case_type"] or "NOT_RECORDED",
                "worker_group": worker["worker_group"],
                "rank": worker["rank"] or "NOT_RECORDED",
                "subjects": {1: "1", 2: "2", 3: "3"}.get(len(people[of_case]), "4_OR_MORE"),
                "allegation_category": category(what),
                "discrimination": "YES"
                if named.get(of_allegation) or what["category_code"] == "F"
                else "NO",
                **referred(referrals.get(of_case, []), modes.get(of_case, [])),
                "case_to_answer": row["case_to_answer"] or "NOT_RECORDED",
                **heard(before.get(of_person, []), proceedings),
                "time_to_finalise": band(case["date_aware"], case["date_finalised"]),
                "time_to_report": investigated(investigations.get(of_case, [])),
                "case": together.get(of_case, of_case),
                "person": (no, row["subject_id"]),
            }
        )
    return rows


def heard_together(warehouse: Warehouse) -> dict[tuple, tuple]:
    """Each case before a joint proceeding to one case that stands for all of them."""
    stands: dict[tuple, tuple] = {}

    def first(case: tuple) -> tuple:
        while stands.get(case, case) != case:
            case = stands[case]
        return case

    for (no, _), rows in warehouse.by("proceeding_subjects", "proceeding_id").items():
        cases = sorted({(no, row["case_id"]) for row in rows})
        for case in cases[1:]:
            stands[first(case)] = first(cases[0])
    return {case: first(case) for case in stands}


def quarter(day: date) -> str:
    year = day.year - (day.month < 4)
    return f"{year}-{(year + 1) % 100:02d}-Q{(1, 2, 3, 4)[((day.month - 4) % 12) // 3]}"


def category(allegation: dict) -> str:
    if allegation["category_code"] is None:
        return "NOT_RECORDED"
    start = "2020_" if allegation["allegation_scheme"] == "IOPC_2020" else "BEFORE_2020_"
    return start + allegation["category_code"]


def referred(referrals: list[dict], modes: list[dict]) -> dict[str, str]:
    if not referrals:
        return {"referral_route": "NOT_REFERRED", "mode": "NOT_REFERRED"}
    first = min(referrals, key=lambda row: (row["date_referred"], row["referral_seq"]))
    last = max(modes, key=lambda row: row["referral_seq"], default={"mode": "PENDING"})
    return {"referral_route": first["referral_route"], "mode": last["mode"]}


def heard(subjects: list[dict], proceedings: dict[tuple, list[dict]]) -> dict[str, str]:
    found = [
        (subject, proceedings[subject["delivery_no"], subject["proceeding_id"]][0])
        for subject in subjects
    ]
    if not found:
        return dict.fromkeys(("proceeding", "finding", "outcome", "time_to_hearing"), "NONE")
    # A hearing before a meeting, then the later notice.
    subject, meeting = max(
        found,
        key=lambda pair: (
            pair[1]["proceeding_type"] != "MEETING",
            pair[1]["date_notice"] or date.min,
        ),
    )
    waiting = meeting["proceeding_status"] in ("SCHEDULED", "ADJOURNED", "STAYED")
    held = meeting["proceeding_status"] == "HELD"
    return {
        "proceeding": meeting["proceeding_type"],
        "finding": subject["finding"]
        or ("NOT_OVER" if waiting else "NOT_KNOWN" if held else "NO_FINDING"),
        "outcome": subject["outcome_after_appeal"] or subject["outcome"] or "NONE",
        "time_to_hearing": band(meeting["date_notice"], meeting["date_first_day"]),
    }


def investigated(investigations: list[dict]) -> str:
    if not investigations:
        return "NONE"
    starts = [row["date_started"] for row in investigations if row["date_started"]]
    reports = [row["date_report"] for row in investigations if row["date_report"]]
    return band(min(starts, default=None), max(reports, default=None))


def band(start: date | None, end: date | None) -> str:
    if start is None or end is None:
        return "NOT_OVER"
    days = (end - start).days
    bands = (
        (183, "UNDER_6_MONTHS"), (365, "6_TO_12_MONTHS"), (730, "12_TO_24_MONTHS"),
        (10**9, "24_MONTHS_OR_MORE"),
    )  # fmt: skip
    return next(name for most, name in bands if days < most)


def values_by_code(codebook: list[dict[str, str]], warehouse: Warehouse) -> dict[tuple, str]:
    """(stratum, column, code) to the value that stands for it in the file, as the codebook says."""
    names = {row["force_name"]: row["force_code"] for row in warehouse.table["dataset_forces"]}
    return {
        (row["stratum"], row["column"], names.get(code, code)): row["value"]
        for row in codebook
        for code in row["stands_for"].split(" | ")
        if row["stratum"]
    }


FORUM = {
    "NONE": "NONE", "MEETING": "MEETING", "HEARING": "HEARING", "ACCELERATED_HEARING": "HEARING",
    "SPECIAL_CASE_HEARING": "HEARING",
}  # fmt: skip


def told(row: dict, values: dict[tuple, str], columns: list[str]) -> tuple[str, ...]:
    """An exact row as the file should tell it."""
    stratum = FORUM[row["proceeding"]]
    return tuple(
        values.get((stratum, column, row[column])) or values[stratum, column, "anything"]
        for column in columns
    )
