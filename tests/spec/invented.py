"""Deliveries of random cases that lean towards the edges at which a count could go wrong."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.deliveries import PACKAGE, write_delivery
from tests.reference.tables import rows as reference_rows

SCHEME = date(2020, 2, 1)
# Matters from before it: test_referral_rate.
REGULATIONS_2012 = date(2012, 11, 22)
CHARACTERISTICS = (
    "AGE DISABILITY GENDER_REASSIGNMENT MARRIAGE_CIVIL_PARTNERSHIP PREGNANCY_MATERNITY RACE "
    "RELIGION_OR_BELIEF SEX SEXUAL_ORIENTATION OTHER"
).split()
ROUTES = "MANDATORY VOLUNTARY DG_REQUIRED LOCAL_POLICING_BODY".split()
KINDS = ["COMPLAINT", "COMPLAINT", "CONDUCT", "RECORDABLE_CONDUCT", "DSI", ""]
OFFICERS = ["REGULAR_OFFICER"] * 6 + ["SPECIAL_CONSTABLE", "OFFICER_UNIDENTIFIED"]
OTHERS = ["PCSO", "DESIGNATED_OFFICER", "STAFF", "VOLUNTEER"]
STATUSES = ["HELD"] * 5 + "SCHEDULED ADJOURNED STAYED WITHDRAWN DISCONTINUED NOT_HELD_LEFT".split()
FINDINGS = ["GROSS_MISCONDUCT_PROVEN", "MISCONDUCT_PROVEN", "NOT_PROVEN", "NOT_KNOWN", ""]
SEVERITIES = ["GROSS_MISCONDUCT"] * 4 + "MISCONDUCT MISCONDUCT NEITHER PERFORMANCE".split()
WAYS = [*"HEARING HEARING ACCELERATED_HEARING MEETING NO_FURTHER_ACTION OTHER UPP".split(), ""]
MODES = "INDEPENDENT LOCAL LOCAL RETURN_TO_FORCE".split()
RESULTS = ["ALLOWED", "ALLOWED_IN_PART", "DISMISSED", "WITHDRAWN"]
HANDLED = (
    "OUTSIDE_SCH3 SCH3_NOT_INVESTIGATED SCH3_INVESTIGATED SCH3_INVESTIGATED_SPECIAL_PROCEDURES"
).split()
STANDARDS = "EQUALITY_DIVERSITY HONESTY_INTEGRITY CONFIDENTIALITY USE_OF_FORCE NOT_RECORDED".split()
RANKS = ["CONSTABLE"] * 4 + "SERGEANT INSPECTOR CHIEF_OFFICER SPECIAL NOT_APPLICABLE".split()
UNKNOWN = ["", "NOT_KNOWN"]
CODES = (
    *("standard", "case_to_answer", "severity", "finding", "referral_route", "mode"),
    "stop_reason",
)
# Outcomes that the Regulations allow, by Regulations, forum, finding and former or serving.
ALLOWED: dict[tuple, list[str]] = {}
for _row in reference_rows("outcomes_allowed"):
    if not _row["condition"]:
        _key = tuple(_row[_name] for _name in ("regime", "forum", "finding", "is_former_officer"))
        ALLOWED.setdefault(_key, []).append(_row["outcome"].replace("NONE", ""))

FORCES = """
    force_code | force_name | region_code | region_name
    X23000001  | Northmoor  | X12000001   | Upland
    X23000002  | Eastmarch  | X12000001   | Upland
    X23000003  | Westfold   | X12000001   | Upland
    X23000004  | Southmere  | X12000002   | Lowland
    X23000005  | Wetherby   | X12000002   | Lowland
    X23000006  | Farholm    | X12000003   | Far
