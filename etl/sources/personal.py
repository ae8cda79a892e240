"""Screen a delivery for personal data: names of columns, and values that look like it.

What counts stands in `data/reference/personal_data.toml`. Findings say column, rule, number of rows
and the first of them, never a value.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from etl.errors import PersonalDataError, ReferenceDataError

FILE = "personal_data.toml"
# Lists of words, by the name under which a pattern asks for them.
LISTS = {"{given}": "given", "{title}": "titles"}
ABOUT = ("source", "verified")
ID = "_id"
MOST_NAMED = 3


@dataclass(frozen=True)
class Rule:
    """A shape of personal data, and how many values of a column must have it."""

    name: str
    looks_like: str
    least_rows: int
    pattern: str
    characters: int = 0
    least_share: float = 0.0
    least_share_of_ids: float = 0.0
    least_distinct: float = 0.0
    columns: str = ".*"
    not_columns: str = ""

    def is_for(self, column: str) -> bool:
        kept, left = re.fullmatch(self.columns, column), re.fullmatch(self.not_columns, column)
        return kept is not None and left is None

    def fits(self, values: pl.Series) -> pl.Series:
        """Which values have the shape."""
        return values.str.contains(self.pattern) & (values.str.len_chars() > self.characters)

    def refuses(self, fitting: pl.Series, filled: int) -> bool:
        """Whether these values, of so many that are filled, are too many to be chance."""
        share = self.least_share_of_ids if fitting.name.endswith(ID) else self.least_share
        return len(fitting) >= max(
            self.least_rows, share * filled
        ) and fitting.n_unique() >= self.least_distinct * len(fitting)


@dataclass(frozen=True)
class Screen:
    """Words of column names, and the rules that values are held against."""

    words: frozenset[str]
    rules: tuple[Rule, ...]

    @cached_property
    def any_shape(self) -> str:
        """One pattern for all shapes that do not ask for a length."""
        return "|".join(f"(?:{rule.pattern})" for rule in self.rules if not rule.characters)

    @cached_property
    def least_characters(self) -> int:
        return min(rule.characters for rule in self.rules if rule.characters)


@dataclass(frozen=True)
class Finding:
    """A column that a rule refuses: in how many rows, and the place of the first (from 0)."""

    column: str
    rule: Rule
    rows: int
    first: int


def read_screen(folder: Path) -> Screen:
    """The screen that `data/reference/` describes."""
    try:
        content = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        rules = tuple(_rule(item, content) for item in content["rules"])
        screen = Screen(frozenset(content["columns"]["words"].split()), rules)
        # A pattern that is none is found out now, not with the first delivery.
        find(pl.DataFrame({"nothing": [""]}), screen)
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
        raise ReferenceDataError(
            f"data/reference/{FILE} cannot be read ({type(error).__name__}): check that it is "
            "there, and that each rule has a name, `looks_like`, `least_rows`, and a pattern or a "
            "number of characters."
        ) from None
    return screen


def is_personal(column: str, screen: Screen) -> bool:
    """True if a column name has a word under which personal data or free text usually comes."""
    words = re.split(r"[^a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", column).lower())
    return any(word in screen.words for word in (*words, "".join(words)))


def find(frame: pl.DataFrame, screen: Screen) -> list[Finding]:
    """What looks like personal data in the columns of text."""
    return [
        finding
        for column in frame.columns
        if frame[column].dtype == pl.String
        for finding in _find_in(frame[column], screen)
    ]


def refuse_personal(frame: pl.DataFrame, screen: Screen, file: str, lines: pl.Series) -> None:
    """Refuse a file whose values look like personal data; `lines` are those of its rows."""
    found = find(frame, screen)
    if not found:
        return
    unit = "row" if file.lower().endswith(".parquet") else "line"
    named = "; ".join(
        f"column `{item.column}`: {item.rows:,} rows look like {item.rule.looks_like} (rule "
        f"{item.rule.name}), first {unit} {lines[item.first]}"
        for item in found[:MOST_NAMED]
    )
    more = f"; and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    raise PersonalDataError(
        f"{file}: {named}{more}. Personal data and free text are not taken. Put ids that mean "
        "nothing elsewhere in their place, here and in any copy you sent. If they are such ids "
        "already, write them another way, for example with letters before them."
    )


def _find_in(column: pl.Series, screen: Screen) -> Iterator[Finding]:
    """One pass tells the few values that any rule may mean; only these are looked at again."""
    suspect = column.str.contains(screen.any_shape) | (
        column.str.len_chars() > screen.least_characters
    )
    places = suspect.arg_true()
    if places.is_empty():
        return
    values, filled = column.gather(places), len(column) - column.null_count()
    for rule in screen.rules:
        fits = rule.fits(values)
        if rule.is_for(column.name) and rule.refuses(values.filter(fits), filled):
            yield Finding(column.name, rule, fits.sum(), places.filter(fits)[0])


def _rule(item: dict, content: dict) -> Rule:
    """A rule with the lists of words put into its pattern."""
    values = {key: value for key, value in item.items() if key not in ABOUT}
    for mark, name in LISTS.items():
        words = "|".join(content[name]["words"].split())
        values["pattern"] = values["pattern"].replace(mark, words)
    return Rule(**values)
