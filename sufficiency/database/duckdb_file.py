"""Every view in one DuckDB file, with macros and reference tables, for the plain DuckDB of those entitled."""

from __future__ import annotations

from pathlib import Path

import duckdb

from sufficiency import choices, settings
from sufficiency.catalogue import loader
from sufficiency.catalogue.loader import Catalogue
from sufficiency.database import builder, contents, forecast_tables, parsing, raw_tables
from sufficiency.database.built import NOTHING, Built
from sufficiency.database.parquet_rows import quote
from sufficiency.reference import served
from sufficiency.snapshot import atomic_write
from sufficiency.snapshot.store import Snapshot


def write(snapshot: Snapshot, path: Path) -> dict[str, str]:
    """Write a file at ``path`` in which ``from placement_distance`` works as in the tool, exact, for the whole region.

    It holds rows of children, and is readable by its owner alone. A choice is made as in the tool:
    ``set variable authority = ['E09000007']``; unasked, the date is the snapshot's and the grouping the
    filter bar's. Gives the views that could not be built, and why. Raises FileExistsError, OSError, and
    duckdb.Error or pa.ArrowException when the snapshot cannot be read.
    """
    if path.exists():
        raise FileExistsError(f"{path} already exists")
    with served.speaking(snapshot.region):
        return _write(snapshot, path, settings.sql_folder())


def _write(snapshot: Snapshot, path: Path, folder: Path) -> dict[str, str]:
    reference = settings.REFERENCE
    sums, problems = contents.sound_reference(reference, {})
    catalogue = parsing.catalogue(folder, loader.fingerprint(folder), sums)
    draft = path.with_name(atomic_write.name("duckdb"))
    try:
        draft.touch(mode=0o600, exist_ok=False)
        draft.unlink()  # Its place is ours to write in; DuckDB makes the file itself.
        con = contents.opened(snapshot, settings.memory_limit(), str(draft))
        try:
            built = _build(con, snapshot, catalogue, reference, sums)
        finally:
            con.close()
            contents.give_back()
        atomic_write.sync(draft, is_private=True)
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    return {**problems, **built.problems}


def _build(
    con: duckdb.DuckDBPyConnection, snapshot: Snapshot, catalogue: Catalogue, reference: Path, sums: dict[str, str]
) -> Built:
    raw_tables.create(con, snapshot)
    forecast_tables.create(con, snapshot, catalogue)
    built = builder.build(
        con,
        catalogue,
        NOTHING,
        is_synthetic=snapshot.is_synthetic,
        prepare=lambda con: contents.load_reference(con, reference, {}, sums),
        shared=None,
        binds_all=True,  # Whoever opens the file is shown each view's columns.
    )
    con.execute("commit")
    # What the tool sets for each query, plain DuckDB leaves unset.
    con.execute(
        "create or replace macro chosen_date() as "
        f"(coalesce(getvariable('as_at')::date, date {quote(snapshot.as_at.isoformat())}))"
    )
    con.execute(
        "create or replace macro is_chosen(choice, value) as (case "
        "when getvariable(choice) is not null then list_contains(getvariable(choice), value) "
        f"else choice <> 'grouping' or value = {quote(choices.default_grouping())} end)"
    )
    return built
