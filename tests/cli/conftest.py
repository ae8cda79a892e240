"""One good build for all tests of the command, copied for each file that builds upon it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.command import conduct
from tests.cli.faulty import FORCES, tables
from tests.deliveries import write_delivery


@pytest.fixture(scope="session")
def good_delivery(once_per_run: Callable) -> Path:
    """A delivery in which nothing is wrong; copy it before breaking it."""

    def make(folder: Path) -> None:
        write_delivery(
            folder / "delivery",
            {
                "cases": [{"case_id": f"C{number}"} for number in range(1, 41)],
                "case_subjects": [
                    {"case_id": f"C{number}", "subject_id": "S1"} for number in range(1, 41)
                ],
                "referrals": [{"case_id": f"C{number}"} for number in range(1, 41)],
            },
            # All cases are of one day: most of a build of twelve years would go to empty years.
            coverage_from="2020-04-01",
        )

    return once_per_run("cli-delivery", make) / "delivery"


@pytest.fixture(scope="session")
def good_build(once_per_run: Callable, good_delivery: Path) -> Path:
    def make(folder: Path) -> None:
        ran = conduct("build", "--delivery", good_delivery, "--data", folder / "data")
        assert ran.code == 0, ran.err

    return once_per_run("cli-build", make) / "data"


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory, good_build: Path) -> Path:
    """A folder of builds with a good one in use, for the tests of one file."""
    folder = tmp_path_factory.mktemp("builds") / "data"
    shutil.copytree(good_build, folder, symlinks=True)
    return folder


@pytest.fixture
def delivery(tmp_path: Path, good_delivery: Path) -> Path:
    """A copy of the good delivery, to break."""
    return Path(shutil.copytree(good_delivery, tmp_path / "delivery"))


@pytest.fixture(scope="session")
def faulty(once_per_run: Callable) -> Path:
    """A delivery in which single rows are wrong."""

    def make(folder: Path) -> None:
        write_delivery(folder / "delivery", tables(), forces=FORCES, coverage_from="2019-04-01")

    return once_per_run("faulty-delivery", make) / "delivery"


@pytest.fixture(scope="session")
def faulty_build(once_per_run: Callable, faulty: Path) -> Path:
    """The data folder of a build of the faulty delivery; what it printed lies beside it."""

    def make(folder: Path) -> None:
        ran = conduct("build", "--delivery", faulty, "--data", folder / "data")
        assert ran.code == 0, ran.err
        (folder / "printed.json").write_text(json.dumps([ran.out, ran.err]), encoding="utf-8")

    return once_per_run("faulty-build", make) / "data"
