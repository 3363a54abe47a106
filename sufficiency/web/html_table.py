"""The one builder of HTML tables: real rows and headings that a keyboard and a screen reader can reach."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from html import escape

LOUD, WIDE = " class='loud'", " class='n wide'"
# A column with a sentence in it, or a phrase, is so wide that a phone scrolls the table rather than break it word by
# word: the class, and more characters than which a cell, or half the heading, reads.
WIDTHS = (("long", 45), ("phrase", 24))
FEW = 3  # columns that any window has room for
SHORT_HEAD = 12  # letters of a heading of figures that takes no room of its own
# A day, or a day and a time, is read in one line.
DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?|[A-Z][a-z]+ \d{4}")
TAG = re.compile(r"<[^>]*>")


def html(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numbers: Collection[int] = (),
    loud: Collection[int] = (),
    note: str = "",
    is_text: bool = False,
    is_log: bool = False,
) -> str:
    """A table that scrolls in its own frame; ``heads`` are text, the cells of ``rows`` are HTML.

    ``numbers`` are the places of columns of figures, ``loud`` those of rows that stand out, ``note``
    follows the caption, and ``is_text`` lays the table out to be read rather than looked up. Of one that ``is_log``
    each row is read by itself, figures and all.
    """
    name = escape(caption, quote=True)
    rows = list(rows)
    kinds = [
        " class='n'" if place in numbers else _width(heads[place], (row[place] for row in rows))
        for place in range(len(heads))
    ]
    # On a phone sentences are not cut by the edge: each row is a passage, its first cell what it is about.
    is_prose = is_log or (not numbers and any("long" in kind for kind in kinds))
    named = [
        f" data-head='{escape(text, quote=True)}'" if is_prose and place else "" for place, text in enumerate(heads)
    ]
    frame = f"rows{' reading' if is_text else ''}{' prose' if is_prose else ''}"
    over = [WIDE if place in numbers and len(text) > SHORT_HEAD else kinds[place] for place, text in enumerate(heads)]
    head = "".join(f"<th scope='col'{kind}>{escape(text)}</th>" for kind, text in zip(over, heads, strict=True))
    body = "".join(
        f"<tr{LOUD if place in loud else ''}>"
        + "".join(f"<td{kind}{told}>{cell}</td>" for kind, told, cell in zip(kinds, named, row, strict=True))
        + "</tr>"
        for place, row in enumerate(rows)
    )
    more = "" if is_prose else sideways(len(heads))
    return (
        f"<div class='{frame}' tabindex='0' role='group' aria-label='{name}'><table>"
        f"<caption>{name}{escape(note)}{more}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def sideways(columns: int) -> str:
    """That a table of so many columns is moved sideways, seen in windows too narrow for it; '' of few."""
    return f"<span class='sideways'> Move it sideways for all {columns} columns.</span>" if columns > FEW else ""


def _width(head: str, cells: Iterable[str]) -> str:
    """The class of a column by the longest of its cells as it reads, whatever its HTML. A heading may take two lines:
    a column of years is not made wide by what stands over it."""
    cells = [TAG.sub("", cell).strip() for cell in cells]
    if any(cells) and all(DAY.fullmatch(cell) for cell in cells if cell):
        return " class='day'"
    most = max([len(head) // 2, *map(len, cells)])
    return next((f" class='{name}'" for name, length in WIDTHS if most > length), "")
