"""What the product itself answers a viewer: every mart, with nothing chosen and with each value chosen.

Every count in every answer is a cell. An intruder who has read the views knows which cells add up to
which: the values of a choice to no choice, the rows of an answer to the wholes it names. All of it is
narrowed by interval propagation, in each edition of the rule, from the same true figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import pandas as pd

from sufficiency import choices
from sufficiency.choices import Option
from sufficiency.database.scope import Scope
from sufficiency.disclosure import levels, rule
from sufficiency.result import Choices, Given, View
from tests.intruder import asking, editions
from tests.intruder.asking import Answers
from tests.intruder.cells import Cell, Cells
from tests.intruder.editions import ANY, Bounds

CHOICES = 2  # of each mart, each value of so many choices
NO_MORE = 2  # values more than one that a small cell must have at least one more than


@dataclass
class Known:
    """What came of an attack in one edition: of each small cell its width, what it truly is, and a guess; and how many
    small cells of each mart are known to two."""

    widths: list[float] = field(default_factory=list)
    truths: list[float] = field(default_factory=list)
    guesses: list[float] = field(default_factory=list)
    told: dict[str, int] = field(default_factory=dict)


def attack(
    scope: Scope, place: Choices, known: Sequence[Option], names: Sequence[str], given: Given | None = None
) -> dict[str, Known]:
    """By edition in ``names``, what is known of all small cells of every mart about ``place``; ``given`` holds the
    tables of a scenario that somebody draws."""
    values = {key: [o.value for o in known if o.choice == key] for key in _dividing()}
    views = attacked(scope)
    by = {view.name: chosen_by(number) for number, view in enumerate(views)}
    asked = asking.answers(scope, place, known, by, values, given)
    found = {name: Known() for name in names}
    for view in views:
        some = {key: values[key] for key in by[view.name]}
        cells = _cells(view, asked[view.name], some)
        if not cells.true:
            continue
        for name in names:
            seen = _seen(cells, view, asked[view.name], name)
            widths = cells.widths(*cells.narrowed(*seen))
            found[name].widths += list(widths)
            found[name].truths += list(np.array(cells.true)[cells.small()])
            found[name].guesses += list(cells.guesses(*seen))
            if (widths <= NO_MORE).any():
                found[name].told[view.name] = int((widths <= NO_MORE).sum())
    return found


def _dividing() -> list[str]:
    """The choices that divide children."""
    return [key for key, kind in choices.kinds().items() if kind.is_crossing]


def chosen_by(number: int) -> tuple[str, ...]:
    """The choices that the mart of this number is asked with, each value of each: some of all that divide
    children, in turn from mart to mart, because every value of all ten takes hours."""
    crossing = _dividing()
    return tuple(crossing[(CHOICES * number + step) % len(crossing)] for step in range(CHOICES))


def attacked(scope: Scope) -> list[View]:
    """The marts that count children and that a viewer may ask for with a place."""
    views = scope.catalogue.layer("marts")
    found = [view for view in views if not view.child_level and _counts(view) and not view.shared]
    return sorted(found, key=lambda view: view.name)


def _counts(view: View) -> list[str]:
    """The counts of children; a comparator's are nobody's choice."""
    counts = [c.name for c in view.columns if c.unit == "count" and c.kind in ("", "beside")]
    return [name for name in counts if not name.startswith("comparator_")]


def _is_counted(true: pd.Series) -> np.ndarray:
    """Which figures are counts of somebody: what is expected of a forecast is mostly no whole number, but of months
    that were seen, and of what is carried on, it is."""
    values = true.astype("float64").to_numpy()
    return ~np.isnan(values) & (values >= 0) & (values == np.floor(values))


def _cells(view: View, asked: Answers, values: dict[str, list[str]]) -> Cells:
    """Every count of every answer, and what adds up to what."""
    cells = Cells()
    for chosen, answer in asked.items():
        for name in _counts(view):
            counted = answer.exact[name].astype("float64")[_is_counted(answer.exact[name])]
            for row, true in zip(counted.index, counted, strict=True):
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


def _seen(cells: Cells, view: View, asked: Answers, edition: str) -> Bounds:
    """What the answers tell of each cell: in the rule as it is by the rows handed out, in earlier ones by
    their rule. A part of what is counted lies deeper than the rows, so that c may be nought wherever it stands."""
    lows, highs = [], []
    for answer in asked.values():
        exact, shown = answer.exact, answer.shown
        for name in _counts(view):
            true, is_there = exact[name].astype("float64").to_numpy(), _is_counted(exact[name])
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
