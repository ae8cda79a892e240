"""Matters assessed for gross misconduct, written one to a line.

    name | aware | assessed | decided | hearing

- assessed: letter and day of each assessment, `,` between revisions, `/` between allegations:
  G gross misconduct, M misconduct, N neither.
- decided: for each allegation, with `/` between: answer (G, M, NONE), handling (`-` if blank), day.
- hearing: type, status, then notice, first day and conclusion (`-` if blank).
- Other columns are those of cases, case_subjects and proceeding_subjects.
"""

from tests.frames import rows

LETTERS = {"G": "GROSS_MISCONDUCT", "M": "MISCONDUCT", "N": "NEITHER", "NONE": "NONE", "-": ""}
OF_CASE = ("force_code", "date_finalised", "case_type")
OF_PERSON = ("worker_group", "regime", "subject_id")
OF_OUTCOME = ("finding", "outcome", "outcome_after_appeal", "is_former_officer")


def delivered(text: str, force: str = "X23000001") -> dict[str, list[dict]]:
    """The tables of a delivery: a case and an officer for each line."""
    tables: dict[str, list[dict]] = {
        name: []
        for name in "cases case_subjects allegations severity_assessments allegation_subjects "
        "proceedings proceeding_subjects".split()
    }
    for line in rows(text):
        key = {"case_id": line["name"], "subject_id": line.get("subject_id") or "officer"}
        _case(tables, line, key, force)
        assessed = (line.get("assessed") or "").split("/")
        decided = (line.get("decided") or "").split("/")
        for number in range(max(len(assessed), len(decided))):
            of = key | {"allegation_id": f"a{number}"}
            tables["allegations"].append({"case_id": of["case_id"], "allegation_id": f"a{number}"})
            _decision(tables, of, decided[number] if number < len(decided) else "")
            _assessments(tables, of, assessed[number] if number < len(assessed) else "")
        if line.get("hearing"):
            _hearing(tables, line, key)
    return tables


def together(*tables: dict[str, list[dict]]) -> dict[str, list[dict]]:
    names = dict.fromkeys(name for each in tables for name in each)
    return {name: [row for each in tables for row in each.get(name, [])] for name in names}


def _named(line: dict, names: tuple[str, ...]) -> dict:
    return {name: line[name] for name in names if line.get(name)}


def _case(tables: dict, line: dict, key: dict, force: str) -> None:
    finalised = {"case_status": "FINALISED"} if line.get("date_finalised") else {}
    tables["cases"].append(
        {"case_id": key["case_id"], "force_code": force, "date_aware": line["aware"]}
        | finalised
        | _named(line, OF_CASE)
    )
    staff = {"regime": "STAFF_LOCAL"} if line.get("worker_group") == "STAFF" else {}
    old = {"regime": "CR2012"} if line["aware"] < "2020-02-01" else {}
    tables["case_subjects"].append(old | staff | _named(line, OF_PERSON) | key)


def _assessments(tables: dict, key: dict, text: str) -> None:
    for number, each in enumerate(filter(None, text.strip().split(",")), start=1):
        letter, at = each.split()
        row = {"assessment_seq": str(number), "date_assessed": at, "severity": LETTERS[letter]}
        tables["severity_assessments"].append(key | row)


def _decision(tables: dict, key: dict, text: str) -> None:
    row = {}
    if text.strip():
        answer, handling, at = text.split()
        row = {
            "case_to_answer": LETTERS[answer],
            "handling_after": "" if handling == "-" else handling,
            "date_case_to_answer": "" if at == "-" else at,
        }
    tables["allegation_subjects"].append(key | row)


def _hearing(tables: dict, line: dict, key: dict) -> None:
    kind, status, *days = line["hearing"].split()
    names = ("date_notice", "date_first_day", "date_concluded")
    dated = {
        name: "" if at == "-" else at for name, at in zip(names, [*days, "-", "-"][:3], strict=True)
    }
    row = {"proceeding_id": line["name"], "proceeding_type": kind, "proceeding_status": status}
    tables["proceedings"].append(row | dated)
    outcome = {"is_former_officer": "false"} | _named(line, OF_OUTCOME)
    tables["proceeding_subjects"].append(key | {"proceeding_id": line["name"]} | outcome)
