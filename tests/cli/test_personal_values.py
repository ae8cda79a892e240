"""A delivery whose values look like personal data is refused, by column, rule and count."""

import pytest

from tests.cli.breaking import as_parquet, describe, lines, set_cell
from tests.cli.command import conduct, state
from tests.reference.tables import table

REFUSED = 4

# One value among forty or more; its rule, and what the message calls it.
VALUES = table(
    """
    entity        | column      | value                   | rule               | words
    cases         | case_id     | z.smith@mail.example    | email              | e-mail addresses
    workforce     | workers     | quill@mail.example      | email              | e-mail addresses
    case_subjects | subject_id  | 07700 900123            | telephone          | telephone numbers
    referrals     | case_id     | +44 20 7946 0018        | telephone          | telephone numbers
    case_subjects | rank        | 07700900123             | telephone_digits   | telephone numbers
    case_subjects | subject_id  | PC 4321                 | collar             | collar, shoulder
    case_subjects | rank        | PC4321                  | collar_joined      | collar, shoulder
    cases         | case_type   | ZZ 12 34 56 C           | national_insurance | National Insurance
    cases         | date_aware  | SW1A 2AA                | postcode           | postcodes
    case_subjects | subject_id  | Jane Quillfeather       | given_name         | names of people
    cases         | case_status | Sgt Quillfeather        | titled_name        | names of people
    case_subjects | subject_id  | zadie.quillfeather      | name_in_id         | names of people
    cases         | case_status | He had to wait outside  | sentence           | free text
    """
)


def name(row: dict[str, str]) -> str:
    return f"{row['rule']} in {row['entity']}.{row['column']}"


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize("row", VALUES, ids=name)
def test_one_value_that_looks_personal_refuses_the_delivery(delivery, row, kind):
    entity, column, value = row["entity"], row["column"], row["value"]
    set_cell(delivery, entity, 7, **{column: value})
    where = "line 7" if kind == "csv" else "row 6"
    if kind == "parquet":
        as_parquet(delivery, entity)
    ran = conduct("check", delivery)
    assert ran.code == REFUSED, ran.text
    told = " ".join(ran.text.split())
    assert f"{entity}.{kind}: column `{column}`: 1 rows look like {row['words']}" in told
    assert f"(rule {row['rule']}), first {where}." in told
    assert "ids that mean nothing elsewhere" in told
    assert value not in ran.text


def test_ids_that_are_names_refuse_a_build_and_leave_the_last_good_one(delivery, data_dir):
    names = "Achebe Adichie Atwood Bainbridge Binchy Blackman Brookner Byatt".split()
    for place, value in enumerate(names):
        set_cell(delivery, "case_subjects", place + 2, subject_id=value)
    for place, value in enumerate([f"{word}@mail.example" for word in names]):
        set_cell(delivery, "referrals", place + 2, case_id=value)
    before = state(data_dir)
    ran = conduct("build", "--delivery", delivery, "--data", data_dir)
    assert ran.code == REFUSED
    assert "case_subjects.csv: column `subject_id`: 8 rows look like names of people" in ran.err
    assert not any(word in ran.text for word in names)
    assert state(data_dir) == before


def test_many_columns_are_counted_and_the_first_three_named(delivery):
    header, *_ = lines(delivery, "cases")
    set_cell(delivery, "cases", 3, **dict.fromkeys(header[2:7], "z@mail.example"))
    ran = conduct("check", delivery)
    assert ran.code == REFUSED
    assert ran.err.count("rule email") == 3
    assert "; and 2 more. Personal data" in ran.err


@pytest.mark.parametrize("value", ["z.smith@mail.example", "Jane Smith", "Sgt Smith"])
def test_a_supplier_is_an_organisation_since_it_is_published(delivery, value):
    describe(delivery, supplier=value)
    ran = conduct("check", delivery)
    assert ran.code == REFUSED
    assert "datapackage.json: `supplier` looks like" in ran.err
    assert "name the organisation only" in ran.err
    assert value not in ran.text
