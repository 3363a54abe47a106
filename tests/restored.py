"""A folder that tests of one file change in turn: each has it as it was before all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def restored(folder: Path) -> Iterator[Path]:
    """``folder``, whose files and folders are afterwards what they were."""
    paths = set(folder.rglob("*"))
    before = {path: path.read_bytes() for path in paths if path.is_file()}
    try:
        yield folder
    finally:
        for path in sorted(set(folder.rglob("*")) - paths, reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        for path in sorted(paths - before.keys()):
            path.mkdir(exist_ok=True)
        for path, text in before.items():
            if not path.exists() or path.read_bytes() != text:
                path.write_bytes(text)
