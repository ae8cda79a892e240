"""From draft to approved to published, and back: each step is a line in the log, then the link."""

import os
import shutil
from pathlib import Path

from etl.config import Settings
from etl.errors import ReleaseError
from etl.release import log
from etl.release.current import settle
from etl.release.draft import PART
from etl.release.manifest import verify
from etl.release.versions import parse_version


def approve(version: str, name: str, settings: Settings) -> None:
    """Somebody has read the draft and stands for it; the approval holds for these files alone."""
    releases = settings.releases_dir
    name = log.named(name, "The name of who approves")
    with log.only_one(releases):
        state = _known(version, releases)
        if state.name != log.DRAFTED:
            raise ReleaseError(f"Release {version} is {state.name} already.")
        verify(releases / version, state.manifest)
        log.add(
            releases / log.LOG,
            event=log.APPROVED, version=version, by=name, manifest=state.manifest,
        )  # fmt: skip


def publish(version: str, name: str, settings: Settings) -> None:
    """Put an approved release in use: for readers it is there from the line in the log on."""
    releases = settings.releases_dir
    name = log.named(name, "The name of who publishes")
    with log.only_one(releases):
        state = _known(version, releases)
        if state.name == log.PUBLISHED:
            # Perhaps the last command was cut off between the log and the link.
            settle(settings)
            raise ReleaseError(f"Release {version} is published already.")
        if state.name != log.APPROVED:
            raise ReleaseError(
                f"Release {version} has not been approved. Whoever answers for it reads it in "
                f"{releases / version} and runs `conduct release {version} --approve NAME`."
            )
        _refuse_overtaken(version, verify(releases / version, state.manifest), releases)
        log.add(
            releases / log.LOG,
            event=log.PUBLISHED, version=version, by=name, manifest=state.manifest,
        )  # fmt: skip
        settle(settings)


def rollback(to: str | None, name: str, why: str, settings: Settings) -> tuple[str, str]:
    """Go back to an earlier release; return the one left and the one now in use."""
    releases = settings.releases_dir
    name, why = log.named(name, "The name of who goes back"), log.named(why, "The reason")
    with log.only_one(releases):
        left = log.in_use(releases)
        if left is None:
            raise ReleaseError("No release has been published yet, so there is nothing to undo.")
        target = to or _before(left, releases)
        state = _known(target, releases)
        if target == left:
            raise ReleaseError(f"Release {target} is in use already.")
        if state.name != log.PUBLISHED:
            raise ReleaseError(f"Release {target} was never published; it is {state.name}.")
        verify(releases / target, state.manifest)
        log.add(
            releases / log.LOG,
            event=log.ROLLED_BACK, version=target, left=left, by=name, why=why,
        )  # fmt: skip
        settle(settings)
    return left, target


def discard(version: str, name: str, why: str, settings: Settings) -> None:
    """Remove a draft that is not to be published; what was published stays for ever."""
    releases = settings.releases_dir
    name, why = log.named(name, "The name of who discards"), log.named(why, "The reason")
    with log.only_one(releases):
        state = _known(version, releases)
        if state.name == log.PUBLISHED:
            raise ReleaseError(
                f"Release {version} was published and stays. `conduct rollback` goes back to "
                "an earlier one."
            )
        # Under another name first: half a release must not look like one.
        gone = releases / f"{version}{PART}"
        os.replace(releases / version, gone)
        log.add(releases / log.LOG, event=log.DISCARDED, version=version, by=name, why=why)
        shutil.rmtree(gone)


def show_to(version: str, who: str, why: str, by: str | None, settings: Settings) -> Path:
    """Record who sees a release before it is published; return the folder to show."""
    releases = settings.releases_dir
    who, why = log.named(who, "Who sees it"), log.named(why, "The reason")
    with log.only_one(releases):
        state = _known(version, releases)
        if state.name == log.PUBLISHED:
            raise ReleaseError(f"Release {version} is published: everybody may see it.")
        verify(releases / version, state.manifest)
        log.add(
            releases / log.ACCESS,
            version=version, shown_to=who, why=why, by=by, manifest=state.manifest,
        )  # fmt: skip
    return releases / version


def _known(version: str, releases: Path) -> log.State:
    parse_version(version)
    state = log.states(releases).get(version)
    if state is None:
        raise ReleaseError(
            f"There is no release {version} in {releases}. `conduct release` lists those there are."
        )
    return state


def _before(version: str, releases: Path) -> str:
    """The release that was in use when this one was published."""
    moves = log.moves(releases)
    first = next(n for n, event in enumerate(moves) if event["version"] == version)
    if first == 0:
        raise ReleaseError(f"There is no release before {version} to go back to.")
    return moves[first - 1]["version"]


def _refuse_overtaken(version: str, manifest: dict, releases: Path) -> None:
    """Its notes tell what changed since a release that is no longer in use."""
    previous = (manifest["previous"] or {}).get("version")
    current = log.in_use(releases)
    if previous != current:
        raise ReleaseError(
            f"Release {version} says what changed since {previous or 'nothing before it'}, and "
            f"{current} is in use now. Discard it and make it anew."
        )
