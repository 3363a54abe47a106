"""What a query hands to charts, maps, tables and files: rows, meaning and protection."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    import pandas as pd

EXACT = "exact"
Choices = Mapping[str, tuple[str, ...]]
# Tables of a scenario, by name, that one query alone reads.
Given = Mapping[str, pa.Table]


@dataclass(frozen=True)
class Column:
    """One column of a view, as its header declares it.

    ``of`` names the count that stands behind a measure; ``numerator`` and ``denominator`` name the
    two counts a percentage or rate is made from (or, for a difference, those subtracted; for a
    sum or mean, the shares of its largest one and two parts). ``kind`` says which of these it is.
    ``low`` and ``high`` name the columns that hold the ends of a measure's 95 per cent interval; ``is_limit``
    says that a column is such an end. ``look_back`` is how many months before the date the figure looks at,
    ``collected`` the facts or lists it rests on, and ``line`` the line of the view's file that declares it.
    """

    name: str
    unit: str
    meaning: str
    of: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    kind: str = ""
    low: str = ""
    high: str = ""
    is_limit: bool = False
    look_back: int = 0
    collected: str = ""
    # Where it is said changes nothing: a view whose header grew by a line is the same view.
    line: int = field(default=0, compare=False, repr=False)

    @property
    def is_measure(self) -> bool:
        """True where the column holds a figure about children, not a label or a date."""
        return self.unit not in ("code", "text", "date", "month", "flag")


@dataclass(frozen=True)
class View:
    """A view's header: what a person is told about it, and how its figures are protected.

    ``look_back`` is how many months before the date a cohort's rule looks at, and ``collected``
    the facts seen once a year that it rests on.
    ``page`` is the page it stands on beside that page's own figures, after the view ``after`` or at the end.
    ``line`` is the line of the file at ``path`` on which ``sql`` begins. Why Spark cannot run it, ``cannot_run`` says.
    ``coarser`` names the view of fewer, larger groups that stands in its place where more protected figures of it show.
    ``origins`` says what each column is made of, found out from the SQL (``catalogue/origins.py``), and
    is empty for a view made without any; ``is_single`` that its rows are single children's, and
    ``is_by_figure`` that they are sorted by a figure, whatever its header says. ``rows_by`` names the conditions
    by which a figure of several children says which rows there are.
    """

    name: str
    layer: str
    title: str
    summary: str = ""
    grain: str = ""
    source: str = ""
    caveats: str = ""
    chart: str = ""
    funnel: tuple[str, ...] = ()
    section: str = ""
    columns: tuple[Column, ...] = ()
    checks: tuple[str, ...] = ()
    stored: bool = False
    shared: bool = False
    once: bool = False
    often: int = 0
    child_level: bool = False
    belongs_to: str = ""
    coarser: str = ""
    definition: str = ""
    limits: str = ""
    page: str = ""
    after: str = ""
    look_back: int = 0
    collected: str = ""
    cannot_run: str = ""
    differs: str = ""
    sql: str = ""
    path: Path | None = None
    line: int = 1
    origins: Mapping[str, str] = field(default_factory=dict)
    is_single: bool = False
    is_by_figure: bool = False
    rows_by: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column called ``name``; raises KeyError naming the view when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")


class Fact(NamedTuple):
    """What rows rest on that ``collected`` tells once a year: those with ``value`` in ``column``, all for ''."""

    column: str
    value: str
    collected: str


@dataclass(frozen=True)
class Result:
    """Protected (or exact) rows of one view for one set of choices.

    ``rows`` has one column a view column; ``symbols`` has the same shape and holds '' or the symbol
    (c, k, u, x, z) that stands in place of a number that is NaN in ``rows``. ``leaves_out`` says that
    rows about too few to show are not listed, whether there are any or not. Nobody changes either:
    readers share one Result. ``stands_for`` is the title of the finer view that was asked for, where
    ``view`` is its coarser form.

    ``authority_count`` of the ``authority_total`` authorities chosen count at ``as_at``: their inputs
    vouch for that date. ``left_out`` names the rest, ``counts_when`` the nearest dates before and after
    for which each of these counts; ``vouched`` says of each that counts for how many
    months to the date its inputs vouch without a hole, and ``priced`` when its prices were collected.
    ``scored`` says the same of scores, convictions and substance misuse, ``searched`` of found placements, and
    ``facts`` which rows rest on any of these. ``is_line`` says that the figures are over time; ``line_without``
    names those chosen that do not vouch for every month of them; ``line_gaps`` has what was collected, the day and who
    of the line sent none of it, where a cohort is x for that. ``compared_with`` says in words what stands
    beside those chosen, where anything does, and ``compared_without`` names those of it that do not count.
    ``marked`` names the places that somebody chose, where others stand beside them, whose figures are protected though
    these are exact where ``are_others_protected``. ``sent`` says what the authorities that count sent, where that is
    no return. ``list_date`` is the day of the list of provision that the rows rest on.
    """

    view: View
    rows: pd.DataFrame
    symbols: pd.DataFrame
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    choice_text: str = ""
    profile: str = EXACT
    stands_for: str = ""
    leaves_out: bool = False
    as_at: date = date(1900, 1, 1)
    snapshot_id: str = ""
    is_synthetic: bool = True
    authority_count: int = 0
    authority_total: int = 33
    left_out: tuple[str, ...] = ()
    counts_when: tuple[tuple[date | None, date | None], ...] = ()
    vouched: tuple[tuple[str, int], ...] = ()
    priced: tuple[tuple[str, date | None], ...] = ()
    scored: tuple[tuple[str, date | None], ...] = ()
    searched: tuple[tuple[str, date | None], ...] = ()
    facts: tuple[Fact, ...] = ()
    is_line: bool = False
    line_without: tuple[str, ...] = ()
    line_gaps: tuple[tuple[str, date, tuple[str, ...]], ...] = ()
    compared_with: str = ""
    compared_without: str = ""
    marked: tuple[str, ...] = ()
    are_others_protected: bool = False
    sent: str = ""
    list_date: date | None = None

    @property
    def is_empty(self) -> bool:
        """True when no row answers the choices."""
        return self.rows.empty

    @property
    def size(self) -> int:
        """Bytes of memory that the rows and symbols take."""
        return int(sum(frame.memory_usage(index=False).sum() for frame in (self.rows, self.symbols)))

    @cached_property
    def cache(self) -> dict[Hashable, Any]:
        """Values computed from the rows, by a key of the caller's, so that a click back does not compute them again.

        It lives as long as the Result. It holds nothing about a person: access is checked before anything is read.
        """
        return {}

    @cached_property
    def withheld(self) -> int:
        """How many figures are withheld for being of too few."""
        return sum(self.symbols[name].tolist().count("c") for name in self.symbols)

    def where(self, **wanted: str | tuple[object, ...]) -> Result:
        """The same Result with only the rows whose columns hold these values (one, or any of some).

        Where that leaves one unit in a view whose figures carry their unit row by row, the columns take that unit, and
        where it leaves one measure, the first of them its name. Raises KeyError for a column the view does not have.
        """
        if (key := ("where", *wanted.items())) not in self.cache:
            keep = np.ones(len(self.rows), dtype=bool)
            for name, values in wanted.items():
                keep &= self.rows[name].isin([values] if isinstance(values, str) else list(values)).to_numpy(dtype=bool)
            part = self.take(np.flatnonzero(keep).tolist())
            self.cache[key] = replace(part, view=_in_unit(self.view, part.rows))
        return cast(Result, self.cache[key])

    def known(self, column: str) -> Result:
        """The same Result with only the rows that show a figure in ``column``."""
        if (key := ("known", column)) not in self.cache:
            shown = self.rows[column].notna() & (self.symbols[column] == "")
            self.cache[key] = self.take(np.flatnonzero(shown).tolist())
        return cast(Result, self.cache[key])

    def at(self, keep: Sequence[bool]) -> Result:
        """The same Result with only the rows of which ``keep`` is true."""
        return self.take(np.flatnonzero(list(keep)).tolist())

    def first(self, column: str, most: int) -> Result:
        """The ``most`` rows whose shown figure in ``column`` is highest, in that order; those withheld come last."""
        if (key := ("first", column, most)) not in self.cache:
            figures = self.rows[column].astype("float64").reset_index(drop=True)
            self.cache[key] = self.take(figures.sort_values(ascending=False, kind="stable").index[:most].tolist())
        return cast(Result, self.cache[key])

    def take(self, places: Sequence[int]) -> Result:
        """The same Result with the rows at ``places``, in that order."""
        rows, symbols = self.rows.take(places), self.symbols.take(places)
        return replace(self, rows=rows.reset_index(drop=True), symbols=symbols.reset_index(drop=True))


def _in_unit(view: View, rows: pd.DataFrame) -> View:
    units = set(rows["unit"]) if "unit" in rows else set()
    if len(units) != 1:
        return view
    unit = units.pop()
    ends = {end for column in view.columns if column.kind == "unit" for end in (column.low, column.high)}
    columns = [replace(c, unit=unit) if c.kind == "unit" or c.name in ends else c for c in view.columns]
    names = set(rows["measure_name"]) if "measure_name" in rows else set()
    first = next((place for place, column in enumerate(columns) if column.kind == "unit"), None)
    if first is not None and len(names) == 1:
        columns[first] = replace(columns[first], meaning=names.pop())
    return replace(view, columns=tuple(columns))
