"""Guess what a column of an export holds: a day, a code, a key, an age, text or personal data."""

import re
from dataclasses import dataclass, field

import polars as pl

from etl.sources.personal import Screen, find, is_personal

DAY_PATTERNS = (
    "%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%b-%Y", "%Y%m%d",
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M:%S+00", "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
)  # fmt: skip
MOST_CODES = 60
MOST_NUMBERED = 12
LONG_TEXT = 60
# So much of a column must read as days, that the rest can be stand-ins.
MOSTLY = 0.9
LIKELY_YEARS = (1900, 2100)


@dataclass(frozen=True)
class Guess:
    """`kind` is blank, personal, day, key, age, number, code, text or id; `wordings` with rows."""

    column: str
    kind: str
    patterns: tuple[str, ...] = ()
    sentinels: tuple[str, ...] = ()
    wordings: dict[str, int] = field(default_factory=dict)


def guess(column: pl.Series, screen: Screen) -> Guess:
    """What a column most likely holds; a person decides."""
    name, filled = column.name, column.drop_nulls()
    if filled.is_empty():
        return Guess(name, "blank")
    if is_personal(name, screen) or find(filled.to_frame(), screen):
        return Guess(name, "personal")
    patterns = _patterns(filled)
    if patterns:
        return Guess(name, "day", patterns, _sentinels(filled, patterns))
    if re.search(r"(^|[^a-z])age($|[^a-z])", name.lower()) and (
        filled.str.contains(r"^\d+$").mean() > MOSTLY
    ):
        return Guess(name, "age")
    different = filled.n_unique()
    if different == column.len():
        return Guess(name, "key")
    if filled.str.len_chars().quantile(0.9) > LONG_TEXT:
        return Guess(name, "text")
    # Numbers of officers and ages are not listed in a draft; a few numbers may be codes.
    if different > MOST_NUMBERED and filled.str.contains(r"^\d+(\.0)?$").all():
        return Guess(name, "number")
    if different <= MOST_CODES:
        return Guess(name, "code", wordings=_wordings(filled))
    return Guess(name, "id")


def _wordings(filled: pl.Series) -> dict[str, int]:
    """Each wording in its first spelling, most frequent first; capitals make no difference."""
    rows = pl.DataFrame({"wording": filled.str.replace_all(r"\s+", " ").str.strip_chars()})
    counted = rows.group_by(pl.col("wording").str.to_lowercase().alias("same")).agg(
        pl.col("wording").first(), pl.len()
    )
    ordered = counted.sort(["len", "wording"], descending=[True, False])
    return dict(ordered.select("wording", "len").iter_rows())


def _patterns(filled: pl.Series) -> tuple[str, ...]:
    """The one pattern that reads most days; two where day and month cannot be told apart."""
    rest = filled.str.contains(r"^\d{1,4}[-/.]|^\d{8}$")
    if rest.mean() < MOSTLY:
        return ()
    read = {
        pattern: filled.str.to_date(pattern, strict=False).is_not_null().mean()
        for pattern in DAY_PATTERNS
    }
    best = max(read.values())
    return tuple(name for name, share in read.items() if share == best) if best > MOSTLY else ()


def _sentinels(filled: pl.Series, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Wordings whose year cannot be meant, such as 1900 and 3019."""
    first, last = LIKELY_YEARS
    year = filled.str.to_date(patterns[0], strict=False).dt.year()
    odd = filled.filter((year <= first) | (year >= last))
    return tuple(odd.unique().sort())