"""


class Invented:
    """One random delivery: the same seed invents the same cases."""

    def __init__(self, seed: int, cases: int, forces: str = FORCES, **package: object) -> None:
        self.random = Random(seed)
        self.forces = forces
        self.codes = [line.split("|")[0].strip() for line in forces.strip().splitlines()[1:]]
        self.package = package
        about = PACKAGE | package
        self.first, self.last, self.extracted = (
            date.fromisoformat(str(about[name]))
            for name in ("coverage_from", "coverage_to", "extracted_on")
        )
        self.tables: dict[str, list[dict]] = {
            name: []
            for name in "cases allegations allegation_characteristics allegation_breaches "
            "case_subjects severity_assessments allegation_subjects referrals mode_decisions "
            "proceedings proceeding_subjects appeals investigations clock_stops".split()
        }
        self.decided: dict[tuple[str, str], date] = {}
        for number in range(cases):
            self._case(f"c{number}")
        for number in range(cases // 2):
            self._proceeding(f"p{number}")
        for row in self.tables["cases"]:
            self._investigations(row)
        self._finalise()
        for name in (
            "allegation_breaches severity_assessments allegation_subjects proceeding_subjects "
            "referrals mode_decisions clock_stops"
        ).split():
            self._spoil(self.tables[name])
        self.tables["submissions"] = self._submissions()
        self.tables["workforce"] = self._workforce()
        self.tables["workforce_groups"] = self._workforce_groups()
        self.tables["system_changes"] = self._system_changes()

    def write(self, folder: Path) -> Path:
        return write_delivery(folder, self.tables, forces=self.forces, **self.package)

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _day(self, earliest: date, latest: date | None = None) -> date:
        """A day in the range, with a liking for the ends of quarters."""
        latest = latest or self.extracted
        day = earliest + timedelta(days=self.random.randint(0, max((latest - earliest).days, 0)))
        if self._chance(0.2):
            edge = date(day.year, self.random.choice((1, 2, 4, 7, 10)), 1)
            edge -= timedelta(days=self.random.randint(0, 1))
            day = min(max(edge, earliest), latest)
        return day

    def _case(self, case_id: str) -> None:
        aware = self._day(max(self.first - timedelta(days=700), REGULATIONS_2012))
        recorded = self._day(aware, min(aware + timedelta(days=60), self.extracted))
        is_new = aware >= SCHEME
        linked = is_new and self._chance(0.1)
        row = {
            "case_id": case_id,
            "force_code": self.random.choice(self.codes),
            "case_type": self.random.choice(KINDS),
            "date_aware": str(aware),
            "date_recorded": str(recorded) if self._chance(0.6) else "",
            "linked_to_pre_2020": "true" if linked else self.random.choice(("", "false")),
        }
        if row["case_type"] == "COMPLAINT":
            row["complaint_status"] = self.random.choice([*HANDLED, ""])
            row["suspended_days"] = self.random.choice(["", "", "", "0", "9", "400"])
        self.tables["cases"].append(row)
        logged = date.fromisoformat(row["date_recorded"] or row["date_aware"])
        for sequence in range(self.random.choice((0, 0, 1, 1, 2))):
            self._referral(case_id, sequence + 1, aware)
        people = [
            self._subject(case_id, f"s{number}", new_rules=is_new and not linked)
            for number in self.random.sample(range(80), self.random.choice((0, 1, 1, 2)))
        ]
        for number in range(self.random.choice((1, 1, 2))):
            self._allegation(case_id, f"a{number}", logged >= SCHEME, aware, people)

    def _referral(self, case_id: str, sequence: int, aware: date) -> None:
        received = self._day(aware)
        later = ["POWER_OF_INITIATIVE"] if received >= SCHEME else []
        self.tables["referrals"].append(
            {
                "case_id": case_id,
                "referral_seq": str(sequence),
                "date_referred": str(received),
                "referral_route": self.random.choice(ROUTES + later),
                "matter_type": self.random.choice(["", "", *KINDS]),
            }
        )
        self._modes({"case_id": case_id, "referral_seq": str(sequence)}, received)

    def _modes(self, key: dict, at: date) -> None:
        """No decision, one, or one after another; the last one is in force, or it is pending."""
        number = self.random.choice((0, 1, 1, 1, 2, 3))
        for sequence in range(1, number + 1):
            at = self._day(at, min(at + timedelta(days=90), self.extracted))
            later = ["DIRECTED"] if at >= SCHEME else ["MANAGED", "SUPERVISED"]
            is_pending = self._chance(0.1)
            self.tables["mode_decisions"].append(
                key
                | {
                    "decision_seq": str(sequence),
                    "date_decided": "" if is_pending else str(at),
                    "mode": "PENDING" if is_pending else self.random.choice(MODES + later),
                    "is_current": str(sequence == number or self._chance(0.03)).lower(),
                }
            )

    def _subject(self, case_id: str, subject_id: str, new_rules: bool) -> str:
        is_officer = self._chance(0.85)
        regimes = ["CR2020"] * 6 if new_rules else ["CR2012"] * 6 + ["CR2008"]
        row = {
            "case_id": case_id,
            "subject_id": subject_id,
            "worker_group": self.random.choice(OFFICERS if is_officer else OTHERS),
            "regime": self.random.choice([*regimes, "OTHER_BODY"]) if is_officer else "STAFF_LOCAL",
            "ethnicity": self.random.choice(["WHITE", "WHITE", "ASIAN", "BLACK", *UNKNOWN]),
            "sex": self.random.choice(["FEMALE", "MALE", "MALE", *UNKNOWN]),
            "rank": self.random.choice([*RANKS, *UNKNOWN]),
        }
        self.tables["case_subjects"].append(row)
        return subject_id

    def _allegation(
        self, case_id: str, name: str, new_scheme: bool, aware: date, people: list[str]
    ) -> None:
        key = {"case_id": case_id, "allegation_id": name}
        stated = self._chance(0.9)
        scheme = {
            "allegation_scheme": "IOPC_2020" if new_scheme else "IPCC_PRE_2020",
            "category_code": "F" if self._chance(0.6) else self.random.choice("ABH"),
        }
        self.tables["allegations"].append(key | (scheme if stated else {}))
        for item in self.random.sample(CHARACTERISTICS, self.random.choice((0, 0, 1, 1, 2, 3))):
            self.tables["allegation_characteristics"].append(key | {"characteristic": item})
        for item in self.random.sample(STANDARDS, self.random.choice((0, 1, 1, 2))):
            self.tables["allegation_breaches"].append(key | {"standard": item})
        for subject_id in people:
            if self._chance(0.9):
                self._decision(key, subject_id, aware)
                self._assessments(key, subject_id, aware)

    def _assessments(self, key: dict, subject_id: str, aware: date) -> None:
        """Assessed at once, late, or never again, up and down."""
        at = aware
        for sequence in range(1, self.random.choice((0, 1, 1, 1, 2, 2, 3, 4)) + 1):
            at = self._day(at, min(at + timedelta(days=self._wait(0, 30, 400)), self.extracted))
            later = ["PRI"] if at >= SCHEME else []
            severity = self.random.choice(SEVERITIES + later)
            self.tables["severity_assessments"].append(
                key
                | {
                    "subject_id": subject_id,
                    "assessment_seq": str(sequence),
                    "date_assessed": str(at),
                    "severity": severity,
                }
            )

    def _wait(self, *days: int) -> int:
        return self.random.choice(days)

    def _decision(self, key: dict, subject_id: str, aware: date) -> None:
        decided = self._day(aware, min(aware + timedelta(days=900), self.extracted))
        kinds = ["GROSS_MISCONDUCT", "GROSS_MISCONDUCT", "MISCONDUCT", "NONE", ""]
        dated = self._chance(0.8)
        later = ["RPRP"] * 2 if decided >= SCHEME else []
        self.tables["allegation_subjects"].append(
            key
            | {
                "subject_id": subject_id,
                "case_to_answer": self.random.choice(kinds),
                "date_case_to_answer": str(decided) if dated else "",
                "handling_after": self.random.choice(WAYS + later),
            }
        )
        if dated:
            pair = (key["case_id"], subject_id)
            self.decided[pair] = max(decided, self.decided.get(pair, decided))

    def _investigations(self, case: dict) -> None:
        """None, one or two, reported before the first decision, broken off, or open."""
        case_id, aware = case["case_id"], date.fromisoformat(case["date_aware"])
        decided = [
            date.fromisoformat(row["date_case_to_answer"])
            for row in self.tables["allegation_subjects"]
            if row["case_id"] == case_id and row["date_case_to_answer"]
        ]
        latest = min([*decided, self.extracted])
        for sequence in range(1, self.random.choice((0, 1, 1, 1, 2)) + 1):
            begun = self._day(aware, min(latest, aware + timedelta(days=60)))
            end = str(self._day(begun, latest))
            how = self.random.choice(["date_report"] * 4 + ["date_terminated", ""])
            row = {
                "case_id": case_id,
                "investigation_seq": str(sequence),
                "date_started": str(begun),
            }
            self.tables["investigations"].append(row | ({how: end} if how else {}))
        for sequence in range(1, self.random.choice((0, 0, 0, 1, 2)) + 1):
            first = self._day(aware)
            last = self._day(first, min(self.extracted, first + timedelta(days=500)))
            self.tables["clock_stops"].append(
                {
                    "case_id": case_id,
                    "stop_seq": str(sequence),
                    "date_from": str(first),
                    "date_to": str(last) if self._chance(0.8) else "",
                    "stop_reason": self.random.choice(["SUB_JUDICE", "OTHER"]),
                }
            )

    def _proceeding(self, name: str) -> None:
        people = self.random.sample(self.tables["case_subjects"], self.random.choice((1, 1, 1, 3)))
        people = list({row["subject_id"]: row for row in people}.values())
        pairs = [(row["case_id"], row["subject_id"]) for row in people]
        decided = max((self.decided.get(pair, self.first) for pair in pairs), default=self.first)
        notice = self._day(decided, min(decided + timedelta(days=900), self.extracted))
        status, kind = self.random.choice(STATUSES), self._kind(people, notice)
        wait = self.random.choice((0, 30, 100, 365, 366, self.random.randint(1, 1500)))
        begins = notice + timedelta(days=wait)
        begun = begins <= self.extracted and self._chance(0.95 if status == "HELD" else 0.2)
        ended = status not in ("SCHEDULED", "ADJOURNED") and self._chance(0.8)
        end = self._day(begins if begun else notice)
        self.tables["proceedings"].append(
            {
                "proceeding_id": name,
                "proceeding_type": kind,
                "proceeding_status": status,
                "date_notice": str(notice) if self._chance(0.93) else "",
                "date_first_day": str(begins) if begun else "",
                "date_concluded": str(end) if ended else "",
            }
        )
        for row in people:
            self._heard(name, row, kind, status, begins)

    def _heard(self, name: str, person: dict, kind: str, status: str, begins: date) -> None:
        """Findings follow from hearings that were held, now and then from one broken off."""
        finding = ""
        if kind != "MEETING" and (status == "HELD" or self._chance(0.1)):
            finding = self.random.choice(FINDINGS if status == "HELD" else ["NOT_PROVEN", ""])
        former = begins >= date(2017, 12, 15) and self._chance(0.2)
        allowed = ALLOWED.get((person["regime"], kind, finding, str(former).lower()), [""])
        outcome = self.random.choice(allowed) if "PROVEN" in finding else ""
        appealed = outcome and self._chance(0.25)
        key = {"proceeding_id": name, "subject_id": person["subject_id"]}
        self.tables["proceeding_subjects"].append(
            key
            | {
                "case_id": person["case_id"],
                "finding": finding,
                "outcome": outcome,
                "is_former_officer": str(former).lower(),
                "outcome_after_appeal": self.random.choice(allowed) if appealed else "",
            }
        )
        if appealed:
            decided = str(self._day(min(begins, self.extracted))) if self._chance(0.8) else ""
            result = {
                "appeal_seq": "1",
                "appeal_body": self.random.choice(["PAT", "PAT", "PAT", "INTERNAL", ""]),
                "appeal_result": self.random.choice(RESULTS),
                "date_decided": decided,
            }
            self.tables["appeals"].append(key | result)

    def _finalise(self) -> None:
        """One case in five is over: all that was done is done by then."""
        ended: dict[str, str] = {}
        ends = {row["proceeding_id"]: row for row in self.tables["proceedings"]}
        for row in self.tables["proceeding_subjects"]:
            hearing = ends[row["proceeding_id"]]
            last = max(hearing["date_concluded"], hearing["date_first_day"], hearing["date_notice"])
            ended[row["case_id"]] = max(last, ended.get(row["case_id"], ""))
        for name, column in (
            ("allegation_subjects", "date_case_to_answer"),
            ("severity_assessments", "date_assessed"),
        ):
            for row in self.tables[name]:
                ended[row["case_id"]] = max(row[column], ended.get(row["case_id"], ""))
        for row in self.tables["cases"]:
            if self._chance(0.2):
                known = (row["date_aware"], row["date_recorded"], ended.get(row["case_id"], ""))
                row["date_finalised"] = str(self._day(date.fromisoformat(max(known))))
                row["case_status"] = "FINALISED"
            elif self._chance(0.02):
                row["case_status"] = "FINALISED"  # on a day that nobody wrote down

    def _kind(self, people: list[dict], notice: date) -> str:
        """A forum that the Regulations of all its subjects know."""
        regimes = {row["regime"] for row in people}
        kinds = ["HEARING"] * 6 + ["MEETING"]
        if regimes <= {"CR2020", "OTHER_BODY", "STAFF_LOCAL"} and notice >= SCHEME:
            kinds += ["ACCELERATED_HEARING"] * 2
        if regimes <= {"CR2012", "CR2008", "OTHER_BODY", "STAFF_LOCAL"}:
            kinds += ["SPECIAL_CASE_HEARING"] * 2
        return self.random.choice(kinds)

    def _spoil(self, rows: list[dict]) -> None:
        """One row in two hundred holds a code that no list knows, so that it is set aside."""
        column = next(name for name in CODES if rows and name in rows[0])
        for row in rows:
            if self._chance(1 / 200):
                row[column] = "PERHAPS"

    def _submissions(self) -> list[dict]:
        """Most returns; one force misses one year in all, others single quarters now and then."""
        gap = {self.random.choice(self.codes): self.random.randint(2015, 2024)}
        found = []
        for force in self.codes:
            often = self.random.choice((0.0, 0.03, 0.15))
            for year in range(self.first.year - 1, self.last.year + 1):
                for number in (1, 2, 3, 4):
                    row = {
                        "force_code": force,
                        "quarter": f"{year}-{(year + 1) % 100:02d}-Q{number}",
                        "submission_status": self.random.choice(
                            ["SUBMITTED"] * 8 + ["LATE", "RESUBMITTED", "PARTIAL"]
                        ),
                    }
                    if self._chance(0.7):
                        # Some arrive before the quarter is over.
                        months = (year + (number == 4), (6, 9, 12, 3)[number - 1], 28)
                        later = timedelta(days=self.random.randint(0, 90))
                        arrived = min(date(*months) + later, self.extracted)
                        row["date_received"] = str(arrived)
                    if gap.get(force) == year or self._chance(often):
                        row["submission_status"] = "MISSING"
                        if self._chance(0.5):
                            continue
                    found.append(row)
        return found

    def _system_changes(self) -> list[dict]:
        """Now and then a force keeps its records another way, from the start of a year or not."""
        kinds = "ALL RECEIVED AWARE HEARING NOTICE DECIDED ASSESSED".split()
        rows = [
            {
                "force_code": self.random.choice(self.codes),
                "date_changed": str(
                    self._day(self.first, self.extracted) if self._chance(0.7) else f"{year}-04-01"
                ),
                "event_basis": self.random.choice(kinds),
                "change": self.random.choice(("NEW_SYSTEM", "RECORDING_RULE")),
            }
            for year in range(self.first.year, self.last.year)
        ]
        keys = ("force_code", "date_changed", "event_basis")
        return list({tuple(row[name] for name in keys): row for row in rows}.values())

    def _workforce(self) -> list[dict]:
        found = []
        for force in self.codes:
            for year in range(self.first.year, self.last.year + 1):
                if self._chance(0.04):
                    continue  # nobody counted that March
                for group in ("POLICE_OFFICER", "SPECIAL_CONSTABLE", "POLICE_STAFF", "PCSO"):
                    if self._chance(0.01):
                        continue
                    row = {
                        "force_code": force,
                        "as_at": f"{year}-03-31",
                        "worker_group": group,
                        "basis": "HEADCOUNT",
                        "workers": str(self.random.randint(10, 900)),
                    }
                    found.append(row)
                    if self._chance(0.3):
                        found.append(row | {"basis": "FTE", "workers": "9.5"})
        return found

    def _workforce_groups(self) -> list[dict]:
        """Groups that add up to officers and specials on most days, and leave some groups out."""
        officers: dict[tuple[str, str], int] = {}
        for row in self.tables["workforce"]:
            is_officer = row["worker_group"] in ("POLICE_OFFICER", "SPECIAL_CONSTABLE")
            if is_officer and row["basis"] == "HEADCOUNT":
                key = row["force_code"], row["as_at"]
                officers[key] = officers.get(key, 0) + int(row["workers"])
        found = []
        for (force, day), number in officers.items():
            for dimension, others in {"ETHNICITY": "BLACK NOT_KNOWN", "SEX": "FEMALE"}.items():
                if self._chance(0.02):
                    continue
                first = {"ETHNICITY": "WHITE", "SEX": "MALE"}[dimension]
                parts = {name: self.random.randint(0, number // 4) for name in others.split()}
                parts[first] = number - sum(parts.values()) + self._chance(0.02)
                found += [
                    {
                        "force_code": force,
                        "as_at": day,
                        "dimension": dimension,
                        "category": category,
                        "officers": str(count),
                    }
                    for category, count in parts.items()
                    if count or self._chance(0.5)
                ]
        return found
