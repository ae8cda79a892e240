"""The `conduct` command: parse, call one function, print.

Imports wait until a command runs, so that `conduct --help` answers at once.
"""

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from etl.config import PROCESSES_VARIABLE, Settings
from etl.errors import ConductDataError, UnknownNameError, disk_error

app = typer.Typer(
    help="Police conduct by force: check deliveries of case records, build figures, show them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

ROWS_WOULD_BE_SET_ASIDE = 3
# A build makes millions of rows and next to no cycles among them: to look for those as often as
# Python does by itself would take a fifth of what works the figures out.
SELDOM = (100_000, 20, 20)

Out = Annotated[Path, typer.Option("--out", help="Folder to write into; new or empty.")]
Data = Annotated[
    Path | None,
    typer.Option("--data", help="Folder of builds (default: CONDUCT_DATA, else data/)."),
]


def main() -> None:
    """Run a command; what a user can mend is said in one message, without a traceback."""
    gc.set_threshold(*SELDOM)
    try:
        app()
    except ConductDataError as error:
        _refuse(error)
    except Exception as error:
        refused = disk_error(error)
        if refused is None:
            raise
        _refuse(refused)


def _refuse(error: ConductDataError) -> None:
    typer.echo(str(error), err=True)
    sys.exit(error.exit_code)


@app.command()
def template(out: Out) -> None:
    """Write an empty delivery with headers and codebook, for suppliers."""
    from etl.contracts import load_contract
    from etl.template import write_template

    settings = Settings.from_environment()
    files = write_template(out, load_contract(settings.contract_dir), settings)
    typer.echo(f"Wrote {len(files)} files to {out}. Begin with README.txt.")


@app.command()
def synthesise(
    out: Out,
    cases: Annotated[
        int | None, typer.Option(min=1, help="How many cases over all years (default: real scale).")
    ] = None,
    years: Annotated[int, typer.Option(min=1, max=12, help="The last so many years.")] = 12,
    seed: Annotated[int, typer.Option(help="The same seed makes the same cases.")] = 1,
    faults: Annotated[
        bool, typer.Option("--faults", help="Plant faults and list them in answer_key.csv.")
    ] = False,
) -> None:
    """Make a delivery of invented cases of fictional forces."""
    from etl.synthesise import synthesise as make

    rows = make(
        out,
        cases=cases,
        years=years,
        seed=seed,
        faults=faults,
        settings=Settings.from_environment(),
    )
    typer.echo(
        f"Wrote {sum(rows.values()):,} rows about {rows['cases']:,} invented cases to {out}."
    )


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The delivery.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Also list what fails in this CSV file.")
    ] = None,
    data: Data = None,
) -> None:
    """Validate a delivery without loading it: what fails, by rule, file and line.

    It is held against the kept deliveries of its forces, as a build would hold it.

    Exit code 0: it can be loaded whole. 3: rows would be set aside. 4: refused.
    """
    from etl.check import check_delivery, report, write_list

    findings = check_delivery(folder, Settings.from_environment(data))
    for line in report(findings):
        typer.echo(line)
    if out is not None:
        write_list(findings, out)
    if findings.refused:
        raise typer.Exit(findings.refused.exit_code)
    if findings.would_set_aside:
        raise typer.Exit(ROWS_WOULD_BE_SET_ASIDE)


