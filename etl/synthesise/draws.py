"""Random draws from named streams of one seed: one part can change without the rest."""

import zlib
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl


def stream(seed: int, name: str, block: int = 0) -> np.random.Generator:
    """The generator of one part of the work; the same seed and name give the same draws."""
    later = [block] if block else []
    return np.random.default_rng([seed, zlib.crc32(name.encode()), *later])


def choose(rng: np.random.Generator, shares: Mapping[str, float], size: int) -> pl.Series:
    """Draw `size` codes; the shares need not add to one."""
    weights = np.fromiter(shares.values(), float)
    drawn = np.searchsorted(np.cumsum(weights) / weights.sum(), rng.random(size), side="right")
    return codes(list(shares), drawn)


def choose_by_row(
    rng: np.random.Generator, categories: Sequence[str], weights: np.ndarray
) -> pl.Series:
    """Draw one code per row from weights of shape (rows, categories)."""
    cumulated = np.cumsum(weights, axis=1)
    target = rng.random(len(weights)) * cumulated[:, -1]
    return codes(categories, (cumulated <= target[:, None]).sum(axis=1))


def codes(categories: Sequence[str | None], index: np.ndarray) -> pl.Series:
    return pl.Series(list(categories), dtype=pl.String).gather(index.astype(np.int64))


def chance(rng: np.random.Generator, share: float | np.ndarray, size: int) -> np.ndarray:
    """True with the given probability, row by row."""
    return rng.random(size) < share


def days(
    rng: np.random.Generator, median: float | np.ndarray, sigma: float | np.ndarray, size: int
) -> np.ndarray:
    """Whole days from log-normal distributions: many short, a long tail."""
    return np.rint(median * np.exp(sigma * rng.standard_normal(size))).astype(np.int64)


def quota(rng: np.random.Generator, group: np.ndarray, share: float) -> np.ndarray:
    """True for at most this share of each group, so that small groups do not pass it by chance."""
    order = np.lexsort((rng.random(len(group)), group))
    position = position_in_group(group[order])
    sizes = np.bincount(group, minlength=int(group.max(initial=0)) + 1)
    chosen = np.zeros(len(group), dtype=bool)
    chosen[order] = position < np.floor(share * sizes[group[order]])
    return chosen


def position_in_group(group: np.ndarray) -> np.ndarray:
    """0, 1, 2 … within each run of equal values."""
    if not len(group):
        return np.zeros(0, dtype=np.int64)
    first = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))
    lengths = np.diff(np.append(first, len(group)))
    return np.arange(len(group)) - np.repeat(first, lengths)


def whole_numbers(values: np.ndarray, total: int) -> np.ndarray:
    """Round to whole numbers that add to `total` (largest remainders)."""
    scaled = values * (total / values.sum())
    floor = np.floor(scaled).astype(np.int64)
    short = total - int(floor.sum())
    floor[np.argsort(floor - scaled, kind="stable")[:short]] += 1
    return floor
