"""Public reference tables: every CSV of data/reference as rows of text."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pandas as pd


class BrokenReference(ValueError):
    """A reference file that cannot be read; the message names it."""


def digests(folder: Path) -> dict[str, str]:
    """The sha256 of each table, by name."""
    return {path.stem: sha256(path.read_bytes()).hexdigest() for path in _files(folder)}


def rows(folder: Path, table: str) -> pd.DataFrame:
    """The rows of one table, every column text and an empty cell null; raises BrokenReference."""
    path = folder / f"{table}.csv"
    stat = path.stat()
    return _read(path, stat.st_mtime_ns, stat.st_size)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.csv"))


@lru_cache(maxsize=200)
def _read(path: Path, changed: int, size: int) -> pd.DataFrame:
    try:
        return pd.read_csv(
            path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8-sig"
        )
    except (ValueError, OSError) as error:
        raise BrokenReference(f"data/reference/{path.name}: {error}") from error