@app.command("map")
def map_(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A mapping of data/mappings/, or a TOML file.")
    ],
    folder: Annotated[Path, typer.Option("--in", help="Folder with the files of the export.")],
    out: Annotated[
        Path,
        typer.Option("--out", help="New folder for the delivery; with --new, a new TOML file."),
    ],
    new: Annotated[
        bool, typer.Option("--new", help="Draft a mapping of that name from the files instead.")
    ] = False,
    same_ids: Annotated[
        bool,
        typer.Option(
            "--same-ids",
            help="The same ids for every edition, by a secret kept in the folder of --data.",
        ),
    ] = False,
    data: Data = None,
) -> None:
    """Write somebody else's export as a delivery, and what became of every column and row.

    Exit code 0: all wordings are mapped. 3: some are not. 4: refused; nothing is written.
    """
    from etl.mapping import map_export
    from etl.mapping.draft import draft

    if new:
        left = draft(name, folder, out, Settings.from_environment(data))
        typer.echo(f"Drafted {out}: {left} places are left to fill in. Then run it without --new.")
        return
    done = map_export(name, folder, out, Settings.from_environment(data), same_ids=same_ids)
    for file in done.shaped.files:
        typer.echo(f"{file.file}: {file.read:,} rows read, {file.read - file.kept:,} left out.")
    for entity, rows in done.rows.items():
        typer.echo(f"{entity}.csv: {rows:,} rows")
    for line in done.not_mapped:
        typer.echo(line)
    typer.echo(
        f"{out} holds a delivery; what became of each column and row: mapping-report/ in it."
    )
    if done.rows_not_mapped:
        raise typer.Exit(ROWS_WOULD_BE_SET_ASIDE)


@app.command()
def build(
    delivery: Annotated[
        list[Path] | None,
        typer.Option("--delivery", help="A delivery; repeat for several. None: the demonstration."),
    ] = None,
    alone: Annotated[
        bool,
        typer.Option("--alone", help="Without kept deliveries of the same supplier and forces."),
    ] = False,
    if_changed: Annotated[
        bool,
        typer.Option("--if-changed", help="Only if deliveries, code or policy have changed."),
    ] = False,
    again: Annotated[
        str | None,
        typer.Option(metavar="BUILD", help="Make a kept build anew and hold it against itself."),
    ] = None,
    data: Data = None,
) -> None:
    """Load, validate, count, protect and publish, then put the new build in use.

    Deliveries are kept. A newer one of the same supplier replaces what it covers of an older one;
    what changed is listed case by case in the case-level file (`quality.changes`).

    Exit code 4: refused. 5: a promise on the published tables failed. Both leave the last good
    build in use.
    """
    from etl.pipeline import build as run

    settings = Settings.from_environment(data)
    if again is not None:
        _again(again, settings, bool(delivery) or alone or if_changed)
        return
    built = run(delivery or [], settings, alone=alone, if_changed=if_changed)
    if built.was_there:
        typer.echo(
            f"Build {built.build_id} is in use, made from the same deliveries by the same code "
            "and policy: there is nothing to build."
        )
        return
    typer.echo(
        f"Build {built.build_id} is in use: {built.rows_received:,} rows received, "
        f"{built.rows_set_aside:,} set aside, {built.published_rows:,} rows published, "
        f"{built.checks_flagged} checks flagged, {built.seconds:.0f} s."
    )
    if built.changes:
        typer.echo(
            f"{built.changes:,} rows or values are others than in the deliveries before: see "
            "quality.changes in the case-level file."
        )
    if built.rows_set_aside:
        typer.echo("`conduct quarantine --out DIR` writes the rows set aside, with reasons.")
    if built.abroad:
        typer.echo(
            f"The case records are of {built.abroad}: not England and Wales. They were checked and "
            "counted; no measure is worked out, since each is defined by the law of England and "
            "Wales. The dashboard says so above every page."
        )
    elif not built.is_published:
        typer.echo(
            "The case records are real: they were checked and counted, and not published. "
            "Only official figures are shown until the data owner allows it (publish_real_records "
            "in data/policy/public.toml). `conduct serve --tier internal` shows their figures on "
            "this machine."
        )


def _again(build_id: str, settings: Settings, with_others: bool) -> None:
    from etl.again import build_again

    if with_others:
        raise ConductDataError("--again stands alone: the build says what it was made from.")
    made = build_again(build_id, settings)
    typer.echo(
        f"Build {made.build_id} made again is the same: {made.rows:,} rows of {made.tables} "
        "published tables, in the same order. The build in use stays as it was."
    )


