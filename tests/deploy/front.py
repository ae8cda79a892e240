"""The shipped proxy before a real dashboard, with the addresses and paths of a test."""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path

from tests.browser.server import free_port

CHECKOUT = Path(__file__).resolve().parents[2]
SHIPPED = CHECKOUT / "deploy" / "nginx" / "nginx.conf"
PORTS = ("8501", "8502")
CONTAINERFILE = CHECKOUT / "deploy" / "Containerfile"
PATIENCE = 30
NOBODY = 65534
SILENT = 1  # a port that nothing listens on, and that no other test is given
# Started, and started once more by itself, as `conduct serve` does.
AGAIN = "import os, sys; os.execv(sys.executable, [sys.executable, '-c', 'import streamlit'])"


@dataclass(frozen=True)
class Front:
    """A running proxy: its address, that of its plain door, and what it wrote."""

    port: int
    plain_port: int
    folder: Path
    process: subprocess.Popen

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, source: str = "127.0.0.1",
        **headers: str,
    ) -> tuple[HTTPResponse, bytes]:  # fmt: skip
        """One request, its path sent as it stands; the answer and what it holds."""
        connection = HTTPSConnection("127.0.0.1", self.port, context=trusting(), timeout=20,
                                     source_address=(source, 0))  # fmt: skip
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(connection):
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            content = answer.read()
        return answer, content

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=10)


@cache
def trusting() -> ssl.SSLContext:
    """The certificate is made for the test; nobody vouches for it."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def start_front(
    nginx: Path, app_ports: Sequence[int], folder: Path, static: Path, port: int = 0,
    other: Sequence[tuple[str, str]] = (),
) -> Front:  # fmt: skip
    """The shipped configuration before these servers; a line that is not there any more fails here.

    Where one server is given nothing answers for the other. `other`: words of the configuration,
    and those that stand for them.
    """
    port, plain_port = port or free_port(), free_port()
    tls = folder / "tls"
    tls.mkdir(parents=True)
    make_certificate(tls)
    servers = dict(zip(PORTS, map(str, [*app_ports, SILENT]), strict=False))
    shipped = SHIPPED.read_text(encoding="utf-8")
    configuration = re.sub("|".join(PORTS), lambda found: servers[found[0]], shipped)
    for shipped, here in (
        ("listen 8443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("listen 8080", f"listen 127.0.0.1:{plain_port}"),
        ("server app:", "server 127.0.0.1:"),
        ("/etc/conduct/tls", str(tls)),
        ("/srv/dashboard", str(static)),
        ("/dev/stdout", str(folder / "access.log")),
        ("error_log stderr", f"error_log {folder / 'error.log'}"),
        ("/run/nginx", str(folder)),
        ("worker_processes auto", "worker_processes 1"),
        *other,
    ):
        assert shipped in configuration, shipped
        configuration = configuration.replace(shipped, here)
    path = folder / "nginx.conf"
    # Root's nginx gives its workers to another user, who need not reach a folder of the tests.
    user = "user root;\n" if os.geteuid() == 0 else ""
    path.write_text(user + configuration, encoding="utf-8")
    command = [nginx, "-c", path, "-g", "daemon off;"]
    subprocess.run([nginx, "-t", "-q", "-c", path], check=True, timeout=30)
    front = Front(port, plain_port, folder, subprocess.Popen(command))
    _wait(front)
    return front


def make_certificate(folder: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip


def _wait(front: Front) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        try:
            front.ask("/health")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the proxy did not answer")


def lay_out(folder: Path) -> Path:
    """What the container file copies into the image of the app, and nothing else."""
    for source, target in copied("app"):
        path = CHECKOUT / source
        copy = shutil.copytree if path.is_dir() else shutil.copy2
        (folder / target).parent.mkdir(parents=True, exist_ok=True)
        copy(path, folder / target)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder


def copied(stage: str) -> list[tuple[str, str]]:
    """Sources in the checkout and targets of the COPY lines of one stage."""
    body = re.search(rf"^FROM \S+ AS {stage}$(.*?)(?=^FROM |\Z)", CONTAINERFILE.read_text(),
                     re.M | re.S)  # fmt: skip
    lines = re.findall(r"^COPY (?!--from)(.+)$", body.group(1), re.M)
    return [
        (source, source if target in (".", "./") else target.rstrip("/"))
        for *sources, target in map(str.split, lines)
        for source in sources
    ]


@cache
def as_nobody() -> tuple[str, ...]:
    """What starts a program as a user without rights; nothing where only root could.

    Where Python lies in a folder of root's, that user is let read there: it still writes nowhere.
    """
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return ()
    user = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    for more in ("", ",+dac_read_search"):
        rights = [f"--{kind}=-all{more}" for kind in ("inh-caps", "ambient-caps", "bounding-set")]
        program = (*user, *rights, "--no-new-privs")
        tried = subprocess.run([*program, sys.executable, "-c", AGAIN], capture_output=True)
        if tried.returncode == 0:
            return program
    return ()


class Meter:
    """Passes bytes on to a port and counts those that come back: what went over the wire."""

    def __init__(self, to: int) -> None:
        self.received = 0
        self._to = to
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._open, daemon=True).start()

    def close(self) -> None:
        self._door.close()

    def _open(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._to))
            for source, target, counts in ((near, far, False), (far, near, True)):
                arguments = (source, target, counts)
                threading.Thread(target=self._pass_on, args=arguments, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, counts: bool) -> None:
        try:
            while content := source.recv(65536):
                self.received += len(content) if counts else 0
                target.sendall(content)
        except OSError:
            pass
        finally:
            target.close()
            source.close()
