"""What a SELECT reads and calls, and whether it is only a SELECT: from DuckDB's own syntax tree."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

import duckdb

from sufficiency.catalogue import parsed

QUERY_NODES = {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}
SOURCES = {"BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EXPRESSION_LIST", "EMPTY"}
EXPRESSIONS = {
    "BETWEEN",
    "CASE",
    "CAST",
    "COLLATE",
    "COLUMN_REF",
    "COMPARISON",
    "CONJUNCTION",
    "CONSTANT",
    "FUNCTION",
    "LAMBDA",
    "OPERATOR",
    "POSITIONAL_REFERENCE",
    "STAR",
    "SUBQUERY",
    "TYPE",
    "WINDOW",
}
# Words that the parser takes for columns and the engine, where there is no such column, for calls.
CALLED_BY_A_WORD = {
    "current_catalog",
    "current_date",
    "current_localtime",
    "current_localtimestamp",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "localtime",
    "localtimestamp",
    "session_user",
    "user",
}


_PARSING = threading.Lock()


# What the engine's parser says of a statement that is no SELECT.
OTHER_STATEMENT = "Only SELECT statements"


class NotASelect(ValueError):
    """SQL that does more than read; the message says what was met, ``line`` where (0: not known)."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class Call(NamedTuple):
    """One function called: its name in small letters, and whether a table is read from it."""

    name: str
    is_table: bool = False


@dataclass(frozen=True)
class Uses:
    """Tables read, as ``name`` or ``schema.name``, and calls made, with the line of the first.

    ``comma`` is the line of a comma between two tables of a SELECT without a WHERE, 0 where there is none. What
    macros among the calls read and call in their turn is not in it; see :func:`spread`.
    """

    tables: frozenset[str] = frozenset()
    calls: Mapping[Call, int] = field(default_factory=dict)
    comma: int = 0

    def plain(self) -> list[Any]:
        """The same in lists, for JSON."""
        return [sorted(self.tables), [[*call, line] for call, line in self.calls.items()], self.comma]

    @classmethod
    def of_plain(cls, said: list[Any]) -> Uses:
        """What :meth:`plain` gave."""
        return cls(frozenset(said[0]), {Call(name, is_table): line for name, is_table, line in said[1]}, said[2])


def uses(sql: str) -> Uses:
    """What ``sql`` reads and calls; kept, so that of many files only those that changed are parsed.

    A CTE hides a table only where it is in scope, so ``with a as (select * from a)`` reads ``a``.
    Raises NotASelect for anything but one SELECT that reads tables by name.
    """
    return Uses.of_plain(parsed.KNOWN.of("uses", sql, lambda: of_tree(node(sql), sql).plain()))


def refuse_comma(used: Uses) -> None:
    """Raise NotASelect where a comma joins every row of one table with every row of another."""
    if used.comma:
        said = "a comma joins every row with every row; write 'inner join … on', or 'cross join' where that is meant"
        raise NotASelect(said, used.comma)


def of_tree(tree: Any, sql: str) -> Uses:
    """What the tree of ``sql``, or a part of it, reads and calls; raises NotASelect."""
    walk = _Walk(sql)
    tables = frozenset(walk.tables(tree, frozenset()))
    return Uses(tables, walk.calls, walk.comma)


def node(sql: str) -> dict[str, Any]:
    """The syntax tree of the one SELECT in ``sql``; raises NotASelect when it is anything else."""
    with _PARSING:
        text = _parser().execute("select json_serialize_sql(?)", [sql]).fetchall()[0][0]
    tree: dict[str, Any] = json.loads(text)
    if tree["error"]:
        place, said = str(tree.get("position", "")), str(tree["error_message"])
        if said.startswith(OTHER_STATEMENT):
            raise NotASelect("a file holds one SELECT, and nothing that changes or makes anything; take the rest out")
        raise NotASelect(said, _line(sql.encode(), int(place)) if place.isdigit() else 0)
    if len(tree["statements"]) != 1:
        raise NotASelect("a file holds one SELECT, no more")
    selected: dict[str, Any] = tree["statements"][0]["node"]
    return selected


