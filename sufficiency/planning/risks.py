"""What may become of a child within a month: leaving, moving, and where to; fitted to the months before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sufficiency.planning import settings
from sufficiency.planning.children import ADULT_MONTHS, Children, Flags, Floats, Ints
from sufficiency.planning.shrinkage import effects, nested_effects, rates

YEAR = 12


@dataclass(frozen=True)
class Shape:
    """How many age groups, kinds of placement and steps of time in care there are."""

    groups: int
    kinds: int
    steps: int

    @property
    def cells(self) -> int:
        """How many cells of age, kind, unaccompanied, complex and time in care there are."""
        return self.groups * self.kinds * 4 * self.steps

    def cell(self, group: Ints, kind: Ints, sort: Ints, step: Ints) -> Ints:
        """The cell of each child; ``sort`` is 2 for unaccompanied plus 1 for complex."""
        return ((group * self.kinds + kind) * 4 + sort) * self.steps + step


def shape() -> Shape:
    """The Shape that the settings ask for."""
    return Shape(len(settings.ages()), len(settings.kinds()), len(settings.care_steps()) + 1)


def sort(is_unaccompanied: Flags, is_complex: Flags) -> Ints:
    """2 for unaccompanied children, plus 1 for those of the cohort that the model follows."""
    return 2 * is_unaccompanied.astype(np.int64) + is_complex


@dataclass(frozen=True)
class Risks:
    """Chances within a month of children under 18.

    ``leave`` and ``move`` are by cell of :class:`Shape` (by time in care, and by time in the placement),
    ``leave_season`` and ``move_season`` factors of them by kind and month of the year (``month % 12``);
    ``to_kind`` (cumulative, by age group, kind, unaccompanied and month of the year, then kind moved to),
    ``to_far`` (by kind moved to, age group, unaccompanied, whether far before), ``to_complex`` (by whether
    complex before, age group, kind). The factors are by authority, and
    ``*_doubt`` how uncertain each is, as a share of itself. ``drift`` is how much the chance of leaving
    changes from year to year beyond chance, as a share.
    """

    shape: Shape
    leave: Floats
    move: Floats
    leave_season: Floats
    move_season: Floats
    to_kind: Floats
    to_far: Floats
    to_complex: Floats
    leave_factor: Floats
    leave_doubt: Floats
    move_factor: Floats
    far_factor: Floats
    drift: float


def fit(to_leave: Children, to_move: Children, area: Ints) -> Risks:
    """The Risks in the rows of two spans of time that are followed a month on: what leaving is fitted to,
    and what moving is.

    ``area`` is each authority's sub-region. Birthdays are no risk: whoever turns 18 leaves, so the
    month before that birthday says nothing of leaving before it.
    """
    of, prior = shape(), settings.whole("prior_months")
    lefts, moves = (rows.where(rows.is_followed & (rows.age < ADULT_MONTHS - 1)) for rows in (to_leave, to_move))
    leave, leave_due, leave_factor, leave_doubt = _chance(lefts, ~lefts.stays, lefts.step, of, area)
    move, move_due, move_factor, _ = _chance(moves, moves.moves, moves.carer_step, of, area)
    movers = moves.where(moves.moves)
    to_far, far_factor = _far(movers, of, prior, area)
    return Risks(
        of,
        leave,
        move,
        _season(lefts, of, ~lefts.stays, leave_due),
        _season(moves, of, moves.moves, move_due),
        np.cumsum(_kinds(movers, of, prior), axis=-1),
        to_far,
        _complex(moves.where(moves.stays), of, prior),
        leave_factor,
        leave_doubt,
        move_factor,
        far_factor,
        _drift(lefts.month, ~lefts.stays, leave_due),
    )


def _chance(
    seen: Children, happened: Flags, step: Ints, of: Shape, area: Ints
) -> tuple[Floats, Floats, Floats, Floats]:
    """The chance in each cell, what each row is due by it, and each authority's factor with its doubt."""
    sorts = sort(seen.is_unaccompanied, seen.is_complex)
    levels = [seen.group, seen.group * of.kinds + seen.kind, (seen.group * of.kinds + seen.kind) * 4 + sorts]
    levels.append(of.cell(seen.group, seen.kind, sorts, step))
    sizes = [of.groups, of.groups * of.kinds, of.groups * of.kinds * 4, of.cells]
    chance = rates(happened, levels, sizes, settings.whole("prior_months"))
    due = chance[levels[-1]]
    observed = np.bincount(seen.authority, happened, len(area))
    return chance, due, *nested_effects(observed, np.bincount(seen.authority, due, len(area)), area)


def _kinds(movers: Children, of: Shape, prior: int) -> Floats:
    """Shares of movers by kind moved to, each row of which adds to 1."""
    alone = movers.is_unaccompanied.astype(np.int64)
    table = []
    for kind in range(of.kinds):
        levels = [movers.group, movers.group * of.kinds + movers.kind]
        levels.append(levels[-1] * 2 + alone)
        levels.append(levels[-1] * YEAR + movers.month % YEAR)
        sizes = [of.groups, of.groups * of.kinds, of.groups * of.kinds * 2, of.groups * of.kinds * 2 * YEAR]
        table.append(rates(movers.after_kind == kind, levels, sizes, prior / 4))
    shares = np.stack(table, axis=-1)
    return shares / shares.sum(axis=-1, keepdims=True)


def _season(seen: Children, of: Shape, happened: Flags, expected: Floats) -> Floats:
    """How much more often events happen in each month of the year than in all: kinds × 12."""
    index, size = seen.kind * YEAR + seen.month % YEAR, of.kinds * YEAR
    factors = effects(np.bincount(index, happened, size), np.bincount(index, expected, size))[0]
    return factors.reshape(of.kinds, YEAR)


def _far(movers: Children, of: Shape, prior: int, area: Ints) -> tuple[Floats, Floats]:
    levels = [movers.after_kind, movers.after_kind * of.groups + movers.group]
    levels.append(levels[-1] * 2 + movers.is_unaccompanied)
    levels.append(levels[-1] * 2 + movers.is_far)
    sizes = [of.kinds, of.kinds * of.groups, of.kinds * of.groups * 2, of.kinds * of.groups * 4]
    chance = rates(movers.after_far, levels, sizes, prior / 4)
    observed = np.bincount(movers.authority, movers.after_far, len(area)).astype(float)
    expected = np.bincount(movers.authority, chance[levels[-1]], len(area))
    return chance, nested_effects(observed, expected, area)[0]


def _complex(stayers: Children, of: Shape, prior: int) -> Floats:
    """The chance to be of the cohort a month on."""
    levels = [stayers.is_complex.astype(np.int64)]
    levels.append(levels[-1] * of.groups + stayers.group)
    levels.append(levels[-1] * of.kinds + stayers.kind)
    return rates(stayers.after_complex, levels, [2, 2 * of.groups, 2 * of.groups * of.kinds], prior)


def _drift(month: Ints, gone: Flags, expected: Floats) -> float:
    """The standard deviation of London's yearly chance of leaving about what is fitted, beyond chance."""
    years = (month - month.min()) // 12
    seen, due = np.bincount(years, gone), np.bincount(years, expected)
    off = float((((seen / due) - 1.0) ** 2 - 1.0 / due).mean()) if len(due) > 1 else 0.0
    return float(np.sqrt(max(off, 0.02**2)))
