"""What one expression of a SELECT is made of, from its syntax tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class Origin(IntEnum):
    """What a column is made of; of several, the last in this order."""

    PUBLIC = 0  # reference tables and registers alone
    LABEL = 1  # what a child is or has, by which children may be grouped
    QUANTITY = 2  # a child's own number or date
    WORD = 3  # one of some fixed words, by which way a figure goes
    COUNT = 4  # counted from children's rows
    STATISTIC = 5  # summed, averaged, ranked or put together from children's numbers
    ID = 6  # names one child


FIGURES = (Origin.COUNT, Origin.STATISTIC)
# What carries one value of many of the same along; any other aggregate makes a figure.
CARRIES = {"any_value", "first", "arbitrary"}
AVERAGES = {"avg", "mean", "median", "quantile_cont", "quantile_disc", "mode"}
MOVES = {"lag", "lead", "first_value", "last_value", "nth_value"}
# Macros that protect what they are given: see sql/macros. By their whole names, or one that somebody
# calls safe_… for another reason would make counts public.
PROTECTS = {"safe_share"}


@dataclass(frozen=True)
class Relation:
    """Columns by name, ``rest`` for those not named; whether its rows come from children's rows, and
    whether each is still one child's; ``is_by_figure`` where their order follows a figure. ``words``
    names, for each word about figures, the columns beside it of which it says no more than which way they go.
    ``is_of_returns`` says that all of it is which returns came; ``of_many`` names the columns of single children's
    rows that are a figure of several, and ``rows_by`` the conditions by which a figure says which rows there are."""

    columns: Mapping[str, Origin] = field(default_factory=dict)
    rest: Origin | None = None
    is_of_children: bool = False
    is_single: bool = False
    is_by_figure: bool = False
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    is_of_returns: bool = False
    of_many: frozenset[str] = frozenset()
    rows_by: frozenset[str] = frozenset()


@dataclass
class Expressions:
    """What the expressions of one SELECT may name."""

    sources: dict[str, Relation]
    aggregate_names: set[str]
    inner: Callable[[dict[str, Any]], Relation]

    def origin(self, node: Any) -> Origin:
        """What an expression is made of."""
        if isinstance(node, list):
            return max((self.origin(item) for item in node), default=Origin.PUBLIC)
        if not isinstance(node, dict):
            return Origin.PUBLIC
        kind = node.get("class")
        if kind == "COLUMN_REF":
            return self.named([name.lower() for name in node["column_names"]])
        if kind == "SUBQUERY":
            relation = self.inner(node["subquery"]["node"])
            if node.get("subquery_type") != "SCALAR":
                return Origin.COUNT if relation.is_of_children or relation.rows_by else Origin.PUBLIC
            # Whether there is such a row is told by a figure.
            chosen = Origin.COUNT if relation.rows_by else Origin.PUBLIC
            return max([*relation.columns.values(), relation.rest or Origin.PUBLIC, chosen])
        if kind == "CASE":
            return self.case(node)
        if kind == "WINDOW":
            inner = max(
                self.origin(node.get("arguments") or []), self.sorted_by([node.get("orders"), node.get("partitions")])
            )
            if str(node.get("function_name")).lower() in MOVES:
                return inner
            # Of one child's rows it is that child's own number.
            is_single = any(source.is_single for source in self.sources.values())
            return max(inner, Origin.QUANTITY) if is_single else self.aggregated("window", inner)
        if kind == "FUNCTION" and node["function_name"].lower() in self.aggregate_names:
            orders = (node.get("order_bys") or {}).get("orders")
            inner = max(self.origin(node.get("arguments") or []), self.sorted_by([orders, node.get("filter")]))
            return self.aggregated(node["function_name"].lower(), inner, is_picked=bool(orders or node.get("filter")))
        inner = max((self.origin(value) for value in node.values()), default=Origin.PUBLIC)
        is_safe = kind == "FUNCTION" and node["function_name"].lower() in PROTECTS
        return Origin.PUBLIC if is_safe else inner

    def sorted_by(self, node: Any) -> Origin:
        """What rows are ranked or picked by, where it is a figure: the rank of a count is one too."""
        origin = self.origin(node)
        return origin if origin in FIGURES else Origin.PUBLIC

    def case(self, node: dict[str, Any]) -> Origin:
        """A band of a child's own number is a label; fixed words about a figure are words of it."""
        checks = node.get("case_checks") or []
        result = self.origin([*(check["then_expr"] for check in checks), node.get("else_expr")])
        asked = self.origin([check["when_expr"] for check in checks])
        if result == Origin.PUBLIC and asked in (Origin.COUNT, Origin.STATISTIC) and _is_fixed(checks, node):
            return Origin.WORD
        return max(result, Origin.LABEL if asked == Origin.QUANTITY else asked)

    def aggregated(self, name: str, inner: Origin, *, is_picked: bool = False) -> Origin:
        """What an aggregate makes of ``inner``; ``is_picked`` where it is asked for that of one row among many."""
        is_single = any(source.is_single for source in self.sources.values())
        is_of_children = any(source.is_of_children for source in self.sources.values())
        if inner == Origin.PUBLIC and not is_single and not (is_of_children and name.startswith("count")):
            return Origin.PUBLIC
        if name in CARRIES and not is_picked:
            return inner
        if name.startswith("count") or name in ("bool_or", "bool_and"):
            return Origin.COUNT
        if name in ("min", "max"):
            return Origin.STATISTIC
        if name in AVERAGES:
            return Origin.STATISTIC if inner >= Origin.QUANTITY else Origin.COUNT
        counted = (Origin.PUBLIC, Origin.LABEL, Origin.WORD, Origin.COUNT)
        return Origin.COUNT if inner in counted else Origin.STATISTIC

    def named(self, path: list[str]) -> Origin:
        if len(path) > 1 and path[0] in self.sources:
            relation = self.sources[path[0]]
            return relation.columns.get(path[1], _rest(relation))
        held = [source.columns[path[0]] for source in self.sources.values() if path[0] in source.columns]
        return max(held) if held else max((_rest(source) for source in self.sources.values()), default=Origin.PUBLIC)

    def is_own(self, node: Any, origin: Origin) -> bool:
        """Whether a figure is worked out for each child by itself, and so a label to put children together by."""
        return (
            origin in FIGURES
            and not self.aggregates(node)
            and any(source.is_single for source in self.sources.values())
        )

    def numbers(self, select: dict[str, Any]) -> bool:
        """Whether a figure says how many rows there are: a list of so many is unfolded, or so many are taken."""
        unfolded = [
            given["expression"]
            for item in select["select_list"]
            if str(item.get("function_name")).lower() == "unnest"
            for given in item["arguments"]
            # A list that is written out is as long as it is written.
            if str(given["expression"].get("function_name")).lower() != "list_value"
        ]
        taken = [item for item in select.get("modifiers") or [] if "LIMIT" in item["type"]]
        return self.origin(unfolded) in FIGURES or self.origin(taken) in FIGURES

    def sorts(self, node: dict[str, Any], columns: Mapping[str, Origin]) -> Origin:
        """What rows are sorted by: a column of theirs, or an expression."""
        names = node.get("column_names") or []
        return columns[names[0].lower()] if len(names) == 1 and names[0].lower() in columns else self.origin(node)

    def aggregates(self, node: Any) -> bool:
        """Whether an expression holds an aggregate, outside its subqueries and windows."""
        if isinstance(node, list):
            return any(self.aggregates(item) for item in node)
        if not isinstance(node, dict) or node.get("class") in ("SUBQUERY", "WINDOW"):
            return False
        is_one = node.get("class") == "FUNCTION" and node["function_name"].lower() in self.aggregate_names
        return is_one or any(self.aggregates(value) for value in node.values())


