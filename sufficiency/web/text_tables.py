"""Pages to read rather than query: rows of text as real tables, from reference data."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from html import escape

from sufficiency import settings
from sufficiency.presentation.glossary import Definition
from sufficiency.reference import tables
from sufficiency.web import html_table

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# As the changelog writes them, which people also read as it is.
CODE = re.compile(r"`([^`]+)`")
EMPHASIS = re.compile(r"(?<![\w*])\*(\w[^*]*)\*(?![\w*])")
# The same help at the same place on every page (WCAG 3.2.6).
HELP = " · ".join(
    f"<a href='{path}'>{words}</a>"
    for path, words in (
        ("definitions", "Definitions"),
        ("protection", "Why a figure is missing"),
        ("changes", "Change log"),
        ("about", "About, whom to ask, accessibility"),
    )
)


def rows_of(name: str) -> tuple[tables.Row, ...]:
    """The rows of ``data/reference/<name>.csv``."""
    return tables.records(name)


def whom_to_ask() -> list[tuple[str, str]]:
    """What to know about asking, and the answer, the people who run this copy first."""
    rows = [(row["item"], row["value"]) for row in rows_of("contact")]
    return [(item, settings.contact() or value) for item, value in rows[:1]] + rows[1:]


def table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numbers: Collection[int] = (),
    is_log: bool = False,
) -> str:
    """An HTML table of text; an https or email address becomes a link, `code` and *emphasis* look it.

    ``numbers`` are the places of columns of figures, which stand at the right; on a phone each row of one that
    ``is_log`` is a passage.
    """
    cells = ([_cell(text) for text in row] for row in rows)
    return html_table.html(caption, heads, cells, is_text=True, numbers=numbers, is_log=is_log)


def definition(defined: Definition, *, is_open: bool) -> str:
    """One view's title, what it is, and each of its figures: meaning, unit and how it is made."""
    view = defined.view
    rows = [(m.meaning, m.unit, m.method, m.name) for m in defined.measures]
    limits = f"<p>{escape(view.caveats)}</p>" if view.caveats else ""
    figures = table(view.title, ("Figure", "Unit", "How it is made", "Column"), rows) if rows else ""
    opened = " open" if is_open else ""
    return (
        f"<details class='tabled'{opened}><summary>{escape(view.title)}</summary>"
        f"<p>{escape(view.summary)}</p>{limits}<p>Source: {escape(view.source)} "
        f"View: <code>{escape(view.name)}</code>.</p>{figures}</details>"
    )


def _cell(text: str) -> str:
    if text.startswith("https://"):
        return f"<a href='{escape(text, quote=True)}' rel='noreferrer'>{escape(text)}</a>"
    told = EMAIL.sub(r"<a href='mailto:\g<0>'>\g<0></a>", escape(text))
    return EMPHASIS.sub(r"<em>\1</em>", CODE.sub(r"<code>\1</code>", told))
