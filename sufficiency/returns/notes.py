"""What is said of an import though nothing is wrong: what was not read, and what is not counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """One thing said of one file or folder."""

    file: str
    words: str
