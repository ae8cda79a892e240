"""The files that pages offer: those of the release beside the site, else one per topic."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dashboard.components.bundle import tidy_rows
from dashboard.components.files import csv_bytes, file_name
from dashboard.queries import extracts, published
from dashboard.site.plan import Site
from etl.files.tidy import one_line

# What a release holds besides its site; a folder with none of these is no release.
SIGNS = ("public.duckdb", "manifest.json", "datapackage.json")


@dataclass(frozen=True)
class Offered:
    """A file by its name, the way to it from the site's root, and its size in words."""

    name: str
    href: str
    size: str


def release_files(out: Path) -> list[Offered]:
    """The files of the release in which the site will lie; none where it lies in no release."""
    release = out.resolve().parent
    if not any((release / sign).is_file() for sign in SIGNS):
        return []
    found = [
        path
        for path in sorted(release.rglob("*"))
        if path.is_file() and not _is_inside(path, release, out)
    ]
    return [_offered(path, f"../{path.relative_to(release).as_posix()}") for path in found]


def own_files(site: Site) -> list[Offered]:
    """Write the tidy file of each topic, as a release has it, for the areas that have pages."""
    build, folder = site.build, site.folder / "files"
    areas = [ask.area.code for ask in site.asks]
    written = []
    for topic in sorted(set(published.measures(build)["topic"])) if areas else ():
        values = extracts.topic_values(build, topic)
        rows = tidy_rows(build, values.filter(pl.col("area_code").is_in(areas)))
        path = folder / file_name(topic, synthetic=build.synthetic)
        path.write_bytes(csv_bytes(one_line(rows)))
        written.append(_offered(path, f"{folder.name}/{path.name}"))
    return written


def _is_inside(path: Path, release: Path, out: Path) -> bool:
    first = path.relative_to(release).parts[0]
    # Neither the site itself nor what is still being written.
    return first == out.resolve().name or first.startswith(".") or first.endswith(".part")


def _offered(path: Path, href: str) -> Offered:
    size = path.stat().st_size
    words = f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1000)):,} kB"
    return Offered(href.removeprefix("../").removeprefix("files/"), href, words)
