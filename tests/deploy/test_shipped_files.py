"""Container file, compose file and unit hold what the threat model says of them."""

import json
import re
import shlex
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.browser.server import free_port
from tests.deploy.front import CHECKOUT, CONTAINERFILE, copied, make_certificate

DEPLOY = CHECKOUT / "deploy"
THREATS = DEPLOY / "README.md"
PROXY = DEPLOY / "nginx" / "nginx.conf"
COMPOSE = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
LOCK = (CHECKOUT / "requirements.lock").read_text(encoding="utf-8")


@pytest.mark.parametrize("stage", ["libraries", "static", "app", "proxy"])
def test_what_an_image_copies_is_there_and_not_ignored(stage: str):
    kept = re.findall(r"^!(\S+)", (CHECKOUT / ".dockerignore").read_text(), re.M)
    for source, _ in copied(stage):
        assert (CHECKOUT / source).exists(), source
        assert any(Path(source).is_relative_to(each) or Path(each).is_relative_to(source)
                   for each in kept), source  # fmt: skip


def test_no_image_runs_as_root_and_none_holds_cases_or_secrets():
    text = CONTAINERFILE.read_text(encoding="utf-8")
    for stage in ("app", "proxy"):
        body = text.split(f" AS {stage}\n")[1].split("\nFROM ")[0]
        user, group = re.findall(r"^USER (\d+):(\d+)$", body, re.M)[-1]
        assert user == group != "0"
        # A user of the system would get a group of another number.
        assert f"useradd --uid {user} " in body
    sources = {source for stage in ("app", "proxy") for source, _ in copied(stage)}
    assert not sources & {".", "data", "data/builds", "data/internal", "data/warehouse"}
    assert (CHECKOUT / ".dockerignore").read_text().splitlines()[1] == "**"


def test_libraries_of_the_image_come_from_the_lock_with_their_hashes():
    text = CONTAINERFILE.read_text(encoding="utf-8")
    assert "--require-hashes --no-deps -r runtime.lock" in text
    locked = set(re.findall(r"^([a-z0-9_.-]+)==", LOCK, re.M))
    wanted = (DEPLOY / "runtime.txt").read_text(encoding="utf-8").split()
    assert set(wanted) <= locked
    assert {"streamlit", "authlib", "duckdb", "brotli", "fonttools"} <= set(wanted)
    assert not {"pytest", "playwright", "oidc-provider-mock"} & set(wanted)


@pytest.mark.parametrize(
    "line",
    ["read_only: true", "cap_drop: [ALL]", 'security_opt: ["no-new-privileges:true"]',
     "pids_limit:", "mem_limit:", "noexec"],
)  # fmt: skip
def test_containers_may_write_nowhere_and_have_no_rights(line: str):
    app, proxy = (COMPOSE.split(f"x-{name}:")[1].split("\n\n")[0] for name in ("app", "proxy"))
    assert line in app
    assert line in proxy


def test_data_and_secrets_are_mounted_to_be_read_only():
    mounts = re.findall(r"\$\{CONDUCT_\w+[^}]*\}:(\S+?)[\"\]]", COMPOSE)
    mounts = [each for each in mounts if each.startswith("/")]
    assert len(mounts) == 5
    assert all(each.endswith(":ro") for each in mounts)
    # The dashboard has no door of its own: the proxy is the only way in.
    assert re.findall(r"ports: \[(.*)\]", COMPOSE) == [
        '"80:8080", "443:8443"', '"${CONDUCT_INTERNAL_PORT:-8443}:8443"',
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    """User=conduct ProtectSystem=strict ProtectHome=true PrivateTmp=true NoNewPrivileges=true
    CapabilityBoundingSet= UMask=0077 SystemCallFilter=@system-service""".split(),
)
def test_the_unit_gives_the_service_no_rights(line: str):
    unit = (DEPLOY / "conduct-dashboard.service").read_text(encoding="utf-8")
    assert f"\n{line}\n" in unit
    assert "ReadWritePaths" not in unit
    assert "serve --address 127.0.0.1" in unit


def test_proxy_containers_and_unit_speak_of_the_same_processes():
    proxy = PROXY.read_text(encoding="utf-8")
    [arriving] = re.findall(r"upstream arriving \{(.*?)\}", proxy, re.S)
    ports = re.findall(r"server app:(\d+) max_fails=0;", arriving)
    assert ports == [str(8501 + each) for each in range(len(ports))]
    for port in ports:
        assert f" {port} process_{port};" in proxy
        [own] = re.findall(rf"upstream process_{port} \{{(.*?)\}}", proxy, re.S)
        [other] = re.findall(r"server app:(\d+) max_fails=0 backup;", own)
        assert f"server app:{port} max_fails=0;" in own
        assert other in {*ports} - {port}
    unit = (DEPLOY / "conduct-dashboard.service").read_text(encoding="utf-8")
    assert f"\nEnvironment=CONDUCT_PROCESSES={len(ports)}\n" in unit
    assert f'CONDUCT_PROCESSES: "${{CONDUCT_PROCESSES:-{len(ports)}}}"' in COMPOSE


