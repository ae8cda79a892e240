"""Find an nginx with brotli, or get one: `python tests/deploy/nginx.py` prints its path.

Nothing is printed where none can be had; with CI=true that is a failure.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

MODULES = Path("/etc/nginx/modules-enabled")
NEEDED = ("brotli-filter", "brotli-static")
PACKAGES = ["nginx-light", *(f"libnginx-mod-http-{name}" for name in NEEDED)]
ABSENT = "no nginx with brotli could be found or installed, so the proxy cannot be tried"


def find_nginx() -> Path | None:
    """The nginx of this machine, if it has what deploy/nginx/nginx.conf asks for."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    has_modules = all(any(MODULES.glob(f"*{name}*")) for name in NEEDED)
    return Path(found) if found and has_modules else None


def get_nginx() -> Path | None:
    """An nginx that was there, else one installed by apt when root."""
    if not find_nginx() and os.geteuid() == 0 and shutil.which("apt-get"):
        _apt("update")
        _apt("install", "--yes", "--no-install-recommends", *PACKAGES)
    return find_nginx()


def _apt(*arguments: str) -> None:
    _say(f"No nginx with brotli is here yet; trying: apt-get {' '.join(arguments)}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(["apt-get", *arguments], env=environment, capture_output=True,
                              timeout=900, check=False)  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        _say(f"  it did not work: {type(error).__name__}")
        return
    if done.returncode:
        _say(f"  it did not work: apt-get ended with {done.returncode}")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _main() -> int:
    if path := get_nginx():
        print(path)
        return 0
    _say(f"PROXY TESTS: {ABSENT}.")
    _say(f"As root: apt-get install {' '.join(PACKAGES)}")
    return 1 if os.environ.get("CI", "").lower() in ("1", "true") else 0


if __name__ == "__main__":
    sys.exit(_main())
