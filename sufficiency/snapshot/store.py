"""Versioned folders of Parquet, each with a manifest of checksums, and the pointer to one."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sufficiency import __version__, events, settings
from sufficiency.snapshot import atomic_write, checksum, vouched
from sufficiency.snapshot.manifest import MANIFEST, NAME, Snapshot, SnapshotError, digest_of, folder, read, verify

__all__ = [
    "MANIFEST",
    "POINTER",
    "DamagedPointer",
    "Snapshot",
    "SnapshotError",
    "current_name",
    "drafted",
    "folder",
    "names",
    "new_name",
    "others_like",
    "point",
    "read",
    "verify",
    "write",
]

POINTER = "current"
# Lies in the folder of a snapshot until all has been tried and told: what is killed before is never served.
UNTRIED = "untried"
LEDGER = "ledger"


class DamagedPointer(SnapshotError):
    """The pointer names nothing that a snapshot could be called; the message says what to do."""


def write(
    tables: Mapping[str, pa.Table],
    *,
    is_synthetic: bool,
    name: str | None = None,
    units: Mapping[str, str] | None = None,
    prepare: Callable[[Snapshot], None] = lambda drafted_snapshot: None,
    is_alone: bool = False,
) -> Snapshot:
    """Write ``tables`` as a new snapshot beside the others, verify it, ``prepare`` it, then point to it.

    Nothing points to the new folder until every file in it has been read back and its checksum
    agrees; a process killed at any moment leaves the current snapshot as it was. A name stands for
    one content for good, as answers are kept by it: under a name in use the same tables change
    nothing but the pointer, and others are refused. ``units`` is what the tables were joined from: the
    digest of each by its key. Whoever ``is_alone`` keeps others from writing: all that lies there untried is left by
    one that was killed. Raises SnapshotError when the tables hold no return, the name is another
    snapshot's, or the disk will not take them, and whatever ``prepare`` raises: nothing is written then.
    """
    name = name or new_name()
    root = folder()
    is_new = False
    for left in root.glob(f"[!.]*/{UNTRIED}"):
        if is_alone or atomic_write.is_left(left):  # of an import that was killed
            shutil.rmtree(left.parent, ignore_errors=True)
    try:
        with drafted(tables, is_synthetic=is_synthetic, name=name, units=units) as drafted_snapshot:
            draft = drafted_snapshot.folder
            (draft / UNTRIED).write_text(atomic_write.name(UNTRIED), encoding="utf-8")
            for path in (*draft.iterdir(), draft):
                atomic_write.sync(path, is_private=not is_synthetic)
            try:
                atomic_write.put(draft, root / name)
                is_new = True
            except FileExistsError:
                _refuse_unless_same(name, drafted_snapshot)
            try:
                prepare(read(name))
            except BaseException:
                # Nobody was served from it, and nobody will be.
                shutil.rmtree(root / name if is_new else draft, ignore_errors=True)
                raise
            (root / name / UNTRIED).unlink(missing_ok=True)
            atomic_write.sync(root / name, is_private=not is_synthetic)
            point(name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SnapshotError(f"the snapshot could not be written to {root}: {reason}") from error
    return read(name)


@contextlib.contextmanager
def drafted(
    tables: Mapping[str, pa.Table], *, is_synthetic: bool, name: str = "draft", units: Mapping[str, str] | None = None
) -> Iterator[Snapshot]:
    """``tables`` as a snapshot that lies in a folder of no name, to be tried or put in its place; gone at the end
    where it was not.

    Raises SnapshotError when the tables hold no return or nothing may be called ``name``, and OSError when
    the disk will not take them.
    """
    years = sorted({y for y in tables["episodes"]["return_year"].unique().to_pylist() if y})
    if not years:
        raise SnapshotError("nothing was accepted: no folder held a return with episodes")
    if not NAME.match(name):
        raise SnapshotError(f"{name!r} is not a name for a snapshot; use letters, digits, - and _")
    root = folder()
    draft = root / atomic_write.name("writing")
    try:
        root.mkdir(parents=True, exist_ok=True)
        atomic_write.clear(root)
        # Real children's rows are their owner's alone from the first byte, drafts too.
        draft.mkdir(mode=0o777 if is_synthetic else 0o700)
        sums = {table: _write_table(draft, table, rows) for table, rows in tables.items()}
        snapshot = Snapshot(
            id=name,
            as_at=date(vouched.newest_year(tables), 3, 31),
            is_synthetic=is_synthetic,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            tool_version=__version__,
            authorities=tuple(sorted(a for a in tables["episodes"]["authority_code"].unique().to_pylist() if a)),
            return_years=tuple(years),
            tables=sums,
            folder=draft,
            units=dict(units or {}),
            content=_content(sums),
        )
        said = {k: v for k, v in asdict(snapshot).items() if k != "folder"}
        said = json.loads(json.dumps(said, default=str))
        text = json.dumps({**said, "sha256": digest_of(said)}, indent=1)
        (draft / MANIFEST).write_text(text, encoding="utf-8")
        verify(snapshot)
        yield snapshot
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def new_name() -> str:
    """A name that no snapshot has: the time, and letters by chance."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"


