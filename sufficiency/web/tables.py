"""Rows as a real HTML table: headings with units, symbols explained, numbers as people read."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sufficiency.presentation import coverage, formatting
from sufficiency.result import Column, Result

MOST_ROWS = 60


def table(result: Result, columns: Sequence[str] | None = None, caption: str = "") -> str:
    """An HTML table of the first 60 rows, saying so when there are more.

    ``columns`` picks and orders columns; by default all but codes that a name stands beside.
    """
    shown = [result.view.column(name) for name in columns] if columns else readable(result)
    head = "".join(f"<th scope='col'{_class(c)}>{escape(formatting.heading(c))}</th>" for c in shown)
    part = result.rows.head(MOST_ROWS)
    values = [part[c.name].tolist() for c in shown]
    marks = [result.symbols[c.name].head(MOST_ROWS).tolist() for c in shown]
    units = part["unit"].tolist() if "unit" in part else [""] * len(part)
    sure = [formatting.intervals(c, part) for c in shown]
    body = "".join(
        "<tr>"
        + "".join(_cell(c, values[i][row], marks[i][row], units[row], sure[i][row]) for i, c in enumerate(shown))
        + "</tr>"
        for row in range(len(part))
    )
    more = len(result.rows) - len(part)
    note = f" First {MOST_ROWS} of {len(result.rows):,} rows; the files hold all." if more else ""
    return (
        "<div class='rows' tabindex='0' role='group' "
        f"aria-label='{escape(caption or result.view.title, quote=True)}'><table>"
        f"<caption>{escape(caption or result.view.title)}.{note}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def readable(result: Result) -> list[Column]:
    """The view's columns without codes whose name is also there."""
    names = {column.name for column in result.view.columns}
    named = names | {n.rpartition("_")[0] for n in names if n.endswith(("_name", "_title"))}
    kept = [c for c in result.view.columns if not c.is_limit]  # an interval stands in its figure's cell
    return [c for c in kept if not (c.unit == "code" and c.name.removesuffix("_code") in named)]


def _class(column: Column) -> str:
    return " class='n'" if column.is_measure else ""


def _cell(column: Column, value: object, symbol: str, row_unit: str, sure: str) -> str:
    if symbol:
        meaning = escape(coverage.reason(column, symbol), quote=True)
        return f"<td{_class(column)}><abbr title='{meaning}'>{symbol}</abbr></td>"
    if row_unit and column.kind in ("unit", "difference") and not formatting.missing(value):
        written = formatting.change if column.kind == "difference" else formatting.text
        return f"<td class='n'>{escape(written(value, row_unit))}{_sure(sure)}</td>"
    if column.is_measure:
        return f"<td class='n'>{escape(formatting.short(value, column.unit))}{_sure(sure)}</td>"
    return f"<td>{escape(formatting.label(value, column.unit))}</td>"


def _sure(words: str) -> str:
    return f" <span class='sure'>{escape(words)}</span>" if words else ""
