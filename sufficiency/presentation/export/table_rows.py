"""A Result as the rows of a table in a document: as on screen, no more than a page or a slide has room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.export import column_widths as widths_of
from sufficiency.presentation.export import facts
from sufficiency.presentation.export.column_widths import CELL_LETTERS
from sufficiency.result import EXACT, Column, Result

MOST_ROWS = 12
# What is for charts and files of rows: each figure is written with its unit, and the bar names the grouping of areas.
FOR_FILES = ("unit", "grouping")
NAME = ("authority_name", "area_name", "host_authority_name", "provider_name")


@dataclass(frozen=True)
class Table:
    """Headings and rows of text, which columns hold figures, and how wide each is in letters.

    ``loud`` are the places of rows about those marked. ``left_out`` rows of the ``total`` are not here.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int]
    widths: tuple[int, ...]
    loud: frozenset[int] = frozenset()
    total: int = 0

    @property
    def left_out(self) -> int:
        """How many rows stand in the workbook alone."""
        return self.total - len(self.rows)

    @property
    def rest(self) -> str:
        """Where the rows are that are not here: '12 of 33 rows; the workbook has all'; '' where none is left out."""
        return f"{len(self.rows)} of {self.total:,} rows; the workbook has all." if self.left_out else ""

    @property
    def lines(self) -> int:
        """Lines of text from the first to the last row, the headings among them."""
        return sum(self._lines(cells) for cells in (self.heads, *self.rows))

    def _lines(self, cells: Sequence[str]) -> int:
        return max(widths_of.lines_of(words, width) for words, width in zip(cells, self.widths, strict=True))


def readable(result: Result) -> list[Column]:
    """The view's columns without codes and short names that are also there in words, and for readers of protected
    figures without those that they can never see."""
    names = {column.name for column in result.view.columns}
    in_words = {n.rpartition("_")[0] for n in names if n.endswith(("_name", "_title"))}
    named = names | in_words
    # An interval stands in its figure's cell.
    kept = [c for c in result.view.columns if not c.is_limit and (c.kind != "exact" or result.profile == EXACT)]
    return [
        c
        for c in kept
        if not (c.unit == "code" and c.name.removesuffix("_code") in named)
        and not (c.unit == "text" and c.name in (*in_words, *FOR_FILES))
    ]


def of(
    result: Result,
    columns: Sequence[str] = (),
    *,
    letters: int,
    rows: int = MOST_ROWS,
    lines: int = 0,
    first: Sequence[str] = (),
) -> Table:
    """The first rows of a Result, those marked always among them, in columns that ``letters`` have room for.

    ``columns`` picks and orders columns; a column that says the same in each row, or nothing, is left out.
    No more rows than ``lines`` of text have room for, where they are given. The columns ``first``, which are drawn,
    stand before the others, after the names.
    """
    shown = _telling_of(result, [result.view.column(name) for name in columns]) if columns else _telling(result, first)
    kept = _rows_kept(result, rows)
    part = result.at([place in kept for place in range(len(result.rows))])
    texts = [[_shortened(words) for words in cells_of(part, column, of_all=result)] for column in shown]
    heads = [formatting.heading(column) for column in shown]
    widths = [widths_of.needed(head, column) for head, column in zip(heads, texts, strict=True)]
    passages = {n for n, cells in enumerate(texts) if max(map(len, cells), default=0) > widths_of.PASSAGE}
    places, widths = widths_of.with_figures([column.is_measure for column in shown], heads, widths, letters, passages)
    shown, texts, heads = [shown[n] for n in places], [texts[n] for n in places], [heads[n] for n in places]
    count = widths_of.fitting(widths, letters)
    widths = widths_of.stretched(widths[:count], texts[:count], letters)
    marked = marked_rows(part)
    table = Table(
        tuple(heads[:count]),
        tuple(zip(*texts[:count], strict=True)),
        frozenset(place for place, column in enumerate(shown[:count]) if column.is_measure),
        tuple(widths),
        frozenset(marked if len(marked) < len(part.rows) else ()),
        len(result.rows),
    )
    if lines and table.lines > lines and rows > 1:
        fewer = min(rows, len(table.rows)) - 1
        return of(result, columns, letters=letters, rows=fewer, lines=lines, first=first)
    return table


def matrix(frame: Frame, *, letters: int) -> Table:
    """A matrix of figures: its columns across, its rows down, those that there is room for."""
    return matrices(frame, letters=letters)[0]