def _refuse_unless_same(name: str, draft: Snapshot) -> None:
    try:
        held = read(name)
        verify(held)
        is_same = (_content(held.tables), held.is_synthetic) == (_content(draft.tables), draft.is_synthetic)
    except SnapshotError:
        is_same = False
    if not is_same:
        raise SnapshotError(
            f"there is a snapshot {name} already, with other content; give another name, "
            f"or delete the folder {folder() / name} first"
        )


def _content(sums: Mapping[str, Mapping[str, object]]) -> str:
    """What the rows of a snapshot come to, whoever loaded them when."""
    return digest_of({table: said for table, said in sums.items() if table != LEDGER})


def point(name: str) -> None:
    """Make ``name`` the current snapshot, by replacing the pointer file in one step."""
    root = folder()
    draft = root / atomic_write.name("pointer")
    try:
        draft.write_text(name, encoding="utf-8")
        atomic_write.sync(draft)
        os.replace(draft, root / POINTER)
        atomic_write.sync(root)
        events.tell("snapshot", snapshot=name, outcome="pointed to")
    finally:
        draft.unlink(missing_ok=True)


def _write_table(draft: Path, table: str, rows: pa.Table) -> dict[str, object]:
    path = draft / f"{table}.parquet"
    # Chunks of rows leave their trace in the file; the same rows are to make the same file.
    pq.write_table(rows.combine_chunks(), path, compression="zstd", compression_level=19, version="2.6")
    return {"sha256": checksum.of(path), "rows": rows.num_rows}


def names() -> list[str]:
    """Every whole snapshot, oldest first; half-written ones are not whole, nor those not tried to the end."""
    folders = [path.parent.name for path in folder().glob(f"*/{MANIFEST}") if not (path.parent / UNTRIED).exists()]
    return sorted(name for name in folders if not name.startswith("."))


def others_like(name: str) -> list[str]:
    """Snapshots that may stand in for ``name``, the newest first: of real children for real ones, invented
    for invented. Where the manifest of ``name`` does not say which, real ones, if there are any."""
    readable: dict[str, Snapshot] = {}
    for other in names():
        with contextlib.suppress(SnapshotError):
            readable[other] = read(other)
    own = readable.pop(name, None)
    kind = own.is_synthetic if own else all(other.is_synthetic for other in readable.values())
    like = [other for other in readable.values() if other.is_synthetic == kind]
    return [other.id for other in sorted(like, key=lambda other: other.created, reverse=True)]


def current_name() -> str | None:
    """The snapshot pointed to; without a pointer the demonstration one; None when there is none.

    Raises DamagedPointer when the pointer names nothing that a snapshot could be called, and SnapshotError
    when the data folder is no folder.
    """
    if fault := settings.data_fault():
        raise SnapshotError(fault)
    pointer = folder() / POINTER
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        existing = names()
        return settings.DEMONSTRATION if settings.DEMONSTRATION in existing else next(reversed(existing), None)
    except (OSError, UnicodeDecodeError):
        name = ""
    if not NAME.match(name):
        raise DamagedPointer(
            f"{pointer} is damaged, so nothing says which snapshot is to be served; python -m sufficiency snapshots "
            "lists those that are sound, and with --use NAME one of them is served again"
        )
    return name


def current() -> Snapshot:
    """The snapshot pointed to; raises SnapshotError where there is none, or it cannot be read."""
    if (name := current_name()) is None:
        raise SnapshotError(f"no snapshot yet in {folder()}: run python -m sufficiency ingest IN")
    return read(name)
