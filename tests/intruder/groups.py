"""What groups of authorities tell of one: marts about each authority, each area of every grouping and all of London.

A group's count is the sum of its authorities'. Where few have anybody, as in secure homes, what is said of each, 0 or
not, and the ten of a total may leave little room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from sufficiency import query
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate, rule
from sufficiency.reference import areas
from sufficiency.result import EXACT, Choices, View
from tests.intruder.cells import Cells
from tests.intruder.editions import ANY, bounds

Group = tuple[str, ...]
Row = tuple[str, ...]
ONE = 1  # authority that a group is of


def groups(scope: Scope) -> dict[Group, Choices]:
    """What is chosen for each group of authorities that sent anything."""
    sent = set(scope.snapshot.authorities)
    found: dict[Group, Choices] = {(code,): {"authority": (code,)} for code in sorted(sent)}
    for grouping, by_area in areas.groupings().items():
        for area, codes in by_area.items():
            some = tuple(sorted(codes & sent))
            if ONE < len(some) < len(sent):
                found.setdefault(some, {"grouping": (grouping,), "area": (area,)})
    return found | {tuple(sorted(sent)): {}}


def widths(scope: Scope, names: Sequence[str], chosen: Choices | None = None) -> dict[str, np.ndarray]:
    """By mart, how many values more than one each small count of one authority can have, of all who were asked for with
    ``chosen``."""
    asked = {group: {**(chosen or {}), **place} for group, place in groups(scope).items()}
    exact, shown = (
        {group: query.fetch(scope, names, place, profile=profile) for group, place in asked.items()}
        for profile in (EXACT, gate.LONDON_7_5)
    )
    found = {}
    for name in names:
        view = scope.catalogue.views[name]
        true = {group: _counts(view, answers[name].rows) for group, answers in exact.items()}
        seen = {
            group: _counts(view, answers[name].rows) if answers[name].view.name == name else {}
            for group, answers in shown.items()
        }
        found[name] = np.concatenate([_of_one(*pair) for pair in _by_row(true, seen)] or [np.array([])])
    return found


def _counts(view: View, rows: pd.DataFrame) -> dict[Row, float]:
    """Every count of ``rows``, by its column and the labels of its row; NaN where it is withheld."""
    labels = [
        column.name for column in view.columns if not column.is_measure and not column.kind and column.unit != "flag"
    ]
    counted = [column.name for column in view.columns if column.unit == "count" and column.kind in ("", "beside")]
    keys = list(rows[labels].astype(str).itertuples(index=False, name=None))
    return {
        (name, *key): value
        for name in counted
        if not name.startswith("comparator_")
        for key, value in zip(keys, rows[name].astype("float64"), strict=True)
    }


def _by_row(
    true: Mapping[Group, dict[Row, float]], seen: Mapping[Group, dict[Row, float]]
) -> Iterator[tuple[dict[Group, float], dict[Group, float], dict[bool, bool]]]:
    """Of each row what is true and what is seen, by group, and whether a 0 is told of one authority, and of several."""
    told = {(row[0], len(group) == ONE) for group, rows in seen.items() for row, value in rows.items() if value == 0}
    for row in dict.fromkeys(row for rows in true.values() for row in rows):
        tells = {is_one: (row[0], is_one) in told for is_one in (True, False)}
        yield (
            {group: rows.get(row, 0.0) for group, rows in true.items()},
            {group: rows.get(row, np.nan) for group, rows in seen.items()},
            tells,
        )


def _of_one(true: dict[Group, float], seen: dict[Group, float], tells: Mapping[bool, bool]) -> np.ndarray:
    """The widths of the small counts of one authority, once every sum that is true is known."""
    cells, low, high = Cells(), [], []
    for group, value in true.items():
        is_one = len(group) == ONE
        cells.see(group, 0.0 if np.isnan(value) else value)
        least, most = bounds(np.array([seen[group]]), int(tells[is_one]))
        if np.isnan(seen[group]) and not 0 < value < rule.band():
            # Not a row of so few: where 0 is told it is no row at all; else it is withheld for another reason.
            least, most = np.zeros(1), np.array([0.0 if value == 0 and tells[is_one] else ANY])
            most = np.array([rule.band() - 1.0]) if value == 0 and not tells[is_one] else most
        low.append(least[0])
        high.append(most[0])
    for group in (group for group in true if len(group) > ONE):
        cells.add(group, [(code,) for code in group])
    narrowed = cells.narrowed(np.array(low), np.array(high))
    is_one = np.array([len(group) == ONE for group in cells.numbers])
    return cells.widths(*narrowed)[is_one[cells.small()]]
