"""Which of the authorities chosen count at the date: those whose inputs vouch for it."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any, NamedTuple

import cachetools
import duckdb

from sufficiency.result import Choices

# The view that says so.
VIEW = "int_counted"
MOST = 256  # sets of choices whose authorities are kept, some kilobytes each


class Counted(NamedTuple):
    """One authority chosen, for how many months to the date its inputs vouch without a hole, and when
    its prices, its scores and its found placements were collected; and for which other dates it counts."""

    authority_code: str
    authority_name: str
    is_counted: bool
    vouched_months: int
    priced_at: date | None
    scored_at: date | None
    searched_at: date | None
    are_prices_known: bool
    are_outcomes_known: bool
    are_searches_known: bool
    counts_to: date | None
    counts_from: date | None

    @classmethod
    def without_return(cls, authority_code: str, authority_name: str, is_counted: bool) -> Counted:
        """One that counts, or not, by something else than a return: nothing is known of what returns hold."""
        return cls(authority_code, authority_name, is_counted, 0, None, None, None, False, False, False, None, None)

    def knows(self, fact: str) -> bool:
        """Whether what rests on a fact of ``COLLECTED`` is known of the authority at the date."""
        return bool(getattr(self, f"are_{fact}_known"))


def vouched(about: Sequence[Counted]) -> tuple[tuple[str, int], ...]:
    """Those that count: the name of each, and for how many months to the date its inputs vouch."""
    return tuple(
        (authority.authority_name, int(authority.vouched_months)) for authority in about if authority.is_counted
    )


def fields(about: Sequence[Counted], *, is_of_returns: bool = True) -> dict[str, Any]:
    """The fields of a Result that say over which authorities it is: how many count of how many, who is left out, when
    those count and, for figures made from returns, when each fact that is collected once a year was collected."""
    left_out = [authority for authority in about if not authority.is_counted]
    known = [authority for authority in about if authority.is_counted] if is_of_returns else []
    return {
        "authority_count": len(about) - len(left_out),
        "authority_total": len(about),
        "left_out": tuple(authority.authority_name for authority in left_out),
        "counts_when": tuple((authority.counts_to, authority.counts_from) for authority in left_out),
        "vouched": vouched(about),
        "priced": tuple((authority.authority_name, authority.priced_at) for authority in known),
        "scored": tuple((authority.authority_name, authority.scored_at) for authority in known),
        "searched": tuple((authority.authority_name, authority.searched_at) for authority in known),
    }


class Counts:
    """Who counts by what was chosen, for as long as what the database holds stays as it is; the least recently
    asked for go first."""

    def __init__(self) -> None:
        self._kept: cachetools.LRUCache[Hashable, tuple[Counted, ...]] = cachetools.LRUCache(MOST)
        self._lock = threading.Lock()

    def of(self, cursor: duckdb.DuckDBPyConnection, chosen: Choices, as_at: date) -> tuple[Counted, ...]:
        """Each authority chosen on ``cursor``, whether it counts or not. ``chosen`` is all that was chosen on it."""
        asked = as_at, *sorted((choice, tuple(values)) for choice, values in chosen.items())
        with self._lock:
            kept = self._kept.get(asked)
        if kept is None:
            rows = cursor.execute(f"select {', '.join(Counted._fields)} from {VIEW}").fetchall()
            kept = tuple(Counted(*row) for row in rows)
            with self._lock:
                self._kept[asked] = kept
        return kept
