"""Reads pages and panels the way a careful reader does: numbers, names, what stands beside what."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

import pandas as pd
import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

NUMBER = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")
APART = re.compile(r"<style>.*?</style>|<table .*?</table>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
FIGURES = ("value", "u")


def said(page: AppTest) -> str:
    """All words of a page outside charts and tables, with plain hyphens."""
    kinds = ("title", "header", "subheader", "info", "warning", "error", "metric")
    words = [str(element.value) for kind in kinds for element in page.get(kind)]
    words += [in_words(element.value) for element in page.html]
    return "\n".join(words).replace("\u2011", "-").replace("\\", "")


def in_words(html: str) -> str:
    """The words of a part of a page, its styles and tables left out."""
    return unescape(TAG.sub("", APART.sub("", html)))


class _Tables(HTMLParser):
    """Rows of cells of each table in a part of a page; a link is told with its address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[list[str]]] = []
        self._cell: str | None = None
        self._address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.found.append([])
        elif tag == "tr":
            self.found[-1].append([])
        elif tag in ("th", "td"):
            self._cell = ""
        elif tag == "a" and self._cell is not None:
            self._cell, self._address = f"{self._cell}[", f"]({dict(attrs)['href']})"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self.found[-1][-1].append(self._cell)
            self._cell = None
        elif tag == "a" and self._cell is not None:
            self._cell += self._address

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell += data


def tables_in(html: str) -> list[pd.DataFrame]:
    """The tables in a part of a page."""
    read = _Tables()
    read.feed(html)
    return [pd.DataFrame(lines, columns=head, dtype=str) for head, *lines in read.found]


def tables_of(page: AppTest) -> list[pd.DataFrame]:
    """The real tables of a page, in order."""
    return [table for part in page.html for table in tables_in(part.value)]


def pieces(page: AppTest) -> Iterator[str]:
    """Each chart, table and choice of a page as one text, so that nothing in it goes unseen."""
    for chart in page.get("plotly_chart"):
        yield chart.proto.spec + chart.proto.alt
    for table in [*tables_of(page), *(grid.value for grid in page.dataframe)]:
        yield table.to_csv()
    for choice in [*page.selectbox, *page.multiselect]:
        yield "\n".join(choice.options)


def turned_to(page: AppTest, tab: str) -> AppTest:
    """The page with this tab open in every panel that has it."""
    for tabs in page.radio:
        if tab in tabs.options:
            tabs.set_value(tab)
    return page.run()


def rows_of(content: bytes) -> list[dict[str, str]]:
    """The rows of a downloaded CSV."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def drawn(figure: go.Figure, axis: str) -> list[float]:
    """Every figure that a chart draws as a dot or bar, along one axis."""
    return [
        value
        for trace in json.loads(figure.to_json())["data"]
        if trace["name"] in FIGURES and trace["type"] in ("scatter", "bar")
        for value in _plain(trace[axis])
    ]


def marks(figure: go.Figure, name: str) -> int:
    """How many marks of a kind a chart draws."""
    return sum(len(trace.x) for trace in figure.data if trace.name == name)


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))


def _plain(values: object) -> list:
    # Plotly packs long lists of numbers as bytes.
    if not isinstance(values, dict):
        return values
    import base64

    import numpy as np

    return np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"]).tolist()
