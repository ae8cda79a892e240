"""Text from a file inside the page's Markdown."""

import re


def plain(text: str) -> str:
    """Text of which Markdown takes no letter for a command."""
    # 2023-24 is one word, also in a narrow column.
    whole = re.sub(r"\b(\d{4})-(\d\d)\b", "\\1\u2011\\2", text)
    return re.sub(r"([\\`*_\[\]<>$~|#])", r"\\\1", whole)


def bare(text: str) -> str:
    """Markdown as plain text: the words of links, no marks, each letter as it was meant."""
    words = re.sub(r"\[((?:[^\[\]\\]|\\.)*)\]\(https?://[^\s()]+\)", r"\1", text).replace("**", "")
    return re.sub(r"\\([\\`*_\[\]<>$~|#])", r"\1", words).strip()
