"""How sure each figure is, worked out from the counts as they are shown.

The formulas are the macros of ``sql/macros/intervals.sql`` and nowhere else. A view gives the ends
of a median's or mean's interval itself, because they need every child's figure. Those of a share,
rate or index need only its two counts, so the database works them out here from rows that have
passed the gate: of exact counts for people entitled to them, of protected counts for others. A
protected count is known to a band: the ends are those of the least and the most that may be true,
and a change is clear only where it is between any two counts of their bands. Every view has them,
whoever wrote it, and none can forget them. All the views of a page are worked out in one query,
because to plan a query costs more than to run it on so few rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import duckdb
import numpy as np
import pandas as pd

from sufficiency.database import judgements
from sufficiency.database.shown_counts import Bounds, Shown, asked, bounds, is_in
from sufficiency.reference import units
from sufficiency.result import EXACT, Column, View

# Columns to be filled, by name: their figures, and the symbols where there is none.
Ends = dict[str, tuple[np.ndarray, np.ndarray]]
MEASURED = ("share", "rate", "index", "unit")
ENDS = ("low", "high")
# A share has a whole; a count has none, and what its ends are multiplied by to be those of a rate.
LIMITS = ", ".join(
    f"case when {end}_whole is null then {end}_factor * byar_{end}({end}_part, confidence_z()) "
    f"else 100 * wilson_{end}({end}_part, {end}_whole, confidence_z()) end as {end}"
    for end in ENDS
)
FUNNEL = ", ".join(f"100 * wilson_{end}({end}_part, {end}_whole, funnel_z()) as limit_{end}" for end in ENDS)


def beside(cursor: duckdb.DuckDBPyConnection, results: Sequence[Shown], profile: str) -> list[Shown]:
    """Each of ``results`` with the ends of each share's, rate's and index's 95 per cent interval
    beside it, and beside each change between two such figures whether it is clear: beyond what
    chance explains.

    ``cursor`` is one on a database that holds the macros. Views of single children stay as they are.
    """
    views = [shown.view if shown.view.child_level else widened(shown.view) for shown in results]
    counted = [
        (place, column, bounds(column, results[place], profile))
        for place, view in enumerate(views)
        for column in ([] if view.child_level else view.columns)
        if column.kind in MEASURED and not column.is_limit
    ]
    ends: list[Ends] = [{} for _ in results]
    if counted:
        # A funnel is of a share, so that none is without something counted.
        funnelled = [
            (place, column, *_funnelled(results[place], column, some))
            for place, column, some in counted
            if column.name in views[place].funnel
        ]
        groups = [*(some for _, _, some in counted), *(some for _, _, some, _ in funnelled)]
        counts = {name: np.concatenate([some[name] for some in groups]) for name in groups[0]}
        limits = asked(cursor, "counted", counts, f"select {LIMITS}{f', {FUNNEL}' if funnelled else ''} from counted")
        start = 0
        for place, column, some in counted:
            ends[place] |= _ends(results[place], column, _part(limits, start, some), profile)
            start += len(some["low_part"])
        for place, column, some, room in funnelled:
            ends[place] |= _funnel_ends(results[place], column, _part(limits, start, some), room)
            start += len(some["low_part"])
    wider = [_filled(shown, view, some) for shown, view, some in zip(results, views, ends, strict=True)]
    judgements.judge(cursor, wider, profile)
    return wider


def _part(limits: Bounds, start: int, some: Bounds) -> Bounds:
    return {name: figures[start : start + len(some["low_part"])] for name, figures in limits.items()}


def _filled(shown: Shown, view: View, ends: Ends) -> Shown:
    """The columns of ``view``: the ``ends``, what there was, and empty ones. Put together once, because to write a
    column into a frame costs as much as all else here."""
    if view is shown.view and not ends:
        return shown
    none = (np.full(len(shown.rows), np.nan), np.full(len(shown.rows), "", dtype=object))
    rows: dict[str, pd.Series | np.ndarray] = {}
    symbols: dict[str, pd.Series | np.ndarray] = {}
    for name in (column.name for column in view.columns):
        is_before = name in shown.rows and name not in ends
        rows[name], symbols[name] = (shown.rows[name], shown.symbols[name]) if is_before else ends.get(name, none)
    index = shown.rows.index
    return Shown(view, pd.DataFrame(rows, index=index), pd.DataFrame(symbols, index=index, dtype="str"))


def widened(view: View) -> View:
    """The view with the columns that :func:`beside` fills, each after the figure it belongs to."""
    known = {column.name for column in view.columns}
    columns: list[Column] = []
    for column in view.columns:
        if column.kind in MEASURED and not column.is_limit and not column.low:
            ends = {end: _end_name(column, end) for end in ENDS}
            columns.append(replace(column, low=ends["low"], high=ends["high"]))
            columns += [_end(column, name, end) for end, name in ends.items() if name not in known]
        else:
            columns.append(column)
        if column.name in view.funnel:
            columns += [_end(column, name, said) for name, said in funnel(column).items()]
        if judgements.is_of_figures(column, view) and judgements.flag(column) not in known:
            columns.append(Column(judgements.flag(column), "flag", f"{column.meaning}: beyond what chance explains"))
    return replace(view, columns=tuple(columns)) if len(columns) > len(known) else view


def _end_name(column: Column, end: str) -> str:
    """distant_pct -> distant_low_pct; value -> value_low."""
    for suffix in filter(None, units.units()[column.unit]["suffixes"].split(";")):
        if column.name.endswith(f"_{suffix}"):
            return f"{column.name.removesuffix(suffix)}{end}_{suffix}"
    return f"{column.name}_{end}"


def funnel(column: Column) -> dict[str, str]:
    """The columns of a share's funnel, each by its name, in words: between which shares an authority
    of so many children would lie by chance, were its true share that of all the rows together."""
    stem = column.name.removesuffix("_pct")
    return {f"{stem}_limit_{end}_pct": f"{end} end of its 99.8% limits of chance" for end in ENDS}


def _funnelled(result: Shown, column: Column, counts: Bounds) -> tuple[Bounds, Bounds]:
    """What the limits of a share's funnel are made of, from the ``counts`` its ends are made of; and how much
    further out each limit lies, because the share may truly be nearer to the middle."""
    part, whole = (result.rows[str(name)].to_numpy("float64") for name in (column.numerator, column.denominator))
    known = ~np.isnan(part) & ~np.isnan(whole)
    share = part[known].sum() / max(whole[known].sum(), 1.0)
    least = np.where(known, counts["high_whole"], np.nan)
    shown = 100 * part / np.where(whole > 0, whole, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        room = {end: shown - 100 * counts[f"{end}_part"] / counts[f"{end}_whole"] for end in ENDS}
    given = {"part": least * share, "whole": least, "factor": np.ones(len(least))}
    return {f"{end}_{name}": of for end in ENDS for name, of in given.items()}, room


def _funnel_ends(shown: Shown, column: Column, limits: Bounds, room: Bounds) -> Ends:
    own = shown.symbols[column.name].to_numpy()
    ends = {}
    for name, end, other in zip(funnel(column), ENDS, ENDS[::-1], strict=True):
        figures = limits[f"limit_{end}"] + np.nan_to_num(room[other])
        ends[name] = (figures, np.where(np.isnan(figures), np.where(own != "", own, "z"), ""))
    return ends


def _end(column: Column, name: str, end: str) -> Column:
    said = f"{end} end of its 95% interval" if end in ENDS else end
    return Column(name, column.unit, f"{column.meaning}: {said}", kind="limit", is_limit=True)


def _ends(shown: Shown, column: Column, limits: Bounds, profile: str) -> Ends:
    own = shown.symbols[column.name].to_numpy()
    # Of a figure in miles or pounds the view itself gives the ends, or nobody does.
    is_here = is_in(shown.rows, "pct", "count") if column.kind == "unit" else np.full(len(own), True)
    places = 0 if column.kind == "unit" else int(units.units()[column.unit]["decimals"] or 0)
    ends = {}
    for end in ENDS:
        name = getattr(column, end)
        figures, why = (
            limits[end] if profile == EXACT else limits[end].round(places),
            np.full(len(own), "z", dtype=object),
        )
        if name in shown.rows:
            figures = np.where(is_here, figures, shown.rows[name].to_numpy("float64", na_value=np.nan))
            before = shown.symbols[name].to_numpy()
            why = np.where(before != "", before, "z")
        elif not is_here.all():
            figures = np.where(is_here, figures, np.nan)
        figures = np.where(own == "", figures, np.nan)
        ends[name] = (figures, np.where(np.isnan(figures), np.where(own != "", own, why), ""))
    return ends
