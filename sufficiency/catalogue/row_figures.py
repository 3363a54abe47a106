"""Whether a figure of several children says which rows there are.

An authority that is listed because thirteen of its children live near tells that it is thirteen, whatever else its row
says. A condition on a child's own row chooses children, and is no matter; nor is which returns came. Every other
condition on what is counted, summed or ranked from children is named here, unless ``row_rules`` declares it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from sufficiency.catalogue.origin_of_expression import Expressions, Origin, Relation
from sufficiency.reference import tables

CHILD = "child_id"
BARE = {"type": "SELECT_NODE", "modifiers": [], "cte_map": {"map": []}, "from_table": {"type": "EMPTY", "alias": ""}}
ALONE = {"group_expressions": [], "group_sets": [], "aggregate_handling": "STANDARD_HANDLING"}
NONE = dict.fromkeys(("where_clause", "having", "qualify", "sample"))


@dataclass
class OfMany(Expressions):
    """The same expressions, of which all that is one child's own counts as a label of that child; ``is_by_child`` says
    that rows are put together child by child."""

    is_by_child: bool = False

    def origin(self, node: Any) -> Origin:
        """What an expression is made of besides a child's own."""
        kind = node.get("class") if isinstance(node, dict) else ""
        if kind == "FUNCTION" and self.is_by_child and node["function_name"].lower() in self.aggregate_names:
            return self.origin([node.get("arguments") or [], node.get("filter"), node.get("order_bys")])
        if kind == "WINDOW" and self.is_single:
            is_of_many = node["function_name"].lower() in self.aggregate_names and not _columns(
                node.get("partitions") or [], CHILD
            )
            return Origin.COUNT if is_of_many else Origin.LABEL
        if kind == "SUBQUERY":
            relation = self.inner(node["subquery"]["node"])
            if relation.is_of_returns or not (relation.is_of_children or relation.rows_by):
                return Origin.PUBLIC
            is_own = self.is_single and not relation.rows_by and _is_of_one_child(node)
            return Origin.LABEL if is_own else super().origin(node)
        return super().origin(node)

    @property
    def is_single(self) -> bool:
        """Whether the rows are single children's."""
        return any(source.is_single for source in self.sources.values())

    def named(self, path: list[str]) -> Origin:
        """A column: a label where it is a child's own, public where it says what returns came."""
        names = [path[0]] if len(path) > 1 and path[0] in self.sources else list(self.sources)
        held = [source for name in names if path[-1] in (source := self.sources[name]).columns] or [
            source for name in names if (source := self.sources[name]).rest is not None
        ]
        origin = max((_of_many(source, path[-1]) for source in held), default=Origin.PUBLIC)
        # What is put together for each child, or stay, is not told from what is put together for more.
        return min(origin, Origin.LABEL) if self.is_single and origin != Origin.COUNT else origin


def of_many(scope: Expressions, groups: list[Any]) -> OfMany:
    """``scope``, of a SELECT that puts rows together by ``groups``, without what is one child's own."""
    is_by_child = any(scope.origin(group) is Origin.ID for group in groups)
    return OfMany(scope.sources, scope.aggregate_names, scope.inner, is_by_child)


def figures(select: Mapping[str, Any], scope: Expressions, view: str) -> frozenset[str]:
    """The conditions in ``select``, each as the name of the view where it stands and in words, by which a figure of
    several children says which rows it gives."""
    alone = of_many(scope, select.get("group_expressions") or [])
    conditions = {
        _words(condition) for condition in _conditions(select, scope) if alone.origin(condition) > Origin.LABEL
    }
    return frozenset(f"{view}: {words}" for words in conditions if (view, words) not in declared())


@tables.derived_from("row_rules")
def declared() -> set[tuple[str, str]]:
    """By view, the conditions on figures that may say which rows it has."""
    return {(row["view"], row["condition"]) for row in tables.records("row_rules")}


def _conditions(select: Mapping[str, Any], scope: Expressions) -> Iterator[Any]:
    """All that says which rows a SELECT gives: conditions one by one, what rows are put together by where that is no
    label, and what is sorted by where only the first are taken."""
    given = [select.get("where_clause"), select.get("having"), select.get("qualify")]
    for condition in [*given, *_joined_by(select.get("from_table") or {}, scope)]:
        if condition:
            is_all = condition.get("type") == "CONJUNCTION_AND"
            yield from condition["children"] if is_all else [condition]
    keys = select.get("group_expressions") or []
    if keys and all(scope.origin(key) > Origin.LABEL for key in keys):
        yield from keys
    modifiers = select.get("modifiers") or []
    is_cut = any("LIMIT" in modifier["type"] for modifier in modifiers)
    for modifier in modifiers:
        distinct_on = modifier.get("distinct_on_targets") or []
        yield from distinct_on
        is_cut |= bool(distinct_on)
    for order in (order for modifier in modifiers for order in modifier.get("orders") or [] if is_cut):
        names = order["expression"].get("column_names") or [""]
        by_name = {str(item.get("alias")).lower(): item for item in select["select_list"]}
        yield by_name.get(names[0].lower(), order["expression"]) if len(names) == 1 else order["expression"]


def _joined_by(table: Mapping[str, Any], scope: Expressions) -> Iterator[Any]:
    if table.get("type") != "JOIN":
        return
    yield table.get("condition")
    shared: list[str] = list(table.get("using_columns") or [])
    if table.get("ref_type") == "NATURAL":
        names = [set(source.columns) for source in scope.sources.values()]
        shared += [name for name in set().union(*names) if sum(name in some for some in names) > 1]
    yield from ({"class": "COLUMN_REF", "column_names": [name.lower()]} for name in shared)
    for side in ("left", "right"):
        yield from _joined_by(table[side], scope)


def _of_many(relation: Relation, name: str) -> Origin:
    if relation.is_of_returns:
        return Origin.PUBLIC
    if name in relation.of_many:
        return Origin.COUNT
    origin = relation.columns.get(name, relation.rest or Origin.PUBLIC)
    # One child's own, or put together for each child.
    return min(origin, Origin.LABEL) if relation.is_single or CHILD in relation.columns else origin


def _is_of_one_child(node: Mapping[str, Any]) -> bool:
    """Whether a subquery is asked about the child of the row alone: by its id."""
    if node.get("child") is not None:
        return bool(_columns(node["child"], CHILD))
    where = node["subquery"]["node"].get("where_clause") or {}
    parts = where["children"] if where.get("type") == "CONJUNCTION_AND" else [where]
    sides = ([part["left"], part["right"]] for part in parts if part.get("type") == "COMPARE_EQUAL")
    return any(all((side.get("column_names") or [""])[-1].lower() == CHILD for side in both) for both in sides)


def _columns(node: Any, name: str) -> list[Any]:
    """The places in an expression where a column called ``name`` stands."""
    if isinstance(node, list):
        return [reference for item in node for reference in _columns(item, name)]
    if not isinstance(node, dict):
        return []
    here = [node] if (node.get("column_names") or [""])[-1].lower() == name else []
    return here + [reference for value in node.values() for reference in _columns(value, name)]


def _words(condition: Mapping[str, Any]) -> str:
    """The condition as the engine writes it."""
    if "type" not in condition:
        return str(condition["column_names"][-1])
    select = {**BARE, **ALONE, **NONE, "select_list": [condition]}
    with duckdb.connect() as con:
        tree = json.dumps({"error": False, "statements": [{"node": select}]})
        said: str = con.execute("select json_deserialize_sql(?)", [tree]).fetchall()[0][0]
    return said.removeprefix("SELECT ")
