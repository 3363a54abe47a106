"""Tables that lose no column: text wraps to make room, and what still has none follows under the same names.

For documents whose columns were declared one by one, as a business case's are: a column left out is a question
unanswered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sufficiency.presentation import formatting
from sufficiency.presentation.export import table_rows
from sufficiency.presentation.export.column_widths import SPACE
from sufficiency.presentation.export.exhibit import Exhibit
from sufficiency.presentation.export.table_rows import Table
from sufficiency.result import Column, Result

NARROWEST, WIDER = 13, 22  # letters of a line of text that is still read with ease, and of a passage's
PASSAGE = 60  # letters from which text is a passage
LONGEST = 320  # letters of a cell, beyond which it is cut after a word
SLIDE_LETTERS, SLIDE_LINES = 150, 16  # of a table that a slide has room for
KEYS = 2  # names at the most that are repeated with each part of a table


def of(result: Result, columns: Sequence[str] = (), *, letters: int) -> tuple[Table, ...]:
    """Every row and column of a Result as tables of at most ``letters`` in width, each with its first names.

    Columns stand in the order declared; one that says the same in every row, or nothing, is left out.
    """
    shown = _shown(result, columns)
    return tuple(_table(result, part, letters) for part in _parts(result, shown, letters))


def on_a_slide(exhibit: Exhibit, *, letters: int, lines: int) -> Table:
    """The table of an exhibit as a slide shows it: all of it where it is whole, else what there is room for."""
    if exhibit.is_whole:
        return of(exhibit.result, exhibit.columns, letters=letters)[0]
    return table_rows.of(exhibit.result, exhibit.columns, letters=letters, lines=lines)


def slides(exhibit: Exhibit, *, letters: int = SLIDE_LETTERS, lines: int = SLIDE_LINES) -> list[Exhibit]:
    """A figure as exhibits with room on a slide each: a chart as it is, a table's columns and rows in parts."""
    result = exhibit.result
    if exhibit.drawn().spec or result.is_empty:
        return [exhibit]
    exhibits: list[Exhibit] = []
    for part in _parts(result, _shown(result, exhibit.columns), letters):
        start = 0
        while start < len(result.rows):
            end = _fits(result, part, start, letters, lines)
            some = result.at([start <= place < end for place in range(len(result.rows))])
            again = " (continued)" if exhibits else ""
            title = f"{exhibit.title or result.view.title}{again}"
            names = tuple(column.name for column in part)
            exhibits.append(replace(exhibit, result=some, chart="", title=title, columns=names, is_whole=True))
            start = end
    return exhibits


def _fits(result: Result, part: Sequence[Column], start: int, letters: int, lines: int) -> int:
    """The first row after ``start`` for which there is no room."""
    end = len(result.rows)
    while end > start + 1:
        some = result.at([start <= place < end for place in range(len(result.rows))])
        if _table(some, part, letters).lines <= lines:
            break
        end -= 1
    return end


def _shown(result: Result, columns: Sequence[str]) -> list[Column]:
    if columns:
        return [result.view.column(name) for name in columns]
    kept = table_rows.readable(result)
    # When something comes is asked for, also where it comes everywhere at once.
    telling = [column for column in kept if column.unit == "month" or table_rows.tells(result, column)]
    return telling if len(result.rows) > 1 and telling else kept


def _parts(result: Result, shown: Sequence[Column], letters: int) -> list[list[Column]]:
    """The columns in groups that there is room for, each beginning with the names."""
    keys = [column for column in shown[:KEYS] if not column.is_measure] or list(shown[:1])
    if sum(_least(result, column) for column in keys) > letters / 2:
        keys = keys[:1]
    rest = [column for column in shown if column not in keys]
    room = letters - sum(_least(result, column) for column in keys)
    parts: list[list[Column]] = [[]]
    used = 0
    for column in rest:
        need = _least(result, column)
        if parts[-1] and used + need > room:
            parts.append([])
            used = 0
        parts[-1].append(column)
        used += need
    return [[*keys, *part] for part in parts]


def _table(result: Result, columns: Sequence[Column], letters: int) -> Table:
    cells = [[_cut(words) for words in table_rows.cells_of(result, column)] for column in columns]
    heads = [formatting.heading(column) for column in columns]
    least = [_least(result, column) for column in columns]
    longest = [max([len(words) for words in (*texts, head)]) + SPACE for texts, head in zip(cells, heads, strict=True)]
    marked = table_rows.marked_rows(result)
    return Table(
        tuple(heads),
        tuple(zip(*cells, strict=True)),
        frozenset(place for place, column in enumerate(columns) if column.is_measure),
        tuple(_shared(least, longest, letters)),
        frozenset(marked if len(marked) < len(result.rows) else ()),
        len(result.rows),
    )


def _least(result: Result, column: Column) -> int:
    """Letters that a column needs at least: its figures in a line, its text by words."""
    cells = table_rows.cells_of(result, column)
    words = [word for text in (formatting.heading(column), *cells) for word in text.split()]
    longest = max((len(word) for word in words), default=0)
    if column.is_measure:
        return max(longest, *(len(text) for text in cells), 6) + SPACE if cells else longest + SPACE
    needed = max((len(text) for text in cells), default=0)
    return max(longest, min(needed, NARROWEST if needed <= PASSAGE else WIDER)) + SPACE


def _shared(least: Sequence[int], longest: Sequence[int], letters: int) -> list[int]:
    """Widths between what each column needs at least and what it would take, as there is room."""
    room = letters - sum(least)
    wanted = [max(most - few, 0) for few, most in zip(least, longest, strict=True)]
    share = min(1.0, room / sum(wanted)) if sum(wanted) and room > 0 else 0.0
    return [few + int(share * more) for few, more in zip(least, wanted, strict=True)]


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[: words.rfind(" ", 0, LONGEST)].rstrip(",;. ") + " …"