@app.command()
def quarantine(
    out: Out,
    force: Annotated[str | None, typer.Option(help="Only this force (code).")] = None,
    data: Data = None,
) -> None:
    """Write the rows that the last build set aside, with reasons, to send back to the supplier."""
    from etl.send_back import write_quarantine

    rows = write_quarantine(out, Settings.from_environment(data), force)
    for entity, number in rows.items():
        typer.echo(f"{entity}.csv: {number:,} rows")
    typer.echo(f"{sum(rows.values()):,} rows set aside, in {len(rows)} files in {out}.")
    if rows:
        typer.echo("Begin with README.txt; summary.csv counts the reasons.")
    typer.echo("They are case records: keep them as safe as the delivery itself.")


@app.command()
def extract(
    out: Out,
    tier: Annotated[str, typer.Option(help="research: records for approved researchers.")],
    k: Annotated[
        int | None, typer.Option("--k", help="At least so many cases for each kind of row.")
    ] = None,
    least: Annotated[
        int | None, typer.Option("--l", help="At least so many findings and outcomes among them.")
    ] = None,
    agreement: Annotated[
        str | None, typer.Option(help="Reference of the sharing agreement (real records).")
    ] = None,
    data: Data = None,
) -> None:
    """Write records for approved researchers, none of which stands for fewer than k cases.

    Exit code 4: it cannot be done within data/policy/research.toml; nothing is written.
    """
    from etl.extract import extract as run

    if tier != "research":
        raise UnknownNameError(f"There is no tier {tier} of records. Known: research.")
    done = run(out, Settings.from_environment(data), k, least, agreement)
    made = done.made
    kind = "synthetic records" if done.source.synthetic else "records"
    typer.echo(f"{made.frame.height:,} {kind} of build {done.source.build} in {out}.")
    typer.echo(
        f"Each kind of row comes from at least {made.k} cases (k); l: {made.l or 'nothing told'}."
    )
    for stratum in made.strata:
        typer.echo(f"{stratum.name}: {stratum.told:,} rows, {stratum.share_left_out:.1%} left out")
    if done.earlier:
        typer.echo(
            f"{done.earlier} earlier extracts are in the register: two made otherwise can be "
            "compared with one another, so give nobody both (data/policy/access.md)."
        )
    typer.echo("Begin with the report. Hand it over as the terms of use and the agreement say.")


@app.command()
def erase(
    build: Annotated[str | None, typer.Option(help="One build, by its id.")] = None,
    delivery: Annotated[
        str | None,
        typer.Option(help="Every build made from it: its name, or how its SHA-256 begins."),
    ] = None,
    older_than: Annotated[
        int | None, typer.Option(min=0, metavar="DAYS", help="Builds made longer ago.")
    ] = None,
    expired: Annotated[
        bool, typer.Option("--expired", help="What data/policy/retention.toml no longer keeps.")
    ] = False,
    ids: Annotated[
        bool,
        typer.Option("--ids", help="The secret that gives editions of an export the same ids."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be erased.")
    ] = False,
    data: Data = None,
) -> None:
    """Erase builds and the case records in them; never the build in use.

    Exit code 2: unknown. 4: refused. Nothing is erased then.
    """
    from etl.erase import Asked, planned
    from etl.erase import erase as run

    settings = Settings.from_environment(data)
    asked = Asked(build, delivery, older_than, expired, ids)
    erased = planned(settings, asked) if dry_run else run(settings, asked)
    verb = "Would erase" if dry_run else "Erased"
    for item in erased.erasures:
        typer.echo(f"{verb} {item.what}: {item.build.id} ({item.why})")
    for kept in erased.deliveries:
        typer.echo(f"{verb} the kept delivery {kept.name} ({kept.sha256[:12]})")
    for path in erased.leftovers:
        typer.echo(f"{verb} what a killed build left: {path.name}")
    if erased.secret:
        typer.echo(f"{verb} the secret of mapped ids")
    if not any((erased.erasures, erased.leftovers, erased.deliveries, erased.secret)):
        typer.echo("There is nothing to erase.")
    elif not dry_run:
        typer.echo(
            "The register of erasures says so. What you received, extracts handed over, releases "
            "and backups lie elsewhere: they are yours to erase."
        )


@app.command()
def status(data: Data = None) -> None:
    """Say what is loaded, from whom, how complete and how old, and what to do next."""
    from etl.status import status as run

    for line in run(Settings.from_environment(data)):
        typer.echo(line)


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the dashboard.")] = 8501,
    tier: Annotated[
        str, typer.Option(help="public, or internal: for those who answer for the records.")
    ] = "public",
    unreleased: Annotated[
        bool,
        typer.Option(
            "--unreleased",
            help="The build in use though a release is published; on this machine only.",
        ),
    ] = False,
    address: Annotated[
        str | None, typer.Option(help="Address to answer at, all of this machine if not given.")
    ] = None,
    access: Annotated[
        Path | None,
        typer.Option(help="Folder that says who may sign in, for the internal tier elsewhere."),
    ] = None,
    processes: Annotated[
        int,
        typer.Option(
            min=1,
            max=16,
            envvar=PROCESSES_VARIABLE,
            help="So many servers, at ports from --port on; a proxy keeps each reader with one.",
        ),
    ] = 1,
    data: Data = None,
) -> None:
    """Show the dashboard: the release in use or, where none is published, the build in use."""
    from etl.serve import serve as run

    settings = Settings.from_environment(data, access)
    if tier == "internal":
        typer.echo("Internal tier: small numbers are shown. Do not pass on what it shows.")
        if settings.access_dir is None:
            typer.echo("Nobody can sign in (--access), so it answers on this machine only.")
    if processes > 1:
        typer.echo(
            f"{processes} servers, at ports {port} to {port + processes - 1}: readers come by a "
            "proxy that keeps each with one of them, see deploy/README.md."
        )
    run(port, settings, tier, unreleased, address, processes)


