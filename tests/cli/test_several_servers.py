"""`conduct serve --processes`: how many, at which ports, and what becomes of one that ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.command import conduct

PATIENCE = 20
# Stands for a server: leaves a file named after its process, and stays.
STAYS = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1], str(os.getpid())).touch(); {}"
FOR_LONG = STAYS.format("time.sleep(60)")
# Where the other has come, too.
FOR_SHORT = STAYS.format("exec('while len(os.listdir(sys.argv[1])) < 2: time.sleep(0.05)')")
TOGETHER = """
import sys
from etl import several
from etl.errors import ConductDataError
several.LOOK = 0.05
try:
    several.run_together({n: [sys.executable, "-c", code, sys.argv[1]]
                          for n, code in enumerate(sys.argv[2:])})
except ConductDataError as error:
    sys.exit(str(error))
"""


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--processes", 0], 2, "greater than or equal to 1"),
        (["--processes", 17], 2, "less than or equal to 16"),
        (["--processes", "two"], 2, "valid integer"),
        (["--processes", 3, "--port", 65534], 2, "Ports end at 65535"),
    ],
)
def test_as_many_servers_as_no_machine_has_are_refused(options: list, code: int, said: str):
    ran = conduct("serve", *options)
    assert ran.code == code
    assert said in " ".join(ran.err.replace("│", " ").split())


def test_a_port_in_use_among_those_needed_is_named(sample: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "environ", dict(os.environ))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        taken.listen()
        ran = conduct("serve", "--processes", 2, "--port", port - 1, "--data", sample)
    assert (ran.code, ran.err.count("\n")) == (4, 1)
    # The one before it may be in use as well, by somebody else.
    assert any(f"Port {each} is in use" in ran.err for each in (port - 1, port))


@pytest.fixture
def together(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    """`together(code, code)`: a program that runs these as its servers."""
    started: list[subprocess.Popen] = []

    def start(*codes: str) -> subprocess.Popen:
        command = [sys.executable, "-c", TOGETHER, tmp_path, *codes]
        started.append(subprocess.Popen(command, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for each in started:
        each.kill()
        each.communicate()


def came(folder: Path, number: int) -> list[int]:
    """Processes of the servers so far, once there are so many."""
    give_up = time.monotonic() + PATIENCE
    while len(found := [int(path.name) for path in folder.iterdir()]) < number:
        assert time.monotonic() < give_up
        time.sleep(0.02)
    return found


def runs(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_killed_server_is_started_again_and_all_stop_together(
    together: Callable[..., subprocess.Popen], tmp_path: Path, how: signal.Signals
):
    program = together(FOR_LONG, FOR_LONG)
    killed, other = came(tmp_path, 2)
    os.kill(killed, signal.SIGKILL)
    everyone = came(tmp_path, 3)
    assert runs(other)
    program.send_signal(how)
    _, said = program.communicate(timeout=PATIENCE)
    assert program.returncode == 0
    assert "was killed (9); it is started again" in said
    assert [each for each in everyone if runs(each)] == []


def test_where_one_ends_by_itself_all_are_stopped_with_one_message(
    together: Callable[..., subprocess.Popen], tmp_path: Path
):
    program = together(FOR_LONG, FOR_SHORT)
    _, said = program.communicate(timeout=PATIENCE)
    assert program.returncode == 1
    assert said.startswith("The server at port 1 ended by itself (0), so all were stopped.")
    assert [each for each in came(tmp_path, 2) if runs(each)] == []
