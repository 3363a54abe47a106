"""Makes the stored views that have no sound file, in a database of their own that is then let go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from pathlib import Path

import duckdb

from sufficiency.catalogue.loader import Catalogue
from sufficiency.database import builder, contents, raw_tables, stored_tables
from sufficiency.database.built import Built
from sufficiency.database.stored_tables import StoredTables
from sufficiency.database.template import TEMPLATES, Wanted
from sufficiency.snapshot.store import Snapshot

Say = Callable[[str], None]


def build(
    con: duckdb.DuckDBPyConnection,
    snapshot: Snapshot,
    catalogue: Catalogue,
    stored: StoredTables,
    names: Set[str],
    ready: Set[str],
    failed: Mapping[str, str],
    reference: Path,
    sums: Mapping[str, str],
) -> Built:
    """Build the views called ``names``, London's, in a database of their own; those that are ``ready`` are loaded.

    ``failed`` are views known not to be made, and why. Raises duckdb.Error and OSError.
    """
    wanted = Wanted(catalogue, names, reference, sums, shared=None)
    before, held = TEMPLATES.copied(con, wanted, makes=False)
    raw_tables.create(con, snapshot, only=stored_tables.raw_of(catalogue, names, ready))
    stored.load_all(con, catalogue, names)
    contents.lock(con)
    return builder.build(
        con,
        catalogue,
        before,
        is_synthetic=snapshot.is_synthetic,
        prepare=lambda con: contents.load_reference(con, reference, held, sums),
        shared=None,
        stored=stored,
        names=names,
        known=failed,
    )


def make_lacking(
    snapshot: Snapshot,
    held: StoredTables,
    catalogue: Catalogue,
    reference: Path,
    sums: Mapping[str, str],
    memory: str,
    say: Say,
) -> dict[str, str]:
    """Make and keep each stored view of ``catalogue`` that is needed and has no sound file.

    ``held`` are London's files beside ``snapshot``; ``reference`` is the folder of reference tables,
    ``sums`` their digests, ``memory`` what the database may hold. ``say`` is told what is being made.
    Gives the views that could not be made, and why; what the disk did not take is no problem of a view
    and is not among them.
    """
    failed: dict[str, str] = {}
    while True:
        names, lacking, ready = _plan(held, catalogue, failed)
        if not lacking:
            return failed
        tables = StoredTables(snapshot, keeps=lacking, say=say)
        tables.ready(catalogue, failed.keys())
        con = contents.opened(snapshot, memory)
        try:
            built = build(con, snapshot, catalogue, tables, names, ready, failed, reference, sums)
        finally:
            con.close()
        before, failed = failed, {name: why for name, why in built.problems.items() if name not in catalogue.problems}
        if failed == before:
            return failed


def _plan(held: StoredTables, catalogue: Catalogue, failed: Mapping[str, str]) -> tuple[set[str], set[str], set[str]]:
    """The views to have, those of them to make and keep, and those that are ready."""
    ready = held.ready(catalogue, failed.keys())
    every = {name for name, view in catalogue.views.items() if view.stored}
    # What is read by nothing but stored views is made with them and not kept.
    lacking = stored_tables.needed(catalogue, stored_tables.roots(catalogue), every) & every - ready - failed.keys()
    return stored_tables.needed(catalogue, lacking, ready), lacking, ready
