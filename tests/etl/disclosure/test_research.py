"""The policy file for extracts: every code has a place at every level, and mistakes are named."""

import pytest

from etl.config import Settings
from etl.contracts import load_contract
from etl.disclosure.research import NOT_TOLD, parse_research
from etl.errors import ReferenceDataError

TEXT = Settings().research_policy_file.read_text(encoding="utf-8")
POLICY = parse_research(TEXT, "research.toml")


def test_ten_cases_and_two_outcomes_are_the_least():
    assert (POLICY.k, POLICY.l) == (10, 2)
    assert POLICY.most_left_out <= 0.05


def test_everything_but_the_strata_and_the_window_can_be_left_untold():
    for column in POLICY.columns:
        if column.levels and not column.always_told:
            assert set(column.levels[-1][1].values()) == {NOT_TOLD}
    assert [column.name for column in POLICY.columns if column.always_told] == [
        "period", "proceeding",
    ]  # fmt: skip


def test_no_column_tells_of_a_day_a_characteristic_of_a_person_or_an_id():
    names = {column.name for column in POLICY.columns}
    assert not names & {"sex", "ethnicity", "age_band", "case_id", "subject_id", "date_aware"}


def test_every_code_of_the_contract_has_a_place():
    from etl.warehouse.reference import read_reference

    lists = read_reference(Settings().reference_dir / "code_lists.csv")
    known = {
        name: set(lists.filter(code_list=name)["code"]) for name in lists["code_list"].unique()
    }
    of = {
        "case_type": "case_type", "worker_group": "worker_group", "rank": "rank", "mode": "mode",
        "referral_route": "referral_route", "case_to_answer": "case_to_answer",
        "proceeding": "proceeding_type", "finding": "finding", "outcome": "outcome",
    }  # fmt: skip
    assert load_contract(Settings().contract_dir).entities
    for column in POLICY.columns:
        if column.name in of:
            assert known[of[column.name]] <= column.levels[0][1].keys(), column.name


MISTAKES = {
    "not TOML": ("k = 10", "k = ", "TOMLDecodeError"),
    "no k": ("k = 10", "", "KeyError"),
    "k of one": ("k = 10", "k = 1", "at least 2"),
    "all may be left out": ("most_left_out = 0.05", "most_left_out = 1.0", "share below 1"),
    "strata of no column": (
        'strata = "proceeding"',
        'strata = "nothing"',
        "strata names no column",
    ),
    "a code without a place": ('NONE = ["NONE"]\nMEETING', "NONE = []\nMEETING", "each code"),
    "a code in two places": ('["MEETING"]', '["MEETING", "NONE"]', "each code"),
    "a sensitive code that is none": (
        '"MISCONDUCT_PROVEN"]\noutcome',
        '"X"]\noutcome',
        "lists a code",
    ),
    "made from nothing known": ('made_from = "areas"', 'made_from = "x"', "unknown"),
    "no weight": ("weight = 9.0", "weight = 0", "above 0"),
    "a level that divides a value": (
        '1 = ["1"]\n2_OR_MORE = ["2", "3", "4_OR_MORE"]',
        'A = ["1", "2"]\nB = ["3", "4_OR_MORE"]\n[columns.subjects.levels.then]\n'
        'C = ["1", "3"]\nD = ["2", "4_OR_MORE"]',
        "divides a value",
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_the_file_is_refused_by_its_name(old, new, said):
    assert old in TEXT
    with pytest.raises(
        ReferenceDataError, match=r"data/policy/research\.toml: not a whole"
    ) as told:
        parse_research(TEXT.replace(old, new, 1), "research.toml")
    assert said in str(told.value)
