"""Every file of the published record in one shape, with its editions side by side."""

# ruff: noqa: E501 -- a row of a table is one line

import csv
import gzip
import io
import json
import re
import time
from collections import Counter

import polars as pl
import pytest

from etl.publish.official import read_and_shape
from etl.sources.official import read_record_layouts


@pytest.fixture(scope="module")
def official(settings):
    started = time.process_time()
    read = read_and_shape(settings)
    # All files in under 15 seconds; of the processor's, since other tests run beside this one.
    assert time.process_time() - started < 15
    return read


def test_each_source_has_as_many_figures_as_its_files_have_cells(official):
    counts = dict(official.figures.group_by("source").len().iter_rows())

    # Cells counted in the files by another reader: numbers, symbols and marked numbers below headers.
    assert counts["home_office_workforce_tables"] == 3_945 + 2_083 + 2_022 + 2_017
    assert counts["iopc_deaths"] == 7_040
    assert counts["home_office_workforce_open_data"] == 645
    assert counts["home_office_officers_fte"] == 43
    assert counts["bbc_iopc_funnel"] == 2 * 39
    assert counts["iopc_complaints"] == 45 * 6 + 7 * 12 + 36


def test_every_printed_total_is_met_and_counted(official):
    totals = {row[0]: row[1:] for row in official.totals.select("check_name", "found", "ok").rows()}

    assert all(ok for _, ok in totals.values())
    assert totals["T05.record.police-workforce-tabs-30sep15"][0] == 1_402
    assert totals["T05.record.police-workforce-tables-sep16"][0] == 1_401
    assert totals["T05.record.police-workforce-tables-jan17"][0] == 1_383
    assert totals["T05.record.police-workforce-sep19-tables"][0] == 2_646
    assert totals["T05.record.Time_series_tables_2018-19"][0] == 824
    assert totals["T05.record.officer_fte_31_march_2025.officers"][0] == pytest.approx(146_442.46)
    assert totals["T05.record.iopc_published_cases_june_2021.pages"][0] == 1_318


def test_figures_fit_the_contract(settings, official):
    path = settings.published_contract_dir / "official_figures.schema.json"
    fields = json.loads(path.read_text(encoding="utf-8"))["fields"]

    assert official.figures.columns == [field["name"] for field in fields]
    for field in fields:
        constraints = field.get("constraints", {})
        if constraints.get("required"):
            assert official.figures[field["name"]].null_count() == 0, field["name"]
        if "enum" in constraints:
            assert set(official.figures[field["name"]]) <= set(constraints["enum"])
    assert official.figures["figure_id"].is_unique().all()
    assert official.figures["figure_id"].str.contains(r"^[A-Za-z0-9_.-]+$").all()
    value, symbol = official.figures["value"], official.figures["symbol"]
    assert (value.is_null() == symbol.is_not_null()).all()


def test_the_west_midlands_force_and_region_stay_apart_in_every_table(official):
    named = official.figures.filter(
        pl.col("source") == "home_office_workforce_tables",
        pl.col("name_as_printed").str.strip_chars("0123456789") == "West Midlands",
    )

    pairs = named.group_by("edition", "table_name").agg(pl.col("area_code").unique().sort())
    assert pairs.height == 5 + 5 + 6 + 12
    assert set(map(tuple, pairs["area_code"])) == {("E12000005", "E23000014")}


@pytest.mark.parametrize(
    ("name", "code", "level"),
    [
        ("Surrey & Metropolitan", "E23000001-E23000031", "joint"),
        ("West Midlands & Warkwickshire", "E23000014-E23000017", "joint"),
        ("West Mercia & West Midlands", "E23000014-E23000016", "joint"),
        ("Avon & Somerset", "E23000036", "force"),
        ("Devon & Cornwall", "E23000035", "force"),
        ("British Transport", "BTP", "body"),
        ("SOCA / NCA", "NCA", "body"),
        ("SOCA", "NCA", "body"),
        ("Ministry of Defence", "MDP", "body"),
        ("HMRC", "HMRC", "body"),
        ("Home Office^", "HO", "body"),
        ("Metropolitan", "E23000001", "force"),
    ],
)
def test_authorities_of_the_deaths_tables_have_areas_of_their_own(official, name, code, level):
    rows = official.figures.filter(source="iopc_deaths", name_as_printed=name)

    assert rows.select("area_code", "area_level").unique().rows() == [(code, level)]


