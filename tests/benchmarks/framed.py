"""How a mart is said for frames: children or other rows, what joins them, groups, figures of them, shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from tests.benchmarks.held import Held, Rows

Figures = Mapping[str, str]  # name: "statistic column"
Shares = Mapping[str, tuple[str, str]]  # name: part, whole
Way = Callable[[Held], Rows]
col = nw.col
WHOLE_NUMBERS = ("count", "tally", "n_unique")


def grouped(
    rows: Rows,
    by: tuple[str, ...],
    figures: Figures | None = None,
    *,
    count: str = "child_count",
    shares: Shares | None = None,
) -> Rows:
    """One row for each group of ``by``, or one in all: how many rows, and the figures and shares of them."""
    figures = figures or {}
    asked = [nw.len().alias(count), *(_figure(said).alias(name) for name, said in figures.items())]
    found = rows.group_by(*by).agg(*asked) if by else rows.select(*asked)
    whole = [name for name, said in figures.items() if said.split()[0] in WHOLE_NUMBERS]
    found = found.with_columns(nw.col(count, *whole).cast(nw.Int64))
    return with_shares(found, shares or {})


def _figure(said: str) -> Any:
    statistic, column = said.split()
    if statistic.startswith("q"):
        return nw.col(column).quantile(int(statistic[1:]) / 100, "linear")
    return getattr(nw.col(column), "sum" if statistic == "tally" else statistic)()


def with_shares(rows: Rows, shares: Shares) -> Rows:
    """Percentages: each of a part in its whole."""
    worked_out = {name: pct(part, whole) for name, (part, whole) in shares.items()}
    return rows.with_columns(**worked_out) if worked_out else rows


def pct(part: str, whole: str) -> Any:
    """A part in a whole, nothing where there is no whole."""
    return nw.when(nw.col(whole) != 0).then(100 * nw.col(part) / nw.col(whole))


def grouped_sum(rows: Rows, by: tuple[str, ...], *columns: str) -> Rows:
    """The sums of columns in each group."""
    return rows.group_by(*by).agg(nw.col(*columns).sum())


def total(name: str, within: tuple[str, ...] = ()) -> Any:
    """The sum of a column within groups, or in all."""
    return nw.col(name).sum().over(*within) if within else nw.col(name).sum()


def capitalised(column: str) -> Any:
    """A word as it was sent, beginning with a capital letter."""
    return nw.concat_str(col(column).str.slice(0, 1).str.to_uppercase(), col(column).str.slice(1)).alias(column)


def banded(held: Held, bands: str, figure: str) -> Any:
    """The band of a reference table that a figure lies in: over its low end, up to its high one."""
    found = nw.when(nw.col(figure).is_null()).then(nw.lit("Not known"))
    for band, low, high in reversed(held.listed(bands)):
        if low is not None:
            found = nw.when(nw.col(figure) > low, nw.col(figure) <= high).then(nw.lit(band)).otherwise(found)
    return found


@dataclass(frozen=True)
class Mart:
    """Children, or other ``rows``, grouped by each of ``by``.

    ``rolled`` is what a lacking group column says, ``named`` what a gap in one does. ``facts`` are columns that only
    ``where`` and ``worked_out`` read; ``joined`` are tables and the column that joins them, ``also`` those from which
    a row may be missing; ``wholes`` are sums of a count within groups; ``kept_as`` renames.
    """

    by: tuple[tuple[str, ...], ...]
    figures: Figures = field(default_factory=dict)
    shares: Shares = field(default_factory=dict)
    wholes: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    count: str = "child_count"
    facts: tuple[str, ...] = ()
    where: Any = None
    worked_out: Mapping[str, Any] = field(default_factory=dict)
    joined: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    rolled: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    kept_as: Mapping[str, str] = field(default_factory=dict)
    rows: Way | None = None
    is_by_month: bool = False

    def __call__(self, held: Held) -> Rows:
        """The mart's rows, in the engine that holds the tables."""
        rows = self.rows(held) if self.rows else held.children(*self._facts(held), is_by_month=self.is_by_month)
        for tables, how in ((self.joined, "inner"), (self.also, "left")):
            for table, key in tables.items():
                rows = rows.join(held[table], on=key, how=how)
        if self.where is not None:
            rows = rows.filter(self.where)
        rows = rows.with_columns(**self.worked_out) if self.worked_out else rows
        found = [self._groups(rows, by) for by in self.by]
        groups = found[0] if len(found) == 1 else nw.concat(found)
        added = {name: nw.col(name).fill_null(said) for name, said in self.named.items()}
        added |= {name: total(part, within) for name, (part, within) in self.wholes.items()}
        groups = groups.with_columns(**added) if added else groups
        return with_shares(groups, self.shares).rename(dict(self.kept_as))

    def _groups(self, rows: Rows, by: tuple[str, ...]) -> Rows:
        keys = tuple(dict.fromkeys(key for each in self.by for key in each))
        found = grouped(rows, by, self.figures, count=self.count)
        lacking = {key: nw.lit(self.rolled[key]) for key in keys if key not in by}
        found = found.with_columns(**lacking) if lacking else found
        return found.select(*keys, self.count, *self.figures)

    def _facts(self, held: Held) -> set[str]:
        read = {key for by in self.by for key in by} | {said.split()[1] for said in self.figures.values()}
        added = {name for table in (*self.joined, *self.also) for name in held[table].collect_schema().names()}
        keys = {*self.joined.values(), *self.also.values()}
        return (read - added - self.worked_out.keys() | keys | set(self.facts)) - {"as_at", "authority_code"}
