"""Why a figure changed: read off the two files where it can be, else as the operator says."""

import re
from pathlib import Path

import polars as pl

from etl.config import Settings
from etl.contracts.periods import FIRST_WINDOW_YEAR, WINDOW_YEARS, window_period
from etl.errors import ReleaseError
from etl.release.compare import ADDED, HIDDEN, SHOWN
from etl.release.snapshot import Snapshot
from etl.warehouse.reference import read_strings

NOT_EXPLAINED = "NOT_EXPLAINED"
DEFINITION_CHANGE = "DEFINITION_CHANGE"
# What makes a measure another one; its title, caveats and reviewers do not.
DEFINING = (
    *("unit", "numerator_count", "denominator_count", "numerator_words", "denominator_words"),
    *("per", "event_basis", "population", "regimes", "exclusions", "day_type", "statistic"),
)
# Read off a curve: they move while open matters are followed for longer.
FOLLOWED = ("quantile", "finished", "reached", "beyond", "restricted", "lost")
GIVEN = ("measure", "area_code", "period", "reason", "explanation")
RESENT = "RESUBMITTED"


def reason_codes(settings: Settings) -> dict[str, str]:
    """Every reason and its words, from data/reference."""
    rows = read_strings(settings.reference_dir / "change_reasons.csv")
    return dict(rows.select("code", "label").iter_rows())


def read_given(path: Path | None, codes: dict[str, str]) -> pl.DataFrame:
    """The operator's reasons: measure, area_code, period (blank: any), reason, explanation."""
    if path is None:
        return pl.DataFrame(schema=dict.fromkeys(GIVEN, pl.String))
    try:
        rows = pl.read_csv(path, infer_schema=False).fill_null("")
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ReleaseError(f"{path} cannot be read as CSV ({type(error).__name__}).") from None
    if set(rows.columns) != set(GIVEN):
        raise ReleaseError(f"{path}: the columns of a file of reasons are {', '.join(GIVEN)}.")
    for line, reason in enumerate(rows["reason"], start=2):
        if reason not in codes:
            raise ReleaseError(
                f"{path}, line {line}, column reason: no such reason. The reasons are "
                f"{', '.join(codes)} (data/reference/change_reasons.csv)."
            )
    return rows.select(GIVEN)


def explained(
    changes: pl.DataFrame, before: Snapshot, after: Snapshot, given: pl.DataFrame
) -> pl.DataFrame:
    """The changes with `reason` and `explanation`."""
    rows = changes.join(
        _returns(before, after), on=["area_code", "period"], how="left", validate="m:1"
    )
    derived = pl.coalesce(*_derived(before, after))
    said, words = _given(given)
    return rows.with_columns(
        reason=pl.coalesce(derived, said, pl.lit(NOT_EXPLAINED)), explanation=words
    ).drop("returns", "was_provisional")


def redefined(before: Snapshot, after: Snapshot) -> list[str]:
    """Measures of both files whose definition is another, and those that are gone."""
    former = before["measures"].select("measure", *DEFINING)
    same = former.join(after["measures"], on=["measure", *DEFINING], how="semi", nulls_equal=True)
    return sorted(set(former["measure"]) - set(same["measure"]))


def same_records(before: Snapshot, after: Snapshot) -> bool:
    return set(before.deliveries()["sha256"]) == set(after.deliveries()["sha256"])


def policy_changed(before: Snapshot, after: Snapshot) -> bool:
    columns = ["sensitivity", "hide_up_to", "hide_group_up_to"]
    return not before["policy"].select(columns).equals(after["policy"].select(columns))


