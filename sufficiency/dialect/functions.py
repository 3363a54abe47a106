"""The macros as SQL functions, for queries that people write themselves on the other engine."""

from __future__ import annotations

import sqlglot
from sqlglot import exp

from sufficiency.catalogue.loader import Catalogue
from sufficiency.database import macro_types
from sufficiency.dialect import expansion, spark, tables
from sufficiency.dialect.spark import CannotRun
from sufficiency.reference import tables as reference

AGGREGATES = "reckons over many rows: views have it written out"
CHOSEN = "asks for a choice by its name: read the variable"
UNTYPED = "takes a parameter that data/reference/macro_parameters.csv does not name"


def statements(catalogue: Catalogue) -> tuple[list[str], dict[str, str]]:
    """'create temporary function' of every macro that can be one, and why each other cannot.

    The types of parameters are those of ``data/reference/macro_parameters.csv``; what a function
    gives has the type that DuckDB finds for it.
    """
    kinds = {row["parameter"]: row["type"] for row in reference.records("macro_parameters")}
    bodies = {name: expansion.body(statement) for name, statement in catalogue.macros.items()}
    wholes = {name: expansion.expanded(body.expression, catalogue.macros) for name, body in bodies.items()}
    without = {name: why for name in bodies if (why := _why_not(wholes[name], bodies[name].parameters, kinds))}
    taken = {
        name: [kinds[parameter] for parameter in bodies[name].parameters] for name in bodies if name not in without
    }
    written: list[str] = []
    for name, kind in macro_types.given(catalogue.macros, taken).items():
        parameters = ", ".join(
            f"{parameter} {tables.of_type(kinds[parameter])}" for parameter in bodies[name].parameters
        )
        gives = tables.of_type(kind)
        try:
            words = spark.words(spark.rewritten(wholes[name]))
        except (CannotRun, sqlglot.errors.SqlglotError) as error:
            without[name] = str(error)
            continue
        head = f"create or replace temporary function {name}({parameters}) returns {gives}"
        written.append(f"{head}\nreturn cast({words} as {gives})")
    return written, without


def _why_not(whole: exp.Expression, parameters: tuple[str, ...], kinds: dict[str, str]) -> str:
    if whole.find(exp.AggFunc):
        return AGGREGATES
    asked = [node for node in whole.find_all(exp.Anonymous) if str(node.this).lower() == "getvariable"]
    if any(not isinstance(node.expressions[0], exp.Literal) for node in asked):
        return CHOSEN
    if any(parameter not in kinds for parameter in parameters):
        return UNTYPED
    return ""
