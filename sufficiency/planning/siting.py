"""Where new homes serve most: a small capacitated location problem, solved exactly by HiGHS.

Which homes open is whole numbers; children served are expected numbers, so they may be fractions. First as many
children as can be are served; among all plans that serve so many, the one of most value is taken. A child served from
an area in a home is worth ``weight`` times the miles nearer, as a share of the most that any pair saves, and the rest
of the weight times the weekly price no longer paid, as a share of the highest, less the home's own yearly cost.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from sufficiency.planning.siting_problem import NoPlan, Plan, Problem

WEEKS = 52
SLACK = 1e-7  # children: how far the second solution may fall short of the first's number, for rounding


def solve(problem: Problem, barred: Sequence[Sequence[int]] = ()) -> Plan:
    """The best plan other than those whose homes by site are ``barred``.

    Raises NoPlan where fewer homes may open than are to, or all plans are barred.
    """
    form = _Form(problem)
    if not problem.areas:
        raise NoPlan("nobody is waiting")
    if form.may_open() < problem.homes:
        raise NoPlan("fewer homes may be opened than are to be")
    rules = [
        form.counted(),
        *form.full(),
        *form.open_first(),
        *form.known(),
        *form.by_board(),
        *form.other_than(barred),
    ]
    most = form.run(-form.is_new_child - form.is_old_child, rules)
    served = LinearConstraint(form.is_new_child + form.is_old_child, form.all_served(most) - SLACK, np.inf)
    return form.plan(form.run(-form.worth, [*rules, served]))


class _Form:
    """The problem in the columns of a linear programme: a whole number for each home that may open (0 or 1), then
    children of each pair of area and site within reach, by new homes and by places that are there."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        sites = problem.sites
        near = [
            (i, j) for i in range(len(problem.areas)) for j in range(len(sites)) if problem.miles[i][j] <= problem.reach
        ]
        self.copies = np.array([j for j, site in enumerate(sites) for _ in range(site.most)], dtype=int)
        self.new = [(i, j) for i, j in near if sites[j].most]
        self.old = [(i, j) for i, j in near if sites[j].places > 0]
        first, second = len(self.copies), len(self.copies) + len(self.new)
        self.width = second + len(self.old)
        self.is_new_child, self.is_old_child = np.zeros(self.width), np.zeros(self.width)
        self.is_new_child[first:second], self.is_old_child[second:] = 1, 1
        self.worth = self._worth()

    def _worth(self) -> np.ndarray:
        """What a one in each column is worth."""
        problem = self.problem
        pairs = self.new + self.old
        farthest = max((abs(problem.counted(i, j)) for i, j in pairs), default=0.0) or 1.0
        dearest = max((area.price for area in problem.areas), default=0.0) or 1.0
        costs = [-(1 - problem.weight) * problem.sites[j].yearly_cost / WEEKS / dearest for j in self.copies]
        children = [
            problem.weight * problem.counted(i, j) / farthest + (1 - problem.weight) * problem.areas[i].price / dearest
            for i, j in pairs
        ]
        return np.array([*costs, *children])

    def counted(self) -> LinearConstraint:
        """So many homes open in all."""
        row = np.zeros(self.width)
        row[: len(self.copies)] = 1
        return LinearConstraint(row, self.problem.homes, self.problem.homes)

    def _boards(self) -> dict[str, np.ndarray]:
        """By board, which of the homes that may open lie in it."""
        boards = [self.problem.sites[j].board for j in self.copies]
        return {board: np.array([other == board for other in boards]) for board in dict.fromkeys(boards)}

    def may_open(self) -> float:
        """How many homes may open, given how many may in one board."""
        return sum(
            min(are.sum(), self.problem.in_board if board else math.inf) for board, are in self._boards().items()
        )

    def by_board(self) -> list[LinearConstraint]:
        """No board has more homes than one may."""
        rest = np.zeros(self.width - len(self.copies))
        return [
            LinearConstraint(np.concatenate([are.astype(float), rest]), -np.inf, self.problem.in_board)
            for board, are in self._boards().items()
            if board and are.sum() > self.problem.in_board
        ]

    def full(self) -> list[LinearConstraint]:
        """No home takes more children than it has beds filled, and no area sends more than it has."""
        sites, areas = len(self.problem.sites), len(self.problem.areas)
        entries: list[tuple[int, int, float]] = []
        start = len(self.copies)
        for column, (i, j) in enumerate(self.new):
            entries += [(j, start + column, 1.0), (2 * sites + i, start + column, 1.0)]
        start += len(self.new)
        for column, (i, j) in enumerate(self.old):
            entries += [(sites + j, start + column, 1.0), (2 * sites + i, start + column, 1.0)]
        entries += [(j, column, -self.problem.sites[j].beds) for column, j in enumerate(self.copies)]
        most = [*[0.0] * sites, *[s.places for s in self.problem.sites], *[a.children for a in self.problem.areas]]
        rows, columns, values = zip(*entries, strict=True)
        matrix = coo_array((values, (rows, columns)), shape=(2 * sites + areas, self.width))
        return [LinearConstraint(matrix.tocsr(), -np.inf, np.array(most))]

    def open_first(self) -> list[LinearConstraint]:
        """Nobody is served where no home opens, pair by pair. What no home takes more of than its beds says already;
        but said so, the solver's bounds are close, and it need not try many plans."""
        if not self.new:
            return []
        start, sites = len(self.copies), self.problem.sites
        entries: list[tuple[int, int, float]] = []
        for row, (i, j) in enumerate(self.new):
            most = min(self.problem.areas[i].children, sites[j].beds)
            entries.append((row, start + row, 1.0))
            entries += [(row, int(column), -most) for column in np.flatnonzero(self.copies == j)]
        rows, columns, values = zip(*entries, strict=True)
        matrix = coo_array((values, (rows, columns)), shape=(len(self.new), self.width))
        return [LinearConstraint(matrix.tocsr(), -np.inf, 0)]

    def known(self) -> list[LinearConstraint]:
        """A site's second home opens after its first, so that a plan is written in one way only."""
        rules = []
        for column in range(1, len(self.copies)):
            if self.copies[column] == self.copies[column - 1]:
                row = np.zeros(self.width)
                row[column - 1], row[column] = 1, -1
                rules.append(LinearConstraint(row, 0, np.inf))
        return rules

    def other_than(self, barred: Sequence[Sequence[int]]) -> list[LinearConstraint]:
        """At least one home is opened or left out that is not in a plan that is barred (no-good cuts)."""
        rules = []
        for homes in barred:
            left = list(homes)
            row, opened = np.zeros(self.width), 0
            for column, j in enumerate(self.copies):
                is_open = left[j] > 0
                left[j] -= is_open
                opened += is_open
                row[column] = -1 if is_open else 1
            rules.append(LinearConstraint(row, 1 - opened, np.inf))
        return rules

    def run(self, goal: np.ndarray, rules: list[LinearConstraint]) -> np.ndarray:
        """The columns of the best solution; raises NoPlan where there is none."""
        whole = np.zeros(self.width)
        whole[: len(self.copies)] = 1
        top = np.where(whole == 1, 1.0, np.inf)
        answer = milp(goal, integrality=whole, bounds=Bounds(0, top), constraints=rules, options={"mip_rel_gap": 0})
        if answer.x is None:
            raise NoPlan("there is no other plan")
        return np.asarray(answer.x)

    def all_served(self, columns: np.ndarray) -> float:
        return float(columns @ (self.is_new_child + self.is_old_child))

    def plan(self, columns: np.ndarray) -> Plan:
        """The solution as homes by site and children by area and site."""
        shape = (len(self.problem.areas), len(self.problem.sites))
        served, before = np.zeros(shape), np.zeros(shape)
        start = len(self.copies)
        for place, (i, j) in enumerate(self.new):
            served[i, j] = max(0.0, columns[start + place])
        for place, (i, j) in enumerate(self.old):
            before[i, j] = max(0.0, columns[start + len(self.new) + place])
        homes = np.bincount(self.copies, np.round(columns[:start]), minlength=shape[1])
        return Plan(tuple(int(n) for n in homes), served, before, float(columns @ self.worth))
