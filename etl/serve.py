"""`conduct serve`: start the dashboard over the public or internal file of a data folder."""

import os
import socket
import sys

from etl.access import SECRETS, check_access
from etl.config import (
    ACCESS_VARIABLE,
    CHECKOUT,
    DATA_VARIABLE,
    INTERNAL,
    PUBLIC,
    TIER_VARIABLE,
    TIERS,
    UNRELEASED_VARIABLE,
    Settings,
)
from etl.errors import AccessError, ConductDataError, NothingBuiltError, UnknownNameError
from etl.several import run_together

SERVER = CHECKOUT / "dashboard" / "server.py"
LAST_PORT = 65535


# Without a sign-in the internal file is for who sits at this machine; so is a build that nobody has
# approved, whoever signs in.
ONLY_HERE = "127.0.0.1"
CLOSED = (
    "What nobody has approved, and the internal tier without a sign-in, is shown on this machine "
    "only. Leave out --address; for a sign-in see deploy/README.md."
)


def serve(
    port: int,
    settings: Settings,
    tier: str = PUBLIC,
    unreleased: bool = False,
    address: str | None = None,
    processes: int = 1,
) -> None:
    """Replace this process with the dashboard's, or stay and keep several, each at its own port.

    None knows of another's readers: a proxy must keep each reader with one (deploy/nginx).
    """
    if port + processes - 1 > LAST_PORT:
        raise UnknownNameError(
            f"Ports end at {LAST_PORT}: {processes} processes from --port {port} on need more."
        )
    commands = {
        each: [sys.executable, *prepare(each, settings, tier, unreleased, address)]
        for each in range(port, port + processes)
    }
    # Streamlit reads its settings (.streamlit/config.toml) from the current folder.
    os.chdir(CHECKOUT)
    if processes == 1:
        os.execv(sys.executable, commands[port])
    run_together(commands)


def prepare(
    port: int,
    settings: Settings,
    tier: str,
    unreleased: bool = False,
    address: str | None = None,
) -> list[str]:
    """What Python is started with, after the environment says what to show.

    `unreleased`: the build in use, although a release is published. `address`: where it answers,
    all addresses of this machine if not given.
    """
    if tier not in TIERS:
        raise UnknownNameError(f"There is no tier {tier}. Known: {', '.join(TIERS)}.")
    if not _has_something(settings, tier, unreleased):
        raise NothingBuiltError(
            f"There is nothing to show in {settings.data_dir} yet. `conduct build` makes it."
        )
    is_closed = unreleased or (tier == INTERNAL and settings.access_dir is None)
    if is_closed and address not in (None, ONLY_HERE):
        raise AccessError(CLOSED)
    if settings.access_dir:
        check_access(settings.access_dir)
    _refuse_taken(port)
    os.environ |= {
        DATA_VARIABLE: str(settings.data_dir),
        TIER_VARIABLE: tier,
        UNRELEASED_VARIABLE: "yes" if unreleased else "",
        ACCESS_VARIABLE: str(settings.access_dir or ""),
    }
    arguments = ["-m", "streamlit", "run", str(SERVER), "--server.port", str(port)]
    if settings.access_dir:
        arguments += ["--secrets.files", str(settings.access_dir / SECRETS)]
    answers_at = ONLY_HERE if is_closed else address
    return [*arguments, "--server.address", answers_at] if answers_at else arguments


def _has_something(settings: Settings, tier: str, unreleased: bool) -> bool:
    """Whether there is a build or, as where a backup was restored, only releases."""
    if tier == INTERNAL:
        return settings.internal_file.exists()
    released = settings.current_release / "public.duckdb"
    return settings.public_file.exists() or (not unreleased and released.exists())


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        # As the server will: a port that only waits to be freed is not taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))
        except OSError:
            raise ConductDataError(
                f"Port {port} is in use. Choose another: `conduct serve --port {port + 1}`."
            ) from None
