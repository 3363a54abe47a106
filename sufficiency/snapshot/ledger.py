"""The ledger: for every unit who loaded, held or withdrew it, when, from which files, and what it replaced.

A file of lines of JSON beside the units, only ever added to, and a table without a child's data in each
snapshot, which is as the ledger was when the snapshot was made.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from sufficiency import events
from sufficiency.snapshot import units
from sufficiency.snapshot.store import SnapshotError

TABLE = "ledger"
FILE = "ledger.jsonl"
LOADED, HELD, WITHDRAWN, ADOPTED, DROPPED = "loaded", "held", "withdrawn", "adopted", "dropped"


@dataclass(frozen=True)
class Entry:
    """One act on one unit. ``files`` maps each file's name to its sha256; ``replaced`` is the digest of
    the unit that was served before; ``codes`` are those of the checks that stopped it, or, where it was
    loaded, that somebody accepted, and ``because`` says why they did."""

    act: str
    name: units.Name
    digest: str
    who: str
    snapshot: str = ""
    files: Mapping[str, str] | None = None
    row_count: int = 0
    replaced: str = ""
    replaced_row_count: int = 0
    codes: tuple[str, ...] = ()
    because: str = ""
    at: str = ""
    number: int = 0


def path() -> Path:
    """Where the ledger lies."""
    return units.folder() / FILE


def numbered(entries: Iterable[Entry]) -> list[Entry]:
    """``entries`` with their numbers and the time, as they are to be added."""
    first, now = len(read()) + 1, datetime.now(UTC).isoformat(timespec="seconds")
    return [replace(entry, number=first + at, at=now) for at, entry in enumerate(entries)]


def append(entries: Sequence[Entry], *, is_private: bool) -> None:
    """Add ``entries``, numbered before; the disk holds them when this returns. Raises OSError."""
    lines = "".join(json.dumps(asdict(entry), sort_keys=True) + "\n" for entry in entries)
    path().parent.mkdir(mode=0o700 if is_private else 0o777, parents=True, exist_ok=True)
    _mend()
    handle = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600 if is_private else 0o666)
    if is_private:
        path().chmod(0o600)  # It may have been begun with invented returns.
        path().parent.chmod(0o700)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())
    for entry in entries:
        checks = ", ".join(entry.codes) or None
        events.tell("import", outcome=entry.act, unit=entry.name.key, snapshot=entry.snapshot or None, checks=checks)


def read() -> list[Entry]:
    """Every entry, oldest first; a last line that a process did not live to end is no entry.

    Raises SnapshotError where another line cannot be read.
    """
    try:
        lines = path().read_text(encoding="utf-8").splitlines(keepends=True)
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise SnapshotError(f"{path()} cannot be read; restore it from its backup") from error
    known = {field.name for field in fields(Entry)}
    entries = []
    for number, line in enumerate(lines, start=1):
        if not line.endswith("\n"):
            break
        try:
            said = {key: value for key, value in json.loads(line).items() if key in known}
            entries.append(Entry(**{**said, "name": units.Name(**said["name"]), "codes": tuple(said["codes"])}))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SnapshotError(f"{path()}: line {number} is damaged; restore the file from its backup") from error
    return entries


def table(entries: Iterable[Entry], served: Collection[str], columns: Mapping[str, str]) -> pa.Table:
    """The ledger as a table of a snapshot that holds the units ``served``, with the declared ``columns``."""
    newest = {entry.digest: entry.number for entry in entries if entry.act in (LOADED, ADOPTED)}
    rows = [_row(entry, entry.digest in served and newest.get(entry.digest) == entry.number) for entry in entries]
    kinds = {"INTEGER": pa.int32(), "BOOLEAN": pa.bool_(), "VARCHAR": pa.string(), "BIGINT": pa.int64()}
    arrays = {name: pa.array([row[name] for row in rows], kinds[kind]) for name, kind in columns.items()}
    return pa.table(arrays)


def _row(entry: Entry, is_served: bool) -> dict[str, object]:
    files = entry.files or {}
    return {
        "entry_number": entry.number,
        "entered_at": entry.at,
        "entered_by": entry.who,
        "act": entry.act,
        "unit_kind": entry.name.kind,
        "authority_code": entry.name.authority_code,
        "return_year": entry.name.return_year,
        "unit_label": entry.name.label,
        "unit_digest": entry.digest,
        "file_count": len(files),
        "file_digests": "; ".join(f"{name} {digest[:12]}" for name, digest in sorted(files.items())),
        "row_count": entry.row_count,
        "replaced_digest": entry.replaced or None,
        "replaced_row_count": entry.replaced_row_count if entry.replaced else None,
        "check_codes": ", ".join(entry.codes),
        "because": entry.because,
        "is_served": is_served,
    }


def _mend() -> None:
    """Take away a last line that was not ended."""
    try:
        data = path().read_bytes()
    except FileNotFoundError:
        return
    if data and not data.endswith(b"\n"):
        os.truncate(path(), data.rfind(b"\n") + 1)
