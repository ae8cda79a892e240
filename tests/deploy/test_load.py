"""`make load` with few people for a moment, and a process that is killed while they click."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.load.__main__ import HEAD, measure, row
from tests.load.crowd import LOST, Click, gather
from tests.load.place import Place, placed
from tests.load.process import family

KILLED_AT = 1.5  # seconds after the first came


@pytest.fixture(scope="module")
def place(nginx: Path, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with placed(sample, tmp_path_factory.mktemp("place"), nginx) as place:
        yield place


def test_a_few_people_are_timed_at_two_processes_and_what_these_take_is_summed(place: Place):
    load = measure(place, people=2, seconds=2, seed=1)
    assert load.wrong == []
    assert {each.kind for each in load.clicks} >= {"open"}
    assert all(0 < each.seconds < 30 for each in load.clicks)
    assert 0 < load.median <= load.slow
    # The keeper and two servers, of which each takes a quarter of a gigabyte.
    _, *servers = family(place.server.process.pid)
    assert len(servers) == place.processes == 2
    assert load.memory > 4e8
    assert load.server > 0
    assert len(row(load, alone=load.median)) == len(HEAD)


def test_people_go_on_where_a_process_is_killed(place: Place):
    async def clicked() -> list[Click]:
        crowd = asyncio.create_task(gather(place.url, people=6, seconds=4, seed=2, every=0.5))
        await asyncio.sleep(KILLED_AT)
        os.kill(family(place.server.process.pid)[1], signal.SIGKILL)
        return await crowd

    clicks = asyncio.run(clicked())
    lost = [each for each in clicks if each.kind == LOST]
    # At most once each: who loses the connection is led to the other process by the next request.
    assert len(lost) <= 6
    assert [each for each in clicks if each.wrong and each.kind != LOST] == []
    assert len([each for each in clicks if each.at > KILLED_AT and each.kind != LOST]) >= 6
    assert "was killed (9); it is started again" in place.server.log.read_text()
