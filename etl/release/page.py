"""Words for people: Markdown as it is, and as a web page that stands by itself."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

from etl.files.tidy import file_name

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 sans-serif; color: #0b0c0c; background: #fff; margin: 0 auto; padding: 1rem;
  max-width: 70rem; }}
p, li {{ max-width: 45rem; overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; }}
th {{ white-space: nowrap; }}
th, td {{ border-bottom: 1px solid #595959; padding: .25rem .75rem .25rem 0; text-align: left;
  vertical-align: top; }}
.wide {{ overflow-x: auto; }}
a {{ color: #0b4f8a; }}
</style>
</head>
<body>
<main>
{body}</main>
</body>
</html>
"""


def write_page(folder: Path, stem: str, title: str, text: str, synthetic: bool) -> None:
    """Write Markdown under this stem, and the same as HTML."""
    for ending, content in (("md", text), ("html", as_html(title, text))):
        path = folder / file_name(stem, ending=ending, synthetic=synthetic)
        path.write_text(content, encoding="utf-8", newline="\n")


def as_html(title: str, text: str) -> str:
    """The Markdown as a page; HTML that somebody wrote into it is shown, not obeyed."""
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    # A wide table scrolls by itself and can be reached with the keyboard.
    opened = '<div class="wide" role="region" aria-label="Table" tabindex="0">\n<table>'
    body = body.replace("<table>", opened).replace("</table>", "</table>\n</div>")
    body = body.replace("<th>", '<th scope="col">')
    return PAGE.format(title=escape(title), body=body)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; nothing in a cell can end it."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines) + "\n"


def plain(text: object) -> str:
    """Text in which nothing is taken for Markdown."""
    said = str(text).replace("\n", " ")
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|~" else letter for letter in said)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if value == "---":
        return "---"
    return f"{value:,.10g}" if isinstance(value, float) else plain(value)
