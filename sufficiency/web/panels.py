"""Small tables with a bar in each row: what a Director reads at a glance, a printer prints, and a reader reads out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sufficiency.presentation import coverage, formatting
from sufficiency.presentation.charts import palette
from sufficiency.result import Result
from sufficiency.web import figures, style

MOST = 5  # rows a panel holds on one screen; its page has the others


def place() -> DeltaGenerator:
    """Where a page of panels is drawn, to be entered with ``with``; it looks as its own rules say."""
    drawn = st.container(key="borough")
    drawn.html(style.of_panels())
    return drawn


def draw(*panels: str) -> None:
    """Panels beside one another, as many as the window has room for."""
    st.html(f"<div class='panels'>{''.join(panels)}</div>")


def panel(title: str, body: str, note: str = "", link: tuple[str, str] | None = None) -> str:
    """One panel: what it is about, its rows, a note under them and the page that says more."""
    more = f" <a href='{escape(link[0], quote=True)}' target='_self'>{escape(link[1])}</a>" if link else ""
    under = f"<p>{escape(note)}{more}</p>" if note or more else ""
    return f"<section class='panel'><h2>{escape(title)}</h2>{body}{under}</section>"


def foot(words: str, links: Sequence[tuple[str, str]], further: str, others: Sequence[tuple[str, str]]) -> None:
    """What to know of the data behind a page with the pages that say more, and under it where else to go."""
    st.html(
        f"<p class='trust'>{escape(words)} {_links(links)}</p><p class='trust'>{escape(further)} {_links(others)}</p>"
    )


def _links(links: Sequence[tuple[str, str]]) -> str:
    return " · ".join(f"<a href='{escape(to, quote=True)}' target='_self'>{escape(name)}</a>" for to, name in links)


def bars(result: Result, label: str, value: str, beside: Result | None = None, name: str = "", most: int = MOST) -> str:
    """The rows with the highest ``value``, each with a bar, and a tick where ``beside`` has its figure for ``label``.

    ``name`` says of whom that is. What is withheld keeps its symbol and has no bar; where all is, that is said once.
    """
    shown = result.first(value, most)
    if said := _nothing(shown, value):
        return said
    filled = shown.at([number != 0 for number in shown.rows[value]])
    shown = shown if filled.known(value).is_empty else filled  # nobody asks first of what nobody is in
    other = beside if beside is not None and value in beside.rows and not beside.stands_for else None
    ends = [float(n) for part in (shown, other) if part is not None for n in part.rows[value].dropna()]
    top = max(ends, default=0.0) or 1.0
    rows = []
    for place, words in enumerate(shown.rows[label].astype(str)):
        there = other.where(**{label: (shown.rows[label].iloc[place],)}) if other is not None else None
        own, tick = _share(shown, place, value, top), _share(there, 0, value, top) if there is not None else ""
        mark = f"<i class='fill' style='width:{own}%'></i>" if own else ""
        mark += f"<i class='tick' style='left:min({tick}%, 100% - 3px)'></i>" if tick else ""
        figure = text(shown, place, value)
        cells = f"<th scope='row'>{escape(words)}</th><td class='bar'>{mark}</td><td class='n'>{figure}</td>"
        if other is not None:
            cells += (
                f"<td class='n quiet'>{text(there, 0, value) if there is not None and len(there.rows) else '–'}</td>"
            )
        rows.append(f"<tr>{cells}</tr>")
    heads = ("", "", "Here", *([name] if other is not None else []))
    return table(heads, rows, is_measured=True)


def spans(result: Result, label: str, low: str, high: str, most: int = MOST) -> str:
    """Rows with the highest ``high``, each with its range as a bar and in figures."""
    shown = result.first(high, most)
    if said := _nothing(shown, high):
        return said
    top = float(shown.rows[high].max() or 0) or 1.0
    rows = []
    for place, words in enumerate(shown.rows[label].astype(str)):
        start, end = _share(shown, place, low, top) or "0", _share(shown, place, high, top)
        wide = max(float(end) - float(start), 2.0) if end else 0.0
        mark = f"<i class='fill' style='left:{start}%;width:{wide:.0f}%'></i>" if end else ""
        said = text(shown, place, high)
        if shown.symbols[low].iloc[place] and not shown.symbols[high].iloc[place]:
            said = f"up to {said}"
        elif (first := text(shown, place, low)) != said:
            said = f"{first} to {said}"
        rows.append(
            f"<tr><th scope='row'>{escape(words)}</th><td class='bar'>{mark}</td><td class='n'>{said}</td></tr>"
        )
    return table(("", "", "Children"), rows, is_measured=True)


def line_of_spans(label: str, low: str, high: str) -> str:
    """The ``chart:`` line of the same ranges, for files."""
    return f"range x={label} low={low} mid={high} high={high}"


def _nothing(shown: Result, column: str) -> str:
    """Why no figure of a panel is shown, in place of a symbol a row; '' where one is."""
    if not shown.known(column).is_empty:
        return ""
    known = shown.view.column(column)
    reasons = (coverage.reason(known, symbol) for symbol in dict.fromkeys(shown.symbols[column]) if symbol)
    # Of few children each, there may be many together: a card on the same page says how many.
    few = "too few children in each to show" if len(shown.rows) > 1 else "too few children to show"
    said = "; ".join(few if why.startswith("Confidential") else why for why in reasons)
    return f"<p>{escape(said[:1].upper() + said[1:] or 'None here')}.</p>"


def steps(result: Result, label: str, value: str, kind: str) -> str:
    """Columns side by side in the rows' order, in the colour of their class, a line where the second class begins."""
    top = float(result.rows[value].max() or 0) or 1.0
    classes = list(dict.fromkeys(result.rows[kind]))
    shades = palette.series([str(name) for name in classes], figures.theme(), ordered=True)
    columns, said = [], []
    for place, name in enumerate(result.rows[kind]):
        is_first = classes.index(name) == 1 and result.rows[kind].iloc[place - 1] != name
        high = _share(result, place, value, top) or "0"
        words = f"{result.rows[label].iloc[place]}: {_plain(result, place, value)}"
        line = " line" if is_first else ""
        style = f"height:{high}%;background:{shades[str(name)]}"
        columns.append(f"<i class='step{line}' style='{style}' title='{escape(words, quote=True)}'></i>")
        said.append(words)
    keys = "".join(
        f"<span><i style='background:{shades[str(name)]}'></i>{escape(str(name))}</span>" for name in classes
    )
    words = escape("; ".join(said), quote=True)
    few = "<p>No column: too few children to show, not none.</p>" if "c" in set(result.symbols[value]) else ""
    picture = f"<div class='steps' role='img' aria-label='{words}'>{''.join(columns)}</div>"
    return f"{picture}<div class='keys'>{keys}</div>{few}"


