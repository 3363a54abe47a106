"""What reached a browser, searched for what must never reach one."""

from __future__ import annotations

import re
import struct
from collections.abc import Set
from functools import lru_cache

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from sufficiency.database.scope import Scope


def children(scope: Scope) -> frozenset[int]:
    """Every child's pseudonym in the snapshot."""
    return frozenset(pq.read_table(scope.snapshot.file("header"))["child_id"].to_pylist())


@lru_cache
def _forms(child_ids: frozenset[int]) -> tuple[frozenset[float], NDArray[np.int64]]:
    """Pseudonyms as JavaScript rounds them, and as the number that their eight bytes are: whole, or with a point."""
    rounded = frozenset(float(child) for child in child_ids)
    packed = [number for child in child_ids for number in (child, *struct.unpack("<q", struct.pack("<d", child)))]
    return rounded, np.array(packed, "<i8")


def holds_no_child(sent: bytes, child_ids: Set[int]) -> None:
    """Fail where a pseudonym stands in it, as text, rounded by JavaScript, or packed as charts' figures are."""
    rounded, packed = _forms(frozenset(child_ids))
    written = {int(found) for found in re.findall(rb"-?\d{15,19}", sent)}
    assert not written & child_ids
    assert not {float(number) for number in written} & rounded
    for place in range(8):  # Eight bytes from any place on.
        numbers = np.frombuffer(sent[place : len(sent) - (len(sent) - place) % 8], "<i8")
        assert not np.isin(numbers, packed).any()
