"""The dashboard as its operator has it: several processes behind the shipped proxy."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.server import Server, free_ports, start_server, wait_until_it_answers
from tests.deploy.front import Front, start_front
from tests.deploy.nginx import ABSENT

PROCESSES = 2
# The people of a test have one address together, and the limits count for each address.
RAISED = (
    ("zone=requests:10m rate=50r/s", "zone=requests:10m rate=5000r/s"),
    ("zone=sessions:10m rate=5r/s", "zone=sessions:10m rate=500r/s"),
    ("limit_conn open 60", "limit_conn open 4000"),
    ("worker_processes 1", "worker_processes auto"),
)


@dataclass(frozen=True)
class Place:
    """Where people come to (`url`), and what serves them; `front` is the proxy, if there is one."""

    url: str
    server: Server
    processes: int
    front: Front | None

    @property
    def words(self) -> str:
        """How it is served, for people."""
        if self.front is None:
            return f"One process without a proxy: {ABSENT}."
        return (
            f"Processes: {self.processes}, behind the shipped proxy. Its limits for each address "
            "are raised, as everybody comes from one."
        )


@contextmanager
def placed(
    data_dir: Path, folder: Path, nginx: Path | None, processes: int = PROCESSES
) -> Iterator[Place]:
    """So many processes over the build in `data_dir`, and the proxy; one alone without an nginx."""
    processes = processes if nginx else 1
    first = free_ports(processes)
    ports = range(first, first + processes)
    with ExitStack() as stack:
        server = start_server(data_dir, folder / "server.log", first,
                              ["--processes", str(processes)])  # fmt: skip
        stack.callback(server.stop)
        for port in ports:
            each = Server(f"http://127.0.0.1:{port}", server.log, server.process)
            wait_until_it_answers(each)
        front = nginx and start_front(nginx, ports, folder / "proxy", folder / "none", other=RAISED)
        if front:
            stack.callback(front.stop)
        yield Place(front.url if front else server.url, server, processes, front)
