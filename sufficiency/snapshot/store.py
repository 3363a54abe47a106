"""Versioned folders of Parquet, each with a manifest of checksums, and the pointer to one."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sufficiency import settings
from sufficiency.snapshot import atomic_write

VERSION = "0.1.0"
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

    def file(self, table: str) -> Path:
        """Where one table's Parquet lies."""
        return self.folder / f"{table}.parquet"


def folder() -> Path:
    """Where snapshots are kept."""
    return settings.data_folder() / "snapshots"


def write(tables: Mapping[str, pa.Table], *, is_synthetic: bool, name: str | None = None) -> Snapshot:
    """Write ``tables`` as a new snapshot beside the others, verify it, then point to it.

    Nothing points to the new folder until every file in it has been read back and its checksum
    agrees; a process killed at any moment leaves the current snapshot as it was.
    Raises SnapshotError when the tables hold no return, or the disk will not take them.
    """
    years = sorted({y for y in tables["episodes"]["return_year"].unique().to_pylist() if y})
    if not years:
        raise SnapshotError("nothing was accepted: no folder held a return with episodes")
    stamp = datetime.now(UTC)
    name = name or f"{stamp:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
    if not NAME.match(name):
        raise SnapshotError(f"{name!r} will not do as a snapshot's name: letters, digits, - and _")
    authorities = sorted(a for a in tables["episodes"]["authority_code"].unique().to_pylist())
    root = folder()
    draft = root / atomic_write.name("writing")
    try:
        root.mkdir(parents=True, exist_ok=True)
        atomic_write.clear(root)
        draft.mkdir()
        sums = {table: _write_table(draft, table, rows) for table, rows in tables.items()}
        made = Snapshot(
            id=name,
            as_at=date(years[-1], 3, 31),
            is_synthetic=is_synthetic,
            created=stamp.isoformat(timespec="seconds"),
            tool_version=VERSION,
            authorities=tuple(authorities),
            return_years=tuple(years),
            tables=sums,
            folder=draft,
        )
        fields = {k: v for k, v in asdict(made).items() if k != "folder"}
        fields = json.loads(json.dumps(fields, default=str))
        text = json.dumps({**fields, "sha256": _digest_of(fields)}, indent=1)
        (draft / MANIFEST).write_text(text, encoding="utf-8")
        verify(made)
        for path in (*draft.iterdir(), draft):
            atomic_write.sync(path)
        atomic_write.put(draft, root / name)
        point(name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SnapshotError(f"the snapshot could not be written to {root}: {reason}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return read(name)


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
    return {"sha256": _digest(path), "rows": rows.num_rows}


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
        return settings.DEMONSTRATION if settings.DEMONSTRATION in found else (found or [None])[-1]
    except (OSError, UnicodeDecodeError):
        name = ""
    if not NAME.match(name):
        raise SnapshotError(f"{pointer} is damaged; write the name of a snapshot in it")
    return name


def read(name: str) -> Snapshot:
    """The snapshot called ``name``; raises SnapshotError when its manifest cannot be trusted."""
    path = folder() / name / MANIFEST
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        if fields.pop("sha256") != _digest_of(fields):
            raise ValueError("the manifest has changed since it was written")
        for table in fields["tables"]:
            if not NAME.match(table):
                raise ValueError("not the name of a table")
        return Snapshot(
            **{
                **fields,
                "as_at": date.fromisoformat(fields["as_at"]),
                "authorities": tuple(fields["authorities"]),
                "return_years": tuple(fields["return_years"]),
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
        if not path.exists() or _digest(path) != expected["sha256"]:
            raise SnapshotError(
                f"snapshot {snapshot.id}: {path.name} is missing or has changed since it was "
                "written; restore it or ingest the returns again"
            )


def _digest_of(fields: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
