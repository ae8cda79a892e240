"""Funnel limits and differences as they are published."""

import polars as pl

from tests.spec.publishing import assert_absent, assert_shows

# Six forces in two regions; the number of referrals each had, all in 2022-23.
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


def _delivered(number: dict[int, int], earlier: int = 0) -> dict[str, list[dict]]:
    cases = [
        (f"f{force}-{item}", f"X2300000{force}", "2022-05-01", "2022-05-02")
        for force, total in number.items()
        for item in range(total)
    ] + [(f"e{item}", "X23000001", "2018-05-01", "2018-05-02") for item in range(earlier)]
    return {
        "cases": [
            {"case_id": name, "force_code": force, "date_aware": aware}
            for name, force, aware, _ in cases
        ],
        "referrals": [{"case_id": name, "date_referred": at} for name, *_, at in cases],
    }


def _limits(tables: dict[str, pl.DataFrame], **named: str) -> dict[str, float]:
    found = tables["control_limits"].filter(measure="R1", breakdown="total", **named)
    return dict(found.select("limit_name", "value").iter_rows())


def test_a_funnel_has_its_centre_at_all_forces_and_quantiles_as_limits(counted):
    # All forces: 60 in 6,000 workforce-years, 10 per 1,000. At 1,000 years 10 are expected:
    # P(X <= 2) is 0.3%, P(X <= 4) 2.9%; P(X <= 17) is 98.6%, P(X <= 21) 99.9%.
    limits = _limits(
        counted(_delivered(REFERRED), forces=SIX).shown, area_code="X23000001", period="2022-23"
    )
    assert limits == {
        "centre": 10,
        "lower_998": 2,
        "lower_95": 4,
        "upper_95": 17,
        "upper_998": 21,
    }


def test_fewer_than_five_forces_have_no_funnel(counted):
    few = counted(_delivered({1: 30, 2: 10}), forces=FOUR).shown
    assert few["control_limits"].is_empty()


def test_quality_waits_mixes_and_quarters_have_no_funnel(counted):
    limits = counted(_delivered(REFERRED), forces=SIX).shown["control_limits"]
    assert not {"Q1", "Q1_late", "R3", "R3_cohort", "T1_12m", "T2", "B1"} & set(limits["measure"])
    assert "quarter" not in set(limits["period_type"])
    assert set(limits["area_code"].str.slice(0, 3)) == {"X23"}


def test_each_area_is_compared_with_all_forces_and_in_a_window_with_each_other(counted):
    shown = counted(_delivered(REFERRED, earlier=10), forces=SIX).shown["differences"]
    of_north = shown.filter(measure="R1", comparison="areas", area_code="X23000001")
    assert set(of_north.filter(period="2022-23")["other_area_code"]) == {"X92000001"}
    assert set(of_north.filter(period="2020-23")["other_area_code"]) == {
        "X92000001",
        *(f"X2300000{number}" for number in range(2, 7)),
    }
    assert_absent(shown, area_code="X92000001", comparison="areas")


def test_a_difference_comes_with_its_interval_and_in_words(counted):
    # 30 of 1,000 years (20.24 to 42.83) against 60 of 6,000 (45.79 to 77.23): 30 - 10 per 1,000.
    shown = counted(_delivered(REFERRED, earlier=10), forces=SIX).shown["differences"]
    found = shown.filter(
        measure="R1", area_code="X23000001", period="2022-23", other_area_code="X92000001"
    ).row(0, named=True)
    assert (found["difference"], found["finding"]) == (20, "higher")
    assert round(found["difference_lower"], 1) == round(20 - (9.76**2 + 2.87**2) ** 0.5, 1)
    assert round(found["difference_upper"], 1) == round(20 + (12.83**2 + 2.37**2) ** 0.5, 1)


def test_a_break_in_or_between_two_periods_is_said(counted):
    # New rules on 1 February 2020: inside 2019-20, and between 2018-19 and every later year.
    shown = counted(_delivered(REFERRED, earlier=10), forces=SIX).shown["differences"]
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
