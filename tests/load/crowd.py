"""Many people at once, each with a page of their own, changing something every two seconds.

`python -m tests.load.crowd URL PEOPLE SECONDS SEED [EVERY]` is a process of its own, so that they
take no time of the server. It prints what each click took, as lines of JSON, and its own processor
time.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from random import Random
from time import monotonic, process_time

from websockets.exceptions import ConnectionClosed

from dashboard.text.links import TAB
from tests.load.person import Person

EVERY = 2.0  # seconds between two clicks of one person
JITTER = 0.25  # of it, more or less
VISIT = 30  # clicks, on average, until somebody leaves and somebody else comes
# How often each is opened: topics more than what is looked up once.
VIEWS = {"": 2, "referrals": 3, "gross_misconduct": 3, "discrimination": 3, "time_to_hearing": 3,
         "force": 3, "explore": 2, "find": 1, "published_record": 1, "data_quality": 1,
         "download": 1, "methods": 1}  # fmt: skip
# Pages on which every area is named in titles or sentences once it is chosen.
NAMED_ON = ("", "referrals", "gross_misconduct", "discrimination", "time_to_hearing", "force")
KINDS = {"area": 40, "period": 15, "tab": 20, "page": 15, "filter": 10}
FRAME = ("area", "period", "release")
AMISS = "that is not here"
REGION = " (region)"
LOST = "lost"


@dataclass(frozen=True)
class Click:
    """What somebody did, and how long after they meant to do it all of the answer had come."""

    kind: str
    view: str
    at: float  # seconds since the crowd began
    seconds: float
    received: int
    wrong: str = ""


class Visitor:
    """Decides what one person does next: another area, period, tab, page or filter, by lot."""

    def __init__(self, person: Person, random: Random) -> None:
        self._person = person
        self._random = random

    async def arrive(self) -> str:
        """Open a page by a link; what it was. The area is chosen on it, as it is not known yet."""
        view = self._random.choices(list(VIEWS), list(VIEWS.values()))[0]
        await self._person.open(view)
        return "open"

    async def click(self) -> str:
        """Do one thing that the page offers; which kind it was."""
        offered = self._offered()
        kind = self._random.choices(list(offered), [KINDS[each] for each in offered])[0]
        if kind == "page":
            others = [view for view in VIEWS if view != self._person.page]
            await self._person.go(self._random.choice(others))
        else:
            key, value = self._random.choice(offered[kind])
            await self._person.choose(key, value)
        return kind

    def _offered(self) -> dict[str, list[tuple[str, str]]]:
        """What can be chosen and is not yet, by kind."""
        found: dict[str, list[tuple[str, str]]] = {"page": []}
        for key, choice in self._person.shown.choices.items():
            kind = "tab" if key.startswith(TAB) else key if key in FRAME else "filter"
            others = [(key, each) for each in choice.options if each != choice.value]
            if others and kind in KINDS:
                found.setdefault(kind, []).extend(others)
        return found

    def wrong(self) -> str:
        """What of the page is not as it was asked for."""
        shown = self._person.shown
        if shown.of("exception"):
            return "an error"
        area = shown.choices.get("area")
        if AMISS in shown.words:
            return "a choice was not taken"
        if area and self._person.page in NAMED_ON:
            name = area.value.removesuffix(REGION)
            return "" if name in shown.words.replace("\\", "") else f"nothing of {name}"
        return "" if shown.elements else "nothing"


async def gather(
    url: str, people: int, seconds: float, seed: int, every: float = EVERY
) -> list[Click]:
    """All clicks of so many people in that time, ordered by when they were meant."""
    begun = monotonic()
    came = [
        _come_and_go(
            url,
            Random(f"{seed} {each}"),
            begun + each / people * min(every * 5, seconds),
            (begun, begun + seconds),
            every,
        )
        for each in range(people)
    ]
    clicks = [click for each in await asyncio.gather(*came) for click in each]
    return sorted(clicks, key=lambda click: click.at)


async def _come_and_go(
    url: str, random: Random, meant: float, span: tuple[float, float], every: float
) -> list[Click]:
    """One place: who leaves is followed by somebody else. They come one after another at first."""
    clicks: list[Click] = []
    begun, end = span
    while meant < end:
        async with Person(url) as person:
            visitor, left = Visitor(person, random), random.randint(VISIT // 2, VISIT * 3 // 2)
            do = visitor.arrive
            while left and meant < end:
                await asyncio.sleep(meant - monotonic())
                kind, wrong = await _done(do, visitor)
                # From when it was meant: who waits for the last answer clicks late, and has waited.
                taken, received = monotonic() - meant, person.shown.received
                clicks.append(Click(kind, person.page, meant - begun, taken, received, wrong))
                do, left = visitor.click, 0 if kind == LOST else left - 1
                meant += every * random.uniform(1 - JITTER, 1 + JITTER)
    return clicks


async def _done(do: Callable[[], Awaitable[str]], visitor: Visitor) -> tuple[str, str]:
    """What kind of click it was, and what of the answer is wrong."""
    try:
        return await do(), visitor.wrong()
    except ConnectionClosed:
        return LOST, "the connection was closed"


def main(url: str, people: str, seconds: str, seed: str, every: str = str(EVERY)) -> None:
    came = gather(url, int(people), float(seconds), int(seed), float(every))
    for click in asyncio.run(came):
        print(json.dumps(asdict(click)))
    print(json.dumps({"processor": process_time()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