def test_marked_figures_are_numbers_with_the_footnote_beside_them(official):
    cells = official.figures.filter(source="iopc_deaths").select("cell", "value", "note").rows()
    found = {cell: (value, note) for cell, value, note in cells}

    assert found["RTI_By_Force!N36"] == (
        2,
        "* For one of these incidents, Durham Police are also under investigation.",
    )
    assert found["Shootings_By_Force!E19"][0] == 3
    assert found["Shootings_By_Force!Q19"][0] == 18
    assert found["Apparent_suicides_By_Force!P51"][0] == 5
    assert found["Other_contact_by_force!N14"] == (1, None)
    assert found["Shootings_By_Force!O26"] == (
        4,
        "Parts add up to 7: events counted under several areas are marked.",
    )


def test_the_restated_officers_of_northumbria_are_found_with_their_editions(official):
    rows = official.revisions.filter(
        source="home_office_officers_by_day", unit="FTE", area_level="force"
    ).filter("is_restated")
    both = official.revisions.filter(area_name="Northumbria", period="2018-09-30", unit="FTE")

    assert rows.select("area_name", "period").rows() == [
        ("Cumbria", "2018-03-31"),
        ("Northumbria", "2018-09-30"),
    ]
    assert both.select("edition", "value", "change").rows() == [
        ("30 September 2018", 3140.62, None),
        ("30 September 2019", 3151.62, 11.0),
    ]


def test_the_two_restated_figures_of_2019_are_found_with_all_their_editions(official):
    rows = official.revisions.filter(
        unit="FTE", category="Police officers", period="2019-03-31", area_level="force"
    ).filter("is_restated")

    assert rows.select("area_name", "edition", "value", "change").rows() == [
        ("Lancashire", "30 September 2019", 2895.35, None),
        ("Lancashire", "2021", 2895.35, 0),
        ("Lancashire", "27 July 2022", 2896.35, 1),
        ("Bedfordshire", "30 September 2019", 1163.92, None),
        ("Bedfordshire", "2021", 1163.92, 0),
        ("Bedfordshire", "27 July 2022", 1180.92, 17),
    ]


def test_the_newest_edition_is_the_default_and_the_older_one_can_be_chosen(official):
    rows = official.figures.filter(
        unit="FTE", category="Police officers", period="2019-03-31", area_name="Bedfordshire"
    ).select("edition", "value", "is_newest")

    assert sorted(rows.rows()) == [
        ("2021", 1163.92, False),
        ("27 July 2022", 1180.92, True),
        ("30 September 2019", 1163.92, False),
    ]


def test_the_editions_of_2021_and_2022_differ_in_two_of_602_figures(official):
    officers = official.revisions.filter(unit="FTE", category="Police officers", area_level="force")
    both = officers.filter(pl.col("edition").is_in(["2021", "27 July 2022"]))
    pairs = both.group_by("area_code", "period").agg("value", pl.len()).filter(pl.col("len") == 2)

    differing = pairs.filter(
        (pl.col("value").list.get(0) - pl.col("value").list.get(1)).abs() > 0.006
    )
    assert (pairs.height, differing.height) == (602, 2)


def test_case_pages_equal_a_recount_of_their_tags(settings, official):
    path = settings.official_dir / "iopc_published_cases_june_2021.csv.gz"
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))
    pages = [row for row in rows if re.match(r"\d{4}-", row["date"])]
    tags = Counter(tag for row in pages for tag in re.findall(r"'([^']+)'", row["tags"]))

    figures = official.figures.filter(source="iopc_published_cases")
    by = figures.group_by("area_name", "category").agg(pl.col("value").sum())
    found = {(area, category): value for area, category, value in by.iter_rows()}
    whole = "England and Wales, all bodies that the IOPC oversees"
    assert len(pages) == found[whole, "total"] == 1_318
    for subject in ("Discrimination", "Custody and detention", "Death and serious injury"):
        assert found[whole, subject] == tags[subject]
    assert found["Lincolnshire", "total"] == tags["Lincolnshire Police"] == 7
    assert found["Metropolitan Police", "total"] == tags["Metropolitan Police"]
    assert found[whole, "Text: mentions case to answer"] == 271
    assert found[whole, "Text: mentions gross misconduct"] == 147


def test_no_heading_link_or_reference_of_a_case_page_is_kept(settings, official):
    path = settings.official_dir / "iopc_published_cases_june_2021.csv.gz"
    text = gzip.decompress(path.read_bytes()).decode()

    assert "http" not in text
    assert not {"url", "heading", "ref", "reclink", "recsheading"} & set(
        text.split("\n")[0].split(",")
    )
    assert official.figures.filter(source="iopc_published_cases")["note"].is_null().all()


def test_a_headcount_that_two_forces_share_is_said_of_both(official):
    rows = official.figures.filter(
        pl.col("source") == "bbc_iopc_funnel", pl.col("note").is_not_null()
    ).select("area_name", "value", "note")

    assert {area: value for area, value, _ in rows.iter_rows()} == {
        "Cheshire": 3_744,
        "London, City of": 3_744,
    }
    assert rows["note"].str.contains("one may be wrong").all()


