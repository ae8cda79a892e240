"""Where figures come from, in the words that stand under each chart and in each About tab."""

from functools import cache

import polars as pl

from dashboard.components.origin import origin_of, supplied
from dashboard.queries.connection import Build
from dashboard.queries.published import declared_breaks
from dashboard.queries.quality import check_totals
from dashboard.text.figures import METHODS
from dashboard.text.findings import RULE
from dashboard.text.markdown import plain
from dashboard.text.periods import day_words

BASIS = {
    "received": "by the day the IOPC received the referral",
    "hearing": "by the first day of the hearing",
    "notice": "by the day of the notice of the hearing",
    "logged": "by the day the allegation was logged",
    "aware": "by the day the matter came to attention",
    "decided": "by the day of the decision",
    "started": "by the day the investigation began",
    "reported": "by the day of the report",
    "assessed": "by the day of the severity assessment",
    "finalised": "by the day on which the case was finalised",
    "appeal": "by the day on which the appeal was decided",
    "open": "on the last day of the period",
}
BY_REGIME = {True: "; also shown by the Regulations that apply", False: "; not shown apart"}


@cache
def source_words(build: Build) -> str:
    """Supplier, day of extraction, release if it is one, build and licence."""
    release = f"release {plain(build.release)}, " if build.release else ""
    licence = f"licence: {plain(origin_of(build).licence)}"
    source = f"Source: {plain(supplied(build))}"
    return " · ".join([source, f"{release}build {plain(build.id)}", licence])


@cache
def checks_words(build: Build) -> str:
    """How the checks came out: 36 of 37 checks passed; 1 flagged."""
    totals = check_totals(build)
    words = [f"{totals.get('passed', 0)} of {sum(totals.values())} checks passed"]
    words += [
        f"{totals[result]} {result}" for result in ("flagged", "failed") if totals.get(result)
    ]
    return "; ".join(words)


def about_measure(build: Build, measure: dict, rows: pl.DataFrame) -> str:
    """The definition of a measure, from `published.measures`."""
    methods = {METHODS[name] for name in set(rows["interval_method"].to_list()) - {None}}
    return _about(build, tuple(measure.items()), " and ".join(sorted(methods)))


@cache
def _about(build: Build, definition: tuple, methods: str) -> str:
    """The same for all areas and periods, so it is put together once."""
    measure = dict(definition)
    parts = [
        ("What it is", f"{measure['title']}: {measure['unit']}"),
        ("Name in files", _named(measure)),
        ("What is counted (numerator)", measure["numerator_words"]),
        ("Out of what (denominator)", measure["denominator_words"]),
        ("Who is counted", measure["population"]),
        ("Left out", measure["exclusions"]),
        ("Period", f"Counted {BASIS.get(measure['event_basis'], measure['event_basis'])}"),
        ("Days", f"{measure['day_type']} days" if measure["day_type"] else ""),
        ("Regulations", measure["regimes"] + BY_REGIME[measure["is_by_regime"]]),
        ("Published for", measure["grain"]),
        ("Why it matters", measure["why_it_matters"]),
        ("Beware", measure["caveats"]),
        ("Interval", f"95%, by {methods}" if methods else ""),
        ("When we say higher or lower", RULE),
        ("Small numbers", f"Figures from fewer than {measure['minimum_n']} are marked [u]"),
        ("Breaks in the series", _breaks_words(build, measure["event_basis"])),
        ("Law or publication behind it", measure["source_law"]),
        ("Owner", measure["owner"]),
        ("Checked by", measure["checked_by"]),
        ("Next review", day_words(measure["next_review"])),
    ]
    return "\n".join(f"- **{name}:** {plain(words)}" for name, words in parts if words)


def _named(measure: dict) -> str:
    """The id of a measure, its statistic, and the counts it is made from."""
    upper, base = measure["numerator_count"], measure["denominator_count"]
    counts = upper if upper == base else f"{upper} and {base}"
    return f"{measure['measure']} ({measure['statistic'].replace('_', ' ')}), made from {counts}"


def _breaks_words(build: Build, event_basis: str) -> str:
    rows = declared_breaks(build, event_basis).rows()
    return "; ".join(f"{day_words(day)}: {title} ({source})" for day, title, source in rows)
