"""Public reference tables: every CSV of data/reference as rows of text."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pandas as pd

# What a table, a view or a column may be called.
NAME = re.compile(r"^[a-z][a-z0-9_]*\Z")


class BrokenReference(ValueError):
    """A reference file that cannot be read; the message names it."""


def digests(folder: Path) -> dict[str, str]:
    """The sha256 of each table's file, by name; a file no table could be named for is left out."""
    files = [path for path in sorted(folder.glob("*.csv")) if NAME.match(path.stem)]
    return {path.stem: sha256(path.read_bytes()).hexdigest() for path in files}


def rows(folder: Path, table: str) -> pd.DataFrame:
    """The rows of one table, every column text and an empty cell null; raises BrokenReference."""
    path = folder / f"{table}.csv"
    try:
        stat = path.stat()
    except OSError as error:
        raise BrokenReference(f"data/reference/{path.name}: {error.strerror}") from error
    return _read(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=200)
def _read(path: Path, changed: int, size: int) -> pd.DataFrame:
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8-sig")
    except (ValueError, OSError) as error:
        raise BrokenReference(f"data/reference/{path.name}: {error}") from error
