"""Public reference tables: every CSV of data/reference, read in this one place.

A file that changes is read again at the next call; a file that cannot be read is named. Words in braces stand for
those of the region that is served (``served``).
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

import pyarrow as pa

from sufficiency import settings
from sufficiency.plurals import counted
from sufficiency.reference import served

# What a table, a view or a column may be called.
NAME = re.compile(r"^[a-z][a-z0-9_]*\Z")
# Files kept as they were read, those since changed among them.
MOST_KEPT = 256

Row = Mapping[str, str]
Stamp = tuple[str, int, int]
Value = TypeVar("Value")
# Every function declared with derived_from.
_derived: list[Callable[[], object]] = []
# The stamps of files that were looked at, inside at_one_moment.
_seen: ContextVar[dict[tuple[object, str], Any] | None] = ContextVar("seen", default=None)


class BrokenReference(ValueError):
    """A reference file that cannot be read; the message names it."""


class _Cells(dict[str, str]):
    """The cells of a row by column; one that is not there is a fault of the file, which is named."""

    def __init__(self, table: str, cells: Iterable[tuple[str, str]]) -> None:
        super().__init__(cells)
        self._table = table

    def __missing__(self, column: str) -> str:
        raise BrokenReference(f"{_file(self._table)}: the column {column!r} is missing")


def digests(folder: Path) -> dict[str, str]:
    """The sha256 of each table, by name, as the region that is served reads it; a file no table could be named for
    is left out."""
    files = [path for path in sorted(folder.glob("*.csv")) if NAME.match(path.stem)]
    return {path.stem: _digest(path.read_bytes()) for path in files}


def _digest(text: bytes) -> str:
    is_filled = served.PLACEHOLDER.search(text.decode("utf-8", "replace"))
    return sha256(text + (region()["region_code"].encode() if is_filled else b"")).hexdigest()


def rows(folder: Path, table: str) -> pa.Table:
    """The rows of one table, every column text and an empty cell null; raises BrokenReference."""
    return _arrow(_stamp(folder, table), _spoken_of())


def cells(folder: Path, table: str) -> dict[str, list[str | None]]:
    """As :func:`rows`, each column's cells by its name, not kept."""
    return _columns(_stamp(folder, table), _spoken_of())


def names() -> list[str]:
    """Every table of ``data/reference``, by name."""
    return sorted(path.stem for path in settings.REFERENCE.glob("*.csv") if NAME.match(path.stem))


def records(table: str) -> tuple[Row, ...]:
    """The rows of ``data/reference/<table>.csv`` in their order, every cell text, an empty one ''.

    Raises BrokenReference.
    """
    return _records(_stamp(settings.REFERENCE, table), _spoken_of())


def region() -> Row:
    """The row of ``data/reference/regions.csv`` that is spoken of: the first, where nothing has said so."""
    return served.current() or records("regions")[0]


def named() -> str:
    """The region in the middle of a sentence: London, the North East."""
    return region()["region"]


def filled(text: str) -> str:
    """``text`` with the words of the region that is spoken of: ``{region}`` is London or the North East."""
    return served.fill(text, region()) if served.PLACEHOLDER.search(text) else text


def derived_from(*names: str) -> Callable[[Callable[[], Value]], Callable[[], Value]]:
    """Keep what a function makes of the tables ``names`` until one of them changes.

    What goes wrong while it reads them, such as a column that is not there, is raised as
    BrokenReference with the names of the files.
    """

    def keep(make: Callable[[], Value]) -> Callable[[], Value]:
        @lru_cache(maxsize=2)
        def cached(stamps: tuple[Stamp, ...], region: str) -> Value:
            try:
                return make()
            except BrokenReference:
                raise
            except (LookupError, ValueError, TypeError) as error:
                files = ", ".join(_file(name) for name in names)
                missing = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
                raise BrokenReference(f"{files}: {missing}") from error

        @wraps(make)
        def current() -> Value:
            key, seen = (cached, _spoken_of()), _seen.get()
            if seen is not None and key in seen:
                return cast(Value, seen[key])
            value = cached(tuple(_stamp(settings.REFERENCE, name) for name in names), key[1])
            if seen is not None:
                seen[key] = value
            return value

        _derived.append(current)
        return current

    return keep


@contextmanager
def at_one_moment() -> Iterator[None]:
    """Inside, each file is as it was when it was first looked at: a page asks some thousands of times, and is
    never of two editions of one table."""
    token = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(token)


def demand() -> None:
    """Raise BrokenReference for the first table that cannot be read or used for what is derived from
    it in the modules loaded."""
    for current in _derived:
        current()


def _spoken_of() -> str:
    row = served.current()
    return row["region_code"] if row else ""


def _stamp(folder: Path, table: str) -> Stamp:
    seen = _seen.get()
    if seen is None:
        return _looked_at(folder, table)
    if (folder, table) not in seen:
        seen[folder, table] = _looked_at(folder, table)
    stamp: Stamp = seen[folder, table]
    return stamp


def _looked_at(folder: Path, table: str) -> Stamp:
    path = f"{folder}{os.sep}{table}.csv"
    try:
        stat = os.stat(path)
    except OSError as error:
        raise BrokenReference(f"{_file(table)}: {error.strerror}") from error
    return path, stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=MOST_KEPT)
def _read(stamp: Stamp) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Names of columns, and cells row by row."""
    path = Path(stamp[0])
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.reader(handle, strict=True)
            names = tuple(next(reader, ()))
            if not names or len(set(names)) < len(names) or not all(names):
                raise ValueError("its first line must name each column once")
            cells = []
            for row in reader:
                if row and len(row) != len(names):
                    raise ValueError(
                        f"line {reader.line_num} has {counted(len(row), 'cell')} for {counted(len(names), 'column')}"
                    )
                if row:
                    cells.append(tuple(row))
    except UnicodeDecodeError as error:
        raise BrokenReference(f"{_file(path.stem)}: save the file as UTF-8") from error
    except (ValueError, OSError, csv.Error) as error:
        raise BrokenReference(f"{_file(path.stem)}: {error}") from error
    return names, tuple(cells)


@lru_cache(maxsize=MOST_KEPT)  # most are as they were read; to look through them takes a tenth of opening a database
def _words(stamp: Stamp, region: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """As :func:`_read`, filled for the region whose code is given; '' is the usual one."""
    names, cells = _read(stamp)
    if not any("{" in "".join(row) for row in cells):
        return names, cells
    return names, tuple(tuple(filled(cell) if "{" in cell else cell for cell in row) for row in cells)


@lru_cache(maxsize=MOST_KEPT)
def _arrow(stamp: Stamp, region: str) -> pa.Table:
    columns = _columns(stamp, region)
    return pa.table({name: pa.array(column, pa.string()) for name, column in columns.items()})


def _columns(stamp: Stamp, region: str) -> dict[str, list[str | None]]:
    names, cells = _words(stamp, region)
    columns = zip(*cells, strict=True) if cells else [()] * len(names)
    return {name: [cell or None for cell in column] for name, column in zip(names, columns, strict=True)}


@lru_cache(maxsize=MOST_KEPT)
def _records(stamp: Stamp, region: str) -> tuple[Row, ...]:
    names, cells = _words(stamp, region)
    table = Path(stamp[0]).stem
    return tuple(_Cells(table, zip(names, row, strict=True)) for row in cells)


def _file(table: str) -> str:
    return f"data/reference/{table}.csv"