def rows(result: Result, columns: Sequence[str], heads: Sequence[str]) -> str:
    """The rows as they stand, a cell a column."""
    body = []
    for place in range(len(result.rows)):
        first, *others = (text(result, place, name) + _sure(result, place, name) for name in columns)
        body.append(f"<tr><th scope='row'>{first}</th>{''.join(f'<td>{cell}</td>' for cell in others)}</tr>")
    return table(heads, body)


def furthest(children: Result, reasons: Result) -> str:
    """The three children who live furthest, and the two commonest reasons of all who live over 20 miles from home."""
    listed = children.known("distance_miles").first("distance_miles", 3)
    names = ("host_authority_name", "distance_miles", "distance_reason")
    return rows(listed, names, ("Furthest", "Miles", "Why")) + bars(reasons, "reason", "distant_count", most=2)


def table(heads: Sequence[str], body: Sequence[str], *, is_measured: bool = False) -> str:
    """A table whose first heads may be empty; the others stand over figures where ``is_measured``."""
    head = "".join(f"<th scope='col'>{escape(name)}</th>" if name else "<td></td>" for name in heads)
    kind = " class='measured'" if is_measured else ""
    return f"<table{kind}><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def text(result: Result, place: int, column: str) -> str:
    """One cell as HTML: the figure, or its symbol with what that means."""
    if symbol := result.symbols[column].iloc[place]:
        return (
            f"<abbr title='{escape(coverage.reason(result.view.column(column), symbol), quote=True)}'>{symbol}</abbr>"
        )
    return escape(_plain(result, place, column))


def _sure(result: Result, place: int, column: str) -> str:
    """The interval of one figure, where it has one."""
    known = result.view.column(column)
    if known.low not in result.rows or result.symbols[column].iloc[place]:
        return ""
    words = formatting.interval(result.rows[known.low].iloc[place], result.rows[known.high].iloc[place], known.unit)
    return f" <span class='sure'>({escape(words)})</span>" if words else ""


def _plain(result: Result, place: int, column: str) -> str:
    known, value = result.view.column(column), result.rows[column].iloc[place]
    if symbol := result.symbols[column].iloc[place]:
        return str(symbol)
    return formatting.short(value, known.unit) if known.is_measure else formatting.label(value, known.unit)


def _share(result: Result, place: int, column: str, top: float) -> str:
    """How far along its bar a figure stands, in per cent; '' where it is not shown."""
    if (
        place >= len(result.rows)
        or result.symbols[column].iloc[place]
        or formatting.missing(result.rows[column].iloc[place])
    ):
        return ""
    return f"{max(0.0, min(100.0, 100 * float(result.rows[column].iloc[place]) / top)):.0f}"
