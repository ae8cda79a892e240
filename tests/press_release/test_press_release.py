"""The worked example: the case of a press release comes out right and stays protected."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl.check import check_delivery
from etl.config import Settings
from etl.measures.definitions import COUNTS, MEASURES
from etl.pipeline import build, read_policy
from tests.press_release.builds import built_as_shipped
from tests.press_release.delivery import FICTIONAL, REAL, write_press_release

PUBLIC = Settings().policy_file
SHOWN = Path(__file__).parent / "shown.toml"
VARIANTS = {
    "fictional-public": (FICTIONAL, PUBLIC),
    "real-public": (REAL, PUBLIC),
    "real-shown": (REAL, SHOWN),
    # Once the data owner allows it.
    "real-allowed": (REAL, "publish_real_records = true"),
}
# What comes from case records, and nothing else.
CASE_TABLES = (
    "areas before_after counts coverage control_limits disparity force_signals funnels "
    "measure_values row_accounting smoothed_values spc_points submissions time_to_event"
).split()
# Counts that the policy shows whatever their size.
SHOWN_COUNTS = (
    "referrals",
    "mode_decisions",
    "workforce_years",
    "officer_years",
    "complaint_allegations",
    "values_expected",
    "values_not_known",
    "returns_received",
    "returns_late",
    "referrals_mandatory",
    "cases_aware",
    "workforce_years_scheme",
    "complaint_cases",
    "dates_expected",
    "dates_missing",
    "returns_dated",
    "return_days",
)
SHOWN_MEASURES = tuple(
    name
    for name, measure in MEASURES.items()
    if {measure.numerator, measure.denominator} <= set(SHOWN_COUNTS)
)
# Shown, too, but only beside others that are not.
BESIDE_OTHERS = {"hearings_not_begun", "hearing_waits_unknown", "ladder_open", "steps_in_post"}


@pytest.fixture(scope="module")
def built(once_per_run: Callable) -> Callable[[str], Path]:
    """`built(variant)`: the data folder of a build of that variant."""

    def make(variant: str) -> Path:
        force, shown_under = VARIANTS[variant]
        if shown_under == PUBLIC:
            return built_as_shipped(once_per_run, force) / "data"

        def into(folder: Path) -> None:
            policy = shown_under
            delivery = write_press_release(folder / "delivery", force)
            if not isinstance(policy, Path):
                allowed = PUBLIC.read_text().replace("publish_real_records = false", policy)
                policy = folder / "allowed.toml"
                policy.write_text(allowed)
            settings = Settings(data_dir=folder / "data", policy_file=policy)
            build([delivery], settings, quiet=True)

        return once_per_run(f"press-release-{variant}", into) / "data"

    return make


def ask(path: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(path.resolve()), read_only=True) as connection:
        return connection.sql(query).fetchall()


def marts(data_dir: Path, query: str) -> list[tuple]:
    return ask(data_dir / "warehouse" / "conduct.duckdb", query)


def published(data_dir: Path, query: str) -> list[tuple]:
    return ask(data_dir / "public" / "public.duckdb", query)


def counts(data_dir: Path, mart: str) -> dict[tuple, float]:
    return {
        tuple(row[:-1]): row[-1]
        for row in marts(
            data_dir, f"select count_name, breakdown, category, count from marts.{mart}"
        )
    }


# --- The case comes out right ---------------------------------------------------------------------


@pytest.mark.parametrize("force", [FICTIONAL, REAL])
def test_the_delivery_breaks_no_rule_and_the_years_before_discovery_are_noted(tmp_path, force):
    found = check_delivery(
        write_press_release(tmp_path / "d", force), Settings(data_dir=tmp_path), quiet=True
    )
    assert "R09.cases.incident_from" in found.hits["check_name"]
    assert set(found.hits["severity"]) == {"info"}
    assert found.would_set_aside == 0


@pytest.mark.parametrize("variant", ["fictional-public", "real-shown"])
class TestMarts:
    def test_one_voluntary_referral_whose_case_type_is_not_stated(self, built, variant):
        assert counts(built(variant), "referrals") == {
            ("referrals", "total", "total"): 1,
            ("referrals", "referral_route", "VOLUNTARY"): 1,
            ("referrals", "case_type", "NOT_RECORDED"): 1,
            ("referrals", "mode", "INDEPENDENT"): 1,
            ("referrals", "regime", "CR2012"): 1,
        }

    def test_five_gross_misconduct_cases_to_answer_under_the_2012_regulations(self, built, variant):
        assert counts(built(variant), "gross_misconduct_cases_to_answer") == {
            ("gm_case_to_answer", "total", "total"): 5,
            ("gm_case_to_answer", "regime", "CR2012"): 5,
        }

    def test_three_characteristics_on_one_case(self, built, variant):
        named = counts(built(variant), "cases_naming_characteristic")
        assert {category: count for (_, _, category), count in named.items()} == {
            "total": 1,
            "RACE": 1,
            "SEX": 1,
            "SEXUAL_ORIENTATION": 1,
        }

    def test_no_discrimination_complaint_for_this_is_none(self, built, variant):
        assert counts(built(variant), "discrimination") == {}

    def test_five_open_waits_from_notice_to_the_day_of_extraction(self, built, variant):
        rows = marts(built(variant), "select subject_id, has_begun, days from marts.hearing_waits")
        # 2 December 2019 to 31 July 2020; the sixth officer, before a meeting, is not among them.
        assert sorted(rows) == [(subject, False, 242) for subject in "12345"]

    def test_the_sixth_officer_is_not_in_the_hearing_counts(self, built, variant):
        assert counts(built(variant), "hearing_notices") == {
            ("hearing_notices", "total", "total"): 5,
            ("hearing_notices", "regime", "CR2012"): 5,
            ("hearings_not_begun", "total", "total"): 5,
            ("hearings_not_begun", "regime", "CR2012"): 5,
        }

    def test_no_finding_yet(self, built, variant):
        assert counts(built(variant), "hearing_findings") == {}

    def test_every_row_is_loaded(self, built, variant):
        rows = marts(
            built(variant),
            "select sum(rows_received), sum(rows_quarantined) from quality.row_accounting",
        )
        assert rows[0][0] > 40
        assert rows[0][1] == 0


def test_what_is_shown_whatever_its_size_was_decided_by_hand():
    classes = read_policy(Settings()).sensitivity
    shown = {name for name, each in COUNTS.items() if not classes[each.sensitivity].hide_up_to}
    new = shown - {*SHOWN_COUNTS} - BESIDE_OTHERS
    assert not new, f"{new}: in SHOWN_COUNTS, or is it of a class that hides?"
    assert shown == {*SHOWN_COUNTS} | BESIDE_OTHERS


# --- Shown under a policy for tests only ----------------------------------------------------------


def test_under_a_policy_that_hides_nothing_the_case_is_published_under_its_force(built):
    rows = published(
        built("real-shown"),
        "select count_name, category, count from published.counts "
        "where period = '2017-20' and count > 0 and breakdown in ('total', 'characteristic') "
        "and (count_name = 'referrals' "
        f"or count_name not in {SHOWN_COUNTS} and count_name not like 'ladder%' "
        "and count_name not like 'open%' and count_name not like 'assessed%') order by all",
    )
    # Nine decisions on allegations: five on one, two more on the first, two on the sixth.
    assert rows == [
        ("answers_decided", "total", 9),
        ("answers_gm", "total", 7),
        ("cases_naming_characteristic", "total", 1),
        ("gm_case_to_answer", "total", 5),
        ("hearing_notices", "total", 5),
        ("hearings_not_begun", "total", 5),
        ("officers_to_hearing", "total", 5),
        ("referrals", "total", 1),
        # Followed from the day it was received to the decision on how to investigate.
        ("referrals_decided", "total", 1),
        ("referrals_followed", "total", 1),
        ("standard_answers_decided", "total", 9),
        ("standard_answers_found", "total", 9),
    ]
    areas = published(built("real-shown"), "select area_code, area_name from published.areas")
    assert areas == [(REAL, "Metropolitan Police")]


def test_waits_that_nobody_has_ended_have_no_median(built):
    rows = published(
        built("real-shown"),
        "select measure, numerator, denominator, value, symbol from published.measure_values "
        "where measure like 'T2%' and period = '2017-20' and breakdown = 'total' order by all",
    )
    waits = [(name, 0, 5, None, "z") for name in ("T2", "T2_12m", "T2_24m", "T2_p90", "T2_rmst")]
    # All five have waited for longer than the statutory period.
    waits += [(name, 0, 5, 0, "u") for name in ("T2_limit", "T2_limit_other")]
    assert sorted(rows) == sorted([*waits, ("T2_finished", 0, 0, None, "z")])


# --- Hidden from the public -----------------------------------------------------------------------


@pytest.mark.parametrize("table", CASE_TABLES)
def test_of_the_real_case_not_one_row_is_published(built, table):
    assert published(built("real-public"), f"from published.{table}") == []


def test_the_build_of_the_real_case_says_why_nothing_is_published(built):
    ((synthetic, note),) = published(
        built("real-public"), "select synthetic, areas_note from published.build"
    )
    assert synthetic is False
    assert "not published" in note


def test_official_figures_are_published_beside_the_real_case_all_the_same(built):
    ((rows,),) = published(built("real-public"), "select count(*) from published.official_figures")
    assert rows > 1000


def test_without_a_workforce_of_its_own_a_real_force_has_the_published_one_as_base(built):
    """Officer-years of 2018-19: the mean of the two printed headcounts of 31 March."""
    ((years,),) = marts(
        built("real-public"),
        "select sum(count) from marts.officer_years where force_code = 'E23000001' "
        "and breakdown = 'total' and year(quarter_start + interval 9 month) = 2019",
    )
    ((printed,),) = published(
        built("real-public"),
        "select sum(value) / 2 from published.official_figures where topic = 'workforce' "
        "and area_code = 'E23000001' and unit = 'headcount' and area_level = 'force' "
        "and category in ('Police officers', 'Special constables') "
        "and period in ('2018-03-31', '2019-03-31') and source = 'home_office_workforce_2022'",
    )
    assert years == printed > 30_000


def test_case_records_step_onto_a_bridge_only_where_they_are_real_and_published(built):
    steps = "select distinct count_name from published.bridges where origin = 'case_records'"

    assert ("dismissed",) in published(built("real-shown"), steps)
    assert published(built("real-public"), steps) == []
    assert published(built("fictional-public"), steps) == []


def test_of_the_real_case_not_even_the_number_of_its_rows_is_published(built):
    rows = published(
        built("real-public"),
        "select check_name from published.validation "
        "where kind in ('row', 'share') and (rows_checked > 0 or rows_hit > 0)",
    )
    assert rows == []


def protected(data_dir: Path) -> list[tuple]:
    return published(
        data_dir,
        "select count_name, category, count, symbol from published.counts "
        f"where count_name not in {SHOWN_COUNTS} and period = '2017-20' order by all",
    )


def test_of_the_fictional_case_the_characteristics_are_hidden(built):
    rows = [row for row in protected(built("fictional-public")) if "characteristic" in row[0]]
    hidden = {category for _, category, _, symbol in rows if symbol == "c"}
    assert "total" in hidden
    assert all(not count for *_, count, _ in rows)
    # By force it is not published at all which they are.
    of_cases = {row[1] for row in rows if row[0] == "cases_naming_characteristic"}
    assert of_cases == {"total"}


def test_of_the_fictional_case_it_cannot_be_told_which_characteristics_it_names(built):
    rows = protected(built("fictional-public"))
    assert {row[3] for row in rows if row[0] == "cases_naming_characteristic"} == {"c"}


@pytest.mark.parametrize("variant", ["fictional-public", "real-allowed"])
def test_of_the_case_every_protected_count_is_hidden(built, variant):
    rows = protected(built(variant))
    assert len(rows) > 40
    assert [row for row in rows if row[2]] == []


def test_real_records_are_published_once_the_data_owner_allows_it(built):
    # Only then, and with what the attack found: nothing is told, or the build would have stopped.
    data_dir = built("real-allowed")
    ((synthetic, note),) = published(data_dir, "select synthetic, areas_note from published.build")
    assert (synthetic, note) == (False, "")
    assert published(data_dir, "select sum(hidden_small) > 0 from published.disclosure") == [
        (True,)
    ]


def test_of_the_fictional_case_no_figure_rests_on_a_protected_count(built):
    data_dir = built("fictional-public")
    assert (
        published(
            data_dir,
            f"select measure from published.measure_values where measure not in {SHOWN_MEASURES} "
            "and (value > 0 or numerator > 0 "
            f"or denominator_count not in {SHOWN_COUNTS} and denominator > 0)",
        )
        == []
    )
    assert (
        published(data_dir, "select day from published.time_to_event where at_risk is not null")
        == []
    )


def test_of_the_fictional_case_there_is_no_cell_of_1(built):
    # What the release tells (five officers of one case, a sixth, three characteristics) must not
    # be found again as a cell; only its referral, which says nothing of a person, is one.
    data_dir = built("fictional-public")
    ones = []
    for table in CASE_TABLES:
        columns = published(
            data_dir,
            "select column_name from duckdb_columns() where table_name = "
            f"'{table}' and data_type in ('DOUBLE', 'BIGINT') and column_name in ('count', "
            "'numerator', 'denominator', 'at_risk', 'reference_numerator', "
            "'reference_denominator')",
        )
        for (column,) in columns:
            name = {"numerator": "numerator_count", "denominator": "denominator_count"}.get(column)
            shown = "count_name" if column == "count" else name if table != "before_after" else None
            besides = f" and {shown} not in {SHOWN_COUNTS}" if shown else ""
            ones += published(data_dir, f"from published.{table} where {column} = 1{besides}")
    assert ones == []


def test_of_the_fictional_case_referrals_and_headcounts_stand(built):
    rows = published(
        built("fictional-public"),
        "select numerator, denominator, value, symbol from published.measure_values "
        "where measure = 'R1' and period = '2017-20' and breakdown = 'total'",
    )
    assert rows == [(1, 120_000, pytest.approx(1 / 120), "u")]


def test_coverage_says_only_that_the_force_was_counted(built):
    rows = published(
        built("fictional-public"),
        "select distinct forces_expected, forces_counted from published.coverage "
        "where forces_counted > 0",
    )
    assert rows == [(1, 1)]


def test_nothing_published_names_a_real_place_beside_the_fictional_case(built):
    rows = published(
        built("fictional-public"), "select area_code, is_fictional from published.areas"
    )
    assert rows == [(FICTIONAL, True)]
