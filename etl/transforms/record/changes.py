"""From when to when a column of changes goes, where its header does not say it in full."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from etl.transforms.record.periods import month_ends

if TYPE_CHECKING:
    from etl.transforms.record.headers import Slot


def date_changes(slots: Sequence["Slot"]) -> None:
    """Fill in `months` and `from` of changes, by two days of the header or the last two columns.

    A wrong guess is refused afterwards, since a change must follow from its two figures.
    """
    days = sorted({slot.period.code for slot in slots if slot.period and slot.period.is_day})
    for slot in slots:
        if not slot.spec.change or "months" in slot.caught:
            continue
        named = month_ends(slot.header)
        pair = (named[0], named[-1]) if len(named) > 1 else tuple(days[-2:])
        if len(pair) == 2:
            first, last = map(date.fromisoformat, pair)
            months = 12 * (last.year - first.year) + last.month - first.month
            slot.caught |= {"months": str(months), "from": f"{first:%b-%Y}"}
