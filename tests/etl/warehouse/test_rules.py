"""Each rule hits the row that breaks it and leaves its nearest neighbour alone."""

import pytest

from etl.config import Settings
from tests.deliveries import FORCES
from tests.etl.warehouse.engine import Checked, checked, with_parents
from tests.etl.warehouse.rule_tables import RULES
from tests.frames import rows

IDS = ("case_id", "proceeding_id")
SEVERITY = {
    "warning": (
        "R04.allegations.sub_category R08.cases.incident_to R11.referrals.late "
        "R13.allegation_subjects.decision.flagged R13.proceedings.notice.flagged "
        "R13.proceedings.finalised.flagged R15.cases.zero_days R16.cases.duration "
        "R21.proceeding_subjects.no_outcome R25.proceeding_subjects.reduction_in_rank.constable "
        "R26.investigations.managed R27.mode_decisions.directed R28.investigations.no_referral "
        "R29.referrals.dsi_voluntary R30.proceedings.chair "
        "R31.proceeding_subjects.dismissed_for_misconduct R33.proceedings.accelerated_notice "
        "R35.severity_assessments.vetting R37.proceeding_subjects.practice "
        "R38.workforce_groups.sum R46.workforce.change R47.workforce.identical "
        "R48.workforce.no_specials R49.workforce.full_time_equivalent"
    ).split(),
    "info": ["R09.cases.incident_from", "R34.investigations.no_explanation"],
}


def own_ids(tables: dict[str, str], number: int) -> dict[str, list[dict]]:
    """The rows of one rule's tables, their ids prefixed so that no other rule's rows share them."""
    return {
        name: [
            {key: f"{number}-{value}" if key in IDS else value for key, value in row.items()}
            for row in rows(text)
        ]
        for name, text in tables.items()
    }


def all_rules() -> tuple[dict[str, list[dict]], dict[str, dict[int, bool]]]:
    """Every rule's rows in one delivery, and for each rule its lines, with whether they are hit."""
    together: dict[str, list[dict]] = {"forces": rows(FORCES)}
    expected: dict[str, dict[int, bool]] = {}
    for number, (name, tables) in enumerate(RULES.items(), start=1):
        entity = name.split(".")[1]
        for table, listed in with_parents(own_ids(tables, number)).items():
            first = len(together.setdefault(table, [])) + 2
            hits = [row.pop("hit", "") == "yes" for row in listed]
            together[table] += listed
            if table == entity:
                expected[name] = dict(enumerate(hits, start=first))
    return together, expected


@pytest.fixture(scope="module")
def found() -> Checked:
    # Not marked synthetic: British Transport Police has a rule of its own.
    return checked(all_rules()[0], synthetic=False)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_hits_what_breaks_it_and_nothing_near_it(found, name):
    lines = all_rules()[1][name]
    assert any(lines.values())
    assert not all(lines.values())
    hit = [line for line in found.lines(name) if line in lines]
    assert hit == [line for line, is_hit in lines.items() if is_hit]


@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_the_severity_of_the_law_book(found, name):
    severity = next((word for word, names in SEVERITY.items() if name in names), "error")
    told = "SEVERITY here lists warnings and notes; what it does not list sets the row aside"
    assert found.checks[name].severity == severity, told
    assert found.checks[name].kind == "row"


def test_only_errors_set_rows_aside(found):
    reasons = {
        reason
        for listed in found.quarantined.values()
        for _, together in listed
        for reason in together.split()
    }
    errors = {name for name, check in found.checks.items() if check.severity == "error"}
    assert reasons <= errors | {"parent"}
    assert {name for name in RULES if found.checks[name].severity == "error"} <= reasons


def test_a_row_is_listed_once_for_each_rule_it_breaks(found):
    rows_hit = found.hits.filter(found.hits["line"].is_not_null())
    assert rows_hit.height == rows_hit.unique().height


def test_every_rule_in_sql_has_its_table_here():
    shares = {"R06", "R17", "R40", "R51", "R52"}
    of_two_deliveries = {"R41", "R42", "R43"}
    written = {path.stem for path in (Settings().sql_dir / "rules").glob("*.sql")}
    elsewhere = {name for name in written if name[:3] in shares | of_two_deliveries}
    own = written - elsewhere - {"R01.cases.elsewhere"}
    missing = own - RULES.keys()
    assert not missing, f"tests/etl/warehouse/rule_tables_law.py has no rows for {missing}"
    assert own == RULES.keys()
