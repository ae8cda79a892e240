"""Deliveries broken at random are refused or read: no traceback, and no value of a row is told."""

import pytest

from tests.cli.command import conduct
from tests.soak.fuzz import MARK, WAYS, fuzz, sound


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_file_broken_at_random_is_refused_or_read_and_tells_nothing(tmp_path, capfd, way):
    counts = fuzz(way, tmp_path / "delivery", 25)
    assert counts["refused"]
    # What a library prints by itself, past Python.
    told = capfd.readouterr()
    assert not MARK.search(told.out + told.err)


def test_a_broken_delivery_loads_nothing_in_part(tmp_path):
    folder, data = sound(tmp_path / "delivery"), tmp_path / "data"
    path = folder / "referrals.csv"
    path.write_bytes(path.read_bytes()[:-9] + b'"')
    ran = conduct("build", "--delivery", folder, "--data", data)
    assert ran.code == 4
    assert not MARK.search(ran.text)
    assert sorted(item.name for item in data.rglob("*")) == [".lock", "builds"]
