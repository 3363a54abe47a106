"""Which figure may be called the highest or the lowest, and when that is no more than chance.

A figure of few children is never named. One that leads stands alone only where its interval is
apart from the interval of every other: two 95 per cent intervals that do not meet are further apart
than chance explains (Schenker and Gentleman, The American Statistician 2001, who show that the rule
errs on the side of no difference). Where one is compared with several others it must also be as far from
each as keeps all the comparisons together at one in twenty (Bonferroni). Otherwise it is among the
highest. A figure without an interval, such as a count of children, is a fact and may lead, unless
another is the same. That a count rose, fell or differs is another thing: two counts of children are
tested as counts.

A share of which its view draws a funnel has one test beside all together, whatever draws or tells it:
the funnel's limits of chance. One within them is never called the highest, more or less than the rest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

from sufficiency.presentation import formatting
from sufficiency.reference import certainty
from sufficiency.result import Column, Result

if TYPE_CHECKING:
    import pandas as pd


class Figure(NamedTuple):
    """A figure with its interval, the children behind it and its limits of chance, where these are known."""

    value: float | None
    low: float | None = None
    high: float | None = None
    behind: float | None = None
    limit_low: float | None = None
    limit_high: float | None = None

    @property
    def is_thin(self) -> bool:
        """True where too few children stand behind a share, median or mean to name it."""
        return self.behind is not None and self.behind < certainty.least_children()

    @property
    def side(self) -> int | None:
        """1 above its limits of chance, -1 below them, 0 within; None where it has none or is of too few to judge."""
        if self.value is None or self.limit_low is None or self.limit_high is None or self.is_thin:
            return None
        return int(self.value > self.limit_high) - int(self.value < self.limit_low)

    def is_wide(self, unit: str) -> bool:
        """True of a share, a figure in the unit ``pct``, that its children tell too little about to be said
        without its interval."""
        return (
            unit == "pct"
            and self.low is not None
            and self.high is not None
            and self.high - self.low > certainty.widest_points()
        )

    def is_untold(self, unit: str) -> bool:
        """True of a share of which its children tell next to nothing: it is not said at all."""
        return self.is_wide(unit) and (self.high or 0.0) - (self.low or 0.0) > certainty.telling_points()

    def is_open(self, column: Column) -> bool:
        """True of a difference that its interval leaves open by more than half of it."""
        if not column.name.startswith("difference") or self.value is None or self.low is None or self.high is None:
            return False
        return max(self.high - self.value, self.value - self.low) > abs(self.value) / 2


class Lead(NamedTuple):
    """The place of the figure that leads, and whether it leads beyond chance."""

    place: int
    is_alone: bool


def highest(figures: Sequence[Figure]) -> Lead | None:
    """The highest of the figures that may be named; None where there is none."""
    fit = [place for place, figure in enumerate(figures) if figure.value is not None and not figure.is_thin]
    if not fit:
        return None
    first = max(fit, key=lambda place: figures[place].value or 0.0)
    others = [figures[place] for place in fit if place != first]
    is_alone = figures[first].side in (1, None)
    return Lead(first, is_alone and all(_apart(figures[first], other, len(others)) for other in others))


def of_several(figures: Sequence[Figure]) -> Lead | None:
    """The highest of the figures that may be named; None where it alone may be, beside some of few children."""
    shown = [figure for figure in figures if figure.value is not None]
    return None if len(shown) > 1 and sum(not figure.is_thin for figure in shown) == 1 else highest(figures)


def lowest(figures: Sequence[Figure]) -> Lead | None:
    """The lowest of the figures that may be named; None where there is none."""
    return highest([_turned(figure) for figure in figures])


def is_clear(first: Figure, other: Figure, comparisons: int = 1) -> bool:
    """True where two figures differ beyond chance, this being one of so many comparisons, or are not the
    same and neither has an interval."""
    if first.is_thin or other.is_thin:
        return False
    pair = (first, other) if (first.value or 0.0) >= (other.value or 0.0) else (other, first)
    return _apart(*pair, comparisons)


def among_whom(values: Sequence[float], top: float) -> str:
    """Among whom the one with ``top`` leads, where one of too few children to be named is higher still; else ''."""
    return f", of those with {certainty.least_children():.0f} children or more" if any(v > top for v in values) else ""


def stands_out(figure: Figure) -> bool:
    """True of a difference that is not nought beyond the 99.8 per cent limits of a funnel, which are what
    many compared at once, such as providers, are held to: of a thousand alike two lie outside.

    The figure is a mean of at least :func:`certainty.least_children`, its interval Student's.
    """
    if figure.value is None or figure.low is None or figure.high is None or figure.is_thin:
        return False
    freedom = max((figure.behind or certainty.least_children()) - 1, 1)
    wider = student(freedom, certainty.funnel_z()) / student(freedom, certainty.confidence_z())
    reach = figure.value - figure.low if figure.value > 0 else figure.high - figure.value
    return abs(figure.value) > wider * reach


def student(freedom: float, z: float) -> float:
    """Student's t of so many degrees of freedom from the normal deviate ``z``, as ``student_t`` in
    ``sql/macros/intervals.sql`` has it (Abramowitz and Stegun 1964, 26.7.5)."""
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )


def has_changed(first: Figure, other: Figure, unit: str, band: int = 1, comparisons: int = 1) -> bool:
    """True where two figures of one measure, in ``unit``, differ beyond chance, this being one of so many
    comparisons.

    Counts of children, known to ``band``, are tested as ``counts_differ`` in ``sql/macros/intervals.sql``
    has it; places are what they are; of any other figure without an interval nothing is said.
    """
    if first.value is None or other.value is None:
        return False
    if first.low is not None or other.low is not None:
        return is_clear(first, other, comparisons)
    if unit == "count":
        apart, together = abs(first.value - other.value) - (band - 1), first.value + other.value
        is_enough = max(first.value, other.value) >= certainty.least_children()
        return is_enough and apart - 1 > _z_of(comparisons) * math.sqrt(together)
    return unit == "places" and first.value != other.value


def of(result: Result, name: str) -> list[Figure]:
    """The figures in one column of a Result, row by row."""
    figures: list[Figure] | None = result.cache.get(("figures", name))
    if figures is None:
        figures = result.cache["figures", name] = in_rows(result.view.column(name), result.rows, result.symbols)
    return figures


def in_rows(column: Column, rows: pd.DataFrame, symbols: pd.DataFrame) -> list[Figure]:
    """The figures of one column in rows and their symbols."""
    parts = (column.name, column.low, column.high, stands_behind(column), *limits_of(column))
    cells = (_cells(part, rows, symbols) for part in parts)
    return [Figure(*each) for each in zip(*cells, strict=True)]


def stands_behind(column: Column) -> str:
    """The column that counts the children a figure is about: those it is a share, median or mean of."""
    return (column.denominator if column.kind in ("share", "unit") else column.of) or ""


def limits_of(column: Column) -> tuple[str, str]:
    """The columns that hold a share's limits of chance, in a view that says it draws a funnel of it."""
    stem = column.name.removesuffix("_pct")
    return f"{stem}_limit_low_pct", f"{stem}_limit_high_pct"