def _derived(before: Snapshot, after: Snapshot) -> list[pl.Expr]:
    """The first that applies is the reason."""
    case = pl.col("table") != "official_figures"
    added = case & (pl.col("change") == ADDED)
    flipped = pl.col("change").is_in([HIDDEN, SHOWN])
    protects = policy_changed(before, after) or same_records(before, after)
    is_new = {
        "NEW_MEASURE": ~pl.col("measure").is_in(sorted(set(before["measures"]["measure"])))
        & (pl.col("table") == "measure_values"),
        "NEW_AREA": ~pl.col("area_code").is_in(sorted(set(before["areas"]["area_code"]))),
        "NEW_PERIOD": ~pl.col("period").is_in(sorted(_periods(before))),
    }
    return [
        *(pl.when(added & new).then(pl.lit(code)) for code, new in is_new.items()),
        pl.when(pl.col("measure").is_in(redefined(before, after)) & case).then(
            pl.lit(DEFINITION_CHANGE)
        ),
        pl.when(case).then("returns"),
        pl.when(~case & (pl.col("change") == ADDED)).then(pl.lit("NEW_OFFICIAL_FIGURE")),
        pl.when(~case & (pl.col("old_edition") != pl.col("new_edition"))).then(
            pl.lit("REVISED_OFFICIAL_EDITION")
        ),
        pl.when(case & flipped & protects).then(pl.lit("DISCLOSURE_CHANGE")),
        pl.when(case & _followed_longer(before, after)).then(pl.lit("LATER_EXTRACTION")),
    ]


def _followed_longer(before: Snapshot, after: Snapshot) -> pl.Expr:
    """Records extracted later settle what was provisional and lengthen every curve."""
    days = [snapshot.deliveries()["extracted_on"].max() for snapshot in (before, after)]
    if None in days or days[1] <= days[0]:
        return pl.lit(False)
    curves = after["measures"].filter(pl.col("statistic").is_in(FOLLOWED))["measure"].to_list()
    return (
        pl.col("was_provisional")
        | pl.col("measure").is_in(curves)
        | (pl.col("table") == "time_to_event")
    )


def _returns(before: Snapshot, after: Snapshot) -> pl.DataFrame:
    """Areas and periods in which a return arrived or was sent again: area_code, period, returns."""
    key = ["area_code", "quarter"]
    both = after["submissions"].join(before["submissions"], on=key, suffix="_before")
    arrived = both.filter(pl.col("is_received") & ~pl.col("is_received_before"))
    resent = both.filter(
        (pl.col("submission_status") == RESENT) & (pl.col("submission_status_before") != RESENT)
    )
    above = _above(after["areas"])
    rows = [
        (area, period, reason)
        for reason, frame in (("NEW_SUBMISSION", arrived), ("RESUBMISSION", resent))
        for force, quarter in frame.select(key).iter_rows()
        for area in (force, *above.get(force, ()))
        for period in (quarter, quarter[:7], _window(quarter))
    ]
    schema = dict.fromkeys(("area_code", "period", "returns"), pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row").unique(
        ["area_code", "period"], keep="first", maintain_order=True
    )


def _above(areas: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """For each force its region and the country."""
    country = tuple(areas.filter(area_level="country")["area_code"])
    forces = areas.filter(area_level="force").select("area_code", "region_code")
    return {
        force: (*([region] if region else []), *country) for force, region in forces.iter_rows()
    }


def _window(quarter: str) -> str:
    first = int(quarter[:4])
    return window_period(first - (first - FIRST_WINDOW_YEAR) % WINDOW_YEARS).name


def _periods(snapshot: Snapshot) -> set[str]:
    return set(snapshot["measure_values"]["period"]) | set(snapshot["disparity"]["period"])


def _given(given: pl.DataFrame) -> tuple[pl.Expr, pl.Expr]:
    """Reason and explanation of the first line of the operator's file that fits a row."""
    reasons, words = [pl.lit(None, pl.String)], [pl.lit(None, pl.String)]
    for row in given.iter_rows(named=True):
        fits = pl.all_horizontal(
            pl.lit(True),
            *(
                pl.col(name).eq_missing(pl.lit(row[name]))
                for name in ("measure", "area_code", "period")
                if row[name]
            ),
        )
        reasons.append(pl.when(fits).then(pl.lit(row["reason"])))
        words.append(pl.when(fits).then(pl.lit(re.sub(r"\s+", " ", row["explanation"]))))
    return pl.coalesce(reasons), pl.coalesce(words)
