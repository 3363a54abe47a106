"""Units that a check stopped: listed, loaded after all, or dropped. The files they are from are not needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from sufficiency.audit import log
from sufficiency.loading import ingest, lock, publishing, room
from sufficiency.loading.ingest import Outcome, Wanted
from sufficiency.returns import degrade, problems
from sufficiency.returns.splitting import UnitRows
from sufficiency.snapshot import ledger, units
from sufficiency.snapshot.store import SnapshotError


@dataclass(frozen=True)
class Kind:
    """Problems of one kind: how many, what each cost, what is wrong, and what to do."""

    count: int
    severity: str
    message: str
    remedy: str


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

    Raises SnapshotError where nothing of that key is held, NoRoom, and whatever ``ingest.consider`` raises.
    """
    parts, kept, is_synthetic = _kept(keys)
    room.demand(room.of_units(kept.values()))
    with lock.held(wanted.who, is_private=not is_synthetic):
        wanted = replace(wanted, is_synthetic=is_synthetic, is_whole=False, is_held=False)
        return ingest.consider(parts, kept, wanted, say)


def look(keys: Sequence[str], wanted: Wanted, say: publishing.Say = lambda said: None) -> tuple[Outcome, list[Kind]]:
    """What checks say of the newest held unit of each of ``keys``, what it would change, and the kinds of problem
    its reading met, the commonest first; nothing is written. Raises as ``load``.
    """
    parts, kept, is_synthetic = _kept(keys)
    with lock.held(wanted.who, is_private=not is_synthetic):
        outcome = ingest.look(parts, kept, replace(wanted, is_synthetic=is_synthetic, is_whole=False), say)
    return outcome, problem_kinds(part.tables[degrade.PROBLEMS] for part in parts if degrade.PROBLEMS in part.tables)


def problem_kinds(counted: Iterable[pa.Table]) -> list[Kind]:
    """The kinds of problem in accounts of several units: how many there were, what each cost, and its words.

    What is said in the same words is one kind, in whatever table or column it was met.
    """
    words = {rule: (message, remedy) for rule, _, _, message, remedy in problems.rules()}
    counts: Counter[tuple[str, str, str]] = Counter()
    for account in counted:
        for row in account.to_pylist():
            if row["rule"] in words:
                message, remedy = words[row["rule"]]
                said = problems.in_words(message, row["column_name"] or "")
                counts[row["severity"], said, remedy] += row["problem_count"]
    return [Kind(count, *said) for said, count in counts.most_common()]


def drop(key: str, who: str, because: str = "") -> None:
    """Hold every held unit of ``key`` no longer; retention deletes it. Raises SnapshotError where none is."""
    entries = [entry for entry in held() if entry.name.key == key] or [_newest(key)]
    is_private = not units.read(entries[0].digest).is_synthetic
    with lock.held(who, is_private=is_private):
        gone = [replace(entry, act=ledger.DROPPED, who=who, because=because, codes=()) for entry in entries]
        log.record(publishing.act(gone[-1]), durable=True, is_demanded=is_private)
        ledger.append(ledger.numbered(gone), is_private=is_private)


def _kept(keys: Sequence[str]) -> tuple[list[UnitRows], dict[str, units.Unit], bool]:
    """The newest held unit of each of ``keys``, and whether all of them are of invented children."""
    entries = [_newest(key) for key in keys]
    kept = {entry.name.key: units.read(entry.digest) for entry in entries}
    parts = [_sent(entry, kept[entry.name.key]) for entry in entries]
    return parts, kept, all(unit.is_synthetic for unit in kept.values())


def _newest(key: str) -> ledger.Entry:
    entries = [entry for entry in held() if entry.name.key == key]
    if not entries:
        raise SnapshotError(f"nothing of {key} is held; python -m sufficiency held list shows what is")
    return entries[-1]


def _sent(entry: ledger.Entry, unit: units.Unit) -> UnitRows:
    tables = {table: rows for table in unit.tables if (rows := unit.read(table)) is not None}
    return UnitRows(unit.name, tables, dict(entry.files or {}))
