"""Each figure of a row made again from protected counts, or withheld.

Whatever a figure is made from passes the rule first: what is shown here follows from the counts that
are shown and tells nothing besides, down to whether a figure is there at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from sufficiency.disclosure import honesty, rule
from sufficiency.disclosure.levels import Levels
from sufficiency.reference.units import units
from sufficiency.result import Column

# What a rate may be multiplied by; any other factor would carry the exact figure with it.
SCALES = (1.0, 100.0, 1_000.0, 10_000.0, 100_000.0)


def protected(column: Column, rows: pd.DataFrame, levels: Levels) -> pd.Series:
    """The figures of ``column`` as ``rows`` may show them; NaN where they may not."""
    if column.kind == "exact" or not honesty.is_believed(levels.view, column):
        return pd.Series(np.nan, index=rows.index)
    if column.kind == "unit":
        return _by_unit(column, rows, levels)
    if column.unit == "count" and column.kind != "difference":
        shown = levels.counts(column.name)
        # What is expected of so few follows from how few they are, and its range from that.
        return shown.where(levels.counts(column.of).notna()) if column.kind == "beside" else shown
    if column.kind == "share":
        return _shares(column, levels)
    if column.kind in ("rate", "index"):
        return _rates(column, rows, levels)
    values = rule.numbers(rows[column.name])
    if column.kind == "beside":
        return values.where(levels.counts(column.of) >= rule.TENTHS_OF)
    if column.kind in rule.LEAST:
        return _statistic(column, rows, values, levels)
    # A figure that says neither that it is public nor what stands behind it is not let out.
    is_public = column.unit in rule.PUBLIC and not column.kind
    return values if is_public else values.mask(values.notna())


def difference(column: Column, shown: pd.DataFrame) -> pd.Series:
    """What ``shown`` figures differ by; of counts in fives, also beside a published one."""
    difference_shown = shown[column.numerator] - shown[column.denominator]
    return rule.to_five(difference_shown) if column.unit == "count" else difference_shown


def _by_unit(column: Column, rows: pd.DataFrame, levels: Levels) -> pd.Series:
    """A column whose unit is named row by row: a count, a share, or held to a median's rule, money to
    a decile's."""
    parts = []
    for unit, within in levels.by_unit:
        some = within.rows
        if unit == "count":
            parts.append(within.protected(rule.numbers(some[column.name])))
        elif unit == "pct":
            parts.append(_shares(replace(column, unit=unit, kind="share"), within))
        else:
            kind = "limit" if column.is_limit else "median"
            if unit in rule.MONEY:
                kind = "decile"  # of so many, no one child's price makes up half, and two not nine tenths
            held = replace(column, unit=unit, kind=kind, of=column.denominator, numerator=None)
            parts.append(_statistic(held, some, rule.numbers(some[column.name]), within))
    return pd.concat(parts).reindex(rows.index) if parts else rule.numbers(rows[column.name])


def _shares(column: Column, levels: Levels) -> pd.Series:
    part, whole = levels.counts(column.numerator), levels.counts(column.denominator)
    rest = whole - part
    none, every = (part == 0) & (whole < rule.NONE_OF), (rest <= 0) & (whole < rule.ALL_OF)
    return (100 * part / whole.where(whole > 0)).clip(upper=100).round(0).mask(none | every)


def _rates(column: Column, rows: pd.DataFrame, levels: Levels) -> pd.Series:
    part, whole = levels.counts(column.numerator), levels.whole(column.denominator)
    scaled = part * _scale(column, rows)
    return scaled.div(whole.where(whole > 0)).round(_decimals(column))


def _scale(column: Column, rows: pd.DataFrame) -> float:
    """What the view multiplied by (10,000 for a rate), found from rows where it can be seen."""
    value, part, whole = (rule.numbers(rows[name]) for name in (column.name, column.numerator, column.denominator))
    known = (part > 0) & (whole > 0) & value.notna()
    if not known.any():
        return 1.0
    median = float((value[known] * whole[known] / part[known]).median())
    return min(SCALES, key=lambda scale: abs(np.log(scale) - np.log(median))) if median > 0 else np.nan


def _statistic(column: Column, rows: pd.DataFrame, values: pd.Series, levels: Levels) -> pd.Series:
    behind = levels.counts(column.of)
    hidden = ~(behind >= rule.shown_from(column.kind))
    if column.numerator:
        hidden |= ~(rule.numbers(rows[column.numerator]) <= rule.LARGEST_PCT)
        hidden |= ~(rule.numbers(rows[column.denominator]) <= rule.TOP_TWO_PCT)
    elif column.unit in rule.MONEY and column.kind in ("mean", "sum"):
        hidden |= True  # one dear child may be most of it, and nothing says that none is
    if column.kind == "sum":
        # A sum less the sum without one group would be that group's own.
        values = _stepped(values / rule.numbers(rows[column.of]), units()["gbp_week"]) * behind
    return _stepped(values, units()[column.unit]).mask(hidden)


def _stepped(values: pd.Series, unit: Mapping[str, str]) -> pd.Series:
    step = float(unit["protected_step"] or 1)
    return rule.steadied(values / step).round() * step


def _decimals(column: Column) -> int:
    return int(units()[column.unit]["decimals"] or 0)
