"""Two populations side by side: one table of their headline measures with the difference.

Both sides have passed the gate before they meet here, each for its own choices, and the difference
is taken between the figures as shown. It therefore tells nobody more than the two of them do: where
either is withheld so is the difference, and between counts in tens it is a multiple of 10. A mart
cannot make this table, because a query has one set of choices; a page may not, because arithmetic
on figures belongs where it can be tested.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from sufficiency.disclosure import rule
from sufficiency.presentation import asides, leading
from sufficiency.result import Column, Result, View

FIGURES = ("value", "value_low", "value_high", "numerator_count", "denominator_count")
NAMES = ("measure", "measure_name", "unit")
HEADLINE = "headline"
TEMPORAL, PLACES = ("date", "month"), ("authority", "area")
MOST_KEYS = 2


def comparable(views: Iterable[View], *, of_dates: bool) -> dict[str, View]:
    """The views, by title, whose rows are categories that two sides can both have.

    Rows that are places can stand beside themselves on another date, but not beside other places.
    """
    offered = {}
    for view in views:
        keys, units = _keys(view), {column.unit for column in view.columns}
        places = [key for key in keys if any(place in key for place in PLACES)]
        is_fit = 0 < len(keys) <= (1 if places else MOST_KEYS) and (of_dates or not places)
        is_dated = bool(units & set(TEMPORAL))
        apart = view.child_level or view.shared or any(c.name == "unit" for c in view.columns)
        if is_fit and not is_dated and not apart and "count" in units:
            offered[view.title] = view
    return offered


def figures_of(view: View) -> dict[str, str]:
    """The figures of a view by what they are called, shares first, then counts, then others."""
    order = {"pct": 0, "count": 1}
    measures = sorted((c for c in view.columns if c.is_measure and not c.is_limit), key=lambda c: order.get(c.unit, 2))
    return {column.meaning: column.name for column in measures}


def as_measures(result: Result, name: str) -> Result:
    """One figure of a view, category by category, in the form of headline measures."""
    view, column, keys = result.view, result.view.column(name), _keys(result.view)
    labels = [_label(view, key) for key in keys]
    parts = {
        "value": name,
        "value_low": column.low or None,
        "value_high": column.high or None,
        "numerator_count": column.numerator if column.kind == "share" else None,
        "denominator_count": column.denominator if column.kind == "share" else column.of,
    }
    rows = pd.DataFrame(
        {
            "measure": result.rows[keys].astype(str).agg("|".join, axis=1),
            "measure_name": result.rows[labels].astype(str).agg(", ".join, axis=1),
            "unit": column.unit,
        }
    )
    symbols = pd.DataFrame("", index=rows.index, columns=rows.columns)
    for part, source in parts.items():
        rows[part] = result.rows[source] if source else float("nan")
        symbols[part] = result.symbols[source] if source else "z"
    heads = (
        Column("measure", "code", "Category"),
        Column("measure_name", "text", view.column(labels[-1]).meaning),
        Column("unit", "code", "Unit"),
        Column(
            "value",
            "number",
            column.meaning,
            kind="unit",
            numerator="numerator_count",
            denominator="denominator_count",
            low="value_low",
            high="value_high",
        ),
        *_ends("value", column.meaning),
        Column("numerator_count", "count", "Children counted"),
        Column("denominator_count", "count", "Children counted among"),
    )
    return replace(result, view=replace(view, columns=heads, summary=column.meaning), rows=rows, symbols=symbols)


def _keys(view: View) -> list[str]:
    """The columns that tell a view's rows apart, by its grain."""
    names = view.grain.removeprefix("one row per ").split(", ")
    known = {column.name for column in view.columns}
    return names if known.issuperset(names) else []


def _label(view: View, key: str) -> str:
    """The column that names what a code stands for."""
    stem, known = key.removesuffix("_code"), {column.name for column in view.columns}
    return next((n for n in (f"{stem}_name", f"{stem}_title", stem) if n in known), key)


def table(first: Result, second: Result, sides: tuple[str, str]) -> Result:
    """One row a measure: both values, the second less the first, and the counts behind them.

    ``first`` and ``second`` are Results of the view ``headline``; ``sides`` are their names.
    """
    merged = pd.concat([first.rows[list(NAMES)], second.rows[list(NAMES)]]).drop_duplicates()
    for tag, result in (("first", first), ("second", second)):
        merged = merged.merge(_tagged(result, tag), on=list(NAMES), how="left", sort=False)
    rows = merged[[column for column in merged.columns if not column.endswith("_symbol")]].copy()
    symbols = pd.DataFrame("", index=rows.index, columns=rows.columns)
    for name in rows.columns.difference(list(NAMES)):
        side = first if name.startswith("first") else second
        # The other side has such a row alone; a side that leaves out small rows does not say why not.
        symbols[name] = merged[f"{name}_symbol"].fillna("c" if side.leaves_out else "z")
    rows["difference_value"] = rows["second_value"] - rows["first_value"]
    symbols["difference_value"] = [
        "c" if "c" in pair else "z" if any(pair) else ""
        for pair in zip(symbols["first_value"], symbols["second_value"], strict=True)
    ]
    rows["difference_is_clear"] = _clear(first, second, merged)
    # Of a difference that is not shown it is not known whether chance explains it.
    symbols["difference_is_clear"] = symbols["difference_value"]
    is_shown = symbols["difference_value"] == ""
    rows["difference_is_clear"] = rows["difference_is_clear"].astype(object).where(is_shown, None)
    columns = (*(_column(first, name) for name in NAMES), *_columns(sides))
    names = [column.name for column in columns]
    view = replace(
        first.view,
        title=f"{sides[0]} beside {sides[1]}",
        chart="",
        columns=columns,
        summary=f"{_what(first)} for {sides[0]} and for {sides[1]}, and the difference.",
        caveats=f"The difference is {sides[1]} less {sides[0]}, of the figures as they are shown.",
    )
    return replace(first, view=view, rows=rows[names], symbols=symbols[names], choice_text=_text(first, second, sides))


