"""Start and stop the dashboard the way its users do, with `conduct serve`."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

PATIENCE = 60  # seconds until the first answer, on a busy machine
MARKS = ("Traceback", "ERROR", "Exception", "Error:", "Warning", "WARNING")


@dataclass(frozen=True)
class Server:
    """A running dashboard: `url`, and what it wrote so far in `log`."""

    url: str
    log: Path
    process: subprocess.Popen

    def errors(self) -> list[str]:
        """Lines of the log that speak of an error or a warning."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return [line for line in lines if any(mark in line for mark in MARKS)]

    def stop(self) -> None:
        """Stop it as Ctrl-C does, with everything it started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(timeout=10)


CONDUCT = (Path(sys.executable).with_name("conduct"),)


def start_server(
    data_dir: Path,
    log: Path,
    port: int | None = None,
    options: Sequence[str] = (),
    program: Sequence = CONDUCT,
    **how: Any,
) -> Server:
    """Serve the build in `data_dir` and return once the dashboard answers.

    `program` stands for `conduct`; `how` is passed on to Popen.
    """
    port = port or free_port()
    command = [*program, "serve", *options, "--port", str(port), "--data", data_dir]
    return start(command, log, port, **how)


def start(command: Sequence, log: Path, port: int, **how: Any) -> Server:
    """Start a program that is to answer at `port`, and return once it does; `how` is for Popen."""
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            **how,
        )
    server = Server(f"http://127.0.0.1:{port}", log, process)
    wait_until_it_answers(server)
    return server


def start_streamlit(script: Path, log: Path, **how: Any) -> Server:
    """A script served by Streamlit on its own settings; `how` is for Popen."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    return start([*command, "--server.headless", "true"], log, port, **how)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def free_ports(number: int) -> int:
    """The first of so many that follow one another, on none of which anything listens."""
    while True:
        first = free_port()
        try:
            for port in range(first, first + number):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first


def wait_until_it_answers(server: Server) -> None:
    """Return at the first answer; a server that ends or stays silent is an error."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and server.process.poll() is None:
        if _answers(server.url):
            return
        time.sleep(0.1)
    server.stop()
    raise AssertionError(f"the dashboard did not answer:\n{server.log.read_text()}")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False
