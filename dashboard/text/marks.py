"""What each mark on a chart means, named only where it occurs."""

from collections.abc import Sequence

from dashboard.text.figures import NOT_FOLLOWED, NOT_REACHED, Row, symbol_words
from dashboard.text.prose import prose


def marks_words(rows: Sequence[Row], with_breaks: bool) -> list[str]:
    """One line for each kind of mark among these rows."""
    words = prose("panels")["marks"]
    present = {row["symbol"] for row in rows}
    lines = [words[symbol] for symbol in ("u", "c", "x") if symbol in present]
    lines += _z_lines(rows, words)
    if with_breaks and any(row["provisional"] for row in rows):
        lines.append(words["provisional"])
    if with_breaks and any(row["break_within"] or row["break_before"] for row in rows):
        lines.append(words["break"])
    return lines


def _z_lines(rows: Sequence[Row], words: dict) -> list[str]:
    meanings = {symbol_words(row) for row in rows if row["symbol"] == "z"}
    named = {NOT_REACHED: "z_not_reached", NOT_FOLLOWED: "z_not_followed"}
    return sorted({words[named.get(meaning, "z")] for meaning in meanings})
