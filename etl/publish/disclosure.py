"""What protection cost and what it left: how many cells are hidden, by topic, class and level."""

from collections.abc import Iterable, Iterator

import polars as pl

from etl.measures.definitions import COUNTS, topic_of
from etl.publish.protect import Protected
from etl.publish.state import KEY

REASONS = ("small", "beside", "by_audit")
AT = ("topic", "sensitivity", "area_level")


def disclosure(protected: Protected) -> pl.DataFrame:
    """Rows of `published.disclosure` without dataset: one per topic, class and area level.

    Cells that are missing or not applicable are left out. `fewest_values` is how many values a
    hidden count that the policy protects can still take at least; without a limit it is not held
    against any other count.
    """
    listed = protected.cells.filter(
        pl.col("symbol").is_null() | (pl.col("symbol") == "c")
    ).with_columns(
        topic=pl.col("count_name").replace_strict({name: topic_of(name) for name in COUNTS}),
        sensitivity=pl.col("count_name").replace_strict(
            {name: count.sensitivity for name, count in COUNTS.items()}
        ),
    )
    marked = listed.join(_marks(protected), on=list(KEY), how="left", validate="1:1")
    return (
        marked.group_by(AT)
        .agg(
            pl.len().alias("cells"),
            *(pl.col("reason").eq(name).sum().alias(f"hidden_{name}") for name in REASONS),
            pl.col("values").min().alias("fewest_values"),
        )
        .with_columns(
            share_shown=100
            * (1 - pl.sum_horizontal(f"hidden_{n}" for n in REASONS) / pl.col("cells"))
        )
        .sort(AT)
    )


def _marks(protected: Protected) -> pl.DataFrame:
    names = dict.fromkeys(KEY, pl.String) | {"reason": pl.String, "values": pl.Int64}
    return pl.DataFrame(list(_reasons(protected)), schema=names, orient="row")


def _reasons(protected: Protected) -> Iterator[tuple]:
    by_reason: dict[str, Iterable[tuple]] = {
        "small": protected.small,
        "beside": protected.beside,
        "by_audit": protected.by_audit,
    }
    for reason, keys in by_reason.items():
        for key in keys:
            seen = protected.seen.get(key)
            yield *key, reason, None if seen is None else int(seen.high - seen.low + 1)
