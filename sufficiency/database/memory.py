"""How much memory a database holds, and how much it may."""

from __future__ import annotations

from sufficiency.database.scope import Scope

UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB")


def held(scope: Scope) -> int:
    """Bytes that ``scope``'s database holds now."""
    return int(_value(scope, "select sum(memory_usage_bytes) from duckdb_memory()"))


def limit(scope: Scope) -> int:
    """Bytes that ``scope``'s database may hold."""
    number, unit = _value(scope, "select current_setting('memory_limit')").split()
    return int(float(number) * 1024 ** UNITS.index(unit))


def _value(scope: Scope, sql: str) -> str:
    with scope.cursor() as cursor:
        return str(cursor.execute(sql).fetchall()[0][0])
