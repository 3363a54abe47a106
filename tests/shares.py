"""Which of many cases that hold one kind stand in every run of the tests; the others are marked ``whole``.

Which they are follows from their names alone, so that a new case moves no other.
"""

from __future__ import annotations

import zlib

OF = 3


def is_in_every_run(name: str) -> bool:
    """True for about every third name."""
    return zlib.crc32(name.encode()) % OF == 0
