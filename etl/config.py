"""Where things lie. The only module of etl that reads the environment."""

import os
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
DATA_VARIABLE = "CONDUCT_DATA"
TIER_VARIABLE = "CONDUCT_TIER"
PUBLIC, INTERNAL = "public", "internal"
TIERS = (PUBLIC, INTERNAL)
ADDRESS_VARIABLE = "CONDUCT_ADDRESS"
UNRELEASED_VARIABLE = "CONDUCT_UNRELEASED"
ACCESS_VARIABLE = "CONDUCT_ACCESS"
PROCESSES_VARIABLE = "CONDUCT_PROCESSES"


@dataclass(frozen=True)
class Settings:
    """Folders of one installation.

    `data_dir` holds what builds make (builds, warehouse, public, internal) and releases; it can be
    moved away from the checkout. What ships with the code (contract, reference, official files)
    stays put. `address` is where readers find the folder of releases, for links in their feed.
    `shows_releases` is false where the build in use is looked at before it is released.
    `access_dir` holds who may sign in (etl.access); without it nothing but the public tier is shown
    to other machines.
    """

    data_dir: Path = CHECKOUT / "data"
    policy_file: Path = CHECKOUT / "data" / "policy" / "public.toml"
    internal_policy_file: Path = CHECKOUT / "data" / "policy" / "internal.toml"
    address: str = ""
    shows_releases: bool = True
    access_dir: Path | None = None

    @classmethod
    def from_environment(
        cls, data_dir: Path | str | None = None, access_dir: Path | str | None = None
    ) -> "Settings":
        """Settings with the data folder from the argument, else CONDUCT_DATA, else the checkout."""
        chosen = data_dir or os.environ.get(DATA_VARIABLE)
        read = {
            "address": os.environ.get(ADDRESS_VARIABLE, ""),
            "shows_releases": not os.environ.get(UNRELEASED_VARIABLE),
            "access_dir": _folder(access_dir or os.environ.get(ACCESS_VARIABLE)),
        }
        return cls(Path(chosen).resolve(), **read) if chosen else cls(**read)

    @property
    def contract_dir(self) -> Path:
        return CHECKOUT / "data" / "contract"

    @property
    def published_contract_dir(self) -> Path:
        return self.contract_dir / "published"

    @property
    def reference_dir(self) -> Path:
        return CHECKOUT / "data" / "reference"

    @property
    def official_dir(self) -> Path:
        return CHECKOUT / "data" / "official"

    @property
    def layouts_dir(self) -> Path:
        return CHECKOUT / "data" / "layouts"

    @property
    def mappings_dir(self) -> Path:
        return CHECKOUT / "data" / "mappings"

    @property
    def sql_dir(self) -> Path:
        return CHECKOUT / "sql"

    @property
    def policy_dir(self) -> Path:
        return CHECKOUT / "data" / "policy"

    @property
    def research_policy_file(self) -> Path:
        return self.policy_dir / "research.toml"

    @property
    def deliveries_dir(self) -> Path:
        """Deliveries as received; case records."""
        return self.data_dir / "deliveries"

    @property
    def official_reading(self) -> Path:
        """What the official files were read as, made anew at need."""
        return self.data_dir / "readings" / "official"

    @property
    def mapping_secret(self) -> Path:
        """By which editions of an export get the same ids (etl.mapping.secret)."""
        return self.data_dir / "secrets" / "mapping.key"

    @property
    def registers_dir(self) -> Path:
        """Append-only lists of what was handed out and what was erased."""
        return self.data_dir / "registers"

    @property
    def builds_dir(self) -> Path:
        return self.data_dir / "builds"

    @property
    def current_build(self) -> Path:
        """The one link that a build replaces at its end."""
        return self.builds_dir / "current"

    @property
    def releases_dir(self) -> Path:
        """Where releases lie; `current` in it leads to the newest one published."""
        return self.data_dir / "releases"

    @property
    def public_file(self) -> Path:
        return self.data_dir / "public" / "public.duckdb"

    @property
    def internal_file(self) -> Path:
        return self.data_dir / "internal" / "internal.duckdb"

    @property
    def shown_file(self) -> Path:
        """What the dashboard shows: the public file, unless CONDUCT_TIER asks for the internal."""
        return self.internal_file if self.is_internal else self.public_file

    @property
    def is_internal(self) -> bool:
        """Whether small numbers are shown."""
        return os.environ.get(TIER_VARIABLE, PUBLIC) == INTERNAL

    @property
    def asks_sign_in(self) -> bool:
        """Whether readers have to say who they are."""
        return self.is_internal and self.access_dir is not None

    @property
    def is_only_here(self) -> bool:
        """Whether what is shown is for this machine alone: not approved, or without sign-in."""
        return not self.shows_releases or (self.is_internal and self.access_dir is None)

    @property
    def warehouse_file(self) -> Path:
        return self.data_dir / "warehouse" / "conduct.duckdb"

    @property
    def current_release(self) -> Path:
        """The link that leads to the release in use."""
        return self.releases_dir / "current"


def _folder(named: Path | str | None) -> Path | None:
    return Path(named).resolve() if named else None
