"""`conduct serve`: start the dashboard over the public or internal file of a data folder."""

import os
import socket
import sys

from etl.config import (
    CHECKOUT,
    DATA_VARIABLE,
    INTERNAL,
    PUBLIC,
    TIER_VARIABLE,
    TIERS,
    UNRELEASED_VARIABLE,
    Settings,
)
from etl.errors import ConductDataError, NothingBuiltError, UnknownNameError

SERVER = CHECKOUT / "dashboard" / "server.py"


# Until there is a sign-in, the internal file is for who sits at this machine; so is a build that
# nobody has approved.
ONLY_HERE = "127.0.0.1"


def serve(port: int, settings: Settings, tier: str = PUBLIC, unreleased: bool = False) -> None:
    """Replace this process with the dashboard's; it never returns."""
    arguments = prepare(port, settings, tier, unreleased)
    # Streamlit reads its settings (.streamlit/config.toml) from the current folder.
    os.chdir(CHECKOUT)
    os.execv(sys.executable, [sys.executable, *arguments])


def prepare(port: int, settings: Settings, tier: str, unreleased: bool = False) -> list[str]:
    """What Python is started with, after the environment says what to show.

    `unreleased`: the build in use, although a release is published.
    """
    if tier not in TIERS:
        raise UnknownNameError(f"There is no tier {tier}. Known: {', '.join(TIERS)}.")
    shown = settings.internal_file if tier == INTERNAL else settings.public_file
    if not shown.exists():
        raise NothingBuiltError(
            f"There is nothing to show in {settings.data_dir} yet. `conduct build` makes it."
        )
    _refuse_taken(port)
    os.environ |= {
        DATA_VARIABLE: str(settings.data_dir),
        TIER_VARIABLE: tier,
        UNRELEASED_VARIABLE: "yes" if unreleased else "",
    }
    arguments = ["-m", "streamlit", "run", str(SERVER), "--server.port", str(port)]
    is_closed = tier == INTERNAL or unreleased
    return [*arguments, "--server.address", ONLY_HERE] if is_closed else arguments


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
