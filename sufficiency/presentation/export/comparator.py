"""What a file's charts show beside the place it is of: London, its area or its statistical neighbours.

A page has no room for it in each chart, a slide that is read alone must have it. Both sides have passed the gate, each
for its own choices; nothing is worked out from them here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from sufficiency.presentation.charts import marks
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.export import table_rows
from sufficiency.reference import tables
from sufficiency.result import Column, Result, View

ONE_AMONG_OTHERS = ("authority_name", "area_name", "host_authority_name", "provider_name", "owner_name")
COMPARED_UNITS = ("pct", "rate", "ratio", "gbp_week", "miles", "days")  # of counts, all London's stand beside nothing
MOST_PAIRS, MOST_STEPS = 6, 12  # pairs of bars, and steps, that a picture has room for in letters that can be read
VALUE, ENDS = "comparator", ("comparator_low", "comparator_high")


@dataclass(frozen=True)
class Beside:
    """What a figure is compared with: its ``name``, the same view of it, and the headline measures of both.

    ``name`` is '' where no place is chosen; ``result`` and ``headline`` are None where they may not be told.
    """

    name: str = ""
    result: Result | None = None
    headline: Result | None = None


@tables.derived_from("finding_phrases")
def measures() -> dict[tuple[str, str], str]:
    """By view and column, the headline measure that says the same of those compared with."""
    rows = tables.records("finding_phrases")
    return {(row["view_name"], row["column_name"]): row["measure"] for row in rows if row["measure"]}


def added(result: Result, frame: Frame, beside: Beside, place: str) -> tuple[Result, str] | None:
    """``result`` with the comparator's figures among its rows or beside them, and the chart line that draws both.

    ``frame`` is what is drawn of ``result`` alone. None where nothing can stand beside it.
    """
    return (
        _of_each_row(result, frame, beside, place)
        or _of_all_rows(result, frame, beside)
        or _sides(result, frame, beside, place)
    )


def headline_value(headline: Result, measure: str) -> pd.Series | None:
    """The row of the headline measure that has a figure of those compared with; None where none is shown."""
    part = headline.where(measure=measure)
    return part.rows.iloc[0] if len(part.rows) and len(part.known("comparator_value").rows) else None


def _of_each_row(result: Result, frame: Frame, beside: Beside, place: str) -> tuple[Result, str] | None:
    """Where the view itself has the comparator's figure in each row."""
    if not beside.name or "series" in frame.columns:
        return None
    drawn = frame.columns["mid" if frame.line.kind == "range" else "value"] if _is_listed(frame) else None
    column = drawn and _own_comparator(result.view, drawn)
    if not drawn or not column or not len(result.known(column.name).rows):
        return None
    if frame.line.kind == "range":
        return result, f"{_line(frame)} reference={column.name}"
    if frame.line.kind == "dot":
        return None
    figures = {drawn.name: column.name} | dict(zip((drawn.low, drawn.high), (column.low, column.high), strict=True))
    pairs = [(mine, other) for mine, other in figures.items() if mine in result.rows]
    others = result.rows.assign(**{mine: result.rows[other] if other else float("nan") for mine, other in pairs})
    symbols = result.symbols.assign(**{mine: result.symbols[other] if other else "" for mine, other in pairs})
    theirs = replace(result, rows=others, symbols=symbols)
    return _both(result, theirs, frame, drawn, (place, beside.name))


def _of_all_rows(result: Result, frame: Frame, beside: Beside) -> tuple[Result, str] | None:
    """Where rows are of authorities and a headline measure says the same of those compared with."""
    kind = frame.line.kind
    if kind not in ("bar", "dot", "funnel") or "series" in frame.columns or beside.headline is None:
        return None
    drawn = frame.columns["y" if kind == "funnel" else "value"]
    measure = measures().get((result.view.name, drawn.name))
    told = measure and headline_value(beside.headline, measure)
    if told is None or isinstance(told, str):
        return None
    figures = dict(zip((VALUE, *ENDS), (told[f"comparator_value{end}"] for end in ("", "_low", "_high")), strict=True))
    name = beside.headline.compared_with or tables.named()
    heads = (
        Column(VALUE, drawn.unit, f"{name[:1].upper()}{name[1:]}", low=ENDS[0], high=ENDS[1]),
        *(Column(end, drawn.unit, f"{name}: an end of its interval", is_limit=True) for end in ENDS),
    )
    view = replace(result.view, columns=(*result.view.columns, *heads))
    symbols = result.symbols.assign(**dict.fromkeys(figures, ""))
    line = _line(frame).replace("dot ", "bar ", 1)
    return replace(result, view=view, rows=result.rows.assign(**figures), symbols=symbols), f"{line} reference={VALUE}"


