"""A real OpenID Connect provider on this machine, with three people whom it knows."""

import json
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass

from tests.browser.server import free_port

PATIENCE = 30
BEA, MALLORY, PRETENDER = "bea-1", "mallory-2", "pretender-3"
EMAIL = "bea.boss@force.example"
CLAIMS = {
    BEA: {"email": EMAIL, "email_verified": True},
    MALLORY: {"email": "mallory@elsewhere.example", "email_verified": True},
    # An address that the provider has not verified: its owner chose it.
    PRETENDER: {"email": EMAIL, "email_verified": False},
}


@dataclass(frozen=True)
class Provider:
    """A running provider."""

    url: str
    process: subprocess.Popen

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)


def start_provider() -> Provider:
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    for name, claims in CLAIMS.items():
        command += ["--user-claims", json.dumps({"sub": name} | claims)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    provider = Provider(f"http://127.0.0.1:{port}", process)
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        try:
            urllib.request.urlopen(metadata(provider), timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return provider
    provider.stop()
    raise AssertionError("the provider did not answer")


def metadata(provider: Provider) -> str:
    return f"{provider.url}/.well-known/openid-configuration"
