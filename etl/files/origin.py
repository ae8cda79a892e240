"""Where the rows of a file come from, and how they are cited."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from etl.config import INTERNAL

TITLE = "Police conduct trends, England and Wales"
PUBLISHER = "Conduct Trends"
SYNTHETIC = "synthetic: invented cases, fictional forces"
RECORDS = "case records, protected before publication"
OFFICIAL = "published official figures, as printed by the publisher"
OPEN_GOVERNMENT = "Open Government Licence v3.0"
MIT = "MIT"
LICENCE_ADDRESSES = {
    OPEN_GOVERNMENT: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    MIT: "https://opensource.org/license/mit",
}
UNRELEASED = "not released"
NOT_ON = "internal, not to be passed on"


@dataclass(frozen=True)
class Origin:
    """The build, and the release if it is one, that rows come from.

    `supplied` says in words whose case records these are and when they were extracted.
    """

    build_id: str
    code_version: str
    contract_version: int
    tier: str
    synthetic: bool
    built_on: date
    supplied: str
    release: str | None = None
    note: str = ""

    @property
    def dataset_note(self) -> str:
        note = SYNTHETIC if self.synthetic else RECORDS
        return f"{NOT_ON}; {note}" if self.tier == INTERNAL else note

    @property
    def licence(self) -> str:
        """Invented cases are made by the code and come under its licence."""
        if self.tier == INTERNAL:
            return f"none: {NOT_ON}"
        return MIT if self.synthetic else OPEN_GOVERNMENT

    @property
    def version_words(self) -> str:
        return f"version {self.release}" if self.release else f"build {self.build_id}, {UNRELEASED}"


def citation(origin: Origin, words: str = "", kind: str = "") -> str:
    """The citation of a file, or of what `words` name in it, as plain text.

    `kind` says what is cited where it is not the case records.
    """
    named = f" {words}" if words else ""
    return (
        f"{PUBLISHER} ({origin.built_on.year}). {TITLE}: {kind or _records(origin)}, "
        f"{origin.version_words}, made on {day_words(origin.built_on)}.{named}"
    )


def supplied_words(deliveries: pl.DataFrame) -> list[str]:
    """Whose case records these are, and when they were extracted."""
    if deliveries.is_empty():
        return ["case records"]
    suppliers = deliveries["supplier"].unique(maintain_order=True).to_list()
    named = suppliers[0] if len(suppliers) == 1 else f"{len(suppliers)} suppliers"
    days = sorted(set(deliveries["extracted_on"].drop_nulls()))
    ends = dict.fromkeys(days[:1] + days[-1:])
    return [named, f"extracted on {' and '.join(map(day_words, ends)) or 'unknown day'}"]


def _records(origin: Origin) -> str:
    kind = "synthetic demonstration data" if origin.synthetic else "case records"
    if origin.tier == INTERNAL:
        kind = f"{NOT_ON}: {kind}"
    return f"{kind} ({origin.supplied})"


def day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
