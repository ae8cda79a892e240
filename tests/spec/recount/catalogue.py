"""Assessments, answers, appeals, complaints handled, steps and days that should be recorded."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from tests.spec.recount.matters import (
    BROKEN_OFF,
    HEARINGS,
    Matter,
    matters_by_officer,
    two_years_after,
)
from tests.spec.recount.names import OFFICERS, STEPS
from tests.spec.recount.records import Delivery, day

SCHEME = date(2020, 2, 1)
RULES_OF_2012 = date(2012, 11, 22)
DECIDED = ("GROSS_MISCONDUCT", "MISCONDUCT", "NONE")
RESULTS = ("ALLOWED", "ALLOWED_IN_PART", "DISMISSED")
INVESTIGATED = ("SCH3_INVESTIGATED", "SCH3_INVESTIGATED_SPECIAL_PROCEDURES")
INSPECTORS = "INSPECTOR CHIEF_INSPECTOR SUPERINTENDENT CHIEF_SUPERINTENDENT CHIEF_OFFICER".split()


def catalogue_events(delivery: Delivery, cases: dict, people: dict) -> Iterator[tuple]:
    """(count, force, day, {breakdown: category}, None) for everything that counts one."""
    for case in cases.values():
        aware = day(case["date_aware"])
        new = aware >= SCHEME and case["linked_to_pre_2020"] != "true"
        regime = "OTHER" if aware < RULES_OF_2012 else "CR2020" if new else "CR2012"
        yield "cases_aware", case["force_code"], aware, {"regime": regime}, None
    yield from _assessed(delivery, cases, people)
    yield from _answers(delivery, cases, people)
    yield from _appeals(delivery, cases, people)
    yield from _complaints(delivery, cases)
    for field, case_id, text in _days(delivery, cases, people):
        case = cases[case_id]
        place = (case["force_code"], day(case["date_aware"]), {"date_field": field}, None)
        yield "dates_expected", *place
        if not text:
            yield "dates_missing", *place


def rank_band(person: dict) -> str:
    if person["worker_group"] == "SPECIAL_CONSTABLE" or person["rank"] == "SPECIAL":
        return "SPECIAL"
    if person["rank"] in INSPECTORS:
        return "INSPECTOR_AND_ABOVE"
    return person["rank"] if person["rank"] in ("CONSTABLE", "SERGEANT") else "NOT_KNOWN"


def standards_of(delivery: Delivery) -> dict[tuple, set[str]]:
    """The standards each allegation is about."""
    about = {(row["case_id"], row["allegation_id"]): set() for row in delivery.rows["allegations"]}
    for row in delivery.rows["allegation_breaches"]:
        about[row["case_id"], row["allegation_id"]].add(row["standard"])
    return {key: found - {"NOT_RECORDED"} or {"NOT_RECORDED"} for key, found in about.items()}


def _kinds(case: dict, person: dict) -> dict:
    known = person["regime"] in ("CR2012", "CR2020")
    return {
        "regime": person["regime"] if known else "OTHER",
        "case_type": case["case_type"] or "NOT_RECORDED",
        "rank_band": rank_band(person),
    }


def _assessed(delivery: Delivery, cases: dict, people: dict) -> Iterator[tuple]:
    about = standards_of(delivery)
    assessments = defaultdict(list)
    for row in delivery.rows["severity_assessments"]:
        assessments[row["case_id"], row["subject_id"]].append(row)
    referred = defaultdict(list)
    for row in delivery.rows["allegation_subjects"]:
        to_hearing = row["handling_after"] in ("HEARING", "ACCELERATED_HEARING")
        if to_hearing and row["date_case_to_answer"]:
            referred[row["case_id"], row["subject_id"]].append(day(row["date_case_to_answer"]))
    matters = matters_by_officer(delivery)
    for key, rows in assessments.items():
        person, case = people[key], cases[key[0]]
        if person["worker_group"] not in OFFICERS:
            continue
        force, kinds = case["force_code"], _kinds(case, person)
        first = min(day(row["date_assessed"]) for row in rows)
        gross = [row for row in rows if row["severity"] == "GROSS_MISCONDUCT"]
        yield "officers_assessed", force, first, kinds, None
        if any(day(row["date_assessed"]) == first for row in gross):
            yield "officers_assessed_gm", force, first, kinds, None
        if gross:
            found = set().union(*(about[row["case_id"], row["allegation_id"]] for row in gross))
            at = min(day(row["date_assessed"]) for row in gross)
            yield "gm_assessed", force, at, kinds | {"standard": found}, None
        if key not in delivery.incomplete:
            for step in _steps(first, matters.get(key), min(referred[key], default=None)):
                each = {name: person[name] or "NOT_KNOWN" for name in ("ethnicity", "sex")}
                yield f"steps_{step}", force, first, each, None


def _steps(first: date, matter: Matter | None, referred: date | None) -> Iterator[str]:
    """Each step reached within 24 months of the first assessment, until one was not."""
    days = [first, None, None, None, None, None]
    if matter:
        days[1:] = [matter.assessed, matter.answer, referred, matter.proven, matter.dismissed]
    for step, at in zip(STEPS, days, strict=True):
        if not at or at > two_years_after(first):
            return
        yield step


def _answers(delivery: Delivery, cases: dict, people: dict) -> Iterator[tuple]:
    about = standards_of(delivery)
    schemes = {(row["case_id"], row["allegation_id"]): row for row in delivery.rows["allegations"]}
    for row in delivery.rows["allegation_subjects"]:
        case, person = cases[row["case_id"]], people[row["case_id"], row["subject_id"]]
        known = row["case_to_answer"] in DECIDED and row["date_case_to_answer"]
        if not known or person["worker_group"] not in OFFICERS:
            continue
        allegation = schemes[row["case_id"], row["allegation_id"]]
        standards = about[row["case_id"], row["allegation_id"]]
        place = (case["force_code"], day(row["date_case_to_answer"]))
        kinds = _kinds(case, person) | {"standard": standards}
        found = row["case_to_answer"] != "NONE"
        yield "answers_decided", *place, kinds, None
        if row["case_to_answer"] == "GROSS_MISCONDUCT":
            yield "answers_gm", *place, kinds, None
        in_scheme = allegation["allegation_scheme"] == "IOPC_2020" and allegation["category_code"]
        if case["case_type"] == "COMPLAINT" and in_scheme:
            kind = {"category_f": "F" if allegation["category_code"] == "F" else "NOT_F"}
            yield from _decided_and_found("complaint_answers", place, kind, found)
        if standards != {"NOT_RECORDED"}:
            is_third = "EQUALITY_DIVERSITY" in standards
            kind = {"standard_3": "STANDARD_3" if is_third else "OTHER_STANDARDS"}
            yield from _decided_and_found("standard_answers", place, kind, found)


def _decided_and_found(name: str, place: tuple, kind: dict, found: bool) -> Iterator[tuple]:
    yield f"{name}_decided", *place, kind, None
    if found:
        yield f"{name}_found", *place, kind, None


def _appeals(delivery: Delivery, cases: dict, people: dict) -> Iterator[tuple]:
    appeals = defaultdict(list)
    for row in delivery.rows["appeals"]:
        if row["appeal_body"] == "PAT":
            appeals[row["proceeding_id"], row["subject_id"]].append(row)
    for row in delivery.rows["proceeding_subjects"]:
        hearing = delivery.proceedings[row["proceeding_id"]]
        person = people[row["case_id"], row["subject_id"]]
        if hearing["proceeding_type"] not in HEARINGS or person["worker_group"] not in OFFICERS:
            continue
        force = cases[row["case_id"]]["force_code"]
        of_this = appeals[row["proceeding_id"], row["subject_id"]]
        yield from _appealable(row, hearing, person, force, bool(of_this))
        for appeal in of_this:
            yield from _result(appeal, force)


def _appealable(
    row: dict, hearing: dict, person: dict, force: str, is_appealed: bool
) -> Iterator[tuple]:
    stands = hearing["proceeding_status"] not in (*BROKEN_OFF, "STAYED")
    proven = row["finding"] in ("GROSS_MISCONDUCT_PROVEN", "MISCONDUCT_PROVEN")
    if proven and stands and hearing["date_first_day"]:
        known = person["regime"] in ("CR2012", "CR2020")
        split = {"regime": person["regime"] if known else "OTHER"}
        yield "findings_appealable", force, day(hearing["date_first_day"]), split, None
        if is_appealed:
            yield "findings_appealed", force, day(hearing["date_first_day"]), split, None


def _result(appeal: dict, force: str) -> Iterator[tuple]:
    result = appeal["appeal_result"]
    if result in RESULTS and appeal["date_decided"]:
        at = day(appeal["date_decided"])
        yield "appeals_decided", force, at, {"appeal_result": result}, None
        if result != "DISMISSED":
            yield "appeals_allowed", force, at, {}, None


def _complaints(delivery: Delivery, cases: dict) -> Iterator[tuple]:
    named, in_case = defaultdict(set), defaultdict(set)
    for row in delivery.rows["allegation_characteristics"]:
        named[row["case_id"], row["allegation_id"]].add(row["characteristic"])
    for row in delivery.rows["allegations"]:
        case = cases[row["case_id"]]
        in_scheme = row["allegation_scheme"] == "IOPC_2020" and row["category_code"]
        if case["case_type"] != "COMPLAINT" or not in_scheme:
            continue
        in_case[row["case_id"]].add(row["category_code"])
        handled, finalised = case["complaint_status"], case["date_finalised"]
        under = handled in (*INVESTIGATED, "SCH3_NOT_INVESTIGATED")
        if row["category_code"] == "F" and under and finalised:
            each = {"characteristic": named[row["case_id"], row["allegation_id"]]}
            place = (case["force_code"], day(finalised), each, None)
            yield "f_finalised", *place
            if handled in INVESTIGATED:
                yield "f_investigated", *place
    for case_id, categories in in_case.items():
        case = cases[case_id]
        place = (case["force_code"], day(case["date_recorded"] or case["date_aware"]), {}, None)
        yield "complaint_cases", *place
        if "F" in categories:
            yield "f_cases", *place


def _days(delivery: Delivery, cases: dict, people: dict) -> Iterator[tuple[str, str, str]]:
    """(step, case, day or blank) for every day that there should be."""
    current: dict[tuple, dict] = {}
    for row in sorted(delivery.rows["mode_decisions"], key=lambda row: int(row["decision_seq"])):
        if row["is_current"] == "true":
            current[row["case_id"], row["referral_seq"]] = row
    for row in current.values():
        if row["mode"] != "PENDING":
            yield "DATE_MODE_DECIDED", row["case_id"], row["date_decided"]
    for row in delivery.rows["allegation_subjects"]:
        if row["case_to_answer"] in DECIDED:
            yield "DATE_DECISION", row["case_id"], row["date_case_to_answer"]
    yield from _days_of_hearings(delivery, people)
    for case in cases.values():
        if case["case_status"] == "FINALISED":
            yield "DATE_FINALISED", case["case_id"], case["date_finalised"]


def _days_of_hearings(delivery: Delivery, people: dict) -> Iterator[tuple[str, str, str]]:
    """A hearing of several officers of a case has its days once."""
    heard, case_of = set(), {}
    for row in delivery.rows["proceeding_subjects"]:
        case_of[row["proceeding_id"], row["subject_id"]] = row["case_id"]
        kind = delivery.proceedings[row["proceeding_id"]]["proceeding_type"]
        worker = people[row["case_id"], row["subject_id"]]["worker_group"]
        if kind in HEARINGS and worker in OFFICERS:
            heard.add((row["proceeding_id"], row["case_id"]))
    for proceeding_id, case_id in heard:
        hearing = delivery.proceedings[proceeding_id]
        yield "DATE_NOTICE", case_id, hearing["date_notice"]
        if hearing["proceeding_status"] == "HELD":
            yield "DATE_FIRST_DAY", case_id, hearing["date_first_day"]
    for row in delivery.rows["appeals"]:
        if row["appeal_result"] in RESULTS:
            case_id = case_of[row["proceeding_id"], row["subject_id"]]
            yield "DATE_APPEAL_DECIDED", case_id, row["date_decided"]
