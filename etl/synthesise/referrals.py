"""Referrals to the IOPC, the criteria they meet, and the mode of investigation decided."""

import numpy as np
import polars as pl

from etl.contracts.periods import year_name
from etl.synthesise.calendar import NEVER, Calendar, financial_years
from etl.synthesise.cases import NEW_RULES
from etl.synthesise.draws import chance, choose, choose_by_row, days
from etl.synthesise.plan import REFERRED, SECOND_REFERRALS
from etl.synthesise.targets import Targets
from etl.synthesise.world import World

MODES = ("INDEPENDENT", "DIRECTED", "MANAGED", "SUPERVISED", "LOCAL", "RETURN_TO_FORCE")
# Of what is not investigated independently, before and after 1 February 2020.
OTHER_MODES_OLD = (0, 0, 0.015, 0.03, 0.45, 0.505)
OTHER_MODES_NEW = (0, 0.02, 0, 0, 0.43, 0.55)
SLOWEST_DECISION = 100
CHANGED_MODE = 0.03
CRITERIA = {
    "SERIOUS_ASSAULT": 30,
    "SERIOUS_SEXUAL_OFFENCE": 20,
    "SERIOUS_CORRUPTION": 24,
    "RELEVANT_OFFENCE": 16,
    "SAME_INCIDENT": 8,
    "DISCRIMINATION_AGGRAVATED": 5,
    "CHIEF_OFFICER": 0.5,
}
TWO_CRITERIA = 0.12


def first_referrals(cases: pl.DataFrame, world: World) -> pl.DataFrame:
    """Add the day of referral, and the day and mode of the decision (NEVER, null where none)."""
    rng = world.stream("first referrals")
    size, force = cases.height, cases["force"].to_numpy()
    is_referred = (cases["stream"] == REFERRED).to_numpy()
    referred = cases["aware"].to_numpy() + chance(rng, 0.45, size)
    decided = world.calendar.at_work(force, referred + _decision_days(rng, size))
    modes = _modes(decided, world.targets, rng)
    mode = pl.select(pl.when(pl.Series(is_referred)).then(modes)).to_series()
    own_investigation = mode.is_in(["INDEPENDENT", "DIRECTED", "MANAGED", "SUPERVISED"])
    return cases.with_columns(
        referred=np.where(is_referred, referred, NEVER),
        mode_decided=np.where(is_referred, decided, NEVER),
        mode=mode,
        investigated=pl.col("investigated") | own_investigation.fill_null(False),
    )


def _decision_days(rng: np.random.Generator, size: int) -> np.ndarray:
    return np.clip(days(rng, 8, 0.9, size), 1, SLOWEST_DECISION)


def _modes(decided: np.ndarray, targets: Targets, rng: np.random.Generator) -> pl.Series:
    """Mode by the day of decision: managed and supervised ended on 31 January 2020."""
    independent = _independent_share(decided, targets)[:, None]
    others = np.where(decided[:, None] < NEW_RULES, OTHER_MODES_OLD, OTHER_MODES_NEW)
    weights = others * (1 - independent)
    weights[:, 0] = independent[:, 0]
    return choose_by_row(rng, MODES, weights)


def _independent_share(decided: np.ndarray, targets: Targets) -> np.ndarray:
    series = targets.series("independent_share", "")
    years = financial_years(np.minimum(decided, 40_000))
    first, last = (int(min(series)[:4]), int(max(series)[:4]))
    shares = np.array([series[year_name(year)] for year in range(first, last + 1)]) / 100
    return shares[np.clip(years, first, last) - first]


def referral_tables(cases: pl.DataFrame, world: World) -> dict[str, pl.DataFrame]:
    """Frames `referrals`, `referral_criteria` and `mode_decisions`; days are numbers."""
    rng = world.stream("referrals")
    referrals = _referrals(cases, world.calendar, rng)
    referrals = _routes(referrals, world.targets, rng)
    return {
        "referrals": referrals,
        "referral_criteria": _criteria(referrals, rng),
        "mode_decisions": _mode_decisions(referrals, world.calendar, rng),
    }


