"""Figures of nobody: none of the authorities chosen counts at the date, so that no figure is known.

A count of nobody would otherwise be shown as nought children.
"""

from __future__ import annotations

import pandas as pd

from sufficiency.catalogue.loader import Catalogue
from sufficiency.result import View

# What views about children are made from; figures of registers and of what was received are not.
POPULATION = {"int_stays", "int_events"}
PUBLIC = {"places", "number"}


def is_of_the_date(view: View, found: Catalogue) -> bool:
    """True for a view of children at the chosen date, or in the time up to it; not for one that
    shows dates of its own, nor for one about what was received."""
    is_dated = any(column.unit == "date" for column in view.columns) or view.section == "data"
    return not is_dated and bool(found.inputs([view.name]) & POPULATION)


def hide(view: View, shown: pd.DataFrame, symbols: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same rows with x, not available, in place of each figure about children."""
    names = [column.name for column in view.columns if column.is_measure and column.unit not in PUBLIC]
    names += [column.name for column in view.columns if column.kind == "unit"]
    hidden, marks = shown.copy(), symbols.copy()
    hidden[names] = float("nan")
    marks[names] = "x"
    return hidden, marks
