"""What a record-level extract may tell: columns, their levels, and what is sensitive.

Read from one reviewed file; a code that no level has a place for stops the extract.
"""

import tomllib
from dataclasses import dataclass, replace

from etl.errors import ReferenceDataError

NOT_TOLD = "NOT_TOLD"
AREAS, QUARTERS, CODES = "areas", "quarters", "codes"
MADE_FROM = (AREAS, QUARTERS, CODES)


@dataclass(frozen=True)
class Column:
    """One column of the extract and its levels from fine to coarse.

    A level maps each code to a value; the first keeps codes as they are. Where `made_from` is set,
    levels and codes come with the records: areas and quarters differ from build to build.
    """

    name: str
    title: str
    weight: float
    levels: tuple[tuple[str, dict[str, str]], ...] = ()
    made_from: str | None = None
    always_told: bool = False


@dataclass(frozen=True)
class Research:
    """The reviewed policy for record-level extracts."""

    k: int
    l: int  # noqa: E741 - the literature's name
    most_left_out: float
    strata: str
    columns: tuple[Column, ...]
    sensitive: dict[str, frozenset[str]]


def parse_research(text: str, name: str) -> Research:
    """The policy from the text of its TOML file."""
    try:
        content = tomllib.loads(text)
        research = Research(
            k=content["k"],
            l=content["l"],
            most_left_out=content["most_left_out"],
            strata=content["strata"],
            columns=tuple(_column(key, told) for key, told in content["columns"].items()),
            sensitive={key: frozenset(codes) for key, codes in content["sensitive"].items()},
        )
        _check(research)
    except (
        tomllib.TOMLDecodeError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ) as error:
        raise ReferenceDataError(
            f"data/policy/{name}: not a whole policy ({type(error).__name__}: {error})."
        ) from None
    return research


def _column(name: str, told: dict) -> Column:
    column = Column(
        name=name,
        title=told["title"],
        weight=told["weight"],
        made_from=told.get("made_from"),
        always_told=told.get("always_told", False),
    )
    if column.made_from:
        return column
    codes = told["codes"]
    levels = [("as recorded", {code: code for code in codes})]
    for level, groups in told.get("levels", {}).items():
        levels.append((level, _placed(name, level, groups, codes)))
    return made(column, levels)


def _placed(column: str, level: str, groups: dict, codes: list[str]) -> dict[str, str]:
    """Code to value; every code in one group, every group within what is listed."""
    placed = [(code, value) for value, members in groups.items() for code in members]
    if sorted(code for code, _ in placed) != sorted(codes):
        raise ValueError(f"{column}, level {level}: each code of the column belongs in one value")
    return dict(placed)


def _with_top(levels: list, always_told: bool) -> tuple:
    """The levels and, as the coarsest one, nothing told."""
    if not always_told:
        levels = [*levels, (NOT_TOLD, dict.fromkeys(levels[0][1], NOT_TOLD))]
    return tuple(levels)


def made(column: Column, levels: list[tuple[str, dict[str, str]]]) -> Column:
    """The column with its levels and, unless it is always told, nothing told above them."""
    return replace(column, levels=_with_top(levels, column.always_told))


def _check(research: Research) -> None:
    names = {column.name: column for column in research.columns}
    if research.strata not in names or not names[research.strata].levels:
        raise ValueError(f"strata names no column with levels: {research.strata}")
    if set(research.sensitive) - set(names) or research.strata in research.sensitive:
        raise ValueError("sensitive names a column that is not there, or the strata")
    if research.k < 2 or research.l < 2 or not 0 <= research.most_left_out < 1:
        raise ValueError("k and l are at least 2, and most_left_out is a share below 1")
    for column in research.columns:
        if column.made_from not in (None, *MADE_FROM):
            raise ValueError(f"{column.name} is made from {column.made_from}, which is unknown")
        if column.weight <= 0:
            raise ValueError(f"{column.name}: the weight is above 0")
    for name, codes in research.sensitive.items():
        if not codes <= set(names[name].levels[0][1]):
            raise ValueError(f"sensitive {name} lists a code that the column does not have")
        _refuse_finer_above(names[name])
    for column in research.columns:
        _refuse_finer_above(column)


def _refuse_finer_above(column: Column) -> None:
    """What is one value at a level must stay one at the coarser ones."""
    for (fine, told), (coarse, above) in zip(column.levels, column.levels[1:], strict=False):
        seen: dict[str, str] = {}
        for code, value in told.items():
            if seen.setdefault(value, above[code]) != above[code]:
                raise ValueError(f"{column.name}: {coarse} divides a value of {fine}")
