"""Headcounts held against one another and against the Home Office's: rows of `validation`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from etl.measures.denominators import DEPARTS, IDENTICAL, Doubt, doubted_headcounts

BBC = "bbc_iopc_funnel"
# The BBC divides by officers without naming the day; this one lies within its years.
BBC_DAY = date(2019, 3, 31)
OFFICERS = "POLICE_OFFICER"
RULE, SEVERITY = "R47", "warning"
MEND = "Check which force the number belongs to; it is shown as delivered or published"
Numbers = Mapping[str, float]


def headcount_checks(
    delivered: pl.DataFrame, official: pl.DataFrame, figures: pl.DataFrame
) -> pl.DataFrame:
    """One row of `published.validation` for each check, flagged where a number is doubted.

    `delivered` and `official` have force_code, as_at, worker_group, basis, workers (persons);
    `figures` are the official figures. Forces outside the published tables are passed over.
    """
    names = dict(figures.filter(area_level="force").select("area_code", "area_name").iter_rows())
    used, published = _used_by_the_bbc(figures), _officers(official)
    doubts = doubted_headcounts(used, published.get(BBC_DAY, {}))
    rows = [
        _row(
            "official_figures.identical",
            "No two forces have one headcount in the BBC's table of officers with a case to answer",
            [
                f"{names[d.area]} and {names[d.other]} have"
                for d in _of(doubts, IDENTICAL)
                if d.area < d.other
            ],
            len(used),
        ),
        _row(
            "official_figures.published",
            "No headcount in that table is far from the Home Office's",
            [f"{names[d.area]}: {d.ratio:.1f} times as many" for d in _of(doubts, DEPARTS)],
            len(used),
        ),
        _delivered_row(_officers(delivered), published),
    ]
    return pl.DataFrame(rows)


def _delivered_row(delivered: Mapping[date, Numbers], published: Mapping[date, Numbers]) -> dict:
    """How many are far, and not which: what real records hold is not published."""
    days = delivered.keys() & published.keys()
    both = {day: delivered[day].keys() & published[day].keys() for day in days}
    far = [
        (day, doubt.area)
        for day in sorted(days)
        for doubt in _of(doubted_headcounts(delivered[day], published[day]), DEPARTS)
    ]
    title = "No delivered headcount of officers is far from the Home Office's of the same day"
    said = [f"{len(far)} are"] if far else []
    return _row("workforce.published", title, said, sum(map(len, both.values())), len(far))


def _used_by_the_bbc(figures: pl.DataFrame) -> Numbers:
    rows = figures.filter(source=BBC, unit="headcount", area_level="force").drop_nulls("value")
    return dict(rows.select("area_code", "value").iter_rows())


def _officers(workforce: pl.DataFrame) -> dict[date, dict[str, float]]:
    found: dict[date, dict[str, float]] = defaultdict(dict)
    rows = workforce.filter(basis="HEADCOUNT", worker_group=OFFICERS)
    for force, day, workers in rows.select("force_code", "as_at", "workers").iter_rows():
        found[day][force] = workers
    return found


def _of(doubts: Iterable[Doubt], reason: str) -> list[Doubt]:
    return [doubt for doubt in doubts if doubt.reason == reason]


def _row(name: str, title: str, found: list[str], checked: int, hit: int | None = None) -> dict:
    return {
        "check_name": f"{RULE}.{name}",
        "rule": RULE,
        # Of official figures readers may know all, of real records only what is published.
        "kind": "headcount" if name.startswith("official_figures.") else "share",
        "severity": SEVERITY,
        "entity": name.split(".")[0],
        "title": f"{title} ({'; '.join(found)})" if found else title,
        "mend": MEND,
        "rows_checked": checked,
        "rows_hit": len(found) if hit is None else hit,
        "result": "flagged" if found else "passed",
    }
