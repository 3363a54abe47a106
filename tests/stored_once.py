"""Stored views of invented children are made once in a run of the tests, by whichever process needs them first.

Their fingerprint says all that their rows depend on, so that a snapshot of the same tables in another folder, under
the same SQL, has the same. Only the file is taken from elsewhere: it is looked for, checked and loaded as ever.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pytest

from sufficiency.snapshot import stored
from sufficiency.snapshot.store import Snapshot

_FIND, _WRITE = stored.find, stored.write


@contextmanager
def kept_in(pool: Path) -> Iterator[None]:
    """What is stored for a snapshot is copied to ``pool``, and what one lacks from there, until the end."""
    pool.mkdir(exist_ok=True)

    def find(snapshot: Snapshot, view: str, mark: str, kind: str = "parquet") -> Path | None:
        path = _FIND(snapshot, view, mark, kind)
        if path is None and snapshot.is_synthetic:
            for kept in pool.glob(f"{view}~{mark}~*.{kind}"):
                _copy(kept, snapshot.folder / stored.FOLDER)
                return _FIND(snapshot, view, mark, kind)
        return path

    def write(snapshot: Snapshot, view: str, mark: str, rows: pa.RecordBatchReader, kinds: Mapping[str, str]) -> None:
        _WRITE(snapshot, view, mark, rows, kinds)
        if snapshot.is_synthetic:
            for path in (snapshot.folder / stored.FOLDER).glob(f"{view}~{mark}~*.parquet"):
                _copy(path, pool)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "find", find)
        patch.setattr(stored, "write", write)
        yield


@contextmanager
def not_at_all() -> Iterator[None]:
    """Each snapshot has only what is made for it, until the end: for tests of the making itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "find", _FIND)
        patch.setattr(stored, "write", _WRITE)
        yield


def _copy(file: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    draft = folder / f"{uuid4()}.draft"
    shutil.copyfile(file, draft)
    os.replace(draft, folder / file.name)
