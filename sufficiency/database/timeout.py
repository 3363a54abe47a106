"""Stops a query that takes longer than it may."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import duckdb


@contextmanager
def stopped_after(con: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Interrupt whatever ``con`` runs once ``seconds`` have passed, and go on until it ends.

    One interrupt can fall between two statements and be lost, so it is repeated.
    """
    done = Event()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            con.interrupt()
            wait = 0.05

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