def matrices(frame: Frame, *, letters: int) -> tuple[Table, ...]:
    """A matrix of figures as tables of at most ``letters`` in width: columns for which the first has no room follow
    under the same names."""
    x, y = ("x", "y") if "x" in frame.columns else ("series", "category")
    across, down = frames.order(frame, x), frames.order(frame, y)
    texts = {(p, r[p]): r[f"{p}_text"] for r in frame.records for p in (x, y)}
    cells = {(record[y], record[x]): _surely(record) for record in frame.records}
    heads = [formatting.heading(frame.columns[y]), *(texts[x, column] for column in across)]
    rows = [[texts[y, row], *(cells.get((row, c), "") for c in across)] for row in down]
    widths = [widths_of.needed(head, [row[place] for row in rows]) for place, head in enumerate(heads)]
    tables: list[Table] = []
    start = 1
    while start < len(heads) or not tables:
        fitting = widths_of.fitting([widths[0], *widths[start:]], letters)
        count = max(1, min(fitting, widths_of.MOST_COLUMNS + 1) - 1)
        part = [0, *range(start, min(start + count, len(heads)))]
        tables.append(
            Table(
                tuple(heads[n] for n in part),
                tuple(tuple(row[n] for n in part) for row in rows[:MOST_ROWS]),
                frozenset(range(1, len(part))),
                tuple(widths[n] for n in part),
                total=len(rows),
            )
        )
        start += count
    return tuple(tables)


def _surely(record: dict[str, Any]) -> str:
    sure = record.get("value_sure", "–")
    return str(record["value_short"]) + ("" if sure == "–" else f" ({sure})")


def _telling(result: Result, first: Sequence[str]) -> list[Column]:
    """The readable columns that tell rows apart: none whose every row says the same or nothing, but figures.
    Names come first, then the figures ``first`` and the counts they are made of."""
    columns = [c for c in readable(result) if c.unit != "code"]
    if len(result.rows) > 1:
        kept = [c for c in columns if c.name in first or tells(result, c)]
        columns = kept or columns
    parts = {part for c in columns if c.name in first for part in (c.of, c.numerator, c.denominator) if part}
    return sorted(columns, key=lambda c: (c.is_measure, c.name not in first, c.name not in parts))


def _telling_of(result: Result, columns: Sequence[Column]) -> Sequence[Column]:
    """Of columns that a page names those that tell rows apart, and its figures."""
    kept = [column for column in columns if column.is_measure or tells(result, column)]
    return kept if len(result.rows) > 1 and kept else columns


def tells(result: Result, column: Column) -> bool:
    """True of a column that does not say the same, or nothing, in each row; a figure need only be there."""
    return _says(result, column) if column.is_measure else result.rows[column.name].nunique(dropna=False) > 1


def _says(result: Result, column: Column) -> bool:
    return bool((result.rows[column.name].notna() | (result.symbols[column.name] != "")).any())


def marked_rows(result: Result) -> set[int]:
    """The places of the rows about what stands out."""
    name = next((name for name in NAME if name in result.rows), "")
    return {place for place, value in enumerate(result.rows[name]) if value in result.marked} if name else set()


def as_drawn(result: Result, frame: Frame) -> Result:
    """The same rows in the order in which a chart of categories draws them."""
    order = frames.order(frame, "category", "mid" if frame.line.kind == "range" else "value")
    column, place = frame.columns["category"], {label: number for number, label in enumerate(order)}
    drawn = [place.get(formatting.label(value, column.unit), len(place)) for value in result.rows[column.name]]
    return result.take(sorted(range(len(drawn)), key=drawn.__getitem__))


def _rows_kept(result: Result, most: int) -> set[int]:
    """The first so many rows, the last of them given up for those marked."""
    marked = sorted(marked_rows(result))[:most]
    others = [place for place in range(len(result.rows)) if place not in marked]
    return {*marked, *others[: most - len(marked)]}


def cells_of(part: Result, column: Column, of_all: Result | None = None) -> list[str]:
    """A column as text, a cell a row: figures as the page writes them, with as many decimals each, and their
    interval. ``of_all`` are the rows of which these are a part: on the page they have their decimals in common."""
    whole = of_all or part
    places = formatting.decimals_of(column, whole.rows, whole.symbols)
    row_units = part.rows["unit"].tolist() if "unit" in part.rows else [""] * len(part.rows)
    rows = zip(
        part.rows[column.name],
        part.symbols[column.name],
        row_units,
        formatting.intervals(column, part.rows, places),
        strict=True,
    )
    return [_cell(column, *row, places) for row in rows]


def _cell(column: Column, value: Any, symbol: str, row_unit: str, sure: str, places: int | None) -> str:
    """A figure as the page writes it, with its interval where it has one: '16% (13% to 20%)'."""
    if symbol:
        return symbol
    ends = f" ({sure})" if sure else ""
    if column.is_measure:
        return f"{formatting.written(column, value, row_unit, places)}{ends}"
    return facts.plain(formatting.label(value, column.unit))


def _shortened(words: str) -> str:
    """Text of two lines at most."""
    most = 2 * CELL_LETTERS
    return words if len(words) <= most else words[: words.rfind(" ", 0, most - 1)].rstrip(",;. ") + " …"
