"""What files and words say besides the rows a viewer is shown: it must be nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from sufficiency import query
from sufficiency.choices import Option
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.presentation import export, formatting
from sufficiency.presentation.sentences import cost, distance, groups, need, overview, supply
from sufficiency.result import Choices, Result

# The words of pages that one view's rows alone are put into.
SENTENCES: dict[str, Callable[[Result], str]] = {
    "headline": lambda result: overview.overview("Here", result),
    "placement_mix": lambda result: supply.mix("Here", result),
    "gaps": supply.gaps,
    "costs_by_type": cost.by_type,
    "net_movement": distance.flows,
    "unaccompanied_children": lambda result: groups.unaccompanied("Here", result),
    "sixteen_plus": lambda result: groups.sixteen_plus("Here", result),
    "need_cohorts": need.cohorts,
}
# Files write figures to six places.
WRITTEN = 1e-6
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def besides(scope: Scope, place: Choices, known: Sequence[Option]) -> tuple[int, int]:
    """How many figures files and words hold that are not among those shown, and how many they hold."""
    odd = held = 0
    for view in scope.catalogue.layer("marts"):
        if view.child_level:
            continue
        result = query.fetch(scope, [view.name], place, profile=gate.LONDON_7_5, known=known)[view.name]
        table = pd.read_csv(io.BytesIO(export.csv(result)), comment="#", keep_default_na=False, dtype=str)
        for column in (column for column in result.view.columns if column.is_measure):
            told = pd.to_numeric(table[column.name], errors="coerce").dropna().to_numpy(float)
            seen = pd.to_numeric(result.rows[column.name])[result.symbols[column.name] == ""]
            shown = seen.dropna().to_numpy(float)
            held += len(told)
            odd += len(told) if len(told) != len(shown) else int((np.abs(told - shown) > WRITTEN).sum())
        if result.view.name in SENTENCES:
            said = NUMBER.findall(SENTENCES[result.view.name](result))
            allowed = _figures(result)
            held += len(said)
            odd += sum(number not in allowed for number in said)
    return odd, held


def _figures(result: Result) -> set[str]:
    """Every number that stands in a cell, written as people read it, or in a label or a heading."""
    found = {number for column in result.view.columns for number in NUMBER.findall(column.meaning)}
    for column in result.view.columns:
        for place, value in enumerate(result.rows[column.name]):
            if column.is_measure and not formatting.missing(value) and not result.symbols[column.name].iloc[place]:
                unit = str(result.rows["unit"].iloc[place]) if column.unit == "number" and "unit" in result.rows else ""
                found |= set(NUMBER.findall(formatting.short(value, unit or column.unit)))
            elif not column.is_measure:
                found |= set(NUMBER.findall(str(value)))
    # Words of definitions, the same on every page: over 20 miles, 16 and over.
    return found | {"20", "16"}
