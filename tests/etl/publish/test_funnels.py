"""Funnels from published figures: from shown ones only, and finite whatever they hold."""

from datetime import date
from math import isfinite

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.measures.definitions import MEASURES
from etl.publish.breaks import Breaks
from etl.publish.funnels import FEWEST_FORCES, funnel_tables
from etl.publish.trends import control_chart_tables

COUNTRY = "X92000001"
RATE, SHARE = "R1", "G4"


def _values(measure: str, forces: list[tuple], country: tuple | None = None) -> pl.DataFrame:
    """Figures of one window; each force (numerator, denominator, symbol), all forces their sum."""
    if country is None:
        shown = [row for row in forces if row[2] is None]
        country = (sum(row[0] for row in shown), sum(row[1] for row in shown), None)
    places = [(COUNTRY, "country", *country)]
    places += [(f"X2{number:07}", "force", *row) for number, row in enumerate(forces)]
    per = MEASURES[measure].per
    return pl.DataFrame(
        [
            {
                "measure": measure,
                "area_code": code,
                "area_level": level,
                "period": "2020-23",
                "period_type": "three_years",
                "period_start": date(2020, 4, 1),
                "period_end": date(2023, 3, 31),
                "breakdown": "total",
                "category": "total",
                "numerator": None if symbol else float(upper),
                "denominator": None if symbol else float(base),
                "per": per,
                "value": None if symbol or not base else per * upper / base,
                "symbol": symbol or (None if base else "z"),
            }
            for code, level, upper, base, symbol in places
        ],
        schema_overrides={"symbol": pl.String, "value": pl.Float64, "numerator": pl.Float64}
        | {"denominator": pl.Float64},
    )


def _is_empty(tables: dict[str, pl.DataFrame]) -> bool:
    return all(table.is_empty() for table in tables.values())


SIX = [
    (events, base, None)
    for events, base in ((3, 1000), (5, 1200), (8, 900), (4, 700), (30, 5000), (2, 400))
]


def test_a_hidden_force_is_in_no_table_and_counted_as_hidden():
    tables = funnel_tables(_values(RATE, [*SIX, (None, None, "c")]))
    for name in ("control_limits", "force_signals", "smoothed_values"):
        assert set(tables[name]["area_code"]) == {f"X2{number:07}" for number in range(6)}, name
    assert tables["funnels"].select("n_areas", "n_hidden").rows() == [(6, 1)]
    assert tables["funnels"]["phi"].null_count() == 0


def test_where_more_than_a_fifth_are_hidden_no_spread_is_told_and_nothing_smoothed():
    # What is hidden is small, so the others would look alike, or far apart, by that alone.
    tables = funnel_tables(_values(RATE, [*SIX, *[(None, None, "c")] * 2]))
    assert tables["funnels"].select("phi", "tau2", "is_over_dispersed").rows() == [
        (None, None, False)
    ]
    assert tables["smoothed_values"].is_empty()
    assert tables["force_signals"].height == 6
    assert not tables["control_limits"]["limit_name"].str.starts_with("adjusted").any()


def test_a_force_apart_from_others_that_are_alike_calls_for_a_second_look():
    alike = [(50, 5000, None)] * 11
    signals = funnel_tables(_values(RATE, [*alike, (100, 5000, None)]))["force_signals"]
    assert signals["signal"].to_list() == ["none"] * 11 + ["look_further"]
    assert signals["beyond_usual_spread"].to_list() == [False] * 11 + [True]


def test_among_forces_that_differ_anyway_the_same_is_beyond_chance_and_no_more():
    apart = [(20, 5000, None), (90, 5000, None)] * 6
    signals = funnel_tables(_values(RATE, [*apart, (100, 5000, None)]))["force_signals"]
    assert set(signals["signal"]) == {"beyond_chance"}
    assert not signals["beyond_usual_spread"].any()


def test_a_force_without_a_return_is_not_taken_for_hidden():
    tables = funnel_tables(_values(RATE, [*SIX, *[(None, None, "x")] * 3]))
    assert tables["funnels"]["n_hidden"].to_list() == [0]


@pytest.mark.parametrize(
    "values",
    [
        _values(RATE, SIX[: FEWEST_FORCES - 1]),
        _values(RATE, [(None, None, "c")] * 8, (10, 100, None)),
        _values(RATE, SIX, (None, None, "c")),
        _values(SHARE, [(0, 0, None)] * 8),
        _values(RATE, SIX).head(0),
    ],
    ids="too_few all_hidden whole_hidden nothing_to_count nothing".split(),
)
def test_without_a_whole_or_enough_forces_there_is_no_funnel(values):
    assert _is_empty(funnel_tables(values))


def test_one_force_that_is_all_forces_leaves_no_centre_without_it():
    values = _values(RATE, SIX, (30, 5000, None))
    assert funnel_tables(values)["funnels"]["centre_without_largest"].to_list() == [None]


FORCES = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 60), st.integers(0, 3000), st.none()),
        st.sampled_from([(None, None, "c"), (None, None, "x"), (None, None, "z"), (0, 1, None)]),
    ),
    max_size=14,
)


@given(FORCES, st.sampled_from([RATE, SHARE]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_row_holds_an_infinite_number_or_none_whatever_the_forces_hold(forces, measure):
    if measure == SHARE:
        forces = [row if row[2] else (min(row[0], row[1]), row[1], None) for row in forces]
    tables = funnel_tables(_values(measure, forces))
    for name, table in tables.items():
        for column in table.select(pl.selectors.float()).columns:
            assert all(isfinite(number) for number in table[column].drop_nulls()), (name, column)
    limits = tables["control_limits"]["value"]
    assert limits.null_count() == 0
    smoothed = tables["smoothed_values"]
    assert (smoothed["lower"] <= smoothed["value"] + 1e-9).all()
    assert (smoothed["value"] <= smoothed["upper"] + 1e-9).all()


# --- Control charts -----------------------------------------------------------------------------


@given(
    st.lists(st.one_of(st.none(), st.floats(0, 500)), max_size=30),
    st.lists(st.sampled_from([date(2020, 4, 1), date(2020, 5, 9), date(2022, 1, 1)]), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_every_quarter_has_finite_limits_or_none_whatever_is_hidden(figures, breaks):
    rows = [
        {
            "measure": RATE,
            "area_code": COUNTRY,
            "period": f"{2019 + place // 4}-Q{place % 4 + 1}",
            "period_type": "quarter",
            "period_start": date(2019 + place // 4, place % 4 * 3 + 1, 1),
            "period_end": date(2019 + place // 4, place % 4 * 3 + 3, 28),
            "breakdown": "total",
            "category": "total",
            "value": value,
        }
        for place, value in enumerate(figures)
    ]
    names = "measure area_code period period_type breakdown category".split()
    schema = dict.fromkeys(names, pl.String) | {"value": pl.Float64}
    schema |= dict.fromkeys(("period_start", "period_end"), pl.Date)
    register = Breaks({"received": breaks})
    tables = control_chart_tables(pl.DataFrame(rows, schema=schema), register)
    assert tables["spc_points"].height == len(rows)
    limits = tables["control_limits"]["value"]
    assert all(isfinite(limit) and limit >= 0 for limit in limits)
    without = tables["spc_points"].filter(pl.col("segment").is_null())
    assert not without["is_signal"].any()
