"""What stands around a chart that goes out alone: title, unit, how to read it, source, licence.

Laid out here once; a script of ours draws it in the browser, the static pages in their SVG files.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape

from dashboard.charts.style import FONT, INK

# 960 pixels are ten inches, on which 16 pixels are the 12 points that print asks for.
WIDE = 960
EDGE = 16
TITLE, TEXT = 20, 16
LEADING = 1.35
# Between the words and the chart.
SPACE = 10
NARROW, BROAD = re.compile(r"[ iIjlft.,:;!|'()\[\]·-]"), re.compile(r"[mwMW@%—]")
# Of the size of the letters; more than Arial takes, since another face may stand in for it.
WIDTHS = ((NARROW, 0.34), (BROAD, 0.98), (re.compile(r"[A-Z£&]"), 0.76))
USUAL = 0.6


@dataclass(frozen=True)
class Words:
    """Plain text around a chart: above it title and subtitle, below it the notes."""

    title: str
    subtitle: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Frame:
    """Where each line stands: `lines` of baseline, size, weight and text; the chart at `top`."""

    width: int
    height: int
    top: int
    chart: int
    lines: tuple[tuple[int, int, int, str], ...]

    def told(self, name: str) -> dict:
        """As the script in the browser is told; `name` is that of the file, without ending."""
        return {
            "name": name, "width": self.width, "height": self.height, "top": self.top,
            "chart": self.chart, "edge": EDGE, "font": FONT, "ink": INK,
            "lines": [list(line) for line in self.lines],
        }  # fmt: skip


def frame(words: Words, chart: int, width: int = WIDE) -> Frame:
    """Words around a chart `chart` pixels high, broken so that none runs over the edge."""
    above = [*_broken(words.title, TITLE, 700, width), *_broken(words.subtitle, TEXT, 400, width)]
    below = [line for note in words.notes for line in _broken(note, TEXT, 400, width)]
    placed, at = _stacked(above, EDGE)
    top = at + SPACE
    under, at = _stacked(below, top + chart + SPACE)
    return Frame(width, at + EDGE, top, chart, tuple(placed + under))


def framed(picture: str, around: Frame) -> str:
    """An SVG of the chart alone as one with its words; `#chart` shows the chart without them."""
    width, height = around.width, around.height
    lines = "".join(
        f'<text x="{EDGE}" y="{y}" font-size="{size}" font-weight="{weight}">{escape(text)}</text>'
        for y, size, weight, text in around.lines
    )
    inside = picture.replace("<svg ", f'<svg y="{around.top}" ', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">'
        f'<view id="chart" viewBox="0 {around.top} {width} {around.chart}"/>'
        f'<rect width="{width}" height="{height}" fill="white"/>'
        f'<g font-family="{FONT}" fill="{INK}">{lines}</g>{inside}</svg>'
    )


def width_of(text: str, size: int) -> float:
    """How wide a line is at most, in pixels."""
    return size * _widths(text)


# The words of pictures are the same few hundred again and again.
@lru_cache(maxsize=20_000)
def _widths(word: str) -> float:
    return sum(map(_width, word))


@cache
def _width(letter: str) -> float:
    return next((width for kind, width in WIDTHS if kind.match(letter)), USUAL)


# How to read a chart and where it comes from are the same under many.
@lru_cache(maxsize=2_000)
def _broken(text: str, size: int, weight: int, width: int) -> tuple[tuple[int, int, str], ...]:
    return tuple(_lines(text, size, weight, width))


def _lines(text: str, size: int, weight: int, width: int) -> Iterator[tuple[int, int, str]]:
    room = (width - 2 * EDGE) / (1.07 if weight > 400 else 1)
    blank, line, taken = width_of(" ", size), [], 0.0
    for word in text.split():
        wide = width_of(word, size)
        if line and taken + blank + wide > room:
            yield size, weight, " ".join(line)
            line, taken = [], 0.0
        taken += wide + (blank if line else 0)
        line.append(word)
    if line:
        yield size, weight, " ".join(line)


def _stacked(lines: list[tuple[int, int, str]], at: float) -> tuple[list[tuple], int]:
    """The lines with their baselines from `at` downwards, and where they end."""
    placed = []
    for size, weight, text in lines:
        at += size * LEADING
        placed.append((round(at - size * (LEADING - 1)), size, weight, text))
    return placed, round(at)
