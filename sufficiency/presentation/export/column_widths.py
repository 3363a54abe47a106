"""How many letters each column of a table in a document has, and which columns there is room for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence, Set

MOST_COLUMNS = 8
HEAD_LINES, CELL_LETTERS = 3, 42  # a heading's lines, and letters of a line of text in a cell
LONG_HEAD, MOST_LINES = 40, 5  # letters from which a heading takes more lines, and how many at the most
LEAST_LETTERS, LEAST_NAME, SPACE = 6, 14, 3  # of a column, of one of names that are broken, and between two
PASSAGE = 60  # letters from which a cell is a sentence
NONE: frozenset[int] = frozenset()
FIGURES = 2  # that have room beside names, however many these are


def needed(head: str, cells: Iterable[str]) -> int:
    """Letters that a column needs: its cells in a line where they are short, its heading in a few."""
    longest = max((min(len(words), CELL_LETTERS) for words in cells), default=0)
    lines = min(MOST_LINES, HEAD_LINES + len(head) // LONG_HEAD)
    return max(longest, _longest(head), math.ceil(len(head) / lines) + 2, LEAST_LETTERS) + SPACE


def with_figures(
    are_figures: Sequence[bool], heads: Sequence[str], widths: Sequence[int], letters: int, passages: Set[int] = NONE
) -> tuple[list[int], list[int]]:
    """The places of the columns to show and how wide each is, so that some figures have room beside the names: names
    are broken into lines for that, and those that even beside one figure have none are left out, the last first.
    ``passages``, the places of columns of sentences, give way before any name is broken."""
    figures = [place for place, is_figure in enumerate(are_figures) if is_figure][:FIGURES]
    names = [place for place, is_figure in enumerate(are_figures) if not is_figure][: MOST_COLUMNS - len(figures)]
    wide = list(widths)
    for place in sorted(passages, reverse=True):
        if figures and place in names[1:] and sum(wide[n] for n in (*names, *figures)) > letters:
            names.remove(place)
    while figures and names and sum(wide[place] for place in (*names, *figures)) > letters:
        each = (letters - sum(widths[place] for place in figures)) // len(names)
        for place in names:
            wide[place] = min(widths[place], max(each, _longest(heads[place]) + SPACE, LEAST_NAME))
        if sum(wide[place] for place in (*names, *figures)) <= letters:
            break
        if len(figures) > 1:
            figures.pop()
        elif len(names) > 1:
            names.pop()
        else:
            break
    kept = [place for place, is_figure in enumerate(are_figures) if is_figure or place in names]
    return kept, [wide[place] for place in kept]


def _longest(words: str) -> int:
    return max(map(len, words.split()), default=0)


def fitting(widths: Sequence[int], letters: int) -> int:
    """How many of the columns, from the first, there is room for."""
    count, room = 0, letters
    for width in widths[:MOST_COLUMNS]:
        room -= width
        if room < 0:
            break
        count += 1
    return max(count, 1)


def stretched(widths: Sequence[int], cells: Sequence[Sequence[str]], letters: int) -> list[int]:
    """Columns whose text wraps take the room that is left, the first of them first."""
    room, stretched = letters - sum(widths), []
    for width, texts in zip(widths, cells, strict=True):
        more = min(max(max((len(words) for words in texts), default=0) + SPACE - width, 0), max(room, 0))
        stretched.append(width + more)
        room -= more
    return stretched


def lines_of(words: str, width: int) -> int:
    """Lines that text takes in a column, its words unbroken."""
    lines, used = 1, 0
    for word in words.split():
        more = len(word) + (1 if used else 0)
        if used and used + more > width - SPACE + 1:
            lines, used = lines + 1, len(word)
        else:
            used += more
    return lines
