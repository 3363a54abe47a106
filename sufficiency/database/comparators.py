"""One authority's database: its own children's rows, and London's only as protected figures."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from datetime import date

import cachetools
import pandas as pd

from sufficiency import choices, settings
from sufficiency.catalogue import header
from sufficiency.database import small_authorities
from sufficiency.database.scope import Scope
from sufficiency.disclosure import crossings, gate, rule
from sufficiency.result import Choices, Column, View
from sufficiency.snapshot.store import SnapshotError

# The choices that shared figures do not follow: they are what stands beside one place.
PLACES = ("area", "authority")
# The choices about no child, which any shared figure may follow.
FREE = ("as_at", "grouping", "comparator")


def of_authority(code: str, london: Scope, memory: str = "") -> Scope:
    """The database of the authority with ONS code ``code``, beside ``london``'s.

    Views whose header says ``shared: yes`` are read in London's database and pass the gate.
    Raises SnapshotError when the authority sent nothing.
    """
    if code not in london.snapshot.authorities:
        raise SnapshotError(f"no authority {code} in this snapshot; use london or an ONS code")
    return Scope(london.snapshot, code, sql=london.sql_folder, shared=ProtectedLondon(london, code), memory=memory)


class ProtectedLondon:
    """Implements built.Comparators over London's database, beside the authority ``code``; what it keeps is
    bounded in bytes."""

    def __init__(self, london: Scope, code: str) -> None:
        self._london = london
        self._code = code
        self._kept: cachetools.LRUCache[tuple[object, ...], pd.DataFrame] = cachetools.LRUCache(
            settings.COMPARATORS_KEPT, getsizeof=lambda rows: int(rows.memory_usage(deep=True).sum())
        )
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Bytes of rows kept now."""
        return int(self._kept.currsize)

    def types(self, view: View) -> dict[str, str]:
        self._london.refresh()
        if view.name not in self._london.columns:
            raise LookupError(self._london.problems.get(view.name, "not among London's views"))
        types = self._london.columns[view.name]
        measures = {column.name for column in view.columns if column.is_measure}
        return {name: "DOUBLE" if name in measures else kind for name, kind in types.items()}

    def rows(self, view: View, chosen: Choices, own: Callable[[Choices], pd.DataFrame]) -> pd.DataFrame:
        faults = header.unprotected(view)
        if not view.columns or faults:
            raise LookupError("; ".join(words for _, words in faults) or "a shared view declares its columns")
        asked = {key: values for key, values in chosen.items() if values and key not in PLACES}
        # Like stands beside like, or nothing does: an analyst of one authority may choose more finely
        # than protected figures of London can be told.
        is_narrow = bool(choices.too_narrow(asked)) or len(crossings.dimensions(view, asked)) > choices.MOST_CROSSINGS
        followed = {key: values for key, values in asked.items() if key in FREE or not is_narrow}
        gate.permit([view], followed, gate.LONDON_7_5)
        # As London's views are now: bringing them level may take long, and somebody waits for these.
        key = (self._london.version, view.name, is_narrow, *sorted(followed.items()))
        with self._lock:
            if key in self._kept:
                return self._kept[key]
        exact = self._exact(view, followed)
        among = _among(view, exact, own(followed))
        small = small_authorities.of(self._london)
        rows = gate.apply(view, exact, gate.LONDON_7_5, chosen=followed, small=small, own=among)[0]
        if is_narrow:
            rows[[column.name for column in view.columns if _is_about_children(column)]] = float("nan")
        with self._lock, contextlib.suppress(ValueError):  # More than all that may be kept.
            self._kept[key] = rows
        return rows

    def _exact(self, view: View, chosen: Choices) -> pd.DataFrame:
        as_at = chosen.get("as_at", (self._london.as_at.isoformat(),))[0]
        with self._london.cursor_for(chosen, date.fromisoformat(as_at), beside=self._code, is_kept=True) as (cursor, _):
            rows: pd.DataFrame = cursor.sql(f"select * from {view.name}").df()
        return rows[[column.name for column in view.columns]]


def _is_about_children(column: Column) -> bool:
    """False of what is no secret, such as for how many months an authority's inputs vouch."""
    return column.is_measure and not (column.unit in rule.PUBLIC and not column.kind)


def _among(view: View, exact: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """The authority's own counts among London's, row by row, by the index of ``exact``; empty where it has none.

    An authority's analyst knows its own children exactly, and takes them from what it is shown of all.
    """
    labels = [column.name for column in view.columns if not column.is_measure]
    keys = labels or ["all_london"]
    counts = [column.name for column in view.columns if column.unit == "count" or column.kind == "unit"]
    if not labels:
        own = own.assign(all_london=True)
    summed = own.groupby(keys, dropna=False, as_index=False)[counts].sum()
    return exact.assign(all_london=True)[keys].merge(summed, on=keys, how="left").set_index(exact.index)
