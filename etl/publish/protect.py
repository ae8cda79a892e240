"""Pass every count cell through the disclosure policy, before anything is worked out from it."""

from collections import defaultdict
from collections.abc import Iterator

import polars as pl

from etl.disclosure.cells import (
    HIDDEN,
    Cells,
    Line,
    hide_groups,
    hide_more,
    hide_single,
    hide_small,
)
from etl.disclosure.policy import Policy
from etl.measures.definitions import COUNTS, TOTAL

KEY = ("count_name", "area_code", "period_type", "period", "breakdown", "category")
WINDOW, YEAR = "three_years", "financial_year"


def protect(cells: pl.DataFrame, regions: dict[str, str | None], policy: Policy) -> pl.DataFrame:
    """The cells with hidden ones blanked and marked `c`; unpublished ones are dropped.

    `cells` has the columns of marts.count_cells; `regions` maps each published area to the area it
    is added up into (force to region, region to country), or None.
    """
    known = cells.filter(pl.col("count").is_not_null())
    state = Cells(
        counts=dict(zip(known.select(KEY).iter_rows(), known["count"], strict=True)),
        thresholds={
            row[:-2]: policy.hide_up_to(COUNTS[row[0]].sensitivity, _level(*row[-2:]))
            for row in known.select(*KEY, "area_level", "forces_counted").iter_rows()
        },
    )
    hide_small(state)
    hide_single(state, _of_one_case(known, policy))
    for name, count in COUNTS.items():
        up_to = policy.sensitivity[count.sensitivity].hide_group_up_to
        if up_to:
            hide_groups(state, _groups(state, name), up_to)
    hide_more(state, list(_lines(state, regions)))
    return _blanked(cells, state.hidden).filter("is_published")


def _level(area_level: str, forces: int) -> str:
    """An area of which fewer than three forces are counted takes the thresholds of a force."""
    return "force" if forces < 3 else area_level


def _of_one_case(known: pl.DataFrame, policy: Policy) -> list[tuple]:
    """Cells of forces and regions that come from one case, in classes that hide such cells."""
    classes = [
        name
        for name, count in COUNTS.items()
        if policy.sensitivity[count.sensitivity].hide_single_case
    ]
    one = known.filter(
        pl.col("cases") == 1,
        pl.col("count_name").is_in(classes),
        (pl.col("area_level") != "country") | (pl.col("forces_counted") < 3),
    )
    return list(one.select(KEY).iter_rows())


def _groups(state: Cells, name: str) -> Iterator[tuple[tuple, tuple[tuple, ...]]]:
    """Each base cell of a count with the category cells that rest on it (forces and regions)."""
    base = COUNTS[name].base or name
    members = defaultdict(list)
    for key in state.counts:
        if key[0] == name and key[4] != TOTAL:
            members[base, *key[1:4], TOTAL, TOTAL].append(key)
    for key, group in members.items():
        # All forces together have no threshold, nor a group to hide.
        if key in state.counts and state.thresholds[group[0]]:
            yield key, tuple(group)


def _lines(state: Cells, regions: dict[str, str | None]) -> Iterator[Line]:
    """Additive lines: forces to region to all, years to window, categories, parts of counts."""
    groups: dict[tuple, list[tuple]] = defaultdict(list)
    for key in state.counts:
        name, area, period_type, period, breakdown, category = key
        count = COUNTS[name]
        if regions.get(area):
            groups[name, regions[area], *key[2:]].append(("area", key))
        if period_type == YEAR and not count.is_stock:
            groups[name, area, WINDOW, _window_of(period), breakdown, category].append(
                ("year", key)
            )
        if breakdown != TOTAL and breakdown not in count.not_additive:
            groups[(*key[:4], TOTAL, TOTAL)].append((breakdown, key))
        if count.parts_of:
            groups[(count.parts_of, *key[1:])].append(("part", key))
    for total, members in groups.items():
        if total in state.counts:
            yield from _lines_of(total, members, state)


def _lines_of(total: tuple, members: list[tuple], state: Cells) -> Iterator[Line]:
    by_kind: dict[str, list[tuple]] = defaultdict(list)
    for kind, key in members:
        by_kind[kind].append(key)
    for parts in by_kind.values():
        # Years of an area in which other forces could be counted than in the window do not add up.
        if abs(sum(state.counts[key] for key in parts) - state.counts[total]) < 1e-6:
            yield Line(total, tuple(parts))


def _window_of(year: str) -> str:
    first = int(year[:4])
    first -= (first - 2014) % 3
    return f"{first}-{(first + 3) % 100:02d}"


def _blanked(cells: pl.DataFrame, hidden: set[tuple]) -> pl.DataFrame:
    marks = pl.DataFrame(list(hidden), schema=dict.fromkeys(KEY, pl.String), orient="row")
    marked = cells.join(marks.with_columns(is_hidden=True), on=KEY, how="left", validate="m:1")
    is_hidden = pl.col("is_hidden").fill_null(False)
    return marked.with_columns(
        count=pl.when(~is_hidden).then("count"),
        symbol=pl.when(is_hidden).then(pl.lit(HIDDEN)).otherwise("symbol"),
    ).drop("is_hidden")
