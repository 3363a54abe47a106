"""Folders of returns made in a test and read by the importer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from sufficiency.returns import Import, read

KEY = b"a key for tests alone"
TODAY = date(2026, 6, 1)

Send = Callable[[Mapping[str, str | bytes]], Import]


def read_files(folder: Path, files: Mapping[str, str | bytes]) -> Import:
    """Write ``files`` under ``folder`` and read it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(folder, key=KEY, today=TODAY)


@pytest.fixture
def send(tmp_path: Path) -> Send:
    """Write files into a folder and read it."""

    return lambda files: read_files(tmp_path / "in", files)
