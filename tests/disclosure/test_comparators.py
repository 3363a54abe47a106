"""Sums of London, of sub-regions and of statistical neighbours, subtracted from one another.

Sub-regions are answers a viewer has in any case. Neighbours are groups of their own, which overlap: a
viewer who asks for those of one authority after another could solve for single authorities, and is
therefore not given them. An analyst of one authority has those of that authority alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from sufficiency import choices, settings
from sufficiency.database.scope import Scope
from sufficiency.disclosure import rule
from sufficiency.snapshot import store
from tests.intruder import london
from tests.intruder.editions import EDITIONS, NOW
from tests.intruder.lattice import Lattice

CAMDEN = "E09000007"
DIMENSION = "placement_type"
CELLS = 24
Sets = tuple[frozenset[str], ...]


@pytest.fixture(scope="module")
def children() -> Iterator[tuple[pd.DataFrame, Sets]]:
    """The children of the demonstration, and the areas of every grouping."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SUFFICIENCY_DATA", raising=False)
        scope = Scope(store.read(settings.DEMONSTRATION), marts=("headline",))
        with scope.cursor_for({}, scope.as_at, ["everyone"]) as (cursor, _):
            rows = cursor.execute(london.CHILDREN).df()
            areas = cursor.execute(london.AREAS).fetchall()
        scope.close()
    yield rows, tuple({frozenset(some) for (some,) in areas if len(some) > 1})


def neighbours() -> dict[str, frozenset[str]]:
    """The neighbours of each authority, those that are in London."""
    with (settings.REFERENCE / "statistical_neighbours.csv").open(encoding="utf-8", newline="") as handle:
        rows = [(row["authority_code"], row["neighbour_code"]) for row in csv.DictReader(handle)]
    return {
        code: frozenset(other for own, other in rows if own == code and other.startswith("E09"))
        for code in dict.fromkeys(own for own, _ in rows)
    }


def widths(rows: pd.DataFrame, sets: Sets, known: str = "") -> np.ndarray:
    """How many values more than one each of some small cells can have; ``known`` knows its own exactly."""
    lattice = Lattice(rows, ("authority_code", DIMENSION), EDITIONS[NOW], sets)
    if known:
        kinds = len(lattice.levels[1])
        first = lattice.levels[0].index(known) * (kinds + 1)
        own = slice(first, first + kinds)
        lattice.low[own] = lattice.high[own] = lattice.truths[own]
    cells = {tuple(members): answer for answer, members in enumerate(lattice.members) if len(members) == 1}
    small = [answer for answer in cells.values() if 1 <= lattice.truths[answer] < rule.band()]
    small = [answer for answer in small if lattice.low[answer] < lattice.high[answer]]
    chosen = np.random.default_rng(4).choice(small, CELLS, replace=False)
    return np.array([lattice.width(answer) for answer in chosen])


@pytest.mark.xdist_group("intruder")
def test_neighbours_of_one_authority_after_another_would_narrow_what_a_viewer_may_not_know(children) -> None:
    """The reason for the refusal: with all 33 sums the same cells have fewer values left."""
    rows, areas = children
    apart = widths(rows, areas)
    together = widths(rows, areas + tuple(neighbours().values()))
    assert apart.min() > 0
    assert together.mean() < apart.mean(), "if overlapping sums told nothing more, viewers could have them"
    assert ("comparator", "neighbours") in choices.EXACT_ONLY


@pytest.mark.xdist_group("intruder")
def test_an_analysts_own_neighbours_and_areas_determine_no_other_authoritys_few(children) -> None:
    """Camden's analyst knows Camden exactly, and the sums of London, Camden's areas and its neighbours."""
    rows, areas = children
    own = tuple(area for area in areas if CAMDEN in area)
    before = widths(rows, own, known=CAMDEN)
    after = widths(rows, (*own, neighbours()[CAMDEN]), known=CAMDEN)
    assert after.min() > 0, "no cell is known exactly"
    assert (after <= 2).sum() <= (before <= 2).sum() + 1
    assert after.mean() > before.mean() - 0.3
