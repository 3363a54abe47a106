"""The disclosure gate: the only way rows leave for people who are not entitled to exact figures.

Profile ``london-7-5``: true counts of 1 to 7 are withheld (symbol c), every other count is rounded
to the nearest 5, and everything made from counts is made again from the rounded ones. It is the
rule of OpenSAFELY and NHS Digital, which DfE uses for sub-national health counts.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from sufficiency.reference.units import units
from sufficiency.result import EXACT, Column, View

LONDON_7_5 = "london-7-5"
PROFILES = (EXACT, LONDON_7_5)
SMALL = 7
BASE = 5
# A rate of 0 or 100 per cent says something about each child of a group smaller than this.
ALL_OR_NONE = 20
# Units of figures that are no secret: registered places, populations, assumptions.
PUBLIC = {"places", "number"}
# Children who must stand behind a statistic; a p-quantile needs 8 on its thinner side. The limit of a
# median's interval is such a quantile: of 25 children it is the eighth from the end.
LEAST = {"mean": 8, "sum": 8, "median": 16, "limit": 25, "quartile": 32, "decile": 80, "twentieth": 160}
# ACRO's dominance rule: the largest contributor at most half, the largest two at most 90 per cent.
LARGEST_PCT = 50.0
TOP_TWO_PCT = 90.0


class NotEntitled(PermissionError):
    """A view of single children, asked for by someone who may only see protected figures."""


def permit(view: View, profile: str) -> None:
    """Raises NotEntitled when ``view`` shows single children and ``profile`` protects them."""
    if view.child_level and profile != EXACT:
        raise NotEntitled(f"{view.title} lists single placements; only people entitled to exact figures see it")


def apply(view: View, rows: pd.DataFrame, profile: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows as ``profile`` allows them, and symbols of the same shape ('' where a value stands).

    ``rows`` must hold the view's columns. Under ``exact`` only empty figures gain a symbol (z).
    Raises ValueError for a profile that does not exist.
    """
    if profile not in PROFILES:
        raise ValueError(f"no protection profile is called {profile!r}")
    shown = rows.copy()
    measures = [column for column in view.columns if column.is_measure]
    if profile != EXACT:
        for column in measures:
            shown[column.name] = _protected(column, rows)
        for column in (c for c in measures if c.kind == "difference"):
            shown[column.name] = shown[column.numerator] - shown[column.denominator]
    return shown, _symbols(rows, shown, {column.name for column in measures})


def _symbols(rows: pd.DataFrame, shown: pd.DataFrame, measures: set[str]) -> pd.DataFrame:
    """z where there was no figure, c where there is none any more, '' for all others."""
    marks = np.full(rows.shape, "", dtype=object)
    for place, name in enumerate(rows.columns):
        if name in measures:
            empty = rows[name].isna().to_numpy()
            marks[shown[name].isna().to_numpy() & ~empty, place] = "c"
            marks[empty, place] = "z"
    return pd.DataFrame(marks, index=rows.index, columns=rows.columns)


def _protected(column: Column, rows: pd.DataFrame) -> pd.Series:
    if column.kind == "unit":
        return _by_unit(column, rows)
    values = pd.to_numeric(rows[column.name]).astype("float64")
    if column.unit == "count":
        return _counts(values)
    if column.kind in ("share", "rate", "index"):
        return _shares(column, rows)
    if column.kind in LEAST:
        return _statistic(column, rows, values)
    # A figure that says neither that it is public nor what stands behind it is not let out.
    return values if column.unit in PUBLIC else values.mask(values.notna())


def _by_unit(column: Column, rows: pd.DataFrame) -> pd.Series:
    """A column whose unit is named row by row: a count, a share, or held to a median's rule."""
    parts = []
    for value, some in rows.groupby("unit", sort=False):
        unit = str(value)
        if unit == "pct":
            held = replace(column, unit=unit, kind="share")
        else:
            kind = "limit" if column.is_limit else "median"
            held = replace(column, unit=unit, kind=kind, of=column.denominator, numerator=None)
        parts.append(_protected(held, some))
    return pd.concat(parts).reindex(rows.index) if parts else rows[column.name].astype("float64")


def _counts(values: pd.Series) -> pd.Series:
    rounded: pd.Series = np.floor(_steadied(values / BASE) + 0.5) * BASE
    # By the rounded value, so that an expected count of 7.2 children is not shown as 5 either.
    return rounded.mask((values != 0) & (rounded.abs() <= SMALL))


def _shares(column: Column, rows: pd.DataFrame) -> pd.Series:
    part = pd.to_numeric(rows[column.numerator]).astype("float64")
    whole = pd.to_numeric(rows[column.denominator]).astype("float64")
    if column.kind != "share":
        # The denominator is a public population; only the numerator counts looked-after children.
        made = _counts(part) * _scale(pd.to_numeric(rows[column.name]).astype("float64"), part, whole)
        return made.div(whole.where(whole > 0)).round(_decimals(column))
    rest = whole - part
    small = ((part > 0) & (part <= SMALL)) | ((rest > 0) & (rest <= SMALL)) | (whole <= SMALL)
    all_or_none = ((part == 0) | (rest == 0)) & (whole < ALL_OR_NONE)
    made = 100 * _counts(part) / _counts(whole)
    return made.clip(upper=100).round(0).mask(small | all_or_none)


def _scale(value: pd.Series, part: pd.Series, whole: pd.Series) -> float:
    """What the view multiplied by (10,000 for a rate), found from a row where it can be seen."""
    known = (part > 0) & (whole > 0) & value.notna()
    if not known.any():
        return 1.0
    return float((value[known] * whole[known] / part[known]).median())


def _statistic(column: Column, rows: pd.DataFrame, values: pd.Series) -> pd.Series:
    behind = pd.to_numeric(rows[column.of]).astype("float64")
    hidden = ~(behind >= LEAST[column.kind])
    if column.numerator:
        hidden |= ~(pd.to_numeric(rows[column.numerator]).astype("float64") <= LARGEST_PCT)
        hidden |= ~(pd.to_numeric(rows[column.denominator]).astype("float64") <= TOP_TWO_PCT)
    step = float(units()[column.unit]["protected_step"] or 1)
    return (_steadied(values / step).round() * step).mask(hidden)


def _steadied(values: pd.Series) -> pd.Series:
    """Without the last digits, which differ with the order in which parallel sums are added: a
    figure half-way between two steps must be rounded to the same one each time it is asked for."""
    return values.round(9)


def _decimals(column: Column) -> int:
    return int(units()[column.unit]["decimals"] or 0)
