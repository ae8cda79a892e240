"""Make a draft: a build frozen under a version, in a folder that appears whole or not at all."""

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
from etl.folders import PART, whole
from etl.logs import Steps
from etl.release import log, reasons
from etl.release.contents import (
    tables,
    write_codebook,
    write_official,
    write_tables,
    write_workbooks,
)
from etl.release.current import settle
from etl.release.datacite import datacite
from etl.release.former import Compared, compared, refuse_unpublishable
from etl.release.frozen import keep_changes
from etl.release.manifest import PUBLIC_FILE, freeze, sync, write_manifest
from etl.release.notes import changed_page, release_notes, worded
from etl.release.page import write_page
from etl.release.report import quality_report
from etl.release.site import LEFT_OUT, make_site
from etl.release.snapshot import Snapshot, read_snapshot, rows_sha256
from etl.release.versions import Needed, Version, parse_version

STEPS = 7
# A draft is for those it is shown to; publishing opens it.
PRIVATE = 0o700


@dataclass(frozen=True)
class Asked:
    """What the operator wants in a release: version, own words, reasons, static pages or none."""

    version: Version
    notes: str
    given: pl.DataFrame
    codes: dict[str, str]
    site: bool


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
    asked = Asked(version, _read_notes(notes), reasons.read_given(given, codes), codes, site)
    with log.only_one(releases), Steps(STEPS, quiet) as steps:
        settle(settings)
        _refuse_existing(version, releases)
        for left in releases.glob(f"*{PART}"):
            shutil.rmtree(left)
        with whole(releases / f"{version}{PART}", releases / str(version), PRIVATE) as part:
            made, manifest = _write(part, asked, settings, steps)
            # A line without a folder is no release, so the folder comes last.
            log.add(releases / log.LOG, event=log.DRAFTED, version=text, by=by, manifest=manifest)
        sync(releases)
    return made


def _write(part: Path, asked: Asked, settings: Settings, steps: Steps) -> tuple[Draft, str]:
    contract = load_published(settings.published_contract_dir)
    with steps.step("Read the build in use"):
        public = _copied(settings, part)
        after = read_snapshot(public, contract)
        refuse_unpublishable(after, settings)
    with steps.step("Compare with the release in use"):
        found = compared(asked.version, after, asked.given, settings, contract)
    origin = after.origin(str(asked.version))
    before = found.former.snapshot if found.former else after
    told = with_origin(worded(found.changes, before, after, asked.codes), origin)
    keep_changes(public, told)
    _write_data(part, after, told, origin, contract, steps)
    with steps.step("Make static pages"):
        site = make_site(public, part, str(asked.version)) if asked.site else LEFT_OUT
    with steps.step("Write notes and report"):
        _write_words(part, asked, after, found, told, origin, site)
    with steps.step("Write the manifest"):
        manifest = write_manifest(part, _about(origin, found, public, site))
        freeze(part)
    unclear = told.filter(reason=reasons.NOT_EXPLAINED).height
    folder = settings.releases_dir / str(asked.version)
    return Draft(folder, found.needed, told.height, unclear, site), manifest


def _write_data(
    part: Path,
    snapshot: Snapshot,
    changes: pl.DataFrame,
    origin: Origin,
    contract: dict[str, Entity],
    steps: Steps,
) -> None:
    with steps.step("Write tidy files"):
        write_tables(part, tables(snapshot, changes, origin), origin)
        write_official(part, snapshot)
        write_codebook(part, contract, origin)
    with steps.step("Write workbooks"):
        for title in write_workbooks(part, snapshot, origin):
            steps.note(f"Write workbooks: {title}")


def _write_words(
    part: Path,
    asked: Asked,
    snapshot: Snapshot,
    found: Compared,
    changes: pl.DataFrame,
    origin: Origin,
    site: str,
) -> None:
    previous = found.former.version if found.former else None
    pages = {
        "release_notes": release_notes(
            origin, previous, found.needed, changes, asked.codes, asked.notes, site
        ),
        "what_changed": changed_page(changes, origin, previous),
        "checks_and_disclosure": quality_report(snapshot, origin),
    }
    for stem, page in pages.items():
        write_page(part, stem, f"{TITLE}: release {origin.release}", page, origin.synthetic)
    cited = file_name("datacite", ending="json", synthetic=origin.synthetic)
    (part / cited).write_bytes(datacite(snapshot, origin))


def _about(origin: Origin, found: Compared, public: Path, site: str) -> dict:
    """What the manifest says of the release as a whole."""
    former, level = found.former, found.needed
    counted = found.changes.group_by("change").len().sort("change").iter_rows()
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


def _refuse_existing(version: Version, releases: Path) -> None:
    if not (releases / str(version)).exists():
        return
    state = log.states(releases).get(str(version))
    is_draft = state is not None and state.name != log.PUBLISHED
    first = f", or `conduct release {version} --discard NAME --why WORDS` first" * is_draft
    raise ReleaseError(
        f"Release {version} exists{f' ({state.name})' if state else ''}, and a release never "
        f"changes. Give another version{first}."
    )


def _copied(settings: Settings, part: Path) -> Path:
    """The public file of the build in use, copied: a build may come to its end meanwhile."""
    if not settings.public_file.exists():
        raise NothingBuiltError("There is no build to release yet. `conduct build` makes one.")
    return Path(shutil.copyfile(settings.public_file.resolve(), part / PUBLIC_FILE))


def _read_notes(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReleaseError(f"{path} cannot be read as text ({type(error).__name__}).") from None
