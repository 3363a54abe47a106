"""What is shown must follow from what may be known alone: every count is moved within its ten, and nothing may change.

A scale that ends at the exact highest count, a disc as wide as it, an order, a colour class, a word or a label that is
made of it would. So nothing needs to be known of where a figure may hide, in charts, maps, tables or words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import numpy as np
import pandas as pd
from google.protobuf import text_format

from sufficiency import query, settings
from sufficiency.database import mart_rows, place_answers
from sufficiency.database.place_answers import Ready
from sufficiency.disclosure import rule
from sufficiency.result import Choices, Column, Result, View
from sufficiency.web.answers import Answers
from tests.intruder import told

PATIENCE = 600
# What is made anew for each session, whatever the figures are.
DRAWN_ANEW = re.compile(r"(deferred_file_id|fragment_id|uuid): .*")


def moved(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """``rows`` of ``view`` with every count another one of the same ten, and what is made of them made again; 0 stays,
    because of an authority by one dimension it is told."""
    found = rows.copy()
    for column in view.columns:
        if column.unit == "count" and column.kind in ("", "beside"):
            found[column.name] = _other(rows[column.name])
    for column in view.columns:
        if column.kind in ("share", "rate", "index", "sum"):
            found[column.name] = rule.numbers(rows[column.name]) * _change(column, rows, found)
        elif column.kind == "unit" and "unit" in rows:
            is_count = rows["unit"] == "count"
            found[column.name] = _other(rows[column.name]).where(is_count, rule.numbers(rows[column.name]))
    return found


def _other(values: pd.Series) -> pd.Series:
    """12 for 17, 15 for 14, 1 for 9 and 2 for 1: whole numbers of the same ten, never the same and never 0."""
    true = rule.numbers(values)
    foot = np.floor(true / rule.band()) * rule.band()
    turned = foot + (rule.band() - 1 - (true - foot))
    return turned.where(true >= rule.band(), true % (rule.band() - 1) + 1).where((true > 0) & (true % 1 == 0), true)


def _change(column: Column, rows: pd.DataFrame, found: pd.DataFrame) -> pd.Series:
    """By how much a figure changes with the counts it is made of."""

    def grown(name: str | None) -> pd.Series:
        if name not in found:
            return pd.Series(1.0, index=rows.index)
        return (rule.numbers(found[name]) / rule.numbers(rows[name])).replace([np.inf, 0], np.nan).fillna(1.0)

    return grown(column.of) if column.kind == "sum" else grown(column.numerator) / grown(column.denominator)


@contextmanager
def all_moved() -> Iterator[None]:
    """Counts are moved before the gate sees them."""
    read = mart_rows.of

    def rows(cursor: duckdb.DuckDBPyConnection, view: View, *, is_synthetic: bool) -> pd.DataFrame:
        return moved(view, read(cursor, view, is_synthetic=is_synthetic))

    asked = patch.object(place_answers, "ready", lambda *asked: Ready())  # nothing that was worked out ahead
    with asked, patch.object(mart_rows, "of", rows):
        yield


def pages(place: Choices, only: Sequence[Path]) -> list[str]:
    """Of each page, what of it was sent otherwise to a viewer who chose ``place`` when all counts were moved: by the
    kind of element, and the words around the first difference."""
    found = []
    for path in only[:1]:
        told.run(path, place)  # What is said at a first visit is said now.
    for path in only:
        before = _sent(path, place)
        with all_moved():
            after = _sent(path, place)
        pairs = zip_longest(before, after, fillvalue=("nothing", ""))
        found += [f"{path.stem}: {kind}: {_apart(was, now)}" for (kind, was), (_, now) in pairs if was != now]
    return found


def _sent(path: Path, place: Choices) -> list[tuple[str, str]]:
    """Each element of a page, as the kind it is and all that was sent of it."""

    def anew(*asked: Any, owner: object, **named: Any) -> dict[str, Result]:
        return query.fetch(*asked, **named)

    # Every answer is worked out anew, and on a busy machine takes longer than anybody would wait.
    with patch.object(Answers, "fetch", staticmethod(anew)), patch.object(settings, "QUERY_SECONDS", PATIENCE):
        page = told.run(path, place)
    return [
        (proto.DESCRIPTOR.name, DRAWN_ANEW.sub("", text_format.MessageToString(proto)))
        for proto in told.drawn(page._tree)
    ]


def _apart(was: str, now: str) -> str:
    """The words of the second that differ from the first's."""
    place = next((n for n, both in enumerate(zip_longest(was, now)) if both[0] != both[1]), 0)
    return f"…{now[max(place - 40, 0) : place + 20]}…"
