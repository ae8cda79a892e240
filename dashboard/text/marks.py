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


def ring_words(wanted: str, point: str) -> str:
    """What the ring stands for: the point of a series that the chosen period leads to."""
    words = prose("panels")["marks"]["chosen" if wanted == point else "chosen_end"]
    return words.format(point=point, chosen=wanted)


def _z_lines(rows: Sequence[Row], words: dict) -> list[str]:
    meanings = {symbol_words(row) for row in rows if row["symbol"] == "z"}
    named = {NOT_REACHED: "z_not_reached", NOT_FOLLOWED: "z_not_followed"}
    return sorted({words[named.get(meaning, "z")] for meaning in meanings})


def funnel_marks(rows: Sequence[Row]) -> list[str]:
    """Marks of a funnel, which cannot show a force without a figure."""
    words = prose("panels")["marks"]
    lines = [words["u"]] if any(row["symbol"] == "u" for row in rows) else []
    absent = [row for row in rows if row["value"] is None and row["area_level"] == "force"]
    if absent:
        meanings = "; ".join(sorted({symbol_words(row) for row in absent}))
        verb = "force is" if len(absent) == 1 else "forces are"
        lines.append(f"{len(absent)} {verb} not in the picture: {meanings}")
    return lines
