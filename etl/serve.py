"""`conduct serve`: start the dashboard over the public file of a data folder."""

import os
import socket
import sys

from etl.config import CHECKOUT, DATA_VARIABLE, Settings
from etl.errors import ConductDataError, NothingBuiltError

SERVER = CHECKOUT / "dashboard" / "server.py"


def serve(port: int, settings: Settings) -> None:
    """Replace this process with the dashboard's; it never returns."""
    if not settings.public_file.exists():
        raise NothingBuiltError(
            f"There is nothing to show in {settings.data_dir} yet. `conduct build` makes it."
        )
    _refuse_taken(port)
    os.environ[DATA_VARIABLE] = str(settings.data_dir)
    # Streamlit reads its settings (.streamlit/config.toml) from the current folder.
    os.chdir(CHECKOUT)
    arguments = ["-m", "streamlit", "run", str(SERVER), "--server.port", str(port)]
    os.execv(sys.executable, [sys.executable, *arguments])


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
