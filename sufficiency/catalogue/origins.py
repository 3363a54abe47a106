"""What a column is, found out from the parsed SQL: public, a label, a count, a statistic or an id.

A header says how a column is protected; this says what it is made of, whatever the header says. Read
from DuckDB's own syntax tree, view by view, down to the snapshot's tables. Where that cannot be told,
a column is taken for what must be protected most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any

import duckdb

from sufficiency.catalogue import lineage, parsed, relations, row_figures, snapshot_origins
from sufficiency.catalogue.origin_of_expression import AVERAGES, FIGURES, Expressions, Origin, Relation, says_which_way
from sufficiency.result import View


def known(views: Mapping[str, View], macros: Mapping[str, str], digests: Mapping[str, str]) -> dict[str, View]:
    """The views, each mart among them with what its columns are made of.

    ``digests`` says for each view, of all that its rows depend on, whether it has changed.
    """
    reader = lru_cache(maxsize=1)(lambda: _Reader(views, macros, digests))
    types = _of_tables()

    def told(view: View) -> View:
        def read() -> tuple[dict[str, str], bool, bool, list[str]]:
            return _told(view, reader().view(view.name))

        by = f"{view.name} {digests[view.name]} {types}"
        return _with(view, *parsed.KNOWN.of("origins", by, read))

    return {name: told(view) if view.layer == "marts" else view for name, view in views.items()}


def of(view: View, views: Mapping[str, View], macros: Mapping[str, str], digests: Mapping[str, str]) -> View:
    """A view that is not among ``views``, with what its columns are made of, read from those."""
    return _with(view, *_told(view, _Reader({**views, view.name: view}, macros, digests).view(view.name)))


def _of_tables() -> str:
    """What columns are made of, besides what digests of views are of."""
    return repr([sorted(snapshot_origins.types().items()), sorted(row_figures.declared())])


def _with(view: View, origins: dict[str, str], is_single: bool, is_by_figure: bool, rows_by: list[str]) -> View:
    return replace(view, origins=origins, is_single=is_single, is_by_figure=is_by_figure, rows_by=tuple(rows_by))


def _told(view: View, relation: Relation) -> tuple[dict[str, str], bool, bool, list[str]]:
    origins = {}
    for column in view.columns:
        origin = relation.columns.get(column.name, relation.rest)
        if origin is Origin.WORD and column.of not in relation.words.get(column.name, ()):
            # It may say how many there are, of a figure that is not the one it is said to be about.
            origin = Origin.COUNT
        origins[column.name] = (Origin.ID if origin is None else origin).name.lower()
    rows_by = sorted(words.removeprefix(f"{view.name}: ") for words in relation.rows_by)
    return origins, relation.is_single, relation.is_by_figure, rows_by


class _Reader:
    def __init__(self, views: Mapping[str, View], macros: Mapping[str, str], digests: Mapping[str, str]) -> None:
        self.views, self.digests, self.types = views, digests, _of_tables()
        with duckdb.connect() as con:
            rows = con.execute(
                "select distinct function_name from duckdb_functions() where function_type = 'aggregate'"
            ).fetchall()
        self.aggregates = {row[0] for row in rows} | {"count_star"}
        for name, statement in macros.items():
            body = statement.lower().partition(" as ")[2]
            if any(f"{function}(" in body for function in AVERAGES | {"count", "sum", "list", "stddev_samp"}):
                self.aggregates.add(name)
        self.known: dict[str, Relation] = {}
        self.grouped: frozenset[str] = frozenset()
        self.reading = ""

    def view(self, name: str) -> Relation:
        by = f"{name} {self.digests[name]} {self.types}" if name in self.digests else ""
        if name not in self.known and (kept := relations.kept(by)):
            self.known[name] = kept
        if name not in self.known:
            # What reads itself or cannot be read stays what must be protected most.
            self.known[name] = Relation(rest=Origin.ID, is_of_children=True, is_single=True)
            outer = self.grouped, self.reading
            with suppress(lineage.NotASelect, duckdb.Error, KeyError, RecursionError):
                tree = lineage.node(self.views[name].sql)
                self.grouped = frozenset(_grouped(tree))
                self.reading = name
                relation = self.node(tree, {})
                self.known[name] = replace(
                    relation, is_of_returns=relation.is_of_returns or name in snapshot_origins.SENT
                )
                relations.keep(by, self.known[name])
            self.grouped, self.reading = outer
        return self.known[name]

    def node(self, node: dict[str, Any], within: Mapping[str, Relation]) -> Relation:
        ctes = dict(within)
        for entry in (node.get("cte_map") or {}).get("map") or []:
            relation = self.node(entry["value"]["query_node"], ctes)
            ctes[entry["key"].lower()] = relations.renamed(relation, entry["value"].get("aliases") or [])
        kind = node["type"]
        if kind == "SET_OPERATION_NODE":
            parts = [self.node(part, ctes) for part in node.get("children") or [node["left"], node["right"]]]
            relation = relations.joined(parts)
            is_by_value = "UNION" not in str(node.get("setop_type")) and any(
                origin in FIGURES for part in parts for origin in part.columns.values()
            )
            # Rows that another list has, or has not, are chosen by every value in them.
            return (
                replace(relation, rows_by=relation.rows_by | {f"{self.reading}: the rows of another list"})
                if is_by_value
                else relation
            )
        if kind == "RECURSIVE_CTE_NODE":
            name = str(node["cte_name"]).lower()
            first = self.node(node["left"], ctes)
            return relations.joined([first, self.node(node["right"], {**ctes, name: first})])
        if kind == "CTE_NODE":
            return self.node(node["child"], ctes)
        return self.select(node, ctes)

    def select(self, node: dict[str, Any], ctes: Mapping[str, Relation]) -> Relation:
        sources: dict[str, Relation] = {}
        scope = Expressions(sources, self.aggregates, lambda inner: self.node(inner, ctes))
        is_numbered = self.sources(node.get("from_table") or {}, ctes, scope) or scope.numbers(node)
        groups = node.get("group_expressions") or []
        columns: dict[str, Origin] = {}
        rest: Origin | None = None
        is_grouped = bool(groups) or any(scope.aggregates(item) for item in node["select_list"])
        for number, item in enumerate(node["select_list"]):
            if item["class"] == "STAR":
                named = str(item.get("relation_name") or "").lower()
                for relation in [sources[named]] if named else sources.values():
                    columns |= relation.columns
                    rest = relation.rest if rest is None else max(rest, relation.rest or Origin.PUBLIC)
                columns |= {o["key"].lower(): scope.origin(o["value"]) for o in item.get("replace_list") or []}
                if item.get("rename_list") or item.get("columns"):
                    # Which column stands under which name is not followed.
                    columns, rest = {}, max([*columns.values(), rest or Origin.PUBLIC])
                continue
            name = item.get("alias") or (item.get("column_names") or [f"column{number}"])[-1]
            origin = scope.origin(item)
            # What children are put together by is one label for all of them, however it was worked out.
            is_key = name.lower() in self.grouped and (origin is Origin.WORD or scope.is_own(item, origin))
            columns[name.lower()] = Origin.LABEL if is_key else origin
        distinct = any(modifier["type"] == "DISTINCT_MODIFIER" for modifier in node.get("modifiers") or [])
        by_id = any(scope.origin(group) in (Origin.ID, Origin.QUANTITY) for group in groups) or (
            distinct and Origin.ID in columns.values()
        )
        is_single = any(source.is_single for source in sources.values()) and (by_id or not (is_grouped or distinct))
        is_single |= is_numbered
        orders = [
            order["expression"]
            for modifier in node.get("modifiers") or []
            if modifier["type"] == "ORDER_MODIFIER"
            for order in modifier["orders"]
        ]
        is_by_figure = any(scope.sorts(order, columns) > Origin.QUANTITY for order in orders)
        # Dates on which there are children, and nothing else of them, are no children's rows.
        of_children = any(source.is_of_children for source in sources.values())
        says_something = is_single or any(
            origin > Origin.PUBLIC for origin in [*columns.values(), rest or Origin.PUBLIC]
        )
        items = {
            str(item.get("alias") or (item.get("column_names") or [""])[-1]).lower(): item
            for item in node["select_list"]
        }
        words = {
            name: frozenset(other for other, figure in items.items() if says_which_way(items[name], figure))
            for name, origin in columns.items()
            if origin is Origin.WORD and name in items
        }
        alone = row_figures.of_many(scope, groups)
        of_many = {name for name, item in items.items() if is_single and alone.origin(item) > Origin.LABEL}
        for source in sources.values():
            of_many |= source.of_many & columns.keys() - items.keys()
        rows_by = row_figures.figures(node, scope, self.reading).union(*(source.rows_by for source in sources.values()))
        is_of_returns = any(source.is_of_returns for source in sources.values()) and not any(
            source.is_of_children and not source.is_of_returns for source in sources.values()
        )
        says = of_children and says_something
        followed = (is_of_returns, frozenset(of_many), rows_by)
        return Relation(columns, rest, says, is_single, is_by_figure, words, *followed)

    def sources(self, table: dict[str, Any], ctes: Mapping[str, Relation], scope: Expressions) -> bool:
        """Put what a SELECT reads from into ``scope``, by name; True where a figure says how many rows that is."""
        kind = table.get("type", "EMPTY")
        if kind == "EMPTY":
            return False
        if kind == "JOIN":
            return any([self.sources(table[side], ctes, scope) for side in ("left", "right")])
        name, is_numbered = str(table.get("alias") or id(table)), False
        # What is not known here may be anything.
        relation = Relation(rest=Origin.ID, is_of_children=True, is_single=True)
        if kind == "BASE_TABLE":
            path = [part.lower() for part in table["qualified_name"]["path"]]
            name, relation = table.get("alias") or path[-1], self.table(path, ctes)
        elif kind == "SUBQUERY":
            relation = self.node(table["subquery"]["node"], ctes)
        elif kind in ("TABLE_FUNCTION", "EXPRESSION_LIST"):
            # Made of what stands before it in the same FROM.
            origin = scope.origin([table.get("function") or [], table.get("values") or []])
            origin = Origin.PUBLIC if self.reading in snapshot_origins.OF_RETURNS else origin
            relation = Relation(rest=origin, is_of_children=origin > Origin.PUBLIC)
            is_numbered = kind == "TABLE_FUNCTION" and origin in FIGURES
        scope.sources[name.lower()] = relations.renamed(relation, table.get("column_name_alias") or [])
        return is_numbered

    def table(self, path: list[str], ctes: Mapping[str, Relation]) -> Relation:
        name = path[-1]
        if len(path) == 1 and name in ctes:
            return ctes[name]
        if len(path) == 1 and name in self.views:
            return self.view(name)
        return snapshot_origins.table(path)


def _grouped(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _grouped(item)
    elif isinstance(node, dict):
        yield from (
            group["column_names"][-1].lower()
            for group in node.get("group_expressions") or []
            if "column_names" in group
        )
        for value in node.values():
            yield from _grouped(value)