def _referrals(cases: pl.DataFrame, calendar: Calendar, rng: np.random.Generator) -> pl.DataFrame:
    """First referrals, and second ones where new facts arise while the case is open."""
    known = ["case", "force", "aware", "matter", "finalised", "mode", "mode_decided"]
    first = cases.filter(pl.col("referred") < NEVER).select(
        *known, day="referred", referral_seq=pl.lit(1)
    )
    again = first.filter(chance(rng, SECOND_REFERRALS * 1.15, first.height))
    aware, end = again["aware"].to_numpy(), again["finalised"].to_numpy()
    day = aware + 2 + ((end - aware - 2) * rng.random(len(aware)) * 0.8).astype(np.int64)
    day = calendar.at_work(again["force"].to_numpy(), day)
    decided = calendar.at_work(again["force"].to_numpy(), day + _decision_days(rng, len(day)))
    # Second referrals go back to the force: how a matter is investigated was settled before.
    second = again.with_columns(
        day=day, referral_seq=pl.lit(2), mode=pl.lit("RETURN_TO_FORCE"), mode_decided=decided
    )
    # A referral that would fall at the very end is not made.
    second = second.filter(
        (pl.col("day") < pl.col("finalised")) & (pl.col("day") <= calendar.extracted)
    )
    return pl.concat([first, second]).sort("case", "referral_seq")


def _routes(referrals: pl.DataFrame, targets: Targets, rng: np.random.Generator) -> pl.DataFrame:
    size = referrals.height
    shares = targets.shares("route_share")
    # All voluntary referrals are of other matters than deaths and serious injuries.
    extra = shares["VOLUNTARY"] / (1 - targets.one("matter_share", "DSI") / 100)
    shares["MANDATORY"] -= extra - shares["VOLUNTARY"]
    route = choose(rng, shares | {"VOLUNTARY": extra}, size)
    stated = pl.Series(~chance(rng, 0.01, size))
    is_death = pl.col("matter") == "DSI"
    too_early = (pl.lit(route) == "POWER_OF_INITIATIVE") & (pl.col("day") < NEW_RULES)
    # A death or serious injury must be referred; the power of initiative began in 2020.
    return referrals.with_columns(
        referral_route=pl.when((is_death & (pl.lit(route) == "VOLUNTARY")) | too_early)
        .then(pl.lit("MANDATORY"))
        .otherwise(route),
        matter_type=pl.when(stated).then("matter"),
    )


def _criteria(referrals: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    mandatory = referrals.filter(pl.col("referral_route") == "MANDATORY")
    names = list(CRITERIA)
    first = choose(rng, CRITERIA, mandatory.height)
    first = mandatory.select(
        "case",
        "referral_seq",
        criterion=pl.when(pl.col("matter") == "DSI")
        .then(pl.lit("DEATH_OR_SERIOUS_INJURY"))
        .otherwise(first),
    )
    second = first.with_columns(criterion=choose(rng, CRITERIA, first.height)).filter(
        pl.Series(chance(rng, TWO_CRITERIA, first.height))
        & (pl.col("criterion") != first["criterion"])
    )
    order = pl.Enum([*names, "DEATH_OR_SERIOUS_INJURY"])
    return pl.concat([first, second]).sort(
        "case", "referral_seq", pl.col("criterion").cast(order), maintain_order=True
    )


def _mode_decisions(
    referrals: pl.DataFrame, calendar: Calendar, rng: np.random.Generator
) -> pl.DataFrame:
    """One decision for each referral, now and then a second one; pending ones have no day."""
    first = referrals.select(
        "case", "force", "referral_seq", "mode", "finalised", day="mode_decided"
    ).with_columns(decision_seq=pl.lit(1))
    changed = first.filter(
        pl.Series(chance(rng, CHANGED_MODE, first.height)) & (pl.col("referral_seq") == 1)
    )
    later = changed["day"].to_numpy() + np.clip(days(rng, 60, 0.8, changed.height), 5, 400)
    later = calendar.at_work(changed["force"].to_numpy(), later)
    second = changed.with_columns(
        day=later,
        decision_seq=pl.lit(2),
        mode=pl.when(pl.col("mode") == "LOCAL")
        .then(pl.lit("RETURN_TO_FORCE"))
        .otherwise(pl.lit("LOCAL")),
    ).filter((pl.col("day") <= pl.col("finalised")) & (pl.col("day") <= calendar.extracted))
    return _current(pl.concat([first, second]), calendar)


def _current(decisions: pl.DataFrame, calendar: Calendar) -> pl.DataFrame:
    key = ["case", "referral_seq"]
    pending = pl.col("day") > calendar.extracted
    return decisions.sort(*key, "decision_seq").with_columns(
        mode=pl.when(pending).then(pl.lit("PENDING")).otherwise("mode"),
        is_current=pl.col("decision_seq") == pl.col("decision_seq").max().over(key),
    )
