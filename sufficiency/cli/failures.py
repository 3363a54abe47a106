"""What the tool says when it fails itself: where, and never with what, which could be a child's."""

from __future__ import annotations

from sufficiency import events
from sufficiency.reference.tables import BrokenReference

# How a command ends that failed by no fault of what it was given.
EXIT = 3


def words(error: Exception) -> str:
    """One line: the reference table that is broken, or the place in the code where it went wrong."""
    if isinstance(error, BrokenReference):
        return f"A reference table cannot be used: {error}. Mend or restore it. What is served was not changed."
    reference = events.error(error)
    return (
        f"The tool failed: {type(error).__name__} at {events.place(error)}, reference {reference}. What is served was "
        "not changed. Give this line to whoever looks after the tool."
    )
