"""Whether every view is sound: header complete, columns true, units honest, checks kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from sufficiency import query
from sufficiency.engine import Scope
from sufficiency.header import units
from sufficiency.result import View


@dataclass(frozen=True)
class Finding:
    """One view or check, and what is wrong with it ('' when nothing is)."""

    name: str
    is_sound: bool
    message: str = ""


def inspect(scope: Scope) -> Iterator[Finding]:
    """Every view and check of ``scope``'s catalogue in name order, the broken ones first."""
    for name, why in sorted(scope.problems.items()):
        yield Finding(name, False, why)
    for name, view in sorted(scope.catalogue.views.items()):
        if name in scope.problems:
            continue
        if view.layer == "checks":
            rows = query.check_rows(scope, name)
            yield Finding(name, rows == 0, f"{rows} rows break it" if rows else "")
        else:
            wrong = [*header_faults(view), *_kept(scope, view)]
            yield Finding(name, not wrong, "; ".join(wrong))


def header_faults(view: View) -> list[str]:
    """What a mart's header gets wrong about its own columns, in words; empty when nothing."""
    if view.layer != "marts":
        return []
    faults = []
    names = {column.name for column in view.columns}
    for column in view.columns:
        suffixes = [s for s in units()[column.unit]["suffixes"].split(";") if s]
        stems = column.name.split("_")
        if suffixes and not any(column.name.endswith(s) or s in stems for s in suffixes):
            faults.append(
                f"{column.name} is in {column.unit}: its name should end {' or '.join(suffixes)}"
            )
        for other in (column.of, column.numerator, column.denominator):
            if other and other not in names:
                faults.append(f"{column.name} rests on {other}, which is not a column")
        if column.kind == "unit" and "unit" not in names:
            faults.append(f"{column.name} is protected by unit, but no column says the unit")
        bare = column.unit in ("pct", "miles", "gbp_week", "gbp", "days", "rate", "score", "ratio")
        if bare and not column.kind:
            faults.append(f"{column.name} does not say which count stands behind it")
    return faults


def _kept(scope: Scope, view: View) -> Iterator[str]:
    for check in view.checks:
        word, *columns = check.replace(",", " ").split()
        keys = ", ".join(columns)
        if word == "unique":
            sql = f"select count(*) - count(distinct ({keys})) from {view.name}"
        elif word == "not_null":
            nulls = " or ".join(f"{column} is null" for column in columns)
            sql = f"select count(*) from {view.name} where {nulls}"
        else:
            yield f"no check is called {word!r}; use unique or not_null"
            continue
        try:
            with scope.cursor() as cursor:
                cursor.execute("set variable as_at = ?", [scope.snapshot.as_at.isoformat()])
                cursor.execute("set variable grouping = ?", [[query.DEFAULT_GROUPING]])
                broken = cursor.execute(sql).fetchall()[0][0]
        except duckdb.Error as error:
            yield f"{check}: {error}"
            continue
        if broken:
            yield f"{check} does not hold"
