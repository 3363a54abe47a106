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
    recall(beside)
    read = loader.at(folder, stamp, tuple(reference.items()), tables.region()["region_code"])
    keep(beside)
    return read


def keep(beside: Snapshot | None) -> None:
    """Keep what is known of views beside a snapshot, if any, where the disk will and all of it is not there yet."""
    if beside and (parsed.KNOWN.is_new or _of(beside) is None):
        with contextlib.suppress(OSError):
            stored.write_text(beside, NAME, parsed.mark(), parsed.KNOWN.text())


def recall(beside: Snapshot | None) -> None:
    """Take what is known of views from ``beside``, if any, or from another snapshot of its folder, unless this process
    knows already."""
    if beside is None or parsed.KNOWN.size:
        return
    others = (path.parent for path in beside.folder.parent.glob(f"*/{stored.FOLDER}/{NAME}~{parsed.mark()}~*.json"))
    file = _of(beside) or next(filter(None, map(_of, (replace(beside, folder=other.parent) for other in others))), None)
    if file:
        with contextlib.suppress(OSError):
            parsed.KNOWN.recall(file.read_text(encoding="utf-8"))


def _of(snapshot: Snapshot) -> Path | None:
    return stored.find(snapshot, NAME, parsed.mark(), "json")
