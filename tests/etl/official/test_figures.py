"""Every row of the files becomes figures or is explained; every figure is fit to publish."""

import json
import re

import polars as pl
import pytest

from etl.errors import OfficialFileError, ReferenceDataError
from etl.transforms.official import account_rows, mark_newest, shape_official
from tests.etl.official.source_names import (
    DISCRIMINATION,
    HEADLINES,
    LEAVERS,
    TIMELINESS,
    WORKFORCE,
)

OFFICERS_2022 = {"period": "2022-03-31", "category": "Police officers", "unit": "headcount"}


def test_rows_received_are_rows_shaped_plus_rows_explained(raw, layouts):
    accounted = account_rows(raw, layouts)

    assert accounted.drop("explanation").rows() == [
        (WORKFORCE, 25_198, 25_198, 0),
        (DISCRIMINATION, 36, 10, 26),
        (TIMELINESS, 45, 45, 0),
        (HEADLINES, 86, 86, 0),
        (LEAVERS, 11, 11, 0),
    ]
    explained = accounted.filter(pl.col("rows_explained") > 0)
    assert explained["explanation"].is_not_null().all()


def test_figures_have_the_columns_of_the_published_contract_and_its_closed_lists(settings, figures):
    path = settings.published_contract_dir / "official_figures.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))

    figures = mark_newest(figures)
    assert figures.columns == [field["name"] for field in schema["fields"]]
    for field in schema["fields"]:
        constraints = field.get("constraints", {})
        if constraints.get("required"):
            assert figures[field["name"]].null_count() == 0, field["name"]
        if "enum" in constraints:
            assert set(figures[field["name"]]) <= set(constraints["enum"])
    assert figures.schema["value"] == pl.Float64
    assert figures["figure_id"].is_unique().all()
    assert figures["figure_id"].str.contains(r"^[A-Za-z0-9_.-]+$").all()


def test_a_figure_has_a_value_or_a_symbol_and_never_both(figures):
    assert (figures["value"].is_null() == figures["symbol"].is_not_null()).all()
    assert set(figures["symbol"].drop_nulls()) == {"x"}
    assert figures.filter(pl.col("symbol") == "x")["note"].is_not_null().all()


def test_every_code_is_that_of_a_real_area_or_empty(figures, forces):
    real = {
        "force": set(forces.filter(is_territorial="true")["force_code"]),
        "region": set(forces["region_code"].drop_nulls()),
        "country": {"K04000001", None},
        "body": {"BTP"},
    }

    for level, code in figures.select("area_level", "area_code").unique().iter_rows():
        assert code in real[level]
    assert not figures["area_code"].drop_nulls().str.starts_with("X").any()


def test_workforce_has_43_forces_10_regions_and_one_country_on_each_of_16_dates(figures):
    rows = figures.filter(source=WORKFORCE, category="Police officers", unit="headcount")

    counts = rows.group_by("period", "area_level").agg(pl.col("area_code").n_unique())
    assert {level: set(part["area_code"]) for (level,), part in counts.group_by("area_level")} == {
        "force": {43},
        "region": {10},
        "country": {1},
    }
    assert sorted(rows["period"].unique()) == [f"{year}-03-31" for year in range(2007, 2023)]


def test_forces_add_up_to_their_region_and_regions_to_the_country(figures, forces):
    region_of = dict(forces.select("force_code", "region_code").iter_rows())
    rows = figures.filter(source=WORKFORCE, unit="headcount", period="2022-03-31")
    officers = rows.filter(category="Police officers")

    of_forces = {}
    for code, value in officers.filter(area_level="force").select("area_code", "value").rows():
        of_forces[region_of[code]] = of_forces.get(region_of[code], 0) + value

    regions = officers.filter(area_level="region")
    assert of_forces == dict(regions.select("area_code", "value").iter_rows())
    assert sum(of_forces.values()) == officers.filter(area_level="country")["value"].item()


