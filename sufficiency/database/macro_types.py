"""What type a macro gives, as DuckDB finds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb


def given(macros: Mapping[str, str], taken: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The type of the value of each macro of ``taken``, which says the types of its parameters in order;
    ``macros`` maps every name to the statement that makes it, those it calls before it."""
    with duckdb.connect() as con:
        for statement in macros.values():
            con.execute(statement)
        return {name: _type(con, name, kinds) for name, kinds in taken.items()}


def _type(con: duckdb.DuckDBPyConnection, name: str, kinds: Sequence[str]) -> str:
    cells = ", ".join(f"null::{kind}" for kind in kinds)
    return str(con.execute(f"select typeof({name}({cells}))").fetchall()[0][0])
