"""Investigations, suspensions from duty, criminal proceedings and the clock they stop."""

import numpy as np
import polars as pl

from etl.synthesise.calendar import NEVER
from etl.synthesise.cases import NEW_RULES
from etl.synthesise.draws import chance, choose
from etl.synthesise.selection import HEARING, HEARINGS
from etl.synthesise.timeline import TERMINATED
from etl.synthesise.world import World

# A written explanation is due after a year, and given in the weeks before.
YEAR, EXPLAINED_FROM, EXPLAINED_TO = 365, 345, 360
SUSPENDED, SUSPENDED_OTHERS, TWO_SPELLS = 0.42, 0.015, 0.2
SUB_JUDICE, OTHER_STOPS = 0.7, 0.003
# Of the hearings held, those that wait for a trial after the notice, if there is time for one.
TRIED_LATE, ROOM_FOR_TRIAL = 0.07, 60
RESULTS = {"CONVICTED": 46, "ACQUITTED": 22, "DISCONTINUED": 16, "NO_CHARGE": 14, "NOT_KNOWN": 2}


def make_investigations(cases: pl.DataFrame, world: World) -> pl.DataFrame:
    """First and second investigations begun by the day of extraction; days are numbers."""
    rng = world.stream("investigations")
    rows = cases.filter(pl.col("started") <= world.calendar.extracted)
    own = ["INDEPENDENT", "DIRECTED", "MANAGED", "SUPERVISED"]
    # A mode is decided upon a referral; what was never referred has none.
    local = pl.when(pl.col("mode").is_not_null()).then(pl.lit("LOCAL"))
    stopped = pl.Series(chance(rng, TERMINATED, rows.height)) & ~pl.col("disciplinary")
    first = rows.select(
        "case",
        "force",
        "aware",
        "finalised",
        pl.lit(1).alias("investigation_seq"),
        mode=pl.when(pl.col("mode").is_in(own)).then("mode").otherwise(local),
        started="started",
        report=pl.when(stopped).then(NEVER).otherwise("report"),
        terminated=pl.when(stopped).then("report").otherwise(NEVER),
    )
    second = rows.filter(
        (pl.col("second_report") < NEVER) & (pl.col("report") <= world.calendar.extracted)
    ).select(
        "case",
        "force",
        "aware",
        "finalised",
        pl.lit(2).alias("investigation_seq"),
        mode=local,
        started="report",
        report="second_report",
        terminated=pl.lit(NEVER),
    )
    every = pl.concat([first, second], how="vertical_relaxed").sort("case", "investigation_seq")
    return every.with_columns(explained=_explained(every, world, rng))


def _explained(rows: pl.DataFrame, world: World, rng: np.random.Generator) -> np.ndarray:
    """The day of the written explanation due after a year (SI 2020/4 regulation 19)."""
    aware, started = rows["aware"].to_numpy(), rows["started"].to_numpy()
    near = aware + rng.integers(EXPLAINED_FROM, EXPLAINED_TO, rows.height)
    near = np.maximum(world.calendar.at_work(rows["force"].to_numpy(), near), started)
    ended = np.minimum(rows["report"].to_numpy(), rows["terminated"].to_numpy())
    ended = np.minimum(ended, world.calendar.extracted)
    return np.where((aware >= NEW_RULES) & (ended >= aware + YEAR), near, NEVER)


def make_suspensions(
    subjects: pl.DataFrame, people: pl.DataFrame, cases: pl.DataFrame, world: World
) -> pl.DataFrame:
    """Spells of suspension or restricted duties, mostly before hearings; days are numbers."""
    rng = world.stream("suspensions")
    heard = people.select("case", "subject", pl.min_horizontal("concluded", "left").alias("until"))
    rows = (
        subjects.filter("disciplinary")
        .select("case", "subject", "force", "aware", "forum", "left_day")
        .join(heard, on=["case", "subject"], how="left", maintain_order="left")
        .join(cases.select("case", "finalised"), on="case", how="left", maintain_order="left")
    )
    share = rows["forum"].is_in(HEARINGS).fill_null(False).to_numpy()
    share = np.where(share, SUSPENDED, SUSPENDED_OTHERS)
    rows = rows.filter(pl.Series(chance(rng, share, rows.height))).with_columns(
        until=pl.min_horizontal(pl.col("until").fill_null(NEVER), "finalised", "left_day")
    )
    begin = rows["aware"].to_numpy() + np.rint(rng.exponential(25, rows.height)).astype(np.int64)
    begin = world.calendar.on_record(rows["force"].to_numpy(), begin)
    rows = rows.with_columns(begin=begin).filter(pl.col("begin") < pl.col("until") - 1)
    return _spells(rows, rng, world)


