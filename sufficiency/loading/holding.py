"""Units that a check stopped: listed, loaded after all, or dropped. The files they are from are not needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sufficiency.audit import log
from sufficiency.loading import ingest, lock, publishing
from sufficiency.loading.ingest import Outcome, Wanted
from sufficiency.returns.splitting import Sent
from sufficiency.snapshot import ledger, units
from sufficiency.snapshot.store import SnapshotError


def held() -> list[ledger.Entry]:
    """The newest entry of each unit that is held: neither loaded nor dropped since, oldest first.

    Raises SnapshotError when the ledger cannot be read.
    """
    last: dict[str, ledger.Entry] = {}
    for entry in ledger.read():
        last.pop(entry.digest, None)
        if entry.act in (ledger.HELD, ledger.LOADED, ledger.DROPPED):
            last[entry.digest] = entry
    return [entry for entry in last.values() if entry.act == ledger.HELD]


def load(keys: Sequence[str], wanted: Wanted, say: publishing.Say = lambda said: None) -> Outcome:
    """Serve the newest held unit of each of ``keys``, by ``wanted.who`` and with the checks it accepts.

    Raises SnapshotError where nothing of that key is held, and whatever ``ingest.consider`` raises.
    """
    entries = [_newest(key) for key in keys]
    kept = {entry.name.key: units.read(entry.digest) for entry in entries}
    is_synthetic = all(unit.is_synthetic for unit in kept.values())
    with lock.held(wanted.who, is_private=not is_synthetic):
        parts = [_sent(entry, kept[entry.name.key]) for entry in entries]
        wanted = replace(wanted, is_synthetic=is_synthetic, is_whole=False, is_held=False)
        return ingest.consider(parts, kept, wanted, say)


def drop(key: str, who: str, because: str = "") -> None:
    """Hold every held unit of ``key`` no longer; retention deletes it. Raises SnapshotError where none is."""
    entries = [entry for entry in held() if entry.name.key == key] or [_newest(key)]
    is_private = not units.read(entries[0].digest).is_synthetic
    with lock.held(who, is_private=is_private):
        gone = [replace(entry, act=ledger.DROPPED, who=who, because=because, codes=()) for entry in entries]
        log.record(publishing.act(gone[-1]), durable=True, is_demanded=is_private)
        ledger.append(ledger.numbered(gone), is_private=is_private)


def _newest(key: str) -> ledger.Entry:
    found = [entry for entry in held() if entry.name.key == key]
    if not found:
        raise SnapshotError(f"nothing of {key} is held; python -m sufficiency held list shows what is")
    return found[-1]


def _sent(entry: ledger.Entry, unit: units.Unit) -> Sent:
    tables = {table: rows for table in unit.tables if (rows := unit.read(table)) is not None}
    return Sent(unit.name, tables, dict(entry.files or {}))
