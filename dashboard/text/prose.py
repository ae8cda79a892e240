"""The prose that lies beside this module, by name."""

import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def prose(name: str) -> dict:
    """The contents of `<name>.toml`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def reading(kind: str) -> str:
    """How to read a chart of this kind."""
    return prose("panels")["reading"][kind]
