"""Wide tables: a grid whose first column stays, that is searched and sorted, its figures written as everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from copy import copy
from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from sufficiency.presentation import coverage, formatting
from sufficiency.result import Column, Result
from sufficiency.web import html_table, in_sight, tables

# More columns than this stand beside one another only where the table scrolls and its first column stays.
MOST_COLUMNS = 11
NOTHING = "–"
# Pixels of a letter and beside a cell's text, and the most letters of a heading that has its room: beside the name on
# a phone, and elsewhere.
LETTER, PADDING, PHONE_LETTERS, HEAD_LETTERS = 6.6, 18, 22, 48
MOST_ROWS = 500
# So many rows are drawn one under another; a longer table scrolls in a frame as high as this.
MOST_SEEN, HEIGHT = 40, 720
TEXT = ("text", "code", "flag")
MARK = "▸"


def is_wide(columns: Sequence[Column]) -> bool:
    """True where a table of these columns has more of them than stand beside one another."""
    return len(columns) > MOST_COLUMNS


def is_grid(result: Result, columns: Sequence[Column]) -> bool:
    """True where a table is a grid: a grid's lines do not break, so that few rows of long names are none."""
    return is_wide(columns) and (len(result.rows) > tables.MOST_ROWS or in_sight.is_named_shortly(result, columns))


def draw(result: Result, columns: Sequence[Column], caption: str, key: str) -> None:
    """A grid of the first 500 rows, saying so when there are more; nothing is in it that the rows do not show."""
    part, symbols = result.rows.head(MOST_ROWS), result.symbols.head(MOST_ROWS)
    more = (
        f". First {len(part)} of {len(result.rows):,} rows; the files hold all."
        if len(part) < len(result.rows)
        else "."
    )
    st.html(
        f"<p class='grid'>{escape(caption + more)}<span class='gesture'> Press a heading to sort, and Ctrl+F in the "
        f"table to search it.{html_table.sideways(len(columns))}</span></p>"
    )
    # Written out once: a click back to the same answer finds it with the rows. Streamlit works on it: on a copy.
    if (grid := result.cache.get(asked := ("grid", *columns))) is None:
        grid = (
            styled(part, symbols, columns, result.marked),
            absent(part, symbols, columns),
            widths(part, symbols, columns),
        )
        result.cache[asked] = grid
    st.dataframe(
        copy(grid[0]),
        key=f"grid_{key}",
        hide_index=True,
        height="content" if len(part) <= MOST_SEEN else HEIGHT,
        column_config={
            name: st.column_config.Column(
                width=grid[2][place],
                help=_help(column),
                pinned=place == 0,
                alignment="right" if column.is_measure else "left",
            )
            for place, (name, column) in enumerate(zip(heads(columns), columns, strict=True))
        },
        placeholder=grid[1],
        alt=_named(result, caption, key),
    )


def widths(rows: pd.DataFrame, symbols: pd.DataFrame, columns: Sequence[Column]) -> list[int]:
    """How wide each column is, in pixels: no cell is cut, and the first two, the name and the figure that matters,
    stand beside one another on a phone, where the heading of the second may be longer than its room."""
    units = rows["unit"].tolist() if "unit" in rows else [""] * len(rows)
    wide = []
    for place, column in enumerate(columns):
        cells = _said(column, rows, symbols, units) if column.is_measure else _labels(column, rows, symbols)
        # The mark of a chosen place stands before its name.
        most = max(map(len, cells), default=0) + (len(MARK) + 1 if place == 0 else 0)
        head = len(formatting.heading(column))
        room = in_sight.NAME_LETTERS if place == 0 else PHONE_LETTERS if place == 1 else HEAD_LETTERS
        wide.append(
            round(PADDING + LETTER * (min(max(most, head), room) if place == 0 else max(most, min(head, room))))
        )
    return wide


def absent(rows: pd.DataFrame, symbols: pd.DataFrame, columns: Sequence[Column]) -> str:
    """What stands in most cells without a figure: a grid has one word for all of them, whatever a style says."""
    words = Counter(
        symbol or NOTHING
        for column in columns
        if column.is_measure
        for value, symbol in zip(rows[column.name], symbols[column.name], strict=True)
        if formatting.missing(value)
    )
    return max(words, key=lambda word: words[word], default=NOTHING)