def spread(direct: Uses, macros: Mapping[str, Uses]) -> Uses:
    """``direct`` with whatever the macros it calls read and call, and those that they call."""
    tables, calls = set(direct.tables), dict(direct.calls)
    waiting = [call.name for call in direct.calls]
    while waiting:
        inner = macros.get(waiting.pop(), Uses())
        tables |= inner.tables
        for call, line in inner.calls.items():
            if call not in calls:
                calls[call] = line
                waiting.append(call.name)
    return Uses(frozenset(tables), calls)


@lru_cache(maxsize=1)
def _parser() -> duckdb.DuckDBPyConnection:
    """A database of nothing, whose parser is used."""
    return duckdb.connect()


class _Walk:
    """One walk through the tree of ``sql``, which gathers the calls on its way."""

    def __init__(self, sql: str) -> None:
        self.sql = sql.encode()
        self.calls: dict[Call, int] = {}
        self.comma = 0

    def tables(self, node: Any, hidden: frozenset[str]) -> Iterator[str]:
        if isinstance(node, list):
            for item in node:
                yield from self.tables(item, hidden)
            return
        if not isinstance(node, dict):
            return
        self._look_at(node)
        kind = node.get("type")
        if kind == "SELECT_NODE" and node.get("where_clause") is None:
            self._note_comma(node.get("from_table") or {})
        if kind == "BASE_TABLE":
            path = node["qualified_name"]["path"]
            if len(path) > 1 or path[0].lower() not in hidden:
                yield ".".join(path).lower()
        for entry in (node.get("cte_map") or {}).get("map") or []:
            name = entry["key"].lower()
            body = entry["value"]["query_node"]
            inner = hidden | {name} if body.get("type") == "RECURSIVE_CTE_NODE" else hidden
            yield from self.tables(body, inner)
            hidden = hidden | {name}
        if kind == "RECURSIVE_CTE_NODE":
            hidden = hidden | {str(node.get("cte_name", "")).lower()}
        for key, value in node.items():
            if key == "function" and kind == "TABLE_FUNCTION":
                # Its name is noted with the place it stands at; only its arguments are looked at.
                value = value["arguments"]
            if key != "cte_map":
                yield from self.tables(value, hidden)

    def _look_at(self, node: dict[str, Any]) -> None:
        """Note a call; raise NotASelect for a kind of node that does more than read."""
        kind, group = node.get("type"), node.get("class")
        if node.get("sample") is not None:
            raise NotASelect("a view may not read a sample, which differs at every click", self._line_of(node))
        if group is not None and group not in EXPRESSIONS:
            raise NotASelect(f"a view may not use {group}", self._line_of(node))
        if group in ("FUNCTION", "WINDOW"):
            self._call(node["function_name"], node)
        elif group == "COLUMN_REF":
            names = node["column_names"]
            if len(names) == 1 and names[0].lower() in CALLED_BY_A_WORD:
                self._call(names[0], node)
        elif kind == "TABLE_FUNCTION":
            self._call(node["function"]["function_name"], node, is_table=True)
        elif {"alias", "sample"} <= node.keys() and group is None and kind not in SOURCES:
            raise NotASelect(f"a view may not read from {kind}; name a table or view", self._line_of(node))
        elif str(kind).endswith("_NODE") and kind not in QUERY_NODES:
            raise NotASelect(f"a view may only select; met {kind}", self._line_of(node))

    def _note_comma(self, source: dict[str, Any]) -> None:
        """Note where a comma puts every row beside every row; a list unnested beside its own row is no such, nor a
        lateral query, which reads that row."""
        if source.get("type") != "JOIN":
            return
        right = source["right"]
        before = self.sql[: right.get("query_location") or 0].decode(errors="ignore")
        is_of_each_row = right["type"] == "TABLE_FUNCTION" or before.rstrip().lower().endswith("lateral")
        if source["is_implicit"] and source["ref_type"] == "CROSS" and not is_of_each_row:
            self.comma = self.comma or self._line_of(source)
        self._note_comma(source["left"])
        self._note_comma(source["right"])

    def _call(self, name: str, node: dict[str, Any], *, is_table: bool = False) -> None:
        call = Call(name.lower(), is_table)
        if call not in self.calls:
            self.calls[call] = self._line_of(node)

    def _line_of(self, node: dict[str, Any]) -> int:
        place = node.get("query_location", 0)
        return _line(self.sql, place) if place < len(self.sql) else 0


def _line(sql: bytes, place: int) -> int:
    """The line of ``sql``, from 1, on which the byte ``place`` lies."""
    return sql[:place].count(b"\n") + 1
