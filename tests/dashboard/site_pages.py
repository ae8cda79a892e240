"""Reads static pages the way a browser does, with the standard library: tables, links, pictures."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

# What a browser fetches by itself, and where it is named.
LOADS = {("script", "src"), ("img", "src"), ("source", "srcset"), ("link", "href"),
         ("iframe", "src"), ("object", "data"), ("embed", "src"), ("video", "src"),
         ("audio", "src"), ("use", "href"), ("image", "href"), ("form", "action")}  # fmt: skip
VOID = {"meta", "link", "img", "source", "br", "hr", "input"}


@dataclass
class Read(HTMLParser):
    """A page as read: `tables` by id of their caption, each a list of rows of cells."""

    text: str
    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    loads: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    alts: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    listeners: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    words: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._table = self._cell = self._heading = None
        self._open: list[str] = []
        self.feed(self.text)
        self.close()
        assert self._open == [], self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append(tag)
        self._open += [tag] if tag not in VOID else []
        self.loads += [value.split("#")[0] for key, value in attrs if (tag, key) in LOADS]
        self.ids += [named["id"]] if "id" in named else []
        self.listeners += [key for key, _ in attrs if key.startswith("on")]
        if tag == "a":
            self.links.append(named.get("href", ""))
        if tag == "img":
            # The part of a picture that is shown is no part of its file's name.
            self.alts[named["src"].split("#")[0]] = named["alt"]
        if tag == "caption":
            self._table = self.tables.setdefault(named["id"], [])
        if tag == "tr" and self._table is not None:
            self._table.append([])
        if tag in ("td", "th"):
            self._cell = ""
        if tag in ("h1", "h2", "h3"):
            self._heading = ""

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag in ("td", "th") and self._table is not None:
            # The row of headers begins before the caption's table is known to have rows.
            (self._table or [[]])[-1].append(self._cell)
            self._cell = None
        if tag == "table":
            self._table = None
        if tag in ("h1", "h2", "h3"):
            self.headings.append((int(tag[1]), self._heading))
            self._heading = None

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._cell is not None:
            self._cell += data
        if self._heading is not None:
            self._heading += data


def read(path: Path) -> Read:
    return Read(path.read_text(encoding="utf-8"))


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))
