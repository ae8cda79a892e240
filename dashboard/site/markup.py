"""From pages to HTML: every word is text unless it came as Markdown, and Markdown holds no HTML."""

import re
from functools import cache

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from dashboard.components.files import size_words
from dashboard.site.model import anchor
from dashboard.text.prose import prose

# Tables longer than this are folded, so that what follows is found.
FOLDED = 16
LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<address>https?://[^)\s]+)\)")


@cache
def environment() -> Environment:
    """The templates with what they may call."""
    made = Environment(
        loader=PackageLoader("dashboard.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "markdown": markdown,
        "inline": inline,
        "cell": cell,
        "anchor": anchor,
        "size": size_words,
        "style": style,
    }
    # Macros of an imported template see these, too.
    made.globals |= {"table_of": table_of, "text": prose("site")}
    return made


@cache
def _markdown() -> MarkdownIt:
    # HTML in the text stays text; links of other kinds than http are left as words.
    return MarkdownIt("commonmark", {"html": False})


def markdown(text: str) -> Markup:
    """Paragraphs and lists."""
    return Markup(_markdown().render(text))


def inline(text: str) -> Markup:
    """One line: no paragraph around it."""
    return Markup(_markdown().renderInline(text))


def cell(text: str) -> Markup:
    """A cell of a table: text, in which a link is the only command."""
    found = LINK.fullmatch(text)
    if found is None:
        return Markup.escape(text)
    return Markup('<a href="{}">{}</a>').format(found["address"], found["words"])


def style(text: str) -> Markup:
    """Text inside a style sheet, every letter that could mean something there by its number."""
    return Markup('"' + re.sub(r"[^\w .,-]", lambda found: f"\\{ord(found[0]):x} ", text) + '"')


def table_of(table: pl.DataFrame) -> dict:
    """Headers and rows of the columns that say something, and how many columns name the row."""
    said = table.select(column for column in table.columns if any(table[column]))
    names = 2 if said.columns[:1] == ["Period"] and {"Category", "Stage"} & set(said.columns) else 1
    return {
        "columns": said.columns,
        "rows": said.rows(),
        "names": names,
        "folded": said.height > FOLDED,
    }
