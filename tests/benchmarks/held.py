"""What marts and frames both start from: the stored tables, held in memory in pandas or in Polars.

The frames' way of a mart is written once, in narwhals, which hands each step to the engine that holds the rows: pandas
as it goes, Polars as one lazy query.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa

from sufficiency.database.scope import Scope
from tests.benchmarks.held_tables import TABLES

Rows = Any  # a frame of narwhals: eager over pandas, lazy over Polars
# Where each fact of a child at a month end is kept: the first of these that has it.
CHILD_TABLES = {"int_child_months": "", "int_stay_details": "stay_id", "int_prices": "price_id", "int_homes": "home_id"}
LOOK_BACKS = {
    "placements_12_months": 12,
    "placements_24_months": 24,
    "missing_12_months": 12,
    "behaviour_moves_12_months": 12,
    "custody_moves_12_months": 12,
}
NEEDED = {  # by facts that are worked out of others
    **{name: (name, "vouched_months") for name in LOOK_BACKS},
    "placement_start": ("placement_start", "is_placement_start_known"),
    "is_registered_match": ("home_id", "is_registered", "closed_date"),
}


@dataclass(frozen=True)
class Here:
    """What follows from choosing nothing: the date, the authorities that count at it and in lines, and the region."""

    as_at: date
    list_date: date | None
    now: Mapping[str, int]  # and how many months back their inputs vouch
    line: tuple[str, ...]
    line_from: date
    line_to: date
    region_code: str
    region_name: str

    def back(self, months: int) -> date:
        """The same day so many months before, or that month's last."""
        return self.before(months).replace(day=min(self.as_at.day, self.before(months).day))

    def before(self, months: int) -> date:
        """The last day of the month so many months before that of the date."""
        first = self.as_at.year * 12 + self.as_at.month - months
        return date(first // 12, first % 12 + 1, 1) - timedelta(days=1)


class Held:
    """The tables in one engine."""

    def __init__(self, tables: Mapping[str, Any], here: Here) -> None:
        self._tables, self.here = tables, here
        self._is_lazy = isinstance(next(iter(tables.values())), pl.DataFrame)
        self._kept_in: dict[str, str] = {}
        for name in CHILD_TABLES:
            for column in tables[name].columns:
                self._kept_in.setdefault(column, name)

    def __getitem__(self, name: str) -> Rows:
        """All rows of a table."""
        rows = self._tables[name]
        return nw.from_native(rows.lazy() if self._is_lazy else rows)

    def listed(self, name: str) -> list[tuple[Any, ...]]:
        """The rows of a small table, to be written into a question."""
        found: list[tuple[Any, ...]] = nw.from_native(self._tables[name]).rows()
        return found

    def day(self, day: date) -> Any:
        """A day as the engine compares days."""
        return day if self._is_lazy else pd.Timestamp(day)

    def children(self, *columns: str, is_by_month: bool = False) -> Rows:
        """Children that count at the date, or in the line at each month end, with these columns of theirs."""
        here = self.here
        if is_by_month:
            return self._children(columns, here.line_from, here.line_to, here.line)
        return self._children(columns, here.as_at, here.as_at, here.now)

    def children_ago(self, months: int, *columns: str) -> Rows:
        """The same authorities' children so many months ago, with these columns of theirs."""
        day = self.here.before(months)
        return self._children(columns, day, day, self.here.now)

    def everyone(self, *columns: str) -> Rows:
        """All children that are held at the date, with these columns of theirs."""
        return self._children(columns, self.here.as_at, self.here.as_at, None)

    def children_of_year(self, ends: int, *columns: str) -> Rows:
        """Children of authorities that count, at each month end of a year to 31 March, with these columns of theirs."""
        return self._children(columns, date(ends - 1, 4, 30), date(ends, 3, 31), self.here.now)

    def _children(self, columns: tuple[str, ...], first: date, last: date, of: Collection[str] | None) -> Rows:
        wanted = {name for column in columns for name in NEEDED.get(column, (column,))}
        parts = {table: {c for c in wanted if self._kept_in[c] == table} for table in CHILD_TABLES}
        keys = {key for table, key in CHILD_TABLES.items() if key and parts[table]}
        months = self["int_child_months"].select({"as_at", "authority_code"} | parts["int_child_months"] | keys)
        day = nw.col("as_at")
        span = day == self.day(first) if first == last else day.is_between(self.day(first), self.day(last))
        rows = months.filter(span) if of is None else months.filter(span, nw.col("authority_code").is_in(tuple(of)))
        for table, key in CHILD_TABLES.items():
            if key and parts[table]:
                rows = rows.join(self[table].select({key} | parts[table]), on=key)
        worked_out = self._worked_out(columns)
        return rows.with_columns(**worked_out) if worked_out else rows

    def _worked_out(self, columns: tuple[str, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {
            name: nw.when(nw.col("vouched_months") >= months).then(nw.col(name))
            for name, months in LOOK_BACKS.items()
            if name in columns
        }
        if "placement_start" in columns:
            found["placement_start"] = nw.when(nw.col("is_placement_start_known")).then(nw.col("placement_start"))
        if "is_registered_match" in columns:
            is_open = nw.col("closed_date").is_null() | (nw.col("closed_date") > nw.col("as_at"))
            found["is_registered_match"] = (nw.col("home_id") > 0) & nw.col("is_registered").fill_null(True) & is_open
        return found

    def events(self, event: str, months: int, *columns: str, reach: int = 12) -> Rows:
        """Events of a kind in so many months to the date, of authorities vouched for as long as ``reach``.

        ``is_recent`` says which were within the last twelve.
        """
        of = [code for code, vouched in self.here.now.items() if vouched >= reach]
        rows = self["int_events"].select({"event", "event_date", "authority_code", *columns})
        since, until = self.day(self.here.before(months)), self.day(self.here.as_at)
        day = nw.col("event_date")
        rows = rows.filter(nw.col("event") == event, day > since, day <= until, nw.col("authority_code").is_in(of))
        return rows.with_columns(is_recent=day > self.day(self.here.before(12)))

    def provision(self, *columns: str) -> Rows:
        """Homes and agencies of the list in force that can be used at the date, with these columns of theirs."""
        return self._listed_as("is_supply", columns)

    def registered(self, *columns: str) -> Rows:
        """Homes and agencies of the list in force that are registered at the date, with these columns of theirs."""
        return self._listed_as("is_registered", columns)

    def _listed_as(self, said: str, columns: tuple[str, ...]) -> Rows:
        is_in_force = nw.col("list_date") == self.day(self.here.list_date or self.here.as_at)
        is_open = nw.col("closed_date").is_null() | (nw.col("closed_date") > self.day(self.here.as_at))
        return self["stg_provision"].filter(is_in_force, nw.col(said), is_open).select(columns)


def both(scope: Scope) -> tuple[Held, Held]:
    """The tables of a scope's database in pandas and in Polars."""
    with scope.cursor_for({}, scope.as_at, ["int_chosen_authorities"]) as (cursor, _):
        here = _here(scope, cursor)
        names = sorted(TABLES)
        arrow = {name: cursor.sql(TABLES[name]).to_arrow_table() for name in names}
    return Held({n: _pandas(rows) for n, rows in arrow.items()}, here), Held(
        {n: pl.DataFrame(pl.from_arrow(rows)) for n, rows in arrow.items()}, here
    )


def _here(scope: Scope, cursor: Any) -> Here:
    def listed(column: str, of: str) -> tuple[Any, ...]:
        return tuple(row[0] for row in cursor.execute(f"select distinct {column} from {of} order by 1").fetchall())

    line = listed("as_at", "looked_after_by_month")
    lists = [day for day in listed("list_date", "stg_provision") if day <= scope.as_at]
    return Here(
        scope.as_at,
        max(lists, default=min(listed("list_date", "stg_provision"), default=None)),
        dict(cursor.execute("select authority_code, vouched_months from int_chosen_authorities order by 1").fetchall()),
        listed("authority_code", "int_line"),
        line[0],
        line[-1],
        scope.region["region_code"],
        scope.region["region"],
    )


def _pandas(rows: pa.Table) -> pd.DataFrame:
    """Plain columns; of whether-or-not that may be unknown the type that can say so."""
    gaps = {name for name in rows.column_names if pa.types.is_boolean(rows[name].type) and rows[name].null_count}
    frame: pd.DataFrame = rows.to_pandas(date_as_object=False)
    return frame.astype({name: "boolean" for name in gaps})
