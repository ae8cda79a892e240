"""Make a draft: a build frozen under a version, in a folder that appears whole or not at all."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.config import Settings
from etl.contracts import Entity, load_published
from etl.errors import NothingBuiltError, ReleaseError
from etl.files.layout import with_origin
from etl.files.origin import TITLE, Origin
from etl.files.tidy import file_name
from etl.logs import Steps
from etl.pipeline import read_policy
from etl.release import compare, log, reasons
from etl.release.contents import (
    tables,
    write_codebook,
    write_official,
    write_tables,
    write_workbooks,
)
from etl.release.current import settle
from etl.release.datacite import datacite
from etl.release.manifest import freeze, sync, verify, write_manifest
from etl.release.needed import needed
from etl.release.notes import changed_page, release_notes, worded
from etl.release.page import write_page
from etl.release.report import quality_report
from etl.release.site import LEFT_OUT, make_site
from etl.release.snapshot import Snapshot, read_snapshot, rows_sha256
from etl.release.versions import Needed, Version, check_fits, parse_version

PART = ".part"
PUBLIC_FILE = "public.duckdb"
STEPS = 7
# A draft is for those it is shown to; publishing opens it.
PRIVATE = 0o700


@dataclass(frozen=True)
class Former:
    """The release in use, which a new one is compared with."""

    version: str
    manifest: str
    snapshot: Snapshot


@dataclass(frozen=True)
class Draft:
    """What was made, for the last words on the screen."""

    folder: Path
    needed: Needed | None
    changes: int
    not_explained: int
    site: str


def make_draft(
    text: str,
    settings: Settings,
    notes: Path | None = None,
    given: Path | None = None,
    by: str | None = None,
    site: bool = True,
    quiet: bool = False,
) -> Draft:
    """Freeze the build in use as `releases/VERSION/`; nothing is published by it.

    Raises a ConductDataError, with nothing left behind, where the version does not fit what has
    changed or is there already, the release in use is damaged, or the build may not be published.
    """
    version, releases = parse_version(text), settings.releases_dir
    codes = reasons.reason_codes(settings)
    own, said = _read_notes(notes), reasons.read_given(given, codes)
    with log.only_one(releases), Steps(STEPS, quiet) as steps:
        settle(settings)
        _refuse_existing(version, releases)
        for left in releases.glob(f"*{PART}"):
            shutil.rmtree(left)
        part = releases / f"{version}{PART}"
        part.mkdir(mode=PRIVATE)
        try:
            made = _write(part, version, settings, own, said, codes, site, steps)
            manifest = made.pop("manifest")
            # A line without a folder is no release, so the folder comes last.
            log.add(releases / log.LOG, event=log.DRAFTED, version=text, by=by, manifest=manifest)
            _appear(part, releases / text)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    return Draft(releases / text, **made)


def _write(
    part: Path,
    version: Version,
    settings: Settings,
    own: str,
    given: pl.DataFrame,
    codes: dict[str, str],
    with_site: bool,
    steps: Steps,
) -> dict:
    contract = load_published(settings.published_contract_dir)
    with steps.step("Read the build in use"):
        public = _copied(settings, part)
        after = read_snapshot(public, contract)
        _refuse_unpublishable(after, settings)
    with steps.step("Compare with the release in use"):
        former = _former(settings, contract)
        changes, level = _compared(version, former, after, given, settings.releases_dir)
        _refuse_older_build(former, after)
    origin = after.origin(str(version))
    before = former.snapshot if former else after
    told = with_origin(worded(changes, before, after, codes), origin)
    with steps.step("Write tidy files"):
        write_tables(part, tables(after, told, origin), origin)
        write_official(part, after)
        write_codebook(part, contract, origin)
    with steps.step("Write workbooks"):
        for title in write_workbooks(part, after, origin):
            steps.note(f"Write workbooks: {title}")
    with steps.step("Make static pages"):
        site = make_site(public, part) if with_site else LEFT_OUT
    with steps.step("Write notes and report"):
        name = former.version if former else None
        pages = {
            "release_notes": release_notes(origin, name, level, told, codes, own, site),
            "what_changed": changed_page(told, origin, name),
            "checks_and_disclosure": quality_report(after, origin),
        }
        for stem, page in pages.items():
            write_page(part, stem, f"{TITLE}: release {version}", page, origin.synthetic)
        cited = file_name("datacite", ending="json", synthetic=origin.synthetic)
        (part / cited).write_bytes(datacite(after, origin))
    with steps.step("Write the manifest"):
        about = _about(origin, former, level, told, public, site)
        manifest = write_manifest(part, about)
        freeze(part)
    return {
        "manifest": manifest,
        "needed": level,
        "changes": told.height,
        "not_explained": told.filter(reason=reasons.NOT_EXPLAINED).height,
        "site": site,
    }


def _appear(part: Path, final: Path) -> None:
    os.replace(part, final)
    sync(final.parent)


def _refuse_existing(version: Version, releases: Path) -> None:
    if (releases / str(version)).exists():
        state = log.states(releases).get(str(version))
        told = f" ({state.name})" if state else ""
        raise ReleaseError(
            f"Release {version} exists{told}, and a release never changes. Give another version"
            + (
                f", or `conduct release {version} --discard NAME --why WORDS` first."
                if state and state.name != log.PUBLISHED
                else "."
            )
        )


def _copied(settings: Settings, part: Path) -> Path:
    """The public file of the build in use, copied: a build may come to its end meanwhile."""
    if not settings.public_file.exists():
        raise NothingBuiltError("There is no build to release yet. `conduct build` makes one.")
    return Path(shutil.copyfile(settings.public_file.resolve(), part / PUBLIC_FILE))


def _refuse_unpublishable(snapshot: Snapshot, settings: Settings) -> None:
    build = snapshot.build
    if build["tier"] != "public":
        raise ReleaseError(f"This build is of the tier {build['tier']}. Only public ones go out.")
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


def _former(settings: Settings, contract: dict[str, Entity]) -> Former | None:
    """The release in use, once it is sure that it is what was released."""
    releases = settings.releases_dir
    name = log.in_use(releases)
    if name is None:
        return None
    manifest = log.published_manifest(releases, name)
    verify(releases / name, manifest)
    return Former(name, manifest, read_snapshot(releases / name / PUBLIC_FILE, contract))


def _compared(
    version: Version,
    former: Former | None,
    after: Snapshot,
    given: pl.DataFrame,
    releases: Path,
) -> tuple[pl.DataFrame, Needed | None]:
    """What changed, with reasons, and the level that it asks for; none for the first release."""
    if former is None:
        figures = compare.figures(after)
        same = compare.changes(figures, figures)
        return reasons.explained(same, after, after, given), None
    before = former.snapshot
    if before.build["synthetic"] != after.build["synthetic"]:
        raise ReleaseError(
            f"Release {former.version} and this build are not of one kind: one is synthetic, the "
            "other is not. Release them from different folders (--data)."
        )
    changes = compare.changes(compare.figures(before), compare.figures(after))
    changes = reasons.explained(changes, before, after, given)
    level = needed(before, after, changes)
    published = [
        parse_version(name)
        for name, state in log.states(releases).items()
        if state.name == log.PUBLISHED
    ]
    check_fits(version, level, parse_version(former.version), max(published))
    return changes, level


def _refuse_older_build(former: Former | None, after: Snapshot) -> None:
    """A build marks what was revised, and is protected, against the release then in use."""
    made_with, in_use = after.build["former_release"], former.version if former else None
    if made_with != in_use:
        raise ReleaseError(
            f"This build was made while {f'release {made_with}' if made_with else 'no release'} "
            f"was in use, and now {f'it is {in_use}' if in_use else 'there is none'}. Run "
            "`conduct build` again: it marks what was revised since."
        )


def _about(
    origin: Origin,
    former: Former | None,
    level: Needed | None,
    changes: pl.DataFrame,
    public: Path,
    site: str,
) -> dict:
    counted = changes.group_by("change").len().sort("change").iter_rows()
    return {
        "title": TITLE,
        "version": origin.release,
        "synthetic": origin.synthetic,
        "dataset_note": origin.dataset_note,
        "tier": origin.tier,
        "build_id": origin.build_id,
        "built_on": origin.built_on.isoformat(),
        "code_version": origin.code_version,
        "contract_version": origin.contract_version,
        "licence": origin.licence,
        "previous": (
            {"version": former.version, "manifest_sha256": former.manifest} if former else None
        ),
        "level": level.level if level else "first",
        "why": list(level.why) if level else [],
        "changes": dict(counted),
        "site": site,
        "duckdb_rows": rows_sha256(public),
    }


def _read_notes(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReleaseError(f"{path} cannot be read as text ({type(error).__name__}).") from None
