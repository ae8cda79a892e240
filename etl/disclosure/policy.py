"""The disclosure policy of a tier: one reviewed file says what is hidden."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass, fields

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


def parse_policy(text: str, name: str, classes: Collection[str] = ()) -> Policy:
    """A policy from the text of its TOML file; `classes` are those that counts belong to.

    Raises ReferenceDataError, naming file and class, where the file has a gap: what is not said
    would otherwise be guessed, and a guess could publish.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReferenceDataError(f"data/policy/{name}: cannot be read: {error}.") from None
    values = {
        key: _of_type(content, key, kind, f"data/policy/{name}")
        for key, kind in {
            "tier": str,
            "publish_real_records": bool,
            "uncertain_below": int,
            "sensitivity": dict,
        }.items()
    }
    rules = {key: _rule(rule, key, name) for key, rule in values.pop("sensitivity").items()}
    for missing in sorted(set(classes) - rules.keys()):
        raise ReferenceDataError(
            f"data/policy/{name}: the class [sensitivity.{missing}] is not there, and there are "
            "counts of that class. Say there what is hidden of it (hide_up_to = 0 hides nothing)."
        )
    return Policy(**values, sensitivity=rules)


def _rule(content: object, key: str, name: str) -> Sensitivity:
    where = f"data/policy/{name}, [sensitivity.{key}]"
    if not isinstance(content, dict):
        raise ReferenceDataError(f"{where}: should be a table of its own.")
    kinds = {field.name: field.type for field in fields(Sensitivity)}
    for unknown in sorted(content.keys() - kinds.keys()):
        raise ReferenceDataError(f"{where}: {unknown} is not a setting of a class.")
    # Only a threshold that is not written down may not be guessed.
    wanted = {"hide_up_to", *content}
    return Sensitivity(**{item: _of_type(content, item, kinds[item], where) for item in wanted})


def _of_type(content: dict, key: str, kind: type, where: str) -> object:
    if key not in content:
        raise ReferenceDataError(f"{where}: {key} is not there.")
    value = content[key]
    is_right = type(value) is kind and (kind is not int or value >= 0)
    if not is_right:
        raise ReferenceDataError(f"{where}: {key} should be {_KINDS[kind]}.")
    return value


_KINDS = {int: "a whole number from 0 on", bool: "true or false", str: "text", dict: "a table"}
