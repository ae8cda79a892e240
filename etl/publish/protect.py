"""Pass every count cell through the disclosure policy, before anything is worked out from it.

First line by line, which is quick and does most of it; then the whole release is attacked as a
reader would, and what does not hold is mended.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import polars as pl

from etl.disclosure.audit import Seen
from etl.disclosure.cells import HIDDEN, Cells, hide_more
from etl.disclosure.narrow import narrowed
from etl.disclosure.policy import Policy
from etl.disclosure.release import Demand, Fact, Release
from etl.disclosure.repair import repair
from etl.errors import ProtectionError
from etl.measures.definitions import COUNTS
from etl.publish.facts import facts, lines
from etl.publish.former import Changes, since
from etl.publish.state import KEY, State
from etl.publish.summed import Summed


@dataclass
class Protected:
    """The cells as published, and what was hidden for which reason.

    `small` are hidden for what they are (small, of one case, of a small group), `beside` so that a
    line does not tell them, `by_audit` because the whole release would have told one. `seen` says
    between which values each protected count can still be.
    """

    cells: pl.DataFrame
    small: set[tuple] = field(default_factory=set)
    beside: set[tuple] = field(default_factory=set)
    by_audit: set[tuple] = field(default_factory=set)
    seen: dict[tuple, Seen] = field(default_factory=dict)
    failed_at_first: int = 0


@dataclass(frozen=True)
class Reader:
    """What a reader knows besides the cells: which area adds up into which, over which quarters.

    `regions` maps each published area to the area it is added up into (force to region, region to
    country), or None; `former` are the counts shown in the release before this, by key; `printed`
    names counts that official publishers print by force in the same unit: hiding them covers
    nothing.
    """

    regions: Mapping[str, str | None]
    summed: Summed
    former: Mapping[tuple, float] = field(default_factory=dict)
    printed: Collection[str] = ()

    def knows(self, changes: Changes, key: tuple) -> bool:
        """True if a figure is known whatever this release hides."""
        return key in changes.known or key[0] in self.printed


def protect(
    cells: pl.DataFrame, reader: Reader, policy: Policy, attacked: bool = True
) -> Protected:
    """The cells with hidden ones blanked and marked `c`; unpublished ones are dropped.

    `cells` has the columns of marts.count_cells; `attacked` is false for readers who may see the
    cases anyway, for whom lines are protected and no more. Raises ProtectionError where a count
    that the policy protects could be told whatever else is hidden.
    """
    state = State(cells, policy)
    done = Protected(cells)
    done.small = state.hide_what_is_small()
    if done.small:
        done.beside = _beside(state, reader, done.small)
    if attacked:
        _hold_against_attack(state, reader, done)
    hidden = done.small | done.beside | done.by_audit
    done.cells = _blanked(cells, hidden).filter("is_published")
    return done


def _beside(state: State, reader: Reader, small: set[tuple]) -> set[tuple]:
    """What has to be hidden besides, so that no line tells a small count."""
    listed = Cells(state.listed(state.counts), state.listed(state.guards), set(small))
    hide_more(listed, list(lines(listed.counts, reader.regions, reader.summed)))
    return listed.hidden - small


def _hold_against_attack(state: State, reader: Reader, done: Protected) -> None:
    known = facts(state.counts, reader.regions, _protected_counts(state.policy), reader.summed)
    changes = since(state.counts, reader.former, state.thresholds)
    lowest = state.lowest(done.small | done.beside) | changes.lowest
    release = Release(
        state.counts | changes.counts,
        [*known, *changes.facts],
        # What the release before this shows, and has not changed, covers nothing.
        {key: least for key, least in lowest.items() if not reader.knows(changes, key)},
    )
    demands = _possible(state.demands(), state, known, reader.printed) | changes.demands
    mended = repair(
        release,
        {key: demand for key, demand in demands.items() if not reader.knows(changes, key)},
        lambda key: None if reader.knows(changes, key) else state.cost(key),
    )
    if mended.beyond_repair:
        raise ProtectionError(_cannot(mended.beyond_repair, bool(reader.former)))
    done.by_audit = {key for key in mended.added if key in state.counts}
    done.seen, done.failed_at_first = mended.seen, mended.failed_at_first


def _possible(
    demands: dict[tuple, Demand], state: State, known: list[Fact], printed: Collection[str]
) -> dict[tuple, Demand]:
    """Of a part of a count that others print, no more can be asked than they leave."""
    if not printed:
        return demands
    hidden = {key: 0.0 for key in state.counts if key[0] not in printed}
    free = Release(state.counts, known, hidden)
    _, high = narrowed(free)
    return {
        key: demand if (place := free.place(key)) is None else demand.up_to(high[place])
        for key, demand in demands.items()
    }


def _cannot(beyond: list[tuple], has_former: bool) -> str:
    # A change between two releases is named after its count.
    name = next(part for part in beyond[0] if part != "change")
    beside = " and the release before this" if has_former else ""
    return (
        f"Nothing was published: {len(beyond)} counts that the disclosure policy protects could be "
        f"told from the others{beside} whatever else is hidden, the first one of {name}. Publish "
        "less by force or period, or ask the data owner to change data/policy/."
    )


def _protected_counts(policy: Policy) -> set[str]:
    return {
        name
        for name, count in COUNTS.items()
        if (rule := policy.sensitivity[count.sensitivity]).hide_up_to or rule.hide_single_case
    }


def _blanked(cells: pl.DataFrame, hidden: set[tuple]) -> pl.DataFrame:
    marks = pl.DataFrame(list(hidden), schema=dict.fromkeys(KEY, pl.String), orient="row")
    marked = cells.join(marks.with_columns(is_hidden=True), on=KEY, how="left", validate="m:1")
    is_hidden = pl.col("is_hidden").fill_null(False)
    return marked.with_columns(
        count=pl.when(~is_hidden).then("count"),
        symbol=pl.when(is_hidden).then(pl.lit(HIDDEN)).otherwise("symbol"),
    ).drop("is_hidden")
