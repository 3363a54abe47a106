"""What the tool says when it fails itself: where, and never with what, which could be a child's."""

from __future__ import annotations

import traceback
from pathlib import Path

from sufficiency import settings
from sufficiency.reference.tables import BrokenReference

# How a command ends that failed by no fault of what it was given.
EXIT = 3


def words(error: Exception) -> str:
    """One line: the reference table that is broken, or the place in the code where it went wrong."""
    if isinstance(error, BrokenReference):
        return f"A reference table cannot be used: {error}. Mend or restore it. What is served was not changed."
    return (
        f"The tool failed: {type(error).__name__} at {_place(error)}. What is served was not changed. "
        "Give this line to whoever looks after the tool."
    )


def _place(error: Exception) -> str:
    """The innermost line of our own code on the way to the failure."""
    frames = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    own = [
        (p.relative_to(settings.ROOT), line) for p, line in frames if p.is_relative_to(settings.ROOT / "sufficiency")
    ]
    path, line = own[-1] if own else (Path("an unknown place"), 0)
    return f"{path.as_posix()}:{line}"
