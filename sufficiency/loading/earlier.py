"""What was served before: a snapshot served again, or the unit that another took the place of."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace

from sufficiency.audit import log
from sufficiency.loading import lock, publishing, state
from sufficiency.loading.withdrawal import unit_served
from sufficiency.snapshot import ledger, store, units
from sufficiency.snapshot.store import Snapshot, SnapshotError


@dataclass(frozen=True)
class Served:
    """One unit that is served, its entry in the ledger, and that of what it took the place of, where it is kept."""

    name: units.Name
    entry: ledger.Entry | None
    before: ledger.Entry | None


def served() -> list[Served]:
    """The units served now, by key; raises SnapshotError."""
    current = store.current_name()
    snapshot = store.read(current) if current else None
    told = {entry.digest: entry for entry in ledger.read() if entry.act in (ledger.LOADED, ledger.ADOPTED)}
    kept = set(units.digests())
    rows = []
    for key, digest in (snapshot.units if snapshot else {}).items():
        entry, before = told.get(digest), replaced_by(key, digest)
        name = entry.name if entry else units.name_of(key)
        rows.append(Served(name, entry, before if before and before.digest in kept else None))
    return rows


def states() -> list[Snapshot]:
    """Snapshots that can be read, the newest first."""
    readable = []
    for name in store.names():
        with contextlib.suppress(SnapshotError):
            readable.append(store.read(name))
    return sorted(readable, key=lambda snapshot: snapshot.created, reverse=True)


def serve(name: str, who: str) -> Snapshot:
    """Verify the snapshot called ``name``, and serve it from now on; the next import goes on from it.

    Raises SnapshotError, LogUnavailable, Busy and OSError; what is served is then as it was.
    """
    snapshot = store.read(name)
    store.verify(snapshot)
    with lock.held(who, is_private=not snapshot.is_synthetic):
        act = log.Act("snapshot", who, snapshot=name, subject="served from now on")
        log.record(act, durable=True, is_demanded=not snapshot.is_synthetic)
        store.point(name)
    return snapshot


def replaced_by(key: str, digest: str) -> ledger.Entry | None:
    """The entry of the unit that the one served as ``key`` took the place of; None where it was the first.

    Raises SnapshotError when the ledger cannot be read.
    """
    entries = ledger.read()
    told = {entry.digest: entry for entry in entries if entry.act in (ledger.LOADED, ledger.ADOPTED)}

    def is_step_back(entry: ledger.Entry) -> bool:
        # A week served again in place of a newer one; what was before that week is an older one yet.
        newer = told.get(entry.replaced)
        return newer is not None and newer.name.key > key

    # The same return loaded again took the place of itself; what was there before that is meant.
    own = [e for e in entries if e.act == ledger.LOADED and e.name.key == key and e.digest == digest != e.replaced]
    last = next((entry for entry in reversed(own) if not is_step_back(entry)), None)
    # A newer feed took the place of one of another day, so of another key.
    return told.get(last.replaced) if last else None


def put_back(
    key: str, *, who: str, because: str = "", say: publishing.Say = lambda said: None
) -> tuple[Snapshot, ledger.Entry]:
    """Serve again what the unit called ``key`` took the place of; the new snapshot, and whose import it was.

    Raises SnapshotError where it took the place of nothing, or that is kept no longer, Busy, Unsound and OSError.
    """
    with unit_served(key, who, "put back") as (now, replacing):
        entry = replaced_by(key, replacing.digest)
        if entry is None:
            raise SnapshotError(f"{key} replaced nothing; withdraw it instead, to serve the rest without it")
        unit = units.read(entry.digest)
        told = replace(
            entry,
            act=ledger.LOADED,
            who=who,
            replaced=replacing.digest,
            replaced_row_count=state.row_count(replacing),
            codes=(),
            because=because or "put back",
        )
        snapshot = publishing.publish(
            {**{k: u for k, u in now.units.items() if k != key}, entry.name.key: unit},
            [told],
            is_synthetic=replacing.is_synthetic,
            before=now.snapshot,
            say=say,
        )
        return snapshot, entry