def _named(result: Result, caption: str, key: str) -> str:
    """What the grid is called: by its figure too, as a page that shows a view twice has two grids of one caption."""
    if key == result.view.name:
        return caption
    of = {column.name: formatting.heading(column) for column in result.view.columns}
    return f"{caption}: {of.get(key, key.replace('_', ' '))}"


def styled(rows: pd.DataFrame, symbols: pd.DataFrame, columns: Sequence[Column], marked: Collection[str] = ()) -> Any:
    """The rows as a pandas Styler: figures stay numbers, to be sorted, and are written as people read them; a column in
    which cells are empty for another reason than most is text, so that each says its own.

    The names of places that somebody chose (``marked``) bear the mark that they have in charts.
    """
    rows, symbols = rows.reset_index(drop=True), symbols.reset_index(drop=True)
    shown = rows[[column.name for column in columns]].copy()
    for column in columns:
        if not column.is_measure and column.unit in TEXT:
            labels = _labels(column, rows, symbols)
            shown[column.name] = [f"{MARK} {label}" if label in marked else label for label in labels]
    shown.columns = pd.Index(heads(columns))
    units = rows["unit"].tolist() if "unit" in rows else [""] * len(rows)
    common, texts = absent(rows, symbols, columns), set()
    for head, column in zip(shown.columns, columns, strict=True):
        words = _said(column, rows, symbols, units) if column.is_measure else _labels(column, rows, symbols)
        if any(formatting.missing(value) and word != common for value, word in zip(shown[head], words, strict=False)):
            shown[head] = pd.Series(words, dtype=object)
            texts.add(head)
    style = shown.style
    for head, column in zip(heads(columns), columns, strict=True):
        name = column.name
        if head in texts:
            continue
        if not column.is_measure:
            if column.unit not in TEXT:  # whose labels stand there already
                style = style.format(partial(formatting.label, unit=column.unit), subset=[head])
            continue
        write = partial(formatting.short, unit=column.unit, places=formatting.decimals_of(column, rows, symbols))
        style = style.format(write, subset=[head], na_rep="")
        # What is not the number alone: a symbol, an interval behind it, a unit of its row.
        apart: dict[str, list[int]] = {}
        for place, (value, said) in enumerate(zip(rows[name], _said(column, rows, symbols, units), strict=True)):
            if said != write(value):
                apart.setdefault(said, []).append(place)
        for said, places in apart.items():
            style = style.format(_always(said), subset=pd.IndexSlice[places, [head]], na_rep=said)
    return style


def _said(column: Column, rows: pd.DataFrame, symbols: pd.DataFrame, units: Sequence[str]) -> list[str]:
    """Each figure of a column in words: its symbol, or the figure with its interval, or that there is nothing."""
    places = formatting.decimals_of(column, rows, symbols)
    sure = formatting.intervals(column, rows, places)
    return [
        symbol
        or (formatting.written(column, value, unit, places) or NOTHING) + (f" ({sure[place]})" if sure[place] else "")
        for place, (value, symbol, unit) in enumerate(zip(rows[column.name], symbols[column.name], units, strict=True))
    ]


def _labels(column: Column, rows: pd.DataFrame, symbols: pd.DataFrame) -> list[str]:
    """Each label of a column in words, or the symbol that stands in its place."""
    pairs = zip(rows[column.name], symbols[column.name], strict=True)
    return [symbol or formatting.label(value, column.unit) for value, symbol in pairs]


def heads(columns: Sequence[Column]) -> list[str]:
    """What stands over each column; of two that are called the same, the second has a space more."""
    said: list[str] = []
    for column in columns:
        head = formatting.heading(column)
        said.append(head + " " * sum(other.rstrip() == head for other in said))
    return said


def _always(said: str) -> Any:
    return lambda _: said


def _help(column: Column) -> str:
    """What a heading says in full, with the reasons why figures of the column may be missing."""
    why = coverage.reason(column, "x") if column.look_back or column.collected else ""
    return f"{formatting.heading(column)}. x: {why}" if why else formatting.heading(column)
