"""Calls of macros replaced by what they stand for, as DuckDB does, so that no engine need have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB

_COMMENT = re.compile(r"--[^\n]*")
_FORM = re.compile(r"create\s+or\s+replace\s+(?:macro|function)\s+\w+\s*\(([^()]*)\)\s*as\s+(.*?);?\s*$", re.S | re.I)


class DuckDBAsWritten(DuckDB):
    """DuckDB whose places in lists are left as they are written: sqlglot counts some of them anew, not all."""

    INDEX_OFFSET = 0


@dataclass(frozen=True)
class Body:
    """What one macro stands for: the names of its parameters, and its expression."""

    parameters: tuple[str, ...]
    expression: exp.Expression


@lru_cache(maxsize=1024)
def body(statement: str) -> Body:
    """The parts of a 'create or replace macro name(…) as (…)'; raises ValueError when it is written otherwise."""
    match = _FORM.search(_COMMENT.sub("", statement))
    if not match:
        raise ValueError("a macro to be carried over is written as name(parameter, …) as (…), without defaults")
    parameters = tuple(name.strip().lower() for name in match[1].split(",") if name.strip())
    return Body(parameters, sqlglot.parse_one(f"select {match[2]}", read=DuckDBAsWritten).expressions[0].unnest())


def expanded(tree: exp.Expression, macros: Mapping[str, str]) -> exp.Expression:
    """``tree`` in which every call of one of ``macros`` is its expression in brackets, calls in it too."""
    return from_below(tree, lambda node: _called(node, macros))


def from_below(tree: exp.Expression, change: Callable[[exp.Expression], exp.Expression]) -> exp.Expression:
    """A copy of ``tree`` in which each node is what ``change`` makes of it, its parts first."""
    copied = tree.copy()
    for node in reversed(list(copied.walk())):
        changed = change(node)
        if changed is not node:
            if node is copied:
                return changed
            node.replace(changed)
    return copied


def _called(node: exp.Expression, macros: Mapping[str, str]) -> exp.Expression:
    name = str(node.this).lower() if isinstance(node, exp.Anonymous) else ""
    if name not in macros:
        return node
    called = body(macros[name])
    given = dict(zip(called.parameters, node.expressions, strict=True))

    def fill(inner: exp.Expression) -> exp.Expression:
        is_parameter = isinstance(inner, exp.Column) and not inner.table and inner.name.lower() in given
        return _bracketed(given[inner.name.lower()]) if is_parameter else inner

    # The body's own calls first: in what is filled in they are expanded already.
    return _bracketed(from_below(expanded(called.expression, macros), fill))


def _bracketed(node: exp.Expression) -> exp.Expression:
    is_plain = isinstance(node, (exp.Column, exp.Literal, exp.Paren, exp.Func)) and not isinstance(node, exp.Connector)
    return node.copy() if is_plain else exp.Paren(this=node.copy())
