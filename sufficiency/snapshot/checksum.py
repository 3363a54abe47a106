"""The checksum by which a file is known to be as it was written."""

from __future__ import annotations

import hashlib
from pathlib import Path


def of(path: Path) -> str:
    """The sha256 of one file, in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
