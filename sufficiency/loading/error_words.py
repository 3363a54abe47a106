"""What went wrong with an import, in words for whoever loads by page."""

from __future__ import annotations

from sufficiency import events, returns
from sufficiency.audit import log
from sufficiency.loading import ingest, lock, publishing, room, state
from sufficiency.loading.arrivals import Refused
from sufficiency.reference.tables import BrokenReference
from sufficiency.snapshot.manifest import SnapshotError

# What may go wrong with what was given, whose words are for whoever gave it.
KNOWN = (
    Refused,
    SnapshotError,
    returns.KeyProblem,
    ingest.OtherKey,
    lock.Busy,
    state.Mixing,
    publishing.Unsound,
    log.LogUnavailable,
    BrokenReference,
)


def words(error: Exception) -> str:
    """An error as whoever loads reads it: what is wrong and what to do; of an unknown one a number to look it up by."""
    full = room.words(error)
    if full or isinstance(error, KNOWN):
        said = (full or str(error)).rstrip(".")
        return f"{said[:1].upper()}{said[1:]}."
    if isinstance(error, OSError):
        return f"The data folder could not be written: {error.strerror or 'the system refused'}."
    return f"The tool failed. Tell whoever looks after this copy the reference {events.error(error)}."
