"""Text from a file inside the page's Markdown."""

import re
from functools import cache, lru_cache

from markdown_it import MarkdownIt

# Texts whose HTML is kept: those of all areas of a page or two.
KEPT = 8192


def plain(text: str) -> str:
    """Text of which Markdown takes no letter for a command."""
    return re.sub(r"([\\`*_\[\]<>$~|#])", r"\\\1", whole(text))


def whole(text: str) -> str:
    """2023-24 as one word, also in a narrow column."""
    return re.sub(r"\b(\d{4})-(\d\d)\b", "\\1\u2011\\2", text)


def bare(text: str) -> str:
    """Markdown as plain text: the words of links, no marks, each letter as it was meant."""
    words = re.sub(r"\[((?:[^\[\]\\]|\\.)*)\]\(https?://[^\s()]+\)", r"\1", text).replace("**", "")
    return re.sub(r"\\([\\`*_\[\]<>$~|#])", r"\1", words).strip()


@lru_cache(maxsize=KEPT)
def html(text: str) -> str:
    """Markdown as HTML: paragraphs, lists and links that open beside the page; HTML stays text."""
    return _made().render(text)


def inline(text: str) -> str:
    """As `html`, of one line without a paragraph around it."""
    return _made().renderInline(text)


@cache
def _made() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False})
    made.add_render_rule("link_open", _open_beside)
    return made


def _open_beside(renderer, tokens, place, options, env) -> str:
    tokens[place].attrSet("target", "_blank")
    return renderer.renderToken(tokens, place, options, env)
