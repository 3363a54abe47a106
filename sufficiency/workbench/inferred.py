"""The columns of a SELECT that has no header: unit, meaning and protection, as far as they can be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
from pandas.api import types

from sufficiency.catalogue import lineage, origins
from sufficiency.catalogue.header import unprotected
from sufficiency.catalogue.loader import Catalogue
from sufficiency.disclosure import honesty
from sufficiency.reference.units import units
from sufficiency.result import Column, View
from sufficiency.workbench import described

NAME = "question"
# What a statistic of children's numbers is called by the beginning of its name.
STATISTICS = {"median": "median", "mean": "mean", "average": "mean", "quartile": "quartile", "decile": "decile"}
PLURAL = {"public": "number", "count": "count"}
WHOLE = ("child_count", "known_count", "placement_count")  # what shares are most often of


def view(sql: str, rows: pd.DataFrame, catalogue: Catalogue, *, is_guarded: bool = False) -> View:
    """A View of ``sql`` whose columns are those of ``rows``, each with the unit and meaning that the
    catalogue's views give such a column most often, or that name and type tell. In one that ``is_guarded``
    what cannot be protected is for exact eyes only."""
    bare = View(
        NAME, "marts", "Your question", summary="Rows of a SELECT of your own.", source=_sources(sql, catalogue)
    )
    bare = replace(bare, sql=sql, columns=tuple(Column(name, "text", name) for name in rows.columns))
    told = origins.of(bare, catalogue.views, catalogue.macros, catalogue.digests)
    known = described.known(catalogue)
    names = set(rows.columns)
    columns = tuple(
        _column(name, rows[name], told.origins.get(name, "id"), known.get(name), names) for name in rows.columns
    )
    inferred = replace(told, columns=columns)
    drawn = replace(inferred, chart=_chart(inferred), child_level=inferred.is_single)
    return _guarded(drawn) if is_guarded else drawn


def faults(view: View) -> Iterator[str]:
    """What keeps the view from being shown to everybody, each with its remedy."""
    if view.child_level:
        yield "its rows are single children or placements: only people entitled to exact figures see it"
        return
    yield from dict.fromkeys(words for _, words in [*unprotected(view), *honesty.faults(view)])


def _guarded(view: View) -> View:
    bare = {name for name, _ in unprotected(view)}
    columns = tuple(honesty.exact_only(c) if c.name in bare else c for c in view.columns)
    return replace(view, columns=columns)


def _column(name: str, values: pd.Series, origin: str, like: Column | None, names: set[str]) -> Column:
    unit = _unit(name, values, origin, like)
    meaning = like.meaning if like and like.unit == unit else name.replace("_", " ").capitalize()
    column = Column(name, unit, meaning)
    if not column.is_measure:
        return column
    if like and like.unit == unit and like.kind and {like.of, like.numerator, like.denominator} - {None, ""} <= names:
        return replace(column, kind=like.kind, of=like.of, numerator=like.numerator, denominator=like.denominator)
    return _protected(column, names)


def _protected(column: Column, names: set[str]) -> Column:
    """The column with what stands behind it, where names tell: x_pct of x_count, median_… of the children."""
    whole = next((name for name in WHOLE if name in names), "")
    stem = column.name.removesuffix(f"_{column.unit}")
    if column.unit == "pct" and f"{stem}_count" in names and whole:
        return replace(column, kind="share", numerator=f"{stem}_count", denominator=whole)
    statistic = STATISTICS.get(column.name.split("_")[0])
    if statistic and whole:
        return replace(column, kind=statistic, of=whole)
    return column


def _unit(name: str, values: pd.Series, origin: str, like: Column | None) -> str:
    if types.is_bool_dtype(values):
        return "flag"
    if types.is_datetime64_any_dtype(values):
        return like.unit if like and like.unit in ("date", "month") else "date"
    if not types.is_numeric_dtype(values):
        return like.unit if like and like.unit in ("code", "text") else ("code" if name.endswith("_code") else "text")
    if like and like.is_measure:
        return like.unit
    # The longest ending wins: gbp_week before week, child_count before count.
    for unit, row in sorted(units().items(), key=lambda item: -len(item[0])):
        if any(name == suffix or name.endswith(f"_{suffix}") for suffix in row["suffixes"].split(";") if suffix):
            return "number" if unit == "places" and origin != "public" else unit
    return PLURAL.get(origin, "number")


def _sources(sql: str, catalogue: Catalogue) -> str:
    """What is sent or published that the tables of ``sql`` come from; of a view that names another, that one's."""
    said: list[str] = []
    waiting = sorted(lineage.uses(sql).tables)
    met = set(waiting)
    while waiting:
        name = waiting.pop(0)
        view = catalogue.views.get(name)
        of = [part.strip() for part in view.source.split(";")] if view and view.source else [name]
        for part in of:
            if part not in catalogue.views:
                said.append(part)
            elif part not in met:
                waiting.append(part)
                met.add(part)
    return "; ".join(dict.fromkeys(said))


def _chart(view: View) -> str:
    """A bar of the first figure by the first label, or a line over the first month; '' where neither is there."""
    figures = [c.name for c in view.columns if c.is_measure and not c.is_limit]
    times = [c.name for c in view.columns if c.unit in ("date", "month")]
    labels = [c.name for c in view.columns if c.unit == "text"] or [c.name for c in view.columns if c.unit == "code"]
    if not figures or view.is_single:
        return ""
    if times:
        return f"line x={times[0]} y={figures[0]}" + (f" colour={labels[0]}" if labels else "")
    return f"bar x={labels[0]} y={figures[0]}" if labels else ""
