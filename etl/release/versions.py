"""Versions of the data: major for a definition, minor for new figures, patch for a correction."""

import re
from dataclasses import dataclass

from etl.errors import ReleaseError

LEVELS = ("major", "minor", "patch")
_PATTERN = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})")


@dataclass(frozen=True, order=True)
class Version:
    """Three numbers, such as 1.4.2, in the sense of semantic versioning."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def next(self, level: str) -> "Version":
        if level == "major":
            return Version(self.major + 1, 0, 0)
        if level == "minor":
            return Version(self.major, self.minor + 1, 0)
        return Version(self.major, self.minor, self.patch + 1)


def parse_version(text: str) -> Version:
    found = _PATTERN.fullmatch(text)
    if not found:
        raise ReleaseError(f"{text!r} is no version. Write three numbers with dots, such as 1.0.0.")
    return Version(*map(int, found.groups()))


@dataclass(frozen=True)
class Needed:
    """The part of the version that must rise, and why."""

    level: str
    why: tuple[str, ...]


def check_fits(version: Version, needed: Needed, in_use: Version, highest: Version) -> None:
    """Refuse a version that does not say what has changed since the release in use.

    After a release was taken back, `highest` is above the one in use; both may be counted from.
    """
    if version <= highest:
        raise ReleaseError(
            f"{version} is not higher than {highest}, which was published. {_asked(needed)}"
            f"release {highest.next(needed.level)}."
        )
    fitting = {base.next(needed.level) for base in (in_use, highest)}
    if version not in fitting:
        raise ReleaseError(
            f"{version} does not fit what has changed since {in_use}. {_asked(needed)}"
            f"release {max(fitting)}."
        )


def _asked(needed: Needed) -> str:
    return f"A {needed.level} version is needed, because {'; '.join(needed.why)}: "