@app.command()
def site(
    out: Out,
    areas: Annotated[
        list[str] | None,
        typer.Option("--areas", help="Only the page of this area (code); repeat for several."),
    ] = None,
    images: Annotated[
        bool, typer.Option(help="Draw the charts and print board packs, in a Chromium.")
    ] = True,
    data: Data = None,
) -> None:
    """Write the published figures as static pages with board packs, for any web host."""
    from etl.site import write_site

    write_site(out, Settings.from_environment(data), areas or [], images)


@app.command()
def tidy(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="ODS, XLSX or CSV, also .gz.")],
    layout: Annotated[
        str | None, typer.Option(help="A layout of data/layouts/ (default: the one that fits).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write (default: standard output).")
    ] = None,
    partial: Annotated[
        bool, typer.Option("--partial", help="Write what could be read where a table is refused.")
    ] = False,
) -> None:
    """Write a published table of official figures as tidy CSV, one row per cell.

    Exit code 4: a table is not as its layout says; sheet and cell are named.
    """
    from etl.publish.tidy import refusal
    from etl.publish.tidy import tidy as run

    done = run(file, Settings.from_environment(), layout, out, partial)
    for title in done.unread:
        typer.echo(f"Not read, since {done.layout} does not know it: {title}", err=True)
    if not done.verified:
        typer.echo(f"{done.layout} was never tried on a published file: check figures.", err=True)
    typer.echo(
        f"{done.rows:,} cells of {done.tables} tables, {done.layout}, edition {done.edition}; "
        f"{done.totals_met:,} printed totals met.",
        err=True,
    )
    if done.faults:
        raise ConductDataError(refusal(done.faults))


