"""Identifiers that stand in cells not meant for them, as a shifted row puts them."""

from __future__ import annotations

import duckdb

from sufficiency.returns import schema
from sufficiency.returns.checks import Check, set_blank

# Shorter ids are too like codes and numbers to be told apart from them.
SHORTEST_ID = 4
# No code of the return is longer; a longer text in a code's cell is no new code.
LONGEST_CODE = 6
KINDS = ("code", "choice", "choices", "text")


def collect(con: duckdb.DuckDBPyConnection, table: schema.Table) -> None:
    """Add the ids in ``table`` to those by which strays are known."""
    for column in table.columns:
        if column.is_identifier:
            con.execute(
                f'insert into sent_child select distinct upper("sent {column.name}") '
                f'from "{table.name}" where length("sent {column.name}") >= {SHORTEST_ID}'
            )


def blank(con: duckdb.DuckDBPyConnection, table: schema.Table) -> None:
    """Set blank every cell of ``table`` that holds an id, or no code, where a code belongs."""
    for column in table.columns:
        if column.value_type not in KINDS or column.is_identifier or column.name == "URN":
            continue
        typed = f't."{column.name}"'
        listed = f"(select code from code_list where list = '{column.value_list}')"
        is_id = f"upper({typed}) in (select child from sent_child) and {typed} not in {listed}"
        set_blank(con, table.name, Check(column.name, "id_in_cell", is_id, is_identifier=True))
        if column.value_type == "code" and column.value_list:
            is_long = f"length({typed}) > {LONGEST_CODE} and {typed} not in {listed}"
            set_blank(con, table.name, Check(column.name, "not_a_code", is_long, is_identifier=True))
