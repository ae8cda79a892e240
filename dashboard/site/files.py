"""The files that pages offer: those of the release beside the site, else one per topic."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dashboard.components.files import case_file, file_name
from dashboard.queries import published
from dashboard.queries.connection import Build
from dashboard.site.plan import Site

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
    """Write one CSV per topic with every published row of the areas that have pages."""
    build, folder = site.build, site.folder / "files"
    areas = [ask.area.code for ask in site.asks]
    periods = [each.name for each in published.all_periods(build)]
    written = []
    for topic, measures in _topics(build).items() if areas else ():
        rows = pl.concat([published.extract(build, name, areas, periods) for name in measures])
        path = folder / file_name("all-published-rows", topic, synthetic=build.synthetic)
        path.write_bytes(case_file(rows, build))
        written.append(_offered(path, f"{folder.name}/{path.name}"))
    return written


def _topics(build: Build) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    # What misleads by itself stands only beside the figure it explains.
    for row in published.measures(build).filter(pl.col("explains").is_null()).to_dicts():
        found.setdefault(row["topic"], []).append(row["measure"])
    return found


def _is_inside(path: Path, release: Path, out: Path) -> bool:
    first = path.relative_to(release).parts[0]
    # Neither the site itself nor what is still being written.
    return first == out.resolve().name or first.startswith(".") or first.endswith(".part")


def _offered(path: Path, href: str) -> Offered:
    size = path.stat().st_size
    words = f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1000)):,} kB"
    return Offered(href.removeprefix("../").removeprefix("files/"), href, words)
