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


DAYS_NAMED = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8} (?:19|20)\d\d\b")
OTHER_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def file_edition(sheets: list[Sheet], layout: RecordLayout, name: str) -> str:
    """The edition as the file says it, else as its name does; '' where its figures will say."""
    if (pattern := layout.edition.get("printed")) and (said := _printed(sheets, pattern)):
        return said
    in_name = layout.edition.get("in_name")
    if in_name and (found := re.search(in_name, name, re.IGNORECASE)):
        return _spelt(found["edition"])
    if "else" in layout.edition:
        return _only_edition(layout, name)
    if layout.edition.get("latest"):
        return ""
    raise Refused(
        f"{name}: the edition is neither in the file nor in its name; {layout.layout_file} says "
        "how it is printed."
    )


def _spelt(in_name: str) -> str:
    """'31_march_2025' as a day, '2021_22' and '202122' as a year."""
    year = re.fullmatch(r"((?:19|20)\d\d)[-_ ]?(\d\d)", in_name)
    if year and (int(year[1]) + 1) % 100 == int(year[2]):
        return f"{year[1]}-{year[2]}"
    words = in_name.replace("_", " ").split()
    return " ".join(word.capitalize() if word.isalpha() else word for word in words)


def _only_edition(layout: RecordLayout, name: str) -> str:
    """The one edition of a file that says none; a name with another year is another edition."""
    known = layout.edition["else"]
    if any(year != known for year in OTHER_YEAR.findall(name)):
        raise Refused(
            f"{name}: its tables do not say their period; {layout.layout_file} knows that of the "
            f"edition {known} only."
        )
    return known


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


def table_period(block: Block, layout: RecordLayout, edition: str) -> str:
    """The one period of a table: as its title names it, else its layout, else the edition."""
    named = YEAR_NAMED.findall(block.title.text)
    named = named or (DAYS_NAMED.findall(block.title.text) if layout.is_stock else [])
    periods = {period.code for text in named if (period := read_period_words(text))}
    if len(periods) == 1:
        return periods.pop()
    for text in (block.title.table.period, edition):
        if text and (period := read_period_words(text)):
            return period.code
    return block.title.table.period
