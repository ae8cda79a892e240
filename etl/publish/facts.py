"""What a reader knows of the counts of a release: sums that add up, and parts of wholes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

from etl.disclosure.cells import Line
from etl.disclosure.release import ROUNDING, Demand, Fact, adds_up, within
from etl.measures.definitions import COUNTS, MEASURES, TOTAL
from etl.publish.disparity import COMPARISONS

YEAR, WINDOW, QUARTER = "financial_year", "three_years", "quarter"
# Statistics whose numerator counts some of those in the base.
WITHIN_BASE = ("share", "quantile", "finished", "reached")
# Counts whose definitions make one a part of the other, beyond numerators and their bases.
PARTS = (
    ("ladder_proven", "ladder_heard"),
    ("ladder_dismissed", "ladder_proven"),
)
# Relative likelihoods are shares, too.
STEPS = tuple((item.numerator, item.denominator) for item in COMPARISONS)
# The same people counted twice, once under another name: (count, cells of another that add to it).
OTHER_NAMES = (
    (
        "open_over_12_months",
        "open_matters",
        "age",
        ("12_TO_18_MONTHS", "18_TO_24_MONTHS", "OVER_24_MONTHS"),
    ),
    ("assessed_heard", "assessed_matters", "ending", ("HEARING",)),
)
# Everything in the total is named at least once: the names add up to the total or to more.
ALL_NAMED = (("cases_naming_characteristic", "characteristic"),)


def facts(
    counts: Mapping[tuple, float], regions: Mapping[str, str | None], protected: set[str]
) -> list[Fact]:
    """Every fact that speaks of a protected count.

    `counts` maps (count, area, kind of period, period, breakdown, category) to the count;
    `regions` each published area to the one it is added up into. A relation that does not hold of
    these counts (an area of which other forces could be counted) is no fact. `protected` names the
    counts of which any cell can be hidden.
    """
    related = protected | _related_to(protected)
    counts = {key: count for key, count in counts.items() if key[0] in related}
    found = [*_sums(counts, regions), *_bases(counts), *_shared(counts), *_named(counts)]
    return [
        fact
        for fact in found
        if any(key[0] in protected for key, _ in fact.terms) and _holds(fact, counts)
    ]


def lines(counts: Mapping[tuple, float], regions: Mapping[str, str | None]) -> Iterator[Line]:
    """Additive lines: forces to region to all, years to window, categories, parts of counts."""
    for _, total, parts in _adding_up(counts, regions):
        yield Line(total, tuple(parts))


@dataclass(frozen=True)
class Changes:
    """What two releases together tell: the change of each count that both show."""

    counts: dict[tuple, float] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    lowest: dict[tuple, float] = field(default_factory=dict)
    demands: dict[tuple, Demand] = field(default_factory=dict)


def since(
    counts: Mapping[tuple, float],
    former: Mapping[tuple, float],
    thresholds: Mapping[tuple, int],
) -> Changes:
    """What a reader who kept the release before this learns from the two.

    `former` are the counts it showed. A change of 1 to the threshold, up or down, is somebody's
    case and protected as such.
    """
    found = Changes()
    for key, before in former.items():
        change = counts.get(key, before) - before
        if change:
            name, sign = ("change", *key), 1.0 if change > 0 else -1.0
            found.counts[name] = abs(change)
            found.facts.append(Fact(((key, 1.0), (name, -sign)), least=before, most=before))
            found.lowest[name] = -inf
            if abs(change) <= thresholds[key]:
                found.demands[name] = Demand(thresholds[key] + 1, thresholds[key] + 1)
    return found


def _related_to(protected: set[str]) -> set[str]:
    """Counts that stand beside protected ones in a measure, or of which those are a part."""
    pairs = [
        {item.numerator, item.denominator}
        for item in MEASURES.values()
        if item.statistic in WITHIN_BASE
    ]
    pairs += [set(pair) for pair in STEPS]
    pairs += [{name, count.parts_of} for name, count in COUNTS.items() if count.parts_of]
    return {name for pair in pairs if pair & protected for name in pair}


def _adding_up(
    counts: Mapping[tuple, float], regions: Mapping[str, str | None]
) -> Iterator[tuple[str, tuple, list[tuple]]]:
    """The groups that add up because they count the same forces, not by chance.

    Years of an area in which other forces could be counted than in the window do not add up. Single
    categories of theirs can, mostly where they are zero, and would tell what is not so: all of a
    count and of its base must.
    """
    listed = list(_groups(counts, regions))
    holds = [
        abs(sum(counts[key] for key in parts) - counts[total]) < ROUNDING
        for _, total, parts in listed
    ]
    apart = {
        _together(kind, total)
        for (kind, total, _), is_so in zip(listed, holds, strict=True)
        if not is_so
    }
    for (kind, total, parts), is_so in zip(listed, holds, strict=True):
        if is_so and _together(kind, total) not in apart:
            yield kind, total, parts


def _together(kind: str, total: tuple) -> tuple:
    """What stands or falls together: all cells of a count and its base over the same time."""
    if kind not in ("year", "quarter"):
        return (kind, *total)
    count = COUNTS[total[0]]
    return (kind, count.base or count.parts_of or total[0], *total[1:4])


def _groups(
    counts: Mapping[tuple, float], regions: Mapping[str, str | None]
) -> Iterator[tuple[str, tuple, list[tuple]]]:
    """(Kind of line, total, parts), each listed once."""
    groups: dict[tuple, list[tuple]] = defaultdict(list)
    for key in counts:
        name, area, period_type, period, breakdown, _ = key
        count = COUNTS[name]
        if regions.get(area):
            groups["area", (name, regions[area], *key[2:])].append(key)
        if not count.is_stock and period_type == YEAR:
            groups["year", (name, area, WINDOW, _window_of(period), *key[4:])].append(key)
        if not count.is_stock and period_type == QUARTER:
            groups["quarter", (name, area, YEAR, period[:7], *key[4:])].append(key)
        if breakdown != TOTAL and breakdown not in count.not_additive:
            groups[breakdown, (*key[:4], TOTAL, TOTAL)].append(key)
        if count.parts_of:
            groups["part", (count.parts_of, *key[1:])].append(key)
    for (kind, total), parts in groups.items():
        if total in counts:
            yield kind, total, parts


def _sums(counts: Mapping[tuple, float], regions: Mapping[str, str | None]) -> Iterator[Fact]:
    added = {(kind, total) for kind, total, _ in _adding_up(counts, regions)}
    for kind, total, parts in _groups(counts, regions):
        if (kind, total) in added:
            yield adds_up(total, parts)
        elif kind not in ("year", "quarter") or (total[1] in regions and regions[total[1]]):
            yield within(total, parts)


def _bases(counts: Mapping[tuple, float]) -> Iterator[Fact]:
    """Numerators within their bases, and each category that need not add up within its total."""
    pairs = {
        (item.numerator, item.denominator, item.base_is_total, item.own_base)
        for item in MEASURES.values()
        if item.statistic in WITHIN_BASE and item.numerator != item.denominator
    } | {(*pair, False, ()) for pair in (*PARTS, *STEPS)}
    by_name: dict[str, list[tuple]] = defaultdict(list)
    for numerator, *rest in sorted(pairs):
        by_name[numerator].append(tuple(rest))
    for key in counts:
        if key[4] in COUNTS[key[0]].not_additive and (*key[:4], TOTAL, TOTAL) in counts:
            yield within((*key[:4], TOTAL, TOTAL), [key])
        for base, is_total, own in by_name[key[0]]:
            at_total = is_total and key[4] not in own
            whole = (base, *key[1:4], *((TOTAL, TOTAL) if at_total else key[4:]))
            if whole in counts:
                yield within(whole, [key])


def _shared(counts: Mapping[tuple, float]) -> Iterator[Fact]:
    for key in counts:
        for name, other, breakdown, categories in OTHER_NAMES:
            if key[0] == name and key[4] == TOTAL:
                cells = [(other, *key[1:4], breakdown, category) for category in categories]
                if all(cell in counts for cell in cells):
                    yield adds_up(key, cells)


def _named(counts: Mapping[tuple, float]) -> Iterator[Fact]:
    parts: dict[tuple, list[tuple]] = defaultdict(list)
    for key in counts:
        if (key[0], key[4]) in ALL_NAMED:
            parts[(*key[:4], TOTAL, TOTAL)].append(key)
    for total, categories in parts.items():
        if total in counts:
            terms = ((total, 1.0), *((key, -1.0) for key in categories))
            yield Fact(terms, least=-inf)
    yield from _characteristics(counts)


def _characteristics(counts: Mapping[tuple, float]) -> Iterator[Fact]:
    """An allegation that names one characteristic counts once, one that names several more often.

    Each characteristic is in the allegations that name any; together they count at least one for
    each of the first and two for each of the others.
    """
    base, breakdown = "f_allegations", "characteristics_named"
    parts: dict[tuple, list[tuple]] = defaultdict(list)
    for key in counts:
        if key[0] == "characteristic_allegations":
            parts[key[1:4]].append(key)
    for at, categories in parts.items():
        one, several = ((base, *at, breakdown, name) for name in ("ONE", "SEVERAL"))
        if one in counts and several in counts:
            together = tuple((key, -1.0) for key in categories)
            yield Fact(((one, 1.0), (several, 2.0), *together), least=-inf)
            for key in categories:
                yield Fact(((one, -1.0), (several, -1.0), (key, 1.0)), least=-inf)


def _holds(fact: Fact, counts: Mapping[tuple, float]) -> bool:
    value = sum(counts[key] * coefficient for key, coefficient in fact.terms)
    return fact.least - ROUNDING <= value <= fact.most + ROUNDING


def _window_of(year: str) -> str:
    first = int(year[:4])
    first -= (first - 2014) % 3
    return f"{first}-{(first + 3) % 100:02d}"
