"""Funnel limits and differences as they are published."""

import polars as pl

from tests.spec.publishing import assert_absent, assert_shows

# Six forces in two regions; the number of referrals each had in 2022-23.
SIX = """
    force_code | force_name | region_code | region_name
    X23000001  | Northmoor  | X12000001   | Upland
    X23000002  | Eastmarch  | X12000001   | Upland
    X23000003  | Westfold   | X12000001   | Upland
    X23000004  | Southmere  | X12000002   | Lowland
    X23000005  | Wetherby   | X12000002   | Lowland
    X23000006  | Farholm    | X12000002   | Lowland
"""
REFERRED = {1: 30, 2: 10, 3: 0, 4: 8, 5: 12, 6: 0}
FOUR = "\n".join(SIX.strip().splitlines()[:5])


def _delivered(number: dict[int, int]) -> dict[str, list[dict]]:
    """Referrals of 2022-23 by force; in 2020-21 ten of each force, in 2018-19 ten of Northmoor."""
    received = [
        *((f"f{force}-{item}", force, 2022) for force in number for item in range(number[force])),
        *((f"s{force}-{item}", force, 2020) for force in number for item in range(10)),
        *((f"e{item}", 1, 2018) for item in range(10)),
    ]
    return {
        "cases": [
            {"case_id": name, "force_code": f"X2300000{force}", "date_aware": f"{year}-05-01"}
            for name, force, year in received
        ],
        "referrals": [
            {"case_id": name, "date_referred": f"{year}-05-02"} for name, _, year in received
        ],
    }


GIVEN = _delivered(REFERRED)


def _limits(tables: dict[str, pl.DataFrame], **named: str) -> dict[str, float]:
    found = tables["control_limits"].filter(measure="R1", breakdown="total", **named)
    return dict(found.select("limit_name", "value").iter_rows())


def _row(tables: dict[str, pl.DataFrame], table: str, **named: str) -> dict:
    return tables[table].filter(measure="R1", breakdown="total", **named).row(0, named=True)


def test_a_funnel_has_its_centre_at_all_forces_and_quantiles_as_limits(counted):
    # All forces: 60 in 6,000 workforce-years, 10 per 1,000. At 1,000 years 10 are expected:
    # P(X <= 2) is 0.3%, P(X <= 4) 2.9%; P(X <= 17) is 98.6%, P(X <= 21) 99.9%.
    limits = _limits(counted(GIVEN, forces=SIX).shown, area_code="X23000001", period="2022-23")
    by_chance = {"lower_998": 2, "lower_95": 4, "upper_95": 17, "upper_998": 21}
    assert {name: limits[name] for name in by_chance} == by_chance
    assert limits["centre"] == 10
    # Without Northmoor, the first of six equals: 30 in 5,000.
    assert limits["centre_without_largest"] == 6


def test_forces_that_differ_beyond_chance_have_wider_limits_beside_those_of_chance(counted):
    # Scores 2 (sqrt O - sqrt 10): 4.63, 0, -6.32, -0.67, 0.60, -6.32; drawn in to -6.32 and 2.62.
    # phi = (6.85 + 0 + 40 + 0.45 + 0.36 + 40) / 6; tau2 = (6 phi - 5) / (6 x 40 - 40).
    shown = counted(GIVEN, forces=SIX).shown
    about = _row(shown, "funnels", period="2022-23")
    assert (round(about["phi"], 2), round(about["tau2"], 3)) == (14.61, 0.413)
    assert (about["is_over_dispersed"], about["n_areas"], about["n_hidden"]) == (True, 6, 0)
    assert (about["centre_without_largest"], about["largest_area_code"]) == (6, "X23000001")
    limits = _limits(shown, area_code="X23000001", period="2022-23")
    # 10 (1 + 1.96 sqrt(1/40 + 0.413))²; below, no less than 0.
    assert round(limits["adjusted_upper_95"], 1) == 52.8
    assert limits["adjusted_lower_95"] == 0


def test_forces_that_do_not_differ_have_no_wider_limits_and_one_smoothed_figure(counted):
    shown = counted(GIVEN, forces=SIX).shown
    about = _row(shown, "funnels", period="2020-21")
    assert (about["phi"], about["tau2"], about["is_over_dispersed"]) == (0, 0, False)
    assert not any("adjusted" in name for name in _limits(shown, period="2020-21"))
    smoothed = shown["smoothed_values"].filter(measure="R1", period="2020-21")
    assert smoothed["value"].to_list() == [10] * 6
    # 60 events: Byar's limits over 6,000 years.
    assert {round(low, 2) for low in smoothed["lower"]} == {7.63}
    assert smoothed["a"].null_count() == 6
    assert set(shown["force_signals"].filter(measure="R1", period="2020-21")["signal"]) == {"none"}


