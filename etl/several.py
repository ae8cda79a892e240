"""Several servers as one program: started together, kept, and stopped together."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence

from etl.errors import ServerEndedError

LOOK = 0.5  # seconds between two looks at the servers
PATIENCE = 10  # seconds until one that was told to stop is made to

Command = Sequence[str]


def run_together(commands: Mapping[int, Command]) -> None:
    """Run the command of each port until this program is told to stop: Ctrl-C or SIGTERM.

    A server that was killed, perhaps for want of memory, is started again; its readers are with
    the others meanwhile. Raises ServerEndedError, with all stopped, where one ends by itself: a new
    start would not mend what is wrong.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    servers: dict[int, subprocess.Popen] = {}
    try:
        for port, command in commands.items():
            servers[port] = subprocess.Popen(command)
        while True:
            time.sleep(LOOK)
            _start_again(servers, commands)
    except KeyboardInterrupt:
        return
    finally:
        _stop(servers.values())


def _start_again(servers: dict[int, subprocess.Popen], commands: Mapping[int, Command]) -> None:
    for port, server in servers.items():
        code = server.poll()
        if code is None:
            continue
        # Who was killed has the number of the signal, below zero.
        if code >= 0:
            raise ServerEndedError(
                f"The server at port {port} ended by itself ({code}), so all were stopped. What it "
                "wrote above says why."
            )
        print(f"The server at port {port} was killed ({-code}); it is started again.",
              file=sys.stderr, flush=True)  # fmt: skip
        servers[port] = subprocess.Popen(commands[port])


def _stop(servers: Iterable[subprocess.Popen]) -> None:
    """Within PATIENCE, whatever else is pressed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    give_up = time.monotonic() + PATIENCE
    for server in servers:
        server.terminate()
    for server in servers:
        try:
            server.wait(max(give_up - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
