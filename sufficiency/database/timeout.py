"""Stops a query that takes longer than it may."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import duckdb

from sufficiency import settings

AGAIN = 0.05  # seconds between two interrupts


class QueryStopped(RuntimeError):
    """A query that took longer than it may."""


@contextmanager
def limited(con: duckdb.DuckDBPyConnection, seconds: float | None = None) -> Iterator[None]:
    """Stop what ``con`` runs after ``seconds``, or after as long as a query may take; raises QueryStopped."""
    limit = settings.QUERY_SECONDS if seconds is None else seconds
    try:
        with stopped_after(con, limit):
            yield
    except duckdb.InterruptException:
        raise QueryStopped(f"stopped after {limit:g} seconds; choose fewer children") from None


@contextmanager
def stopped_after(con: duckdb.DuckDBPyConnection, seconds: float, *, of_work: bool = False) -> Iterator[None]:
    """Interrupt whatever ``con`` runs once ``seconds`` have passed, and go on until it ends.

    ``of_work`` counts seconds of the processor, of this whole process, where these are fewer: what is
    built on a busy machine takes longer and is no worse for it. One interrupt can fall between two
    statements and be lost, so it is repeated. For the end of an infinite time nobody watches.
    """
    if seconds == math.inf:
        yield
        return
    done = Event()
    worked = time.process_time()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            lacking = seconds - (time.process_time() - worked) if of_work else 0.0
            if lacking <= 0:
                con.interrupt()
            wait = max(AGAIN, lacking / (os.cpu_count() or 1))

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
