"""Domain rules 38 and 46 to 49 a second time, in plain Python over the rows of one delivery."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import polars as pl

LEAST, CHANGE = 100, 0.15
OFFICERS, STAFF, SPECIALS = "POLICE_OFFICER", "POLICE_STAFF", "SPECIAL_CONSTABLE"
Key = tuple[str, date, str]


def headcount_hits(rows: pl.DataFrame, groups: pl.DataFrame) -> Iterator[tuple[str, set[int]]]:
    """Each check with the lines that it hits."""
    lines: dict[str, dict[Key, list[tuple[int, float]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.drop_nulls(["force_code", "as_at", "worker_group", "basis"]).to_dicts():
        key = row["force_code"], row["as_at"], row["worker_group"]
        lines[row["basis"]][key].append((row["line"], row["workers"]))
    heads = lines["HEADCOUNT"]
    yield "R46.workforce.change", set(_changed(heads))
    yield "R47.workforce.identical", set(_identical(heads))
    yield (
        "R48.workforce.no_specials",
        {
            line
            for (force, day, group), found in heads.items()
            if group == OFFICERS and (force, day, SPECIALS) not in heads
            for line, _ in found
        },
    )
    yield "R38.workforce_groups.sum", set(_not_adding_up(heads, groups.to_dicts()))
    yield (
        "R49.workforce.full_time_equivalent",
        {line for key, found in lines["FTE"].items() if key not in heads for line, _ in found},
    )


def _not_adding_up(heads: dict, groups: list[dict]) -> Iterator[int]:
    sums: dict[tuple, float] = defaultdict(float)
    for row in groups:
        sums[row["force_code"], row["as_at"], row["dimension"]] += row["officers"] or 0
    forces = {key[0] for key in heads}
    for row in groups:
        force, day = row["force_code"], row["as_at"]
        known = [heads.get((force, day, group)) for group in (OFFICERS, SPECIALS)]
        both = None if None in known else sum(number for rows in known for _, number in rows)
        if sums[force, day, row["dimension"]] != both and force in forces:
            yield row["line"]


def _departs(number: float, other: float) -> bool:
    return abs(number - other) > CHANGE * other


def _changed(heads: dict) -> Iterator[int]:
    for (force, day, group), found in heads.items():
        for line, number in found:
            for _, before in heads.get((force, day.replace(year=day.year - 1), group), []):
                if group not in (OFFICERS, STAFF) or None in (number, before):
                    continue
                if max(number, before) >= LEAST and _departs(number, before):
                    yield line


def _identical(heads: dict) -> Iterator[int]:
    numbers = defaultdict(list)
    for (force, day, group), found in heads.items():
        numbers[force, day] += [(group, number) for _, number in found if (number or 0) >= LEAST]
    for (force, day, group), found in heads.items():
        own = sorted(numbers[force, day])
        others = [numbers[key] for key in numbers if key[1] == day and key[0] != force]
        for line, number in found:
            twins = [sorted(other) for other in others if (group, number) in other]
            if twins and (own in twins or _departs_from_own(heads, force, day, group, number)):
                yield line


def _departs_from_own(heads: dict, force: str, day: date, group: str, number: float) -> bool:
    if group not in (OFFICERS, STAFF):
        return False
    years = [day.replace(year=day.year + step) for step in (-1, 1)]
    beside = [other for at in years for _, other in heads.get((force, at, group), [])]
    return any(_departs(number, other) for other in beside if (other or 0) >= LEAST)
