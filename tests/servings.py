"""What pages are served from in one test process: a server's memory for each data folder, which stays open.

To open the databases of a folder takes seconds, to draw a page a fifth of one. Tests of several folders therefore
each go back to what an earlier test opened, as the people of several servers would.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sufficiency.web import context
from sufficiency.web.not_served import Place
from sufficiency.web.serving import Serving


class OfOneFolder(Serving):
    """Looks for what is new only when a page asks, while a test is served from it: the environment says which folder,
    and tests without pages name others in it, which would be opened, and written to, while they are taken away."""

    def _look(self, place: Place | None, is_asked: bool) -> None:
        if context.SERVING is self and is_asked:
            super()._look(place, is_asked)


# In place of the process's own, which would follow the environment from folder to folder.
context.SERVING = OfOneFolder()
_KEPT: dict[Path, Serving] = {}


@contextmanager
def served(serving: Serving) -> Iterator[None]:
    """Pages are answered from ``serving`` until the end."""
    before, context.SERVING = context.SERVING, serving
    try:
        yield
    finally:
        context.SERVING = before


@contextmanager
def of_its_own() -> Iterator[None]:
    """Nothing is open yet, and what is opened is let go at the end."""
    serving = OfOneFolder()
    with served(serving):
        try:
            yield
        finally:
            serving.stop()


@contextmanager
def kept(folder: Path) -> Iterator[Path]:
    """``folder``, of which databases that :func:`of` opens stay open until the end."""
    _KEPT[folder] = OfOneFolder()
    try:
        yield folder
    finally:
        _KEPT.pop(folder).stop()


@contextmanager
def of(folder: Path) -> Iterator[None]:
    """The tool serves the data folder ``folder``, one of those :func:`kept`, and nobody signs in."""
    with served(_KEPT[folder]), pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUFFICIENCY_DATA", os.fspath(folder))
        for name in ("SUFFICIENCY_SINGLE_USER", "SUFFICIENCY_MEMBERS"):
            patch.delenv(name, raising=False)
        yield
