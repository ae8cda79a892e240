"""Printed words as they were meant: mended encodings, single spaces, footnote marks set apart."""

import re
from functools import lru_cache

SIGNS = r"*^~†‡§¶#"
# What the bytes of a dash or a quotation mark look like when read in the wrong encoding.
WRONGLY_READ = (
    ("‚Ä", "mac_roman"),
    ("¬", "mac_roman"),
    ("â€", "cp1252"),
    ("Ã", "cp1252"),
    ("Â", "cp1252"),
)
# "[2]", "[note 2]", "[notes 1 and 2]" as accessible workbooks print their notes.
BRACKETED = r"\[(?:notes?\s*)?\w{1,2}(?:\s*(?:,|&|and)\s*(?:notes?\s*)?\w{1,2})*\]"
HIDDEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"))
MARKED = re.compile(
    rf"(?P<base>.*?)(?P<marks>\s*(?:[{SIGNS}]+|{BRACKETED}|\((?:note\s*)?[a-z]\))"
    rf"(?:[\s,]*(?:[{SIGNS}]+|{BRACKETED}))*\s*)$",
    re.IGNORECASE | re.DOTALL,
)
GLUED_DIGITS = re.compile(
    r"(?P<base>.*[A-Za-z).&])\s?(?P<marks>\d{1,2}(?:,\s?\d{1,2})*)$", re.DOTALL
)


@lru_cache(maxsize=100_000)
def mended(text: str) -> str:
    """The text with its encoding mended, whitespace single, nothing invisible; ends trimmed."""
    for sign, encoding in WRONGLY_READ:
        if sign in text:
            try:
                text = text.encode(encoding).decode("utf-8")
                break
            except UnicodeError:
                continue
    return " ".join(text.translate(HIDDEN).split())


def without_signs(text: str) -> tuple[str, str]:
    """Text and its trailing marks: 'Home Office^' is 'Home Office' and '^'."""
    found = MARKED.match(text)
    if found is None or not found["base"].strip():
        return text, ""
    return found["base"].rstrip(), found["marks"].strip()


def without_digits(text: str) -> tuple[str, str]:
    """Text and the footnote digits glued to it: 'Wiltshire2' is 'Wiltshire' and '2'."""
    found = GLUED_DIGITS.match(text)
    return (found["base"].rstrip(), found["marks"]) if found else (text, "")


def spellings(text: str) -> tuple[str, ...]:
    """A name as printed, then without signs, then without footnote digits."""
    base = without_signs(text)[0]
    return tuple(dict.fromkeys((text, base, without_digits(base)[0])))


def joined_marks(*marks: str) -> str:
    """All marks once, in order, as they would be printed."""
    return ",".join(dict.fromkeys(mark for mark in marks if mark))


def single_marks(marks: str) -> list[str]:
    """'1,2^' as ['1', '2', '^'], '[note 3]' as ['3']; '**' is one mark."""
    found = []
    for mark in re.findall(rf"\d+|[{SIGNS}]+|\[[^\]]+\]|\([^)]+\)", marks):
        inside = re.sub(r"\bnotes?\b|\band\b|[,&]", " ", mark.strip("[]()"), flags=re.IGNORECASE)
        found.extend(inside.split())
    return found
