"""A snapshot and the manifest that says what it holds: read, and compared with what is there."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sufficiency import settings
from sufficiency.reference import regions
from sufficiency.reference.tables import Row
from sufficiency.snapshot import checksum, format

MANIFEST = "manifest.json"
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
    # The digest of each unit by its key, none where it was not made of units; what its rows come to.
    units: Mapping[str, str] = field(default_factory=dict)
    content: str = ""

    @cached_property
    def region(self) -> Row:
        """The region of those who have sent, as ``data/reference/regions.csv`` has it."""
        return regions.of(self.authorities)

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
        if said.pop("sha256") != digest_of(said):
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


def digest_of(fields: Mapping[str, object]) -> str:
    """The sha256 of what a manifest says, however its fields are ordered."""
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
