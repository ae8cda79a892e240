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
HIDDEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"))
MARKED = re.compile(
    rf"(?P<base>.*?)(?P<marks>\s*(?:[{SIGNS}]+|\[(?:note\s*)?\w{{1,2}}\]|\((?:note\s*)?[a-z]\))"
    rf"(?:[\s,]*(?:[{SIGNS}]+|\[(?:note\s*)?\w{{1,2}}\]))*\s*)$",
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


def joined_marks(*marks: str) -> str:
    """All marks once, in order, as they would be printed."""
    return ",".join(dict.fromkeys(mark for mark in marks if mark))


def single_marks(marks: str) -> list[str]:
    """'1,2^' as ['1', '2', '^']; '**' is one mark."""
    found = re.findall(rf"\d+|([{SIGNS}])|\[(?:note\s*)?(\w+)\]", marks)
    if not found:
        return []
    return [
        mark.strip("[]() ").removeprefix("note").strip()
        for mark in re.findall(rf"\d+|(?:[{SIGNS}])+|\[[^\]]+\]|\([^)]+\)", marks)
    ]
