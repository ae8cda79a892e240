"""The invented forces: names, regions, workforce, and which returns arrived."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from etl.synthesise.calendar import Calendar, day, shown
from etl.synthesise.draws import choose, stream
from etl.synthesise.targets import Targets

FILE = "synthetic_forces.csv"
BASE_YEAR = 2024
GROUPS = {
    "police_officers": "POLICE_OFFICER",
    "special_constables": "SPECIAL_CONSTABLE",
    "police_staff": "POLICE_STAFF",
    "pcsos": "PCSO",
    "designated_officers": "DESIGNATED_OFFICER",
}
SYSTEM_CHANGES = (
    (6, date(2021, 10, 1), "ALL", "NEW_SYSTEM"),
    (17, date(2018, 7, 2), "RECEIVED", "RECORDING_RULE"),
)
RETURNS = {"SUBMITTED": 93.0, "LATE": 3.0, "PARTIAL": 2.5, "RESUBMITTED": 1.5}
PARTIAL_SHARE = 0.7
RECENT_QUARTERS = 4
# Forces differ moderately in how much they record, and regions a little.
FORCE_SPREAD, REGION_SPREAD = 0.16, 0.07
PACE_SPREAD = 0.14
# "Nearly 20% over two years": Baroness Casey on one large force, 2022.
LARGEST_FORCE_PACE = 3.6


@dataclass(frozen=True)
class Forces:
    """The force list and what sets one force apart from another (arrays by force)."""

    rows: pl.DataFrame
    returns: pl.DataFrame
    pace: np.ndarray
    seed: int

    @property
    def size(self) -> np.ndarray:
        """Everybody in post, the base of the chances that a matter arises."""
        return self.rows.select(pl.sum_horizontal(*GROUPS)).to_series().to_numpy().astype(float)

    def effect(self, name: str, spread: float = FORCE_SPREAD) -> np.ndarray:
        """A multiplier for each force, the same wherever the name is asked for."""
        rng = stream(self.seed, f"effect of {name}")
        region = self.rows["region_code"].rank("dense").to_numpy().astype(int) - 1
        regional = REGION_SPREAD * rng.standard_normal(region.max() + 1)[region]
        return np.exp(spread * rng.standard_normal(len(region)) + regional)


def read_forces(reference_dir: Path) -> pl.DataFrame:
    numbers = dict.fromkeys(GROUPS, pl.Int64) | {"yearly_growth": pl.Float64}
    return pl.read_csv(reference_dir / FILE, schema_overrides=numbers)


def missing_quarters(rows: pl.DataFrame) -> list[list[str]]:
    """Names of the quarters without a return, force by force."""
    return [(names or "").split() for names in rows["missing_quarters"]]


def make_forces(rows: pl.DataFrame, calendar: Calendar, seed: int) -> Forces:
    pace = np.exp(PACE_SPREAD * stream(seed, "pace").standard_normal(rows.height))
    pace[int(rows["police_officers"].arg_max())] = LARGEST_FORCE_PACE
    return Forces(rows, _returns(rows, calendar, seed), pace, seed)


def forces_table(forces: Forces) -> pl.DataFrame:
    return forces.rows.select("force_code", "force_name", "region_code", "region_name")


def workforce_table(forces: Forces, targets: Targets, years: range) -> pl.DataFrame:
    """Headcounts on 31 March before, between and after the financial years."""
    parts = []
    for column, group in GROUPS.items():
        national = targets.series("workforce", group)
        for year in range(years[0] - 1, years[-1] + 2):
            index = national[f"{year}-03-31"] / national[f"{BASE_YEAR}-03-31"]
            growth = (1 + pl.col("yearly_growth") / 100) ** (year - BASE_YEAR)
            workers = (pl.col(column) * index * growth).round().cast(pl.Int64)
            parts.append(
                forces.rows.select(
                    "force_code",
                    pl.lit(f"{year}-03-31").str.to_date().alias("as_at"),
                    pl.lit(group).alias("worker_group"),
                    pl.lit("HEADCOUNT").alias("basis"),
                    workers.alias("workers"),
                )
            )
    return pl.concat(parts).sort("force_code", "as_at", maintain_order=True)


def submissions_table(forces: Forces) -> pl.DataFrame:
    return forces.returns.select("force_code", "quarter", "submission_status", "date_received")


def system_changes_table(forces: Forces, calendar: Calendar) -> pl.DataFrame:
    """Two forces that changed how they keep records, in the years that the delivery covers."""
    codes = forces.rows["force_code"]
    rows = [(codes[min(place, len(codes) - 1)], *change) for place, *change in SYSTEM_CHANGES]
    names = ("force_code", "date_changed", "event_basis", "change")
    table = pl.DataFrame(rows, schema=names, orient="row")
    return table.filter(pl.col("date_changed") > calendar.quarters[0].start)


def delivered_share(forces: Forces, calendar: Calendar) -> np.ndarray:
    """How much of each force's quarter (rows) is in the records: all, a part, nothing."""
    status = forces.returns["submission_status"]
    share = np.where(status == "MISSING", 0.0, np.where(status == "PARTIAL", PARTIAL_SHARE, 1.0))
    return share.reshape(forces.rows.height, len(calendar.quarters))


def _returns(rows: pl.DataFrame, calendar: Calendar, seed: int) -> pl.DataFrame:
    rng = stream(seed, "returns")
    names = [quarter.name for quarter in calendar.quarters]
    ends = np.tile([day(quarter.end) for quarter in calendar.quarters], rows.height)
    status = choose(rng, RETURNS, len(ends)).to_numpy()
    # A partial return of long ago has been sent again since.
    is_recent = np.tile(np.arange(len(names)) >= len(names) - RECENT_QUARTERS, rows.height)
    status = np.where((status == "PARTIAL") & ~is_recent, "RESUBMITTED", status)
    absent = np.concatenate([np.isin(names, gaps) for gaps in missing_quarters(rows)])
    status = np.where(absent, "MISSING", status)
    delay = rng.integers(20, 46, len(ends)) + np.where(status == "LATE", 40, 0)
    received = np.minimum(ends + delay, calendar.extracted - 1)
    return pl.DataFrame(
        {
            "force_code": np.repeat(rows["force_code"].to_numpy(), len(names)),
            "quarter": names * rows.height,
            "submission_status": status,
            "date_received": shown(
                np.where(absent, calendar.extracted + 1, received), calendar.extracted
            ),
        }
    )
