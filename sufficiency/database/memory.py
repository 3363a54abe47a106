"""How much memory a database holds, and how much it may; and whether it still answers."""

from __future__ import annotations

import math

import duckdb

from sufficiency.database.scope import Scope

UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB")


def used(scope: Scope) -> int:
    """Bytes that ``scope``'s database holds now."""
    return int(_value(scope, "select sum(memory_usage_bytes) from duckdb_memory()"))


def limit(scope: Scope) -> int:
    """Bytes that ``scope``'s database may hold."""
    number, unit = _value(scope, "select current_setting('memory_limit')").split()
    return int(float(number) * 1024 ** UNITS.index(unit))


def answers(scope: Scope) -> bool:
    """Whether ``scope``'s database answers anything: after a fault of its own the engine answers nobody any more."""
    try:
        # Asked at every page run, and there is nothing in it to be slow: unwatched, as the watch takes as long again.
        return _value(scope, "select 1", math.inf) == "1"
    except duckdb.Error:
        return False


def _value(scope: Scope, sql: str, seconds: float | None = None) -> str:
    with scope.cursor(seconds) as cursor:
        return str(cursor.execute(sql).fetchall()[0][0])
