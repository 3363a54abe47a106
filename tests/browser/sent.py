"""What reached a browser, searched for what must never reach one."""

from __future__ import annotations

import re
import struct

import numpy as np
import pyarrow.parquet as pq

from sufficiency.database.scope import Scope


def children(scope: Scope) -> set[int]:
    """Every child's pseudonym in the snapshot."""
    return set(pq.read_table(scope.snapshot.file("header"))["child_id"].to_pylist())


def holds_no_child(sent: bytes, child_ids: set[int]) -> None:
    """Fail where a pseudonym stands in it, as text, rounded by JavaScript, or packed as charts' figures are."""
    written = {int(found) for found in re.findall(rb"-?\d{15,19}", sent)}
    assert not written & child_ids
    rounded = {float(child) for child in child_ids}
    assert not {float(number) for number in written} & rounded
    # Eight bytes from any place on, as the number they pack: whole, or with a point.
    shifted = (np.frombuffer(sent[place : len(sent) - (len(sent) - place) % 8], "<i8") for place in range(8))
    packed = np.array([[child, *struct.unpack("<q", struct.pack("<d", child))] for child in child_ids], "<i8").ravel()
    assert not any(np.isin(numbers, packed).any() for numbers in shifted)
