"""The `conduct` command: parse, call one function, print.

Imports wait until a command runs, so that `conduct --help` answers at once.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from etl.config import Settings
from etl.errors import ConductDataError

app = typer.Typer(
    help="Police conduct by force: check deliveries of case records, build figures, show them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

ROWS_WOULD_BE_SET_ASIDE = 3

Out = Annotated[Path, typer.Option("--out", help="Folder to write into; new or empty.")]
Data = Annotated[
    Path | None,
    typer.Option("--data", help="Folder of builds (default: CONDUCT_DATA, else data/)."),
]


def main() -> None:
    """Run a command; what a user can mend is said in one message, without a traceback."""
    try:
        app()
    except ConductDataError as error:
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
) -> None:
    """Validate a delivery without loading it: what fails, by rule, file and line.

    Exit code 0: it can be loaded whole. 3: rows would be set aside. 4: refused.
    """
    from etl.check import check_delivery, report, write_list

    findings = check_delivery(folder, Settings.from_environment())
    for line in report(findings):
        typer.echo(line)
    if out is not None:
        write_list(findings, out)
    if findings.refused:
        raise typer.Exit(findings.refused.exit_code)
    if findings.would_set_aside:
        raise typer.Exit(ROWS_WOULD_BE_SET_ASIDE)


@app.command()
def build(
    delivery: Annotated[
        list[Path] | None,
        typer.Option("--delivery", help="A delivery; repeat for several. None: the demonstration."),
    ] = None,
    data: Data = None,
) -> None:
    """Load, validate, count, protect and publish, then put the new build in use.

    Exit code 4: refused. 5: a promise on the published tables failed. Both leave the last good
    build in use.
    """
    from etl.pipeline import build as run

    settings = Settings.from_environment(data)
    built = run(delivery or [], settings)
    typer.echo(
        f"Build {built.build_id} is in use: {built.rows_received:,} rows received, "
        f"{built.rows_set_aside:,} set aside, {built.published_rows:,} rows published, "
        f"{built.checks_flagged} checks flagged, {built.seconds:.0f} s."
    )
    if built.rows_set_aside:
        typer.echo("`conduct quarantine --out DIR` writes the rows set aside, with reasons.")
    if not built.is_published:
        typer.echo(
            "The case records are real: they were checked and counted, and not published. "
            "Only official figures are shown until the data owner allows it (publish_real_records "
            "in data/policy/)."
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
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the dashboard.")] = 8501,
    data: Data = None,
) -> None:
    """Show the dashboard."""
    from etl.serve import serve as run

    run(port, Settings.from_environment(data))


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
