"""Everything that counts one: referrals, allegations, decisions, hearings, values and returns."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from tests.spec.recount.catalogue import catalogue_events, rank_band, standards_of
from tests.spec.recount.matters import BROKEN_OFF, DISMISSED, HEARINGS, matter_events
from tests.spec.recount.names import OFFICERS
from tests.spec.recount.records import Delivery, day, periods_of
from tests.spec.recount.stages import finalised, referral_waits, stopped_days, working_days

SCHEME = date(2020, 2, 1)
RULES_OF_2012 = date(2012, 11, 22)
KNOWN = ("GROSS_MISCONDUCT_PROVEN", "MISCONDUCT_PROVEN", "NOT_PROVEN")


def events(delivery: Delivery) -> Iterator[tuple]:
    """(count, force, day, {breakdown: category}, wait or None) for everything that counts one."""
    cases = {row["case_id"]: row for row in delivery.rows["cases"]}
    people = {(row["case_id"], row["subject_id"]): row for row in delivery.rows["case_subjects"]}
    yield from _referrals(delivery, cases)
    yield from referral_waits(delivery, cases)
    yield from finalised(delivery, people)
    yield from _discrimination(delivery, cases)
    yield from _decisions(delivery, cases, people)
    yield from _hearings(delivery, cases, people)
    yield from matter_events(delivery, periods_of(delivery))
    yield from catalogue_events(delivery, cases, people)
    for field, force, at, is_known in _values(delivery, cases, people):
        yield "values_expected", force, at, {"field": field}, None
        if not is_known:
            yield "values_not_known", force, at, {"field": field}, None


def _referrals(delivery: Delivery, cases: dict) -> Iterator[tuple]:
    current: dict[tuple, dict] = {}
    for row in sorted(delivery.rows["mode_decisions"], key=lambda row: int(row["decision_seq"])):
        if row["is_current"] == "true":
            current[row["case_id"], row["referral_seq"]] = row
    for row in delivery.rows["referrals"]:
        case = cases[row["case_id"]]
        force, aware = case["force_code"], day(case["date_aware"])
        new = aware >= SCHEME and case["linked_to_pre_2020"] != "true"
        decision = current.get((row["case_id"], row["referral_seq"]))
        mode = decision["mode"] if decision else "PENDING"
        kinds = {
            "referral_route": row["referral_route"],
            "case_type": row["matter_type"] or case["case_type"] or "NOT_RECORDED",
            "mode": mode,
            "regime": "OTHER" if aware < RULES_OF_2012 else "CR2020" if new else "CR2012",
        }
        yield "referrals", force, day(row["date_referred"]), kinds, None
        if row["referral_route"] == "MANDATORY":
            fewer = {name: kinds[name] for name in ("case_type", "regime")}
            yield "referrals_mandatory", force, day(row["date_referred"]), fewer, None
        if mode != "PENDING" and decision["date_decided"]:
            yield "mode_decisions", force, day(decision["date_decided"]), {"mode": mode}, None


def _discrimination(delivery: Delivery, cases: dict) -> Iterator[tuple]:
    named, in_case = defaultdict(list), defaultdict(set)
    for row in delivery.rows["allegation_characteristics"]:
        named[row["case_id"], row["allegation_id"]].append(row["characteristic"])
        in_case[row["case_id"]].add(row["characteristic"])
    for case_id, characteristics in in_case.items():
        case = cases[case_id]
        # Once under each, and once in all: every place of a case is counted a single time.
        each = {"characteristic": characteristics}
        yield "cases_naming_characteristic", case["force_code"], day(case["date_aware"]), each, None
    for row in delivery.rows["allegations"]:
        case = cases[row["case_id"]]
        if case["case_type"] != "COMPLAINT" or row["allegation_scheme"] != "IOPC_2020":
            continue
        logged = day(case["date_recorded"] or case["date_aware"])
        yield "complaint_allegations", case["force_code"], logged, {}, None
        if row["category_code"] != "F":
            continue
        found = named[row["case_id"], row["allegation_id"]]
        how_many = ["NONE_RECORDED", "ONE", "SEVERAL"][min(len(found), 2)]
        categories = {"characteristics_named": how_many}
        yield "f_allegations", case["force_code"], logged, categories, None
        for item in found:
            category = {"characteristic": item}
            yield "characteristic_allegations", case["force_code"], logged, category, None


def _decisions(delivery: Delivery, cases: dict, people: dict) -> Iterator[tuple]:
    """Officers with a case to answer, and those referred to a hearing: once for each case."""
    answers, referred = defaultdict(list), defaultdict(list)
    for row in delivery.rows["allegation_subjects"]:
        key = (row["case_id"], row["subject_id"])
        if people[key]["worker_group"] not in OFFICERS or not row["date_case_to_answer"]:
            continue
        decided = day(row["date_case_to_answer"])
        if row["case_to_answer"] == "GROSS_MISCONDUCT":
            answers[key].append(decided)
        if row["handling_after"] in ("HEARING", "ACCELERATED_HEARING"):
            # Of two decisions on one day the accelerated hearing comes first.
            referred[key].append((decided, row["handling_after"] == "HEARING"))
    for key, days in answers.items():
        regime = {"regime": _regime(people[key])}
        yield "gm_case_to_answer", cases[key[0]]["force_code"], min(days), regime, None
    for key, found in referred.items():
        decided, full = min(found)
        case, person = cases[key[0]], people[key]
        kinds = {
            "forum": "HEARING" if full else "ACCELERATED",
            "regime": _regime(person),
            "case_type": case["case_type"] or "NOT_RECORDED",
            "worker_group": person["worker_group"],
            "rank_band": rank_band(person),
        }
        yield "officers_to_hearing", case["force_code"], decided, kinds, None


def officers_heard(delivery: Delivery, people: dict) -> Iterator[tuple[dict, dict, tuple]]:
    """(subject's row, hearing, case and subject) of officers before hearings of all kinds."""
    for row in delivery.rows["proceeding_subjects"]:
        hearing = delivery.proceedings[row["proceeding_id"]]
        key = (row["case_id"], row["subject_id"])
        if hearing["proceeding_type"] in HEARINGS and people[key]["worker_group"] in OFFICERS:
            yield row, hearing, key


def _hearings(delivery: Delivery, cases: dict, people: dict) -> Iterator[tuple]:
    about, alleged = standards_of(delivery), defaultdict(set)
    for row in delivery.rows["allegation_subjects"]:
        alleged[row["case_id"], row["subject_id"]] |= about[row["case_id"], row["allegation_id"]]
    for row, hearing, key in officers_heard(delivery, people):
        force, regime = cases[key[0]]["force_code"], {"regime": _regime(people[key])}
        full = hearing["proceeding_type"] == "HEARING"
        if _has_finding(row, hearing):
            split = regime | {
                "forum": "HEARING" if full else "ACCELERATED",
                "service": "FORMER" if row["is_former_officer"] == "true" else "SERVING",
                "rank_band": rank_band(people[key]),
                "standard": alleged[key] or {"NOT_RECORDED"},
            }
            at = day(hearing["date_first_day"])
            yield "findings_known", force, at, split, None
            if row["finding"] == "GROSS_MISCONDUCT_PROVEN":
                yield "findings_gm_proven", force, at, split, None
                if (row["outcome_after_appeal"] or row["outcome"]) in DISMISSED:
                    yield "dismissed", force, at, split, None
        if hearing["proceeding_type"] == "ACCELERATED_HEARING" and key not in delivery.incomplete:
            yield from _accelerated(hearing, force)
        if full:
            yield from _waits(hearing, force, regime, delivery, key)


def _accelerated(hearing: dict, force: str) -> Iterator[tuple]:
    """One that has begun, and one begun 10 to 15 working days after the notice."""
    if not (hearing["date_notice"] and hearing["date_first_day"]):
        return
    notice = day(hearing["date_notice"])
    worked = working_days(notice, day(hearing["date_first_day"]))
    yield "accelerated_begun", force, notice, {}, None
    if 10 <= worked <= 15:
        yield "accelerated_in_time", force, notice, {}, None


def _has_finding(row: dict, hearing: dict) -> bool:
    """A known finding on a known day, of a hearing that was not broken off or stayed."""
    status = hearing["proceeding_status"]
    is_known = row["finding"] in KNOWN and bool(hearing["date_first_day"])
    return is_known and status not in (*BROKEN_OFF, "STAYED")


def _waits(
    hearing: dict, force: str, regime: dict, delivery: Delivery, key: tuple[str, str]
) -> Iterator[tuple]:
    wait = _wait(hearing, delivery.day("extracted_on"))
    known = [hearing[name] for name in ("date_notice", "date_first_day", "date_concluded")]
    at = next((day(text) for text in known if text), None)
    if wait and key not in delivery.incomplete:
        days, state = wait
        begun, notice = state == "begun", day(hearing["date_notice"])
        stopped = stopped_days(delivery, key[0], notice, notice + timedelta(days))
        if stopped:
            yield "hearings_stopped", force, at, {}, None
        worked = working_days(notice, notice + timedelta(days))
        wait = {"T2": wait, "T2_net": (days - stopped, state), "T2_working": (worked, state)}
        yield "hearing_notices", force, at, regime, wait
        yield "hearings_begun" if begun else "hearings_not_begun", force, at, regime, wait
    elif at:
        yield "hearing_waits_unknown", force, at, {}, None


def _wait(hearing: dict, extracted: date) -> tuple[int, str] | None:
    """Days from notice to the first day, or to the last day on which it was still to come."""
    if not hearing["date_notice"]:
        return None
    notice = day(hearing["date_notice"])
    if hearing["date_first_day"]:
        return (day(hearing["date_first_day"]) - notice).days, "begun"
    status, end = hearing["proceeding_status"], hearing["date_concluded"]
    if status in ("SCHEDULED", "ADJOURNED") or (status == "STAYED" and not end):
        return (extracted - notice).days, "waiting"
    if status in ("STAYED", *BROKEN_OFF) and end:
        return (day(end) - notice).days, "gone"
    return None


def _values(delivery: Delivery, cases: dict, people: dict) -> Iterator[tuple]:
    """(field, force, day, is it known) for every value of a key field that there should be."""
    for row in cases.values():
        yield "CASE_TYPE", row["force_code"], day(row["date_aware"]), bool(row["case_type"])
    for row in people.values():
        case = cases[row["case_id"]]
        for field in ("ethnicity", "sex", "rank"):
            is_known = row[field] not in ("", "NOT_KNOWN")
            yield field.upper(), case["force_code"], day(case["date_aware"]), is_known
    for row in delivery.rows["allegation_subjects"]:
        if row["case_to_answer"] in ("GROSS_MISCONDUCT", "MISCONDUCT", "NONE"):
            case, is_known = cases[row["case_id"]], bool(row["date_case_to_answer"])
            yield "DATE_DECISION", case["force_code"], day(case["date_aware"]), is_known
    for row, hearing, key in officers_heard(delivery, people):
        force, notice = cases[key[0]]["force_code"], hearing["date_notice"]
        held = hearing["date_first_day"] or hearing["date_concluded"]
        if notice or held:
            yield "DATE_NOTICE", force, day(notice or held), bool(notice)
        if hearing["proceeding_status"] == "HELD" and held:
            yield "FINDING", force, day(held), row["finding"] not in ("", "NOT_KNOWN")


def _regime(person: dict) -> str:
    return person["regime"] if person["regime"] in ("CR2012", "CR2020") else "OTHER"