def test_forces_far_from_all_forces_are_beyond_chance_but_not_beyond_so_wide_a_spread(counted):
    # P(X >= 30 | 10) is 7e-8; P(X = 0 | 10) 0.000045; times 2, times 6 over its place.
    shown = counted(GIVEN, forces=SIX).shown
    signals = shown["force_signals"].filter(measure="R1", period="2022-23")
    named = dict(signals.select("area_code", "signal").iter_rows())
    assert [named[f"X2300000{force}"] for force in range(1, 7)] == [
        "beyond_chance", "none", "beyond_chance", "none", "none", "beyond_chance",
    ]  # fmt: skip
    none_seen = signals.filter(area_code="X23000003").row(0, named=True)
    assert round(none_seen["p_value"], 7) == round(2 * 0.0000454, 7)
    assert round(none_seen["p_adjusted"], 7) == round(2 * 0.0000454 * 6 / 3, 7)
    # None of them lies beyond the usual spread of so different forces.
    assert not any(signals["beyond_usual_spread"])


def test_a_smoothed_figure_lies_between_the_force_and_all_forces(counted):
    shown = counted(GIVEN, forces=SIX).shown
    smoothed = shown["smoothed_values"].filter(measure="R1", period="2022-23")
    for force, value in zip(REFERRED, smoothed["value"], strict=True):
        low, high = sorted((REFERRED[force], 10))
        assert low - 0.01 <= value <= high + 0.01, force


def test_where_no_force_has_any_every_figure_is_zero_and_none_is_named(counted):
    shown = counted(GIVEN, forces=SIX).shown
    assert set(_limits(shown, period="2021-22").values()) == {0}
    signals = shown["force_signals"].filter(measure="R1", period="2021-22")
    assert (set(signals["p_value"]), set(signals["signal"])) == ({1.0}, {"none"})
    smoothed = shown["smoothed_values"].filter(measure="R1", period="2021-22")
    assert set(smoothed["value"]) == {0}
    # Nothing in 6,000 years: up to 3.69 events are plausible.
    assert {round(high, 3) for high in smoothed["upper"]} == {0.615}


def test_fewer_than_five_forces_have_no_funnel(counted):
    few = counted(_delivered({1: 30, 2: 10}), forces=FOUR).shown
    assert few["control_limits"].filter(chart="funnel").is_empty()
    for table in ("funnels", "force_signals", "smoothed_values"):
        assert few[table].is_empty()


def test_quality_waits_mixes_and_quarters_have_no_funnel(counted):
    shown = counted(GIVEN, forces=SIX).shown
    limits = shown["control_limits"].filter(chart="funnel")
    assert not {"Q1", "Q1_late", "R3", "R3_cohort", "T1_12m", "T2", "B1"} & set(limits["measure"])
    assert "quarter" not in set(limits["period_type"])
    assert set(limits["area_code"].str.slice(0, 3)) == {"X23"}


# --- Control charts -----------------------------------------------------------------------------


def _quarterly(numbers: list[int], first_year: int = 2014) -> dict[str, list[dict]]:
    """Referrals of one force by quarter, from April of the first year."""
    cases = [
        (
            f"q{place}-{item}",
            f"{first_year + (place + 1) // 4}-{(place % 4 * 3 + 4 - 1) % 12 + 1:02d}-05",
        )
        for place, number in enumerate(numbers)
        for item in range(number)
    ]
    return {
        "cases": [
            {"case_id": case, "force_code": "X23000001", "date_aware": received}
            for case, received in cases
        ],
        "referrals": [{"case_id": case, "date_referred": received} for case, received in cases],
    }


NUMBERS = [10, 12] * 11 + [10, 40] + [30, 32] * 12


def test_a_control_chart_stands_on_the_quarters_of_all_forces_and_begins_anew_with_new_rules(
    counted,
):
    tables = counted(_quarterly(NUMBERS), forces=SIX).shown
    points = tables["spc_points"].filter(measure="R1", area_code="X92000001")
    assert points.height == 48
    assert set(points["period_type"]) == {"quarter"}
    by_period = {row["period"]: row for row in points.to_dicts()}
    # 1 February 2020 lies inside the last quarter of 2019-20: counted under both rules, in neither.
    assert [by_period[name]["segment"] for name in ("2019-20-Q3", "2019-20-Q4", "2020-21-Q1")] == [
        1, None, 2,
    ]  # fmt: skip
    limits = _limits(tables, area_code="X92000001", period="2018-19-Q1")
    assert limits["centre"] < _limits(tables, area_code="X92000001", period="2022-23-Q1")["centre"]
    assert not _limits(tables, area_code="X92000001", period="2019-20-Q4")
    # Rebased, the rise at the break is no signal.
    assert not any(points["is_signal"])
    assert set(points["is_trial"]) == {False}


