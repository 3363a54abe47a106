"""A SELECT of the catalogue as Spark 4 runs it: what sqlglot does not know of DuckDB is rewritten first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sqlglot
from sqlglot import exp, transforms
from sqlglot.dialects.spark import Spark

from sufficiency.dialect import expansion, lists

# A choice is a session variable; a column of the same name would hide it.
VARIABLE = "choice_"


class Spark4(Spark):
    """Spark from its fourth edition on, which knows QUALIFY: without, a SELECT would be put into another."""

    class Generator(Spark.Generator):
        TRANSFORMS = {
            **Spark.Generator.TRANSFORMS,
            exp.Select: transforms.preprocess([transforms.unnest_to_explode, transforms.any_to_exists]),
        }


class CannotRun(ValueError):
    """A construct that has no counterpart on the other engine; the message names it."""


def select(sql: str, macros: Mapping[str, str]) -> str:
    """``sql``, one SELECT in DuckDB's words, as Spark SQL; raises CannotRun."""
    try:
        tree = expansion.expanded(sqlglot.parse_one(sql, read=expansion.DuckDBAsWritten), macros)
        return words(rewritten(tree), pretty=True)
    except sqlglot.errors.SqlglotError as error:
        raise CannotRun(str(error)) from None


def words(tree: exp.Expression, *, pretty: bool = False) -> str:
    """A rewritten tree as text; raises sqlglot's UnsupportedError."""
    said: str = tree.sql(Spark4, pretty=pretty, comments=False, unsupported_level=sqlglot.ErrorLevel.RAISE)
    return said


def rewritten(tree: exp.Expression) -> exp.Expression:
    """``tree`` with each construct of DuckDB's own in words that both sqlglot and Spark know."""
    for scope in list(tree.find_all(exp.Select)):
        _unnest_together(scope)
    return expansion.from_below(tree, _one)


def _one(node: exp.Expression) -> exp.Expression:
    rewrite = _BY_KIND.get(type(node))
    return rewrite(node) if rewrite else node


def _number(node: exp.Expression) -> exp.Expression:
    """A number with a point is exact in Spark and rounds what it meets; DuckDB reckons on in binary."""
    if node.args["is_string"] or not set(str(node.this)) & set(".eE") or isinstance(node.parent, exp.Cast):
        return node
    return exp.cast(node.copy(), "double")


def _call(node: exp.Expression) -> exp.Expression:
    name = str(node.this).lower()
    rewrite = _BY_NAME.get(name)
    return rewrite(list(node.expressions)) if rewrite else node


def _variable(given: list[exp.Expression]) -> exp.Expression:
    return exp.column(f"{VARIABLE}{given[0].name}")


def _table(node: exp.Expression) -> exp.Expression:
    """raw.episodes is raw_episodes: a temporary view has no schema."""
    if node.args.get("db"):
        alias = node.args.get("alias") or exp.TableAlias(this=exp.to_identifier(node.name))
        return exp.Table(
            this=exp.to_identifier(f"{node.db}_{node.name}"), alias=alias.copy(), joins=node.args.get("joins")
        )
    return node


def _in_rows(node: exp.Expression) -> exp.Expression:
    """(a, b) in (select (c, d) …): a row is its columns."""
    query = node.args.get("query")
    inner = query.this if isinstance(query, exp.Subquery) else query
    if isinstance(inner, exp.Select) and isinstance(inner.expressions[0].unnest(), exp.Tuple):
        inner.set("expressions", inner.expressions[0].unnest().expressions)
    return node


def _at_extreme(node: exp.Expression) -> exp.Expression:
    """arg_max(x, y) and arg_min: DuckDB passes over rows without x, Spark over rows without y alone."""
    is_there = f"{node.this.sql('spark')} is not null"
    place = sqlglot.parse_one(f"if({is_there}, {node.expression.sql('spark')}, null)", read="spark")
    return type(node)(this=node.this.copy(), expression=place)


