"""Why a snapshot is not served, in words for people, and when it is to be tried again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from sufficiency import events
from sufficiency.reference.tables import BrokenReference
from sufficiency.snapshot.store import SnapshotError

RETRY = 30.0  # seconds until what could not be opened is tried again
Place = tuple[Path, Path, str]  # data folder, sql folder, name of the snapshot


@dataclass(frozen=True)
class Failure:
    """Why what ``place`` names could not be served or rebuilt, and since when."""

    place: Place
    error: Exception
    since: float = field(default_factory=time.monotonic)

    @property
    def is_old(self) -> bool:
        """True when it is time to try again: a snapshot may have been mended where it lies."""
        return time.monotonic() - self.since > RETRY


def failure(place: Place, error: Exception) -> Failure:
    """Tell the log, and keep what people are told: words written for them, or else a reference number and
    none of the error's words, which may quote a cell."""
    events.tell("snapshot", snapshot=place[2] or None, outcome="not served", type=type(error).__name__)
    if not isinstance(error, (SnapshotError, BrokenReference)):
        reference = events.error(error)
        error = SnapshotError(f"The tool itself failed; whoever runs this copy can look it up as {reference}.")
    return Failure(place, error.with_traceback(None))