def test_every_layout_says_who_published_what_under_which_licence_and_where(settings):
    for source, layout in read_record_layouts(settings).items():
        publication = layout["publication"]
        assert {"publisher", "title", "licence", "url"} <= publication.keys(), source
        assert publication["url"].startswith("https://")


def test_forces_without_a_figure_are_counted_and_named(official):
    gaps = official.coverage.filter(
        source="home_office_workforce_tables",
        edition="30 September 2017",
        measure="Police workforce in post",
        category="Police support volunteers",
    )

    assert gaps.select("forces", "expected", "missing").rows() == [(42, 43, "South Wales")]
    officers = official.coverage.filter(
        measure="Police workforce in post",
        category="Police officers",
        source="home_office_workforce_tables",
    )
    assert set(officers["forces"]) == {43}
    assert officers["missing"].is_null().all()


def test_an_excerpt_of_a_table_says_how_many_forces_it_holds(official):
    (row,) = official.coverage.filter(source="iopc_complaints", measure="Allegations logged").rows(
        named=True
    )

    # 36 rows, one of them the British Transport Police.
    assert (row["forces"], row["expected"]) == (35, 43)
    assert "Wiltshire" in row["missing"]


def test_a_list_of_forces_with_an_event_is_no_return_with_gaps(official):
    measures = official.coverage.filter(source="iopc_deaths")["measure"].unique()

    assert "Fatal shootings: fatalities" not in measures.to_list()
    assert "Deaths in or following custody: fatalities" in measures.to_list()


def test_outlines_are_those_of_the_43_forces(official):
    codes = official.boundaries["area_code"]

    assert codes.n_unique() == official.boundaries.height == 43
    first = json.loads(official.boundaries.filter(area_code="E23000034")["geometry"][0])
    assert first["type"] in ("Polygon", "MultiPolygon")
    assert "City" in official.boundaries.filter(area_code="E23000034")["area_name"][0]


def test_outlines_of_other_areas_are_refused(settings):
    from etl.errors import OfficialFileError
    from etl.sources.official import read_boundary_layouts, read_outlines
    from etl.transforms.official import shape_boundaries

    layout = read_boundary_layouts(settings)["ons_boundaries"]
    features = read_outlines(settings, layout)
    forces = pl.read_csv(settings.reference_dir / "forces.csv", infer_schema=False)

    with pytest.raises(OfficialFileError, match="not the territorial forces; 1 differ"):
        shape_boundaries(features[1:], layout, forces)


def test_residents_of_a_force_are_those_of_its_districts(settings, official):
    path = settings.official_dir / "crime-pressure-force-2022-pop-data.csv.gz"
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8-sig"))))
    in_dorset = {"E06000058", "E06000059"}
    dorset = sum(
        int(row["population"]) for row in rows if row["code"] in in_dorset and row["year"] == "2020"
    )

    found = official.figures.filter(source="ons_population", period="2020-06-30")

    assert found.filter(area_name="Dorset")["value"].to_list() == [dorset]
    assert found.filter(area_level="country")["value"].to_list() == [59_719_724]
    assert found.filter(area_level="force")["value"].sum() == 59_719_724
    assert found.height == 44


def test_a_district_that_lies_in_no_force_is_refused(settings):
    from etl.errors import ReferenceDataError
    from etl.sources.official import read_districts, read_population_layouts
    from etl.transforms.official import shape_population
    from etl.warehouse.reference import read_strings

    layout = read_population_layouts(settings)["ons_population"]
    districts, lookup = read_districts(settings, layout)
    changes = read_strings(settings.reference_dir / "district_changes.csv")
    forces = read_strings(settings.reference_dir / "forces.csv")

    with pytest.raises(ReferenceDataError, match="1 districts lie in no force"):
        shape_population(districts, lookup, changes[1:], layout, forces)


def test_a_dash_is_no_gap_and_a_list_of_pages_no_return(official):
    gaps = official.coverage.filter(pl.col("forces") < pl.col("expected"))

    assert gaps.filter(source="iopc_published_cases").is_empty()
    # Gwent, Warwickshire and West Mercia had no such review: printed as a dash.
    reviews = gaps.filter(measure="Reviews by the IOPC completed")
    assert reviews.is_empty()


def test_every_figure_of_the_record_names_its_cell_and_table(official):
    figures = official.figures

    assert figures["cell"].null_count() == 0
    assert figures.filter(pl.col("table_name").is_null(), pl.col("quote").is_null()).is_empty()
