"""What a query hands to charts, maps, tables and files: rows, meaning and protection."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

EXACT = "exact"


@dataclass(frozen=True)
class Column:
    """One column of a view, as its header declares it.

    ``of`` names the count that stands behind a measure; ``numerator`` and ``denominator`` name the
    two counts a percentage or rate is made from (or, for a difference, those subtracted; for a
    sum or mean, the shares of its largest one and two parts). ``kind`` says which of these it is.
    """

    name: str
    unit: str
    meaning: str
    of: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    kind: str = ""

    @property
    def is_measure(self) -> bool:
        """True where the column holds a figure about children, not a label or a date."""
        return self.unit not in ("code", "text", "date", "month", "flag")


@dataclass(frozen=True)
class View:
    """A view's header: what a person is told about it, and how its figures are protected."""

    name: str
    layer: str
    title: str
    summary: str = ""
    grain: str = ""
    source: str = ""
    caveats: str = ""
    chart: str = ""
    section: str = ""
    columns: tuple[Column, ...] = ()
    checks: tuple[str, ...] = ()
    stored: bool = False
    shared: bool = False
    child_level: bool = False
    definition: str = ""
    limits: str = ""
    sql: str = ""
    path: Path | None = None

    def column(self, name: str) -> Column:
        """The column called ``name``; raises KeyError naming the view when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")


@dataclass(frozen=True)
class Result:
    """Protected (or exact) rows of one view for one set of choices.

    ``rows`` has one column a view column; ``symbols`` has the same shape and holds '' or the symbol
    (c, k, u, x, z) that stands in place of a number that is NaN in ``rows``. Nobody changes either:
    readers share one Result. ``made`` keeps what was made from it (parts of it, drawings), for as
    long as the Result itself is kept.
    """

    view: View
    rows: pd.DataFrame
    symbols: pd.DataFrame
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    choice_text: str = ""
    profile: str = EXACT
    as_at: date = date(1900, 1, 1)
    snapshot_id: str = ""
    is_synthetic: bool = True
    authority_count: int = 0
    authority_total: int = 33
    made: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def is_empty(self) -> bool:
        """True when no row answers the choices."""
        return self.rows.empty

    def where(self, **wanted: str | tuple[object, ...]) -> Result:
        """The same Result with only the rows whose columns hold these values (one, or any of some).

        Where that leaves one unit in a view whose figures carry their unit row by row, the columns
        take that unit, and where it leaves one measure, the first of them its name. Raises KeyError
        for a column the view does not have.
        """
        key = ("where", *wanted.items())
        if key not in self.made:
            keep = pd.Series(True, index=self.rows.index)
            for name, values in wanted.items():
                keep &= self.rows[name].isin([values] if isinstance(values, str) else list(values))
            rows, symbols = self.rows[keep].reset_index(drop=True), self.symbols[keep]
            self.made[key] = replace(
                self, view=_in_unit(self.view, rows), rows=rows,
                symbols=symbols.reset_index(drop=True),
            )  # fmt: skip
        return self.made[key]

    def known(self, column: str) -> Result:
        """The same Result with only the rows that show a figure in ``column``."""
        keep = self.rows[column].notna() & (self.symbols[column] == "")
        return self._kept(("known", column), self.rows.index[keep])

    def first(self, column: str, most: int) -> Result:
        """The same Result with the ``most`` rows whose shown figure in ``column`` is highest, in
        that order; rows whose figure is withheld come last."""
        order = self.rows[column].astype("float64").sort_values(ascending=False, kind="stable")
        return self._kept(("first", column, most), order.index[:most])

    def _kept(self, key: Hashable, index: pd.Index) -> Result:
        if key not in self.made:
            self.made[key] = replace(
                self, rows=self.rows.loc[index].reset_index(drop=True),
                symbols=self.symbols.loc[index].reset_index(drop=True),
            )  # fmt: skip
        return self.made[key]


def _in_unit(view: View, rows: pd.DataFrame) -> View:
    units = set(rows["unit"]) if "unit" in rows else set()
    if len(units) != 1:
        return view
    unit = units.pop()
    columns = [
        replace(column, unit=unit) if column.kind == "unit" else column for column in view.columns
    ]
    names = set(rows["measure_name"]) if "measure_name" in rows else set()
    first = next((place for place, column in enumerate(columns) if column.kind == "unit"), None)
    if first is not None and len(names) == 1:
        columns[first] = replace(columns[first], meaning=names.pop())
    return replace(view, columns=tuple(columns))
