"""Tables of one row, of which several would be a slide each, as one list of key figures: a figure a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sufficiency.presentation import formatting
from sufficiency.presentation.export import facts
from sufficiency.presentation.export.pages import Page
from sufficiency.presentation.export.table_rows import Table

HEADS, WIDTHS = ("What is counted", "Figure"), (70, 24)
MOST_LINES, MOST_OF_EACH = 16, 6  # of a slide, and of what stood in one row
SEVERAL = 2
Line = tuple[str, str]


def gathered(pages: Sequence[Page]) -> list[Page]:
    """The pages, where several tables of one row stand in as few lists as have room, in the place of the first."""
    alone = [page for page in pages if _is_alone(page)]
    if len(alone) < SEVERAL:
        return list(pages)
    kept = [page for page in pages if page not in alone[1:]]
    where = kept.index(alone[0])
    return [*kept[:where], *_lists(alone), *kept[where + 1 :]]


def _is_alone(page: Page) -> bool:
    return page.table is not None and page.table.total == 1 and not (page.exhibit.is_whole or page.key_figures)


def _lists(alone: Sequence[Page]) -> list[Page]:
    parts: list[list[Page]] = [[]]
    used = 0
    for page in alone:
        need = 1 + len(_lines(page))
        if parts[-1] and used + need > MOST_LINES:
            parts.append([])
            used = 0
        parts[-1].append(page)
        used += need
    return [_list(part, number) for number, part in enumerate(parts)]


def _lines(page: Page) -> list[Line]:
    """What stood in the row: its figures, the names only where there is no figure."""
    if page.table is None:
        return []
    cells = list(zip(page.table.heads, page.table.rows[0], strict=True))
    figures = [cells[place] for place in sorted(page.table.numbers)]
    named = [(head, cell) for head, cell in cells if cell and cell != facts.place(page.exhibit.result)]
    return (figures or named)[:MOST_OF_EACH]


def _list(part: Sequence[Page], number: int) -> Page:
    first, results = part[0], [page.exhibit.result for page in part]
    rows: list[Line] = []
    loud = set()
    for page in part:
        loud.add(len(rows))
        rows += [(page.exhibit.title or page.exhibit.result.view.title, ""), *_lines(page)]
    result = results[0]
    again = f" ({number + 1})" if number else ""
    title = f"{facts.place(result)}: further key figures, {formatting.day(result.as_at)}{again}"
    names = "; ".join(rows[place][0] for place in sorted(loud))
    said = "; ".join(f"{head}: {cell}" for head, cell in rows if cell)
    notes = dict.fromkeys(note for page in part for note in page.notes)
    return replace(
        first,
        title=title,
        measure="Key figures",
        words=f"Key figures: {names}. {said}.",
        foot=tuple(facts.foot(*results)),
        notes=tuple(notes),
        table=Table(HEADS, tuple(rows), frozenset({1}), WIDTHS, frozenset(loud), len(rows)),
    )
