"""What the product itself answers a viewer: every mart, with nothing chosen and with each value chosen.

Every count in every answer is a cell. An intruder who has read the views knows which cells add up to
which: the values of a choice to no choice, the rows of an answer to the wholes it names. All of it is
narrowed by interval propagation, in both editions of the rule, from the same true figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import pandas as pd

from sufficiency import query
from sufficiency.choices import ChoiceError, Option
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate, levels, rule
from sufficiency.result import EXACT, Choices, View
from tests.intruder import editions
from tests.intruder.editions import ANY

Cell = tuple[object, ...]
PASSES = 10


@dataclass
class Cells:
    """The cells of one view about one place: what is true, and the least and most each can be."""

    true: dict[Cell, float] = field(default_factory=dict)
    low: dict[Cell, float] = field(default_factory=dict)
    high: dict[Cell, float] = field(default_factory=dict)
    sums: list[tuple[Cell, tuple[Cell, ...]]] = field(default_factory=list)

    def narrow(self) -> None:
        """Propagate every sum until nothing moves."""
        low, high = self.low, self.high
        for _ in range(PASSES):
            moved = False
            for whole, parts in self.sums:
                below, above = sum(low[p] for p in parts), sum(high[p] for p in parts)
                for cell, least, most in (
                    (whole, below, above),
                    *((p, low[whole] - above + high[p], high[whole] - below + low[p]) for p in parts),
                ):
                    if least > low[cell] or most < high[cell]:
                        low[cell], high[cell], moved = max(low[cell], least), min(high[cell], most), True
            if not moved:
                return

    def widths(self) -> list[float]:
        """How many values more than one each cell of 1 to 7 can have; raises where a bound is wrong."""
        small = [cell for cell, true in self.true.items() if 1 <= true <= 7]
        assert all(self.low[cell] <= self.true[cell] <= self.high[cell] for cell in small)
        return [min(self.high[cell], ANY) - self.low[cell] for cell in small]


def attack(
    scope: Scope, place: Choices, known: Sequence[Option], dimensions: Iterable[str], names: Sequence[str]
) -> dict[str, list[float]]:
    """By edition in ``names``, the widths of all small cells of every mart about ``place``."""
    values = {key: [option.value for option in known if option.choice == key] for key in dimensions}
    found: dict[str, list[float]] = {name: [] for name in names}
    for view in scope.catalogue.layer("marts"):
        if not view.child_level and levels.base(view) and not view.shared:
            asked = _ask(scope, view, place, known, values)
            for name in names:
                found[name] += _cells(view, asked, values, name).widths()
    return found


@dataclass(frozen=True)
class Asked:
    """What one choice was answered: the exact rows, and those that a viewer is shown, by their labels."""

    exact: pd.DataFrame
    shown: pd.DataFrame | None


def _ask(
    scope: Scope, view: View, place: Choices, known: Sequence[Option], values: dict[str, list[str]]
) -> dict[Cell, Asked]:
    """Every answer of ``view``: with nothing chosen but the place, and with each value of each choice."""
    keys = [c.name for c in view.columns if not c.is_measure and not c.kind]
    chosen = {(): place} | {(key, value): {**place, key: (value,)} for key in values for value in values[key]}
    found: dict[Cell, Asked] = {}
    for cell, choices in chosen.items():
        exact = query.fetch(scope, [view.name], choices, profile=EXACT, known=known)[view.name]
        found[cell] = Asked(_rows(exact.rows, keys), _shown(scope, view, choices, known, keys))
    return found


def _cells(view: View, asked: dict[Cell, Asked], values: dict[str, list[str]], edition: str) -> Cells:
    cells = Cells()
    # Expected children are no whole number, and a comparator's are nobody's choice.
    counts = [c.name for c in view.columns if c.unit == "count" and not c.kind]
    names = [name for name in counts if not name.startswith(("comparator_", "expected_"))]
    for chosen, answer in asked.items():
        _see(cells, chosen, answer, names, edition)
    rows = set().union(*(answer.exact.index for answer in asked.values()))
    for name in names:
        for key, some in values.items():
            for row in rows:
                _add(cells, ((), row, name), [((key, value), row, name) for value in some])
        for chosen, answer in asked.items():
            for whole, parts in _margins(view, answer.exact, name):
                _add(cells, (chosen, *whole), [(chosen, *part) for part in parts])
    cells.narrow()
    return cells


def _see(cells: Cells, chosen: Cell, answer: Asked, names: list[str], edition: str) -> None:
    """What one answer tells: in the rule as it is by the rows handed out, in earlier ones by their rule. A
    part of what is counted lies deeper than the rows, so that c may be nought wherever it stands."""
    exact, shown = answer.exact, answer.shown
    for name in names:
        true = exact[name].astype("float64").to_numpy()
        known = np.nan_to_num(true)
        if edition != editions.NOW:
            low, high = editions.EDITIONS[edition](known, 0 if edition == "first edition" else rule.FIRST_LEVEL + 1)
        elif shown is None:
            low, high = np.zeros(len(true)), np.full(len(true), ANY)
        else:
            seen = shown[name].astype("float64").reindex(exact.index).to_numpy()
            low, high = editions.bounds(seen, 0)
            # Withheld for another reason than that it is small; an intruder is told which those are.
            high = np.where(np.isnan(seen) & (true >= rule.band()), ANY, high)
        for row, value, least, most in zip(exact.index, true, low, high, strict=True):
            if not np.isnan(value):
                cell = (chosen, row, name)
                cells.true[cell], cells.low[cell], cells.high[cell] = value, least, most


def _shown(scope: Scope, view: View, choices: Choices, known: Sequence[Option], keys: list[str]) -> pd.DataFrame | None:
    """What a viewer is shown; None where the answer is refused or another view stands in its place."""
    try:
        result = query.fetch(scope, [view.name], choices, profile=gate.LONDON_7_5, known=known)[view.name]
    except ChoiceError:
        return None
    return _rows(result.rows, keys) if result.view.name == view.name else None


def _rows(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """By the labels of each row."""
    labels = [tuple(row) for row in rows[keys].astype(str).to_numpy()] if keys else [()] * len(rows)
    index = pd.Index(labels, tupleize_cols=False)
    return rows.set_index(index)[lambda one: ~one.index.duplicated()]


def _margins(view: View, frame: pd.DataFrame, name: str) -> Iterator[tuple[Cell, list[Cell]]]:
    """Rows of an answer that add up to a whole it names, as its true figures show."""
    whole = levels.wholes(view).get(name)
    if not whole or not len(frame):
        return
    frame = frame[[name, whole]].astype("float64")
    labels = pd.DataFrame([list(row) for row in frame.index], index=frame.index)
    for size in range(min(3, labels.shape[1])):
        for by in combinations(labels.columns, size):
            groups = [some.index for _, some in labels.groupby(list(by))] if by else [labels.index]
            pairs = [(frame.loc[group, name].sum(), frame.loc[group, whole]) for group in groups]
            if all((held == held.iloc[0]).all() and held.iloc[0] == total for total, held in pairs):
                yield from (((group[0], whole), [(row, name) for row in group]) for group in groups)
                return


def _add(cells: Cells, whole: Cell, parts: list[Cell]) -> None:
    """A sum that holds among the true figures, as one who knows the views would expect it to."""
    if whole not in cells.true:
        return
    known = [part for part in parts if part in cells.true]
    if known and sum(cells.true[part] for part in known) == cells.true[whole]:
        cells.sums.append((whole, tuple(known)))
