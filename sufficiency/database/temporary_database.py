"""Rows of views for a long calculation, from a database of their own that is let go again."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pyarrow as pa

from sufficiency import settings
from sufficiency.catalogue import loader
from sufficiency.database import contents, making, parsing, stored_tables
from sufficiency.database.stored_tables import StoredTables
from sufficiency.reference import served
from sufficiency.snapshot.store import Snapshot


class NotMade(RuntimeError):
    """A view that the calculation needs cannot be built; the message says which and why."""


def rows(snapshot: Snapshot, names: Collection[str], sql: Path | None = None) -> dict[str, pa.Table]:
    """All rows of each view in ``names``, London's, with no choice made.

    Nobody's page waits for it and it takes no place in a database that is served. Raises NotMade, and
    duckdb.Error, OSError or pa.ArrowException when the snapshot cannot be read.
    """
    with served.speaking(snapshot.region):
        return _rows(snapshot, names, sql or settings.sql_folder())


def _rows(snapshot: Snapshot, names: Collection[str], folder: Path) -> dict[str, pa.Table]:
    reference = settings.REFERENCE
    sums, _ = contents.sound_reference(reference, {})
    catalogue = parsing.catalogue(folder, loader.fingerprint(folder), sums, snapshot)
    held, memory = StoredTables(snapshot), settings.memory_limit()
    failed = making.make_lacking(snapshot, held, catalogue, reference, sums, memory, lambda said: None)
    ready = held.ready(catalogue, failed.keys())
    needs = stored_tables.needed(catalogue, names, ready)
    con = contents.opened(snapshot, memory)
    try:
        built = making.build(con, snapshot, catalogue, held, needs, ready, failed, reference, sums)
        for name in names:
            if name in built.problems or name not in catalogue.views:
                raise NotMade(f"{name}: {built.problems.get(name, 'there is no such view')}")
        con.execute("commit")
        return {name: con.sql(f"from {name}").to_arrow_table() for name in names}
    finally:
        con.close()
        contents.give_back()
