"""What commands say on a terminal: progress, errors in words, and who gave them."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress(label: str) -> Iterator[Callable[[str, float], None]]:
    """A bar on the terminal; the function it gives takes what is being done and the share done."""
    with click.progressbar(length=1000, label=label, item_show_func=lambda item: item or "", file=sys.stderr) as bar:

        def step(what: str, share: float) -> None:
            bar.update(max(0, int(share * 1000) - bar.pos), what)

        yield step


def operator() -> str:
    """Who gives a command, as the audit log and the ledger name them."""
    return f"{getpass.getuser()} at the command line"


def words(error: Exception) -> str:
    """An error as a command says it, without a full stop."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error).rstrip(".")


def words_of_data(error: Exception) -> str:
    """As :func:`words`, of a command that writes the data folder: what to do where its disk is full."""
    from sufficiency.loading import room

    return room.words(error) or words(error)
