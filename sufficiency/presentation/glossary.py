"""What every word and every figure means, made from the glossary and the views' own headers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sufficiency.disclosure import rule
from sufficiency.reference import tables, units
from sufficiency.result import Column, View

KINDS = {
    "share": "{numerator} ÷ {denominator}",
    "rate": "{numerator} ÷ {denominator}",
    "index": "{numerator} ÷ {denominator}",
    "difference": "{numerator} less {denominator}",
    "unit": "{numerator}, of {denominator}, in the unit its row names",
    "exact": "Shown to those entitled to exact figures only: it may be of one child",
}
STATISTICS = {
    "mean": "The mean over {of}",
    "sum": "The sum over {of}",
    "median": "The middle of {of}",
    "quartile": "A quartile over {of}",
    "decile": "A decile over {of}",
}

EXPLAINED = re.compile(r"[,:;]| \(|\. ")  # what follows says more of the thing that a column's meaning begins with
PROPER = ("Ofsted", "England")  # begin with a capital letter wherever they stand


@dataclass(frozen=True)
class Measure:
    """One figure of one view: its meaning, unit, and how it is made."""

    name: str
    meaning: str
    unit: str
    method: str


@dataclass(frozen=True)
class Definition:
    """One view and those of its figures that a search found."""

    view: View
    measures: tuple[Measure, ...]


@tables.derived_from("glossary")
def glossary() -> tuple[tuple[str, str, str], ...]:
    """Each word of the tool with its meaning and where the meaning comes from."""
    rows = [(row["word"], row["meaning"], row["source"]) for row in tables.records("glossary")]
    return tuple(sorted(rows, key=lambda row: row[0].casefold()))


def words(wanted: str = "") -> list[tuple[str, str, str]]:
    """The glossary's rows that hold every word of ``wanted``."""
    return [row for row in glossary() if _holds(" ".join(row), wanted)]


def find(views: Iterable[View], wanted: str = "") -> list[Definition]:
    """The views and their figures that hold every word of ``wanted``, by title.

    A view whose own words hold them is given whole; otherwise only the figures that do.
    """
    definitions = []
    for view in sorted(views, key=lambda view: view.title):
        measures = tuple(measure(view, column) for column in view.columns if column.is_measure and not column.is_limit)
        about = f"{view.title} {view.name} {view.summary} {view.source} {view.caveats}"
        if not _holds(about, wanted):
            measures = tuple(m for m in measures if _holds(f"{view.title} {_text(m)}", wanted))
        if measures or _holds(about, wanted):
            definitions.append(Definition(view, measures))
    return definitions


def measure(view: View, column: Column) -> Measure:
    """A column as a reader is told of it: counts that stand behind a figure named by meaning."""
    unit = units.units().get(column.unit, {}).get("unit_name", column.unit)
    return Measure(column.name, column.meaning.rstrip("."), unit, _method(view, column))


def grain(view: View) -> str:
    """What one row is of, its columns by the thing that they name: 'One row per area and kind of place needed'."""
    things = {column.name: thing(column) for column in view.columns}
    named = [things.get(key, key) for key in view.grain.removeprefix("one row per ").split(", ")]
    listed = f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]
    return view.grain[:1].upper() + view.grain[1:] if view.grain == "one row" else f"One row per {listed}"


def thing(column: Column) -> str:
    """The thing that a column names, to stand inside a sentence: its meaning up to where that is explained."""
    words = EXPLAINED.split(column.meaning, maxsplit=1)[0].rstrip(".")
    is_name = not words[1:2].islower() or words.startswith((*PROPER, tables.region()["region_name"]))
    return words if is_name else words[:1].lower() + words[1:]


def _method(view: View, column: Column) -> str:
    parts = {
        part: _meaning(view, name) for part in ("of", "numerator", "denominator") if (name := getattr(column, part))
    }
    if column.kind in KINDS:
        return KINDS[column.kind].format(**parts)
    if column.kind in STATISTICS:
        method = STATISTICS[column.kind].format(**parts)
        return f"{method}; protected figures show it where {rule.shown_from(column.kind)} children or more are shown"
    return "Counted" if column.unit == "count" else "Public, or an assumption"


def _meaning(view: View, name: str) -> str:
    meaning = {column.name: column.meaning for column in view.columns}.get(name, name)
    return f"“{meaning.rstrip('.')}”"


def _text(measure: Measure) -> str:
    return f"{measure.name} {measure.meaning} {measure.unit} {measure.method}"


def _holds(text: str, wanted: str) -> bool:
    text = text.casefold()
    return all(word in text for word in wanted.casefold().split())
