"""Meetings and hearings: notice, listing, first day, end, and who has left by then."""

import numpy as np
import polars as pl

from etl.synthesise.calendar import NEVER, day
from etl.synthesise.draws import chance, choose, days
from etl.synthesise.selection import ACCELERATED, HEARING, MEETING, SPECIAL_CASE
from etl.synthesise.world import World

FORMER_OFFICERS, LAWYERS_CHAIR, CHIEFS_CHAIR, IN_PUBLIC = (
    day(np.datetime64(value).item())
    for value in ("2017-12-15", "2016-01-01", "2024-05-07", "2015-05-01")
)
# Days from notice to first day. A hearing should begin within 100; many are put off.
HEARING_WAIT, MEETING_WAIT = (114, 0.62), (30, 0.55)
FAST_WAIT = (10, 16)  # ten to fifteen working days
WAIT_SPREAD = 0.2
# Waits over a year draw near to this, so that no case takes over five years and none pile up.
LONG_WAIT, LONGEST_WAIT = 250, 450
FATES = {"HELD": 93.5, "WITHDRAWN": 3, "DISCONTINUED": 2.5, "STAYED": 1}
FAST_FATES = {"HELD": 98.5, "WITHDRAWN": 1.5}
# Officers who leave before their proceedings begin, by forum.
LEAVERS = {HEARING: 0.2, ACCELERATED: 0.25, SPECIAL_CASE: 0.12, MEETING: 0.03}
SOONEST_LEAVING = 20
PUT_OFF = 0.3


def make_proceedings(subjects: pl.DataFrame, cases: pl.DataFrame, world: World) -> pl.DataFrame:
    """One row per subject in proceedings, with the days and the fate of the proceedings.

    Subjects of one case in one kind of hearing are heard together; meetings are held singly.
    `left` is the day on which the subject left before being heard, `absent` that they were
    therefore not dealt with, `is_former` that they were heard as a former officer.
    """
    rng = world.stream("proceedings")
    people = _people(subjects, cases)
    listed = _days(_first_of_each(people), world, rng)
    people = _join(people.drop("notice"), listed)
    people = people.with_columns(**_leavers(people, world, rng))
    return _join(people, _endings(people, world, rng))


