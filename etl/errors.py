"""What a user can put right: each error says what, where and how, and carries an exit code.

Messages hold columns, counts, files and lines, never a value from a row.
Anything that is not a ConductDataError is a fault of the program and keeps its traceback.
"""

import errno
import os

REFUSED = 4
PROMISE_BROKEN = 5
UNKNOWN = 2


class ConductDataError(Exception):
    """A fault in the data or the command that its user can mend."""

    exit_code = REFUSED


class AccessError(ConductDataError):
    """The folder that says who may come in lacks something, or is open to others."""


class DeliveryError(ConductDataError):
    """A delivery that cannot be read as a whole; nothing was loaded."""


class MissingFileError(DeliveryError):
    """A file that the contract asks for is not there."""


class MissingColumnError(DeliveryError):
    """A column that the contract asks for is not there."""


class UnexpectedColumnError(DeliveryError):
    """A column that is not in the contract."""


class PersonalDataError(DeliveryError):
    """A column that looks as if it held names or other personal data."""


class UnreadableFileError(DeliveryError):
    """A file that is damaged or is not what its name says."""


class TooManyQuarantinedError(DeliveryError):
    """So many rows of one entity fail that the delivery as a whole is in doubt."""


class TooDifferentError(DeliveryError):
    """A force's delivery is so unlike the one before that one of the two must be wrong."""


class ReferenceDataError(ConductDataError):
    """A reference file lacks a wording, or holds one that cannot be right."""


class OfficialFileError(ConductDataError):
    """An official file has changed its shape, or no longer adds to its printed totals."""


class MappingError(ConductDataError):
    """A mapping says what cannot be, or does not fit the files it is to read."""


class OutputFolderError(ConductDataError):
    """The folder to write to already holds something."""


class NothingBuiltError(ConductDataError):
    """There is no build to read yet."""


class ServerEndedError(ConductDataError):
    """One of several servers of the dashboard ended by itself; none runs any more."""


class PromiseBrokenError(ConductDataError):
    """A stop-promise on the published tables does not hold; nothing is published."""

    exit_code = PROMISE_BROKEN


class ProtectionError(ConductDataError):
    """A protected count could be told from what is published; nothing is published."""

    exit_code = PROMISE_BROKEN


class ReleaseError(ConductDataError):
    """A release that cannot be read, or must not be made as it was asked for."""


class UnknownNameError(ConductDataError):
    """A measure, area or period that the published tables do not know."""

    exit_code = UNKNOWN


class DamagedReleaseError(ReleaseError):
    """The files of a release are not those that were released."""


class ExtractRefusedError(ConductDataError):
    """Records that cannot be told without telling of single cases; nothing is written."""


# What a system says where a file cannot be written, and what that means.
_DISK = {
    errno.ENOSPC: "no space is left on the disk",
    errno.EDQUOT: "no more may be stored on the disk",
    errno.EFBIG: "a file has become larger than is allowed here",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "a file or folder may not be read or written by you",
    errno.EPERM: "a file or folder may not be changed by you",
}


# What DuckDB says where even the disk beside it does not help.
_MEMORY = "Out of Memory Error"


def disk_error(error: BaseException) -> ConductDataError | None:
    """What to tell of a failure to write, whichever library met it; None of any other."""
    number = getattr(error, "errno", None) if isinstance(error, OSError) else None
    said = [words for code, words in _DISK.items() if os.strerror(code) in str(error)]
    if _MEMORY in str(error):
        said.append("the database found too little memory for so many records")
    words = _DISK.get(number) or (said[0] if said else None)
    if words is None:
        return None
    return OutputFolderError(
        f"Stopped: {words}. Look at the folder of builds and at the one for temporary files "
        "(TMPDIR), then try again. The build in use is as it was."
    )
