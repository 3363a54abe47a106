"""Two populations side by side: one table of their headline measures with the difference.

Both sides have passed the gate before they meet here, each for its own choices, and the difference
is taken between the figures as shown. It therefore tells nobody more than the two of them do: where
either is withheld so is the difference, and between rounded counts it is a multiple of 5. A mart
cannot make this table, because a query has one set of choices; a page may not, because arithmetic
on figures belongs where it can be tested.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from sufficiency.result import Column, Result

FIGURES = ("value", "numerator_count", "denominator_count")
NAMES = ("measure", "measure_name", "unit")


def table(first: Result, second: Result, sides: tuple[str, str]) -> Result:
    """One row a measure: both values, the second less the first, and the counts behind them.

    ``first`` and ``second`` are Results of the view ``headline``; ``sides`` are their names.
    """
    merged = _tagged(first, "first").merge(_tagged(second, "second"), on=list(NAMES), sort=False)
    rows = merged[[column for column in merged if not column.endswith("_symbol")]].copy()
    symbols = pd.DataFrame("", index=rows.index, columns=rows.columns)
    for name in rows.columns.difference(NAMES):
        symbols[name] = merged[f"{name}_symbol"]
    rows["difference_value"] = rows["second_value"] - rows["first_value"]
    symbols["difference_value"] = [
        "c" if "c" in pair else "z" if any(pair) else ""
        for pair in zip(symbols["first_value"], symbols["second_value"], strict=True)
    ]
    columns = (*(_column(first, name) for name in NAMES), *_columns(sides))
    names = [column.name for column in columns]
    view = replace(
        first.view, title=f"{sides[0]} beside {sides[1]}", chart="", columns=columns,
        summary=f"Each headline measure for {sides[0]} and for {sides[1]}, and the difference.",
    )  # fmt: skip
    return replace(
        first, view=view, rows=rows[names], symbols=symbols[names],
        choice_text=_text(first, sides),
    )  # fmt: skip


def series(first: Result, second: Result, sides: tuple[str, str]) -> Result:
    """The same figures one under another, a row a measure and side, for a chart."""
    kept = [*NAMES, "side", *FIGURES]
    rows = pd.concat(
        [
            one.rows.assign(side=side)[kept]
            for one, side in zip((first, second), sides, strict=True)
        ],
        ignore_index=True,
    )
    symbols = pd.concat(
        [one.symbols.assign(side="")[kept] for one in (first, second)], ignore_index=True
    )
    columns = (
        *(_column(first, name) for name in NAMES), Column("side", "text", "Which side"),
        *(_column(first, name) for name in FIGURES),
    )  # fmt: skip
    view = replace(
        first.view, title=f"{sides[0]} and {sides[1]}, measure by measure", columns=columns,
        chart="dot x=value y=measure_name colour=side sort=none",
    )  # fmt: skip
    return replace(first, view=view, rows=rows, symbols=symbols, choice_text=_text(first, sides))


def _tagged(one: Result, side: str) -> pd.DataFrame:
    found = one.rows[[*NAMES, *FIGURES]].rename(columns={n: f"{side}_{n}" for n in FIGURES})
    for name in FIGURES:
        found[f"{side}_{name}_symbol"] = one.symbols[name]
    return found


def _columns(sides: tuple[str, str]) -> tuple[Column, ...]:
    values = tuple(
        Column(f"{tag}_value", "number", side, kind="unit", numerator=f"{tag}_numerator_count",
               denominator=f"{tag}_denominator_count")
        for tag, side in zip(("first", "second"), sides, strict=True)
    )  # fmt: skip
    difference = Column(
        "difference_value", "number", "Difference", kind="difference", numerator="second_value",
        denominator="first_value",
    )  # fmt: skip
    counts = tuple(
        Column(f"{tag}_denominator_count", "count", f"Children counted among, {side}")
        for tag, side in zip(("first", "second"), sides, strict=True)
    )
    return (*values, difference, *counts)


def _column(one: Result, name: str) -> Column:
    return one.view.column(name)


def _text(one: Result, sides: tuple[str, str]) -> str:
    """Both sides, and what was chosen beside the one that differs."""
    rest = [part for part in one.choice_text.split("; ") if not part.endswith(f": {sides[0]}")]
    return ". ".join([f"{sides[0]} beside {sides[1]}", *filter(None, ["; ".join(rest)])])
