"""Reads a Result's rows for maps: one row an area, or a flow between two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from sufficiency.presentation import formatting, geography, leading
from sufficiency.presentation.charts import palette
from sufficiency.result import Column, Result

SECTOR = "postcode_sector"  # the column of a row that stands where homes are, not in the middle of an authority
MOST_ARCS = 60  # beyond, a map of flows is a tangle


def located(cells: Mapping[str, Any], codes: str) -> tuple[geography.Position | None, str]:
    """Where a row's disc stands and what it is called: a postcode sector where the row has one, else the authority
    whose code stands under ``codes``."""
    code, sector = str(cells[codes]), str(cells.get(SECTOR, ""))
    middle = geography.sector_centre(sector)
    name = geography.name(code)
    return middle or geography.centre(code), f"{sector} in {name}" if middle else name


def measure_of(result: Result, name: str | None) -> Column:
    if name:
        return result.view.column(name)
    parts = dict(pair.split("=", 1) for pair in result.view.chart.split() if "=" in pair)
    if result.view.chart.startswith("map") and "colour" in parts:
        return result.view.column(parts["colour"])
    return next(column for column in result.view.columns if column.is_measure)


def area_column(result: Result, name: str | None) -> str:
    if name:
        return name
    return next(c.name for c in result.view.columns if c.name.endswith("authority_code"))


def rows_of(result: Result, column: Column) -> list[dict[str, Any]]:
    """Each row's cells with the measure's value (None where withheld), symbol and words, and whether it
    is of too few children to be named as highest or lowest."""
    symbols = result.symbols[column.name].tolist()
    places = formatting.decimals(result.rows[column.name], column.unit)
    rows = []
    figures = leading.in_rows(column, result.rows, result.symbols)
    for cells, symbol, figure in zip(result.rows.to_dict("records"), symbols, figures, strict=True):
        hidden = bool(symbol) or formatting.missing(cells[column.name])
        value = None if hidden else float(cells[column.name])
        text = formatting.text(value, column.unit, symbol, places)
        rows.append({"cells": cells, "value": value, "symbol": symbol, "text": text, "is_thin": figure.is_thin})
    return rows


def areas(result: Result, measure: str | None, area: str | None) -> tuple[Column, dict[str, dict[str, Any]]]:
    """The measure, and each area's row by its code.

    Raises ValueError where an area has two rows: a map can show only one figure an area.
    """
    column, code_column = measure_of(result, measure), area_column(result, area)
    rows: dict[str, dict[str, Any]] = {}
    for row in rows_of(result, column):
        code = str(row["cells"][code_column])
        if code in geography.features(geography.ENGLAND):
            if code in rows:
                raise ValueError(f"{result.view.name}: a map needs one row an area, not two")
            rows[code] = {**row, "name": geography.name(code)}
    return column, rows


def flows(result: Result, measure: str | None) -> tuple[Column, list[dict[str, Any]]]:
    column = measure_of(result, measure)
    codes = [c.name for c in result.view.columns if c.name.endswith("authority_code")][:2]
    pairs = []
    cells = (result.rows[name].tolist() for name in (*codes, column.name))
    withheld = hidden(result, column).tolist()
    for home, host, value, is_hidden in zip(*cells, withheld, strict=True):
        ends = geography.centre(str(home)), geography.centre(str(host))
        if not is_hidden and value and home != host and None not in ends:
            name = f"{geography.name(home)} to {geography.name(host)}"
            pairs.append({"value": float(value), "codes": (home, host), "name": name, "from": ends[0], "to": ends[1]})
    return column, pairs


def hidden(result: Result, column: Column) -> pd.Series:
    """True where a figure is withheld or not known."""
    return (result.symbols[column.name] != "") | result.rows[column.name].isna()


def kinds(result: Result, name: str | None) -> list[str]:
    """The values of the column called ``name``, in the order of the named colours; [''] without."""
    return sorted(set(result.rows[name].astype(str)), key=palette.place) if name else [""]


def threshold(pairs: list[dict[str, Any]]) -> float:
    """The least flow drawn, so that no more than MOST_ARCS are."""
    values: list[float] = sorted((flow["value"] for flow in pairs), reverse=True)
    if len(values) <= MOST_ARCS:
        return values[-1] if values else 0.0
    edge = values[MOST_ARCS]
    return min((value for value in values if value > edge), default=edge)


def where(rows: Iterable[str], whole: bool | None) -> str:
    if whole is not None:
        return geography.ENGLAND if whole else geography.home()
    return geography.area_for(c for c in rows if c in geography.features(geography.ENGLAND))
