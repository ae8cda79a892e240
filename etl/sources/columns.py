"""Which columns a file has, and whether they are those of the contract."""

import re
from pathlib import Path

from etl.contracts import Entity
from etl.errors import MissingColumnError, PersonalDataError, UnexpectedColumnError
from etl.sources.personal import Screen, is_personal

# Of many columns that do not belong there, so many are named.
MOST_NAMED = 3


def check_columns(found: list[str], entity: Entity, path: Path, screen: Screen) -> None:
    """Refuse a file whose columns are not just those of the contract."""
    where = f"{path.name}, line 1" if path.suffix.lower() == ".csv" else path.name
    if not set(found) & set(entity.columns):
        # Line 1 may be a row of data, so nothing of it is shown.
        raise MissingColumnError(
            f"{where}: it names none of the columns of the contract for `{entity.name}`. The first "
            "line must be the header; `conduct template` writes one."
        )
    extra = [name for name in found if name not in entity.columns]
    personal = [name for name in extra if is_personal(name, screen)]
    if personal:
        raise PersonalDataError(
            f"{where}: column {safe_name(personal[0])} looks like personal data or free text, "
            "which the contract does not take. Remove it from the file and from any copy you sent."
        )
    if extra:
        raise UnexpectedColumnError(
            f"{where}: {_named(extra)} not in the contract for `{entity.name}`. Remove or rename "
            f"{'it' if len(extra) == 1 else 'them'}; the columns are in the codebook of "
            "`conduct template`."
        )
    missing = [name for name in entity.columns if name not in found]
    if missing:
        more = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
        raise MissingColumnError(
            f"{where}: column `{missing[0]}` is missing{more}. Every column of the contract must "
            "be there, even if it is blank throughout."
        )


def _named(columns: list[str]) -> str:
    """How many columns, and the names of the first few."""
    if len(columns) == 1:
        return f"column {safe_name(columns[0])} is"
    first = ", ".join(map(safe_name, columns[:MOST_NAMED]))
    also = ", among them" if len(columns) > MOST_NAMED else ":"
    return f"{len(columns)} columns{also} {first}, are"


def safe_name(column: str) -> str:
    """The name to show, unless it looks like a value that slipped into the header."""
    if not column.strip():
        return "without a name"
    # Words, with two digits at most behind them: more are an id, or a day.
    named = re.fullmatch(r"[A-Za-z_ \-]{2,40}\d{0,2}", column.strip())
    return f"`{column}`" if named else "(its name is not shown, for it looks like a value)"
