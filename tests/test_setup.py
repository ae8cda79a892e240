"""The promises of the set-up: two commands, one lock without addresses, licences that fit."""

import os
import re
import shutil
import socket
import subprocess
import tomllib
import urllib.request
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import duckdb
import pytest
from packaging.requirements import Requirement

CHECKOUT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
LOCK = (CHECKOUT / "requirements.lock").read_text(encoding="utf-8")

# Split so that this file does not contain what it looks for.
FORBIDDEN = re.compile(
    "|".join(
        (
            r"(?<![\w.~<-])/" + r"(?:work|tmp|root|home/\w+|Users/\w+)/[\w.]",
            r"--(?:extra-)?index" + r"-url(?!\w)",
            r"--find" + r"-links",
            r"pypi\." + r"org|files\.python" + r"hosted|registry\.npm" + r"js",
        )
    )
)

ALLOWED_LICENCE = re.compile(
    r"\b(0BSD|Apache|BSD|CC0|CNRI-Python|ISC|MIT|MPL-2\.0|Mozilla Public License 2\.0|PSF"
    r"|Python Software Foundation|Zlib)\b"
)
OTHER_LICENCE = re.compile(r"GPL|GNU|EUPL|Affero|Proprietary")
# Whose metadata says it otherwise; each was read in the licence file of the package.
LICENCES_READ_BY_HAND = {
    "axe-playwright-python": "MIT; carries axe-core, MPL-2.0, unchanged",
    "text-unidecode": "Artistic License or GPL, as the user likes: used under the first",
}


def test_every_dependency_of_the_project_is_locked():
    locked = {requirement.name for requirement in _locked()}
    extras = PROJECT["optional-dependencies"]["dev"]
    assert {Requirement(line).name for line in PROJECT["dependencies"] + extras} <= locked


def test_the_lock_pins_and_hashes_every_package_and_names_no_address():
    for block in re.split(r"\n(?=[A-Za-z0-9])", LOCK.strip()):
        assert re.match(r"[\w.-]+==\S+", block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]
    assert "://" not in LOCK


def test_the_installed_libraries_are_the_locked_ones():
    for requirement in _locked_for_this_machine():
        installed = metadata.version(requirement.name)
        assert requirement.specifier.contains(installed, prereleases=True), requirement.name


def test_every_library_has_a_licence_that_fits_ours():
    unfit = {
        requirement.name: _licences(requirement.name)
        for requirement in _locked_for_this_machine()
        if requirement.name not in LICENCES_READ_BY_HAND and not _fits(_licences(requirement.name))
    }
    assert unfit == {}


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        (["MIT"], True),
        (["Apache-2.0 OR BSD-3-Clause"], True),
        (["GPL-3.0-only"], False),
        (["MIT AND GPL-2.0-or-later"], False),
        (["GPL-2.0-only OR MIT"], True),
        (["GNU Affero General Public License v3"], False),
        (["EUPL-1.2"], False),
        ([], False),
    ],
)
def test_a_licence_fits_when_each_part_that_binds_us_is_on_the_list(words, fits):
    assert _fits(words) == fits


def test_streamlit_knows_every_setting_of_the_dashboard():
    from streamlit.config import get_config_options

    file = CHECKOUT / ".streamlit" / "config.toml"
    settings = tomllib.loads(file.read_text(encoding="utf-8"))
    named = {f"{part}.{name}" for part, values in settings.items() for name in values}
    assert named <= set(get_config_options())
    assert "server.port" not in named


def test_no_import_contract_makes_an_exception():
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    assert [one["name"] for one in contracts if one.get("ignore_imports")] == []


def test_the_dashboard_may_import_nothing_of_etl_but_its_shared_words():
    shared = {"access", "config", "contracts", "errors", "files", "logs", "__init__", "__pycache__"}
    modules = {
        f"etl.{path.stem}" for path in (CHECKOUT / "etl").iterdir() if path.stem not in shared
    }
    forbidden = next(
        one["forbidden_modules"]
        for one in PYPROJECT["tool"]["importlinter"]["contracts"]
        if one.get("source_modules") == ["dashboard"]
    )
    assert modules <= set(forbidden)


def test_no_file_names_a_registry_or_a_path_of_one_machine():
    found = [
        f"{path.relative_to(CHECKOUT)}:{number}"
        for path in _own_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if FORBIDDEN.search(line)
    ]
    assert found == []


def test_what_is_made_is_not_kept_in_the_repository():
    ignored = (CHECKOUT / ".gitignore").read_text(encoding="utf-8").split()
    assert {".venv/", "/data/builds/", "/data/warehouse", "/data/public", "*.duckdb"} <= set(
        ignored
    )


@pytest.mark.parametrize("target", ["help", "run", "test", "check", "lint", "format", "build"])
def test_make_knows_its_commands(target):
    done = _make("--dry-run", target)
    assert done.returncode == 0, done.stderr


def test_make_help_lists_the_commands_a_newcomer_needs():
    listed = _make("help").stdout
    assert all(f"make {command} " in listed for command in ("run", "test", "check"))


def test_every_make_command_in_the_readme_exists():
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^(?:\w+=\S+ )*make ([a-z-]+)", readme, flags=re.MULTILINE))
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    assert {"run", "test"} <= named
    assert named <= set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))


