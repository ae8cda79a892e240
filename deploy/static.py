"""Prepare the files that the proxy serves itself: `python deploy/static.py FOLDER`.

Streamlit's scripts and typefaces change with its version only. They are compressed once and hard;
of 4,000 icons those remain that a script or a page can name, of the typeface that stands until the
dashboard's own theme is there plain letters: over a quarter less on a first visit.
"""

import gzip
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import brotli
import streamlit
from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE = Path(streamlit.__file__).parent / "static" / "static"
PAGES = Path(__file__).resolve().parents[1] / "dashboard"
TEXT = (".js", ".css", ".svg")
ICONS = "media/MaterialSymbols-Rounded*.woff2"
BEFORE_THE_THEME = "media/SourceSansVF-Upright*.woff2"
WORD = re.compile(r"[a-z0-9_]{3,40}")
SMALLEST = 512
HARDEST = 11


def prepare(folder: Path, quality: int = HARDEST) -> None:
    """Fill `folder`/static; each text also as .br and .gz, which nginx prefers."""
    target = folder / "static"
    shutil.copytree(SOURCE, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.map"))
    for font in target.glob(ICONS):
        keep_icons(font, words_of(target))
    for font in target.glob(BEFORE_THE_THEME):
        _save(TTFont(font), font)
    for path in target.rglob("*"):
        if path.suffix in TEXT and path.stat().st_size >= SMALLEST:
            _compress(path, quality)


def words_of(folder: Path) -> set[str]:
    """Every word that a script or a page could mean as the name of an icon."""
    paths = [*folder.rglob("*.js"), *PAGES.rglob("*.py")]
    return {word for path in paths for word in WORD.findall(path.read_text(encoding="utf-8"))}


def keep_icons(path: Path, words: set[str]) -> None:
    """Take icons that nobody names out of their typeface; each is a ligature of its name."""
    font = TTFont(path)
    _save(font, path, [glyph for name, glyph in _icons(font) if name in words])


def _save(font: TTFont, path: Path, more: Sequence[str] = ()) -> None:
    """Plain letters and these glyphs."""
    subsetter = subset.Subsetter(subset.Options(layout_closure=False, layout_features=["*"]))
    subsetter.populate(glyphs=more, unicodes=[code for code in font.getBestCmap() if code < 128])
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(path)


def _icons(font: TTFont) -> list[tuple[str, str]]:
    character = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = []
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            ligatures = getattr(getattr(table, "ExtSubTable", table), "ligatures", {})
            for first, rest in ligatures.items():
                for each in rest:
                    glyphs = [first, *each.Component]
                    found.append(("".join(character.get(g, "?") for g in glyphs), each.LigGlyph))
    return found


def _compress(path: Path, quality: int) -> None:
    content = path.read_bytes()
    packed = brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality, lgwin=24)
    path.with_name(f"{path.name}.br").write_bytes(packed)
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, min(quality, 9), mtime=0))


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
