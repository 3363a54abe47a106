"""Units: what one authority sent for one year, or one list, as it was accepted; kept degraded, never changed.

``units/<digest>/`` holds a Parquet file a table and ``unit.json``, which says whose it is and what each
file must hold. The digest is that of ``unit.json``, so the same content has the same place, and nothing
in a unit can change without its name being wrong.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sufficiency import settings
from sufficiency.snapshot import atomic_write, checksum
from sufficiency.snapshot.store import SnapshotError

SAID = "unit.json"
DIGEST = re.compile(r"^[0-9a-f]{64}\Z")
TABLE = re.compile(r"^[a-z][a-z0-9_]*\Z")
# How ONS codes an authority; no table is called so.
AUTHORITY = re.compile(r"^[A-Z]\d{8}\Z")
# An authority's year of returns; a list's kind is the name of its table.
RETURN = "return"


@dataclass(frozen=True)
class Name:
    """What a unit is of: an authority's return year, its own table of a quarter or day, or a list by its table and
    the date or file it is known by."""

    kind: str
    authority_code: str | None = None
    return_year: int | None = None
    label: str = ""

    @property
    def key(self) -> str:
        """The one text by which the unit replaces another: ``E09000007/2025``,
        ``E09000007/found_placements/2026-03-31``, ``provision_register/2025-03-31``."""
        if self.kind == RETURN:
            return f"{self.authority_code}/{self.return_year}"
        if self.authority_code:
            return f"{self.authority_code}/{self.kind}/{self.label}"
        return f"{self.kind}/{self.label}" if self.label else self.kind


@dataclass(frozen=True)
class Unit:
    """One unit as it is kept: ``tables`` gives each file's checksum and rows.

    ``key_mark`` tells which key made its children's ids; '' where that is not known.
    """

    name: Name
    is_synthetic: bool
    key_mark: str
    tables: Mapping[str, Mapping[str, object]]
    digest: str = field(default="", compare=False)

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return folder() / self.digest

    def read(self, table: str) -> pa.Table | None:
        """One table's rows; None where it holds none. Raises SnapshotError when its file has changed."""
        if table not in self.tables:
            return None
        path = self.folder / f"{table}.parquet"
        try:
            data = path.read_bytes()
        except OSError as error:
            raise _damaged(self.digest, path.name) from error
        if hashlib.sha256(data).hexdigest() != self.tables[table]["sha256"]:
            raise _damaged(self.digest, path.name)
        return pq.read_table(pa.BufferReader(data))


def name_of(key: str) -> Name:
    """The name of which ``key`` is the key."""
    first, _, rest = key.partition("/")
    if AUTHORITY.match(first) and rest.isdigit():
        return Name(RETURN, first, int(rest))
    if AUTHORITY.match(first):
        kind, _, label = rest.partition("/")
        return Name(kind, first, label=label)
    return Name(first, label=rest)


def folder() -> Path:
    """Where units are kept."""
    return settings.data_folder() / "units"


def write(name: Name, tables: Mapping[str, pa.Table], *, is_synthetic: bool, key_mark: str) -> Unit:
    """Keep ``tables`` (those with rows) as a unit, and give it; the same content is kept once.

    Real children's rows are their owner's alone from the first byte. Raises OSError when the disk
    will not take them.
    """
    root = folder()
    root.mkdir(mode=0o777 if is_synthetic else 0o700, parents=True, exist_ok=True)
    atomic_write.clear(root)
    draft = root / atomic_write.name("unit")
    try:
        draft.mkdir(mode=0o777 if is_synthetic else 0o700)
        sums = {table: _write_table(draft, table, rows) for table, rows in sorted(tables.items()) if rows.num_rows}
        text = _text(Unit(name, is_synthetic, key_mark, sums))
        digest = hashlib.sha256(text.encode()).hexdigest()
        (draft / SAID).write_text(text, encoding="utf-8")
        for path in (*draft.iterdir(), draft):
            atomic_write.sync(path, is_private=not is_synthetic)
        if not is_whole(digest):
            shutil.rmtree(root / digest, ignore_errors=True)
            atomic_write.put(draft, root / digest)
            atomic_write.sync(root)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Unit(name, is_synthetic, key_mark, sums, digest)


def read(digest: str) -> Unit:
    """The unit whose content is ``digest``; raises SnapshotError when it is not there or has changed."""
    path = folder() / digest / SAID
    try:
        data = path.read_bytes()
        if not DIGEST.match(digest) or hashlib.sha256(data).hexdigest() != digest:
            raise ValueError("the unit has changed since it was written")
        said = json.loads(data)
        if not all(TABLE.match(table) for table in said["tables"]):
            raise ValueError("not the name of a table")
        return Unit(Name(**said["name"]), said["is_synthetic"], said["key_mark"], said["tables"], digest)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(digest, SAID) from error


def digests() -> list[str]:
    """Every unit kept, whether or not a snapshot holds it."""
    return sorted(path.name for path in folder().glob("*") if DIGEST.match(path.name))


def is_whole(digest: str) -> bool:
    """True where the unit whose content is ``digest`` is there, and every file of it as it was written."""
    try:
        held = read(digest)
    except SnapshotError:
        return False
    paths = {held.folder / f"{table}.parquet": said["sha256"] for table, said in held.tables.items()}
    return all(path.is_file() and checksum.of(path) == said for path, said in paths.items())


def _write_table(draft: Path, table: str, rows: pa.Table) -> dict[str, object]:
    path = draft / f"{table}.parquet"
    # Chunks of rows leave their trace in the file; the same rows are to make the same file.
    pq.write_table(rows.combine_chunks(), path, compression="zstd", compression_level=9, version="2.6")
    return {"sha256": checksum.of(path), "rows": rows.num_rows}


def _text(unit: Unit) -> str:
    said = {key: value for key, value in asdict(unit).items() if key != "digest"}
    return json.dumps(said, sort_keys=True, indent=1)


def _damaged(digest: str, file: str) -> SnapshotError:
    return SnapshotError(
        f"unit {digest[:12]}: {file} is missing or has changed since it was written; restore the folder units "
        "from its backup, or ingest that return again"
    )
