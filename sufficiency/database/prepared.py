"""Cursors on which choices are made, kept for the next question of the same choices.

A view whose header says ``once: yes`` is small, follows the choices, and is read by many others: which
authorities count, and of which months a line is. It is worked out once on a cursor, as a table of that
cursor's own, which stands before the view of its name. Else the engine would plan it again wherever it is read.
One that says ``often: 4`` becomes such a table when four of the views that people asked for have read it: to write
down a row for every child takes as long as so many lose by reading and planning it anew.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import duckdb

from sufficiency import choices
from sufficiency.catalogue.loader import Catalogue
from sufficiency.database import builder, errors, stored_tables
from sufficiency.database.built import Built, Comparators
from sufficiency.result import Choices, View

MOST_KEPT = 32
# Rows of what was worked out that may be kept, some kilobyte each, besides those of the choice used last.
MOST_ROWS = 100_000

if TYPE_CHECKING:
    import pandas as pd

    Own = Callable[[View, Catalogue, Choices], pd.DataFrame]


class Prepared:
    """One cursor, the session variables that are its choices, and the views that it has as tables."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, variables: Mapping[str, Any], built: Built) -> None:
        self.cursor, self.variables, self.built = cursor, variables, built
        self._is_set = False
        self._tables: set[str] = set()
        self._readers: Counter[str] = Counter()
        self.row_count = 0

    def choose(self) -> None:
        """Set the variables, where they are not set yet."""
        if not self._is_set:
            for name, value in self.variables.items():
                self.cursor.execute(f"set variable {name} = ?", [value])
            self._is_set = True

    def set_comparators(self, shared: Comparators, names: Iterable[str], chosen: Choices, own: Own) -> None:
        """Set London's rows of the shared views below ``names`` as variables, for a database that has them lent;
        ``own`` gives the same rows of its own children."""
        catalogue = self.built.catalogue
        for name in sorted(catalogue.inputs(names) & catalogue.follows):
            view = catalogue.views[name]
            if view.shared:
                rows = shared.rows(view, chosen, partial(own, view, catalogue))
                self.cursor.register("comparator_rows", rows)
                given = "select coalesce(list(comparator_rows), []) from comparator_rows"
                self.cursor.execute(f"set variable {builder.comparator_variable(view)} = ({given})")
                self.cursor.unregister("comparator_rows")

    def work_out(self, names: Iterable[str], *, is_own: bool, is_synthetic: bool) -> None:
        """Make the tables of the views that are read below ``names`` and are worked out once; of a database
        that has London's rows of shared views lent (which ``is_own`` is not) these are there already.

        Raises NoSuchView where a view cannot be worked out."""
        catalogue = self.built.catalogue
        ready = {name for name, view in catalogue.views.items() if view.stored or (view.shared and not is_own)}
        ready |= self._tables
        for name in names:
            below = stored_tables.needed(catalogue, [name], ready)
            self._readers.update(read for read in below if catalogue.views[read].often)
        needs = stored_tables.needed(catalogue, names, ready) - ready
        wanted = {name for name in needs if self._is_wanted(catalogue.views[name])}
        for name in catalogue.order if wanted else ():
            if name in wanted and name in self.built.columns:
                self._make(catalogue.views[name], is_synthetic)

    def _is_wanted(self, view: View) -> bool:
        return view.once or 0 < view.often <= self._readers[view.name]

    def _make(self, view: View, is_synthetic: bool) -> None:
        try:
            copied = self.cursor.execute(f"create temp table {view.name} as select * from main.{view.name}").fetchone()
        except duckdb.InterruptException:
            raise
        except duckdb.Error as error:
            raise errors.NoSuchView(errors.message(view, errors.reason(error, is_synthetic=is_synthetic))) from None
        self._tables.add(view.name)
        self.row_count += copied[0] if copied else 0


class PreparedCursors:
    """Cursors that nobody uses at the moment, by their choices, those used last. Not safe for threads by itself."""

    def __init__(self) -> None:
        self._idle: OrderedDict[str, Prepared] = OrderedDict()

    def take(self, variables: Mapping[str, Any]) -> Prepared | None:
        """A cursor with just these choices, which is the caller's until it is given back; None where there is none."""
        return self._idle.pop(repr(variables), None)

    def give(self, prepared: Prepared) -> None:
        """Keep a cursor, outside of any transaction, and let the one go that was used longest ago."""
        if (key := repr(prepared.variables)) in self._idle:
            self._idle.pop(key).cursor.close()
        self._idle[key] = prepared
        while len(self._idle) > MOST_KEPT or (len(self._idle) > 1 and self._row_count > MOST_ROWS):
            self._idle.popitem(last=False)[1].cursor.close()

    @property
    def _row_count(self) -> int:
        return sum(prepared.row_count for prepared in self._idle.values())

    def clear(self) -> None:
        """Let all go: what they hold is of views that are no longer."""
        while self._idle:
            self._idle.popitem()[1].cursor.close()


def variables(chosen: Choices, as_at: date, authority: str, beside: str, grouping: str) -> dict[str, Any]:
    """The session variables that are the choices ``chosen``: ``authority`` is the one whose database it is, if it is
    one's, ``beside`` the one that comparators stand beside where that is another, and ``grouping`` stands unasked."""
    values_of: dict[str, Any] = {"as_at": as_at.isoformat()}
    for choice in choices.kinds():
        values = chosen.get(choice)
        if choice == "grouping":
            values = values or (grouping,)
        if values and choice != "as_at":
            values_of[choice] = list(values)
    own = beside or authority
    if len(places := (own,) if own else chosen.get("authority", ())) == 1:
        values_of["beside"] = list(places)
    return values_of
