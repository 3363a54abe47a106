"""What is kept no longer, by the rules of ``data/reference/retention.csv``: old snapshots, and units of none."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sufficiency import settings
from sufficiency.audit import log
from sufficiency.loading import holding, lock
from sufficiency.reference.tables import derived_from, records
from sufficiency.snapshot import ledger, store, units
from sufficiency.snapshot.store import Snapshot, SnapshotError


@dataclass(frozen=True)
class Plan:
    """Snapshots by name and units by digest that are kept no longer; ``unread`` are snapshots that cannot
    be read. While there is one its units are not known, and no unit goes."""

    snapshots: tuple[str, ...]
    units: tuple[str, ...]
    unread: tuple[str, ...] = ()


@derived_from("retention")
def rules() -> dict[str, int]:
    """Each rule's number, by name."""
    return {row["rule"]: int(row["value"]) for row in records("retention")}


def plan(now: datetime | None = None) -> Plan:
    """What the rules let go at this moment. The current snapshot and the demonstration always stay."""
    current = store.current_name()
    readable, unread = _snapshots()
    ours = sorted((s for s in readable if s.id != settings.DEMONSTRATION), key=lambda s: s.created, reverse=True)
    recent = [snapshot.id for snapshot in ours if snapshot.id != current][: rules()["snapshots_kept"]]
    stay = {current, settings.DEMONSTRATION, *recent}
    wanted = {digest for snapshot in readable if snapshot.id in stay for digest in snapshot.units.values()}
    since = (now or datetime.now(UTC)) - timedelta(days=rules()["held_days"])
    wanted |= {entry.digest for entry in holding.held() if datetime.fromisoformat(entry.at) > since}
    gone = () if unread else tuple(digest for digest in units.digests() if digest not in wanted)
    return Plan(tuple(snapshot.id for snapshot in ours if snapshot.id not in stay), gone, tuple(unread))


def carry_out(who: str) -> Plan:
    """Delete what the rules let go, told in the audit log and the ledger first; gives what went.

    Raises SnapshotError, Busy, LogUnavailable and OSError.
    """
    current = store.current_name()
    is_private = current is not None and not store.read(current).is_synthetic
    with lock.held(who, is_private=is_private):
        doomed = plan()
        acts = [log.Act("snapshot", who, snapshot=name, subject="deleted by rule") for name in doomed.snapshots]
        log.record(*acts, durable=True, is_demanded=is_private)
        ledger.append(ledger.numbered(_dropped(doomed, who)), is_private=is_private)
        for name in doomed.snapshots:
            shutil.rmtree(store.folder() / name)
        for digest in doomed.units:
            shutil.rmtree(units.folder() / digest)
    return doomed


def _dropped(doomed: Plan, who: str) -> list[ledger.Entry]:
    entries = []
    for digest in doomed.units:
        with contextlib.suppress(SnapshotError):  # One that is damaged goes without its name.
            entries.append(ledger.Entry(ledger.DROPPED, units.read(digest).name, digest, who, because="retention"))
    return entries


def _snapshots() -> tuple[list[Snapshot], list[str]]:
    readable, unread = [], []
    for name in store.names():
        try:
            readable.append(store.read(name))
        except SnapshotError:
            unread.append(name)
    return readable, unread
