"""All that is fitted to the months up to one, to simulate those after it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sufficiency.planning import entries, risks, settings
from sufficiency.planning.children import Children, Flags, Floats, History, Ints
from sufficiency.planning.entries import Entries
from sufficiency.planning.risks import YEAR, Risks
from sufficiency.planning.series import Cells
from sufficiency.planning.shrinkage import nested_effects, rates


@dataclass(frozen=True)
class Model:
    """What is known at the month end ``now`` of the authorities that vouch for it.

    ``member`` is the chance to be of each cohort by cell of :class:`Cells` (cells × cohorts) and
    ``member_factor`` each authority's factor (authorities × cohorts); ``growth`` is the population to
    come as a share of today's (authorities × months).
    """

    history: History
    now: int
    is_here: Flags
    today: Children
    risks: Risks
    entries: Entries
    member: Floats
    member_factor: Floats
    growth: Floats


def fit(history: History, now: int, area: Ints, months: int) -> Model:
    """The Model of the children at the month end ``now``, fitted to nothing later; for ``months`` ahead.

    ``area`` is the sub-region of each authority, by position. An authority whose inputs do not vouch
    for ``now`` is left out of what is simulated, though its past still tells of chances.
    """
    children = history.children.where(history.children.month <= now)
    # What became of children after ``now`` is not known at ``now``.
    followed = children.where(children.month < now)
    to_leave, to_move = (
        followed.where(followed.month >= now - settings.whole(name)) for name in ("leave_months", "move_months")
    )
    today = children.where(children.month == now)
    is_here = np.bincount(today.authority, minlength=len(history.authorities)) > 0
    # At the same time of the year: what some cohorts rest on is collected once a year.
    near = (children.month > now - settings.whole("cohort_months")) & ((now - children.month) % YEAR == 0)
    recent = children.where(near)
    return Model(
        history,
        now,
        is_here,
        today,
        risks.fit(to_leave, to_move, area),
        entries.fit(history, children, settings.whole("entry_months"), area, now),
        *_members(recent, len(history.cohorts), area),
        entries.growth(history, now, months),
    )


def _members(recent: Children, cohorts: int, area: Ints) -> tuple[Floats, Floats]:
    shape = risks.shape()
    cells = Cells(shape)
    hard = recent.is_complex.astype(np.int64)
    levels = [hard, hard * shape.kinds + recent.kind]
    levels.append(levels[-1] * shape.groups + recent.group)
    sort = 2 * recent.is_unaccompanied + recent.is_far
    levels.append(levels[-1] * 4 + sort)
    sizes = [2, 2 * shape.kinds, 2 * shape.kinds * shape.groups, 8 * shape.kinds * shape.groups]
    # The finest division again in the order of the cells in which children are counted.
    cell = np.arange(cells.count)
    kind, group = cell // 8 % shape.kinds, cell // (8 * shape.kinds)
    place = ((cell % 2 * shape.kinds + kind) * shape.groups + group) * 4 + 2 * (cell // 4 % 2) + cell // 2 % 2
    prior, span = settings.whole("prior_months"), settings.whole("cohort_months") / YEAR
    chances, factors = np.zeros((cells.count, cohorts)), np.ones((len(area), cohorts))
    for cohort in range(cohorts):
        is_member = (recent.bits >> cohort & 1).astype(bool)
        chance = rates(is_member, levels, sizes, prior / 4)
        chances[:, cohort] = chance[place]
        # The same child is seen month after month and tells little more each time.
        seen = np.bincount(recent.authority, is_member, len(area)) / span
        due = np.bincount(recent.authority, chance[levels[-1]], len(area)) / span
        factors[:, cohort] = nested_effects(seen, due, area)[0]
    return chances, factors
