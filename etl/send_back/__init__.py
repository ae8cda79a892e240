"""`conduct quarantine`: the rows set aside, with their reasons in words, as files to send back."""

from etl.send_back.files import write_quarantine

__all__ = ["write_quarantine"]
