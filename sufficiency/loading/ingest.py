"""Returns taken in: exactly the units that came take their places, and every other stays as it was."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sufficiency import returns
from sufficiency.audit import log
from sufficiency.loading import effect, import_checks, lock, matching, publishing, room, state, superseding
from sufficiency.loading.effect import Change
from sufficiency.loading.import_checks import Finding
from sufficiency.loading.outcome import OtherKey, Outcome, Wanted
from sufficiency.loading.publishing import Unsound
from sufficiency.loading.state import State
from sufficiency.returns import Import
from sufficiency.returns.importing import Progress
from sufficiency.returns.notes import Note
from sufficiency.returns.splitting import UnitRows
from sufficiency.snapshot import ledger, units
from sufficiency.snapshot.store import Snapshot, SnapshotError

__all__ = ["OtherKey", "Outcome", "Wanted", "consider", "ingest", "look"]

# Why units are held that no check stopped, in words.
UNSOUND, NO_RETURN = "unsound", "no_return"
WHY = {UNSOUND: "A view would not be sound", NO_RETURN: "It came before any return"}
Kept = Mapping[str, units.Unit]  # by key


def ingest(
    folder: Path,
    wanted: Wanted,
    *,
    progress: Progress | None = None,
    told: Callable[[Import], None] = lambda read: None,
    say: publishing.Say = lambda said: None,
) -> Outcome:
    """Read ``folder`` and serve its units, but for those that a check stops, which are held.

    ``told`` is called with what was read, before anything is changed. Raises NoRoom before anything is written, and
    KeyProblem, OtherKey, Busy, Mixing, SnapshotError and OSError; what is served is then as it was.
    """
    room.demand(room.of_files(folder))
    with lock.held(wanted.who, is_private=not wanted.is_synthetic), _units_told_of():
        read = returns.read(folder, key=returns.hash_key(wanted.is_synthetic), progress=progress)
        told(read)
        if not read.sent:
            raise SnapshotError("nothing was accepted: no folder held a return with episodes, nor a list")
        kept = {part.name.key: _keep(part, read, wanted) for part in read.sent}
        return replace(consider(read.sent, kept, wanted, say), read=read)


@contextmanager
def _units_told_of() -> Iterator[None]:
    """Where an import fails its units go, but for those that the ledger names already; for whoever holds the lock."""
    before = set(units.digests())
    try:
        yield
    except BaseException:
        with contextlib.suppress(SnapshotError):
            for digest in set(units.digests()) - before - {entry.digest for entry in ledger.read()}:
                shutil.rmtree(units.folder() / digest, ignore_errors=True)
        raise


def consider(parts: Sequence[UnitRows], kept: Kept, wanted: Wanted, say: publishing.Say = lambda said: None) -> Outcome:
    """Compare units that are ``kept`` with what is served, and serve those that no check stops.

    For whoever holds the lock. Raises OtherKey, Mixing, SnapshotError, LogUnavailable and OSError.
    """
    current, findings = _compared(parts, kept, wanted)
    stopped = import_checks.stopped(findings, wanted.accepted)
    if wanted.is_held or (stopped and wanted.is_whole):
        # Of a folder that is the whole none is served without the others.
        stopped = {part.name.key: stopped.get(part.name.key, ()) for part in parts}
    outcome = Outcome(findings=findings, held=stopped, afresh=current.afresh)
    passed = [part for part in parts if part.name.key not in stopped]
    aside = [part for part in parts if part.name.key in stopped]
    _hold(aside, kept, stopped, wanted)
    would_change, matched = _would_be(aside, kept, current, wanted, say)
    outcome = replace(outcome, would_change=would_change, matched=matched)
    if not passed:
        return outcome
    if not _has_return(
        [*([] if wanted.is_whole else current.units.values()), *(kept[part.name.key] for part in passed)]
    ):
        # A list alone makes no snapshot: it waits, and what stopped the returns is told.
        codes = {part.name.key: (NO_RETURN,) for part in passed}
        _hold(passed, kept, codes, wanted)
        return replace(outcome, held={**stopped, **codes}, why_not=_alone(codes))
    try:
        served = _serve(passed, kept, current, outcome, wanted, say)
        changes = _changes(passed, current, served.snapshot, wanted, say)
        return replace(served, changes=changes, matched=(*_matched(passed, served.snapshot, wanted), *matched))
    except Unsound as error:
        codes = {part.name.key: (UNSOUND,) for part in passed}
        _hold(passed, kept, codes, wanted)
        why_not = f"Views that were sound would not be: {error}"
        return replace(outcome, held={**stopped, **codes}, why_not=why_not)


def look(parts: Sequence[UnitRows], kept: Kept, wanted: Wanted, say: publishing.Say = lambda said: None) -> Outcome:
    """What checks say of units that are ``kept``, and what serving them would change; nothing is written.

    Raises as ``consider``.
    """
    current, findings = _compared(parts, kept, wanted)
    would_change, matched = _would_be(parts, kept, current, wanted, say)
    stopped = import_checks.stopped(findings, wanted.accepted)
    held = {part.name.key: stopped.get(part.name.key, ()) for part in parts}
    return Outcome(findings=findings, held=held, afresh=current.afresh, would_change=would_change, matched=matched)


def _has_return(of: Iterable[units.Unit]) -> bool:
    return any(unit.name.kind == units.RETURN and "episodes" in unit.tables for unit in of)


def _alone(keys: Iterable[str]) -> str:
    return (
        "No return with episodes would be served, and without one nothing is. Kept aside until then: "
        f"{', '.join(keys)}. Load them with the first return or after it: on Load data, or by python -m sufficiency "
        "held load --all."
    )


def _compared(parts: Sequence[UnitRows], kept: Kept, wanted: Wanted) -> tuple[State, list[Finding]]:
    current = _state(wanted)
    if not wanted.is_whole:
        _same_key(kept.values(), current)
    return current, import_checks.compare(parts, current, is_whole=wanted.is_whole, is_synthetic=wanted.is_synthetic)


def _matched(parts: Sequence[UnitRows], snapshot: Snapshot | None, wanted: Wanted) -> tuple[Note, ...]:
    if snapshot is None or not wanted.is_matched:
        return ()
    return tuple(matching.notes(snapshot, [part.name.key for part in parts]))


def _changes(
    parts: Sequence[UnitRows], current: State, after: Snapshot | None, wanted: Wanted, say: publishing.Say
) -> tuple[Change, ...]:
    if after is None or not wanted.profile:
        return ()
    return effect.measure(current.snapshot, after, [part.name for part in parts], wanted.profile, say)


def _would_be(
    parts: Sequence[UnitRows], kept: Kept, current: State, wanted: Wanted, say: publishing.Say
) -> tuple[tuple[Change, ...], tuple[Note, ...]]:
    """What loading what is held would change, and match; nothing where it would not make a snapshot."""
    if not parts or not (wanted.profile or wanted.is_matched):
        return (), ()
    own = {part.name.key: kept[part.name.key] for part in parts}
    try:
        say("Trying what would be served")
        after = own if wanted.is_whole else {**current.units, **own}
        with publishing.tried(after, is_synthetic=wanted.is_synthetic) as draft:
            return _changes(parts, current, draft, wanted, say), _matched(parts, draft, wanted)
    except (SnapshotError, OSError):
        return (), ()


def _state(wanted: Wanted) -> State:
    try:
        return state.served(is_synthetic=wanted.is_synthetic, who=wanted.who)
    except (SnapshotError, state.Mixing):
        if wanted.is_whole:
            return State()
        raise


def _same_key(kept: Iterable[units.Unit], current: State) -> None:
    marks = {unit.key_mark for unit in (*kept, *current.units.values())} - {""}
    if len(marks) > 1:
        raise OtherKey(
            "the key of the children's ids is not the one that made those served, so no child would be known again; "
            "restore the key (SUFFICIENCY_KEY, or its file) from its backup, or ingest every return with --all"
        )


def _keep(part: UnitRows, read: Import, wanted: Wanted) -> units.Unit:
    return units.write(part.name, part.tables, is_synthetic=wanted.is_synthetic, key_mark=read.key_mark)


def _hold(
    parts: list[UnitRows], kept: Mapping[str, units.Unit], codes: Mapping[str, tuple[str, ...]], wanted: Wanted
) -> None:
    entries = [
        ledger.Entry(
            ledger.HELD,
            part.name,
            kept[part.name.key].digest,
            wanted.who,
            files=part.files,
            row_count=part.row_count,
            codes=codes[part.name.key],
        )
        for part in parts
    ]
    acts = [publishing.act(entry) for entry in entries]
    log.record(*acts, durable=True, is_demanded=not wanted.is_synthetic)
    ledger.append(ledger.numbered(entries), is_private=not wanted.is_synthetic)


def _serve(
    parts: list[UnitRows],
    kept: Mapping[str, units.Unit],
    current: State,
    outcome: Outcome,
    wanted: Wanted,
    say: publishing.Say,
) -> Outcome:
    codes = {
        part.name.key: tuple(sorted({f.code for f in outcome.findings if f.is_stop and f.unit == part.name}))
        for part in parts
    }
    own = {part.name.key: kept[part.name.key] for part in parts}
    after = dict(own) if wanted.is_whole else {**current.units, **own}
    before = {**superseding.older(after), **current.units}
    entries = [
        ledger.Entry(
            ledger.LOADED,
            part.name,
            kept[part.name.key].digest,
            wanted.who,
            files=part.files,
            row_count=part.row_count,
            replaced=before[part.name.key].digest if part.name.key in before else "",
            replaced_row_count=state.row_count(before[part.name.key]) if part.name.key in before else 0,
            codes=codes[part.name.key],
            because=wanted.because if codes[part.name.key] else "",
        )
        for part in parts
    ]
    published = publishing.publish(
        superseding.without_older(after),
        entries,
        is_synthetic=wanted.is_synthetic,
        before=current.snapshot,
        name=wanted.name,
        say=say,
    )
    replaced = tuple(sorted(own.keys() & before.keys()))
    return replace(outcome, snapshot=published, loaded=tuple(sorted(own)), replaced=replaced)
