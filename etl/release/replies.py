"""Right of reply: a force's dated comment on a release, shown beside its figures.

Comments stand in a log that is only added to, with the version they refer to. They change no
number, and no release: the frozen files stay as they are.
"""

import re
from pathlib import Path

from etl.config import Settings
from etl.errors import ReleaseError
from etl.publish.write import READABLE_BY_ALL
from etl.release import log
from etl.warehouse.connection import open_read_only

REPLIES = "replies.jsonl"
MOST = 2000  # characters: a comment stands above the figures and must not push them off the page
# A comment is published; what lets people be written to or rung up does not belong there.
PERSONAL = {
    "an e-mail address": re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
    "a telephone number": re.compile(r"(?:\+?\d[\s()-]?){10,}"),
}


def reply(version: str, area: str, by: str, file: Path, settings: Settings) -> str:
    """Keep a comment by the area's authority on a published release; return the area's name.

    Raises ReleaseError where the release is not published, does not hold the area, or the text is
    blank, too long, or holds an address or a number to ring.
    """
    releases = settings.releases_dir
    by, text = log.named(by, "Who comments"), _text(file)
    with log.only_one(releases):
        state = log.states(releases).get(version)
        if state is None or state.name != log.PUBLISHED:
            raise ReleaseError(
                f"Release {version} is not published. A comment refers to a published release; "
                "`conduct release` lists them."
            )
        code, name = _area(area, releases / version / "public.duckdb", version)
        log.add(
            releases / REPLIES,
            version=version, area_code=code, area_name=name, by=by, text=text,
        )  # fmt: skip
        # Other logs are their owner's; comments are for the dashboard, whoever runs it.
        (releases / REPLIES).chmod(READABLE_BY_ALL)
    return name


def _text(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReleaseError(f"{file} cannot be read as text ({type(error).__name__}).") from None
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip())]
    told = "\n\n".join(part for part in paragraphs if part)
    if not told:
        raise ReleaseError(f"{file} is blank. Write the comment into it.")
    if len(told) > MOST:
        raise ReleaseError(f"{file} holds {len(told):,} characters. At most {MOST:,} are shown.")
    for what, pattern in PERSONAL.items():
        found = pattern.search(told)
        if found:
            paragraph = told[: found.start()].count("\n\n") + 1
            raise ReleaseError(
                f"{file}, paragraph {paragraph}: {what} does not belong in a published comment. "
                "Take it out; nothing was kept."
            )
    return told


def _area(area: str, public_file: Path, version: str) -> tuple[str, str]:
    with open_read_only(public_file) as connection:
        rows = connection.execute(
            "select area_code, area_name from published.areas "
            "where area_level = 'force' and ? in (area_code, area_name)",
            [area],
        ).fetchall()
    if len(rows) != 1:
        raise ReleaseError(
            f"Release {version} holds no force of that name or code. Give it as the page does."
        )
    return rows[0]
