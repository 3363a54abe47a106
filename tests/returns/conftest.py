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


@pytest.fixture
def send(tmp_path: Path) -> Send:
    """Write files into a folder and read it."""

    def _send(files: Mapping[str, str | bytes]) -> Import:
        for name, content in files.items():
            path = tmp_path / "in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read(tmp_path / "in", key=KEY, today=TODAY)

    return _send
