"""Reads a view's ``chart:`` line: a kind of picture and which column plays which part in it.

    bar      x= y= [colour=] [reference=]   longest first; either of x and y may be the figure
    dot      x= y= [colour=]                a dot a row on one line a category
    line     x= y= [colour=]                x is a date, month or year
    stacked  x= y= colour= [share=yes]      parts of a whole; share=yes draws shares
    heat     x= y= colour=                  a matrix; colour is the figure in the cell
    range    x= low= mid= high=             a spread with its middle
    scatter  x= y= [size=] [colour=] [label=]
    funnel   x= y= label=                   shares by size, with the limits of chance; y is in the view's funnel:
    histogram x= y= colour=                 a column a step; a line where the second colour begins
    map      area= colour=                  area is a column of authority codes

``sort=none`` keeps the rows' order and ``sort=name`` the alphabet's; ``top=20`` draws the first 20.
Bands, classes and dates keep their own order. ``none`` or no line at all asks for no chart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sufficiency.result import View

# Parts each kind must have, then those it may have.
KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "bar": (("x", "y"), ("colour", "reference", "sort", "top")),
    "dot": (("x", "y"), ("colour", "reference", "sort", "top")),
    "line": (("x", "y"), ("colour",)),
    "stacked": (("x", "y", "colour"), ("sort", "share", "top")),
    "heat": (("x", "y", "colour"), ("sort", "top")),
    "range": (("x", "low", "mid", "high"), ("sort", "top")),  # y= is taken for x=
    "scatter": (("x", "y"), ("size", "colour", "label")),
    "funnel": (("x", "y", "label"), ()),
    "histogram": (("x", "y", "colour"), ()),
    "map": (("area", "colour"), ()),
}
WORDS = ("sort", "share", "top")  # parts that are a word or a number, not a column


class ChartError(ValueError):
    """A ``chart:`` line that cannot be drawn; the message names the view and the remedy."""


@dataclass(frozen=True)
class ChartLine:
    """A kind of chart, the columns that play its parts, and its few settings."""

    kind: str
    parts: Mapping[str, str]
    words: Mapping[str, str]


def parse(line: str, view: View) -> ChartLine | None:
    """The ChartLine that ``line`` asks for, e.g. ``bar x=authority_name y=rate colour=sex``.

    None when the line is empty or says ``none``. Raises ChartError on an unknown kind, part or
    column, or a part that is missing.
    """
    kind, *pairs = line.split() or [""]
    if kind in ("", "none", "table"):
        return None
    if kind not in KINDS:
        raise ChartError(f"{view.name}: no chart is called {kind!r}; use one of {', '.join(KINDS)}")
    needed, allowed = KINDS[kind]
    parts: dict[str, str] = {}
    for pair in pairs:
        part, equals, value = pair.partition("=")
        part = "x" if kind == "range" and part == "y" else part
        if not equals or part not in needed + allowed:
            raise ChartError(f"{view.name}: {pair!r} is no part of a {kind}; it has {', '.join(needed + allowed)}")
        parts[part] = value
    missing = [part for part in needed if part not in parts]
    if missing:
        raise ChartError(f"{view.name}: the {kind} chart lacks {', '.join(missing)}=")
    names = {column.name for column in view.columns}
    columns = {part: value for part, value in parts.items() if part not in WORDS}
    for part, value in columns.items():
        if value not in names:
            raise ChartError(f"{view.name}: {part}={value} is not one of its columns")
    if kind == "funnel" and parts["y"] not in view.funnel:
        raise ChartError(f"{view.name}: write 'funnel: {parts['y']}' in its header to draw a funnel of it")
    return ChartLine(kind, columns, {part: parts[part] for part in WORDS if part in parts})
