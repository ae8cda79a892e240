"""Titles, findings and alternative texts of comparisons, over generated figures."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.text.before_after import (
    MIX,
    NAMES,
    cohort_alt,
    cohort_finding,
    cohort_table,
    cohort_title,
)
from dashboard.text.control import (
    SIGNALS,
    control_alt,
    control_finding,
    control_table,
    control_title,
)
from dashboard.text.findings import beyond_words, outside_words
from dashboard.text.tables import funnel_table
from tests.dashboard.reading import numbers

FIGURES = st.floats(0, 99).map(lambda value: round(value, 3))
JUDGING = ("worst", "best", "better", "poor", "good", "improve", "rank", "top", "bottom")


def _cells(table) -> set[str]:
    return numbers(" ".join(str(cell) for row in table.rows() for cell in row))


# --- Funnels ------------------------------------------------------------------------------------

FORCES = st.lists(
    st.fixed_dictionaries(
        {
            "signal": st.sampled_from(["none", "beyond_chance", "look_further"]),
            "value": FIGURES,
            "numerator": st.integers(0, 500).map(float),
        }
    ),
    min_size=5,
    max_size=20,
).map(
    lambda rows: [
        row
        | {
            "area_name": f"Force {chr(65 + place)}", "measure": "R1", "category": "total",
            "symbol": None, "per": 1000.0, "denominator": 1000.0, "is_outside": False,
            "smoothed": row["value"], "smoothed_lower": row["value"] / 2,
            "smoothed_upper": row["value"] * 2, "lower_95": 1.0, "upper_95": 2.0,
            "lower_998": 0.5, "upper_998": 3.0,
        }
        for place, row in enumerate(rows)
    ]
)  # fmt: skip


@given(FORCES)
@settings(max_examples=60, deadline=None)
def test_a_force_is_named_only_for_its_published_signal_and_never_judged(rows):
    chance, spread = outside_words(rows, is_over_dispersed=True), beyond_words(rows)
    for row in rows:
        assert (row["area_name"] in chance) == (row["signal"] != "none")
        assert (row["area_name"] in spread) == (row["signal"] == "look_further")
    said = f"{chance} {spread}".lower()
    assert not [word for word in JUDGING if f" {word} " in said]


@given(FORCES)
@settings(max_examples=40, deadline=None)
def test_the_table_of_a_funnel_has_each_signal_in_words_and_both_figures(rows):
    table = funnel_table(rows)
    assert table["Signal"].is_in(["none", "look further"]).sum() == sum(
        row["signal"] != "beyond_chance" for row in rows
    )
    assert all(table["Smoothed"])


# --- Control charts -----------------------------------------------------------------------------


@st.composite
def _quarters(draw) -> list[dict]:
    """Quarters of one or two stretches, signals anywhere; some have no figure."""
    first, second = draw(st.integers(0, 8)), draw(st.integers(1, 14))
    rows = []
    for place, segment in enumerate([1] * first + [2] * second):
        shown = draw(st.integers(0, 9)) > 0
        signals = {name: shown and draw(st.integers(0, 9)) == 0 for name in SIGNALS}
        rows.append(
            {
                "measure": "R1", "category": "total", "per": 1000.0, "denominator": 100.0,
                "period": f"{2014 + place // 4}-{15 + place // 4}-Q{place % 4 + 1}",
                "value": draw(FIGURES) if shown else None, "symbol": None if shown else "x",
                "segment": segment if shown else None, "mean": 12.5 if shown else None,
                "lower_natural": 3.25, "upper_natural": 40.5, "provisional": False,
                "is_trial": second < 12, **signals, "is_signal": any(signals.values()),
            }
        )  # fmt: skip
    return rows


@given(_quarters())
@settings(max_examples=80, deadline=None)
def test_a_title_speaks_of_signals_only_where_the_latest_stretch_has_some(rows):
    title, finding = control_title("Referrals", rows), control_finding(rows)
    known = [row for row in rows if row["segment"] is not None]
    last = [row for row in known if row["segment"] == known[-1]["segment"]] if known else []
    signals = any(row["is_signal"] for row in last)
    assert ("signals beyond routine" in title) == signals
    assert bool(finding) == signals
    assert not [word for word in JUDGING if f" {word} " in f"{title} {finding}".lower()]


@given(_quarters())
@settings(max_examples=80, deadline=None)
def test_every_number_said_of_a_control_chart_stands_in_its_table(rows):
    alt = control_alt({"title": "Referrals", "unit": "referrals"}, rows, "All forces")
    count = sum(row["is_signal"] for row in rows)
    told = alt.replace(f"{len(rows)} quarters", "").replace(f"signal: {count}", "")
    assert numbers(told) <= _cells(control_table(rows))


# --- Before and after ---------------------------------------------------------------------------


@st.composite
def _cohorts(draw) -> list[dict]:
    rows = []
    for figure in NAMES:
        for side in ("before", "after"):
            shown = draw(st.integers(0, 6)) > 0
            finding = draw(st.sampled_from(["higher", "lower", "no clear change"]))
            has_difference = shown and side == "after"
            value = draw(FIGURES) if shown else None
            rows.append(
                {
                    "figure": figure, "side": side, "value": value,
                    "lower": value and value / 2, "upper": value and min(100, value * 1.5),
                    "numerator": 7.0 if shown else None, "denominator": 20.0 if shown else None,
                    "symbol": None if shown else "z", "change_date": date(2024, 5, 7),
                    "finding": finding if has_difference else None,
                    "difference": 1.5 if has_difference else None,
                    "difference_lower": -2.0 if has_difference else None,
                    "difference_upper": 5.0 if has_difference else None,
                }
            )  # fmt: skip
    return rows


@given(_cohorts())
@settings(max_examples=80, deadline=None)
def test_a_title_names_a_share_only_as_its_published_difference_found_it(rows):
    title = cohort_title(rows)
    for row in rows:
        named = f"{NAMES[row['figure']].lower()} {row['finding']}"
        differs = row["finding"] in ("higher", "lower")
        if row["side"] == "after" and row["figure"] not in MIX:
            assert (named in title) == differs
        elif row["side"] == "after" and differs:
            assert named in cohort_finding(rows)


@given(_cohorts())
@settings(max_examples=60, deadline=None)
def test_every_number_said_of_two_cohorts_stands_in_their_table(rows):
    assert numbers(cohort_alt(rows)) <= _cells(cohort_table(rows))
