"""Which area a printed name means, by the reference files only.

"West Midlands" is a force and a region: a name gives every area that it may mean, and the table
decides. Two forces on one row are an area of their own.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from etl.transforms.record.words import mended, without_digits, without_signs

ALIASES = "data/reference/force_aliases.csv"
BETWEEN = re.compile(r"\s*(?:&|,|/|\band\b)\s*", re.IGNORECASE)
OTHER_REGION_NAMES = {"east of england": "eastern", "east": "eastern"}


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    name: str
    level: str
    region: str = ""


class Places:
    """Forces, bodies and regions of the reference files by every name they go by."""

    def __init__(
        self,
        forces: Iterable[Mapping[str, str | None]],
        aliases: Iterable[Mapping[str, str | None]],
    ) -> None:
        self.by_code: dict[str, Place] = {}
        self._forces: dict[str, Place] = {}
        self._regions: dict[str, Place] = {}
        self._asked: dict[str, tuple[list[Place], str]] = {}
        for row in forces:
            territorial = (row["is_territorial"] or "").lower() == "true"
            level = "force" if territorial else "body"
            place = Place(row["force_code"], row["force_name"], level, row["region_code"] or "")
            self.by_code[place.code] = self._forces[_key(place.name)] = place
            if row["region_name"]:
                region = Place(row["region_code"], row["region_name"], "region")
                self._regions[_key(region.name)] = self.by_code[region.code] = region
        for row in aliases:
            self._forces.setdefault(_key(row["alias"]), self.by_code[row["force_code"]])

    def named(self, text: str) -> tuple[list[Place], str]:
        """Every area that a printed name may mean, the force first, and the marks on the name."""
        if text not in self._asked:
            readings = ((self._exactly(base), marks) for base, marks in _readings(mended(text)))
            self._asked[text] = next((each for each in readings if each[0]), ([], ""))
        return self._asked[text]

    def _exactly(self, text: str) -> list[Place]:
        key = _key(text)
        short = re.sub(r" region$", "", key)
        region = self._regions.get(OTHER_REGION_NAMES.get(short, short))
        force = None if key != short else self._forces.get(key)
        found = [place for place in (force, region) if place]
        return found or self._joint(text)

    def _joint(self, text: str) -> list[Place]:
        """Several forces on one row: every part must be a known one, and none twice."""
        cuts = [0, *(end for found in BETWEEN.finditer(text) for end in found.span()), len(text)]
        pieces = list(zip(cuts[::2], cuts[1::2], strict=True))
        parts = self._parted(text, pieces)
        if len(parts) < 2 or len({part.code for part in parts}) < len(parts):
            return []
        ordered = sorted(parts, key=lambda part: part.code)
        code, name = "-".join(p.code for p in ordered), " and ".join(p.name for p in ordered)
        return [Place(code, name, "joint")]

    def _parted(self, text: str, pieces: list[tuple[int, int]]) -> list[Place]:
        """The longest known names first: "Avon & Somerset" is one force; none if one is not."""
        for taken in range(len(pieces), 0, -1):
            first = self._forces.get(_key(text[pieces[0][0] : pieces[taken - 1][1]]))
            if first and taken == len(pieces):
                return [first]
            if first and (rest := self._parted(text, pieces[taken:])):
                return [first, *rest]
        return []


def _readings(text: str) -> Iterable[tuple[str, str]]:
    """The name as printed, then without signs, then without glued footnote digits."""
    yield text, ""
    base, signs = without_signs(text)
    yield base, signs
    bare, digits = without_digits(base)
    yield bare, digits + signs


def _key(name: str) -> str:
    text = mended(name).casefold().replace("&", " and ").replace("/", " / ").replace("’", "'")
    return " ".join(re.sub(r"[-‐‑–—]", " ", text).split())