def test_ci_can_read_the_test_command_out_of_the_readme():
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"^<!-- test command -->\n+```\w*\n(?:make test)\n```$", readme, re.MULTILINE)


def test_ci_run_can_be_started():
    script = CHECKOUT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make check" in script.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("python", "says"),
    [
        ("old", ["3.11 or newer", "Python 3.9.2"]),
        ("absent", ["3.11 or newer", "not there"]),
        ("without_venv", ["apt-get install python3-venv"]),
    ],
)
def test_make_says_plainly_which_python_is_missing(python, says, tmp_path):
    interpreter = _fake_python(tmp_path, python)
    copy = _bare_copy(tmp_path / "copy")

    done = _make("lint", f"PYTHON={interpreter}", cwd=copy)

    assert done.returncode != 0
    assert all(words in done.stderr for words in says), done.stderr
    assert "Traceback" not in done.stderr


def test_make_run_says_when_the_port_is_taken(taken_port):
    done = _make("run", f"PORT={taken_port}")
    assert done.returncode != 0
    assert f"Port {taken_port} cannot be used" in done.stderr
    assert "make run PORT=" in done.stderr


def test_a_test_cannot_reach_the_internet_even_if_its_code_forgives_errors():
    with pytest.raises(pytest.fail.Exception, match="internet"), suppress(Exception):
        urllib.request.urlopen("http://example.org", timeout=1)
    with pytest.raises(pytest.fail.Exception, match="internet"), suppress(Exception):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_a_test_cannot_open_a_build_of_the_checkout(tmp_path):
    with pytest.raises(pytest.fail.Exception, match="folder of its own"):
        duckdb.connect(CHECKOUT / "data" / "public" / "public.duckdb", read_only=True)
    duckdb.connect(tmp_path / "own.duckdb").close()


def test_what_all_tests_share_is_made_once(once_per_run, tmp_path):
    def make(folder):
        (folder / "made.txt").write_text("once", encoding="utf-8")

    # The name is this test's own, so that a second worker of the same run does not meet it.
    name = f"shared-{tmp_path.name}"
    folder = once_per_run(name, make)
    (folder / "made.txt").unlink()
    assert once_per_run(name, make) == folder
    assert not (folder / "made.txt").exists()


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def _locked() -> list[Requirement]:
    lines = [line.removesuffix("\\").strip() for line in LOCK.splitlines()]
    return [Requirement(line) for line in lines if re.match(r"[A-Za-z0-9]", line)]


def _locked_for_this_machine() -> list[Requirement]:
    return [one for one in _locked() if one.marker is None or one.marker.evaluate()]


def _licences(name: str) -> list[str]:
    about = metadata.metadata(name)
    if expression := about.get("License-Expression"):
        return [expression]
    named = [
        entry.rsplit("::", 1)[1].strip()
        for entry in about.get_all("Classifier", [])
        if entry.startswith("License :: OSI Approved ::")
    ]
    # Some put the whole text of the licence where its name belongs: the first line names it.
    return named or [line for line in (about.get("License") or "").splitlines()[:1] if line]


def _fits(licences: list[str]) -> bool:
    """Every licence that applies is on the list; of alternatives ("A OR B") one is enough."""
    parts = [part for licence in licences for part in re.split(r" AND ", licence)]
    return bool(parts) and all(
        any(_allowed(choice) for choice in part.strip("()").split(" OR ")) for part in parts
    )


def _allowed(licence: str) -> bool:
    return bool(ALLOWED_LICENCE.search(licence)) and not OTHER_LICENCE.search(licence)


def _own_files() -> list[Path]:
    """Every text file of the project; git knows them, and without git a walk finds them."""
    made = {
        ".git",
        ".venv",
        ".lock-venv",
        "__pycache__",
        "builds",
        "warehouse",
        "public",
        "internal",
    }
    if shutil.which("git") and (CHECKOUT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=True
        ).stdout
        paths = [CHECKOUT / name for name in listed.split("\0") if name]
    else:
        paths = [p for p in CHECKOUT.rglob("*") if not made & set(p.relative_to(CHECKOUT).parts)]
    return [path for path in paths if path.is_file() and _is_text(path)]


def _is_text(path: Path) -> bool:
    if path.is_relative_to(CHECKOUT / "data" / "official"):
        return False  # as their publishers made them
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _make(*arguments: str, cwd: Path = CHECKOUT) -> subprocess.CompletedProcess:
    # Variables of an outer make would change what this one does.
    environment = {
        k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    }
    return subprocess.run(
        ["make", *arguments], cwd=cwd, env=environment, capture_output=True, text=True, timeout=60
    )


def _bare_copy(folder: Path) -> Path:
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(CHECKOUT / name, folder)
    return folder


def _fake_python(folder: Path, kind: str) -> Path:
    """A stand-in that answers as that Python would to the two questions the Makefile asks."""
    path = folder / f"python-{kind}"
    if kind == "absent":
        return path
    version_is_new = "exit 1" if kind == "old" else "exit 0"
    path.write_text(
        "#!/bin/sh\n"
        'case "$*" in\n'
        '  --version) echo "Python 3.9.2" ;;\n'
        f"  *version_info*) {version_is_new} ;;\n"
        "  *ensurepip*) exit 1 ;;\n"
        "esac\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    return path
