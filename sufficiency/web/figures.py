"""Pictures, tables and files of a Result on the page; all of them from the same rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from html import escape

import streamlit as st

from sufficiency import choices
from sufficiency.presentation import asides, charts, coverage, formatting, glossary
from sufficiency.presentation.charts.fold import Drawn
from sufficiency.presentation.charts.frame import MOST_ROWS
from sufficiency.presentation.export import Exhibit, facts, on_page
from sufficiency.presentation.maps import Still
from sufficiency.result import EXACT, Result
from sufficiency.web import (
    captions,
    chart_element,
    figure_files,
    filters,
    html_table,
    page_export,
    permission,
    tables,
    wide_table,
)

BEHIND = "Table, meaning and files"
# What is drawn after the figure of a view: views whose header says that they stand there.
FOLLOWS: ContextVar[Callable[[str], None] | None] = ContextVar("follows", default=None)


def lead(sentence: str, *results: Result, sides: Sequence[str] = ()) -> None:
    """The sentence a page opens with: what the figures of ``results`` say, and of which authorities
    they are where not all of those chosen count; where they are of two ``sides``, of which side that is."""
    for result in results[:1]:
        captions.begin_with(result)
    asides = dict.fromkeys(map(coverage.aside, results, sides or [""] * len(results)))
    page_export.note_lead(sentence)
    st.html(f"<p class='lead'>{escape(sentence + ''.join(asides))}</p>")


def heading(words: str) -> None:
    """The heading of one part of a page, one level beneath the page's own."""
    st.html(heading_of(words))


def heading_of(words: str) -> str:
    """The heading as HTML."""
    return f"<h2 class='part'>{escape(words)}</h2>"


def figure(
    result: Result,
    chart: str | None = None,
    *,
    key: str = "",
    title: str = "",
    columns: Sequence[str] | None = None,
    of: str = "",
    is_picked: bool = True,
    is_folded: bool = False,
    is_listed: bool = False,
) -> None:
    """A titled chart, its caption, and behind it its rows as a table and its files.

    A click on a mark chooses what it stands for (an authority, a kind of placement, a cell's both)
    unless ``is_picked`` is False; without a mouse, the filter bar chooses the same. Of one that
    ``is_folded`` the title stands alone, and the rest is drawn for those who open it. A coarser form that stands in a
    view's place is drawn as its own header says. A heading that does not name ``of``, the place that the figure is of,
    has its name before it. The table of one that ``is_listed`` stands open under it.
    """
    key, (chart, columns) = key or result.view.name, _own(result, chart, columns)
    exhibit = Exhibit(result, chart, title, tuple(columns or ()))
    if not is_folded:
        # A place of its own: what comes and goes before it on the page leaves it as it stands.
        with st.container(key=f"figure_{key}"):
            _drawn(exhibit, key, is_picked, is_titled=True, of=of, is_listed=is_listed)
    else:
        with folded(key, formatting.under_name(of, title or result.view.title)) as is_open:
            if is_open:
                _drawn(exhibit, key, is_picked)
            else:
                page_export.note(exhibit)
    if follows := FOLLOWS.get():
        follows(result.view.name)


def aside(result: Result, chart: str | None = None, *, key: str = "", title: str = "") -> None:
    """A figure that is not drawn now, but is among those that files of the whole page hold."""
    page_export.note(Exhibit(result, _own(result, chart, None)[0], title))


def _own(result: Result, chart: str | None, columns: Sequence[str] | None) -> tuple[str | None, Sequence[str] | None]:
    """How a result is drawn: as a page asks, but a coarser form, whose columns are others, by its own header."""
    return (None, None) if result.stands_for else (chart, columns)


@contextmanager
def folded(key: str, title: str) -> Iterator[bool]:
    """A title that opens; what is beneath it is drawn only when the answer, is it open, is True."""
    with st.container(key=f"figure_{key}"), st.expander(plain(title), key=f"folded_{key}", on_change="rerun") as fold:
        yield bool(fold.open)


def _drawn(
    exhibit: Exhibit, key: str, is_picked: bool, *, is_titled: bool = False, of: str = "", is_listed: bool = False
) -> None:
    result, line, title = exhibit.result, exhibit.chart, exhibit.title
    choosable = {kind.column: kind.choice for kind in choices.kinds().values()} if is_picked else {}
    is_whole = bool(st.session_state.get(f"whole_{key}"))
    chart = charts.draw(result, line, theme=theme(), choosable=choosable, is_whole=is_whole)
    if chart.fault:
        st.warning(f"The figures stand in the table, as their chart cannot be drawn. {plain(chart.fault)}")
    instead = (alone := chart.alone()) or chart.instead()
    # Of what shows nothing the heading says what it is, and the line under it why.
    frame, plainly = (chart.frame, chart.title) if alone or not instead else (None, result.view.title)
    over = heading_of(on_page.heading(result, frame, title, plainly, of)) if is_titled else ""
    groups = [asides.larger_groups(result)] if result.stands_for else []
    parts = filter(None, (groups, chart.measure, () if instead else chart.notes))
    over += "".join(f"<p class='unit'>{escape(' '.join(part))}</p>" for part in parts)
    if over or instead:
        # A picture of hatched places alone, or of one mark, says no more than this line.
        kind = "alone" if alone else "caption"
        st.html(over + (f"<p class='{kind}'>{escape(instead)}</p>" if instead else ""))
    if chart.spec and not instead:
        picture = f"{chart.name}_{key}"
        name = element_key(picture)
        picks = {column: choosable[column] for column in chart.pick}
        st.vega_lite_chart(
            spec=chart_element.spec(chart),
            theme=None,
            key=name,
            width="stretch",
            alt=f"{result.view.title}: a chart. What it shows follows in words.",
            on_select=partial(_clicked, name, picture, picks, result) if picks else "ignore",
        )
    # A place of its own, whether there is more to draw or not: what follows keeps its own and is not made anew.
    with st.container():
        if chart.drawn and not instead and (is_whole or not chart.drawn.is_all):
            st.checkbox(_all_of(chart.drawn), key=f"whole_{key}")
    words = chart.words if chart.spec and not alone else ""
    _under(exhibit, key, words=words, is_open=is_listed or not chart.spec)


