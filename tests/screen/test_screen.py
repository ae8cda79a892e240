"""How much the screen finds of the labelled set, and how seldom it is wrong on real files."""

import tomllib
from types import SimpleNamespace

import polars as pl
import pytest

from etl.errors import ReferenceDataError
from etl.sources.personal import FILE, find, read_screen
from tests.screen.labelled import PERSONAL, REFERENCE, personal_columns
from tests.screen.measure import SCREEN, lines, measure

# What one value among 200, and one in a column of the US files, must at least be found of.
LEAST = {
    "names": 0.5,
    "e-mail addresses": 1.0,
    "telephone numbers": 0.8,
    "collar and warrant numbers": 0.5,
    "postcodes": 0.7,
    "National Insurance numbers": 0.95,
    "free text": 0.95,
}


@pytest.fixture(scope="module")
def measured() -> SimpleNamespace:
    made, real = measure(times=10)
    print("\n".join(lines(made, real)))
    return SimpleNamespace(made=made, real=real)


@pytest.mark.parametrize("kind", PERSONAL)
def test_a_column_of_personal_data_is_always_found_and_one_value_mostly(measured, kind):
    assert measured.made.recall("all", kind) == 1
    both = (measured.made.recall("one", kind) + measured.real.recall("one", kind)) / 2
    assert both >= LEAST[kind]


def test_no_column_of_the_real_files_is_taken_for_personal_data_that_is_not(measured):
    assert measured.real.sound > 40
    assert measured.real.wrong == []


def test_of_ids_codes_days_and_names_of_forces_none_is_refused(measured):
    assert measured.made.sound > 100
    # Words of code lists are sentences at times; a delivery holds their codes only.
    assert [name for name in measured.made.wrong if not name.startswith("labels.")] == []
    assert measured.made.precision >= 0.97


def test_every_rule_finds_something_of_the_labelled_set():
    found = {
        item.rule.name
        for _, column in personal_columns(40, 0, 20)
        for item in find(column.to_frame(), SCREEN)
    }
    assert {rule.name for rule in SCREEN.rules} == found


def test_findings_count_rows_and_know_the_first():
    column = pl.Series("case_id", ["C1", None, "a.b@mail.example", "C2", "c@mail.example"])
    (item,) = find(column.to_frame(), SCREEN)
    assert (item.column, item.rule.name, item.rows, item.first) == ("case_id", "email", 2, 2)


def test_columns_that_are_no_text_are_left_alone():
    assert find(pl.DataFrame({"case_id": [7700900123] * 9}), SCREEN) == []


def test_every_list_and_rule_has_a_source_and_says_whether_it_was_read_there():
    content = tomllib.loads((REFERENCE / FILE).read_text(encoding="utf-8"))
    for item in (content["columns"], content["titles"], content["given"], *content["rules"]):
        assert item["source"]
        assert isinstance(item["verified"], bool)


@pytest.mark.parametrize(
    "content",
    [
        None,
        "[columns",
        'rules = []\n[columns]\nwords = "name"',
        '[columns]\nwords = ""\n[given]\nwords = ""\n[titles]\nwords = ""\n'
        '[[rules]]\nname = "a"\nlooks_like = "b"\nleast_rows = 1\npattern = "("',
        '[columns]\nwords = ""\n[given]\nwords = ""\n[titles]\nwords = ""\n'
        '[[rules]]\nname = "a"\nlooks_like = "b"\npattern = "x"',
    ],
    ids=["missing", "no TOML", "no rules", "a pattern that is none", "no number of rows"],
)
def test_a_screen_that_cannot_be_read_is_refused_and_never_left_out(tmp_path, content):
    if content is not None:
        (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=f"data/reference/{FILE} cannot be read"):
        read_screen(tmp_path)
