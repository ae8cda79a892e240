"""Which edition a file is, and which year a table without years is about."""

import re
from collections.abc import Iterable
from datetime import date

from etl.contracts.grid import Sheet
from etl.transforms.record.block import Block
from etl.transforms.record.find import Refused, text_at
from etl.transforms.record.layout import RecordLayout
from etl.transforms.record.periods import read_period_words

DEEPEST = 20
YEAR_NAMED = re.compile(
    r"year ending (?:31 )?March (?:19|20)\d\d|\b(?:19|20)\d\d[/–-](?:(?:19|20)\d\d|\d\d)\b",
    re.IGNORECASE,
)


def file_edition(sheets: list[Sheet], layout: RecordLayout, name: str) -> str:
    """The edition as the file says it, else as its name does; '' where its figures will say."""
    if (pattern := layout.edition.get("printed")) and (said := _printed(sheets, pattern)):
        return said
    in_name = layout.edition.get("in_name")
    if in_name and (found := re.search(in_name, name, re.IGNORECASE)):
        words = found["edition"].replace("_", " ").split()
        return " ".join(word.capitalize() if word.isalpha() else word for word in words)
    if "else" in layout.edition:
        return layout.edition["else"]
    if layout.edition.get("latest"):
        return ""
    raise Refused(
        f"{name}: the edition is neither in the file nor in its name; {layout.layout_file} says "
        "how it is printed."
    )


def _printed(sheets: list[Sheet], pattern: str) -> str:
    for sheet in sheets:
        for r in range(min(len(sheet.rows), DEEPEST)):
            for c in range(len(sheet.rows[r])):
                if found := re.search(pattern, text_at(sheet, r, c), re.IGNORECASE):
                    return found["edition"]
    return ""


def latest(periods: Iterable[str]) -> str:
    """The last day of which there are figures, as a publisher would name the edition."""
    last = max(periods)
    try:
        day = date.fromisoformat(last)
    except ValueError:
        return last
    return f"{day.day} {day:%B %Y}"


def table_period(sheet: Sheet, block: Block, edition: str) -> str:
    """The one period of a table: as its title names it, else its layout, else the edition."""
    named = YEAR_NAMED.findall(block.title.text)
    years = {period.code for text in named if (period := read_period_words(text))}
    if len(years) == 1:
        return years.pop()
    for text in (block.title.table.period, edition):
        if text and (period := read_period_words(text)):
            return period.code
    return block.title.table.period