def _spells(rows: pl.DataFrame, rng: np.random.Generator, world: World) -> pl.DataFrame:
    size = rows.height
    until, begin = rows["until"].to_numpy(), rows["begin"].to_numpy()
    middle = begin + ((until - begin) * rng.uniform(0.1, 0.5, size)).astype(np.int64)
    middle = np.minimum(world.calendar.on_record(rows["force"].to_numpy(), middle), until)
    two = chance(rng, TWO_SPELLS, size) & (middle < until)
    kind = choose(rng, {"SUSPENDED": 65, "RESTRICTED": 35}, size)
    key = rows.select("case", "subject")
    first = key.with_columns(
        suspension_seq=pl.lit(1),
        begin=begin,
        end=np.where(two, middle, until),
        suspension_kind=pl.select(
            pl.when(pl.Series(two)).then(pl.lit("RESTRICTED")).otherwise(kind)
        ).to_series(),
    )
    second = key.with_columns(
        suspension_seq=pl.lit(2), begin=middle, end=until, suspension_kind=pl.lit("SUSPENDED")
    ).filter(pl.Series(two))
    spells = pl.concat([first, second]).sort("case", "subject", "suspension_seq")
    return spells.filter(pl.col("begin") <= world.calendar.extracted)


def late_trials(people: pl.DataFrame, cases: pl.DataFrame, world: World) -> pl.DataFrame:
    """Prosecutions that begin and end between the notice of a hearing and its first day.

    One row for each case (case, charged, tried), which had none before.
    """
    rng = world.stream("late trials")
    rows = people.filter((pl.col("forum") == HEARING) & (pl.col("first_day") < NEVER)).unique(
        "case", keep="first", maintain_order=True
    )
    rows = rows.select("case", "force", "notice", wait=pl.col("first_day") - pl.col("notice"))
    rows = rows.filter(pl.Series(chance(rng, TRIED_LATE, rows.height))).join(
        cases.filter(pl.col("charged") == NEVER).select("case"), on="case", maintain_order="left"
    )
    rows = rows.filter(pl.col("wait") >= ROOM_FOR_TRIAL)
    force, wait = rows["force"].to_numpy(), rows["wait"].to_numpy()
    notice = rows["notice"].to_numpy()
    charged = notice + 1 + (wait * rng.uniform(0.05, 0.3, rows.height)).astype(np.int64)
    tried = charged + (wait * rng.uniform(0.2, 0.55, rows.height)).astype(np.int64)
    charged, tried = (world.calendar.on_record(force, days) for days in (charged, tried))
    return rows.select("case", charged=pl.Series(charged), tried=pl.Series(tried))


def make_criminal_proceedings(
    subjects: pl.DataFrame, cases: pl.DataFrame, late: pl.DataFrame, world: World
) -> pl.DataFrame:
    """One row for the first subject of each case with a prosecution begun by the extraction."""
    rng = world.stream("criminal proceedings")
    columns = ["case", "charged", "tried"]
    tried = pl.concat([cases.select(columns), late.select(columns)])
    tried = tried.filter(pl.col("charged") <= world.calendar.extracted).sort("case")
    rows = subjects.filter(pl.col("subject") == 0).select("case", "subject")
    rows = rows.join(tried, on="case", maintain_order="left")
    result = choose(rng, RESULTS, rows.height)
    ended = pl.col("tried") <= world.calendar.extracted
    return rows.with_columns(
        criminal_seq=pl.lit(1),
        criminal_result=pl.when(ended).then(result).otherwise(pl.lit("PENDING")),
    )


def make_clock_stops(cases: pl.DataFrame, late: pl.DataFrame, world: World) -> pl.DataFrame:
    """Periods for which a case was held for a prosecution, or for another reason."""
    rng = world.stream("clock stops")
    tried = cases.filter(pl.col("charged") <= world.calendar.extracted)
    tried = tried.filter(pl.Series(chance(rng, SUB_JUDICE, tried.height)))
    long = pl.col("investigated") & (pl.col("report") > pl.col("started") + 40)
    other = cases.filter((pl.col("charged") == NEVER) & long)
    other = other.join(late, on="case", how="anti", maintain_order="left")
    other = other.filter(pl.Series(chance(rng, OTHER_STOPS, other.height)))
    force, started = other["force"].to_numpy(), other["started"].to_numpy()
    parts = [
        late.select("case", begin="charged", end="tried", stop_reason=pl.lit("SUB_JUDICE")),
        tried.select("case", begin="charged", end="tried", stop_reason=pl.lit("SUB_JUDICE")),
        other.select(
            "case",
            begin=world.calendar.on_record(force, started + 7),
            end=world.calendar.on_record(force, started + 35),
            stop_reason=pl.lit("OTHER"),
        ),
    ]
    stops = pl.concat(parts).filter(pl.col("begin") <= world.calendar.extracted).sort("case")
    return stops.with_columns(stop_seq=pl.lit(1))


def suspended_days(stops: pl.DataFrame, world: World) -> pl.DataFrame:
    """Calendar days of each case for which the clock stood still, both ends included."""
    end = pl.min_horizontal("end", pl.lit(world.calendar.extracted))
    return stops.group_by("case", maintain_order=True).agg(
        (end - pl.col("begin") + 1).sum().alias("suspended_days")
    )
