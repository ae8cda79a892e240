"""Who may see an instance that is not for the public: a folder that its operator keeps elsewhere.

`secrets.toml` holds what the sign-in needs, `access.toml` who may come in. Messages name files and
settings, never what they hold.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from etl.errors import AccessError

SECRETS, LIST = "secrets.toml", "access.toml"
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
# Who has left an organisation is stopped by its sign-in, which is asked this often.
SIGNED_IN_FOR = timedelta(hours=12)
SHORTEST_SECRET = 32
EMAIL = "email"
HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class AccessList:
    """Those who may come in, each by the value of one claim that the provider makes of them."""

    claim: str
    allowed: frozenset[str]

    def admits(self, claims: Mapping, now: datetime | None = None) -> bool:
        """Whether the list names this person, who signed in not long ago.

        An e-mail address counts only where the provider has verified it: with some, people choose
        what stands there.
        """
        if not is_signed_in(claims, now):
            return False
        if self.claim == EMAIL and claims.get("email_verified") is not True:
            return False
        value = claims.get(self.claim)
        return isinstance(value, str) and self._alike(value) in self.allowed

    def _alike(self, value: str) -> str:
        return value.strip().casefold() if self.claim == EMAIL else value


NOBODY = AccessList(EMAIL, frozenset())


def is_signed_in(claims: Mapping, now: datetime | None = None) -> bool:
    """Whether the provider was asked who this is, and not too long ago."""
    asked_at = claims.get("iat")
    if claims.get("is_logged_in") is not True or not isinstance(asked_at, int | float):
        return False
    return (now or datetime.now(UTC)).timestamp() - asked_at < SIGNED_IN_FOR.total_seconds()


def admitted(folder: Path, claims: Mapping) -> bool:
    """Whether this person may come in now: the list is read anew each time, so a change counts.

    A list that cannot be read admits nobody.
    """
    try:
        listed = _read_list(folder / LIST)
    except AccessError:
        listed = NOBODY
    return listed.admits(claims)


def check_access(folder: Path) -> None:
    """Raise an AccessError that says what is missing, before anything is served."""
    for name in (SECRETS, LIST):
        _refuse_open_to_others(folder / name)
    _check_secrets(_read(folder / SECRETS).get("auth", {}))
    _read_list(folder / LIST)


def _check_secrets(auth: Mapping) -> None:
    missing = [name for name in NEEDED if not auth.get(name)]
    if missing:
        raise AccessError(f"{SECRETS}: [auth] does not say {', '.join(missing)}.")
    if len(auth["cookie_secret"]) < SHORTEST_SECRET:
        raise AccessError(
            f"{SECRETS}: cookie_secret is shorter than {SHORTEST_SECRET} characters. "
            "`openssl rand -hex 32` makes one."
        )
    for name in ("redirect_uri", "server_metadata_url"):
        address = urlsplit(auth[name])
        if address.scheme != "https" and address.hostname not in HERE:
            raise AccessError(f"{SECRETS}: {name} does not begin with https://.")


def _read_list(path: Path) -> AccessList:
    content = _read(path)
    claim, allowed = content.get("claim", EMAIL), content.get("allowed")
    is_list = isinstance(allowed, list) and all(isinstance(each, str) for each in allowed)
    if not isinstance(claim, str) or not is_list or not any(each.strip() for each in allowed):
        raise AccessError(f'{LIST} names nobody: it needs `allowed = ["…"]`, a list of texts.')
    alike = AccessList(claim, frozenset())._alike
    return AccessList(claim, frozenset(alike(each) for each in allowed if each.strip()))


def _read(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise AccessError(f"{path} cannot be read.") from None
    except ValueError:
        raise AccessError(f"{path} is not a TOML file.") from None


def _refuse_open_to_others(path: Path) -> None:
    try:
        mode = os.stat(path).st_mode
    except OSError:
        raise AccessError(f"{path} cannot be read.") from None
    if mode & 0o007:
        raise AccessError(f"{path} can be read by everybody on this machine: chmod o= {path}")