def _sides(result: Result, frame: Frame, beside: Beside, place: str) -> tuple[Result, str] | None:
    """Where the same view was asked of those compared with: its rows after those of the place."""
    theirs = beside.result
    if not beside.name or theirs is None or theirs.is_empty or not _is_listed(frame) or result.marked:
        return None
    if theirs.view.name != result.view.name or frame.columns["category"].name in ONE_AMONG_OTHERS:
        return None
    if frame.line.kind == "range" or ("series" in frame.columns and frame.line.kind != "histogram"):
        return None
    drawn = _comparable(result.view, frame.columns["value"])
    if frame.line.kind == "histogram" and len(frame.values("category")) > MOST_STEPS:
        return None
    keys = [column.name for column in result.view.columns if column.name in _grain(result.view)]
    if drawn is None or len(keys) < len(_grain(result.view)):
        return None
    held = set(result.rows[keys].itertuples(index=False, name=None))
    theirs = theirs.at([key in held for key in theirs.rows[keys].itertuples(index=False, name=None)])
    if not len(theirs.known(drawn.name).rows) or not len(result.known(drawn.name).rows):
        return None
    return _both(result, theirs, frame, drawn, (place, beside.name))


def _both(result: Result, theirs: Result, frame: Frame, drawn: Column, names: tuple[str, str]) -> tuple[Result, str]:
    # Both stand in the order that the page has of the place's own, not in that of both together.
    parts = [(table_rows.as_drawn(result, frame), names[0]), (theirs, names[1])]
    rows = pd.concat([part.rows.assign(**{marks.SIDES: name}) for part, name in parts], ignore_index=True)
    symbols = pd.concat([part.symbols.assign(**{marks.SIDES: ""}) for part, _ in parts], ignore_index=True)
    view = replace(result.view, columns=(Column(marks.SIDES, "text", "Whose children"), *result.view.columns))
    kind = "bar" if len(frame.values("category")) <= MOST_PAIRS else "dot"
    line = f"{kind} x={drawn.name} y={frame.columns['category'].name} colour={marks.SIDES} sort=none"
    protected = result.are_others_protected or theirs.profile != result.profile
    return replace(result, view=view, rows=rows, symbols=symbols, are_others_protected=protected), line


def _is_listed(frame: Frame) -> bool:
    """True of bars, dots, columns and ranges of categories that are no dates."""
    kind = frame.line.kind in ("bar", "dot", "histogram", "range")
    return kind and "category" in frame.columns and not frame.is_temporal("category")


def _own_comparator(view: View, drawn: Column) -> Column | None:
    """The column of a view that says of the comparator what ``drawn`` says."""
    wanted = (f"comparator_{drawn.name}", f"comparator_{drawn.numerator}")
    return next(
        (c for c in view.columns if wanted[0] == c.name or (drawn.numerator and c.numerator == wanted[1])), None
    )


def _comparable(view: View, drawn: Column) -> Column | None:
    """The figure drawn, where two populations can share it; of a count, its share of the whole."""
    if drawn.unit in COMPARED_UNITS:
        return drawn
    return next((c for c in view.columns if c.kind == "share" and c.numerator == drawn.name), None)


def _grain(view: View) -> set[str]:
    return set(view.grain.removeprefix("one row per ").split(", "))


def _line(frame: Frame) -> str:
    """The chart line that a frame was built by."""
    words = [*frame.line.parts.items(), *frame.line.words.items()]
    return " ".join([frame.line.kind, *(f"{part}={value}" for part, value in words)])
