"""What stands beside the figures of an answer, and of whom its lines over time are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

import duckdb

from sufficiency.database.built import Built
from sufficiency.disclosure import crossings
from sufficiency.result import View

# The view that says what stands beside those chosen, and that of its children.
COMPARATOR, COMPARED = "int_comparator", "comparators_by_month"
# The view that says which authorities a line over time is of.
LINE = "int_line"


def needs(inputs: Collection[str]) -> list[str]:
    """The view that :func:`words` asks, where what is read, ``inputs``, has anything beside those chosen."""
    return [COMPARATOR] if COMPARED in inputs else []


def of_line(cursor: duckdb.DuckDBPyConnection, built: Built, view: View) -> set[str] | None:
    """The authorities that a view's line over time is of; None where it has none."""
    is_over_time = any(key.dimension == "date" for key in crossings.keys(view)) and not view.shared
    if not is_over_time or LINE not in built.catalogue.inputs([view.name]) or LINE in built.problems:
        return None
    return {code for (code,) in cursor.execute(f"select distinct authority_code from {LINE}").fetchall()}


class Beside(NamedTuple):
    """What stands beside those chosen, in words, and who of it is left out; '' where nothing does."""

    compared_with: str = ""
    compared_without: str = ""


def words(cursor: duckdb.DuckDBPyConnection, built: Built, view: View, *, is_line: bool) -> Beside:
    """What stands beside those chosen in a view."""
    if COMPARED not in built.catalogue.inputs([view.name]) or COMPARATOR in built.problems:
        return Beside()
    line = "line_" if is_line else ""
    rows = cursor.execute(f"select {line}compared_with, {line}compared_without from {COMPARATOR}").fetchall()
    return Beside(*rows[0]) if rows else Beside()


def named(view: View, compared_with: str) -> View:
    """The view whose columns say what the comparator is."""
    if not compared_with:
        return view
    meanings = (column.meaning.replace("the comparator", compared_with) for column in view.columns)
    columns = (replace(column, meaning=said) for column, said in zip(view.columns, meanings, strict=True))
    return replace(view, columns=tuple(columns))
