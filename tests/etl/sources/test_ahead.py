"""The next block is made while one is used; order and errors are as if it were not."""

import threading

import pytest

from etl.errors import DeliveryError
from etl.sources.ahead import ahead


@pytest.mark.parametrize("items", [[], [1], [None, 0, "", [], 3]])
def test_every_item_comes_in_its_order(items: list):
    assert list(ahead(iter(items))) == items


def test_the_next_item_is_made_while_one_is_used_and_no_further_one():
    asked = [threading.Event() for _ in range(4)]

    def items():
        for number, event in enumerate(asked):
            event.set()
            yield number

    for number in ahead(items()):
        if number < 3:
            assert asked[number + 1].wait(10)
        assert not any(event.is_set() for event in asked[number + 2 :])


def test_an_error_comes_after_the_items_before_it_and_is_the_same_error():
    def items():
        yield 1
        raise DeliveryError("cases.csv, line 7")

    found = []

    def use():
        for item in ahead(items()):
            found.append(item)  # noqa: PERF402 - what came before the error counts

    with pytest.raises(DeliveryError, match=r"cases.csv, line 7"):
        use()
    assert found == [1]