def of_a_machine() -> str:
    """The proxy's configuration as the README's own command makes it for a service of systemd."""
    [command] = re.findall(r"^ +(sed .*?) > /etc/nginx/nginx.conf$", THREATS.read_text("utf-8"),
                           re.M | re.S)  # fmt: skip
    words = shlex.split(command.replace("\\\n", ""))
    return subprocess.run(words, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout


def test_the_proxy_of_a_machine_has_its_ports_and_names_no_container():
    made = of_a_machine()
    assert re.findall(r"listen (\d+)", made) == ["80", "443"]
    assert made.count("server 127.0.0.1:") == PROXY.read_text("utf-8").count("server app:") > 0
    assert "server app:" not in made
    assert "\nuser www-data; pid /run/nginx.pid;\n" in made
    # /run is empty whenever the machine was started.
    assert "/run/nginx/" not in made


def test_the_proxy_of_a_machine_starts_as_a_service(nginx: Path, tmp_path: Path):
    make_certificate(tmp_path)
    here = of_a_machine()
    for there in ("/etc/conduct/tls", "/var/lib/nginx", "/var/log/nginx", "/run"):
        assert f" {there}/" in here, there
        here = here.replace(f" {there}/", f" {tmp_path}/")
    for port in (80, 443):
        here = here.replace(f"listen {port}", f"listen 127.0.0.1:{free_port()}")
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(here, encoding="utf-8")
    # What a service writes to is a socket, which nobody can open by its name.
    ours, its = socket.socketpair()
    with ours, its:
        done = subprocess.run([nginx, "-t", "-q", "-c", configuration], stdout=its,
                              stderr=subprocess.PIPE, text=True, timeout=30)  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_proxy_may_have_as_many_files_open_as_connections():
    proxy = PROXY.read_text(encoding="utf-8")
    [files] = re.findall(r"^worker_rlimit_nofile (\d+);$", proxy, re.M)
    [connections] = re.findall(r"^ +worker_connections (\d+);$", proxy, re.M)
    assert int(files) > int(connections)


@pytest.mark.parametrize(("processes", "ports"), [(None, [8501]), ("3", [8501, 8502, 8503])])
def test_the_image_is_in_health_where_each_process_is(
    monkeypatch: pytest.MonkeyPatch, processes: str | None, ports: list[int]
):
    asked: list[str] = []
    monkeypatch.setattr(urllib.request, "urlopen", lambda url, timeout: asked.append(url))
    if processes:
        monkeypatch.setenv("CONDUCT_PROCESSES", processes)
    [command] = re.findall(r"HEALTHCHECK .*\n +CMD (\[.*\])", CONTAINERFILE.read_text("utf-8"))
    exec(json.loads(command)[2], {})
    assert asked == [f"http://127.0.0.1:{port}/health" for port in ports]


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess:
    """What systemd itself says; where it is not there the test is skipped."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not here")
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=60)


def test_systemd_takes_the_unit_as_it_is_and_finds_it_little_exposed(tmp_path: Path):
    unit = (DEPLOY / "conduct-dashboard.service").read_text(encoding="utf-8")
    # The checkout that the unit names is not on this machine; everything else is as shipped.
    here = tmp_path / "conduct-dashboard.service"
    here.write_text(unit.replace("/srv/conduct/.venv/bin/conduct", sys.executable), "utf-8")
    verified = analyze("verify", here)
    assert (verified.returncode, verified.stderr) == (0, "")
    # Of 100; 0 is a service that can do nothing.
    rated = analyze("security", "--offline=true", "--threshold=20", here)
    assert rated.returncode == 0, rated.stdout[-200:]


def threats() -> list[tuple[str, str]]:
    """Threat and test of each line of the table in the README."""
    table = THREATS.read_text(encoding="utf-8").split("## Threat model")[1]
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")]
    return [(row[0].strip(), test) for row in rows[2:] for test in named(row[-1])]


def named(cell: str) -> list[str]:
    return re.findall(r"`([\w/.]+::\w+)`", cell) or [""]


@pytest.mark.parametrize(("threat", "test"), threats())
def test_every_line_of_the_threat_model_has_a_test(threat: str, test: str):
    assert test, f"no test is named for: {threat}"
    path, name = test.split("::")
    assert f"def {name}(" in (CHECKOUT / "tests" / path).read_text(encoding="utf-8")


def test_the_threat_model_speaks_of_every_attack_it_has_to():
    told = " ".join(threat for threat, _ in threats()).lower()
    for word in ("parameter", "filter", "file name", "html", "sql", "formula", "path", "too long",
                 "label", "sign", "another site", "metrics", "download"):  # fmt: skip
        assert word in told, word
