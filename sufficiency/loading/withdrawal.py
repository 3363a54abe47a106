"""A unit taken out of what is served; it is kept until no snapshot holds it any more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sufficiency.loading import lock, publishing, room, state
from sufficiency.loading.state import State
from sufficiency.snapshot import ledger, store, units
from sufficiency.snapshot.store import Snapshot, SnapshotError
from sufficiency.snapshot.units import Unit


@contextmanager
def unit_served(key: str, who: str, done: str) -> Iterator[tuple[State, Unit]]:
    """What is served, and its unit called ``key``, for whoever changes it and holds the lock while they do.

    Raises SnapshotError where nothing is served, so that nothing can be ``done``, or there is no such unit; NoRoom; and
    Busy.
    """
    current = store.current_name()
    if current is None:
        raise SnapshotError(f"nothing is served yet, so nothing can be {done}")
    is_synthetic = store.read(current).is_synthetic
    room.demand(0)
    with lock.held(who, is_private=not is_synthetic):
        now = state.served(is_synthetic=is_synthetic, who=who)
        if key not in now.units:
            raise SnapshotError(f"{key} is not among what is served; python -m sufficiency snapshots --units lists it")
        yield now, now.units[key]


def withdraw(key: str, *, who: str, because: str = "", say: publishing.Say = lambda said: None) -> Snapshot:
    """Serve everything but the unit called ``key`` from now on.

    Raises SnapshotError where there is no such unit or none would be left, Busy, Unsound and OSError.
    """
    with unit_served(key, who, "withdrawn") as (now, gone):
        rest = {other: unit for other, unit in now.units.items() if other != key}
        if not any(unit.name.kind == units.RETURN for unit in rest.values()):
            raise SnapshotError(f"{key} is the only return served, and nothing would be left; use an earlier snapshot")
        entry = ledger.Entry(
            ledger.WITHDRAWN, gone.name, gone.digest, who, row_count=state.row_count(gone), because=because
        )
        return publishing.publish(rest, [entry], is_synthetic=gone.is_synthetic, before=now.snapshot, say=say)
