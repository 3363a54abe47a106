"""What a chart of somebody's own may name and how long it may take."""

from __future__ import annotations

import sys
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

# What the records hold of each part, behind its name.
HELD = ("", "_text", "_short", "_symbol", "_low", "_high", "_behind", "_sure")
SECONDS = 5.0  # while one chart is drawn for the first time, nobody else's new one is


class TooLong(Exception):
    """A file that draws longer than it may."""


@contextmanager
def limited(path: Path) -> Iterator[None]:
    """Stop the lines of ``path`` that run inside once ``SECONDS`` have passed; raises TooLong.

    Lines alone are looked at: what one call of Python's own does is not stopped half-way.
    """
    until, before = time.monotonic() + SECONDS, sys.gettrace()

    def each_line(frame: FrameType, event: str, told: Any) -> Any:
        if time.monotonic() > until:
            raise TooLong(f"it takes longer than {SECONDS:g} seconds: draw with fewer steps")
        return each_line

    def each_call(frame: FrameType, event: str, told: Any) -> Any:
        return each_line if frame.f_code.co_filename == str(path) else None

    sys.settrace(each_call)
    try:
        yield
    finally:
        sys.settrace(before)


def fetched(spec: Any) -> str:
    """What of a chart would be asked of another machine, or lead there; '' for nothing."""
    return next((key for part in _parts(spec) for key in ("url", "href") if key in part), "")


def not_given(spec: Any, parts: Collection[str]) -> list[str]:
    """The fields that a chart's channels name and nobody gives it, neither as one of ``parts`` nor made by a
    transform of its own: marks that stand by them would all be left out."""
    there = {f"{part}{end}" for part in parts for end in HELD}
    of_transforms = [name for part in _parts(spec) for name in _names(part.get("as"))]
    if any("transform" in part for part in _parts(spec)) and not of_transforms:
        return []  # some transforms give names of their own
    drawn = (part for whole in _parts(spec) if "encoding" in whole for part in _parts(whole["encoding"]))
    named = dict.fromkeys(part["field"] for part in drawn if isinstance(part.get("field"), str))
    return [name for name in named if name not in there and name not in of_transforms]


def _names(said: Any) -> list[str]:
    return [said] if isinstance(said, str) else list(said) if isinstance(said, list) else []


def _parts(spec: Any) -> Iterator[dict[str, Any]]:
    """Every object of a specification, from the outside in."""
    if isinstance(spec, dict):
        yield spec
    inside = spec.values() if isinstance(spec, dict) else spec if isinstance(spec, list) else ()
    for part in inside:
        yield from _parts(part)
