"""Plant faults in a clean delivery and remember where.

A case takes one fault at most, so that no fault hides or causes another; each entity takes few.
"""

from fnmatch import fnmatchcase
from pathlib import Path

import numpy as np
import polars as pl

from etl.synthesise.contracted import Tables
from etl.synthesise.world import World

# What takes a fault: of all cases, of the rows of one entity, and of either for one check. A case
# draws all its rows after it, and over a tenth of an entity would have the whole refused.
SHARE_OF_CASES, SHARE_OF_ENTITY = 0.05, 0.05
CASES_OF_CHECK, ROWS_OF_CHECK, MOST_OF_CHECK = 0.0005, 0.002, 12
# Few rows: cases that have some are left to the faults of these entities themselves.
SPARSE = (
    "allegation_characteristics", "allegation_factors", "appeals", "clock_stops",
    "criminal_proceedings", "duty_suspensions",
)  # fmt: skip
WITHOUT_CASE = ("submissions", "forces", "workforce", "workforce_groups", "system_changes")
ROW, OWNER, PLACE = "row", "owner", "place"

Written = str | pl.Expr | None


class Planter:
    """The tables of a clean delivery, the changes wanted, and the answers.

    `tables` are typed; `row` numbers their rows and `owner` names the case each belongs to.
    """

    def __init__(self, tables: Tables, world: World, reference_dir: Path) -> None:
        self.rng = world.stream("faults")
        self.reference_dir = reference_dir
        self.tables = _with_owners(tables)
        self.forces_taken: set[str] = set()
        self._columns = {name: frame.columns for name, frame in tables.items()}
        self._used: set[str] = set()
        self._cases = 0
        self._sparse = pl.concat(self.tables[name].select(OWNER) for name in SPARSE)
        self._spent = dict.fromkeys(tables, 0)
        self._edits: dict[str, dict[str, list[tuple[pl.Series, pl.Series]]]] = {}
        self._inserts: dict[str, list[pl.DataFrame]] = {}
        self._next = {name: frame.height for name, frame in tables.items()}
        self._answers: list[tuple[str, str, int | None, str | None]] = []

    def take(self, entity: str, rows: pl.DataFrame, each: int = 1) -> pl.DataFrame:
        """A few of the rows, each of another case that has no fault yet; none if all is spent.

        `each` is the number of rows that the check hits for one row taken.
        """
        size, cases = self.tables[entity].height, self.tables["cases"].height
        wanted = min(cases * CASES_OF_CHECK, size * ROWS_OF_CHECK)
        wanted = int(np.clip(wanted, 1, MOST_OF_CHECK))
        left = (int(size * SHARE_OF_ENTITY) - self._spent[entity]) // each
        if entity not in WITHOUT_CASE:
            left = min(left, int(cases * SHARE_OF_CASES) - self._cases)
        free = rows.filter(~pl.col(OWNER).is_in(list(self._used)))
        if entity not in SPARSE:
            free = free.join(self._sparse, on=OWNER, how="anti", maintain_order="left")
        free = free.unique(OWNER, keep="first", maintain_order=True)
        chosen = self.some(free, max(0, min(wanted, left)))
        self._spent[entity] += chosen.height * each
        self._cases += chosen.height * (entity not in WITHOUT_CASE)
        return self.take_all(chosen)

    def some(self, rows: pl.DataFrame, number: int) -> pl.DataFrame:
        """That many of the rows, or all there are, at random."""
        return rows[np.sort(self.rng.permutation(rows.height)[:number])]

    def take_all(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Keep these rows, and their cases, for one fault."""
        self._used.update(rows[OWNER])
        return rows

    def edit(self, entity: str, rows: pl.DataFrame, **written: Written) -> pl.DataFrame:
        """Overwrite columns with one text for all rows, or an expression over them."""
        columns = self._edits.setdefault(entity, {})
        for column, value in written.items():
            columns.setdefault(column, []).append((rows[ROW], _text(rows, value)))
        return rows

    def insert(self, entity: str, rows: pl.DataFrame, **written: Written) -> pl.DataFrame:
        """Add copies of rows with some columns changed, scattered below the originals."""
        copies = _as_text(rows.select(self._columns[entity]))
        for column, value in written.items():
            copies = copies.with_columns(_text(rows, value).alias(column))
        number, first = rows.height, self._next[entity]
        self._next[entity] += number
        original, height = rows[ROW].to_numpy(), self.tables[entity].height
        below = np.floor((height - original) * self.rng.random(number))
        copies = copies.with_columns(
            pl.Series(ROW, np.arange(first, first + number), dtype=pl.Int64),
            pl.Series(PLACE, original + 0.5 + below),
        )
        self._inserts.setdefault(entity, []).append(copies)
        return copies

    def expect(self, rows: pl.DataFrame, *checks: str) -> None:
        """Note that the checks hit these rows."""
        for check in checks:
            self._answers += [(check, check.split(".")[1], row, None) for row in rows[ROW]]

    def expect_force(self, check: str, force: str) -> None:
        """Note that a check of shares hits this force."""
        self._answers.append((check, check.split(".")[1], None, force))

    def finished(self) -> tuple[Tables, pl.DataFrame]:
        """The tables as text with all faults in them, and the position of every answer."""
        placed = {entity: self._changed(entity) for entity in self.tables}
        positions = pl.concat(
            frame.select(pl.lit(entity).alias("entity"), ROW).with_row_index("position")
            for entity, frame in placed.items()
        )
        tables = {entity: frame.select(self._columns[entity]) for entity, frame in placed.items()}
        return tables, self._answer_rows(positions)

    def _changed(self, entity: str) -> pl.DataFrame:
        frame = _as_text(self.tables[entity].select(self._columns[entity]))
        for column, changes in self._edits.get(entity, {}).items():
            rows = pl.concat(rows for rows, _ in changes)
            values = pl.concat(values for _, values in changes)
            frame = frame.with_columns(frame[column].scatter(rows, values))
        rows = pl.int_range(frame.height, dtype=pl.Int64, eager=True)
        frame = frame.with_columns(rows.alias(ROW), rows.cast(pl.Float64).alias(PLACE))
        return pl.concat([frame, *self._inserts.get(entity, [])]).sort(PLACE, ROW)

    def _answer_rows(self, positions: pl.DataFrame) -> pl.DataFrame:
        schema = dict.fromkeys(("check_name", "entity", ROW, "force_code"), pl.String)
        answers = pl.DataFrame(self._answers, schema=schema | {ROW: pl.Int64}, orient="row")
        rules = pl.read_csv(self.reference_dir / "rules.csv", infer_schema=False)
        patterns = rules.select("pattern", "severity").rows()
        severities = {check: _severity(check, patterns) for check in answers["check_name"].unique()}
        return (
            answers.join(positions, on=["entity", ROW], how="left", maintain_order="left")
            .with_columns(
                severity=pl.col("check_name").replace_strict(severities, return_dtype=pl.String)
            )
            .sort("check_name", "position", "force_code", nulls_last=True)
        )


def _text(rows: pl.DataFrame, value: Written) -> pl.Series:
    """One text for every row, or an expression over them, as it is written in a file."""
    expression = value if isinstance(value, pl.Expr) else pl.lit(value, dtype=pl.String)
    return rows.with_columns(expression.cast(pl.String).alias("written"))["written"]


def _as_text(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(pl.all().cast(pl.String))


def _severity(check: str, patterns: list[tuple[str, str]]) -> str:
    return next(severity for pattern, severity in patterns if fnmatchcase(check, pattern))


def _with_owners(tables: Tables) -> Tables:
    """Number the rows, and name the case that each belongs to (or the row, where there is none)."""
    owner = (
        tables["proceeding_subjects"]
        .unique("proceeding_id", keep="first", maintain_order=True)
        .select("proceeding_id", pl.col("case_id").alias(OWNER))
    )
    owned = {}
    for name, frame in tables.items():
        rows = frame.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias(ROW))
        if "case_id" in frame.columns:
            owned[name] = rows.with_columns(pl.col("case_id").alias(OWNER))
        elif "proceeding_id" in frame.columns:
            owned[name] = rows.join(owner, on="proceeding_id", how="left", maintain_order="left")
        else:
            owned[name] = rows.with_columns(pl.format(name + " {}", pl.col(ROW)).alias(OWNER))
    return owned