def test_stocks_mixes_quality_and_years_have_no_control_chart(counted):
    tables = counted(_quarterly(NUMBERS), forces=SIX).shown
    charted = set(tables["spc_points"]["measure"])
    assert {"R1", "G3", "D1"} <= charted
    # Shares of a whole, quality and stocks: none of them varies by itself from quarter to quarter.
    assert not charted & {"R3", "R3_cohort", "A1_result", "Q1", "Q1_late", "Q1_dates", "B1"}
    assert not charted & {"B1_over_12m", "G4", "G6", "D2"}
    charts = tables["control_limits"].filter(chart="spc")
    assert set(charts["period_type"]) == {"quarter"}
    assert set(charts["area_code"]) == {"X92000001"}


# --- Differences --------------------------------------------------------------------------------


def test_each_area_is_compared_with_all_forces_and_in_a_window_with_each_other(counted):
    shown = counted(GIVEN, forces=SIX).shown["differences"]
    of_north = shown.filter(measure="R1", comparison="areas", area_code="X23000001")
    assert set(of_north.filter(period="2022-23")["other_area_code"]) == {"X92000001"}
    assert set(of_north.filter(period="2020-23")["other_area_code"]) == {
        "X92000001",
        *(f"X2300000{number}" for number in range(2, 7)),
    }
    assert_absent(shown, area_code="X92000001", comparison="areas")


def test_a_difference_comes_with_its_interval_and_in_words(counted):
    # 30 of 1,000 years (20.24 to 42.83) against 60 of 6,000 (45.79 to 77.23): 30 - 10 per 1,000.
    shown = counted(GIVEN, forces=SIX).shown["differences"]
    found = shown.filter(
        measure="R1", area_code="X23000001", period="2022-23", other_area_code="X92000001"
    ).row(0, named=True)
    assert (found["difference"], found["finding"]) == (20, "higher")
    assert round(found["difference_lower"], 1) == round(20 - (9.76**2 + 2.87**2) ** 0.5, 1)
    assert round(found["difference_upper"], 1) == round(20 + (12.83**2 + 2.37**2) ** 0.5, 1)


def test_a_break_in_or_between_two_periods_is_said(counted):
    # New rules on 1 February 2020: inside 2019-20, and between 2018-19 and every later year.
    shown = counted(GIVEN, forces=SIX).shown["differences"]
    found = shown.filter(measure="R1", comparison="periods", area_code="X23000001")
    crosses = {
        (period, other): marked
        for period, other, marked in found.select(
            "period", "other_period", "crosses_break"
        ).iter_rows()
    }
    assert not crosses["2018-19", "2017-18"]
    assert crosses["2019-20", "2018-19"]
    assert crosses["2020-21", "2019-20"]
    assert crosses["2022-23", "2018-19"]
    assert not crosses["2022-23", "2021-22"]
    assert ("2018-19", "2022-23") not in crosses


def test_a_break_is_said_also_where_no_year_in_between_has_a_figure(counted):
    # Medians of 2015-16 and 2022-23 only: between them nobody was given notice.
    waits = {
        "cases": [{"case_id": "a", "date_aware": "2015-04-01"}],
        "case_subjects": [
            {"case_id": "a", "subject_id": f"s{item}", "regime": "CR2012"} for item in range(6)
        ],
        "proceedings": [
            {
                "proceeding_id": f"p{item}",
                "proceeding_status": "HELD",
                "date_notice": f"{year}-05-01",
                "date_first_day": f"{year}-05-{10 + item}",
            }
            for item, year in enumerate([2015] * 3 + [2022] * 3)
        ],
        "proceeding_subjects": [
            {"proceeding_id": f"p{item}", "case_id": "a", "subject_id": f"s{item}"}
            for item in range(6)
        ],
    }
    found = (
        counted(waits, forces=SIX)
        .shown["differences"]
        .filter(measure="T2_12m", area_code="X92000001", period="2022-23", comparison="periods")
    )
    assert found.select("other_period", "crosses_break").rows() == [("2015-16", True)]
    assert_shows(
        counted(waits, forces=SIX).shown["measure_values"],
        """
        measure | area_code | period  | category | symbol
        T2_12m  | X92000001 | 2019-20 | total    | z
        """,
    )
