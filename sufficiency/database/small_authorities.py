"""Authorities too small for more than the first level of protected figures."""

from __future__ import annotations

from sufficiency import settings
from sufficiency.database.scope import Scope

SMALL = """select authority_code from everyone where as_at = chosen_date()
    group by authority_code having count(*) < ?"""
MOST_KEPT = 200


# By snapshot, scope and version of its views; a scope itself is not kept, so that it can be let go.
_known: dict[tuple[str, str, str], frozenset[str]] = {}


def of(scope: Scope) -> frozenset[str]:
    """Authorities that look after fewer children than ``settings.LEAST_AUTHORITY`` at the newest date
    that counts; none where that cannot be told."""
    key = (scope.snapshot.id, scope.name, scope.version)
    if key not in _known:
        with scope.cursor_for({}, scope.as_at, ["everyone"]) as (cursor, built):
            has = "everyone" in built.columns
            rows = cursor.execute(SMALL, [settings.LEAST_AUTHORITY]).fetchall() if has else []
        if len(_known) >= MOST_KEPT:
            _known.clear()
        _known[key] = frozenset(row[0] for row in rows)
    return _known[key]