def under(
    result: Result,
    chart: str | None = None,
    *,
    key: str,
    columns: Sequence[str] | None = None,
    is_open: bool = False,
    title: str = "",
    still: Still | None = None,
) -> None:
    """What a picture is of, and behind it its rows, what they mean and the files to take away.

    ``title`` is what files call it, ``still`` the map that they show of it.
    """
    chart, columns = _own(result, chart, columns)
    with st.container(key=f"under_{key}"):
        _under(Exhibit(result, chart, title, tuple(columns or ()), still=still), key, is_open=is_open)


def _under(exhibit: Exhibit, key: str, *, is_open: bool, words: str = "") -> None:
    said = f"<p class='unseen'>{escape(words)}</p>" if words else ""
    st.html(f"{said}<p class='caption'>{escape(captions.words(exhibit.result))}</p>")
    page_export.note(exhibit)
    called = (str(st.session_state.get(page_export.TITLE, "")), exhibit.called)
    _behind(exhibit.result, exhibit.chart, key, exhibit.columns, is_open, called, exhibit.title)


@permission.fragment
def _behind(
    result: Result,
    chart: str | None,
    key: str,
    columns: Sequence[str],
    is_open: bool,
    called: tuple[str, str],
    title: str,
) -> None:
    """The rows, made and sent only to those who ask: most who choose again look at the picture."""
    # What opens them says of what to those who hear the page (style.css); without the place, as one that is called
    # otherwise after another choice would close.
    label = f"{BEHIND} *{plain(captions.of_rows(result, chart, columns))}*"
    shut = f"{'rows' if is_open else 'behind'}_{key}"
    with st.expander(label, expanded=is_open, key=shut, type="compact", on_change="rerun") as behind:
        if behind.open:
            listed = tables.listed(result, columns, chart)
            if wide_table.is_grid(result, listed):
                wide_table.draw(result, listed, title or result.view.title, key)
                st.html(_meaning(result))
            else:
                st.html(tables.table(result, columns, title, chart) + _meaning(result))
            # Files have the page's columns, in the page's order.
            figure_files.buttons(result, chart, key, [column.name for column in listed], called)


def plain(words: str) -> str:
    """Words of which Streamlit's Markdown makes nothing else."""
    return re.sub(r"([\\`*_\[\]$~:<>])", r"\\\1", words)


def theme() -> str:
    """'dark' or 'light', as the reader's own settings have it."""
    return "dark" if st.context.theme.type == "dark" else "light"


def element_key(picture: str) -> str:
    """The key under which a picture that can be clicked is drawn now: see :func:`renew_key`."""
    return f"{picture}_{st.session_state.get(f'clicks_{picture}', 0)}"


def renew_key(picture: str) -> None:
    """After a click on it, draw a picture under another key: a mark would not answer a second click."""
    st.session_state[f"clicks_{picture}"] = st.session_state.get(f"clicks_{picture}", 0) + 1


def _clicked(name: str, picture: str, picks: Mapping[str, str], result: Result) -> None:
    picked = st.session_state[name]["selection"].get("pick") or []
    for column, choice in picks.items():
        values = [str(point[column]) for point in picked if point.get(column)]
        if values:
            filters.choose(choice, values, is_protected=result.profile != EXACT)
            renew_key(picture)


def _all_of(drawn: Drawn) -> str:
    """'Draw all 33'; of more than can be read, 'Draw 45 of 120'."""
    return f"Draw all {drawn.of}" if drawn.of <= MOST_ROWS else f"Draw {MOST_ROWS} of {drawn.of}"


def _meaning(result: Result) -> str:
    view = result.view
    columns = [(escape(formatting.heading(column)), escape(column.name)) for column in view.columns]
    named = html_table.html("Columns", ("Column", "Name in the view"), columns)
    caveats = f"<p>{escape(facts.plain(view.caveats))}</p>" if view.caveats else ""
    return (
        "<details class='tabled'><summary>What these figures mean</summary>"
        f"<p>{escape(view.summary)} {escape(glossary.grain(view))}.</p>{caveats}"
        f"<p>Source: {escape(facts.plain(view.source))}. View: <code>{escape(view.name)}</code>.</p>"
        f"{named}</details>"
    )
