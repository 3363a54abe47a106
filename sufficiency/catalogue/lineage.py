"""What a SELECT reads, and whether it is only a SELECT: read from DuckDB's own syntax tree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb

QUERY_NODES = {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}
SOURCES = {"BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EXPRESSION_LIST", "EMPTY"}
TABLE_FUNCTIONS = {"range", "generate_series", "unnest", "repeat"}
# Scalar functions that look outside the rows of the query, or put rows into messages and logs.
FORBIDDEN_FUNCTIONS = {
    "getenv",
    "current_setting",
    "current_query",
    "current_database",
    "current_schemas",
    "version",
    "query",
    "query_table",
    "nextval",
    "currval",
    "setval",
    "setseed",
    "sleep_ms",
    "error",
    "write_log",
    "parse_duckdb_log_message",
}
MACRO = re.compile(
    r"^create\s+or\s+replace\s+macro\s+(?P<name>[a-z][a-z0-9_]*)\s*\([^()]*\)\s+as\s+(?P<body>.+?);?\s*$",
    re.IGNORECASE | re.DOTALL,
)


class NotASelect(ValueError):
    """SQL that does more than read; the message says what was met."""


def tables(con: duckdb.DuckDBPyConnection, sql: str) -> set[str]:
    """Names of the tables and views ``sql`` reads, as ``name`` or ``schema.name``.

    A CTE hides a table only where it is in scope, so ``with a as (select * from a)`` reads ``a``.
    Raises NotASelect for anything but one SELECT that reads tables by name.
    """
    tree = json.loads(con.execute("select json_serialize_sql(?)", [sql]).fetchall()[0][0])
    if tree["error"]:
        raise NotASelect(str(tree["error_message"]))
    if len(tree["statements"]) != 1:
        raise NotASelect("a file holds one SELECT, no more")
    return set(_read(tree["statements"][0]["node"], frozenset()))


def macro(con: duckdb.DuckDBPyConnection, statement: str) -> str:
    """The name of the macro that ``statement`` makes, its body checked as a view's is.

    Raises NotASelect for any other statement, and for a macro that reads a table: a view says
    itself what it reads, so that it is built again when that changes.
    """
    bare = re.sub(r"--[^\n]*", "", statement).strip()
    found = MACRO.match(bare)
    if not found:
        raise NotASelect("a file in sql/macros holds 'create or replace macro name(…) as (…)' only")
    read = tables(con, f"select {found['body']}")
    if read:
        raise NotASelect(f"a macro may not read {', '.join(sorted(read))}; views read tables")
    return found["name"].lower()


def _read(node: Any, hidden: frozenset[str]) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _read(item, hidden)
        return
    if not isinstance(node, dict):
        return
    kind = node.get("type")
    if kind == "BASE_TABLE":
        path = node["qualified_name"]["path"]
        if len(path) > 1 or path[0].lower() not in hidden:
            yield ".".join(path).lower()
    elif {"alias", "sample"} <= node.keys() and "class" not in node and kind not in SOURCES:
        raise NotASelect(f"a view may not read from {kind}; name a table or view")
    elif kind == "TABLE_FUNCTION":
        _allow(node["function"]["function_name"], TABLE_FUNCTIONS)
    elif node.get("class") == "FUNCTION" and node["function_name"].lower() in FORBIDDEN_FUNCTIONS:
        raise NotASelect(f"a view may not call {node['function_name']}()")
    elif str(kind).endswith("_NODE") and kind not in QUERY_NODES:
        raise NotASelect(f"a view may only select; met {kind}")
    ctes = (node.get("cte_map") or {}).get("map") or []
    recursive = kind == "RECURSIVE_CTE_NODE"
    for entry in ctes:
        name = entry["key"].lower()
        body = entry["value"]["query_node"]
        inner = hidden | {name} if body.get("type") == "RECURSIVE_CTE_NODE" else hidden
        yield from _read(body, inner)
        hidden = hidden | {name}
    if recursive:
        hidden = hidden | {str(node.get("cte_name", "")).lower()}
    for key, value in node.items():
        if key != "cte_map":
            yield from _read(value, hidden)


def _allow(function: str, allowed: set[str]) -> None:
    if function.lower() not in allowed:
        raise NotASelect(f"a view may not read from {function}(); name a table or view")
