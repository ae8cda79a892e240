"""Forces beside all forces: limits, spread beyond chance, signals and smoothed figures.

Everything here is worked out from figures that are shown; a hidden force takes no part.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from etl.measures.definitions import MEASURES, TOTAL
from etl.measures.false_discovery import adjusted, signal
from etl.measures.funnel import CENTRE
from etl.publish.funnel import ADJUSTED, WITHOUT_LARGEST, Funnel

# With fewer forces a funnel says nothing: there is no "all forces" to lie apart from.
FEWEST_FORCES = 5
MEASURES_WITH_FUNNEL = tuple(
    item.id
    for item in MEASURES.values()
    if item.statistic in ("rate", "share") and item.topic != "data_quality" and not item.skip_total
)
KEY = ("measure", "period_type", "period", "breakdown", "category")
# The distribution whose quantiles allow for chance alone, and the scale of the spread beyond it.
QUANTILES = {"rate": "poisson", "share": "binomial"}
SCALES = {"rate": "square_root", "share": "arcsine"}
SMOOTHERS = {"rate": "gamma_poisson", "share": "beta_binomial"}
Row = dict[str, object]


def funnel_tables(values: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Rows of control_limits, funnels, force_signals and smoothed_values, without dataset."""
    funnels = list(_funnels(values))
    families: dict[tuple[str, ...], list[Funnel]] = {}
    for funnel in funnels:
        families.setdefault(funnel.key[:3], []).append(funnel)
    return {
        "control_limits": _frame(LIMITS, (_limit_rows(funnel) for funnel in funnels)),
        "funnels": _frame(FUNNELS, ([_about(funnel)] for funnel in funnels)),
        "force_signals": _frame(SIGNALS, map(_signal_rows, families.values())),
        "smoothed_values": _frame(SMOOTHED, map(_smoothed_rows, funnels)),
    }


def _funnels(values: pl.DataFrame) -> Iterator[Funnel]:
    listed = values.filter(
        pl.col("measure").is_in(MEASURES_WITH_FUNNEL),
        pl.col("breakdown").is_in([TOTAL, "characteristic"]),
        pl.col("period_type") != "quarter",
    )
    blank = listed.filter(area_level="force", symbol="c").group_by(KEY).len()
    hidden = {tuple(row[:-1]): row[-1] for row in blank.iter_rows()}
    shown = listed.filter(pl.col("value").is_not_null(), pl.col("denominator") > 0)
    country = shown.filter(area_level="country").select(*KEY, "value", "numerator", "denominator")
    whole = country.rows_by_key(KEY, unique=True)
    forces = shown.filter(area_level="force").sort(*KEY, "area_code")
    for key, rows in forces.group_by(KEY, maintain_order=True):
        if key in whole and rows.height >= FEWEST_FORCES:
            yield Funnel(
                key,
                MEASURES[key[0]],
                *whole[key],
                areas=tuple(rows["area_code"]),
                events=rows["numerator"].to_numpy(),
                bases=rows["denominator"].to_numpy(),
                hidden=hidden.get(key, 0),
            )


def _limit_rows(funnel: Funnel) -> Iterator[Row]:
    """The centre with and without the largest force, and both kinds of limits at each base."""
    methods = {CENTRE: "pooled", WITHOUT_LARGEST: "pooled"}
    quantiles = QUANTILES[funnel.measure.statistic]
    for area, base, limits in zip(funnel.areas, funnel.bases, funnel.limits, strict=True):
        for name, value in limits.items():
            how = "over_dispersed" if name.startswith(ADJUSTED) else methods.get(name, quantiles)
            yield _head(funnel) | {
                "chart": "funnel",
                "area_code": area,
                "base": float(base),
                "method": how,
                "limit_name": name,
                "value": value,
            }


def _about(funnel: Funnel) -> Row:
    spread = funnel.spread
    return _head(funnel) | {
        "n_areas": len(funnel.areas),
        "n_hidden": funnel.hidden,
        "scale": SCALES[funnel.measure.statistic],
        "phi": spread and spread.phi,
        "tau2": spread and spread.tau2,
        "is_over_dispersed": funnel.is_over_dispersed,
        "centre": funnel.centre,
        "centre_without_largest": funnel.centre_without_largest,
        "largest_area_code": funnel.areas[funnel.largest],
    }


def _signal_rows(family: Sequence[Funnel]) -> Iterator[Row]:
    """One family is a measure in a period: all forces and, where there are, all categories."""
    p_values = np.concatenate([funnel.p_values for funnel in family])
    both = zip(p_values, adjusted(p_values), strict=True)
    for funnel in family:
        for place, area in enumerate(funnel.areas):
            p_value, p_adjusted = next(both)
            is_beyond = funnel.is_beyond(place)
            yield _head(funnel) | {
                "area_code": area,
                "expected": float(funnel.expected[place]),
                "p_value": float(p_value),
                "p_adjusted": float(p_adjusted),
                "signal": signal(p_adjusted, funnel.is_over_dispersed and not is_beyond),
                "beyond_usual_spread": is_beyond,
            }


def _smoothed_rows(funnel: Funnel) -> Iterator[Row]:
    found = funnel.smoothed
    for place, area in enumerate(funnel.areas if found else ()):
        yield _head(funnel) | {
            "area_code": area,
            "value": float(found.values[place]),
            "lower": float(found.lower[place]),
            "upper": float(found.upper[place]),
            "method": SMOOTHERS[funnel.measure.statistic],
            "a": found.a,
            "b": found.b,
        }


def _head(funnel: Funnel) -> Row:
    return dict(zip(KEY, funnel.key, strict=True))


def _frame(schema: dict, rows: Iterator) -> pl.DataFrame:
    return pl.DataFrame([row for listed in rows for row in listed], schema=schema)


def _schema(numbers: str, texts: str, **others: type[pl.DataType]) -> dict:
    return {
        **dict.fromkeys((*KEY, *texts.split()), pl.String),
        **dict.fromkeys(numbers.split(), pl.Float64),
        **others,
    }


LIMITS = _schema("base value", "chart area_code method limit_name")
FUNNELS = _schema(
    "phi tau2 centre centre_without_largest",
    "scale largest_area_code",
    n_areas=pl.Int64,
    n_hidden=pl.Int64,
    is_over_dispersed=pl.Boolean,
)
SIGNALS = _schema("expected p_value p_adjusted", "area_code signal", beyond_usual_spread=pl.Boolean)
SMOOTHED = _schema("value lower upper a b", "area_code method")
