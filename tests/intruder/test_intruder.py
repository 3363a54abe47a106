"""A sample of the intruder's attack: the rule must hold, and the attack must be able to break a rule."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from tests.intruder import attack, months
from tests.intruder.editions import EDITIONS, Bounds, first, second
from tests.intruder.lattice import Lattice


@pytest.fixture(scope="module")
def children() -> pd.DataFrame:
    """One invented authority of some 200 children."""
    chance = np.random.default_rng(11)
    made = {
        "age_band": chance.choice(list("abcde"), 200, p=[0.4, 0.25, 0.2, 0.1, 0.05]),
        "sex": chance.choice(list("FM"), 200),
        "ethnic_group": chance.choice(list("pqrst"), 200, p=[0.5, 0.2, 0.15, 0.1, 0.05]),
        "placement_type": chance.choice(list("uvwxyz"), 200, p=[0.5, 0.2, 0.15, 0.1, 0.03, 0.02]),
    }
    return pd.DataFrame({"authority_code": "A", **made})


def test_a_count_of_one_is_told_where_nought_is_shown_and_is_not_where_it_is_withheld() -> None:
    # Seven children, each alone in their kind, under a withheld total: the first edition gives all away.
    alone = pd.DataFrame({"kind": list("abcdefg"), "sex": "F"})

    def below_the_first_level(true: np.ndarray, crossed: int) -> Bounds:
        return second(true, crossed + 1)

    for edition, width in ((first, 0), (below_the_first_level, 7)):
        lattice = Lattice(alone, ("kind", "sex"), edition)
        cell = next(n for n, some in enumerate(lattice.members) if len(some) == 1)
        assert lattice.width(cell) == width


def test_no_small_cell_of_any_three_dimensions_is_determined(children: pd.DataFrame) -> None:
    widths: list[float] = []
    for picked in combinations(attack.KNOWN, 3):
        lattice = Lattice(children, picked, second)
        widths += [lattice.width(answer) for answer in lattice.small()[::9]]
    assert len(widths) > 20
    assert min(widths) >= 1 and np.mean(widths) >= 5


def test_no_attribute_follows_from_others(children: pd.DataFrame) -> None:
    assert Lattice(children, attack.KNOWN, EDITIONS["first edition"]).told() > 0
    assert Lattice(children, attack.KNOWN, EDITIONS["second edition"]).told() == 0


def test_a_months_starts_follow_from_two_months_unless_they_are_for_exact_eyes() -> None:
    rows = pd.DataFrame({"looked_after_count": [108, 102], "start_count": [0, 1], "end_count": [0, 7]})
    assert months.widths(rows, first, True) == [0, 0]
    assert min(months.widths(rows, second, False)) > 7
