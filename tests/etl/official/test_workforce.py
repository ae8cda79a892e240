"""Published workforce in the shape of the contract's workforce entity."""

import json
from datetime import date

import polars as pl
import pytest

from etl.errors import OfficialFileError
from etl.transforms.official import official_workforce
from tests.frames import table


@pytest.fixture(scope="module")
def workforce(figures):
    return official_workforce(figures)


def test_the_columns_and_codes_are_those_of_the_contract(settings, workforce, forces):
    schema = json.loads((settings.contract_dir / "workforce.schema.json").read_text("utf-8"))
    codes = pl.read_csv(settings.reference_dir / "code_lists.csv", infer_schema=False)

    assert workforce.columns == [field["name"] for field in schema["fields"]]
    assert workforce.select(schema["primaryKey"]).is_unique().all()
    for column, name in (("worker_group", "workforce_group"), ("basis", "workforce_basis")):
        assert set(workforce[column]) == set(codes.filter(code_list=name)["code"])
    assert set(workforce["force_code"]) == set(forces.filter(is_territorial="true")["force_code"])


def test_every_force_has_a_headcount_of_each_group_on_each_date(workforce):
    headcounts = workforce.filter(basis="HEADCOUNT")

    assert headcounts.height == 43 * 16 * 5
    assert headcounts["as_at"].min() == date(2007, 3, 31)
    assert headcounts["as_at"].max() == date(2022, 3, 31)


def test_specials_stand_apart_from_officers_and_volunteers_are_left_out(workforce):
    latest = workforce.filter(as_at=date(2022, 3, 31), basis="HEADCOUNT")

    assert dict(latest.group_by("worker_group").agg(pl.sum("workers")).iter_rows()) == {
        "POLICE_OFFICER": 142_505,
        "SPECIAL_CONSTABLE": 8_545,
        "POLICE_STAFF": 77_091,
        "PCSO": 9_125,
        "DESIGNATED_OFFICER": 5_822,
    }


def test_an_fte_that_is_not_available_has_no_row(workforce):
    fte = workforce.filter(basis="FTE")

    assert "SPECIAL_CONSTABLE" not in set(fte["worker_group"])
    assert fte.filter(worker_group="DESIGNATED_OFFICER").height == 43 * 16 - 2
    assert workforce["workers"].null_count() == 0


def test_officers_of_march_2019_agree_with_another_edition(workforce):
    # Police workforce, 30 September 2019, prints 31,063 for the Metropolitan Police.
    found = workforce.filter(
        force_code="E23000001",
        as_at=date(2019, 3, 31),
        worker_group="POLICE_OFFICER",
        basis="HEADCOUNT",
    )

    assert found["workers"].item() == 31_063


def test_one_edition_that_gives_a_number_twice_is_refused(figures):
    with pytest.raises(OfficialFileError, match="One edition gives workforce twice"):
        official_workforce(pl.concat([figures, figures]))


# Of a force of the sample file in two further editions: unit, category, day, edition, value.
EDITIONS = """
    unit      | category                                   | period     | published_on | value
    headcount | Police Officer, Constable, Female          | 2023-03-31 | 2023-07-26   | 700
    headcount | Police Officer, Constable, Male            | 2023-03-31 | 2023-07-26   | 900
    headcount | Police Officer, Constable, Female          | 2023-03-31 | 2024-07-24   | 701
    headcount | Police Officer, Constable, Male            | 2023-03-31 | 2024-07-24   | 900
    headcount | Police Officer, Constable, Male            | 2022-03-31 | 2024-07-24   | 5
    headcount | Police Officer, Constable, Male            | 2023-09-30 | 2024-07-24   | 3
    headcount | Special Constable, Special Constable, Male | 2023-03-31 | 2024-07-24   | 40
    FTE       | Special Constable, Special Constable, Male | 2023-03-31 | 2024-07-24   |
    FTE       | Police Staff, Police Staff, Male           | 2023-03-31 | 2024-07-24   | 10
    FTE       | Police Staff, Police Staff, Female         | 2023-03-31 | 2024-07-24   |
    headcount | Police Support Volunteer, Other, Male      | 2023-03-31 | 2024-07-24   | 7
"""


def test_of_several_editions_the_newest_counts_and_earlier_days_stay(figures):
    force = figures.filter(area_code="E23000032", topic="workforce").head(1)
    typed = table(EDITIONS, value=pl.Float64).with_columns(pl.col("published_on").str.to_date())
    same = force.drop(typed.columns).with_columns(source=pl.lit("home_office_workforce_open_data"))
    further = typed.join(same, how="cross").select(figures.columns)

    found = official_workforce(pl.concat([figures, further])).filter(force_code="E23000032")

    later = found.filter(pl.col("as_at") > date(2022, 3, 31))
    assert later.select("worker_group", "basis", "workers").rows() == [
        ("POLICE_OFFICER", "HEADCOUNT", 1601),
        ("SPECIAL_CONSTABLE", "HEADCOUNT", 40),
    ]
    restated = found.filter(as_at=date(2022, 3, 31), worker_group="POLICE_OFFICER")
    assert restated.filter(basis="HEADCOUNT")["workers"].item() == 5
    assert found.filter(as_at=date(2021, 3, 31)).equals(
        official_workforce(figures).filter(force_code="E23000032", as_at=date(2021, 3, 31))
    )
