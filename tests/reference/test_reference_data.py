"""Reference files have keys, sources and sensible dates; codes and forces hold together."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from etl.contracts import load_contract
from tests.reference.tables import SETTINGS, rows

FILES = {
    "code_lists": ("code_list", "scheme", "code"),
    "foreign_codes": ("code_list", "scheme", "code"),
    "forces": ("force_code",),
    "force_aliases": ("alias",),
    "outcomes_allowed": ("regime", "forum", "finding", "is_former_officer", "outcome"),
    "bank_holidays": ("date",),
    "breaks": ("break_id", "applies_to"),
    "thresholds": ("name",),
    "change_reasons": ("code",),
    "publication_calendar": ("planned_on", "title"),
    "statutory_periods": ("name",),
}


@pytest.mark.parametrize("name", FILES)
def test_every_row_has_a_key_of_its_own_a_source_and_a_verified_mark(name):
    keys = Counter(tuple(row[column] for column in FILES[name]) for row in rows(name))
    assert [key for key, times in keys.items() if times > 1] == []
    assert all(row["source"].strip() for row in rows(name))
    assert {row["verified"] for row in rows(name)} <= {"true", "false"}


@pytest.mark.parametrize("name", FILES)
def test_no_cell_has_spaces_around_it_and_no_row_more_cells_than_the_header(name):
    for row in rows(name):
        assert None not in row
        assert None not in row.values()
        assert all(value == value.strip() for value in row.values())


@pytest.mark.parametrize("name", ["code_lists", "forces", "outcomes_allowed"])
def test_the_first_valid_day_is_not_after_the_last(name):
    for row in rows(name):
        days = [date.fromisoformat(row[end]) for end in ("valid_from", "valid_to") if row[end]]
        assert days == sorted(days)


def test_every_code_list_that_the_contract_names_exists():
    named = {
        field.code_list
        for entity in load_contract(SETTINGS.contract_dir).entities.values()
        for field in entity.fields
        if field.code_list
    }
    assert named - {"force"} == {row["code_list"] for row in rows("code_lists")}


def test_codes_are_upper_case_have_words_and_a_place_in_the_order():
    places = Counter(
        (row["code_list"], row["scheme"], row["sort_order"]) for row in rows("code_lists")
    )
    assert max(places.values()) == 1
    for row in rows("code_lists"):
        assert row["code"] == row["code"].upper()
        assert " " not in row["code"]
        assert row["label"]
        assert row["label"][0] == row["label"][0].upper()
        assert int(row["sort_order"]) > 0


def test_every_sub_category_belongs_to_a_category_of_its_scheme():
    categories = {
        (row["scheme"], row["code"])
        for row in rows("code_lists")
        if row["code_list"] == "allegation_category"
    }
    for row in rows("code_lists"):
        if row["code_list"] == "allegation_sub_category":
            assert (row["scheme"], row["parent_code"]) in categories
        else:
            assert row["parent_code"] == ""


def test_there_are_eleven_new_categories_and_ten_characteristics_under_discrimination():
    of = rows("code_lists")
    letters = [
        row["code"]
        for row in of
        if (row["code_list"], row["scheme"]) == ("allegation_category", "IOPC_2020")
    ]
    characteristics = {row["label"] for row in of if row["code_list"] == "protected_characteristic"}
    under_f = {row["label"] for row in of if row["parent_code"] == "F"}
    assert "".join(letters) == "ABCDEFGHJKL"
    assert under_f == characteristics
    assert len(under_f) == 10


@pytest.mark.parametrize(
    ("code_list", "code", "valid_from", "valid_to"),
    [
        # Rules 26, 27 and 35 judge these by the force as well, or only warn.
        ("mode", "DIRECTED", "", ""),
        ("mode", "MANAGED", "", ""),
        ("mode", "SUPERVISED", "", ""),
        ("severity", "VETTING_REFERRAL", "", ""),
        ("referral_route", "POWER_OF_INITIATIVE", "2020-02-01", ""),
        # Matters under the 2012 Regulations are still heard and handled today.
        ("proceeding_type", "SPECIAL_CASE_HEARING", "", ""),
        ("handling_after", "MANAGEMENT_ACTION", "", ""),
    ],
)
def test_a_code_is_limited_to_the_days_on_which_it_can_be_right(
    code_list, code, valid_from, valid_to
):
    (row,) = [
        row for row in rows("code_lists") if (row["code_list"], row["code"]) == (code_list, code)
    ]
    assert (row["valid_from"], row["valid_to"]) == (valid_from, valid_to)


def test_there_are_43_territorial_forces_in_ten_regions():
    territorial = [row for row in rows("forces") if row["is_territorial"] == "true"]
    prefixes = Counter(row["force_code"][:3] for row in territorial)
    regions = {(row["region_code"], row["region_name"]) for row in territorial}
    assert prefixes == {"E23": 39, "W15": 4}
    assert len(regions) == 10 == len({code for code, _ in regions})
    assert {"BTP", "MDP", "CNC", "NCA", "HMRC", "GLAA", "HO", "PCC"} == {
        row["force_code"] for row in rows("forces") if row["is_territorial"] == "false"
    }


def test_no_name_means_two_forces():
    codes = {row["force_name"]: row["force_code"] for row in rows("forces")}
    assert len(codes) == len(rows("forces"))
    for row in rows("force_aliases"):
        assert row["force_code"] in codes.values()
        assert codes.get(row["alias"], row["force_code"]) == row["force_code"]


def test_no_alias_is_the_name_of_a_region():
    regions = {row["region_name"] for row in rows("forces")}
    assert regions.isdisjoint(row["alias"] for row in rows("force_aliases"))


@pytest.mark.parametrize(
    ("published", "force_code"),
    [
        ("Avon & Somerset", "E23000036"),
        ("City of London (with Action Fraud)", "E23000034"),
        ("City of London", "E23000034"),
        ("Devon and Cornwall", "E23000035"),
        ("Metropolitan", "E23000001"),
        ("Metropolitan Police", "E23000001"),
        ("British Transport", "BTP"),
        ("Dyfed Powys Police", "W15000004"),
        ("West Midlands Police", "E23000014"),
    ],
)
def test_spellings_of_the_publishers_are_known(published, force_code):
    known = {row["force_name"]: row["force_code"] for row in rows("forces")}
    known |= {row["alias"]: row["force_code"] for row in rows("force_aliases")}
    assert known[published] == force_code


def test_the_readme_says_what_each_file_is():
    words = Path(SETTINGS.reference_dir, "README.md").read_text(encoding="utf-8")
    for file in SETTINGS.reference_dir.glob("*.csv"):
        assert f"`{file.name}`" in words
