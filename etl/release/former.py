"""The release in use, and what a build must be before it may follow it."""

from dataclasses import dataclass

import polars as pl

from etl.config import Settings
from etl.contracts import Entity
from etl.errors import ReleaseError
from etl.pipeline import read_policy
from etl.release import compare, log, reasons
from etl.release.manifest import PUBLIC_FILE, verify
from etl.release.needed import needed
from etl.release.snapshot import Snapshot, read_snapshot
from etl.release.versions import Needed, Version, check_fits, parse_version


@dataclass(frozen=True)
class Former:
    """The release in use, which a new one is compared with."""

    version: str
    manifest: str
    snapshot: Snapshot


@dataclass(frozen=True)
class Compared:
    """What changed, with reasons, and the level that it asks for; none for the first release."""

    former: Former | None
    changes: pl.DataFrame
    needed: Needed | None


def compared(
    version: Version,
    after: Snapshot,
    given: pl.DataFrame,
    settings: Settings,
    contract: dict[str, Entity],
) -> Compared:
    """Compare a build with the release in use, and refuse a version that does not say what changed.

    `given` are the operator's reasons.
    """
    former = _read(settings, contract)
    _refuse_older_build(former, after)
    figures = compare.figures(after)
    if former is None:
        none = compare.changes(figures, figures)
        return Compared(None, reasons.explained(none, after, after, given), None)
    before = former.snapshot
    _refuse_other_kind(former, after)
    changes = compare.changes(compare.figures(before), figures)
    changes = reasons.explained(changes, before, after, given)
    level = needed(before, after, changes)
    check_fits(version, level, parse_version(former.version), _highest(settings))
    return Compared(former, changes, level)


def refuse_unpublishable(snapshot: Snapshot, settings: Settings) -> None:
    """A build that the policy keeps back, or that has nothing to publish, is not released."""
    build = snapshot.build
    if build["tier"] != "public":
        raise ReleaseError(f"This build is of the tier {build['tier']}. Only public ones go out.")
    if build.get("abroad"):
        raise ReleaseError(
            f"The case records are of {build['abroad']}: not England and Wales. They are not "
            "released."
        )
    if not build["synthetic"] and not read_policy(settings).publish_real_records:
        raise ReleaseError(
            "The case records of this build are real, and the disclosure policy "
            f"({settings.policy_file.name}) does not allow them to be published. Nothing was "
            "released."
        )
    if snapshot["measure_values"].is_empty():
        raise ReleaseError(
            "This build publishes no figure of case records, so there is nothing to release."
        )


def _read(settings: Settings, contract: dict[str, Entity]) -> Former | None:
    """The release in use, once it is sure that it is what was released."""
    releases = settings.releases_dir
    name = log.in_use(releases)
    if name is None:
        return None
    manifest = log.published_manifest(releases, name)
    verify(releases / name, manifest)
    return Former(name, manifest, read_snapshot(releases / name / PUBLIC_FILE, contract))


def _refuse_older_build(former: Former | None, after: Snapshot) -> None:
    """A build marks what was revised, and is protected, against the release then in use."""
    made_with, in_use = after.build["former_release"], former.version if former else None
    if made_with != in_use:
        raise ReleaseError(
            f"This build was made while {f'release {made_with}' if made_with else 'no release'} "
            f"was in use, and now {f'it is {in_use}' if in_use else 'there is none'}. Run "
            "`conduct build` again: it marks what was revised since."
        )


def _refuse_other_kind(former: Former, after: Snapshot) -> None:
    if former.snapshot.build["synthetic"] != after.build["synthetic"]:
        raise ReleaseError(
            f"Release {former.version} and this build are not of one kind: one is synthetic, the "
            "other is not. Release them from different folders (--data)."
        )


def _highest(settings: Settings) -> Version:
    """The highest version ever published, also one that was taken back."""
    known = log.states(settings.releases_dir)
    return max(parse_version(name) for name, it in known.items() if it.name == log.PUBLISHED)
