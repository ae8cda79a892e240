"""`python -m dashboard.site`: write the pages of one public file."""

import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dashboard.queries.connection import NothingPublishedError, current_build
from dashboard.site.browser import FAULTS, find_browser
from dashboard.site.write import write_site
from dashboard.text.prose import prose
from etl.errors import ConductDataError, NothingBuiltError


def main(
    public: Annotated[Path, typer.Option(help="The public file of a build.")],
    out: Annotated[Path, typer.Option(help="Folder to write into; new or empty.")],
    images: Annotated[bool, typer.Option(help="Draw pictures and print board packs.")] = True,
    areas: Annotated[
        list[str] | None, typer.Option(help="Code of an area to write a page of; repeat.")
    ] = None,
    release: Annotated[
        str | None, typer.Option(help="Version of the release in which the pages will lie.")
    ] = None,
) -> None:
    """Write the published figures as static pages that need no server."""
    logging.getLogger("choreographer").setLevel(logging.CRITICAL)
    try:
        build = replace(current_build(public), release=release)
        browser = find_browser() if images else None
        if images and browser is None:
            print(prose("site")["images"]["note"], file=sys.stderr)
        with _progress() as progress:
            site = write_site(build, out, browser, areas, _teller(progress))
    except NothingPublishedError:
        _leave(NothingBuiltError(f"{public} is no public file. `conduct build` makes one."))
    except FAULTS:
        _leave(ConductDataError("The browser did not start. Write without it: --no-images."))
    except ConductDataError as error:
        _leave(error)
    pictures = len(list((out / "charts").glob("*.svg")))
    written = f"{len(site.pages)} pages, {pictures:,} pictures, {len(site.packs)} board packs"
    print(f"Wrote {written} to {out}.")


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(file=sys.stderr),
        transient=True,
        disable=not sys.stderr.isatty(),
    )


def _teller(progress: Progress) -> Callable[[str, int], Callable[[], None]]:
    def tell(step: str, parts: int) -> Callable[[], None]:
        task = progress.add_task(step, total=parts)
        return lambda: progress.advance(task)

    return tell


def _leave(error: ConductDataError) -> None:
    print(error, file=sys.stderr)
    sys.exit(error.exit_code)


if __name__ == "__main__":
    typer.run(main)