@app.command()
def release(
    version: Annotated[
        str | None, typer.Argument(help="Such as 1.2.0. None: list the releases there are.")
    ] = None,
    approve: Annotated[
        str | None, typer.Option("--approve", metavar="NAME", help="Approve the draft.")
    ] = None,
    publish: Annotated[
        str | None, typer.Option("--publish", metavar="NAME", help="Put it in use for readers.")
    ] = None,
    show_to: Annotated[
        str | None,
        typer.Option("--show-to", metavar="WHO", help="Record who sees it before it is published."),
    ] = None,
    discard: Annotated[
        str | None, typer.Option("--discard", metavar="NAME", help="Remove a draft (with --why).")
    ] = None,
    why: Annotated[
        str, typer.Option("--why", help="The reason for --show-to or --discard, in words.")
    ] = "",
    by: Annotated[str | None, typer.Option("--by", help="Who makes or shows the draft.")] = None,
    notes: Annotated[
        Path | None, typer.Option("--notes", help="Your words for the release notes (Markdown).")
    ] = None,
    reasons: Annotated[
        Path | None,
        typer.Option(
            "--reasons",
            help="CSV of why figures changed: measure, area_code, period, reason, explanation.",
        ),
    ] = None,
    site: Annotated[
        bool, typer.Option("--site/--no-site", help="Make the static pages and board packs.")
    ] = True,
    data: Data = None,
) -> None:
    """Freeze the build in use as a release: draft first, then approved, then published.

    The version says what changed: 2.0.0 another definition, 1.1.0 a new period, 1.0.1 a correction.
    """
    from etl.release import publish as steps
    from etl.release.listing import listing

    settings = Settings.from_environment(data)
    asked = [name for name in (approve, publish, show_to, discard) if name is not None]
    if len(asked) > 1 or (version is None and (asked or notes or reasons)):
        raise ConductDataError(
            "Give a version, and one of --approve, --publish, --show-to, --discard."
        )
    if version is None:
        for line in listing(settings):
            typer.echo(line)
    elif approve is not None:
        steps.approve(version, approve, settings)
        typer.echo(f"Release {version} is approved. `--publish NAME` puts it in use.")
    elif publish is not None:
        steps.publish(version, publish, settings)
        typer.echo(f"Release {version} is published and in use.")
    elif show_to is not None:
        folder = steps.show_to(version, show_to, why, by, settings)
        typer.echo(f"Recorded. Release {version} lies in {folder}.")
    elif discard is not None:
        steps.discard(version, discard, why, settings)
        typer.echo(f"The draft {version} is removed.")
    else:
        _draft(version, notes, reasons, by, site, settings)


def _draft(
    version: str,
    notes: Path | None,
    reasons: Path | None,
    by: str | None,
    site: bool,
    settings: Settings,
) -> None:
    from etl.release.draft import make_draft

    made = make_draft(version, settings, notes, reasons, by, site)
    level = f"a {made.needed.level} version" if made.needed else "the first release"
    typer.echo(f"Draft {version}, {level}, lies in {made.folder}. {made.site}")
    if made.not_explained:
        typer.echo(
            f"Of {made.changes:,} changes {made.not_explained:,} are not explained: see "
            "what-changed in it; `--reasons FILE` says why."
        )
    typer.echo(f"Nothing is published yet. `conduct release {version} --approve NAME` is next.")


@app.command()
def rollback(
    by: Annotated[str, typer.Option("--by", help="Who decides it.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, in words that readers will see.")],
    to: Annotated[
        str | None, typer.Option("--to", help="A published version (default: the one before).")
    ] = None,
    data: Data = None,
) -> None:
    """Take back the release in use: readers see an earlier one again, and why."""
    from etl.release.publish import rollback as run

    left, target = run(to, by, reason, Settings.from_environment(data))
    typer.echo(f"Release {left} is taken back. Release {target} is in use.")


@app.command()
def reply(
    version: Annotated[str, typer.Argument(help="The published release it refers to.")],
    area: Annotated[str, typer.Option("--area", help="Name or code of the force.")],
    by: Annotated[str, typer.Option("--by", help="Who speaks for the force, by office.")],
    file: Annotated[Path, typer.Option("--file", help="The comment, as plain text.")],
    data: Data = None,
) -> None:
    """Keep a force's comment on a release; readers see it beside the force's figures."""
    from etl.release.replies import reply as run

    name = run(version, area, by, file, Settings.from_environment(data))
    typer.echo(f"The comment of {name} on release {version} is kept and shown.")


@app.command()
def explain(
    measure: Annotated[str, typer.Argument(help="Measure, such as R1, G4, D2 or T2.")],
    area: Annotated[str | None, typer.Option(help="Code or name of an area.")] = None,
    period: Annotated[str | None, typer.Option(help="Such as 2024-25 or 2023-26.")] = None,
    data: Data = None,
) -> None:
    """Say what a measure is, its figures, and what was hidden and why."""
    from etl.explain import explain as run

    for line in run(measure, Settings.from_environment(data), area, period):
        typer.echo(line)


if __name__ == "__main__":
    main()