def says_which_way(word: dict[str, Any], figure: dict[str, Any]) -> bool:
    """Whether a CASE says no more of ``figure``, a column or the difference of two, than which way it goes: it
    compares that column with 0, or those two with each other, and asks besides whether they are there."""
    asked = [check["when_expr"] for check in word.get("case_checks") or []]
    about = set(_columns(figure))
    if _numbers(figure) or not about or len(about) > 2 or set(_columns(asked)) != about:
        return False
    for comparison in _nodes(asked, "COMPARISON"):
        sides = [comparison["left"], comparison["right"]]
        plain = all(side.get("class") in ("COLUMN_REF", "CONSTANT") for side in sides)
        if not plain or set(_columns(sides)) != about or set(_numbers(sides)) - {"0"}:
            return False
    return not (set(_numbers(asked)) - {"0"}) and not any(True for _ in _nodes(asked, "FUNCTION"))


def _columns(node: Any) -> list[tuple[str, ...]]:
    return [tuple(name.lower() for name in reference["column_names"]) for reference in _nodes(node, "COLUMN_REF")]


def _numbers(node: Any) -> list[str]:
    return [
        str((constant.get("literal") or constant.get("value") or {}).get("text"))
        for constant in _nodes(node, "CONSTANT")
    ]


def _nodes(node: Any, kind: str) -> Iterator[dict[str, Any]]:
    """The parts of an expression that are of one class, however deep."""
    if isinstance(node, list):
        for item in node:
            yield from _nodes(item, kind)
    elif isinstance(node, dict):
        if node.get("class") == kind:
            yield node
        for value in node.values():
            yield from _nodes(value, kind)


def _is_fixed(checks: list[dict[str, Any]], node: dict[str, Any]) -> bool:
    """Whether what a CASE gives is written in it, and so takes no more values than it has branches."""
    given = [*(check["then_expr"] for check in checks), node.get("else_expr")]
    return all(value is None or value.get("class") == "CONSTANT" for value in given)


def _rest(relation: Relation) -> Origin:
    return Origin.PUBLIC if relation.rest is None else relation.rest
