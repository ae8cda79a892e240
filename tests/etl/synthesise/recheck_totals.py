"""Domain rules 39, 40, 51 and 52 a second time, over the rows of one delivery."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

import polars as pl

Rows = dict[str, pl.DataFrame]
c = pl.col


def unnamed(rows: Rows) -> pl.DataFrame:
    """Allegations about the conduct of a person that name nobody."""
    special = c("complaint_status") == "SCH3_INVESTIGATED_SPECIAL_PROCEDURES"
    about_people = ((c("case_type") == "CONDUCT") | special).fill_null(False)
    cases = rows["cases"].filter(about_people & (c("case_status") == "FINALISED"))
    judged = rows["allegations"].join(cases, on="case_id", how="semi")
    return judged.join(rows["allegation_subjects"], on=["case_id", "allegation_id"], how="anti")


def totals_hits(rows: Rows) -> Iterator[tuple[str, set[str]]]:
    """Each check with the forces that it flags."""
    yield "R40.cases.allegations", set(_fewer_allegations(rows))
    yield "R51.proceedings.no_hearings", set(_no_hearings(rows))
    yield "R52.cases.mix", set(_mixes(rows["cases"]))


def _fewer_allegations(rows: Rows) -> Iterator[str]:
    of_case = Counter(rows["allegations"]["case_id"])
    cases, allegations = Counter(), Counter()
    for case, force in rows["cases"].select("case_id", "force_code").iter_rows():
        cases[force] += 1
        allegations[force] += of_case[case]
    yield from (
        force for force in cases if cases[force] >= 100 and allegations[force] < cases[force]
    )


def _financial(day: date) -> int:
    return day.year - (day.month < 4)


def _no_hearings(rows: Rows) -> Iterator[str]:
    force_of = dict(rows["cases"].select("case_id", "force_code").iter_rows())
    held = {
        row["proceeding_id"]: row["date_first_day"] or row["date_concluded"]
        for row in rows["proceedings"].to_dicts()
        if row["proceeding_type"] not in (None, "MEETING") and row["proceeding_status"] == "HELD"
    }
    heard = {
        (force_of[case], _financial(held[number]))
        for number, case in rows["proceeding_subjects"]
        .select("proceeding_id", "case_id")
        .iter_rows()
        if held.get(number) and case in force_of
    }
    new = Counter(
        (force, _financial(day))
        for force, day in rows["cases"].select("force_code", "date_aware").iter_rows()
        if day
    )
    first = min(year for _, year in new)
    for row in rows["workforce"].drop_nulls(["as_at", "workers"]).to_dicts():
        year = row["force_code"], row["as_at"].year - 1
        large = row["basis"] == "HEADCOUNT" and row["worker_group"] == "POLICE_OFFICER"
        judged = large and row["workers"] > 2000 and year[1] >= first and new[year] >= 200
        if judged and year not in heard:
            yield row["force_code"]


def _mixes(cases: pl.DataFrame) -> Iterator[str]:
    types: dict[tuple, Counter] = defaultdict(Counter)
    for row in cases.drop_nulls(["date_aware", "case_type"]).to_dicts():
        types[row["force_code"], row["date_aware"].year][row["case_type"]] += 1
    for (force, year), now in types.items():
        before = types.get((force, year - 1), Counter())
        if min(now.total(), before.total()) < 100:
            continue
        gains = (now[name] / now.total() - before[name] / before.total() for name in now)
        if sum(gain for gain in gains if gain > 0) > 0.25:
            yield force