def test_west_midlands_the_region_and_the_force_stay_apart(figures):
    named = figures.filter(source=WORKFORCE, area_name="West Midlands", **OFFICERS_2022)

    assert {
        (level, code): value
        for level, code, value in named.select("area_level", "area_code", "value").iter_rows()
    } == {("force", "E23000014"): 7_706, ("region", "E12000005"): 12_982}


def test_sums_that_the_publisher_does_not_print_say_so(figures):
    added = figures.filter(source=WORKFORCE).filter(pl.col("area_level") != "force")

    assert added.filter(pl.col("value").is_not_null())["note"].str.contains("Added up").all()
    assert added["name_as_printed"].is_null().all()


def test_fte_that_the_publisher_does_not_give_is_missing_and_not_zero(figures):
    fte = figures.filter(source=WORKFORCE, unit="FTE")
    not_given = fte.filter(
        pl.col("category").is_in(["Special constables", "Police support volunteers"])
    )

    assert not_given["value"].is_null().all()
    assert (not_given["symbol"] == "x").all()
    assert not_given.height == 54 * (16 + 5)


@pytest.mark.parametrize(
    ("force", "region", "date", "people"),
    [("E23000015", "E12000005", "2008-03-31", 19), ("E23000038", "E12000009", "2021-03-31", 6)],
)
def test_people_beside_zero_fte_leave_force_region_and_country_without_a_sum(
    figures, force, region, date, people
):
    hit = figures.filter(
        pl.col("value").is_null(),
        source=WORKFORCE,
        unit="FTE",
        period=date,
        category="Designated officers",
    )

    assert set(hit["area_code"]) == {force, region, "K04000001"}
    assert hit["note"].str.contains(f"for {people} of these people").all()


def test_zero_fte_beside_zero_people_is_a_zero(figures):
    zeros = figures.filter(
        source=WORKFORCE, unit="FTE", value=0, category="Designated officers"
    ).select("area_code", "period")
    people = figures.filter(
        source=WORKFORCE, unit="headcount", category="Designated officers"
    ).join(zeros, on=["area_code", "period"])

    assert zeros.height > 0
    assert (people["value"] == 0).all()


def test_the_transport_police_is_a_body_outside_region_and_country(figures):
    transport = figures.filter(name_as_printed="British Transport")

    assert set(transport.select("area_code", "area_name", "area_level").iter_rows()) == {
        ("BTP", "British Transport Police", "body")
    }
    assert figures.filter(area_code="BTP").height == 5


def test_days_to_finalise_never_pass_for_time_to_a_hearing(figures):
    days = figures.filter(topic="time_to_hearing", unit="days")

    assert days["measure"].str.contains("finalise").all()
    assert not days["measure"].str.contains("hearing").any()


def test_action_fraud_is_noted_beside_the_city_of_london(figures):
    city = figures.filter(source=TIMELINESS, area_code="E23000034")

    assert city.height == 5
    assert city["note"].str.contains("Action Fraud").all()


def test_the_same_files_give_the_same_figures(raw, layouts, aliases, forces, figures):
    again = shape_official(raw, dict(reversed(layouts.items())), aliases, forces)

    assert again.equals(figures)


def test_a_renamed_column_is_refused_by_name(raw, shape):
    renamed = raw[WORKFORCE].rename({"total_fte": "fte"})

    with pytest.raises(OfficialFileError, match=r"police-uplift.*“total_fte”.*is missing"):
        shape(WORKFORCE, renamed)


def test_a_missing_column_is_refused_by_name(raw, shape):
    with pytest.raises(OfficialFileError, match=r"“Investigated N”.*is missing"):
        shape(DISCRIMINATION, raw[DISCRIMINATION].drop("Investigated N"))


def test_a_moved_column_is_refused_by_name(raw, shape):
    moved = raw[TIMELINESS].select(pl.nth(0, 3, 2, 1, 4, 5, 6))

    with pytest.raises(OfficialFileError, match=r"“Number of valid.*under.*stands in place 2"):
        shape(TIMELINESS, moved)


def test_a_new_column_is_refused_by_name(raw, shape):
    with pytest.raises(OfficialFileError, match="“rank” is new"):
        shape(HEADLINES, raw[HEADLINES].with_columns(rank=pl.lit("1")))


