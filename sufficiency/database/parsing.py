"""The catalogue of a folder of views, without parsing SQL that was parsed before."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from sufficiency.catalogue import loader, parsed
from sufficiency.catalogue.loader import Catalogue
from sufficiency.snapshot import stored
from sufficiency.snapshot.store import Snapshot

# What parsing told lies beside stored views under this name.
NAME = "parsed"


def catalogue(
    folder: Path, stamp: loader.Stamp, reference: Mapping[str, str], beside: Snapshot | None = None
) -> Catalogue:
    """As loader.at; what parsing told is taken from ``beside`` and kept there, where the disk will."""
    if beside is None:
        return loader.at(folder, stamp, tuple(reference.items()))
    kept = stored.find(beside, NAME, parsed.mark(), "json")
    if kept and not parsed.KNOWN.size:
        with contextlib.suppress(OSError):
            parsed.KNOWN.recall(kept.read_text(encoding="utf-8"))
    found = loader.at(folder, stamp, tuple(reference.items()))
    if parsed.KNOWN.is_new or not kept:
        with contextlib.suppress(OSError):
            stored.write_text(beside, NAME, parsed.mark(), parsed.KNOWN.text())
    return found
