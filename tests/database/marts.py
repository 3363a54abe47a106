"""Writes small views for the tests of the engine."""

from __future__ import annotations

from pathlib import Path

from sufficiency.database.scope import Scope

COUNT = "child_count | count | Children looked after"


def write(views: Path, name: str, sql: str, *columns: str, layer: str = "marts", keys: str = "") -> Path:
    """A view called ``name`` in ``views``, with a header that declares ``columns``."""
    declared = "".join(f"\n  {column}" for column in columns)
    path = views / layer / f"{name}.sql"
    path.write_text(
        f"/*\ntitle: {name}\nsummary: A test\ngrain: one row\nsource: A test\n"
        f"definition: A test\nlimits: A test\n{keys}" + (f"columns:{declared}\n" if columns else "") + f"*/\n{sql}\n",
        encoding="utf-8",
    )
    return path


def one(scope: Scope, sql: str) -> object:
    """The one value that ``sql`` gives."""
    with scope.cursor() as cursor:
        return cursor.execute(sql).fetchall()[0][0]
