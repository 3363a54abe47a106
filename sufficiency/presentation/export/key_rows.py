"""Tables of one row as lists of key figures, a figure a line: several stand on one slide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sufficiency.presentation import formatting
from sufficiency.presentation.export import facts, table_rows
from sufficiency.presentation.export.pages import Page, is_matrix_of
from sufficiency.presentation.export.table_rows import Table

HEADS, WIDTHS = ("What is counted", "Figure"), (70, 24)
MOST_LINES, MOST_OF_EACH = 12, 5  # of a slide, and of what stood in one row where several do
UNLIMITED = 1_000  # letters: a list has room for every figure of its row
Line = tuple[str, str]


def gathered(pages: Sequence[Page]) -> list[Page]:
    """The pages, where tables of one row are lists; several stand in as few as have room, in the place of the first."""
    places = [n for n, page in enumerate(pages) if page.table and page.table.total == 1 and not page.exhibit.is_whole]
    if not places:
        return list(pages)
    alone = [pages[place] for place in places]
    what = "other key figures" if any(page.key_figures for page in pages) else "key figures"
    lists = [_alone(alone[0])] if len(alone) == 1 else _lists(alone, what)
    rest = [page for place, page in enumerate(pages) if place > places[0] and place not in places]
    return [*pages[: places[0]], *lists, *rest]


def _alone(page: Page) -> Page:
    """One row as a list under its own title."""
    lines = _lines(page)[:MOST_LINES]
    said = "; ".join(f"{head}: {cell}" for head, cell in lines)
    words = f"{page.words} {said}."
    return replace(page, words=words, table=Table(HEADS, tuple(lines), frozenset({1}), WIDTHS, total=len(lines)))


def _lists(alone: Sequence[Page], what: str) -> list[Page]:
    parts: list[list[Page]] = [[]]
    used = 0
    for page in alone:
        need = 1 + len(_lines(page)[:MOST_OF_EACH])
        if parts[-1] and used + need > MOST_LINES:
            parts.append([])
            used = 0
        parts[-1].append(page)
        used += need
    return [_list(part, f"{what}{f' ({number})' if number > 1 else ''}") for number, part in enumerate(parts, 1)]


def _lines(page: Page) -> list[Line]:
    """What stood in the row: its figures, the names only where there is no figure."""
    exhibit = page.exhibit
    row = page.table if is_matrix_of(page) else table_rows.of(exhibit.result, exhibit.columns, letters=UNLIMITED)
    if row is None:
        return []
    cells = list(zip(row.heads, row.rows[0], strict=True))
    figures = [cells[place] for place in sorted(row.numbers)]
    return figures or [(head, cell) for head, cell in cells if cell and cell != facts.place(exhibit.result)]


def _list(part: Sequence[Page], what: str) -> Page:
    first, results = part[0], [page.exhibit.result for page in part]
    rows: list[Line] = []
    loud = set()
    for page in part:
        loud.add(len(rows))
        rows += [(page.exhibit.title or page.exhibit.result.view.title, ""), *_lines(page)[:MOST_OF_EACH]]
    names = "; ".join(rows[place][0] for place in sorted(loud))
    said = "; ".join(f"{head}: {cell}" for head, cell in rows if cell)
    return replace(
        first,
        title=f"{facts.place(results[0])}: {what}, {formatting.day(results[0].as_at)}",
        measure="Key figures",
        words=f"Key figures: {names}. {said}.",
        foot=tuple(facts.foot(*results)),
        notes=tuple(dict.fromkeys(note for page in part for note in page.notes)),
        table=Table(HEADS, tuple(rows), frozenset({1}), WIDTHS, frozenset(loud), len(rows)),
    )
