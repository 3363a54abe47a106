"""Reads a view's ``chart:`` line: a kind of picture and which column plays which part in it.

    bar      x= y= [colour=] [reference=]   longest first; either of x and y may be the figure
    dot      x= y= [colour=]                a dot a row on one line a category
    line     x= y= [colour=]                x is a date, month or year
    stacked  x= y= colour= [share=yes]      parts of a whole; share=yes draws shares
    heat     x= y= colour=                  a matrix; colour is the figure in the cell
    range    x= low= mid= high= [reference=]  a spread with its middle
    scatter  x= y= [size=] [colour=] [label=]
    funnel   x= y= label= [reference=]      shares by size, with the limits of chance; y is in the view's funnel:
    histogram x= y= colour=                 a column a step; a line where the second colour begins
    map      area= colour=                  area is a column of authority codes
    charts/NAME.py  any=                    an Altair file of one's own; each part is a parameter of its function

``reference=`` is a column of the comparator's figure: a line where all rows agree, else a mark a row.
``sort=none`` keeps the rows' order and ``sort=name`` the alphabet's; ``top=20`` draws the first 20,
where without it fifteen of a list longer than that are drawn, and always whoever was chosen.
Bands, classes and dates keep their own order. ``none`` or no line at all asks for no chart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sufficiency import settings
from sufficiency.catalogue import places
from sufficiency.reference.nearest import hint
from sufficiency.result import View

# Parts each kind must have, then those it may have.
KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "bar": (("x", "y"), ("colour", "reference", "sort", "top")),
    "dot": (("x", "y"), ("colour", "reference", "sort", "top")),
    "line": (("x", "y"), ("colour",)),
    "stacked": (("x", "y", "colour"), ("sort", "share", "top")),
    "heat": (("x", "y", "colour"), ("sort", "top")),
    "range": (("x", "low", "mid", "high"), ("reference", "sort", "top")),  # y= is taken for x=
    "scatter": (("x", "y"), ("size", "colour", "label")),
    "funnel": (("x", "y", "label"), ("reference",)),
    "histogram": (("x", "y", "colour"), ()),
    "map": (("area", "colour"), ()),
}
OWN = "own"  # the kind of a chart that a file draws
FILE = re.compile(r"charts/([a-z][a-z0-9_]*)\.py")
WORDS = ("sort", "share", "top")  # parts that are a word or a number, not a column


class ChartError(ValueError):
    """A ``chart:`` line that cannot be drawn; the message names the view and the remedy."""


@dataclass(frozen=True)
class ChartLine:
    """A kind of chart, the columns that play its parts, and its few settings.

    ``file`` is the name of the file in ``charts/`` that draws it, without its end, where its kind is ``OWN``.
    """

    kind: str
    parts: Mapping[str, str]
    words: Mapping[str, str]
    file: str = ""


def parse(line: str, view: View) -> ChartLine | None:
    """The ChartLine that ``line`` asks for, e.g. ``bar x=authority_name y=rate colour=sex``.

    None when the line is empty or says ``none``. Raises ChartError on an unknown kind, part or
    column, or a part that is missing.
    """
    kind, *pairs = line.split() or [""]
    if kind in ("", "none", "table"):
        return None
    if kind.startswith("charts/"):
        return _own(kind, pairs, view)
    if kind not in KINDS:
        raise ChartError(f"{_place(view)}: no chart is called {kind!r}{_own_hint(kind) or hint(kind, KINDS) or _any()}")
    needed, allowed = KINDS[kind]
    parts: dict[str, str] = {}
    for pair in pairs:
        part, equals, value = pair.partition("=")
        part = "x" if kind == "range" and part == "y" else part
        if not equals or part not in needed + allowed:
            raise ChartError(f"{_place(view)}: {pair!r} is no part of a {kind}; it has {', '.join(needed + allowed)}")
        parts[part] = value
    missing = [part for part in needed if part not in parts]
    if missing:
        raise ChartError(f"{_place(view)}: the {kind} chart lacks {', '.join(missing)}=")
    columns = {part: value for part, value in parts.items() if part not in WORDS}
    _are_columns(columns, view)
    if kind == "funnel" and parts["y"] not in view.funnel:
        raise ChartError(f"{_place(view)}: write 'funnel: {parts['y']}' in its header to draw a funnel of it")
    if kind == "funnel" and parts["x"] != view.column(parts["y"]).denominator:
        # The limits are of what the share is of: by any other count they would not narrow evenly.
        raise ChartError(
            f"{_place(view)}: across a funnel stands {view.column(parts['y']).denominator}, "
            f"of which {parts['y']} is a share"
        )
    return ChartLine(kind, columns, {part: parts[part] for part in WORDS if part in parts})


def _place(view: View) -> str:
    return places.of_key(view, "chart")


def _own_hint(kind: str) -> str:
    """That a file of one's own is named with its folder, where there is one of this name."""
    is_there = FILE.fullmatch(f"charts/{kind}.py") and (settings.charts_folder() / f"{kind}.py").is_file()
    return f"; a file of your own is named whole: charts/{kind}.py" if is_there else ""


def _any() -> str:
    return f"; use one of {', '.join(KINDS)}, or charts/NAME.py"


def _own(file: str, pairs: list[str], view: View) -> ChartLine:
    """The line of a chart that ``file`` draws: each part is a parameter of its function, and a column."""
    named = FILE.fullmatch(file)
    if not named:
        raise ChartError(f"{_place(view)}: {file!r} is no chart's file; write charts/NAME.py in small letters")
    columns = {}
    for pair in pairs:
        part, equals, value = pair.partition("=")
        if not equals or not part.isidentifier():
            raise ChartError(f"{_place(view)}: {pair!r} says no part; write parameter=column")
        columns[part] = value
    _are_columns(columns, view)
    if not any(view.column(name).is_measure for name in columns.values()):
        raise ChartError(f"{_place(view)}: the chart {file} has no figure; give one of its parts a column of figures")
    return ChartLine(OWN, columns, {}, named[1])


def _are_columns(parts: Mapping[str, str], view: View) -> None:
    names = {column.name for column in view.columns}
    for part, value in parts.items():
        if value not in names:
            raise ChartError(f"{_place(view)}: {part}={value} is not one of its columns{hint(value, names)}")
