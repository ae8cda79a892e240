"""The disclosure policy of a tier: one reviewed file says what is hidden."""

import tomllib
from dataclasses import dataclass

from etl.errors import ReferenceDataError


@dataclass(frozen=True)
class Sensitivity:
    """Thresholds of one class of counts: cells from 1 to `hide_up_to` are hidden.

    With `hide_single_case`, a cell of any size that comes from one case is hidden, too: officers
    heard together are as easily told as one.
    """

    hide_up_to: int
    hide_group_up_to: int = 0
    hide_single_case: bool = False
    title: str = ""


@dataclass(frozen=True)
class Policy:
    """What one tier hides."""

    tier: str
    publish_real_records: bool
    uncertain_below: int
    sensitivity: dict[str, Sensitivity]

    def hide_up_to(self, sensitivity: str, area_level: str) -> int:
        """Largest count that is hidden; all forces together have no threshold."""
        return 0 if area_level == "country" else self.sensitivity[sensitivity].hide_up_to


def parse_policy(text: str, name: str) -> Policy:
    """A policy from the text of its TOML file."""
    try:
        content = tomllib.loads(text)
        return Policy(
            tier=content["tier"],
            publish_real_records=content["publish_real_records"],
            uncertain_below=content["uncertain_below"],
            sensitivity={
                key: Sensitivity(**values) for key, values in content["sensitivity"].items()
            },
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ReferenceDataError(
            f"data/policy/{name}: not a whole policy ({type(error).__name__}: {error})."
        ) from None