def _people(subjects: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    people = subjects.filter(pl.col("forum").is_not_null()).select(
        "case", "subject", "force", "regime", "rank", "amendment_layer", "forum"
    )
    alone = pl.when(pl.col("forum") == MEETING).then("subject").otherwise(pl.lit(-1))
    one = pl.struct("case", "forum", alone.alias("alone"))
    return people.with_columns(
        notice=cases["notice"].gather(people["case"]),
        aware=cases["aware"].gather(people["case"]),
        proceeding=one.rank("dense").cast(pl.Int64) - 1,
        together=pl.len().over(one),
    )


def _first_of_each(people: pl.DataFrame) -> pl.DataFrame:
    return people.unique("proceeding", keep="first", maintain_order=True).sort("proceeding")


def _join(people: pl.DataFrame, by_proceeding: pl.DataFrame) -> pl.DataFrame:
    new = by_proceeding.drop(people.columns, strict=False)
    return people.hstack(new[people["proceeding"].to_numpy()])


def _drawn_in(wait: np.ndarray) -> np.ndarray:
    room = LONGEST_WAIT - LONG_WAIT
    beyond = room * (1 - np.exp(-np.maximum(wait - LONG_WAIT, 0) / room))
    return np.where(wait > LONG_WAIT, LONG_WAIT + beyond, wait).astype(np.int64)


def _days(rows: pl.DataFrame, world: World, rng: np.random.Generator) -> pl.DataFrame:
    size, force = rows.height, rows["force"].to_numpy()
    forum, notice = rows["forum"].to_numpy(), rows["notice"].to_numpy()
    pace = world.forces.effect("listing", WAIT_SPREAD)[force] * world.forces.pace[force] ** 0.4
    wait = np.where(
        forum == HEARING,
        days(rng, HEARING_WAIT[0] * pace, HEARING_WAIT[1], size),
        days(rng, *MEETING_WAIT, size),
    )
    wait = np.maximum(_drawn_in(wait), 10)
    is_fast = np.isin(forum, [ACCELERATED, SPECIAL_CASE])
    fast_notice, fast = _fast_days(rows, rng.integers(*FAST_WAIT, size), world)
    notice = np.where(is_fast, fast_notice, notice)
    wait = np.where(is_fast, fast - fast_notice, wait)
    length = np.where(forum == HEARING, rng.geometric(0.35, size) - 1, 0)
    first = np.where(is_fast, fast, world.calendar.at_work(force, notice + wait))
    listed = notice + np.where(chance(rng, PUT_OFF, size) & ~is_fast, wait * 0.6, wait)
    fate = pl.when(pl.Series(is_fast)).then(choose(rng, FAST_FATES, size))
    return rows.with_columns(
        notice=notice,
        first=first,
        last=world.calendar.at_work(force, first + np.minimum(length, 10)),
        listed=world.calendar.at_work(force, listed.astype(np.int64)),
        fate=fate.otherwise(choose(rng, FATES, size)),
        chair_type=_chairs(rows, rng),
        is_private=pl.Series(_private(forum, notice, rng)),
    )


def _fast_days(rows: pl.DataFrame, wait: np.ndarray, world: World) -> tuple[np.ndarray, np.ndarray]:
    """Notice and first day so many working days apart; both wait for a return that is missing."""
    calendar, force, notice = world.calendar, rows["force"].to_numpy(), rows["notice"].to_numpy()
    first = calendar.working_days_after(notice, wait)
    for _ in range(len(calendar.quarters)):
        late = calendar.on_record(force, first) != first
        if not late.any():
            break
        notice = np.where(late, calendar.at_work(force, first), notice)
        first = calendar.working_days_after(notice, wait)
    return notice, first


def _chairs(rows: pl.DataFrame, rng: np.random.Generator) -> pl.Expr:
    chiefs = choose(rng, {"CHIEF_OFFICER": 55, "DELEGATE": 45}, rows.height)
    unknown = pl.Series(chance(rng, 0.01, rows.height))
    senior = pl.col("rank") == "CHIEF_OFFICER"
    return (
        pl.when(unknown)
        .then(pl.lit("NOT_KNOWN"))
        .when(pl.col("forum") == MEETING)
        .then(pl.lit("SUPERVISOR"))
        .when(pl.col("regime") == "STAFF_LOCAL")
        .then(pl.lit("OTHER"))
        .when(senior & (pl.col("notice") >= CHIEFS_CHAIR))
        .then(pl.lit("HMCIC_HMI"))
        .when(pl.col("forum") != HEARING)
        .then(pl.lit("CHIEF_OFFICER"))
        .when(pl.col("notice") >= CHIEFS_CHAIR)
        .then(chiefs)
        .when(pl.col("notice") >= LAWYERS_CHAIR)
        .then(pl.lit("LQC"))
        .otherwise(pl.lit("CHIEF_OFFICER"))
    )


def _private(forum: np.ndarray, notice: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return (forum == MEETING) | (notice < IN_PUBLIC) | chance(rng, 0.06, len(forum))


def _leavers(people: pl.DataFrame, world: World, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Who leaves before the first day. From 15 December 2017 former officers can be heard."""
    size, force = people.height, people["force"].to_numpy()
    share = people["forum"].replace_strict(LEAVERS).cast(pl.Float64).to_numpy()
    leaves = chance(rng, share, size)
    notice, first = people["notice"].to_numpy(), people["first"].to_numpy()
    is_officer = (people["regime"] != "STAFF_LOCAL").to_numpy()
    is_hearing = (people["forum"] != MEETING).to_numpy()
    heard = leaves & is_officer & is_hearing & (notice >= FORMER_OFFICERS)
    # Whoever will not be heard leaves after the notice, or there would not have been one.
    earliest = np.where(heard, people["aware"].to_numpy() + SOONEST_LEAVING, notice)
    earliest = np.minimum(earliest, first - 1)
    left = earliest + ((first - 1 - earliest) * rng.random(size)).astype(np.int64)
    left = np.minimum(world.calendar.on_record(force, left), first)
    return {
        "left": np.where(leaves, left, NEVER),
        "absent": leaves & ~heard,
        "is_former": heard,
    }


def _endings(people: pl.DataFrame, world: World, rng: np.random.Generator) -> pl.DataFrame:
    """How proceedings end: held, ended early, or not held because everybody had left."""
    everybody = pl.col("absent").all().over("proceeding")
    last_left = pl.col("left").max().over("proceeding")
    rows = _first_of_each(
        people.with_columns(
            fate=pl.when(everybody).then(pl.lit("NOT_HELD_LEFT")).otherwise("fate"),
            last_left=pl.max_horizontal(last_left, "notice"),
        )
    )
    notice, first = rows["notice"].to_numpy(), rows["first"].to_numpy()
    fate, force = rows["fate"].to_numpy(), rows["force"].to_numpy()
    early = notice + ((first - notice) * rng.uniform(0.2, 0.95, rows.height)).astype(np.int64)
    ended = np.where(fate == "NOT_HELD_LEFT", rows["last_left"].to_numpy() + 5, early)
    held = fate == "HELD"
    return rows.select(
        "proceeding",
        ending=pl.Series(fate),
        first_day=pl.Series(np.where(held, first, NEVER)),
        concluded=pl.Series(
            np.where(held, rows["last"].to_numpy(), world.calendar.at_work(force, ended))
        ),
    )


def proceedings_table(people: pl.DataFrame, world: World) -> pl.DataFrame:
    """The proceedings of which notice was given by the day of extraction; days are numbers."""
    extracted = world.calendar.extracted
    rows = _first_of_each(people).filter(pl.col("notice") <= extracted)
    ended, begun = pl.col("concluded") <= extracted, pl.col("first_day") <= extracted
    waiting = ~ended & ~begun
    put_off = waiting & (pl.col("listed") <= extracted)
    return rows.with_columns(
        proceeding_status=pl.when(ended)
        .then("ending")
        .when(begun | put_off)
        .then(pl.lit("ADJOURNED"))
        .otherwise(pl.lit("SCHEDULED")),
        listed=pl.when(put_off).then("first").otherwise("listed"),
        proceeding_type="forum",
        # Who chairs is known once it has begun.
        chair_type=pl.when(begun).then("chair_type"),
        is_private=pl.when(begun).then("is_private"),
        is_joint=pl.col("together") > 1,
    )
