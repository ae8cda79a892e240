"""What a reader knows of the counts of a release: sums that add up, and parts of wholes.

Every fact follows from what is counted and over which forces and quarters, never from the numbers.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import inf

from etl.disclosure.cells import Line
from etl.disclosure.release import Fact, adds_up, within
from etl.errors import ProtectionError
from etl.measures.definitions import COUNTS, MEASURES, TOTAL
from etl.publish.disparity import COMPARISONS
from etl.publish.summed import Summed, together

YEAR, WINDOW, QUARTER = "financial_year", "three_years", "quarter"
# Statistics whose numerator counts some of those in the base.
WITHIN_BASE = ("share", "quantile", "finished", "reached", "beyond", "restricted", "lost")
# Counts whose definitions make each of one belong to the other in the same quarter, beyond
# numerators and their bases: (count, the count it is within).
PARTS = (
    ("ladder_proven", "ladder_heard"),
    ("ladder_dismissed", "ladder_proven"),
    ("ladder_open", "ladder_assessed"),
    ("ladder_assessed", "gm_assessed"),
    ("officers_assessed_gm", "gm_assessed"),
    ("findings_gm_proven", "findings_appealable"),
    ("f_cases", "f_allegations"),
    ("complaint_answers_decided", "answers_decided"),
    ("standard_answers_decided", "answers_decided"),
    ("cases_naming_characteristic", "cases_aware"),
    ("hearings_stopped", "hearing_notices"),
    ("investigations_stopped", "investigations_begun"),
    ("complaints_suspended", "complaints_finalised"),
    ("matters_on_calendar", "matters_finalised"),
    ("complaints_on_calendar", "complaints_finalised"),
)
# Relative likelihoods are shares, too.
STEPS = tuple((item.numerator, item.denominator) for item in COMPARISONS if not item.is_rate)
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
ROUNDING = 1e-6
# (kind of line, total, parts)
Group = tuple[str, tuple, list[tuple]]


def facts(
    counts: Mapping[tuple, float],
    regions: Mapping[str, str | None],
    protected: set[str],
    summed: Summed,
) -> list[Fact]:
    """Every fact that speaks of a protected count or of one that stands beside it.

    `counts` maps (count, area, kind of period, period, breakdown, category) to the count;
    `regions` each published area to the one it is added up into; `protected` names the counts of
    which any cell can be hidden. Raises ProtectionError where a fact does not hold of the counts:
    then the definitions are at fault, and nothing that rests on the facts can be trusted.
    """
    related = protected | _related_to(protected)
    counts = {key: count for key, count in counts.items() if key[0] in related}
    # Counts that stand beside protected ones can be hidden with them: their own sums matter, too.
    found = [
        *_sums(counts, regions, summed),
        *_bases(counts, summed),
        *_other_names(counts),
        *_named(counts, summed),
    ]
    for fact in found:
        _hold(fact, counts)
    return found


def lines(
    counts: Mapping[tuple, float], regions: Mapping[str, str | None], summed: Summed
) -> Iterator[Line]:
    """Additive lines: forces to region to all, years to window, categories, parts of counts."""
    for _, total, parts in groups(counts, regions):
        over = summed.over(total)
        meeting = [part for part in parts if summed.over(part) & over]
        if meeting and summed.adds_up(total, meeting):
            yield Line(total, tuple(meeting))


def groups(counts: Mapping[tuple, float], regions: Mapping[str, str | None]) -> Iterator[Group]:
    """Each total with the cells that add up to it where all count the same forces and quarters."""
    found: dict[tuple, list[tuple]] = defaultdict(list)
    for key in counts:
        for kind, total in _totals(key, regions):
            found[kind, total].append(key)
    for (kind, total), parts in found.items():
        if total in counts:
            yield kind, total, parts


def _totals(key: tuple, regions: Mapping[str, str | None]) -> Iterator[tuple[str, tuple]]:
    """The totals that a cell is a part of, with the kind of each."""
    name, area, period_type, period, breakdown, category = key
    count = COUNTS[name]
    if regions.get(area):
        yield "area", (name, regions[area], *key[2:])
    if period_type == YEAR:
        yield "year", (name, area, WINDOW, _window_of(period), *key[4:])
    if period_type == QUARTER:
        yield "quarter", (name, area, YEAR, period[:7], *key[4:])
    if breakdown != TOTAL and breakdown not in count.not_additive:
        yield breakdown, (*key[:4], TOTAL, TOTAL)
    if "*" in breakdown:
        for each, part in zip(breakdown.split("*"), category.split("x"), strict=True):
            yield f"{breakdown} by {each}", (*key[:4], each, part)
    if count.parts_of:
        yield "part", (count.parts_of, *key[1:])


def _sums(
    counts: Mapping[tuple, float], regions: Mapping[str, str | None], summed: Summed
) -> Iterator[Fact]:
    """Sums; where a total is over more or fewer forces than its parts, what is left of them."""
    for kind, total, parts in groups(counts, regions):
        if kind in ("area", "year", "quarter"):
            yield from _apart(total, parts, summed)
        else:
            yield adds_up(total, parts)


def _apart(total: tuple, parts: list[tuple], summed: Summed) -> Iterator[Fact]:
    whole = summed.over(total)
    meeting = [part for part in parts if summed.over(part) & whole]
    inside = [part for part in meeting if summed.is_within(part, total)]
    is_covered = not whole & ~together(summed.over(part) for part in meeting)
    if is_covered and len(inside) == len(meeting):
        yield adds_up(total, meeting)
        return
    if inside:
        yield within(total, inside)
    if is_covered:
        yield Fact(((total, 1.0), *((part, -1.0) for part in meeting)), least=-inf)


def _bases(counts: Mapping[tuple, float], summed: Summed) -> Iterator[Fact]:
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
            if whole in counts and summed.is_within(key, whole):
                yield within(whole, [key])


def _other_names(counts: Mapping[tuple, float]) -> Iterator[Fact]:
    for key in counts:
        for name, other, breakdown, categories in OTHER_NAMES:
            if key[0] == name and key[4] == TOTAL:
                cells = [(other, *key[1:4], breakdown, category) for category in categories]
                if all(cell in counts for cell in cells):
                    yield adds_up(key, cells)


def _named(counts: Mapping[tuple, float], summed: Summed) -> Iterator[Fact]:
    parts: dict[tuple, list[tuple]] = defaultdict(list)
    for key in counts:
        if (key[0], key[4]) in ALL_NAMED:
            parts[(*key[:4], TOTAL, TOTAL)].append(key)
    every = _most(parts)
    for total, categories in parts.items():
        # Where only those named often are counted, a case may name none of them.
        if total in counts and len(categories) == every[total[0]]:
            yield Fact(((total, 1.0), *((key, -1.0) for key in categories)), least=-inf)
    yield from _characteristics(counts, summed)


def _most(parts: Mapping[tuple, list[tuple]]) -> dict[str, int]:
    """How many categories a count has where all of them are counted."""
    found: dict[str, int] = defaultdict(int)
    for total, categories in parts.items():
        found[total[0]] = max(found[total[0]], len(categories))
    return found


def _characteristics(counts: Mapping[tuple, float], summed: Summed) -> Iterator[Fact]:
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
        if one in counts and several in counts and summed.adds_up(one, categories[:1]):
            together_named = tuple((key, -1.0) for key in categories)
            yield Fact(((one, 1.0), (several, 2.0), *together_named), least=-inf)
            for key in categories:
                yield Fact(((one, -1.0), (several, -1.0), (key, 1.0)), least=-inf)


def _related_to(protected: set[str]) -> set[str]:
    """Counts that stand beside protected ones in a measure, or of which those are a part."""
    pairs = [
        {item.numerator, item.denominator}
        for item in MEASURES.values()
        if item.statistic in WITHIN_BASE
    ]
    pairs += [set(pair) for pair in (*STEPS, *PARTS)]
    pairs += [{name, count.parts_of} for name, count in COUNTS.items() if count.parts_of]
    return {name for pair in pairs if pair & protected for name in pair}


def _hold(fact: Fact, counts: Mapping[tuple, float]) -> None:
    value = sum(counts[key] * coefficient for key, coefficient in fact.terms)
    if not fact.least - ROUNDING <= value <= fact.most + ROUNDING:
        names = ", ".join(sorted({key[0] for key, _ in fact.terms}))
        raise ProtectionError(
            f"What should hold of every delivery does not hold of this one, in counts of {names} "
            f"({fact.terms[0][0][2]}): the definitions or the SQL that counts are at fault. "
            "Nothing was published, because protection rests on it."
        )


def _window_of(year: str) -> str:
    first = int(year[:4])
    first -= (first - 2014) % 3
    return f"{first}-{(first + 3) % 100:02d}"
