"""Put the drawn records into the entities and columns of the contract.

Here, and only here, days become dates, what lies after the extraction becomes blank, and
numbers become identifiers without meaning.
"""

import numpy as np
import polars as pl

from etl.contracts import Contract
from etl.synthesise.calendar import NEVER, shown
from etl.synthesise.world import World

Tables = dict[str, pl.DataFrame]

# Entity → column of the contract → drawn day.
DATES = {
    "cases": {
        "date_aware": "aware",
        "date_recorded": "recorded",
        "incident_from": "incident_from",
        "incident_to": "incident_to",
        "date_finalised": "finalised",
    },
    "case_subjects": {"date_left_force": "left_day"},
    "allegation_subjects": {"date_case_to_answer": "decided"},
    "severity_assessments": {"date_assessed": "day"},
    "referrals": {"date_referred": "day"},
    "mode_decisions": {"date_decided": "day"},
    "investigations": {
        "date_started": "started",
        "date_report": "report",
        "date_terminated": "terminated",
        "date_written_explanation": "explained",
    },
    "duty_suspensions": {"date_from": "begin", "date_to": "end"},
    "clock_stops": {"date_from": "begin", "date_to": "end"},
    "criminal_proceedings": {"date_charged": "charged", "date_concluded": "tried"},
    "proceedings": {
        "date_notice": "notice",
        "date_first_day": "first_day",
        "date_concluded": "concluded",
    },
    "appeals": {"date_lodged": "lodged", "date_decided": "appeal_decided"},
}
# Rows whose day lies after the extraction are not there yet.
THERE_FROM = {"severity_assessments": "date_assessed"}
# Blank until the event that decides them has happened.
KNOWN_WITH = {
    "allegation_subjects": {
        "date_case_to_answer": ("case_to_answer", "handling_after", "decision_maker")
    },
    "case_subjects": {"date_left_force": ("leaving_reason",)},
}


def as_contracted(parts: Tables, world: World, contract: Contract) -> Tables:
    """Each entity with exactly the columns of the contract, typed."""
    names = _Names(parts, world)
    return {
        entity.name: _entity(entity.name, names.add(parts[entity.name]), world).select(
            entity.columns
        )
        for entity in contract.entities.values()
    }


def _entity(name: str, frame: pl.DataFrame, world: World) -> pl.DataFrame:
    extracted = world.calendar.extracted
    for column, drawn in DATES.get(name, {}).items():
        days = frame[drawn].fill_null(NEVER).to_numpy()
        frame = frame.with_columns(shown(days, extracted).alias(column))
    if name == "proceedings":
        listed = pl.col("listed").cast(pl.Int32).cast(pl.Date)
        frame = frame.with_columns(date_scheduled=listed)
    if name in THERE_FROM:
        frame = frame.filter(pl.col(THERE_FROM[name]).is_not_null())
    for known, columns in KNOWN_WITH.get(name, {}).items():
        is_known = pl.col(known).is_not_null()
        frame = frame.with_columns(
            pl.when(is_known).then(column).alias(column) for column in columns
        )
    return frame


class _Names:
    """Identifiers: numbers in random order, so that they tell neither age nor force."""

    def __init__(self, parts: Tables, world: World) -> None:
        rng = world.stream("numbers")
        cases, subjects = parts["cases"], parts["case_subjects"]
        self._cases = _labels("C", rng.permutation(cases.height), 7)
        last = parts["proceeding_subjects"]["proceeding"].max()
        self._proceedings = _labels("P", rng.permutation((last or 0) + 1), 6)
        self._forces = world.forces.rows["force_code"]
        self._subjects = subjects["subject_id"]
        number = np.bincount(subjects["case"].to_numpy(), minlength=cases.height)
        self._first_subject = pl.Series(np.cumsum(number) - number)

    def add(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Add the identifiers that go with the numbers a frame has."""
        if "case" in frame.columns:
            frame = frame.with_columns(case_id=self._cases.gather(frame["case"]))
        if "force" in frame.columns:
            frame = frame.with_columns(force_code=self._forces.gather(frame["force"]))
        if "proceeding" in frame.columns:
            frame = frame.with_columns(proceeding_id=self._proceedings.gather(frame["proceeding"]))
        if "allegation" in frame.columns:
            frame = frame.with_columns(allegation_id=pl.format("A{}", pl.col("allegation") + 1))
        if "subject" in frame.columns:
            row = self._first_subject.gather(frame["case"]) + frame["subject"]
            frame = frame.with_columns(subject_id=self._subjects.gather(row))
        return frame


def _labels(letter: str, numbers: np.ndarray, width: int) -> pl.Series:
    text = pl.Series(numbers + 1).cast(pl.String).str.zfill(width)
    return pl.select(pl.format(letter + "{}", text)).to_series()
