"""Figures that no input vouches for: x, not available, stands where they would, never a number.

A view leaves empty what is not known: the count of children whom an authority's inputs do not vouch
for, or reach back far enough for. What is made of such a count is not known either, nor is a figure
of children who are there that a view leaves empty. An empty figure of a count that is known, nought, is
another thing: z, not applicable, as the gate has it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np
import pandas as pd

from sufficiency.catalogue.header import LISTS
from sufficiency.catalogue.loader import Catalogue
from sufficiency.disclosure.rule import PUBLIC
from sufficiency.result import View

# What views about children are made from; figures of registers and of what was received are not.
POPULATION = {"int_stays", "int_events"}


def is_of_the_date(view: View, catalogue: Catalogue) -> bool:
    """True for a view of children at the chosen date, or in the time up to it; not for one that
    shows dates of its own, nor for one about what was received."""
    is_dated = any(column.unit == "date" for column in view.columns) or view.section == "data"
    return not is_dated and bool(catalogue.inputs([view.name]) & POPULATION)


def mark(view: View, shown: pd.DataFrame, symbols: pd.DataFrame) -> pd.DataFrame:
    """The same symbols with x in place of z where a count is not known, or what stands behind a figure,
    or where there are children behind a figure and it is not known all the same: the median of nobody
    is not applicable, that of children one of whom is not known is not available. A number that public lists give of
    some homes alone, as its header says, is not available where they do not."""
    told = {
        name
        for column in view.columns
        if column.is_measure or column.low or column.high
        for name in (column.name, column.of, column.numerator, column.denominator, column.low, column.high)
    }
    places = {name: place for place, name in enumerate(name for name in symbols.columns if name in told)}
    cells = symbols[list(places)].to_numpy(dtype=object, copy=True)
    is_nothing = cells == "z"
    for column in (column for column in view.columns if column.is_measure):
        # Of a mean, the denominator is a share that its dominance is told by.
        behind = [str(name) for name in (column.of or column.denominator,) if name in symbols]
        is_somebody = np.zeros(len(cells), dtype=bool)
        if behind and not column.is_limit:
            is_somebody = (shown[behind[0]].to_numpy("float64", na_value=np.nan) > 0) & (
                cells[:, places[behind[0]]] == ""
            )
        if column.kind == "difference":
            behind = [str(name) for name in (column.numerator, column.denominator) if name in symbols]
            is_somebody[:] = False
        if column.unit == "count" and not column.kind:
            behind = [column.name]
        own = places[column.name]
        unknown = is_nothing[:, [place for name, place in places.items() if name in behind]].any(axis=1) | is_somebody
        cells[(unknown | (column.collected == LISTS)) & is_nothing[:, own], own] = "x"
    # The ends of an interval are as little known as the figure between them.
    for column in view.columns:
        for end in (places[name] for name in (column.low, column.high) if name in places):
            cells[(cells[:, places[column.name]] == "x") & is_nothing[:, end], end] = "x"
    # To write text into a frame costs most of all this, so columns that stay as they are stay where they are.
    is_marked = (is_nothing & (cells == "x")).any(axis=0)
    return symbols.assign(**{str(name): cells[:, place] for name, place in places.items() if is_marked[place]})


def hide(view: View, shown: pd.DataFrame, symbols: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same rows with x, not available, in place of each figure about children."""
    names = [column.name for column in view.columns if column.is_measure and column.unit not in PUBLIC]
    names += [column.name for column in view.columns if column.kind == "unit"]
    hidden, marks = shown.copy(), symbols.copy()
    hidden[names] = float("nan")
    marks[names] = "x"
    return hidden, marks


def hide_cohorts(
    view: View, shown: pd.DataFrame, symbols: pd.DataFrame, cohorts: Collection[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same rows with x in place of each figure of a cohort that rests on what none of the authorities sent.

    A protected count of nobody's children would be withheld, which says that there are some. Who sent what is
    no secret: the page names them. A view that has dates of its own tells of each by itself.
    """
    columns = {column.name for column in view.columns}
    if "cohort_code" not in columns or any(column.unit == "date" for column in view.columns):
        return shown, symbols
    named = [name for name in ("cohort_code", "other_cohort_code") if name in columns]
    is_untold = shown[named].isin(list(cohorts)).any(axis=1).to_numpy()
    if not is_untold.any():
        return shown, symbols
    names = [column.name for column in view.columns if column.is_measure and column.unit not in PUBLIC]
    names += [column.name for column in view.columns if column.kind == "unit"]
    hidden, marks = shown.copy(), symbols.copy()
    hidden.loc[is_untold, names] = float("nan")
    marks.loc[is_untold, names] = "x"
    return hidden, marks


def hide_cohort_dates(
    view: View, shown: pd.DataFrame, symbols: pd.DataFrame, untold: Collection[tuple[str, date]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same rows with x in place of each figure of a cohort on a date, of those ``untold``, on which not all
    authorities of the line sent what it rests on; as of :func:`hide_cohorts`, for views with dates of their own."""
    dates = [column.name for column in view.columns if column.unit == "date"]
    if not untold or len(dates) != 1 or "cohort_code" not in shown:
        return shown, symbols
    days = pd.to_datetime(shown[dates[0]]).dt.date
    is_untold = np.array([pair in untold for pair in zip(shown["cohort_code"], days, strict=True)], dtype=bool)
    # The cohort's own count and what is made of it: how many are looked after, or live there, is known all the same.
    first = next(column.name for column in view.columns if column.unit == "count")
    names = [c.name for c in view.columns if first in (c.name, c.of, c.numerator, c.denominator)]
    hidden, marks = shown.copy(), symbols.copy()
    hidden.loc[is_untold, names] = float("nan")
    marks.loc[is_untold, names] = "x"
    return hidden, marks


def hide_uncollected(
    view: View, shown: pd.DataFrame, symbols: pd.DataFrame, lacking: Collection[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same rows with x in place of each figure that rests on a fact which none of the authorities
    has had collected within a year of the date."""
    names = [column.name for column in view.columns if column.collected in lacking and column.collected]
    if not names:
        return shown, symbols
    hidden, marks = shown.copy(), symbols.copy()
    for name in names:
        is_number = pd.api.types.is_numeric_dtype(hidden[name]) and not pd.api.types.is_bool_dtype(hidden[name])
        hidden[name] = float("nan") if is_number else None
    marks[names] = "x"
    return hidden, marks
