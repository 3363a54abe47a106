"""The data dictionary: every column of every view, from the headers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from sufficiency.presentation.export import facts
from sufficiency.reference.units import units
from sufficiency.result import Column, View

COLUMNS = ("view", "title", "column", "unit", "unit_name", "meaning", "made_from", "source", "limits")


def rows(views: Iterable[View]) -> list[dict[str, str]]:
    """One row a column of ``views``, in their order, by :data:`COLUMNS`.

    ``unit`` is a row of ``units.csv`` and ``unit_name`` its words; ``made_from`` says what stands behind a
    figure, as the header does: 'share of distant_count in child_count'; ``limits`` what a reader must know.
    """
    return [
        {
            "view": view.name,
            "title": view.title,
            "column": column.name,
            "unit": column.unit,
            "unit_name": units()[column.unit]["unit_name"],
            "meaning": column.meaning,
            "made_from": made_from(column, view),
            "source": view.source,
            "limits": view.caveats,
        }
        for view in views
        for column in view.columns
    ]


def made_from(column: Column, view: View) -> str:
    """What stands behind a figure of ``view``, in the words of a header's fourth cell; '' of a label or a count."""
    if column.is_limit:
        of = {end: other.name for other in view.columns for end in (other.low, other.high) if end}
        is_low = column.name in {other.low for other in view.columns}
        return f"{'low' if is_low else 'high'} of {of[column.name]}" if column.name in of else ""
    pairs = {
        "share": f"share of {column.numerator} in {column.denominator}",
        "rate": f"rate of {column.numerator} in {column.denominator}",
        "index": f"index of {column.numerator} in {column.denominator}",
        "difference": f"difference of {column.numerator} less {column.denominator}",
        "unit": f"by unit of {column.numerator} in {column.denominator}",
        "beside": f"beside {column.of}",
        "exact": "exact eyes only",
    }
    largest = f" largest {column.numerator} top_two {column.denominator}" if column.numerator else ""
    return pairs.get(column.kind) or (f"{column.kind} of {column.of}{largest}" if column.kind else "")


def file(views: Iterable[View]) -> bytes:
    """The dictionary as CSV: UTF-8 with a byte-order mark, CRLF lines, text safe from formulas."""
    text = io.StringIO(newline="")
    out = csv.DictWriter(text, COLUMNS, quoting=csv.QUOTE_ALL)
    out.writeheader()
    out.writerows({name: facts.safe(cell) for name, cell in row.items()} for row in rows(views))
    return text.getvalue().encode("utf-8-sig")
