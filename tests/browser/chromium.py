"""Find a Chromium that runs, or get one: `python tests/browser/chromium.py` prints its path.

Nothing is printed where none can be had; with CI=true that is a failure.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "CONDUCT_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHT = [sys.executable, "-m", "playwright"]
ABSENT = "no Chromium could be found or installed, so the browser tests cannot run"


def in_ci() -> bool:
    """True on the machine that decides what is published: there nothing may be skipped."""
    return os.environ.get("CI", "").lower() in ("1", "true")


def find_chromium() -> Path | None:
    """The Chromium named by CONDUCT_CHROMIUM, else one of the system's, else Playwright's own."""
    found = next((path for path in _candidates() if _starts([path])), None)
    return found if found and _starts(PLAYWRIGHT) else None


def get_chromium() -> Path | None:
    """A Chromium that was there, else one installed by Playwright, else by apt when root."""
    if found := find_chromium():
        return found
    # One that was named and does not start is a mistake to mend, not a reason to install another.
    return None if os.environ.get(VARIABLE) else _first_success(_ways_to_install())


def _candidates() -> Iterator[Path]:
    if named := os.environ.get(VARIABLE):
        yield Path(named)
        return
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    yield from _downloaded()


def _downloaded() -> list[Path]:
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    cache = Path(folder) if folder else Path.home() / ".cache" / "ms-playwright"
    return sorted(cache.glob("chromium-*/chrome-linux*/chrome"), reverse=True)


def _starts(program: list) -> bool:
    # On Ubuntu /usr/bin/chromium-browser may be a note about snap, and a bare Debian lacks
    # libraries that Playwright and its Chromium need: only what starts counts.
    try:
        done = subprocess.run([*program, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _ways_to_install() -> Iterator[list[list[str]]]:
    apt = os.geteuid() == 0 and shutil.which("apt-get")
    if apt and not _starts(PLAYWRIGHT):
        yield [["apt-get", "update"], ["apt-get", "install", "--yes", "libatomic1"]]
    yield [[*PLAYWRIGHT, "install", "chromium"]]
    if apt and _downloaded():
        yield [[*PLAYWRIGHT, "install-deps", "chromium"]]
    if apt:
        yield [["apt-get", "update"], ["apt-get", "install", "--yes", "chromium"]]


def _first_success(ways: Iterator[list[list[str]]]) -> Path | None:
    for commands in ways:
        for command in commands:
            words = " ".join(command).removeprefix(f"{sys.executable} -m ")
            _say(f"No Chromium can be driven here yet; trying: {words}")
            _run(command)
        if found := find_chromium():
            return found
    return None


def _run(command: list[str]) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=900, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        _say(f"  it did not work: {type(error).__name__}")
        return
    if done.returncode:
        complaint = [line for line in (done.stderr or done.stdout).splitlines() if "rror" in line]
        _say(f"  it did not work: {complaint[0] if complaint else 'no reason given'}")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _main() -> int:
    if path := get_chromium():
        print(path)
        return 0
    if named := os.environ.get(VARIABLE):
        _say(f"{VARIABLE} names {named}, which is not a Chromium that starts.")
        return 1
    _say(f"BROWSER TESTS: {ABSENT}.")
    _say("As root: apt-get install chromium libatomic1")
    return 1 if in_ci() else 0


if __name__ == "__main__":
    sys.exit(_main())