def series(first: Result, second: Result, sides: tuple[str, str]) -> Result:
    """The same figures one under another, a row a measure and side, for a chart."""
    kept = [*NAMES, "side", *FIGURES]
    rows = pd.concat(
        [result.rows.assign(side=side)[kept] for result, side in zip((first, second), sides, strict=True)],
        ignore_index=True,
    )
    symbols = pd.concat([result.symbols.assign(side="")[kept] for result in (first, second)], ignore_index=True)
    columns = (
        *(_column(first, name) for name in NAMES),
        Column("side", "text", "Which side"),
        *(replace(c, meaning=c.meaning.replace(" for those chosen", "")) for c in (_column(first, n) for n in FIGURES)),
    )
    view = replace(
        first.view,
        title=f"{sides[0]} and {sides[1]} side by side",
        summary=f"{_what(first)} for {sides[0]} and for {sides[1]}.",
        caveats="" if first.view.name == HEADLINE else first.view.caveats,
        columns=columns,
        chart="dot x=value y=measure_name colour=side sort=none",
    )
    return replace(first, view=view, rows=rows, symbols=symbols, choice_text=_text(first, second, sides))


def _what(side: Result) -> str:
    if side.view.name == HEADLINE:
        return "Each headline measure"
    return f"{side.view.title}: “{side.view.summary}”"


def _tagged(result: Result, side: str) -> pd.DataFrame:
    tagged = result.rows[[*NAMES, *FIGURES]].rename(columns={n: f"{side}_{n}" for n in FIGURES})
    for name in FIGURES:
        tagged[f"{side}_{name}_symbol"] = result.symbols[name]
    return tagged


def _columns(sides: tuple[str, str]) -> tuple[Column, ...]:
    values = tuple(
        column
        for tag, side in zip(("first", "second"), sides, strict=True)
        for column in (
            Column(
                f"{tag}_value",
                "number",
                side,
                kind="unit",
                numerator=f"{tag}_numerator_count",
                denominator=f"{tag}_denominator_count",
                low=f"{tag}_value_low",
                high=f"{tag}_value_high",
            ),
            *_ends(f"{tag}_value", side),
        )
    )
    difference = Column(
        "difference_value",
        "number",
        "Difference",
        kind="difference",
        numerator="second_value",
        denominator="first_value",
    )
    counts = tuple(
        Column(f"{tag}_denominator_count", "count", f"Children counted among, {side}")
        for tag, side in zip(("first", "second"), sides, strict=True)
    )
    clear = Column("difference_is_clear", "flag", "Beyond what chance explains")
    return (*values, difference, clear, *counts)


def _ends(name: str, meaning: str) -> tuple[Column, ...]:
    """The two ends of a value's interval."""
    return tuple(
        Column(f"{name}_{end}", "number", f"{meaning}: {end} end of the 95% interval", kind="unit", is_limit=True)
        for end in ("low", "high")
    )


def _clear(first: Result, second: Result, merged: pd.DataFrame) -> list[bool]:
    """Of each measure, whether the two sides differ beyond chance; the same children or some of
    them may be on both sides, which makes two figures alike, so the rule errs on the careful side."""
    band = rule.known_to(first.profile)
    figures = [dict(zip(_measures(side.rows), leading.of(side, "value"), strict=True)) for side in (first, second)]
    nothing = leading.Figure(None)
    pairs = [[side.get(key, nothing) for side in figures] for key in _measures(merged)]
    return [
        leading.has_changed(side, other, unit, band, len(pairs))
        for (side, other), unit in zip(pairs, merged["unit"], strict=True)
    ]


def _measures(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    return list(rows[list(NAMES)].astype(str).itertuples(index=False, name=None))


def _column(side: Result, name: str) -> Column:
    return side.view.column(name)


def _text(first: Result, second: Result, sides: tuple[str, str]) -> str:
    """Both sides, each with who of it is left out, and what was chosen beside the one that differs."""
    rest = [part for part in first.choice_text.split("; ") if not part.endswith(f": {sides[0]}")]
    named = (f"{side}{asides.in_brackets(of)}" for side, of in zip(sides, (first, second), strict=True))
    return ". ".join([" beside ".join(named), *filter(None, ["; ".join(rest)])])
