"""What the product answers a viewer about one place, and what is true of it, mart by mart and choice by choice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

import duckdb
import pandas as pd

from sufficiency import query
from sufficiency.choices import ChoiceError, Option
from sufficiency.database import mart_rows, place_answers
from sufficiency.database.place_answers import Ready
from sufficiency.database.scope import Scope
from sufficiency.database.shown_counts import Shown
from sufficiency.disclosure import gate
from sufficiency.result import EXACT, Choices, Given, Result, View
from tests.intruder.cells import Cell


@dataclass(frozen=True)
class Asked:
    """What one choice was answered: the exact rows, and those that a viewer is shown, by their labels."""

    exact: pd.DataFrame
    shown: pd.DataFrame | None


Answers = dict[Cell, Asked]


def answers(
    scope: Scope,
    place: Choices,
    known: Sequence[Option],
    by: Mapping[str, Collection[str]],
    values: Mapping[str, Sequence[str]],
    given: Given | None,
) -> dict[str, Answers]:
    """Every answer of each view: with nothing chosen but the place, and with each value of each choice that ``by``
    names for it. All that are asked with the same are asked at once, because what is worked out beside them is the
    same too."""
    views = [scope.catalogue.views[name] for name in by]
    found: dict[str, Answers] = {name: {} for name in by}
    for key in ("", *values):
        some = [view for view in views if not key or key in by[view.name]]
        for value in values.get(key, [""]):
            made = {**place, key: (value,)} if key else place
            for name, answer in _answered(scope, some, made, known, given).items():
                found[name][(key, value) if key else ()] = answer
    return found


def _answered(
    scope: Scope, views: Sequence[View], made: Choices, known: Sequence[Option], given: Given | None
) -> dict[str, Asked]:
    """What each view truly holds for ``made``, and what a viewer is shown of it: nothing where the answer is refused
    or another view stands in its place."""
    keys = {view.name: [c.name for c in view.columns if not c.is_measure and not c.kind] for view in views}
    allowed = [view.name for view in views if _is_allowed(view, made)]
    refused = [view.name for view in views if view.name not in allowed]
    with _read_once() as read:
        shown = _fetched(scope, allowed, made, gate.LONDON_7_5, known, given)
        missing = [*refused, *(name for name in allowed if name not in read)]
        exact = {name: one.rows for name, one in _fetched(scope, missing, made, EXACT, known, given).items()}
        exact |= {name: read[name] for name in allowed if name in read}
    return {
        name: Asked(
            _rows(exact[name], some),
            _rows(shown[name].rows, some) if name in shown and shown[name].view.name == name else None,
        )
        for name, some in keys.items()
    }


def _is_allowed(view: View, made: Choices) -> bool:
    try:
        gate.permit([view], made, gate.LONDON_7_5)
    except (ChoiceError, gate.NotEntitled):
        return False
    return True


def _fetched(
    scope: Scope, names: Sequence[str], made: Choices, profile: str, known: Sequence[Option], given: Given | None
) -> dict[str, Result]:
    if not names:
        return {}
    return query.fetch(scope, names, made, profile=profile, known=list(known), given=given)


@contextmanager
def _read_once() -> Iterator[dict[str, pd.DataFrame]]:
    """For one set of choices: the exact rows of each mart, read from the database once for both profiles. The ends of
    intervals, which are worked out from protected rows and are no counts, are left out."""
    read: dict[str, pd.DataFrame] = {}
    rows_of = mart_rows.of

    def rows(cursor: duckdb.DuckDBPyConnection, view: View, *, is_synthetic: bool) -> pd.DataFrame:
        if view.name not in read:
            read[view.name] = rows_of(cursor, view, is_synthetic=is_synthetic)
        return read[view.name].copy()

    def bare(cursor: object, found: list[Shown], profile: str) -> list[Shown]:
        return found

    # Nor is anything taken that was worked out ahead.
    asked = patch.object(place_answers, "ready", lambda *asked: Ready())
    with asked, patch.object(mart_rows, "of", rows), patch.object(query.intervals, "beside", bare):
        yield read


def _rows(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """By the labels of each row."""
    labels = [tuple(row) for row in rows[keys].astype(str).to_numpy()] if keys else [()] * len(rows)
    index = pd.Index(labels, tupleize_cols=False)
    return rows.set_index(index)[lambda one: ~one.index.duplicated()]
