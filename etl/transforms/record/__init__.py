"""Published tables found by their words and made into tidy rows, one per cell."""

from etl.transforms.record.choose import choose_layout
from etl.transforms.record.layout import RecordLayout, parse_record_layout
from etl.transforms.record.places import Places
from etl.transforms.record.reading import TIDY_COLUMNS, Reading
from etl.transforms.record.tidy import read_record

__all__ = [
    "TIDY_COLUMNS",
    "Places",
    "Reading",
    "RecordLayout",
    "choose_layout",
    "parse_record_layout",
    "read_record",
]
