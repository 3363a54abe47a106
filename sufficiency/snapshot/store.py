"""Versioned folders of Parquet, each with a manifest of checksums, and the pointer to one."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sufficiency import __version__, settings
from sufficiency.snapshot import atomic_write, checksum, format, vouched

MANIFEST = "manifest.json"
POINTER = "current"
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]*\Z")


class SnapshotError(RuntimeError):
    """A snapshot that cannot be served; the message names the file and what to do."""


@dataclass(frozen=True)
class Snapshot:
    """One immutable import: its tables' checksums and rows, and what the data describes."""

    id: str
    as_at: date
    is_synthetic: bool
    created: str
    tool_version: str
    authorities: tuple[str, ...]
    return_years: tuple[int, ...]
    tables: Mapping[str, Mapping[str, object]]
    folder: Path
    format: int = format.FORMAT

    def file(self, table: str) -> Path:
        """Where one table's Parquet lies."""
        return self.folder / f"{table}.parquet"

    @cached_property
    def lacks(self) -> Mapping[str, tuple[str, ...]]:
        """Declared columns that its files do not hold, by table; () for a table it has not at all.

        Raises SnapshotError when a file cannot be read.
        """
        try:
            held = {table: frozenset(pq.read_schema(self.file(table)).names) for table in self.tables}
        except (OSError, pa.ArrowException) as error:
            raise SnapshotError(f"snapshot {self.id}: a table cannot be read; ingest the returns again") from error
        return format.lacking(held)

    @property
    def shortfall(self) -> str:
        """What it lacks and what follows from it, in a sentence; '' when it lacks nothing."""
        return format.words(self.lacks)


def folder() -> Path:
    """Where snapshots are kept."""
    return settings.data_folder() / "snapshots"


