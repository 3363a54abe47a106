"""What a plan of homes is worth: children, miles and pounds.

Break-even is yearly cost / (price replaced x 52): how many children must live in a home, at the price now paid for
them, before it costs less than it replaces; divided by the beds it is the occupancy that decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sufficiency.planning.siting import WEEKS
from sufficiency.planning.siting_inputs import Facts
from sufficiency.planning.siting_problem import Plan, Problem


@dataclass(frozen=True)
class Worth:
    """Of one plan: children served at any time, of them nearer home and out of unregistered places (None where
    withheld), miles nearer and pounds a week replaced for each child on average, pounds a year the homes cost, and
    saved."""

    children: float
    nearer: float
    unregistered: float | None
    miles_saved: float
    price_before: float
    yearly_cost: float

    @property
    def saving(self) -> float:
        """Pounds a year that are no longer paid, less what the homes cost."""
        return self.children * self.price_before * WEEKS - self.yearly_cost

    @property
    def price_after(self) -> float | None:
        """Pounds a week for each child served; None where nobody is."""
        return self.yearly_cost / WEEKS / self.children if self.children else None


def break_even(yearly_cost: float, price_replaced: float) -> float:
    """Children who must live in a home that costs ``yearly_cost`` pounds before it costs no more than the
    ``price_replaced`` (pounds a week) that it saves for each."""
    return yearly_cost / (price_replaced * WEEKS)


def worth(problem: Problem, facts: Facts, plan: Plan) -> Worth:
    """What ``plan`` does, over all its homes."""
    pairs = [(i, j, n) for (i, j), n in pairs_served(plan)]
    children = sum(n for _, _, n in pairs)
    per_child = 1 / children if children else 0.0
    shares = [facts.unregistered[i] for i, _, _ in pairs]
    told = None if None in shares else sum((s or 0.0) * n for s, (_, _, n) in zip(shares, pairs, strict=True))
    return Worth(
        children,
        sum(facts.nearer[i][j] * n for i, j, n in pairs),
        told,
        sum(problem.saved(i, j) * n for i, j, n in pairs) * per_child,
        sum(problem.areas[i].price * n for i, _, n in pairs) * per_child,
        plan.yearly_cost(problem),
    )


def pairs_served(plan: Plan) -> Iterable[tuple[tuple[int, int], float]]:
    """Pairs of area and site of which more than a thousandth of a child is served."""
    rows, columns = plan.served.shape
    pairs = ((i, j) for j in range(columns) for i in range(rows))
    return [((i, j), float(plan.served[i, j])) for i, j in pairs if plan.served[i, j] > 1e-3]