@pytest.mark.parametrize(
    ("source", "column"), [(WORKFORCE, "force_name"), (TIMELINESS, "Police force")]
)
def test_an_unknown_force_names_the_line_and_the_file_to_edit(raw, shape, source, column):
    misspelt = raw[source].with_columns(pl.col(column).replace("Kent", "Kemt"))
    line = misspelt.filter(pl.col(column) == "Kemt")["source_line"].min()

    with pytest.raises(ReferenceDataError) as error:
        shape(source, misspelt)

    assert f"line {line}" in str(error.value)
    assert "data/reference/force_aliases.csv" in str(error.value)


def test_a_region_where_a_force_should_stand_is_not_taken_for_one(raw, shape):
    region = raw[TIMELINESS].with_columns(
        pl.col("Police force").replace("West Midlands", "West Midlands ")
    )

    with pytest.raises(ReferenceDataError, match="1 names of forces are not known"):
        shape(TIMELINESS, region)


@pytest.mark.parametrize(
    ("column", "wrong", "reference"),
    [("geo_code", "E23000016", "force_aliases.csv"), ("region", "Wales", "forces.csv")],
)
def test_a_code_or_region_that_contradicts_the_name_is_refused(
    raw, shape, column, wrong, reference
):
    changed = raw[WORKFORCE].with_columns(
        pl.when(pl.col("force_name") == "West Midlands")
        .then(pl.lit(wrong))
        .otherwise(column)
        .alias(column)
    )

    with pytest.raises(OfficialFileError, match=f"“{column}” does not agree.*{reference}"):
        shape(WORKFORCE, changed)


def test_one_spelling_for_two_forces_is_refused(raw, layouts, aliases, forces):
    both = pl.concat([aliases, aliases.head(1).with_columns(force_code=pl.lit("E23000001"))])

    with pytest.raises(ReferenceDataError, match="1 spellings lead to two forces"):
        shape_official(raw, layouts, both, forces)


@pytest.mark.parametrize(
    ("source", "column", "fault"),
    [
        (WORKFORCE, "total_headcount", "“total_headcount” is not a number"),
        (WORKFORCE, "date", "“date” is not a date"),
        (WORKFORCE, "worker_type", "“worker_type” is not in the layout"),
        (HEADLINES, "metric", "metric is not in data/layouts/published_headlines.toml"),
        (HEADLINES, "url", "url is not in data/layouts/published_headlines.toml"),
    ],
)
def test_a_cell_that_cannot_be_read_names_its_line(raw, shape, source, column, fault):
    broken = raw[source].with_columns(
        pl.when(pl.col("source_line") == 7).then(pl.lit("n/k")).otherwise(column).alias(column)
    )

    with pytest.raises(OfficialFileError, match=f"line 7: {re.escape(fault)}"):
        shape(source, broken)


def test_a_repeated_row_is_refused_and_not_added_up(raw, shape):
    twice = pl.concat([raw[WORKFORCE], raw[WORKFORCE].head(1)])

    with pytest.raises(OfficialFileError, match="line 2: area, period and category occur twice"):
        shape(WORKFORCE, twice)


def test_a_headline_given_twice_is_refused(raw, shape):
    twice = pl.concat([raw[HEADLINES], raw[HEADLINES].head(1)])

    with pytest.raises(OfficialFileError, match="2 figures share a name"):
        shape(HEADLINES, twice)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"kind": "picture"}, "`kind` must be table or headlines"),
        ({"area": {"whole": {"code": "", "name": "E"}, "colum": "x"}}, "`colum` is not a known"),
        ({"adds_up_over": ["gender"]}, "“gender” is used but not among its `columns`"),
        ({"publication": {"publisher": "Home Office"}}, "lack a key that Publication needs"),
    ],
)
def test_a_layout_that_says_what_is_not_known_is_refused(shape, changes, fault):
    with pytest.raises(OfficialFileError, match=f"home_office_workforce_2022.toml.*{fault}"):
        shape(WORKFORCE, **changes)
