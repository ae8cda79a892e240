"""The search over names and definitions: plain words in, what has all of them out."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from dashboard.text.prose import prose

LONGEST = 80  # characters; more is no search
MOST = 12  # results of one kind
SIGNS = re.compile(r"[\W_]+")


def words_of(text: str) -> list[str]:
    """A text as plain words: small letters, no accents, no signs."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    if not folded.isascii():
        folded = "".join(each for each in folded if not unicodedata.combining(each))
    return SIGNS.sub(" ", folded).split()


def found(typed: str, among: Iterable[tuple[Any, str]]) -> list[Any]:
    """Those of which the text has every word typed, in part or whole; none if none was typed."""
    words = words_of(typed[:LONGEST])
    if not words:
        return []
    return [each for each, text in among if all(word in _said(text) for word in words)]


def explained(text: str) -> str:
    """The terms of the glossary that a text has, each with its meaning, for help beside it."""
    said = f" {_said(text)}"
    words = {term: plain for term, plain in _glossary().items() if f" {plain}" in said}
    # Of “Dismissed” and “Would have been dismissed” the longer one is meant.
    meant = [
        term
        for term, plain in words.items()
        if not any(term != other and plain in longer for other, longer in words.items())
    ]
    return "\n\n".join(f"**{term}:** {prose('glossary')[term]}" for term in meant)


@cache
def _glossary() -> dict[str, str]:
    """Each term in plain words."""
    return {term: _said(term) for term in prose("glossary")}


def _said(text: str) -> str:
    return " ".join(words_of(text))
