"""A new snapshot of units: joined, tried, told in the ledger, and only then pointed to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sufficiency import checks
from sufficiency.audit import log
from sufficiency.database.scope import Scope
from sufficiency.returns import joining
from sufficiency.snapshot import format, ledger, store
from sufficiency.snapshot.store import Snapshot
from sufficiency.snapshot.units import Unit

Say = Callable[[str], None]


class Unsound(RuntimeError):
    """What would be served does not pass ``check``, and what is served now does; the message says where."""


def publish(
    kept: Mapping[str, Unit],
    entries: Sequence[ledger.Entry],
    *,
    is_synthetic: bool,
    before: Snapshot | None,
    name: str | None = None,
    say: Say = lambda said: None,
) -> Snapshot:
    """Serve the units ``kept``, by key, from now on, and add ``entries`` to the ledger.

    The pointer moves last: whatever fails before, what is served stays. Raises SnapshotError, Unsound, and
    LogUnavailable where the audit log cannot be written.
    """
    name = name or store.new_name()
    tables = joining.join(joining.of(kept.values()))
    told = [replace(entry, snapshot=name) for entry in ledger.numbered(entries)]
    digests = {key: unit.digest for key, unit in sorted(kept.items())}
    columns = format.declared()[ledger.TABLE].columns
    tables[ledger.TABLE] = ledger.table([*ledger.read(), *told], set(digests.values()), columns)

    def prepare(snapshot: Snapshot) -> None:
        _try(snapshot, before, say)
        # Told before it is served: what is served of real children is never without a trace.
        log.record(*map(act, told), durable=True, is_demanded=not is_synthetic)
        ledger.append(told, is_private=not is_synthetic)

    return store.write(tables, is_synthetic=is_synthetic, name=name, units=digests, prepare=prepare, is_alone=True)


@contextmanager
def tried(kept: Mapping[str, Unit], *, is_synthetic: bool) -> Iterator[Snapshot]:
    """The snapshot that the units ``kept`` would make, for as long as it is looked at: nobody is served from it.

    Raises SnapshotError, and OSError when the disk will not take it.
    """
    tables = joining.join(joining.of(kept.values()))
    with store.drafted(tables, is_synthetic=is_synthetic) as draft:
        yield draft


def act(entry: ledger.Entry) -> log.Act:
    """The line of the audit log that goes with an entry: no count, no name of a file."""
    if entry.act == ledger.HELD:
        why = f"stopped by {', '.join(entry.codes)}" if entry.codes else "to be looked at"
        return log.Act(
            "import", entry.who, scope=entry.name.authority_code or "", subject=f"held {entry.name.key}", reason=why
        )
    accepted = f"accepted {', '.join(entry.codes)}: {entry.because}" if entry.codes else entry.because
    scope = entry.name.authority_code or ""
    subject = f"{entry.act} {entry.name.key}"
    return log.Act("import", entry.who, scope=scope, snapshot=entry.snapshot, subject=subject, reason=accepted)


def _try(snapshot: Snapshot, before: Snapshot | None, say: Say) -> None:
    """Make the stored views, and run every view and check; raises Unsound for what is wrong only now."""
    wrong = _faults(snapshot, say)
    if wrong and before is not None:
        # What is wrong with a view as it is written is no fault of the returns, and keeps nobody from them.
        wrong = {view: why for view, why in wrong.items() if view not in _faults(before, say)}
    if wrong and before is not None:
        raise Unsound("; ".join(f"{view}: {why}" for view, why in sorted(wrong.items())))


def _faults(snapshot: Snapshot, say: Say) -> dict[str, str]:
    scope = Scope(snapshot, has_checks=True, say=say)
    try:
        return {finding.name: finding.message for finding in checks.inspect(scope) if not finding.is_sound}
    finally:
        scope.close()
