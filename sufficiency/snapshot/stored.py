"""Stored views beside a snapshot's tables: Parquet, under a fingerprint of all it was made by.

``<snapshot>/stored/<view>~<fingerprint>~<sha256>.parquet``, in ``.arrow`` what marts answer for each place, and in
``.json`` what was found out about the views themselves. The name says what the file was made by
and what it must hold, so that nothing else need be written with it: processes that write the same at
once end with two sound files, and one killed meanwhile with a draft that the next one clears.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sufficiency import __version__
from sufficiency.snapshot import atomic_write, checksum
from sufficiency.snapshot.store import Snapshot

FOLDER = "stored"
TYPES = b"duckdb_types"
# Versions of one view that are left in place: another checkout may still be served from an older one.
KEPT = 3
# One that nobody has taken for so long, and that is no longer current, is removed.
UNUSED_SECONDS = 3600


def fingerprint(snapshot: Snapshot, digest: str) -> str:
    """What the rows of a stored view depend on: ``digest`` (its SQL and all that it reads, macros and
    reference tables among it), the snapshot and the version of this tool."""
    sums = {table: said["sha256"] for table, said in sorted(snapshot.tables.items())}
    said = [__version__, snapshot.as_at.isoformat(), snapshot.is_synthetic, sums, digest]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def find(snapshot: Snapshot, view: str, mark: str, kind: str = "parquet") -> Path | None:
    """The file of ``view`` with the fingerprint ``mark``; None when there is none, or none is whole.

    Its time says from then on that it was taken now, where the disk will.
    """
    for path in sorted((snapshot.folder / FOLDER).glob(f"{view}~{mark}~*.{kind}")):
        with contextlib.suppress(OSError):
            with contextlib.suppress(OSError):  # A disk that is read only.
                os.utime(path)
            if checksum.of(path) == path.stem.rpartition("~")[2]:
                return path
            path.unlink()
    return None


def clear(snapshot: Snapshot, current: Collection[tuple[str, str]], *kinds: str) -> None:
    """Remove the files of these ``kinds`` of all but the ``current`` views and fingerprints that nobody has taken for
    ``UNUSED_SECONDS``: another checkout, with other SQL, may be served from the same folder.

    Each is put aside first and looked at again, so that one taken at this very moment is put back.
    """
    folder = snapshot.folder / FOLDER
    for path in itertools.chain.from_iterable(folder.glob(f"*~*~*.{kind}") for kind in kinds):
        view, mark, _ = path.stem.split("~")
        with contextlib.suppress(OSError):
            if (view, mark) not in current and _is_unused(path):
                aside = folder / atomic_write.name("removing")
                os.replace(path, aside)
                if _is_unused(aside):
                    aside.unlink()
                else:
                    os.replace(aside, path)


def _is_unused(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > UNUSED_SECONDS


def types(path: Path) -> dict[str, str]:
    """DuckDB's type of each column, by name, as the view had it."""
    said: dict[str, str] = json.loads(pq.read_schema(path).metadata[TYPES])
    return said


def write(snapshot: Snapshot, view: str, mark: str, rows: pa.RecordBatchReader, kinds: Mapping[str, str]) -> None:
    """Keep ``rows`` of ``view`` under the fingerprint ``mark``; raises OSError when the disk will not.

    The file has its name only when the disk holds all of it.
    """
    schema = rows.schema.with_metadata({TYPES: json.dumps(dict(kinds))})
    _put(snapshot, f"{view}~{mark}", "parquet", lambda draft: _write(draft, schema, rows))
    _tidy(snapshot.folder / FOLDER, view)


def write_batches(
    snapshot: Snapshot, name: str, mark: str, schema: pa.Schema, batches: Sequence[pa.RecordBatch]
) -> None:
    """Keep ``batches``, each to be read alone, under ``name`` and ``mark`` in place of any other of the ``name`` that
    nobody takes; raises OSError when the disk will not."""

    def write(draft: Path) -> None:
        packed = pa.ipc.IpcWriteOptions(compression="zstd")
        with pa.OSFile(str(draft), "wb") as sink, pa.ipc.new_file(sink, schema, options=packed) as file:
            for batch in batches:
                file.write_batch(batch)

    _put(snapshot, f"{name}~{mark}", "arrow", write)
    _tidy(snapshot.folder / FOLDER, name, "arrow")


def write_text(snapshot: Snapshot, name: str, mark: str, text: str) -> None:
    """Keep ``text``, in place of any other of that ``name`` and ``mark``; raises OSError when the disk
    will not."""
    put = _put(snapshot, f"{name}~{mark}", "json", lambda draft: draft.write_text(text, encoding="utf-8"))
    for path in put.parent.glob(f"{name}~{mark}~*.json"):
        if path != put:
            path.unlink(missing_ok=True)


def _put(snapshot: Snapshot, name: str, kind: str, write: Callable[[Path], object]) -> Path:
    folder = snapshot.folder / FOLDER
    folder.mkdir(mode=0o777 if snapshot.is_synthetic else 0o700, exist_ok=True)
    atomic_write.clear(folder)
    draft = folder / atomic_write.name("storing")
    try:
        write(draft)
        atomic_write.sync(draft, is_private=not snapshot.is_synthetic)
        path = folder / f"{name}~{checksum.of(draft)}.{kind}"
        os.replace(draft, path)
        atomic_write.sync(folder, is_private=not snapshot.is_synthetic)
    finally:
        draft.unlink(missing_ok=True)
    return path


def _write(path: Path, schema: pa.Schema, rows: pa.RecordBatchReader) -> None:
    batches = iter(rows)
    first = next(batches, pa.RecordBatch.from_pylist([], schema=rows.schema))
    steps = _better_as_steps(first)
    with pq.ParquetWriter(path, schema, **_encoded(schema.names, steps)) as writer:
        for batch in itertools.chain([first], batches):
            writer.write_batch(batch)


def _encoded(names: Sequence[str], steps: Sequence[str]) -> dict[str, Any]:
    """How columns are written: ``steps`` of them as differences from row to row, others by dictionary."""
    return {
        "compression": "zstd",
        "compression_level": 9,
        "use_dictionary": [name for name in names if name not in steps],
        "column_encoding": {name: "DELTA_BINARY_PACKED" for name in steps},
    }


def _better_as_steps(batch: pa.RecordBatch) -> list[str]:
    """Columns of whole numbers that take less room as steps from row to row than as a dictionary."""
    names = [f.name for f in batch.schema if f.type in (pa.int32(), pa.int64()) and batch.num_rows]
    if not names:
        return []
    rows = pa.Table.from_batches([batch]).select(names)
    sizes = []
    for steps in ([], names):
        sink = pa.BufferOutputStream()
        pq.write_table(rows, sink, **_encoded(names, steps))
        group = pq.ParquetFile(pa.BufferReader(sink.getvalue())).metadata.row_group(0)
        sizes.append([group.column(i).total_compressed_size for i in range(len(names))])
    return [name for name, whole, steps in zip(names, *sizes, strict=True) if steps < whole]


def _tidy(folder: Path, view: str, kind: str = "parquet") -> None:
    with contextlib.suppress(OSError):
        held = sorted(folder.glob(f"{view}~*.{kind}"), key=lambda path: path.stat().st_mtime)
        for path in held[:-KEPT]:
            path.unlink(missing_ok=True)
