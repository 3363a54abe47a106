"""Authorities too small for more than the first level of protected figures."""

from __future__ import annotations

import threading

import cachetools

from sufficiency import settings
from sufficiency.database.scope import Scope

SMALL = """select authority_code from everyone where as_at = chosen_date()
    group by authority_code having count(*) < ?"""
MOST_KEPT = 200


# By snapshot, scope and version of its views; a scope itself is not kept, so that it can be let go.
@cachetools.cached(
    cachetools.LRUCache(MOST_KEPT),
    key=lambda scope: (scope.snapshot.id, scope.name, scope.version),
    lock=threading.Lock(),
)
def of(scope: Scope) -> frozenset[str]:
    """Codes of the authorities that look after fewer children than ``settings.LEAST_AUTHORITY`` at the newest
    date that counts; none where ``everyone`` is broken."""
    with scope.cursor_for({}, scope.as_at, ["everyone"]) as (cursor, built):
        has = "everyone" in built.columns
        rows = cursor.execute(SMALL, [settings.LEAST_AUTHORITY]).fetchall() if has else []
    return frozenset(row[0] for row in rows)
