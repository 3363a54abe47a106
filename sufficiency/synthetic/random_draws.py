"""Weighted choices that a seed makes repeatable on every machine."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import accumulate
from math import log
from typing import TypeVar

from sufficiency.reference import tables

T = TypeVar("T")


def stream(seed: int, *names: object) -> random.Random:
    """An independent stream of chance for a seed and what it is for."""
    return random.Random("|".join(str(part) for part in (seed, *names)))


@cache  # Asked for millions of times in one run of the generator, which ends with it.
def mix(part: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Codes of one part of ``synthetic_mixes.csv`` with their running weights."""
    rows = [row for row in tables.records("synthetic_mixes") if row["part"] == part]
    if not rows:
        raise KeyError(f"no mix called {part}")
    return tuple(row["code"] for row in rows), tuple(accumulate(float(r["weight"]) for r in rows))


def draw(rng: random.Random, part: str) -> str:
    """One code of a mix."""
    codes, running = mix(part)
    return codes[bisect(running, rng.random() * running[-1], 0, len(codes) - 1)]


def draw_from(rng: random.Random, weights: Mapping[T, float]) -> T:
    """One key of a table of weights."""
    return rng.choices(list(weights), list(weights.values()))[0]


def take(rng: random.Random, pool: Sequence[T], weight: Callable[[T], float], count: int) -> list[T]:
    """``count`` of a pool without replacement, likelier the greater the weight (A-Res).

    Source: Efraimidis and Spirakis (2006). Members of weight nought are never taken, so fewer than
    ``count`` may come back.
    """
    if count <= 0:
        return []
    keyed = []
    for place, member in enumerate(pool):
        heft = weight(member)
        if heft > 0:
            keyed.append((log(rng.random() + 1e-300) / heft, place))
    keyed.sort(reverse=True)
    return [pool[place] for _, place in keyed[:count]]


def apportion(total: int, weights: Mapping[T, float]) -> dict[T, int]:
    """Whole numbers that sum to ``total`` in proportion to weights, by largest remainder."""
    whole = sum(weights.values())
    if total <= 0 or whole <= 0:
        return dict.fromkeys(weights, 0)
    exact = {key: total * value / whole for key, value in weights.items()}
    counts = {key: int(value) for key, value in exact.items()}
    short = total - sum(counts.values())
    by_remainder = sorted(exact, key=lambda key: (counts[key] - exact[key], str(key)))
    for key in by_remainder[:short]:
        counts[key] += 1
    return counts


def systematic(rng: random.Random, weights: Mapping[T, float], count: int) -> list[T]:
    """``count`` keys in proportion to weights, each as often as expected give or take one."""
    whole = sum(weights.values())
    if count <= 0 or whole <= 0:
        return []
    step = whole / count
    mark, running = rng.random() * step, 0.0
    dealt: list[T] = []
    for key, weight in weights.items():
        running += weight
        while mark < running and len(dealt) < count:
            dealt.append(key)
            mark += step
    dealt += [key] * (count - len(dealt))
    return dealt


def rounded(rng: random.Random, value: float) -> int:
    """A whole number whose expectation is ``value``."""
    return int(value) + (rng.random() < value - int(value))