def _z_of(comparisons: int) -> float:
    """Standard deviations beyond which one of so many comparisons is surprising: Bonferroni's rule."""
    chance = 2 - 2 * NormalDist().cdf(certainty.confidence_z())
    return max(certainty.confidence_z(), NormalDist().inv_cdf(1 - chance / (2 * max(comparisons, 1))))


def _apart(high: Figure, low: Figure, comparisons: int) -> bool:
    """True where two intervals do not meet and the figures are as far apart as Bonferroni's rule asks.

    The interval of a difference is the root of the squares of the two that meet in it (Newcombe 1998, Statistics in
    Medicine 17, 873-890, method 10; Zou and Donner 2008, 27, 1693-1702). Were each widened by itself, one that is
    much the wider would be held to less.
    """
    if high.low is None or low.high is None or high.value is None or low.value is None:
        return high.low is None and low.high is None and high.value != low.value
    reach = math.hypot(high.value - high.low, low.high - low.value)
    far = high.value - low.value > _z_of(comparisons) / certainty.confidence_z() * reach
    return high.low > low.high and far


def _turned(figure: Figure) -> Figure:
    ends = (figure.value, figure.high, figure.low, figure.limit_high, figure.limit_low)
    value, low, high, limit_low, limit_high = (None if number is None else -number for number in ends)
    return Figure(value, low, high, figure.behind, limit_low, limit_high)


def _cells(name: str, rows: pd.DataFrame, symbols: pd.DataFrame) -> list[float | None]:
    if name not in rows:
        return [None] * len(rows)
    pairs = zip(rows[name], symbols[name], strict=True)
    return [None if symbol or formatting.missing(value) else float(value) for value, symbol in pairs]
