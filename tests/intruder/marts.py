"""What the product itself answers a viewer: every mart, with nothing chosen and with each value chosen.

Every count in every answer is a cell. An intruder who has read the views knows which cells add up to
which: the values of a choice to no choice, the rows of an answer to the wholes it names. All of it is
narrowed by interval propagation, in each edition of the rule, from the same true figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations
from unittest.mock import patch

import numpy as np
import pandas as pd

from sufficiency import choices, query
from sufficiency.choices import ChoiceError, Option
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate, levels, rule
from sufficiency.result import EXACT, Choices, View
from tests.intruder import editions
from tests.intruder.cells import Cell, Cells
from tests.intruder.editions import ANY, Bounds

CHOICES = 2  # of each mart, each value of so many choices


@dataclass
class Known:
    """What came of an attack in one edition: of each small cell its width, what it truly is, and a guess."""

    widths: list[float] = field(default_factory=list)
    truths: list[float] = field(default_factory=list)
    guesses: list[float] = field(default_factory=list)


def attack(scope: Scope, place: Choices, known: Sequence[Option], names: Sequence[str]) -> dict[str, Known]:
    """By edition in ``names``, what is known of all small cells of every mart about ``place``."""
    found = {name: Known() for name in names}
    for number, view in enumerate(attacked(scope)):
        values = {key: [o.value for o in known if o.choice == key] for key in chosen_by(number)}
        asked = _ask(scope, view, place, known, values)
        cells = _cells(view, asked, values)
        for name in names:
            seen = _seen(cells, view, asked, name)
            found[name].widths += list(cells.widths(*cells.narrowed(*seen)))
            found[name].truths += list(np.array(cells.true)[cells.small()])
            found[name].guesses += list(cells.guesses(*seen))
    return found


def chosen_by(number: int) -> tuple[str, ...]:
    """The choices that the mart of this number is asked with, each value of each: two of all that divide
    children, in turn from mart to mart, because every value of all ten takes hours."""
    crossing = [key for key, kind in choices.kinds().items() if kind.is_crossing]
    return tuple(crossing[(CHOICES * number + step) % len(crossing)] for step in range(CHOICES))


def attacked(scope: Scope) -> list[View]:
    """The marts that count children and that a viewer may ask for with a place."""
    views = scope.catalogue.layer("marts")
    found = [view for view in views if not view.child_level and levels.base(view) and not view.shared]
    return sorted(found, key=lambda view: view.name)


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
    for cell, made in chosen.items():
        with _read_once():
            exact = query.fetch(scope, [view.name], made, profile=EXACT, known=known)[view.name]
            found[cell] = Asked(_rows(exact.rows, keys), _shown(scope, view, made, known, keys))
    return found


@contextmanager
def _read_once() -> Iterator[None]:
    """For one set of choices: what both profiles are answered from is read from the database once."""
    read, kept = query._rows, {}

    def rows(scope: Scope, cursor: object, view: View) -> pd.DataFrame:
        if view.name not in kept:
            kept[view.name] = read(scope, cursor, view)
        return kept[view.name].copy()

    with patch.object(query, "_rows", rows):
        yield


def _counts(view: View) -> list[str]:
    """The counts of children: expected ones are no whole number, and a comparator's are nobody's choice."""
    counts = [c.name for c in view.columns if c.unit == "count" and not c.kind]
    return [name for name in counts if not name.startswith(("comparator_", "expected_"))]


def _cells(view: View, asked: dict[Cell, Asked], values: dict[str, list[str]]) -> Cells:
    """Every count of every answer, and what adds up to what."""
    cells = Cells()
    for chosen, answer in asked.items():
        for name in _counts(view):
            for row, true in zip(answer.exact.index, answer.exact[name].astype("float64"), strict=True):
                if not np.isnan(true):
                    cells.see((chosen, row, name), true)
    rows = set().union(*(answer.exact.index for answer in asked.values()))
    for name in _counts(view):
        for key, some in values.items():
            for row in rows:
                cells.add(((), row, name), [((key, value), row, name) for value in some])
        for chosen, answer in asked.items():
            for whole, parts in _margins(view, answer.exact, name):
                cells.add((chosen, *whole), [(chosen, *part) for part in parts])
    return cells


def _seen(cells: Cells, view: View, asked: dict[Cell, Asked], edition: str) -> Bounds:
    """What the answers tell of each cell: in the rule as it is by the rows handed out, in earlier ones by
    their rule. A part of what is counted lies deeper than the rows, so that c may be nought wherever it stands."""
    lows, highs = [], []
    for answer in asked.values():
        exact, shown = answer.exact, answer.shown
        for name in _counts(view):
            true = exact[name].astype("float64").to_numpy()
            is_there = ~np.isnan(true)
            if edition != editions.NOW:
                level = 0 if edition == "first edition" else rule.FIRST_LEVEL + 1
                low, high = editions.EDITIONS[edition](np.nan_to_num(true), level)
            elif shown is None:
                low, high = np.zeros(len(true)), np.full(len(true), ANY)
            else:
                seen = shown[name].astype("float64").reindex(exact.index).to_numpy()
                low, high = editions.bounds(seen, 0)
                # Withheld for another reason than that it is small; an intruder is told which those are.
                high = np.where(np.isnan(seen) & (true >= rule.band()), ANY, high)
            lows.append(low[is_there])
            highs.append(high[is_there])
    return np.concatenate(lows), np.concatenate(highs)


def _shown(scope: Scope, view: View, made: Choices, known: Sequence[Option], keys: list[str]) -> pd.DataFrame | None:
    """What a viewer is shown; None where the answer is refused or another view stands in its place."""
    try:
        result = query.fetch(scope, [view.name], made, profile=gate.LONDON_7_5, known=known)[view.name]
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
            groups = labels.groupby(list(by)).ngroup().to_numpy() if by else np.zeros(len(labels), dtype=int)
            held = frame[whole].groupby(groups).agg(["min", "max"])
            if (held["min"] == held["max"]).all() and (frame[name].groupby(groups).sum() == held["min"]).all():
                for group in range(len(held)):
                    rows = list(frame.index[groups == group])
                    yield (rows[0], whole), [(row, name) for row in rows]
                return
