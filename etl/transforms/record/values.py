"""What a cell says: a number, a symbol for none, or words."""

import re
from dataclasses import dataclass
from datetime import date

from etl.contracts.grid import Cell
from etl.transforms.record.words import BRACKETED, SIGNS, joined_marks, mended

# As publishers write "none": https://analysisfunction.civilservice.gov.uk symbols and older ones.
SYMBOLS = frozenset(
    "- – — .. … . : * ~ n/a na n.a. x c z u [x] [c] [z] [u] [low] [w] [n/a] [nil] nil "
    "n/k not_available not_applicable".split()
)
NUMBER = re.compile(
    r"(?P<sign>[-−–])?\s?£?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?\s?(?P<percent>%)?"
    # A stray quotation mark behind a figure says nothing.
    rf"[\"”“'’]?(?P<marks>\s*(?:[{SIGNS}]+|{BRACKETED}|\([a-z]\)|(?<=\d)\s?[rpe])*)$"
)
MARKED_SYMBOL = re.compile(rf"(?P<symbol>\S+)\s*(?P<marks>(?:{BRACKETED}\s*)+)$")
PLACES = 10


@dataclass(frozen=True, slots=True)
class Value:
    """`number` is null where `symbol` stands in its place, or the cell is blank."""

    number: float | None
    symbol: str = ""
    marks: str = ""

    @property
    def is_blank(self) -> bool:
        return self.number is None and not self.symbol


def read_value(cell: Cell) -> Value | None:
    """The figure in a cell; null for words and dates."""
    if isinstance(cell.value, float | int):
        return Value(float(cell.value), marks=cell.marks)
    if cell.value is None:
        return Value(None, marks=cell.marks)
    if isinstance(cell.value, date):
        return None
    text = mended(cell.value)
    if cell.is_error or re.match(r"(#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)|Err:\d+)$", text):
        return Value(None, text)
    if not text:
        return Value(None, marks=cell.marks)
    if is_symbol(text):
        return Value(None, text, cell.marks)
    marked = MARKED_SYMBOL.match(text)
    if marked and is_symbol(marked["symbol"]):
        return Value(None, marked["symbol"], joined_marks(marked["marks"].strip(), cell.marks))
    found = NUMBER.match(text)
    if found is None:
        return None
    number = float(found["digits"].replace(",", "") + (found["part"] or ""))
    return Value(
        -number if found["sign"] else number, marks=joined_marks(found["marks"].strip(), cell.marks)
    )


def is_symbol(text: str) -> bool:
    return text.lower().replace(" ", "_") in SYMBOLS


def plain(number: float | None) -> str:
    """A number without exponent, separators or trailing zeroes; '' for none."""
    if number is None:
        return ""
    text = f"{number:.{PLACES}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
