"""Cuts figures into a few classes of like size, with breaks that can be stated in words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import palette

COUNT = 5


@dataclass(frozen=True)
class Class:
    """One class: from ``low`` up to (not including) ``high``; the last includes its ``high``."""

    low: float
    high: float
    colour: str
    words: str


def quantile(values: Sequence[float | None], unit: str, theme: str) -> tuple[Class, ...]:
    """Up to five classes with about as many figures each, cut at figures that occur.

    Fewer classes come of few different figures. None and withheld figures take no part.
    """
    numbers = sorted(float(value) for value in values if value is not None)
    if not numbers:
        return ()
    count = min(COUNT, len(set(numbers)))
    cuts = sorted({numbers[round(i * len(numbers) / count)] for i in range(1, count)})
    edges = [numbers[0], *[cut for cut in cuts if cut > numbers[0]], numbers[-1]]
    if len(edges) > 2 and edges[-1] == edges[-2]:
        edges.append(edges[-1])
        edges.pop(-2)
    pairs = list(zip(edges, edges[1:], strict=False)) or [(numbers[0], numbers[0])]
    ramp = palette.ramp("sequential", theme)
    step = (len(ramp) - 1) / max(len(pairs) - 1, 1)
    colours = [ramp[round(i * step)] for i in range(len(pairs))] if len(pairs) > 1 else [ramp[2]]
    return tuple(
        Class(low, high, colour, _words(low, high, unit)) for (low, high), colour in zip(pairs, colours, strict=True)
    )


def _words(low: float, high: float, unit: str) -> str:
    first, last = formatting.short(low, unit), formatting.short(high, unit)
    return first if first == last else f"{first} to {last}"


def of(value: float, classes: tuple[Class, ...]) -> Class:
    """The class that holds ``value``."""
    return classes[max(0, bisect_right([c.low for c in classes], value) - 1)]


def fills(values: Sequence[float | None], theme: str) -> list[str]:
    """Each figure's shade by its place between the lowest and highest; '' where there is none."""
    numbers = [value for value in values if value is not None]
    if not numbers:
        return ["" for _ in values]
    low, span = min(numbers), (max(numbers) - min(numbers)) or 1.0
    ramp = palette.ramp("sequential", theme)
    return [
        "" if value is None else ramp[min(int((value - low) / span * len(ramp)), len(ramp) - 1)] for value in values
    ]
