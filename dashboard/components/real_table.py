"""A table as HTML, written once: real rows and cells, for all who read a page and all programs.

Streamlit's own sends a table as a file of columns. What reads such files in a browser tells it that
some lists are joined in a way of their own, and from then on it joins all lists slowly: those of
every chart of the page.
"""

import re
from collections.abc import Iterable
from html import escape

import polars as pl

from dashboard.text.markdown import inline, whole

# Of official figures; everywhere else a link is somebody's label, and stays the text that it is.
LINKS = ("Source", "Publisher")
LINK = re.compile(r"\[[^\[\]]+\]\(https?://[^\s()]+\)")
# The place of a figure may begin with the name of a file: too long a word for a phone.
PLACE = "Cell"
MAY_BREAK = "\u200b"
# As Streamlit draws a table with lines between its rows.
STYLE = """
<style>
.table { overflow: auto; font-size: 0.875rem; line-height: 1.5; }
.table table { border-collapse: separate; border-spacing: 0; min-width: 100%; }
.table th, .table td { padding: 4px 6px; text-align: left; vertical-align: middle; }
.table th { padding-left: 8px; font-weight: 400; color: rgba(31, 31, 31, 0.7); }
.table th, .table tr:not(:last-child) > td { border-bottom: 1px solid rgba(191, 191, 191, 0.45); }
.table div { display: inline-block; max-width: 400px; overflow: auto hidden; vertical-align: top; }
</style>
"""


def table_html(table: pl.DataFrame, name: str) -> str:
    """Columns that say something, every cell as text; `name` is read out before them."""
    said = told(table)
    head = "".join(f'<th scope="col"><div>{_text(column)}</div></th>' for column in said.columns)
    lines = zip(*(_cells(column, said[column]) for column in said.columns), strict=True)
    body = "".join(f"<tr>{''.join(line)}</tr>" for line in lines)
    return (
        f'<div class="table"><table aria-label="{escape(name)}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def told(table: pl.DataFrame) -> pl.DataFrame:
    """The table without columns that are empty throughout."""
    return table[[column for column in table.columns if any(table[column])]]


def is_link(value: str) -> bool:
    """Whether a cell of official figures is a link and nothing else."""
    return LINK.fullmatch(value) is not None


def _cells(column: str, values: Iterable[str | None]) -> list[str]:
    return [f"<td><div>{_cell(column, value or '')}</div></td>" for value in values]


def _cell(column: str, value: str) -> str:
    if column in LINKS and is_link(value):
        return inline(value)
    text = _text(value)
    return re.sub("([_.])", f"\\1{MAY_BREAK}", text) if column == PLACE else text


def _text(value: str) -> str:
    return escape(whole(value), quote=False)
