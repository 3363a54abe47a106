"""A unit taken out of what is served; it is kept until no snapshot holds it any more."""

from __future__ import annotations

from sufficiency.loading import lock, publishing, state
from sufficiency.snapshot import ledger, store, units
from sufficiency.snapshot.store import Snapshot, SnapshotError


def withdraw(key: str, *, who: str, because: str = "", say: publishing.Say = lambda said: None) -> Snapshot:
    """Serve everything but the unit called ``key`` from now on.

    Raises SnapshotError where there is no such unit or none would be left, Busy, Unsound and OSError.
    """
    current = store.current_name()
    if current is None:
        raise SnapshotError("nothing is served yet, so nothing can be withdrawn")
    is_synthetic = store.read(current).is_synthetic
    with lock.held(who, is_private=not is_synthetic):
        found = state.served(is_synthetic=is_synthetic, who=who)
        if key not in found.units:
            raise SnapshotError(f"{key} is not among what is served; python -m sufficiency snapshots --units lists it")
        rest = {other: unit for other, unit in found.units.items() if other != key}
        if not any(unit.name.kind == units.RETURN for unit in rest.values()):
            raise SnapshotError(f"{key} is the only return served, and nothing would be left; use an earlier snapshot")
        gone = found.units[key]
        entry = ledger.Entry(
            ledger.WITHDRAWN, gone.name, gone.digest, who, row_count=state.row_count(gone), because=because
        )
        return publishing.publish(rest, [entry], is_synthetic=is_synthetic, before=found.snapshot, say=say)
