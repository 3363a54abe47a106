"""Tables of one row as lists of key figures, a figure a line: several stand on one slide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import titles
from sufficiency.presentation.export import facts, headings, table_rows
from sufficiency.presentation.export.exhibit import Exhibit
from sufficiency.presentation.export.pages import Page, cut, matrix_of
from sufficiency.presentation.export.table_rows import Table

HEADS, WIDTHS = ("What is counted", "Figure"), (70, 24)
MOST_LINES, FEWEST = 12, 5  # of a slide, and of each row where there is not room for all of several
Line = tuple[str, str]


def gathered(pages: Sequence[Page]) -> list[Page]:
    """The pages, where tables of one row are lists; several stand in as few as have room, in the place of the first."""
    places = [n for n, page in enumerate(pages) if page.table and page.table.total == 1 and not page.exhibit.is_whole]
    if not places:
        return list(pages)
    alone = [pages[place] for place in places]
    lists = [_alone(alone[0])] if len(alone) == 1 else _lists(alone)
    rest = [page for place, page in enumerate(pages) if place > places[0] and place not in places]
    return [*pages[: places[0]], *lists, *rest]


def _alone(page: Page) -> Page:
    """One row as a list under its own title."""
    lines = _lines(page)[:MOST_LINES]
    said = "; ".join(f"{head}: {cell}" for head, cell in lines)
    words = f"{page.words} {said}."
    return replace(page, words=words, table=Table(HEADS, tuple(lines), frozenset({1}), WIDTHS, total=len(lines)))


def _lists(alone: Sequence[Page]) -> list[Page]:
    most = next((most for most in range(MOST_LINES, FEWEST, -1) if _need(alone, most) <= MOST_LINES), FEWEST)
    parts: list[list[Page]] = [[]]
    for page in alone:
        if parts[-1] and _need([*parts[-1], page], most) > MOST_LINES:
            parts.append([])
        parts[-1].append(page)
    return [_list(part, most) for part in parts]


def _need(part: Sequence[Page], most: int) -> int:
    """Lines that tables of one row take as lists of at most so many figures, each under its name."""
    return sum(1 + len(_lines(page)[:most]) for page in part)


def _lines(page: Page) -> list[Line]:
    """What stood in the row: its figures, the names only where there is no figure."""
    result, names = page.exhibit.result, page.exhibit.columns
    if page.table and matrix_of(page):
        cells = list(zip(page.table.heads, page.table.rows[0], strict=True))
        return [cells[place] for place in sorted(page.table.numbers)]
    columns = [result.view.column(name) for name in names] if names else table_rows.readable(result)
    told = [(column, table_rows.cells_of(result, column)[0]) for column in columns]
    figures = [(formatting.heading(column), cell) for column, cell in told if column.is_measure and cell]
    named = [(formatting.heading(c), cell) for c, cell in told if cell and cell != facts.place(result)]
    return figures or named


def _list(part: Sequence[Page], most: int) -> Page:
    first, results = part[0], [page.exhibit.result for page in part]
    rows: list[Line] = []
    loud = set()
    for page in part:
        loud.add(len(rows))
        rows += [(page.exhibit.title or page.exhibit.result.view.title, ""), *_lines(page)[:most]]
    names = "; ".join(rows[place][0] for place in sorted(loud))
    said = "; ".join(f"{head}: {cell}" for head, cell in rows if cell)
    return replace(
        first,
        title=_title(first.exhibit, [rows[place][0] for place in sorted(loud)]),
        measure="Key figures",
        words=f"Key figures: {names}. {said}.",
        foot=tuple(facts.foot(*results)),
        notes=tuple(dict.fromkeys(note for page in part for note in page.notes)),
        table=Table(HEADS, tuple(rows), frozenset({1}), WIDTHS, frozenset(loud), len(rows)),
    )


def _title(exhibit: Exhibit, names: Sequence[str]) -> str:
    """What the tables on one slide are called, as many as have room, with whose they are and when."""
    for kept in range(len(names), 0, -1):
        listed = [names[0], *(titles.lower(name) for name in names[1:kept])]
        rest = [f"{len(names) - kept} more"] if kept < len(names) else []
        title = headings.dated(exhibit, "; ".join([*listed, *rest]))
        if len(title) <= headings.LETTERS:
            break
    return cut(title, headings.LETTERS)
