"""The report of problems as a CSV file that only its owner can read."""

from __future__ import annotations

import csv
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from sufficiency.returns.notes import Note

# A spreadsheet runs a cell that begins so as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NOTE = "note"
COLUMNS = ("severity", "file", "line", "column", "value", "rule", "message", "remedy")


def write_report(problems: pa.Table, path: Path, notes: Iterable[Note] = ()) -> None:
    """Write ``problems``, and after them what else is said, to ``path`` (mode 0600), whole or not at all.

    Raises OSError when the folder cannot be written to.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            chosen = [problems[name].to_pylist() for name in COLUMNS]
            writer.writerows([_safe(cell) for cell in row] for row in zip(*chosen, strict=True))
            writer.writerows([NOTE, _safe(n.file), "", "", "", "", _safe(n.words), ""] for n in notes)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _safe(cell: object) -> object:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
    return cell
