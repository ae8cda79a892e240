"""A sheet of a published file as cells: what the readers hand over and the layouts look through."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as its publisher left it; `marks` holds what is printed in superscript."""

    value: str | float | date | None = None
    marks: str = ""
    is_percent: bool = False
    is_error: bool = False


BLANK = Cell()


def column_letters(position: int) -> str:
    """A, B … Z, AA … as spreadsheets name columns; positions count from 0."""
    letters, rest = "", position + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


@dataclass(frozen=True)
class Sheet:
    """Rows may differ in length; positions count from 0, references from A1."""

    name: str
    rows: list[list[Cell]] = field(repr=False)
    is_named: bool = True

    def at(self, row: int, column: int) -> Cell:
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else BLANK

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def ref(self, row: int, column: int) -> str:
        """Such as Table_1!B7; B7 alone where the file is one table."""
        letters = column_letters(column)
        if not self.is_named:
            return f"{letters}{row + 1}"
        quote = "" if self.name.replace("_", "").isalnum() else "'"
        return f"{quote}{self.name}{quote}!{letters}{row + 1}"
