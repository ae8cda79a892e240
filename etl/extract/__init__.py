"""`conduct extract`: records for researchers, none of which stands for fewer than k cases."""

from etl.extract.files import Extracted, extract

__all__ = ["Extracted", "extract"]
