"""A reader with a solver: what the published tables alone say of each hidden count.

Nothing here comes from the code that protects. Sums and parts are read off the tables: areas, names
of periods, categories, coverage and which count stands over which.
"""

from collections import defaultdict
from collections.abc import Iterator
from math import inf

import numpy as np
import polars as pl
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Key = tuple[str, str, str, str, str]
Fact = tuple[dict[Key, float], float, float]
CELL = ("count_name", "area_code", "period", "breakdown", "category")
SHARES = ("share", "quantile", "finished", "reached")
PARTS = {"hearings_begun": "hearing_notices", "hearings_not_begun": "hearing_notices"}
# A case can name several of these.
OVERLAP = ("characteristic", "standard")
STOCKS = ("open_matters", "open_over_12_months")
# Of small groups all cells are hidden, zeroes among them.
GROUPED = ("characteristic", "characteristics_named", "category_f")


class Reader:
    """The published tables, and what follows from them."""

    def __init__(self, tables: dict[str, pl.DataFrame]) -> None:
        absent = tables["counts"].filter(pl.col("symbol").is_in(["x", "z"]))
        self._absent = set(absent.select(CELL).iter_rows())
        rows = tables["counts"].filter(pl.col("symbol").is_null() | (pl.col("symbol") == "c"))
        self.counts: dict[Key, float | None] = {
            tuple(key): count for *key, count in rows.select(*CELL, "count").iter_rows()
        }
        areas = tables["areas"]
        levels = dict(areas.select("area_code", "area_level").iter_rows())
        country = next(code for code, level in levels.items() if level == "country")
        self.into = {
            code: (region if region in levels else country) if level == "force" else country
            for code, level, region in areas.select(
                "area_code", "area_level", "region_code"
            ).iter_rows()
            if code != country
        }
        # Where some forces are not counted, years need not add up to their window.
        partly = tables["coverage"].filter(pl.col("forces_counted") != pl.col("forces_expected"))
        self._partly = set(partly.select("count_name", "area_code", "period").iter_rows())
        self.facts = [fact for fact in self._facts() if fact[0]]

    def _facts(self) -> Iterator[Fact]:
        sums: dict[tuple, list[Key]] = defaultdict(list)
        for key in self.counts:
            name, area, period, breakdown, category = key
            if area in self.into:
                sums["area", (name, self.into[area], period, breakdown, category)].append(key)
            if (longer := _longer(period)) and name not in STOCKS:
                sums[period.count("Q"), (name, area, longer, breakdown, category)].append(key)
            if breakdown not in ("total", *OVERLAP):
                sums[breakdown, (name, area, period, "total", "total")].append(key)
            if name in PARTS:
                sums["part", (PARTS[name], *key[1:])].append(key)
            yield from self._within(key)
        children = defaultdict(set)
        for child, parent in self.into.items():
            children[parent].add(child)
        for (kind, total), parts in sums.items():
            if kind in (0, 1) and any(key[:3] in self._partly for key in (total, *parts)):
                continue
            # Of some areas and periods a count is not published: then the parts are only a part.
            own = children[total[1]]
            counted = sum((total[0], area, *total[2:]) not in self._absent for area in own)
            wanted = {"area": counted, 0: 3, 1: 4}.get(kind, len(parts))
            if total in self.counts:
                terms = {total: -1.0} | dict.fromkeys(parts, 1.0)
                yield terms, 0.0 if len(parts) == wanted else -inf, 0.0

    def _within(self, key: Key) -> Iterator[Fact]:
        name, area, period, breakdown, category = key
        wholes = {(name, area, period, "total", "total")} if breakdown in OVERLAP else set()
        for base in BASES.get(name, ()):
            wholes.add((base, area, period, breakdown, category))
            wholes.add((base, area, period, "total", "total"))
        for whole in wholes & self.counts.keys():
            yield {key: 1.0, whole: -1.0}, -inf, 0.0

    def largest(self, wanted: list[Key]) -> dict[Key, float]:
        """The largest whole number that each of these hidden counts can be."""
        hidden = [key for key, count in self.counts.items() if count is None]
        place = {key: number for number, key in enumerate(hidden)}
        rows, columns, values, least, most = [], [], [], [], []
        for terms, low, high in self.facts:
            open_ = [key for key in terms if key in place]
            if open_:
                told = sum(
                    factor * self.counts[key] for key, factor in terms.items() if key not in place
                )
                rows += [len(least)] * len(open_)
                columns += [place[key] for key in open_]
                values += [terms[key] for key in open_]
                least.append(low - told)
                most.append(high - told)
        matrix = csr_array((values, (rows, columns)), shape=(len(least), len(hidden)))
        _, label = connected_components(abs(matrix).T @ abs(matrix), directed=False)
        lowest = np.array([0.0 if key[3] in GROUPED else 1.0 for key in hidden])
        found = {}
        for key in wanted:
            members = np.flatnonzero(label == label[place[key]])
            inside = matrix[:, members]
            used = np.flatnonzero(np.diff(inside.indptr))
            limits = LinearConstraint(inside[used], np.array(least)[used], np.array(most)[used])
            aim = (members == place[key]).astype(float)
            found[key] = _largest(aim, limits, lowest[members])
        return found


def _largest(aim: np.ndarray, limits: LinearConstraint, lowest: np.ndarray) -> float:
    solved = milp(
        -aim, integrality=np.ones(aim.size), constraints=limits, bounds=Bounds(lowest, 500.0)
    )
    assert solved.x is not None, "the published figures contradict one another"
    return round(abs(solved.fun))


def _longer(period: str) -> str | None:
    """The year of a quarter, or the window of a year."""
    if "Q" in period:
        return period[:7]
    first = int(period[:4])
    if int(period[5:7]) != (first + 1) % 100:
        return None
    first -= (first - 2014) % 3
    return f"{first}-{(first + 3) % 100:02d}"


# Which count stands over which, as the measures' words say.
BASES = {
    "findings_gm_proven": ("findings_known",),
    "dismissed": ("findings_gm_proven", "findings_known"),
    "officers_assessed_gm": ("officers_assessed", "gm_assessed"),
    "answers_gm": ("answers_decided",),
    "characteristic_allegations": ("f_allegations",),
    "f_allegations": ("complaint_allegations",),
    "f_cases": ("complaint_cases", "f_allegations"),
    "f_investigated": ("f_finalised",),
    "complaint_answers_found": ("complaint_answers_decided",),
    "standard_answers_found": ("standard_answers_decided",),
    "ladder_case_to_answer": ("ladder_assessed",),
    "ladder_heard": ("ladder_assessed",),
    "ladder_proven": ("ladder_heard",),
    "ladder_dismissed": ("ladder_proven",),
    "assessed_heard": ("assessed_matters",),
    "open_over_12_months": ("open_matters",),
    "investigations_reported": ("investigations_begun",),
    "reports_decided": ("reports_made",),
    "hearings_notified": ("hearings_directed",),
    "referrals_decided": ("referrals_followed",),
    "cases_naming_characteristic": ("cases_aware",),
}
