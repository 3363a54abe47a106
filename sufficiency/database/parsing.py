"""The catalogue of a folder of views, without parsing SQL that was parsed before."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sufficiency.catalogue import loader, parsed
from sufficiency.catalogue.loader import Catalogue
from sufficiency.reference import tables
from sufficiency.snapshot import stored
from sufficiency.snapshot.store import Snapshot

# What parsing told lies beside stored views under this name.
NAME = "parsed"


def catalogue(
    folder: Path, stamp: loader.Stamp, reference: Mapping[str, str], beside: Snapshot | None = None
) -> Catalogue:
    """As loader.at; what parsing told is taken from ``beside`` and kept there, where the disk will."""
    if beside is None:
        return loader.at(folder, stamp, tuple(reference.items()), tables.region()["region_code"])
    is_kept = recall(beside)
    found = loader.at(folder, stamp, tuple(reference.items()), tables.region()["region_code"])
    if parsed.KNOWN.is_new or not is_kept:
        with contextlib.suppress(OSError):
            stored.write_text(beside, NAME, parsed.mark(), parsed.KNOWN.text())
    return found


def recall(beside: Snapshot) -> bool:
    """Take what parsing told from ``beside``, or from another snapshot of its folder, unless this process knows
    already; whether ``beside`` has it."""
    kept = _of(beside)
    if parsed.KNOWN.size:
        return kept is not None
    others = (path.parent for path in beside.folder.parent.glob(f"*/{stored.FOLDER}/{NAME}~{parsed.mark()}~*.json"))
    found = kept or next(filter(None, map(_of, (replace(beside, folder=other.parent) for other in others))), None)
    if found:
        with contextlib.suppress(OSError):
            parsed.KNOWN.recall(found.read_text(encoding="utf-8"))
    return kept is not None


def _of(snapshot: Snapshot) -> Path | None:
    return stored.find(snapshot, NAME, parsed.mark(), "json")