def write(
    tables: Mapping[str, pa.Table],
    *,
    is_synthetic: bool,
    name: str | None = None,
    prepare: Callable[[Snapshot], None] = lambda made: None,
) -> Snapshot:
    """Write ``tables`` as a new snapshot beside the others, verify it, ``prepare`` it, then point to it.

    Nothing points to the new folder until every file in it has been read back and its checksum
    agrees; a process killed at any moment leaves the current snapshot as it was. A name stands for
    one content for good, as answers are kept by it: under a name in use the same tables change
    nothing but the pointer, and others are refused. Raises SnapshotError when the tables hold no
    return, the name is another snapshot's, or the disk will not take them.
    """
    years = sorted({y for y in tables["episodes"]["return_year"].unique().to_pylist() if y})
    if not years:
        raise SnapshotError("nothing was accepted: no folder held a return with episodes")
    stamp = datetime.now(UTC)
    name = name or f"{stamp:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
    if not NAME.match(name):
        raise SnapshotError(f"{name!r} will not do as a snapshot's name: letters, digits, - and _")
    authorities = sorted(a for a in tables["episodes"]["authority_code"].unique().to_pylist() if a)
    root = folder()
    draft = root / atomic_write.name("writing")
    try:
        root.mkdir(parents=True, exist_ok=True)
        atomic_write.clear(root)
        # Real children's rows are their owner's alone from the first byte, drafts too.
        draft.mkdir(mode=0o777 if is_synthetic else 0o700)
        sums = {table: _write_table(draft, table, rows) for table, rows in tables.items()}
        made = Snapshot(
            id=name,
            as_at=date(vouched.newest_year(tables), 3, 31),
            is_synthetic=is_synthetic,
            created=stamp.isoformat(timespec="seconds"),
            tool_version=__version__,
            authorities=tuple(authorities),
            return_years=tuple(years),
            tables=sums,
            folder=draft,
        )
        said = {k: v for k, v in asdict(made).items() if k != "folder"}
        said = json.loads(json.dumps(said, default=str))
        text = json.dumps({**said, "sha256": _digest_of(said)}, indent=1)
        (draft / MANIFEST).write_text(text, encoding="utf-8")
        verify(made)
        for path in (*draft.iterdir(), draft):
            atomic_write.sync(path, is_private=not is_synthetic)
        try:
            atomic_write.put(draft, root / name)
        except FileExistsError:
            _refuse_unless_same(name, made)
        prepare(read(name))
        point(name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SnapshotError(f"the snapshot could not be written to {root}: {reason}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return read(name)


def _refuse_unless_same(name: str, made: Snapshot) -> None:
    try:
        held = read(name)
        verify(held)
        is_same = (held.tables, held.is_synthetic) == (made.tables, made.is_synthetic)
    except SnapshotError:
        is_same = False
    if not is_same:
        raise SnapshotError(
            f"there is a snapshot {name} already, with other content; give another name, "
            f"or delete the folder {folder() / name} first"
        )


def point(name: str) -> None:
    """Make ``name`` the current snapshot, by replacing the pointer file in one step."""
    root = folder()
    draft = root / atomic_write.name("pointer")
    try:
        draft.write_text(name, encoding="utf-8")
        atomic_write.sync(draft)
        os.replace(draft, root / POINTER)
        atomic_write.sync(root)
    finally:
        draft.unlink(missing_ok=True)


def _write_table(draft: Path, table: str, rows: pa.Table) -> dict[str, object]:
    path = draft / f"{table}.parquet"
    pq.write_table(rows, path, compression="zstd", compression_level=19, version="2.6")
    return {"sha256": checksum.of(path), "rows": rows.num_rows}


def names() -> list[str]:
    """Every whole snapshot, oldest first; half-written ones are not whole."""
    found = [path.parent.name for path in folder().glob(f"*/{MANIFEST}")]
    return sorted(name for name in found if not name.startswith("."))


def current_name() -> str | None:
    """The snapshot pointed to; without a pointer the demonstration one; None when there is none.

    Raises SnapshotError when the pointer names nothing that a snapshot could be called.
    """
    pointer = folder() / POINTER
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        found = names()
        return settings.DEMONSTRATION if settings.DEMONSTRATION in found else next(reversed(found), None)
    except (OSError, UnicodeDecodeError):
        name = ""
    if not NAME.match(name):
        raise SnapshotError(f"{pointer} is damaged; write the name of a snapshot in it")
    return name


def read(name: str) -> Snapshot:
    """The snapshot called ``name``, in this tool's format or an older one.

    Raises SnapshotError when its format is newer, or its manifest cannot be trusted.
    """
    path = folder() / name / MANIFEST
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        written_in = said.get("format", 1)
        if type(written_in) is not int or written_in < 1:
            raise ValueError("a format is a number from 1")
        if written_in > format.FORMAT:
            raise SnapshotError(
                f"snapshot {name}: {MANIFEST} says format {written_in}, which is newer than this tool "
                f"reads ({format.FORMAT}); upgrade the tool"
            )
        if said.pop("sha256") != _digest_of(said):
            raise ValueError("the manifest has changed since it was written")
        for table in said["tables"]:
            if not NAME.match(table):
                raise ValueError("not the name of a table")
        known = {field.name for field in fields(Snapshot)}
        return Snapshot(
            **{
                **{key: value for key, value in said.items() if key in known},
                "as_at": date.fromisoformat(said["as_at"]),
                "authorities": tuple(said["authorities"]),
                "return_years": tuple(said["return_years"]),
                "format": written_in,
                "folder": path.parent,
            }
        )
    except FileNotFoundError as error:
        raise SnapshotError(f"there is no snapshot {name}; ingest the returns again") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SnapshotError(
            f"snapshot {name}: {MANIFEST} is damaged; restore it or ingest the returns again"
        ) from error


def verify(snapshot: Snapshot) -> None:
    """Compare every file with its checksum; raises SnapshotError naming the first that differs.

    A flipped bit in Parquet is read without complaint more often than not, hence the checksums.
    """
    for table, expected in snapshot.tables.items():
        path = snapshot.file(table)
        if not path.exists() or checksum.of(path) != expected["sha256"]:
            raise SnapshotError(
                f"snapshot {snapshot.id}: {path.name} is missing or has changed since it was "
                "written; restore it or ingest the returns again"
            )


def _digest_of(fields: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
