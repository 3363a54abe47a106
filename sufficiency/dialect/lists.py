"""Lists of DuckDB's in Spark's words: places, order, sums."""

from __future__ import annotations

import sqlglot
from sqlglot import exp


def call_of(name: str, *arguments: exp.Expression) -> exp.Expression:
    """A call of a function that sqlglot leaves as it is."""
    return exp.Anonymous(this=name, expressions=[argument.copy() for argument in arguments])


def whole(node: exp.Expression) -> exp.Expression:
    """A number that Spark takes for a place."""
    return node.copy() if isinstance(node, exp.Literal) else exp.cast(node.copy(), "int")


def largest(node: exp.Expression) -> exp.Expression:
    """max(x, n): a list of the n largest."""
    count = node.args.get("count") or (node.expressions[0] if node.expressions else None)
    if count is None:
        return node
    falling = call_of("sort_array", call_of("collect_list", node.this), exp.false())
    return call_of("slice", falling, exp.Literal.number(1), count)


def place(node: exp.Expression) -> exp.Expression:
    """list[n], and list[a:b], where places that are not there are nothing and no error."""
    inner = node.expressions[0]
    if isinstance(inner, exp.Slice):
        first = inner.this or exp.Literal.number(1)
        last = inner.expression or call_of("size", node.this)
        length = exp.func("greatest", exp.Literal.number(0), exp.paren(exp.paren(last.copy()) - first.copy() + 1))
        return call_of("slice", node.this, whole(first), whole(length))
    return call_of("get", node.this, whole(exp.paren(inner.copy()) - 1))


def numbers(node: exp.Expression) -> exp.Expression:
    """range(a, b, step), which leaves b out and may be empty; Spark's sequence is neither."""
    if not node.args.get("is_end_exclusive"):
        return node
    first, end = node.args["start"], node.args["end"]
    step = node.args.get("step") or exp.Literal.number(1)
    every = call_of("sequence", first, end, step)
    before_end = f"filter({every.sql('spark')}, place -> place < {exp.paren(end.copy()).sql('spark')})"
    is_any = f"{exp.paren(first.copy()).sql('spark')} < {exp.paren(end.copy()).sql('spark')}"
    return sqlglot.parse_one(f"if({is_any}, {before_end}, array())", read="spark")


def total(given: list[exp.Expression]) -> exp.Expression:
    """list_sum, which of an empty list is nothing."""
    return sqlglot.parse_one(
        f"case when size({given[0].sql('spark')}) > 0 then "
        f"aggregate({given[0].sql('spark')}, cast(0 as double), (a, b) -> a + b) end",
        read="spark",
    )


def middle(given: list[exp.Expression]) -> exp.Expression:
    """The middle of a sorted list, or half way between the two middle ones."""
    of = given[0].sql("spark")
    return sqlglot.parse_one(
        f"(get({of}, cast(floor((size({of}) - 1) / 2) as int)) + get({of}, cast(floor(size({of}) / 2) as int))) / 2",
        read="spark",
    )


def in_order(node: exp.Expression) -> exp.Expression:
    """list_sort(list): sqlglot's array_sort calls a comparison for each pair, which is many times slower.

    They differ in where they put what is missing, and a list that Spark gathered holds none.
    """
    return node if node.args.get("asc") is not None else call_of("sort_array", node.this)