def _share_as_whole(node: exp.Expression) -> exp.Expression:
    """A quotient as a whole number: DuckDB takes the nearest one, Spark cuts off what stands behind the point."""
    if not node.is_type("int", "bigint") or not isinstance(node.this.unnest(), exp.Div):
        return node
    return exp.cast(lists.call_of("bround", node.this), node.to)


def _hash(given: list[exp.Expression]) -> exp.Expression:
    """Of 64 bits as DuckDB's, so that no two of a country's rows are likely to meet; the numbers are others."""
    return lists.call_of("xxhash64", *given)


def _quantile(node: exp.Expression) -> exp.Expression:
    return lists.call_of("percentile", node.this, node.expression)


def _full_years(given: list[exp.Expression]) -> exp.Expression:
    """date_sub('year', a, b): whole years from a to b, which months_between counts as anniversaries."""
    part, first, last = given
    months = lists.call_of("months_between", last, first)
    if part.name != "year":
        raise CannotRun(f"date_sub of {part.name}")
    return sqlglot.parse_one(f"cast({months.sql('spark')} / 12 as int)", read="spark")


def _boundaries(node: exp.Expression) -> exp.Expression:
    """date_diff('day' | 'month', a, b): days, or month ends passed."""
    unit = str(node.args.get("unit") or "day").lower().strip("'")
    last, first = node.this, node.expression
    if unit == "day":
        return exp.cast(lists.call_of("datediff", last, first), "bigint")
    if unit == "month":
        both = [f"year({date.sql('spark')}) * 12 + month({date.sql('spark')})" for date in (last, first)]
        return sqlglot.parse_one(f"cast({both[0]} - ({both[1]}) as bigint)", read="spark")
    raise CannotRun(f"date_diff of {unit}")


def _unnest_together(select: exp.Select) -> None:
    """Lists unnested side by side are zipped: Spark makes rows of one list a SELECT."""
    places = [
        (number, item)
        for number, item in enumerate(select.expressions)
        if isinstance(item.unalias(), (exp.Explode, exp.Unnest, exp.Inline))
    ]
    if not places:
        return
    unnested = [item.unalias().this for _, item in places]
    first = unnested[0]
    if item_names := _fields(first):
        inlined = exp.Aliases(
            this=lists.call_of("inline", first), expressions=[exp.to_identifier(n) for n in item_names]
        )
    elif len(places) == 1:
        return
    else:
        inlined = exp.Aliases(
            this=lists.call_of("inline", lists.call_of("arrays_zip", *unnested)),
            expressions=[exp.to_identifier(item.alias) for _, item in places],
        )
    kept = [item for number, item in enumerate(select.expressions) if number not in {n for n, _ in places}]
    kept.insert(places[0][0], inlined)
    select.set("expressions", kept)


def _fields(node: exp.Expression) -> list[str]:
    rows = node.expressions if isinstance(node, exp.Array) else []
    if rows and isinstance(rows[0], exp.Struct):
        return [field.name for field in rows[0].expressions]
    return []


_BY_KIND: Mapping[type, Callable[[exp.Expression], exp.Expression]] = {
    exp.Literal: _number,
    exp.Anonymous: _call,
    exp.Table: _table,
    exp.Max: lists.largest,
    exp.ArraySort: lists.in_order,
    exp.ArgMax: _at_extreme,
    exp.ArgMin: _at_extreme,
    exp.Cast: _share_as_whole,
    exp.Bracket: lists.place,
    exp.DateDiff: _boundaries,
    exp.PercentileCont: _quantile,
    exp.In: _in_rows,
    exp.GenerateSeries: lists.numbers,
}
_BY_NAME: Mapping[str, Callable[[list[exp.Expression]], exp.Expression]] = {
    "getvariable": _variable,
    "hash": _hash,
    "list_sum": lists.total,
    "list_median": lists.middle,
    "date_sub": _full_years,
}
