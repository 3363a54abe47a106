"""The disclosure gate: the only way rows leave for people who are not entitled to exact figures.

Profile ``london-7-5``, third edition: counts of 0 to 9 are withheld alike (symbol c; a true 0 stands
for an area of several authorities by at most one dimension), every other count is shown as the middle
of its ten, everything made from counts is made again from those shown, and a row about so few is
not listed. It began as the rule of OpenSAFELY and NHS Digital, which DfE uses for sub-national health
counts (1 to 7 withheld, others to the nearest 5), and was made tighter where an intruder found a way
in (``docs/intruder.md``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from sufficiency.disclosure import crossings, figures, honesty, levels, others, rule
from sufficiency.disclosure.levels import Levels
from sufficiency.result import EXACT, Choices, Column, View

LONDON_7_5 = rule.LONDON_7_5
PROFILES = (EXACT, LONDON_7_5)


class NotEntitled(PermissionError):
    """A view of single children, asked for by someone who may only see protected figures."""


def permit(views: Iterable[View], chosen: Choices, profile: str) -> None:
    """Raises NotEntitled when one of ``views`` shows single children, or rows that a figure chose, and ``profile``
    protects them, and ChoiceError when they and the choices together divide children too finely."""
    if profile == EXACT:
        return
    seen = list(views)
    for view in seen:
        if view.rows_by:
            raise NotEntitled(f"A figure says which rows {view.title} has; only people entitled to exact ones see it")
        if view.child_level or view.is_single:
            raise NotEntitled(f"{view.title} lists single placements; only people entitled to exact figures see it")
    crossings.check(seen, chosen)


def apply(
    view: View,
    rows: pd.DataFrame,
    profile: str,
    *,
    chosen: Choices | None = None,
    small: Collection[str] = (),
    own: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows as ``profile`` allows them, and symbols of the same shape ('' where a value stands).

    ``rows`` must hold the view's columns; ``chosen`` is what they were asked with, and ``small`` the
    authorities too small for more than first-level figures. ``own``, rows of the same index, holds the counts
    among them that the reader knows exactly: what is shown is what everybody sees, or nothing where the
    others might then be too few to be shown.
    Rows about too few to show are left out.
    Under ``exact`` only empty figures gain a symbol (z). Raises ValueError for a profile that does
    not exist.
    """
    if profile not in PROFILES:
        raise ValueError(f"no protection profile is called {profile!r}")
    if profile == EXACT:
        return rows.copy(), _symbols(view, rows, rows, pd.Series(False, index=rows.index))
    if view.is_by_figure:
        labels = [column.name for column in view.columns if not column.is_measure]
        rows = rows.sort_values(labels, kind="stable") if labels else rows
    level = levels.of(view, rows, chosen or {}, small)
    shown = _protect(view, level)
    if own is not None:
        least = others.at_least(view, rows, shown, own)
        hidden = _protect(view, replace(level, rows=least)).isna() & rows.notna()
        shown = shown.mask(hidden.assign(**{c.name: False for c in view.columns if not c.is_measure}))
    kept = _listed(view, level, shown)
    symbols = _symbols(view, rows, shown, _too_few(view, shown))
    return shown[kept].reset_index(drop=True), symbols[kept].reset_index(drop=True)


def _protect(view: View, level: Levels) -> pd.DataFrame:
    """Every row, with the figures that may be shown."""
    shown = level.rows.copy()
    measures = [column for column in view.columns if column.is_measure]
    for column in measures:
        shown[column.name] = figures.protected(column, level.rows, level)
    for column in (c for c in measures if c.kind == "difference"):
        shown[column.name] = figures.difference(column, shown)
    for column in (c for c in view.columns if not c.is_measure):
        if not honesty.is_believed(view, column):
            shown[column.name] = pd.Series(None, index=shown.index, dtype=object)
        elif column.kind:
            shown[column.name] = _word(column, shown)
    return shown


def _listed(view: View, level: Levels, shown: pd.DataFrame) -> pd.Series:
    """Which rows are listed: those that may say that there is nobody, and those that show for how many
    they stand. That a row is missing therefore says nothing."""
    first = levels.base(view)
    if not first or crossings.is_of_returns(view):
        return pd.Series(True, index=shown.index)
    whole = levels.wholes(view).get(first)
    behind = [first, whole] if whole and crossings.is_whole(view) else [first]
    return level.tells_zero | shown[behind].notna().any(axis=1)


def leaves_out(view: View, profile: str, chosen: Choices) -> bool:
    """Whether rows about too few are left out of such an answer; it does not say that any were."""
    lists_all = crossings.lists_zero(view, chosen) and not levels.may_be_of_one(view, chosen)
    return profile != EXACT and not (lists_all or crossings.is_of_returns(view)) and bool(levels.base(view))


def _word(column: Column, shown: pd.DataFrame) -> pd.Series:
    """A word that says which way a figure goes stands where the shown figure goes that way too."""
    if column.kind != "word":
        return pd.Series(None, index=shown.index, dtype=object)
    return shown[column.name].where(shown[column.of].fillna(0) != 0, None)


def _too_few(view: View, shown: pd.DataFrame) -> pd.Series:
    """Rows that do not show for how many they stand: what is empty in them is withheld like the rest,
    or it would say that there is nobody."""
    first = levels.base(view)
    return shown[first].isna() if first else pd.Series(False, index=shown.index)


def _symbols(view: View, rows: pd.DataFrame, shown: pd.DataFrame, too_few: pd.Series) -> pd.DataFrame:
    """z where there was no figure, c where there is none any more, '' for all others. Where a count that
    stands behind a figure is withheld, an empty figure is too: z would say that the count is nought."""
    # Most columns have no symbol, and share the text that says so: to write text into a frame costs most of all this.
    marks = dict.fromkeys(rows.columns, pd.array(np.full(len(rows), "", dtype=object), dtype="str"))
    places = {name: place for place, name in enumerate(rows.columns)}
    is_empty, is_gone, is_too_few = rows.isna().to_numpy(), shown[rows.columns].isna().to_numpy(), too_few.to_numpy()
    for name, place in places.items():
        column = view.column(name)
        if not column.is_measure and not column.kind and honesty.is_believed(view, column):
            continue
        empty, gone = is_empty[:, place], is_gone[:, place]
        is_public = column.unit in rule.PUBLIC and not column.kind
        behind = [places[name] for name in (column.of, column.numerator, column.denominator) if name in places]
        is_hidden = (is_gone[:, behind] & ~is_empty[:, behind]).any(axis=1) if column.kind else is_too_few
        is_withheld = ~empty | ((is_too_few | is_hidden) & (not is_public))
        is_not_applicable = empty & ~is_withheld
        if (is_marked := (gone & is_withheld) | is_not_applicable).any():
            marks[name] = pd.array(np.where(is_not_applicable, "z", np.where(is_marked, "c", "")), dtype="str")
    return pd.DataFrame(marks, index=rows.index, columns=rows.columns)
