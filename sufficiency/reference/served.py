"""Which region this process speaks of, and texts filled with its name.

A text names the region by a column of ``data/reference/regions.csv`` in braces: ``{region}`` is London or *the North
East*, ``{Region}`` the same at the head of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

Row = Mapping[str, str]
PLACEHOLDER = re.compile(
    r"\{([Rr]egion|region_name|region_code|grouping|parts|area_example|site_levels|[Bb]oroughs?)\}"
)
_here: ContextVar[Row | None] = ContextVar("region", default=None)
_process: list[Row] = []


def current() -> Row | None:
    """The row of the region that is spoken of here, or in this process; None where nothing has said so."""
    return _here.get() or (_process[-1] if _process else None)


def serve(region: Row | None) -> None:
    """Have this process speak of ``region``, also where a file is handed out after its page has ended."""
    _process[:] = [region] if region else []
    _here.set(region)


@contextmanager
def speaking(region: Row) -> Iterator[None]:
    """Inside, ``region`` is spoken of, whatever the process serves: a database that is opened beside another."""
    token = _here.set(region)
    try:
        yield
    finally:
        _here.reset(token)


def fill(text: str, region: Row) -> str:
    """``text`` with the words of ``region`` in the place of what stands in braces."""
    return PLACEHOLDER.sub(lambda match: _cased(match[1], region), text)


def _cased(name: str, region: Row) -> str:
    said = region[name.lower()]
    return said if name[0].islower() else said[0].upper() + said[1:]
