"""What an authority's own analyst works out of the others, who takes its own exact counts from totals that hold them.

It knows its own children exactly and reads of every other authority and area what a viewer does. Its pages set its own
beside London, its area and its neighbours; a viewer's files, which may be passed on, tell the same groups by
their tens. What the pages show of a group that its own are among was tried in three forms, each alone and beside such
files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from sufficiency.disclosure import rule
from sufficiency.reference import tables
from tests.intruder.editions import ANY, EDITIONS, NOW, Bounds
from tests.intruder.lattice import Lattice
from tests.intruder.london import London

# Of what interval propagation leaves so many values more than one, or fewer, linear programming says how many.
NARROW = 4


@dataclass(frozen=True)
class Answers:
    """Of every answer about a group: the ``least`` and ``most`` that the others in it are by the tens of all and the
    analyst's ``own``; how many ``others`` there truly are, and by how many dimensions they are ``crossed``; and
    whether the analyst's own ``is_among`` the group, and ``is_london`` all of them."""

    least: np.ndarray
    most: np.ndarray
    own: np.ndarray
    others: np.ndarray
    crossed: np.ndarray
    is_among: np.ndarray
    is_london: np.ndarray


def where_the_others_are_ten(seen: Answers) -> Bounds:
    """As a viewer sees it, where the others are ten in truth (until 28 November 2026). That it is not there says that
    they are fewer; London's total stands on other pages as a viewer sees it."""
    is_many = seen.others >= rule.band()
    low = np.where(is_many, np.maximum(seen.least, rule.band()), np.where(seen.is_london, seen.least, 0))
    high = np.where(is_many, seen.most, np.minimum(np.where(seen.is_london, seen.most, ANY), rule.band() - 1))
    return low, high


def own_and_the_others_ten(seen: Answers) -> Bounds:
    """The analyst's own exactly, and the others by their own ten."""
    low, high = np.zeros(len(seen.others)), np.zeros(len(seen.others))
    for level in set(seen.crossed):
        here = seen.crossed == level
        low[here], high[here] = EDITIONS[NOW](seen.others[here], level)
    return low, high


def where_ten_follow(seen: Answers) -> Bounds:
    """As a viewer sees it, where at the foot of its ten the others are ten: the product's own
    (:mod:`sufficiency.disclosure.others`). London's total stands on other pages as a viewer sees it."""
    is_shown = (seen.least >= rule.band()) | seen.is_london
    # Withheld: a viewer sees nothing either, or the foot of the ten less the own is less than ten.
    return np.where(is_shown, seen.least, 0), np.where(is_shown, seen.most, 2 * rule.band() - 2)


STANDS = "third edition"
FORMS: dict[str, Callable[[Answers], Bounds]] = {
    "third edition, withheld by what is truly left": where_the_others_are_ten,
    "third edition, own and the others' ten": own_and_the_others_ten,
    STANDS: where_ten_follow,
}


class Analyst:
    """The lattice of the others' children as the analyst of the authority ``code`` may narrow it."""

    def __init__(self, london: London, code: str, dimensions: tuple[str, ...]) -> None:
        areas = (*london.areas, frozenset(neighbours(code)))
        self.lattice = Lattice(london.children, ("authority_code", *dimensions), EDITIONS[NOW], areas)
        place, full = self.lattice.levels[0].index(code), self.lattice.cells
        mine = np.zeros_like(full)
        mine[place] = full[place]
        own = np.asarray(self.lattice.matrix @ mine.ravel()).astype(int)
        kind = full.size // len(full)
        sizes = [len(np.unique(some // kind)) for some in self.lattice.members]
        self.is_one = np.array([size == 1 for size in sizes])
        is_among = np.array([bool((some // kind == place).any()) for some in self.lattice.members])
        self.is_mine = self.is_one & is_among
        self.seen = Answers(
            np.maximum(self.lattice.low - own, 0),
            self.lattice.high - own,
            own,
            self.lattice.truths - own,
            self.lattice.crossed,
            is_among & ~self.is_one,
            np.array([size == len(full) for size in sizes]),
        )
        self.lattice.truths, self.lattice.cells = self.seen.others, full - mine

    def narrowed(self, form: str, *, has_files: bool) -> Lattice:
        """The lattice as the pages of ``form`` tell it, with a viewer's files besides where it ``has_files``."""
        low, high = FORMS[form](self.seen)
        if has_files:
            low, high = np.maximum(low, self.seen.least), np.minimum(high, self.seen.most)
        is_told = self.seen.is_among
        low, high = np.where(is_told, low, self.seen.least), np.where(is_told, high, self.seen.most)
        lattice = self.lattice
        lattice.low, lattice.high = np.where(self.is_mine, 0, low), np.where(self.is_mine, 0, high)
        lattice.__dict__.pop("ends", None)  # those of the bounds before
        return lattice

    def small(self) -> np.ndarray:
        """The answers about 1 to 7 others."""
        return np.flatnonzero((self.seen.others >= 1) & (self.seen.others <= 7) & ~self.is_mine)


def neighbours(code: str) -> set[str]:
    """The statistical neighbours of an authority."""
    rows = tables.records("statistical_neighbours")
    return {row["neighbour_code"] for row in rows if row["authority_code"] == code}


def analysts(london: London, dimensions: tuple[str, ...]) -> Iterator[Analyst]:
    """Of every authority its analyst, by every two of ``dimensions``."""
    for code in sorted(pd.unique(london.children["authority_code"])):
        for some in combinations(dimensions, 2):
            yield Analyst(london, code, some)


def widths(analyst: Analyst, form: str, *, has_files: bool) -> np.ndarray:
    """How many values more than one each small count of others can have: by interval propagation, and of the narrowest
    by linear programming. Raises where a bound leaves the truth out."""
    small = analyst.small()
    lattice = analyst.narrowed(form, has_files=has_files)
    least, most = lattice.ends
    cells = lattice.cells.ravel()
    assert ((least <= cells) & (cells <= most)).all(), "a bound that leaves the truth out is no bound"
    found = lattice.widths(small)
    for place in np.flatnonzero(found <= NARROW):
        found[place] = lattice.width(int(small[place]))
    return found


def attack(london: London, dimensions: tuple[str, ...]) -> dict[tuple[bool, str], np.ndarray]:
    """By whether an analyst has a viewer's files, and by form, the widths of all small counts of others that the
    analysts of all authorities can ask for."""
    found: dict[tuple[bool, str], list[np.ndarray]] = {
        (has_files, form): [] for has_files in (False, True) for form in FORMS
    }
    for analyst in analysts(london, dimensions):
        for (has_files, form), some in found.items():
            some.append(widths(analyst, form, has_files=has_files))
    return {key: np.concatenate(some) for key, some in found.items()}
